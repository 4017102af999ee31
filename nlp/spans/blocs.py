"""Blocs: every mention of an emulation bloc, with its number or description and the authority it runs under.

A mention is numbered ("Khối thi đua số 9"), described ("Khối thi đua các Sở quản lý nhà nước"), or both at once. Bare
words ("khối thi đua", "Cụm") are left to the facts: they mean the bloc that is spoken of.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.reading import Mark, Reading
from nlp.spans.bloc_descriptions import DescriptionReader
from nlp.spans.bloc_owners import Owner, OwnerReader
from nlp.spans.places import PlaceReader
from nlp.spans.units import UnitReader
from nlp.vocabulary import Vocabulary
from records import BlocKind

_ROMAN = re.compile(r"^(?:x{0,3}(?:ix|iv|v?i{0,3})|x{1,3})$")
_SEED = re.compile(r"(?<!\S)(khối|cụm)(?!\S)")
# Without one of these in an article no "khối" or "cụm" of it is an emulation bloc.
_EMULATION = re.compile(
    r"(?<!\S)(?:(?:khối|cụm)(?: giao ước)? thi đua|(?:khối|cụm) (?:trưởng|phó)|(?:trưởng|phó) (?:khối|cụm)"
    r"|thi đua(?: \w+){0,4} (?:khối|cụm) các)(?!\S)"
)
_SEEDS = (["khối"], ["cụm"])
_EMULATION_WORDS = (("giao", "ước", "thi", "đua"), ("thi", "đua"), ("giao", "ước"))
_PLURAL = frozenset({"các", "những", "nhiều", "mỗi", "từng", "mọi", "một", "hai", "ba", "bốn", "năm"})
# What a number may be followed by, as the bloc's description: "Khối 9 | các hội quần chúng", "số 4 | bậc học Mầm non".
_SORTS = frozenset({"các", "khối", "bậc", "lĩnh"})
# Of these sorts the word itself is no description: so many tokens on, it begins.
_HEADING = {"khối": 1, "bậc": 2}
_MEMBERS = frozenset({"đơn", "thành", "đồng", "cá", "tập", "đại", "cán", "phong"})
# Members of any kind: whose they are belongs to such a description, "các đơn vị | trực thuộc Sư đoàn 7".
_ANY = frozenset({"các đơn vị", "các cơ quan", "các cơ quan, đơn vị", "các chi hội", "các phòng"})


# Right before "khối", "cụm" these rank who follows.
_PLACES_IN_BLOC = frozenset({"nhất", "nhì", "ba", "đầu"})
# Of "các đơn vị trong Cụm quản lý trên 168 nghìn đoàn viên": a deed, and nobody's name.
_DEEDS = frozenset({"quản lý", "phối hợp", "tham gia"})


def may_name_bloc(line: str) -> bool:
    """Whether a text (`Tokens.line`) can hold the name of an emulation bloc at all."""
    return _EMULATION.search(line) is not None and _SEED.search(line) is not None


class BlocName(NamedTuple):
    """A mention. number: "9", "i", or None. description: what the bloc is of, small letters, without its place.

    styled: the name as the article has it, without a place that is a mere suffix. strong: "thi đua" stands in it.
    """

    kind: BlocKind
    number: str | None
    description: str
    styled: str
    place: str | None
    strong: bool
    aliases: tuple[str, ...] = ()


class _Seed(NamedTuple):
    """The word "khối" or "cụm" at token i, what follows it at token `at`, and the end of the sentence."""

    i: int
    at: int
    last: int
    kind: BlocKind
    strong: bool


class BlocReader:
    """Finds mentions of blocs."""

    def __init__(self, words: Vocabulary, units: UnitReader, places: PlaceReader) -> None:
        """Reads `leader_roles`, `place_levels`; of `phrases`: `name_stop`, `bloc_not`, `bloc_owner_not`."""
        self._units = units
        self._places = places
        self._not = words.phrases("phrases", "bloc_not")
        self._owner_not = words.phrases("phrases", "bloc_owner_not")
        self._roles = words.phrases("leader_roles")
        self._schools = words.phrases("unit_kinds", "education", "health")
        self._descriptions = DescriptionReader(words, units, places)
        self._owners = OwnerReader(words, units, places)

    def __call__(self, reading: Reading) -> None:
        """Add marks `bloc`."""
        tokens = reading.tokens
        if not may_name_bloc(tokens.line):
            return
        quoted = {i for mark in reading.of("quote") for i in range(mark.first, mark.last)}
        done = 0
        for match in _SEED.finditer(tokens.line):
            i = tokens.at(match.start())
            if i < done or self._roles.at(tokens.lower, i, len(tokens)) or tokens.lower[i + 1 : i + 2] in _SEEDS:
                continue
            mark = self._mention(reading, i, reading.sentence_of(i).last)
            if mark and (i not in quoted or mark.value.strong):
                reading.add(mark)
                done = self._more_numbers(reading, mark)

    def _more_numbers(self, reading: Reading, mark: Mark) -> int:
        """ "Khối thi đua số 1, số 2 và số 3": a mention for each number; returns where they end."""
        tokens, last = reading.tokens, reading.sentence_of(mark.first).last
        if not mark.value.number:
            return mark.last
        forms = (mark.value.number, mark.value.number.zfill(2))
        at = next((j for j in range(mark.first, mark.last) if tokens.lower[j] in forms), mark.last - 1) + 1
        found: list[Mark] = []
        while at + 2 < last and tokens.lower[at] in (",", "và"):
            if tokens.lower[at + 1] != "số" and not (found and tokens.lower[at + 1].isdigit()):
                break
            stop, number = self._number(reading, at + 1, last)
            if not number:
                break
            named = mark.value._replace(number=number, styled=re.sub(r"\S+$", number, mark.value.styled))
            found.append(Mark(at + 1, stop, "bloc", named, "bloc.also_numbered"))
            at = stop
        return self._add_numbers(reading, mark, found, at, last) if found else mark.last

    def _add_numbers(self, reading: Reading, mark: Mark, found: list[Mark], at: int, last: int) -> int:
        """The authority after the last number is everyone's."""
        owner = self._owners.after(reading, at + (reading.tokens.lower[at : at + 1] == ["("]), last)
        if owner.place:
            first = reading.marks["bloc"].pop()
            all_of_them = (first._replace(last=min(first.last, found[0].first - 1)), *found)
            found = [m._replace(value=m.value._replace(place=owner.place)) for m in all_of_them]
        for more in found:
            reading.add(more)
        return max(mark.last, owner.end if owner.place else at)

    def _mention(self, reading: Reading, i: int, last: int) -> Mark | None:
        lower = reading.tokens.lower
        words = next((w for w in _EMULATION_WORDS if tuple(lower[i + 1 : i + 1 + len(w)]) == w), ())
        seed = _Seed(i, i + 1 + len(words), last, BlocKind(lower[i]), bool(words))
        if seed.at >= last or self._foreign(reading, seed):
            return None
        end, number = self._number(reading, seed.at, last)
        if number:
            return self._numbered(reading, seed, end, number)
        end = self._descriptions.end(reading, seed.at, last)
        return self._described(reading, seed, end) if end > seed.at else None

    def _foreign(self, reading: Reading, seed: _Seed) -> bool:
        """ "Đảng ủy Khối …", "khối lượng", "các cụm thi đua": not one emulation bloc."""
        tokens, i, at = reading.tokens, seed.i, seed.at
        start = reading.sentence_of(i).first
        if not seed.strong:
            after = self._not.at(tokens.lower, at, seed.last)
            if after and not _named_in_full(reading, seed):
                meant = f"“{tokens.lower[i]} {after.entry.name}” is no bloc"
                reading.refuse("bloc.other_meaning", meant, i, after.last)
                return True
            owner = self._owner_not.ending(tokens.lower, start, i)
            if owner and tokens.starts[i] > tokens.ends[i - 1]:
                meant = f"“{owner.entry.name} khối” is a party or youth body"
                reading.refuse("bloc.other_owner", meant, owner.first, i + 1)
                return True
        if tokens.lower[at] == "số" or not _several(reading, start, i) or self._number(reading, at, seed.last)[1]:
            return False
        reading.refuse("bloc.plural", "several blocs at once, none by name", i, at)
        return True

    def _number(self, reading: Reading, at: int, last: int) -> tuple[int, str | None]:
        """ "số 9", "9", "I": a number names the bloc unless it counts what follows ("5 thành phố")."""
        tokens = reading.tokens
        stated = tokens.lower[at] == "số"
        j = at + stated
        if j >= last:
            return at, None
        word, shape = tokens.lower[j], tokens.shapes[j]
        if word.isdigit() and len(word) <= 3:
            counts = j + 1 < last and tokens.lower[j + 1] in self._descriptions.counted and not stated
            return (at, None) if counts and not self._owners.counts(reading, j + 1, last) else (j + 1, str(int(word)))
        if shape in "XA" and word and _ROMAN.match(word):
            return j + 1, word
        return at, None

    def _numbered(self, reading: Reading, seed: _Seed, end: int, number: str) -> Mark | None:
        """A number, and what the article says after it: a description, another name, whose the bloc is."""
        if not seed.strong and reading.tokens.shapes[seed.i] == "x" and not self._in_role(reading, seed.i):
            return None
        return self._of_sorts(reading, seed, end, number) or self._also_named(reading, seed, end, number)

    def _of_sorts(self, reading: Reading, seed: _Seed, end: int, number: str) -> Mark | None:
        """ "Khối 9 | các hội quần chúng | tỉnh Lai Châu", "Cụm thi đua số II – Hội Luật gia các tỉnh Đông Bắc",
        "Cụm số 9 VKSND các tỉnh Tây Nguyên".
        """
        tokens, last = reading.tokens, seed.last
        at = end
        dash = tokens.lower[end : end + 1] == ["-"]
        unit = self._units.at(reading, end + dash, last) if end + 2 < last else None
        if unit and unit.last < last and tokens.lower[unit.last] == "các":
            at = end + dash
        elif dash or end + 2 >= last or tokens.lower[end] not in _SORTS or tokens.lower[end + 1] in _MEMBERS:
            return None
        elif tokens.lower[end] in _HEADING:
            at = end + _HEADING[tokens.lower[end]]
        tail = self._descriptions.end(reading, at, last)
        if tail == at or tokens.lower[tail - 1] == "các":
            return None
        body_end, place = self._owners.inside(reading, at, tail)
        owner = Owner(tail, place) if place else self._owners.after(reading, tail, last)
        styled = _capital(reading.wording(seed.i, end if unit and not dash else body_end))
        description = self._descriptions.in_full(reading, at, body_end)
        name = BlocName(seed.kind, number, description, styled, owner.place, True)
        return Mark(seed.i, max(tail, owner.end), "bloc", name, "bloc.numbered_and_described")

    def _also_named(self, reading: Reading, seed: _Seed, end: int, number: str) -> Mark:
        """ "Cụm thi đua số 5 (ĐBSCL)", "Cụm thi đua số 2/Khối tự vệ", "Khối thi đua số 4 ngành Y tế Đồng Nai"."""
        tokens, last = reading.tokens, seed.last
        styled = _capital(reading.wording(seed.i, end))
        stop, place, aliases = self._around(reading, end, last)
        if stop + 1 < last and tokens.lower[stop] in ("-", "/") and tokens.lower[stop + 1] in ("khối", "cụm"):
            inner = self._mention(reading, stop + 1, last)
            if inner and not inner.value.number:
                value: BlocName = inner.value
                place = value.place or place
                name = BlocName(seed.kind, number, value.description, styled, place, True, (value.styled,))
                return Mark(seed.i, inner.last, "bloc", name, "bloc.numbered_and_described")
        name = BlocName(seed.kind, number, "", styled, place, seed.strong, aliases)
        return Mark(seed.i, stop, "bloc", name, "bloc.numbered")

    def _around(self, reading: Reading, end: int, last: int) -> tuple[int, str | None, tuple[str, ...]]:
        """Whose it is and its other names, in either order; where they end."""
        before = self._owners.after(reading, end, last)
        stop, aliases = self._owners.aliases(reading, before.end, last)
        if before.place is not None:
            return stop, before.place, aliases
        after = self._owners.after(reading, stop, last)
        return max(stop, after.end), after.place, aliases

    def _described(self, reading: Reading, seed: _Seed, end: int) -> Mark | None:
        """A description, and what follows it."""
        end = _before_count(reading, end, seed.last)
        if self._weak(reading, seed, end) or " ".join(reading.tokens.lower[seed.at : end]) in _DEEDS:
            return None
        if self._units.words.is_person(reading, seed.at, end, 3) and self._in_role(reading, seed.at):
            return None  # "Trưởng Khối thi đua | Nguyễn Văn An"
        body_end, place = self._owners.inside(reading, seed.at, end)
        if self._owners.only_a_level(reading, seed.at, end):
            reading.refuse("bloc.no_name", "a level of administration is no bloc's name", seed.i, end)
            return None
        stop, outer, aliases = self._around(reading, end, seed.last)
        if place is not None:
            stop, aliases = self._owners.aliases(reading, end, seed.last)
        description = self._descriptions.in_full(reading, seed.at, body_end)
        styled = _capital(re.sub(r" \([^()]*\)", "", reading.wording(seed.i, body_end)))
        if description in _ANY and outer and not outer.startswith("?"):
            styled = f"{styled} {'thuộc' if reading.tokens.lower[end] == 'thuộc' else 'trực thuộc'} {outer}"
        name = BlocName(seed.kind, None, description, styled, place or outer, seed.strong, aliases)
        numbered = self._ends_in_number(reading, seed.at, body_end)
        return Mark(seed.i, stop, "bloc", name, "bloc.described_numbered" if numbered else "bloc.described")

    def _weak(self, reading: Reading, seed: _Seed, end: int) -> bool:
        """ "khối" in small letters without "thi đua" names a bloc only before "các", a territory, or after a role."""
        tokens, i, at = reading.tokens, seed.i, seed.at
        body = i == reading.sentence_of(i).first and self._schools.at(tokens.lower, at, seed.last)
        if body and not seed.strong and not self._in_role(reading, i):
            reading.refuse("bloc.weak", "“Khối” at the head of a sentence before a school or hospital", i, end)
            return True
        if not seed.strong and i and tokens.lower[i - 1] in _PLACES_IN_BLOC:
            return True  # "nhì cụm xã Xuân Lao"
        if seed.strong or tokens.shapes[i] != "x" or tokens.lower[at] == "các" or self._in_role(reading, i):
            return False
        if self._places.at(reading, at, seed.last) or self._places.gazetteer(reading, at, seed.last):
            return False
        reading.refuse("bloc.weak", "“khối” or “cụm” in small letters without “thi đua”", i, end)
        return True

    def _ends_in_number(self, reading: Reading, at: int, end: int) -> bool:
        """ "Khối thi đua Doanh nghiệp II": a description with a number of its own."""
        tail = reading.tokens.lower[end - 1]
        number = tail.isdigit() or _ROMAN.match(tail) is not None
        return reading.tokens.shapes[end - 1] in "XA9" and end - at > 1 and number

    def _in_role(self, reading: Reading, i: int) -> bool:
        """Right after "Cụm trưởng", "Khối phó": small letters name a bloc there too."""
        return self._roles.ending(reading.tokens.lower, max(0, i - 5), i) is not None


def _named_in_full(reading: Reading, seed: _Seed) -> bool:
    """Whether the article elsewhere puts "thi đua" before the same words."""
    lower = reading.tokens.lower
    words = " ".join(lower[seed.at : min(seed.at + 3, seed.last)])
    return f"{lower[seed.i]} thi đua {words}" in reading.tokens.line


def _several(reading: Reading, start: int, i: int) -> bool:
    """Whether "các", a count, or a list stands before: "các cụm, khối thi đua"."""
    lower = reading.tokens.lower
    before = lower[i - 1] if i > start else ""
    if before in _PLURAL or (before.isdigit() and len(before) <= 2):
        return True
    return before == "," and i - 2 >= start and lower[i - 2] in ("cụm", "khối")


def _before_count(reading: Reading, end: int, last: int) -> int:
    """Without the number that counts what follows: "Cụm thi đua Tây Bắc | 6 tháng đầu năm"."""
    lower = reading.tokens.lower
    counts = lower[end - 1].isdigit() and end < last and lower[end] in ("tháng", "năm")
    return end - 1 if counts else end


def _capital(styled: str) -> str:
    return styled[0].upper() + styled[1:]
