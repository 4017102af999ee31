"""Offices: a post with the body it is held in, "Phó Giám đốc Sở Nội vụ", and the former and acting ones."""

from __future__ import annotations

from typing import NamedTuple

from nlp.reading import Mark, Reading
from nlp.spans.units import UnitReader
from nlp.vocabulary import Hit, Vocabulary

_BESIDE = frozenset({"phụ trách", "thường trực", "thứ nhất", "chuyên trách", "không chuyên trách", "điều hành", "phụ trách chung"})
_PARTS = frozenset({"phòng", "ban", "khoa", "đội", "cục", "vụ", "tổ"})
_OWN_BODY = frozenset({"sở", "bộ", "ban", "hội", "cục", "công", "trường", "viện"})
_PLACED_POSTS = frozenset({"cah", "catp", "caq", "cap", "cax", "ubnd", "hđnd", "an", "phường", "xã", "đoàn", "ủy", "tỉnh", "huyện", "quận"})


class Office(NamedTuple):
    """A post held in a body. title: as a record writes it. body: the unit's name, where the text gives it here."""

    title: str
    body: str | None
    place: str | None


class OfficeReader:
    """Finds offices; a unit inside one is the office's and no unit of its own."""

    def __init__(self, words: Vocabulary, units: UnitReader) -> None:
        """Reads `posts` and `unit_fields`."""
        self._posts = words.phrases("posts")
        self._fields = words.phrases("unit_fields")
        self._levels = words.phrases("place_levels")
        self._units = units
        self._roles = words.phrases("leader_roles")
        self._stops = words.phrases("phrases", "name_stop")
        self._surnames = words.word_set("surnames")

    def __call__(self, reading: Reading) -> None:
        """Add marks `office`."""
        for sentence in reading.sentences:
            i = sentence.first
            while i < sentence.last:
                hit = self._posts.at(reading.tokens.lower, i, sentence.last) if reading.tokens.lower[i] in self._posts.firsts else None
                if hit is None or hit.entry.name in ("đại diện", "kiêm") or self._other_word(reading, hit, sentence.last):
                    i += 1
                    continue
                mark = self._office(reading, hit.first, hit.last, sentence.last)
                reading.add(mark)
                i = mark.last

    def _other_word(self, reading: Reading, hit: Hit, limit: int) -> bool:
        """"nhiệm vụ | Trưởng khối", "ủy quyền": a post's words that belong to others."""
        tokens = reading.tokens
        if hit.entry.kind == "mark" and (tokens.shapes[hit.first] == "X" and hit.first > 0 and tokens.shapes[hit.first - 1] == "X" or not self._posts.at(tokens.lower, hit.last, limit)):
            return True
        if tokens.shapes[hit.first] == "x" and hit.first > 0 and self._units.compound(reading, hit.first, limit):
            return True
        if hit.entry.name == "Thành viên" and tokens.shapes[hit.first] == "x" and self._body(reading, hit.last, limit) is None:
            return True  # "các thành viên của khối" are units
        if tokens.lower[hit.first] == "tp" and (place := self._units.places.at(reading, hit.first, limit)):
            return bool(place.value.level)  # "TP. Hồ Chí Minh" is no Trưởng phòng
        return any(self._roles.at(tokens.lower, i, limit) for i in range(hit.first, hit.last))

    def _office(self, reading: Reading, first: int, last: int, limit: int) -> Mark:
        tokens = reading.tokens
        end = last
        for width in (3, 2):
            if " ".join(tokens.lower[end : end + width]) in _BESIDE and end + width <= limit:
                end += width
                break
        bracket = end < limit and tokens.lower[end] == "(" and tokens.lower[last - 1] != "("
        body = self._body(reading, end, limit) if not bracket else None
        if body is None:
            return Mark(first, end, "office", Office(self._title(reading, first, end), None, None), "office.bare")
        title = f"{self._title(reading, first, end)} {body.value.name}"
        if body.value.place:
            title += f" {body.value.place}"
        return Mark(first, body.last, "office", Office(title, body.value.name, body.value.place), "office.body")

    def _title(self, reading: Reading, first: int, last: int) -> str:
        words = reading.wording(first, last)
        return words[0].upper() + words[1:]

    def _body(self, reading: Reading, i: int, limit: int) -> Mark | None:
        """The unit after a post: named, or a field in the post's own body ("Trưởng phòng Nghiệp vụ Y Sở Y tế")."""
        if i >= limit:
            return None
        tokens = reading.tokens
        inner = self._posts.at(tokens.lower, i, limit) if tokens.shapes[i] == "x" else None
        if inner:
            office = self._office(reading, i, inner.last, limit)
            title: str = office.value.title
            return office._replace(value=_Body(title[0].lower() + title[1:], office.value.place))
        skip = i + (tokens.lower[i] in ("của", "tại"))
        unit = self._units.at(reading, skip, limit) if skip < limit else None
        if unit:
            return unit
        head = self._units.is_head(reading, i, limit)
        if head and tokens.shapes[i] == "X" and (head.last >= limit or tokens.shapes[head.last] not in "XA") and head.last - head.first == 1 and tokens.lower[i] in _OWN_BODY:
            return Mark(i, head.last, "unit", _Body(reading.wording(i, head.last), None), "office.own_body")
        field = self._fields.at(tokens.lower, i, limit)
        if field and tokens.lower[i - 1] in _PARTS and self._goes_on(reading, field.last, limit):
            return self._run(reading, i, limit)
        if field and (tokens.shapes[i] in "XA" or field.last - field.first > 1):
            return self._field_body(reading, i, field.last, field.entry.name, limit)
        place = self._units.places.gazetteer(reading, i, limit)
        if place and tokens.lower[i - 1] in _PLACED_POSTS:
            return Mark(i, place.last, "unit", _Body(place.value.name, None), "office.place")
        if tokens.lower[i - 1] in _PARTS and tokens.shapes[i] == "X":
            return self._run(reading, i, limit)
        level = self._levels.at(tokens.lower, i, limit)
        if level and tokens.shapes[i] == "x" and len(tokens.lower[i]) > 1:
            place = self._units.places.at(reading, i, limit)
            end = place.last if place else level.last
            return Mark(i, end, "unit", _Body(reading.wording(i, end), None), "office.place")
        return None

    def _goes_on(self, reading: Reading, i: int, limit: int) -> bool:
        """Whether a section's name goes on in small letters past the field that the lexicon knows."""
        tokens = reading.tokens
        if i >= limit or tokens.shapes[i] != "x" or self._levels.at(tokens.lower, i, limit):
            return False
        return self._stops.at(tokens.lower, i, limit) is None and self._posts.at(tokens.lower, i, limit) is None

    def _run(self, reading: Reading, i: int, limit: int) -> Mark | None:
        """A section's name that the lexicon does not know: to the next mark, or a verb ("Trưởng phòng Xây dựng phong trào …")."""
        tokens, end = reading.tokens, i + 1
        while end < limit and (tokens.lower[end].isalpha() or tokens.lower[end] in ("-", "&")):
            if self._stops.at(tokens.lower, end, limit) and tokens.shapes[end] == "x":
                break
            if tokens.lower[end] in self._surnames and tokens.shapes[end : end + 2] == "XX" and tokens.shapes[end - 1] == "x":
                break
            end += 1
        if tokens.shapes[i:end].count("x") == 0 and end - i <= 4:
            return None
        return self._field_body(reading, i, end, reading.wording(i, end), limit)

    def _field_body(self, reading: Reading, i: int, end: int, name: str, limit: int) -> Mark:
        tokens = reading.tokens
        at = end
        if at < limit and tokens.lower[at] == "(":
            inner = self._units.at(reading, at + 1, limit) if at + 1 < limit else None
            if inner and inner.last < limit and tokens.lower[inner.last] == ")":
                return Mark(i, inner.last + 1, "unit", _Body(f"{name} ({inner.value.name})", inner.value.place), "office.field")
        for skip in (0, 1, 2):
            unit = self._units.at(reading, at + skip, limit) if at + skip < limit else None
            between = " ".join(tokens.lower[at : at + skip])
            if unit and between in ("", ",", "của", "cơ quan", "thuộc"):
                joined = f"{name}, {unit.value.name}" if between == "," else " ".join(p for p in (name, between, unit.value.name) if p)
                if between == ",":
                    break
                return Mark(i, unit.last, "unit", _Body(joined, unit.value.place), "office.field")
        level = self._levels.at(tokens.lower, end, limit) if end < limit else None
        if level and len(tokens.lower[end]) > 1:
            place = self._units.places.at(reading, end, limit)
            stop = place.last if place else level.last
            return Mark(i, stop, "unit", _Body(f"{name} {reading.wording(end, stop)}", None), "office.field")
        return Mark(i, end, "unit", _Body(name, None), "office.field")


class _Body(NamedTuple):
    name: str
    place: str | None
