"""The items of a list as members: which fit, and what the first or the last of them says of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from nlp.facts.lists import Item
from nlp.reading import Mark, Reading
from nlp.spans.units import UnitName
from records import LeaderRole

_TIER = {"xã": 0, "phường": 0, "đặc": 0, "huyện": 1, "quận": 1, "thị": 1, "thành": 1, "tỉnh": 2}
_SHARED_FROM = 4
_OVER = ("Quân khu", "Quân đoàn", "Quân chủng", "Binh chủng", "Bộ ", "Tổng cục", "Tập đoàn", "Tổng công ty")


def fitting(items: Sequence[Item]) -> list[Item]:
    """A bare place among units is where one of them is; a list of places is a list of territories."""
    if all(item.mark.label == "place" for item in items):
        return list(items)
    return [
        item
        for before, item in zip([None, *items], items, strict=False)
        if item.mark.label != "place"
        or item.mark.rule == "place.shared"
        or (item.mark.value.level and not (before and _lies_in(before.mark, item.mark)))
    ]


def with_first_head(items: list[Item]) -> list[Item]:
    """The items with the head that only the first has: "06 đơn vị: Cảng vụ Huế, Đà Nẵng, Quy Nhơn, Bình Thuận"."""
    if len(items) < _SHARED_FROM:
        return items
    first = items[0].mark
    if first.label != "unit" or not _placed(first):
        return items
    bare = [item for item in items[1:] if item.mark.label == "place" or item.mark.value.head is None]
    if len(bare) < len(items) - 1 or not any(item.mark.label == "place" for item in bare):
        return items
    return [items[0], *(item._replace(mark=_headed(first, item.mark)) for item in bare)]


def _placed(mark: Mark) -> bool:
    return mark.value.place is not None


def _headed(first: Mark, mark: Mark) -> Mark:
    """A place, or a name without a head, under the head of the first item."""
    unit: UnitName = first.value
    if mark.label == "unit" and mark.value.name.startswith(unit.name):
        return mark
    named = mark.value.full if mark.label == "place" else mark.value.name
    return Mark(mark.first, mark.last, "unit", UnitName(unit.name, named, unit.head, False), "unit.first_head")


def _lies_in(mark: Mark, place: Mark) -> bool:
    """Whether a place only says where the unit before it is: "Công an xã An Bình, huyện Cao Lãnh"."""
    own = mark.value.place if mark.label == "unit" else None
    if not own:
        return False
    return _TIER.get(own.split(" ")[0], 9) < _TIER.get(place.value.level.split(" ")[0], 0)


def united(mark: Mark, head: str, level: str) -> Mark:
    """A place as the body of the head that stands before its list: "Công an các tỉnh thuộc Khối: A, B"."""
    name = UnitName(head, f"{level} {mark.value.name}", None, False)
    return Mark(mark.first, mark.last, "unit", name, "unit.shared_place")


def shared_roles(reading: Reading, items: Sequence[Item]) -> Iterator[tuple[Mark, Mark]]:
    """ "…, Phú Thọ và Tuyên Quang (Cụm phó), Lào Cai": a bracket that speaks of both, where no list ends with "và"."""
    for before, item in pairwise(items[:-1]):
        role = next((mark for mark in item.inside if mark.label == "role"), None)
        joined = item.mark.first - before.mark.last == 1 and reading.tokens.lower[before.mark.last] == "và"
        if role and joined and not before.inside and role.value.role is LeaderRole.DEPUTY:
            yield before.mark, role


def is_chain(items: list[Item]) -> bool:
    """ "Cụm thi đua số 1 (Sư đoàn 2, Quân khu 5)": whose bloc it is, and who is over them."""
    return len(items) == 2 and items[1].mark.label == "unit" and items[1].mark.value.name.startswith(_OVER)
