"""People: a name after an honorific, a rank or an office, or before the office that follows a comma or a dash."""

from __future__ import annotations

from typing import NamedTuple

from nlp.reading import Mark, Reading
from nlp.vocabulary import Phrases, Vocabulary

_MAX_NAME = 5
# Middle names that hardly stand anywhere else: with one, a family name need not be known.
_MIDDLE = frozenset({"văn", "thị", "đình", "hữu", "đức", "ngọc", "xuân", "quang", "minh", "thanh", "công", "duy", "bá", "khắc", "trọng", "seo"})


class PersonName(NamedTuple):
    """A person as named; `called` is the honorific or rank before the name, None without one."""

    name: str
    called: str | None


class PersonReader:
    """Finds people."""

    def __init__(self, words: Vocabulary) -> None:
        """Reads `honorifics`, `surnames`, `posts`, `unit_kinds`."""
        self._honorifics = words.phrases("honorifics")
        self._surnames = words.word_set("surnames")
        self._posts = words.phrases("posts")
        self._roles = words.phrases("leader_roles")
        self._heads: Phrases = words.phrases("unit_kinds")
        given = words.entries("given_names")
        self._given = frozenset(w[0] for e in given for f in e.forms if len(w := words.words(f)) == 1)

    def __call__(self, reading: Reading) -> None:
        """Add marks `person`."""
        offices = {mark.last: mark for mark in reading.of("office")}
        starts = {mark.first: mark for mark in reading.of("office")}
        places = {mark.first: mark.last for mark in reading.of("place") if mark.value.known}
        unit_ends = {mark.last for mark in reading.of("unit")}
        lower, shapes, firsts = reading.tokens.lower, reading.tokens.shapes, self._honorifics.firsts
        for sentence in reading.sentences:
            i = sentence.first
            while i < sentence.last:
                if shapes[i] not in "XA" and lower[i] not in firsts:
                    i += 1
                    continue
                mark = self._called(reading, i, sentence.last, places) or self._after_office(reading, i, sentence.last, offices, places)
                mark = mark or self._before_office(reading, i, sentence.first, sentence.last, starts, unit_ends)
                if mark:
                    reading.add(mark)
                    i = mark.last
                else:
                    i += 1

    def _called(self, reading: Reading, i: int, last: int, places: dict[int, int]) -> Mark | None:
        """Honorifics, ranks and degrees, one after another, and then a name."""
        tokens = reading.tokens
        hit = self._honorifics.at(tokens.lower, i, last)
        if hit is None:
            return None
        at = hit.last
        called = hit.entry.name
        while at < last:
            if tokens.lower[at] in (".", ",", "-", ":") and tokens.starts[at] == tokens.ends[at - 1] and tokens.lower[at] != ",":
                at += 1
                continue
            more = self._honorifics.at(tokens.lower, at, last)
            if more is None:
                break
            called, at = f"{called} {more.entry.name}", more.last
        end = self._name_end(reading, at, last)
        if at in places and places[at] >= end:
            return None
        if end - at < 2 and not (end - at == 1 and hit.entry.kind in ("religious",)):
            return None
        return Mark(i, end, "person", PersonName(reading.wording(at, end), called), "person.called")

    def _after_office(self, reading: Reading, i: int, last: int, offices: dict[int, Mark], places: dict[int, int]) -> Mark | None:
        """"Chánh Văn phòng UBND TP Đặng Quốc Toàn": a name right after an office, told by its family name."""
        middle = i + 2 < last and reading.tokens.lower[i + 1] in _MIDDLE and reading.tokens.shapes[i : i + 3] == "XXX"
        after = i in offices or (i > 0 and reading.tokens.shapes[i] == "X" and self._roles.ending(reading.tokens.lower, max(0, i - 6), i) is not None)
        if not after or not (reading.tokens.lower[i] in self._surnames or middle) or i in places:
            return None
        end = self._name_end(reading, i, last)
        if not 2 <= end - i <= _MAX_NAME:
            return None
        return Mark(i, end, "person", PersonName(reading.wording(i, end), None), "person.after_office")

    def _before_office(
        self, reading: Reading, i: int, first: int, last: int, starts: dict[int, Mark], unit_ends: set[int]
    ) -> Mark | None:
        """"Nguyễn Văn A - Giám đốc …", "Nguyễn Văn A, Chủ tịch …": a family name, then an office after a mark."""
        tokens = reading.tokens
        if tokens.shapes[i] != "X" or tokens.lower[i] not in self._surnames or (i > first and tokens.shapes[i - 1] in "XA"):
            return None
        end = self._name_end(reading, i, last)
        if not 2 <= end - i <= 4 or end + 1 >= last or tokens.lower[end] not in (",", "-", "("):
            return None
        office = starts.get(end + 1)
        if office is None or (tokens.lower[i] not in self._surnames) or i in unit_ends:
            return None
        return Mark(i, end, "person", PersonName(reading.wording(i, end), None), "person.before_office")

    def _name_end(self, reading: Reading, i: int, last: int) -> int:
        """The end of a run of capitals that is a name: at most five syllables, before an office or a unit begins."""
        tokens, end = reading.tokens, i
        while end < last and end - i < _MAX_NAME and tokens.shapes[end] in "XA":
            if end > i and (self._posts.at(tokens.lower, end, last) or self._roles.at(tokens.lower, end, last)):
                break
            if end - i >= 2 and self._begins_unit(reading, end, last):
                break
            if end > i and tokens.gaps[end]:
                break
            end += 1
        return end

    def _begins_unit(self, reading: Reading, i: int, last: int) -> bool:
        hit = self._heads.at(reading.tokens.lower, i, last)
        return hit is not None and (hit.last - hit.first > 1 or reading.tokens.lower[i] in ("sở", "bộ"))
