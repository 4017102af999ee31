"""The body of an office where it is no unit by itself: the post's own, a section of it, a territory."""

from __future__ import annotations

from typing import NamedTuple

from nlp.reading import Mark, Reading
from nlp.spans.names import NameReader
from nlp.spans.units import UnitReader
from nlp.vocabulary import Hit, Vocabulary

_PEOPLE = frozenset({"ông", "bà", "đồng", "các", "cô", "thầy", "anh", "chị"})
_JOINTS = frozenset({"-", "&", "và"})
_PARTS = frozenset({"phòng", "ban", "khoa", "đội", "cục", "vụ", "tổ"})
# Posts whose last word is half of a body: "Trưởng CAH | Phú Xuyên", "Bí thư Tỉnh ủy | Đắk Nông".
_PLACED_POSTS = frozenset(
    {"cah", "catp", "caq", "cap", "cax", "ubnd", "hđnd", "an", "phường", "xã", "đoàn", "ủy", "tỉnh", "huyện", "quận"}
)
# Heads of one word that mean the post's own body only in capitals: "Phó Giám đốc Sở".
_SHORT_BODIES = frozenset({"sở", "bộ", "ban", "hội", "cục", "trường", "viện"})


class OfficeBody(NamedTuple):
    """A body as an office's title goes on with it."""

    name: str
    place: str | None


class OfficeBodies:
    """Reads such bodies."""

    def __init__(self, words: Vocabulary, units: UnitReader, names: NameReader) -> None:
        """Reads `posts`, `unit_fields`, `place_levels`, abbreviated fields; of `phrases` `name_stop`, `speak`."""
        self._posts = words.phrases("posts")
        self._fields = words.phrases("unit_fields")
        self._short = words.phrases("unit_abbreviations", "field")
        self._levels = words.phrases("place_levels")
        self._stops = words.phrases("phrases", "name_stop", "speak")
        self._units = units
        self._names = names

    def at(self, reading: Reading, i: int, limit: int) -> Mark | None:
        """The body that begins at token i, right after a post."""
        part = reading.tokens.lower[i - 1] in _PARTS  # "Trưởng phòng | Tổ chức" heads no organisation
        ways = (self._section, self._own) if part else (self._own, self._section)
        found = (way(reading, i, limit) for way in (*ways, self._territory))
        return next(filter(None, found), None)

    def _own(self, reading: Reading, i: int, limit: int) -> Mark | None:
        """The post's own body without a name: "Giám đốc | Công ty", "Phó Tham mưu trưởng | Bộ Tư lệnh", "… | ngành"."""
        tokens = reading.tokens
        if tokens.lower[i] == "ngành":
            field = self._field(reading, i + 1, limit)
            end = field.last if field else i + 1
            return Mark(i, end, "unit", OfficeBody(reading.wording(i, end), None), "office.own_body")
        head = self._units.is_head(reading, i, limit)
        if head is None or tokens.shapes[i] not in "XA":
            return None
        if head.last - head.first == 1 and tokens.lower[i] not in _SHORT_BODIES:
            return None
        if head.last < limit and tokens.shapes[head.last] in "XA":
            return None
        return Mark(i, head.last, "unit", OfficeBody(reading.wording(i, head.last), None), "office.own_body")

    def _field(self, reading: Reading, i: int, limit: int) -> Hit | None:
        """A field in full or abbreviated ("GD&ĐT")."""
        if i >= limit:
            return None
        lower = reading.tokens.lower
        short = self._short.at(lower, i, limit) if reading.tokens.shapes[i] == "A" else None
        return short or self._fields.at(lower, i, limit)

    def _section(self, reading: Reading, i: int, limit: int) -> Mark | None:
        """A section of the post's own body: "Trưởng phòng | Nghiệp vụ Y Sở Y tế", "… | Xây dựng phong trào"."""
        tokens = reading.tokens
        part = tokens.lower[i - 1] in _PARTS
        field = self._field(reading, i, limit)
        if field and not (part and self._goes_on(reading, field.last, limit)):
            if tokens.shapes[i] in "XA" or field.last - field.first > 1:
                end, name = self._longer_field(reading, field, limit)
                stop = self._more_fields(reading, end, limit) if part else end
                name = f"{name} {reading.wording(end, stop)}" if stop > end else name
                return self._field_body(reading, i, stop, name, limit)
            return None
        if part and (field or tokens.shapes[i] == "X"):
            return self._run(reading, i, limit)
        return None

    def _longer_field(self, reading: Reading, field: Hit, limit: int) -> tuple[int, str]:
        """A field and the small words that names known to the lexicon go on with: "Dân quân | tự vệ"."""
        lower, end = reading.tokens.lower, field.last
        short = "A" in reading.tokens.shapes[field.first : end]
        name = field.entry.attributes.get("expands", field.entry.name) if short else reading.wording(field.first, end)
        while end < limit and reading.tokens.shapes[end] == "x" and self._units.words.joins(lower[end - 1], lower[end]):
            if lower[end] == "và" or self._stops.at(lower, end, limit) or self._levels.at(lower, end, limit):
                break
            end += 1
        return end, f"{name} {reading.wording(field.last, end)}" if end > field.last else name

    def _more_fields(self, reading: Reading, end: int, limit: int) -> int:
        """Past the fields beside one: "Tổ chức | - Hành chính và Quản trị", "Chính sách | Kinh tế - Xã hội"."""
        tokens = reading.tokens
        while end < limit:
            at = end + (tokens.lower[end] in _JOINTS)
            field = self._field(reading, at, limit)
            head = self._units.is_head(reading, at, limit)
            known = field is not None and tokens.shapes[at] in "XA" and head is None
            two = tokens.lower[end] in ("&", "-") and tokens.shapes[at : at + 2] == "Xx"
            two = two and not (self._posts.at(tokens.lower, at, limit) or (head and head.last > at + 1))
            if not (known or two):
                break
            end = field.last if known and field else at + 2
        return end

    def _territory(self, reading: Reading, i: int, limit: int) -> Mark | None:
        """ "Bí thư Tỉnh ủy | Đắk Nông", "Chủ tịch | xã Bình Minh": a place is the body."""
        tokens = reading.tokens
        place = self._units.places.at(reading, i, limit) or self._units.places.gazetteer(reading, i, limit)
        if place and tokens.shapes[i] in "XA" and tokens.lower[i - 1] in _PLACED_POSTS:
            return Mark(i, place.last, "unit", OfficeBody(place.value.full, None), "office.place")
        level = self._levels.at(tokens.lower, i, limit)
        if level and tokens.shapes[i] == "x" and len(tokens.lower[i]) > 1:
            end = place.last if place else level.last
            return Mark(i, end, "unit", OfficeBody(reading.wording(i, end), None), "office.place")
        return None

    def _goes_on(self, reading: Reading, i: int, limit: int) -> bool:
        """Whether a section's name goes on in small letters past the field that the lexicon knows."""
        tokens = reading.tokens
        if i >= limit or tokens.shapes[i] != "x" or self._levels.at(tokens.lower, i, limit):
            return False
        if tokens.lower[i] == "và" and tokens.lower[i + 1 : i + 2] != [] and tokens.lower[i + 1] in _PEOPLE:
            return False
        return self._stops.at(tokens.lower, i, limit) is None and self._posts.at(tokens.lower, i, limit) is None

    def _run(self, reading: Reading, i: int, limit: int) -> Mark | None:
        """A section's name that the lexicon does not know: to the next mark, or a verb."""
        tokens, end = reading.tokens, i + 1
        while end < limit and (tokens.lower[end].isalpha() or tokens.lower[end] in ("-", "&")):
            if self._stops.at(tokens.lower, end, limit) and tokens.shapes[end] == "x":
                break
            family = tokens.lower[end] in self._names.surnames and tokens.shapes[end : end + 2] == "XX"
            if family and tokens.shapes[end - 1] == "x":
                break
            end += 1
        if tokens.shapes[i:end].count("x") == 0 and end - i <= 4:
            return None
        return self._field_body(reading, i, end, reading.wording(i, end), limit)

    def _field_body(self, reading: Reading, i: int, end: int, name: str, limit: int) -> Mark:
        """A section with the body it is part of: in brackets, after "của", right after it, or only its level."""
        lower = reading.tokens.lower
        if end + 1 < limit and lower[end] == "(":
            inner = self._units.at(reading, end + 1, limit)
            if inner and inner.last < limit and lower[inner.last] == ")":
                return Mark(
                    i,
                    inner.last + 1,
                    "unit",
                    OfficeBody(f"{name} ({inner.value.name})", inner.value.place),
                    "office.field",
                )
        for words in ([], ["của"], ["thuộc"], ["cơ", "quan"]):
            at = end + len(words)
            unit = self._units.at(reading, at, limit) if at < limit and lower[end:at] == words else None
            if unit:
                joined = " ".join((name, *words, unit.value.name))
                return Mark(i, unit.last, "unit", OfficeBody(joined, unit.value.place), "office.field")
        level = self._levels.at(lower, end, limit) if end < limit else None
        if level and len(lower[end]) > 1:
            place = self._units.places.at(reading, end, limit)
            stop = place.last if place else level.last
            return Mark(i, stop, "unit", OfficeBody(f"{name} {reading.wording(end, stop)}", None), "office.field")
        return Mark(i, end, "unit", OfficeBody(name, None), "office.field")
