"""What follows a unit and shares its head: "Công an tỉnh Long An và Tiền Giang", "Trung đoàn 141,
165", "Chợ A, Chợ B".
"""

from __future__ import annotations

from nlp.reading import Mark, Reading
from nlp.spans.places import Place
from nlp.spans.units import UnitName
from nlp.vocabulary import Vocabulary

_REPEATED = frozenset({"chợ", "cảng", "rừng", "bến", "hồ", "chùa"})
_TIERS = (
    frozenset({"huyện", "quận", "thị xã", "thành phố"}),
    frozenset({"xã", "phường", "thị trấn", "đặc khu"}),
)
_LONGEST = 5  # of the tokens of a numbered unit that may hand its head on to bare numbers
_AFTER_NUMBER = frozenset({"và", "của", "thuộc", "làm", "là", "được", "đã"})


class TailReader:
    """Hands a unit's head on to the bare names after it."""

    def __init__(self, words: Vocabulary) -> None:
        """Reads `unit_kinds` and `places`."""
        self._heads = words.phrases("unit_kinds")
        self._cities = frozenset(entry.name for entry in words.entries("places", "thành phố"))

    def __call__(self, reading: Reading) -> None:
        """Add marks `unit`, in place of what the names were taken for."""
        self._places(reading)
        self._heads_again(reading)
        self._numbers(reading)

    def _places(self, reading: Reading) -> None:
        """ "Công an tỉnh Long An và Tiền Giang": bare places after a unit with a place are units of its kind."""
        tokens = reading.tokens
        places = {mark.first: mark for mark in reading.of("place")}
        ends = {mark.last: mark for mark in reading.of("place") if mark.value.known and not mark.value.level}
        taken = {i for mark in reading.of("unit") for i in range(mark.first, mark.last)}
        for unit in list(reading.of("unit")):
            at = unit.last
            while at + 2 < len(tokens) and tokens.lower[at] in (",", "và", ";"):
                place = places.get(at + 1 + (tokens.lower[at + 1] == "các"))
                if place is None or place.first in taken:
                    break
                name = self._alike(unit, ends.get(unit.last), place.value)
                if name is None:
                    break
                replace_marks(reading, Mark(place.first, place.last, "unit", name, "unit.shared_place"))
                taken.update(range(place.first, place.last))
                at = place.last

    def _alike(self, unit: Mark, inner: Mark | None, place: Place) -> UnitName | None:
        """The unit of the same kind at another place; `inner`: the place that its name ends in ("Báo Hà Nam")."""
        value: UnitName = unit.value
        if value.place:
            if not self._goes_on(value.place, place):
                return None
            full = place.full if place.level else f"{self._level_beside(value.place, place)} {place.name}".strip()
            return value._replace(place=full)
        own = inner.value.name if inner and inner.first > unit.first else None
        if own is None or place.level or not place.known or not value.name.endswith(f" {own}"):
            return None
        return value._replace(name=f"{value.name.removesuffix(own)}{place.name}")

    def _level_beside(self, first: str, place: Place) -> str:
        """The level of a bare place after another: the same, but for cities of the centre beside provinces."""
        level = _level(first)
        of_centre = level == "tỉnh" or (level == "thành phố" and first.removeprefix("thành phố ") in self._cities)
        if not of_centre:
            return level
        return "thành phố" if place.name in self._cities else "tỉnh"

    def _goes_on(self, place: str, other: Place) -> bool:
        """Whether a place after a unit's own is of its tier ("huyện A; thị xã B"), not the one around
        it ("xã A, huyện B").
        """
        if other.level is None:
            return other.known
        level = _level(place)
        if level == "tỉnh":
            return other.level == "tỉnh" or (other.level == "thành phố" and other.name in self._cities)
        return any(level in tier and other.level in tier for tier in _TIERS)

    def _heads_again(self, reading: Reading) -> None:
        """ "Ban Quản lý Chợ A, Chợ B": the last word of a head begins the next item too."""
        tokens = reading.tokens
        for unit in list(reading.of("unit")):
            head = self._heads.at(tokens.lower, unit.first, unit.last)
            if head is None or head.last - head.first < 2:
                continue
            word, at = tokens.lower[head.last - 1], unit.last
            while (
                word in _REPEATED
                and at + 2 < len(tokens)
                and tokens.lower[at] in (",", "và", ";")
                and tokens.lower[at + 1] == word
            ):
                end = at + 2
                while end < len(tokens) and tokens.shapes[end] in "XA":
                    end += 1
                if end == at + 2:
                    break
                name = f"{reading.wording(head.first, head.last)} {reading.wording(at + 2, end)}"
                replace_marks(
                    reading, Mark(at + 1, end, "unit", UnitName(name, None, head.entry, False), "unit.shared_word")
                )
                at = end

    def _numbers(self, reading: Reading) -> None:
        """ "Trung đoàn 141, 165 và 209": numbers that follow a numbered unit are units of its kind."""
        tokens = reading.tokens
        taken = {mark.first for mark in reading.of("unit")}
        for unit in list(reading.of("unit")):
            if unit.value.head is None or not tokens.lower[unit.last - 1].isdigit():
                continue
            if unit.last - unit.first > _LONGEST and tokens.lower[unit.last - 3 : unit.last - 1] != ["khu", "vực"]:
                continue
            at = unit.last
            while (
                at + 1 < len(tokens)
                and tokens.lower[at] in (",", "và")
                and tokens.lower[at + 1].isdigit()
                and len(tokens.lower[at + 1]) <= 4
            ):
                if at + 2 < len(tokens) and tokens.shapes[at + 2] == "x" and tokens.lower[at + 2] not in _AFTER_NUMBER:
                    break
                if at + 1 not in taken:
                    name = _numbered(unit.value, tokens.words[at + 1])
                    replace_marks(reading, Mark(at + 1, at + 2, "unit", name, "unit.shared_number"))
                at += 2


def _numbered(unit: UnitName, number: str) -> UnitName:
    """The unit with another number: "Trung đoàn 141", "Hội Nông dân" of "phường 6"."""
    if unit.place and unit.place[-1].isdigit():
        return unit._replace(place=f"{unit.place.rsplit(' ', 1)[0]} {number}")
    return unit._replace(name=f"{unit.name.rsplit(' ', 1)[0]} {number}")


def _level(place: str) -> str:
    """The level word of a place in full, "" for a bare name."""
    if place.startswith("thành phố"):
        return "thành phố"
    return place.split(" ", maxsplit=1)[0] if place[0].islower() else ""


def replace_marks(reading: Reading, mark: Mark) -> None:
    """Put a mark in the place of the units, places and people that its words were taken for."""
    for label in ("unit", "place", "person"):
        kept = [m for m in reading.of(label) if m.last <= mark.first or m.first >= mark.last]
        if len(kept) != len(reading.of(label)):
            reading.marks[label] = kept
    reading.add(mark)
