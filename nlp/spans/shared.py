"""Shared heads: "các Sở: Y tế; Tư pháp" is two Sở, "Công an các tỉnh A, B" two Công an, "phường C, D" two wards.

A head in the plural hands itself on to every item after it. Each item becomes a mark of its own with its name in full;
the mark of the first begins with the head, so that nothing of the list is left over for other rules.
"""

from __future__ import annotations

from typing import NamedTuple

from nlp.reading import Mark, Reading
from nlp.spans.places import Place, PlaceReader
from nlp.spans.shared_intro import OF_UNITS, Intro, IntroReader, OwnHeads
from nlp.spans.shared_tails import TailReader, replace_marks
from nlp.spans.units import UnitName, UnitReader
from nlp.vocabulary import Vocabulary

_OPEN_HEADS = frozenset({"hội", "sở", "ban", "phòng"})
_ENDS = frozenset({",", ";", "và", "(", ".", ")", "cùng"})
_INSIDE = frozenset({"và", "của", "thuộc"})
_BEFORE_ITEM = frozenset({",", ";", ":", "và"})
_MAX_ITEMS = 80


class SharedCount(NamedTuple):
    """The number that the opening of a list states: "Hội Nông dân 13 tỉnh, thành từ Long An đến Cà Mau"."""

    first: int
    last: int
    number: int


class _Item(NamedTuple):
    """An item before it has its mark; `place` where it is one, `name` where the lexicon knows head and item as one name."""

    first: int
    end: int
    place: Place | None = None
    name: str | None = None


class SharedReader:
    """Hands shared heads on to their items."""

    def __init__(self, words: Vocabulary, units: UnitReader, places: PlaceReader) -> None:
        """Reads `unit_kinds`, `unit_fields`, `unit_abbreviations`, `posts`, `phrases`: `name_stop`."""
        self._units = units
        self._places = places
        self._intros = IntroReader(words)
        self._tails = TailReader(words)
        self._words = words
        self._heads = words.phrases("unit_kinds")
        self._fields = words.phrases("unit_fields")
        self._short = words.phrases("unit_abbreviations", "field")
        self._stops = words.phrases("phrases", "name_stop")
        self._posts = words.phrases("posts")

    def __call__(self, reading: Reading) -> None:
        """Add marks `unit` and `place` for the items, in place of what stood there."""
        own = OwnHeads.of(reading)
        for sentence in reading.sentences:
            i = sentence.first
            while i < sentence.last:
                word = reading.tokens.lower[i]
                intro = self._intros.at(reading, i, sentence.last, own) if self._intros.may_open(word, i, own) else None
                end = self._hand_on(reading, intro, sentence.last, own) if intro else i
                i = max(end, i + 1)
        self._tails(reading)

    def _hand_on(self, reading: Reading, intro: Intro, last: int, own: OwnHeads) -> int:
        """Make a mark of each item; returns where the list ended, or the intro's beginning when there was none."""
        items = self._items(reading, intro, last, own)
        if not items and intro.name and not intro.colon:
            intro = self._intros.shorter(reading, intro) or intro
            items = self._items(reading, intro, last, own)
        if not items or (len(items) == 1 and not intro.colon):
            return intro.first
        if intro.name and not intro.of_places and all(item.place for item in items):
            intro = intro._replace(name=own.placed_name(intro.name))
        for label in ("unit", "place"):
            reading.marks[label] = [m for m in reading.of(label) if m.last <= intro.first or m.first >= intro.end]
        tail_end, tail, place = self._shared_tail(reading, intro, items, last)
        descriptor = ""
        for n, item in enumerate(items):
            mark, descriptor = self._mark(reading, intro, item, descriptor)
            if tail or place:
                mark = mark._replace(
                    value=mark.value._replace(name=f"{mark.value.name}{tail}", place=mark.value.place or place)
                )
            first = intro.start if n == 0 else mark.first
            replace_marks(reading, mark._replace(first=first, last=tail_end if n == len(items) - 1 else mark.last))
        if intro.number:
            reading.facts.setdefault("shared_counts", []).append(SharedCount(intro.start, tail_end, intro.number))
        return tail_end

    # --- the items ---------------------------------------------------------------------------------------------------

    def _items(self, reading: Reading, intro: Intro, last: int, own: OwnHeads) -> list[_Item]:
        tokens = reading.tokens
        if intro.levels and tokens.lower[intro.end : intro.end + 1] == ["từ"]:
            return self._from_to(reading, intro.end, last)
        stop = self._region(reading, intro, last)
        semicolons = intro.colon and self._semicolons(reading, intro, stop)
        items: list[_Item] = []
        i = intro.end
        while i < stop and len(items) < _MAX_ITEMS:
            item = self._item(reading, intro, i, stop, semicolons, own)
            if item is None:
                break
            items.append(item)
            i = item.end
            if i < stop and tokens.lower[i] == "(":
                close = next((j for j in range(i, min(stop, i + 12)) if tokens.lower[j] == ")"), None)
                i = close + 1 if close else i
            if i >= stop or tokens.lower[i] not in (",", ";", "và", "cùng"):
                break
            while i < stop and tokens.lower[i] in (",", ";", "và"):
                i += 1
        return items

    def _from_to(self, reading: Reading, i: int, last: int) -> list[_Item]:
        """ "từ Long An đến Cà Mau": the two that are named."""
        one = self._places.named(reading, i + 1, last, below=True)
        if one is None or one.last + 1 >= last or reading.tokens.lower[one.last] != "đến":
            return []
        two = self._places.named(reading, one.last + 1, last, below=True)
        return [_Item(p.first, p.last, p.value) for p in (one, two)] if two else []

    def _semicolons(self, reading: Reading, intro: Intro, stop: int) -> bool:
        """Whether semicolons part the items: not where commas already part what stands before the first of them."""
        tokens = reading.tokens
        if ";" not in tokens.lower[intro.end : stop]:
            return False
        cut = intro.end + tokens.lower[intro.end : stop].index(";")
        if "," not in tokens.lower[intro.end : cut]:
            return True
        field = self._fields.at(tokens.lower, intro.end, cut)
        if field and field.last == cut:
            return True
        pieces = " ".join(
            w if w == "," else s
            for w, s in zip(tokens.lower[intro.end : cut], tokens.shapes[intro.end : cut], strict=True)
        ).split(" , ")
        return not all(piece[:1] in "XA9" for piece in pieces)

    def _region(self, reading: Reading, intro: Intro, last: int) -> int:
        """Where the list must have ended: a closing bracket, or a verb in small letters."""
        tokens, depth = reading.tokens, 0
        while last > intro.end and tokens.lower[last - 1] in (".", ";", "/", "…"):
            last -= 1
        for i in range(intro.end, last):
            lower = tokens.lower[i]
            depth += (lower == "(") - (lower == ")")
            if depth < 0 or lower in ("…", "...") or (lower == ":" and i > intro.end):
                return i
            if depth == 0 and tokens.shapes[i] == "x" and i > intro.end and lower not in _INSIDE:
                hit = self._stops.at(tokens.lower, i, last)
                if hit and tokens.lower[i - 1] not in _BEFORE_ITEM and not self._units.words.joins(tokens.lower[i - 1], lower):
                    return i
        return last

    def _item(self, reading: Reading, intro: Intro, i: int, stop: int, semicolons: bool, own: OwnHeads) -> _Item | None:
        """The item at token i, None when no item of this list begins here."""
        tokens = reading.tokens
        if intro.takes == OF_UNITS:
            unit = own.units.get(i)
            return (
                _Item(i, unit.last, None, f"{intro.name} {_full(unit.value)}") if unit and unit.last <= stop else None
            )
        if tokens.shapes[i] not in "XA9" and not (intro.colon and semicolons):
            return None
        if tokens.shapes[i : i + 2] == "9x" and tokens.lower[i + 1] not in _ENDS:
            return None  # "Vườn quốc gia Cát Bà và | 2 vườn bạn": a count, no name
        if self._intros.at(reading, i, stop, own) or self._other_head(reading, intro, i, stop):
            return None
        if intro.of_places:
            return self._place_item(reading, intro, i, stop)
        known = self._known_with(intro.name, reading, i, stop)
        if known:
            return known
        field = self._field(reading, i, stop)
        if field and not intro.colon and field < stop and tokens.lower[field] not in _ENDS:
            return (
                _Item(i, field)
                if tokens.shapes[field] == "x" or tokens.lower[field] == "tỉnh" or self._party(reading, field, stop)
                else None
            )
        place = self._places.at(reading, i, stop)
        if place and (place.last == stop or tokens.lower[place.last] in _ENDS) and not field:
            return _Item(i, place.last, place.value)
        if not intro.colon:
            end = field or self._name_run(reading, intro, i, stop)
            return _Item(i, end) if end else None
        end = field or i
        while end < stop and tokens.lower[end] not in ((";", "(") if semicolons else (",", ";", "(", "và")):
            if semicolons and tokens.lower[end] == "và" and self._intros.at(reading, end + 1, stop, own):
                break
            end += 1
        return _Item(i, end) if end > i else None

    def _other_head(self, reading: Reading, intro: Intro, i: int, stop: int) -> bool:
        """Whether a unit with a head of its own begins here, and so the list has ended."""
        tokens = reading.tokens
        head = self._heads.at(tokens.lower, i, stop) if intro.colon else self._units.is_head(reading, i, stop)
        if self._units.words.is_brand(reading, i, stop):
            return True
        if (
            head is None
            or tokens.shapes[i] not in "XA"
            or self._field_like(reading, intro, i, stop)
            or self._known_with(intro.name, reading, i, stop)
        ):
            return False
        takes = head.entry.attributes.get("takes", "")
        return head.last - head.first > 1 or not intro.name or tokens.lower[i] in _OPEN_HEADS or "name" not in takes

    def _place_item(self, reading: Reading, intro: Intro, i: int, stop: int) -> _Item | None:
        """A place with or without its level; of heads that also take names a longer one ("Hà Nội 2")."""
        tokens = reading.tokens
        place = self._places.at(reading, i, stop)
        if place is None or not place.value.level:
            place = self._places.named(reading, i, stop, below=True)
        if place is None or self._places.is_region(place.value.name):
            return None
        if intro.colon and "name" in intro.takes and place.last < stop and tokens.lower[place.last] not in _ENDS:
            end = place.last
            while end < stop and tokens.lower[end] not in _ENDS:
                end += 1
            return _Item(i, end)
        return _Item(i, place.last, place.value)

    def _field(self, reading: Reading, i: int, stop: int) -> int | None:
        """The end of a known field at token i; a comma that only the article puts into it parts two items."""
        lower = reading.tokens.lower
        hit = self._fields.at(lower, i, stop) or self._short.at(lower, i, stop)
        if hit and "," in lower[i : hit.last] and "," not in hit.entry.name:
            cut = lower.index(",", i)
            hit = self._fields.at(lower, i, cut)
            return hit.last if hit and hit.last == cut else None
        return hit.last if hit else None

    def _field_like(self, reading: Reading, intro: Intro, i: int, stop: int) -> bool:
        if "field" not in intro.takes:
            return False
        field = self._fields.at(reading.tokens.lower, i, stop)
        return field is not None and (field.last == stop or reading.tokens.lower[field.last] in _ENDS)

    def _known_with(self, name: str, reading: Reading, i: int, stop: int) -> _Item | None:
        """ "các ban Tổ chức, Tuyên giáo": head and item together are a name that the lexicon has."""
        lower = reading.tokens.lower
        words = self._words.words(name) if name else ()
        if len(words) != 1:
            return None
        known: list[tuple[int, str]] = []
        for end in range(i + 1, min(stop, i + 6) + 1):
            if end == stop or lower[end] in _ENDS or self._party(reading, end, stop):
                hit = self._heads.at([*words, *lower[i:end]], 0, end - i + 1)
                if hit and hit.last == end - i + 1 and hit.entry.attributes.get("takes", "").startswith(("place", "none")):
                    known.append((end, hit.entry.name))
        before_tail = [(end, full) for end, full in known if self._party(reading, end, stop)]
        best = (before_tail or known)[-1:]
        return _Item(i, best[0][0], None, best[0][1]) if best else None

    def _name_run(self, reading: Reading, intro: Intro, i: int, stop: int) -> int | None:
        """Without a colon an item is only taken where the head asks for names: "các trường Lê Lợi, Nguyễn Du"."""
        if "name" not in intro.takes or self._posts.at(reading.tokens.lower, i, stop):
            return None
        end = i
        while end < stop and reading.tokens.shapes[end] in "XA9":
            end += 1
        return end if end > i else None

    # --- the tail of the whole list ----------------------------------------------------------------------------------

    def _shared_tail(
        self, reading: Reading, intro: Intro, items: list[_Item], last: int
    ) -> tuple[int, str, str | None]:
        """ "các ban Tổ chức, Tuyên giáo Tỉnh ủy", "các Sở Nội vụ, Tài chính tỉnh Đồng Nai": what all items end in."""
        end = items[-1].end
        if not intro.name or intro.of_places or end >= last or any(item.place for item in items):
            return end, "", None
        party = self._party(reading, end, last)
        if party:
            return party, f" {reading.wording(end, party)}", None
        place = self._places.at(reading, end, last)
        if place and place.value.level and reading.tokens.shapes[end] == "x":
            return place.last, "", place.value.full
        return end, "", None

    def _party(self, reading: Reading, i: int, last: int) -> int | None:
        """The end of "Tỉnh ủy", "Thành ủy" …"""
        head = self._heads.at(reading.tokens.lower, i, last) if i < last else None
        return (
            head.last
            if head
            and head.entry.kind == "party"
            and head.entry.name.endswith("ủy")
            and reading.tokens.lower[i + 1 : i + 2] == ["ủy"]
            else None
        )

    # --- the marks ---------------------------------------------------------------------------------------------------

    def _mark(self, reading: Reading, intro: Intro, item: _Item, descriptor: str) -> tuple[Mark, str]:
        """The item's mark, and what stands before a place in it, for bare places that may follow."""
        wording = reading.wording(item.first, item.end)
        if not intro.name:
            place = Place(self._level_of(intro, item), item.place.name if item.place else wording, True)
            return Mark(item.first, item.end, "place", place, "place.shared"), ""
        if item.name:
            return _unit(intro, item, item.name, None, "unit.shared"), ""
        if item.place:
            where = f"{self._level_of(intro, item)} {item.place.name}".strip()
            if not intro.of_places and " " not in intro.name.removeprefix("Trường "):
                return _unit(intro, item, f"{intro.name} {wording}", None, "unit.shared"), ""
            return _unit(intro, item, intro.name, where, "unit.shared_place"), ""
        body, descriptor = self._body(reading, item, descriptor, wording)
        return _unit(intro, item, f"{intro.name} {body}", None, "unit.shared"), descriptor

    def _body(self, reading: Reading, item: _Item, descriptor: str, wording: str) -> tuple[str, str]:
        tokens = reading.tokens
        field = self._fields.at(tokens.lower, item.first, item.end) or self._short.at(
            tokens.lower, item.first, item.end
        )
        body = wording
        if field and field.last == item.end:
            body = self._units.words.written(reading, field)
        bare = self._places.gazetteer(reading, item.first, item.end)
        if descriptor and (
            (bare and bare.last == item.end)
            or (item.end - item.first <= 3 and set(tokens.shapes[item.first : item.end]) <= {"X"})
        ):
            return f"{descriptor} {wording}", descriptor
        return body, self._descriptor(reading, item.first, item.end)

    def _descriptor(self, reading: Reading, first: int, end: int) -> str:
        """ "Đa khoa khu vực" of "Đa khoa khu vực Long Thành"."""
        for i in range(first + 2, end):
            if "x" not in reading.tokens.shapes[first:i]:
                continue
            place = self._places.gazetteer(reading, i, end)
            if place and place.last == end and reading.tokens.lower[i - 1] != "-":
                return reading.wording(first, i)
        return ""

    def _level_of(self, intro: Intro, item: _Item) -> str:
        """The level that stands with the item; of several that the list opens with the one that the gazetteer gives it."""
        if item.place and item.place.level:
            return item.place.level
        if len(intro.levels) < 2 or item.place is None:
            return intro.levels[0] if intro.levels else ""
        known = self._places.level_of(item.place.name)
        return known if known in intro.levels else intro.levels[0]


def _full(unit: UnitName) -> str:
    return f"{unit.name} {unit.place}" if unit.place else unit.name


def _unit(intro: Intro, item: _Item, name: str, place: str | None, rule: str) -> Mark:
    return Mark(item.first, item.end, "unit", UnitName(name, place, intro.entry, False), rule)
