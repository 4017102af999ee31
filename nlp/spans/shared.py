"""Shared heads: "các Sở: Y tế; Tư pháp" is two Sở, "Công an các tỉnh A, B" two Công an, "phường C, D" two wards.

A head in the plural hands itself on to every item after it. Each item becomes a mark of its own with its name in full;
the mark of the first begins with the head, so that nothing of the list is left over for other rules.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from nlp.reading import Mark, Reading
from nlp.spans.places import Place, PlaceReader
from nlp.spans.shared_intro import IntroReader
from nlp.spans.shared_items import Item, ItemReader
from nlp.spans.shared_opened import Intro, taking
from nlp.spans.shared_own import OwnHeads
from nlp.spans.shared_tails import TailReader, replace_marks
from nlp.spans.tiers import LevelReader
from nlp.spans.units import UnitName, UnitReader
from nlp.vocabulary import Vocabulary


class SharedCount(NamedTuple):
    """The number that the opening of a list states: "Hội Nông dân 13 tỉnh, thành từ Long An đến Cà Mau"."""

    first: int
    last: int
    number: int


# What may stand between two lists under one head.
_BETWEEN = frozenset({",", ";", "và", "cùng"})
# Of which levels territories are that stand beside one of this level.
_NONE: frozenset[str] = frozenset()
_PROVINCES = frozenset({"tỉnh", "thành phố"})
_DISTRICTS = frozenset({"huyện", "quận", "thị xã", "thành phố"})
_COMMUNES = frozenset({"xã", "phường", "thị trấn", "đặc khu"})
_TIERS = {
    "tỉnh": _PROVINCES,
    "thành phố": _PROVINCES | _DISTRICTS,
    **dict.fromkeys(("huyện", "quận", "thị xã"), _DISTRICTS),
    **dict.fromkeys(_COMMUNES, _COMMUNES),
}


def _goes_on(intro: Intro, before: Intro) -> Intro:
    """ "Công an các phường: A, B; các xã: C, D": levels right after a list of bodies are theirs too."""
    if intro.name or not intro.colon or not (before.name and before.levels and before.colon):
        return intro
    return intro._replace(name=before.name, entry=before.entry)


def _like_the_one_before(reading: Reading, intro: Intro, own: OwnHeads) -> Intro:
    """ "Hội Luật gia thành phố Hồ Chí Minh và | các tỉnh: Đồng Nai, Long An": of those provinces the same bodies."""
    if reading.tokens.lower[intro.first - 1 : intro.first] not in (["và"], ["cùng"]):
        return intro
    unit = next((mark for mark in own.units.values() if mark.last == intro.first - 1), None)
    if unit is None or unit.value.head is None or not unit.value.place:
        return intro
    level = next((tier for tier in _TIERS if unit.value.place.startswith(tier)), "")
    if not _TIERS.get(level, _NONE).issuperset(intro.levels):
        return intro
    return intro._replace(name=unit.value.name, entry=taking(unit.value.head, "place"))


class SharedReader:
    """Hands shared heads on to their items."""

    def __init__(self, words: Vocabulary, units: UnitReader, places: PlaceReader) -> None:
        """Reads `unit_fields`, `unit_abbreviations`, and what its parts do."""
        self._units = units
        self._places = places
        self._intros = IntroReader(words)
        self._tails = TailReader(words)
        self._levels = LevelReader(words)
        self._items = ItemReader(words, units, places, self._intros)
        self._fields = words.phrases("unit_fields")
        self._short = words.phrases("unit_abbreviations", "field")
        self._schools = words.phrases("unit_abbreviations", "school")

    def __call__(self, reading: Reading) -> None:
        """Add marks `unit` and `place` for the items, in place of what stood there."""
        own = OwnHeads.of(reading)
        opening = self._intros.opening(reading, own)
        for sentence in reading.sentences:
            end, before = sentence.first, None
            for i in opening[bisect_left(opening, sentence.first) : bisect_left(opening, sentence.last)]:
                if i < end:
                    continue  # inside the list before
                if not _BETWEEN.issuperset(reading.tokens.lower[end:i]):
                    before = None
                intro = self._intros.at(reading, i, sentence.last, own)
                if intro and before:
                    intro = _goes_on(intro, before)
                if intro and not intro.name:
                    intro = _like_the_one_before(reading, intro, own)
                end = self._hand_on(reading, intro, sentence.last, own) if intro else i
                before = intro if end > i else None
                end = max(end, i + 1)
        self._tails(reading)

    def _hand_on(self, reading: Reading, intro: Intro, last: int, own: OwnHeads) -> int:
        """Make a mark of each item; returns where the list ended, or the intro's beginning when there was none."""
        items = self._items.read(reading, intro, last, own)
        if not items and intro.name and not intro.colon:
            intro = self._intros.shorter(reading, intro) or intro
            items = self._items.read(reading, intro, last, own)
        if not items or (len(items) == 1 and not intro.colon):
            return intro.first
        if intro.name and not intro.of_places and all(item.place for item in items):
            intro = intro._replace(name=own.placed_name(intro.name))
        for label in ("unit", "place"):
            reading.marks[label] = [m for m in reading.of(label) if m.last <= intro.first or m.first >= intro.end]
        tail_end, tail, place = self._shared_tail(reading, intro, items, last)
        descriptor = ""
        before: Mark | None = None
        for n, item in enumerate(self._leveled(intro, items)):
            mark, descriptor = self._mark(reading, intro, item, descriptor)
            mark = before = _numbered_like(mark, before, reading.wording(item.first, item.end))
            if tail or place:
                mark = mark._replace(
                    value=mark.value._replace(name=f"{mark.value.name}{tail}", place=mark.value.place or place)
                )
            first = intro.start if n == 0 else mark.first
            replace_marks(reading, mark._replace(first=first, last=tail_end if n == len(items) - 1 else mark.last))
        if intro.number:
            reading.facts.setdefault("shared_counts", []).append(SharedCount(intro.start, tail_end, intro.number))
        return tail_end

    # --- the tail of the whole list ----------------------------------------------------------------------------------

    def _shared_tail(self, reading: Reading, intro: Intro, items: list[Item], last: int) -> tuple[int, str, str | None]:
        """ "các ban Tổ chức, Tuyên giáo Tỉnh ủy", "các Sở Nội vụ, Tài chính tỉnh Đồng Nai": what all items end in."""
        end = items[-1].end
        if intro.tail:
            return end, intro.tail, None
        if not intro.name or intro.of_places or end >= last or any(item.place for item in items):
            return end, "", None
        party = self._items.party(reading, end, last)
        if party:
            return party, f" {reading.wording(end, party)}", None
        place = self._places.at(reading, end, last)
        if place and place.value.level and reading.tokens.shapes[end] == "x":
            return place.last, "", place.value.full
        return end, "", None

    # --- the marks ---------------------------------------------------------------------------------------------------

    def _mark(self, reading: Reading, intro: Intro, item: Item, descriptor: str) -> tuple[Mark, str]:
        """The item's mark, and what stands before a place in it, for bare places that may follow."""
        wording = reading.wording(item.first, item.end)
        if not intro.name:
            level = item.place.level if item.place else intro.levels[0]
            place = Place(level, item.place.name if item.place else wording, True)
            return Mark(item.first, item.end, "place", place, "place.shared"), ""
        if item.name:
            return _unit(intro, item, item.name, None, "unit.shared"), ""
        if item.place:
            where = item.place.full
            if not intro.of_places and " " not in intro.name.removeprefix("Trường "):
                return _unit(intro, item, f"{intro.name} {wording}", None, "unit.shared"), ""
            return _unit(intro, item, intro.name, where, "unit.shared_place"), ""
        body, descriptor = self._body(reading, item, descriptor, wording)
        if intro.name == "Trường":
            body = self._in_full(reading, item, body)
        return _unit(intro, item, f"{intro.name} {body}", None, "unit.shared"), descriptor

    def _body(self, reading: Reading, item: Item, descriptor: str, wording: str) -> tuple[str, str]:
        tokens = reading.tokens
        field = self._fields.at(tokens.lower, item.first, item.end) or self._short.at(
            tokens.lower, item.first, item.end
        )
        body = wording
        if field and field.last == item.end:
            body = self._units.words.written(reading, field)
        bare = self._places.gazetteer(reading, item.first, item.end)
        short = item.end - item.first <= 3 and set(tokens.shapes[item.first : item.end]) <= {"X"}
        described = self._descriptor(reading, item.first, item.end, least=1)  # "Cảng | Quy Nhơn" is no "Khoáng sản …"
        if descriptor and ((bare and bare.last == item.end) or (short and not described)):
            return f"{descriptor} {wording}", descriptor
        return body, self._descriptor(reading, item.first, item.end)

    def _in_full(self, reading: Reading, item: Item, body: str) -> str:
        """ "8 trường: | ĐH Công nghiệp Huế": the kind of school that an item begins with, written out."""
        kind = self._schools.at(reading.tokens.lower, item.first, item.end)
        if kind is None or kind.last == item.end or not body.startswith(reading.wording(item.first, kind.last)):
            return body
        return f"{kind.entry.attributes['expands']} {reading.wording(kind.last, item.end)}"

    def _descriptor(self, reading: Reading, first: int, end: int, *, least: int = 2) -> str:
        """ "Đa khoa khu vực" of "Đa khoa khu vực Long Thành"; least: how many words it has at least."""
        for i in range(first + least, end):
            if least > 1 and "x" not in reading.tokens.shapes[first:i]:
                continue
            place = self._places.gazetteer(reading, i, end)
            if place and place.last == end and reading.tokens.lower[i - 1] != "-":
                return reading.wording(first, i)
        return ""

    def _leveled(self, intro: Intro, items: list[Item]) -> list[Item]:
        """The items with the level of each: its own, or of those that the list opens with the one that is its."""
        bare = [item.place.name for item in items if item.place and not item.place.level]
        levels = iter(self._levels.levels(bare, intro.levels) if intro.levels else ())
        return [
            item._replace(place=item.place._replace(level=next(levels, None)))
            if item.place and not item.place.level
            else item
            for item in items
        ]


def _numbered_like(mark: Mark, before: Mark | None, wording: str) -> Mark:
    """ "THPT Thạch Thành 1, | 2, 3": a bare number after a name that ends in one is that name with this number."""
    if before is None or mark.label != "unit" or not wording.isdigit():
        return mark
    name, _, number = before.value.name.rpartition(" ")
    return mark._replace(value=mark.value._replace(name=f"{name} {wording}")) if number.isdigit() else mark


def _unit(intro: Intro, item: Item, name: str, place: str | None, rule: str) -> Mark:
    return Mark(item.first, item.end, "unit", UnitName(name, place, intro.entry, False), rule)
