"""Which level the places of one list have: "Công an các huyện, thị xã, thành phố: Đồng Hới, Ba Đồn, Lệ Thủy".

Many names are borne by several territories; those that stand in one list mostly lie in one province, and the
gazetteer of that province says which of them is the town.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from nlp.vocabulary import Vocabulary

_COMMUNES = frozenset({"xã", "phường", "thị trấn", "đặc khu"})
# What is one of several provinces' only names it; fewer of a list in one province prove nothing.
_FEWEST_TOGETHER = 2

# By name in small letters: the province and the level of every territory that bears it.
Bearers = dict[str, set[tuple[str, str]]]


class LevelReader:
    """Tells the levels of places that stand in one list."""

    def __init__(self, words: Vocabulary) -> None:
        """Reads `places`, `places_districts`; only for lists of communes `places_communes`, `places_wards`."""
        self._words = words

    def levels(self, names: Sequence[str], allowed: Sequence[str]) -> list[str]:
        """The level of each name; the first of those allowed where the gazetteer does not tell."""
        if len(allowed) == 1:
            return [allowed[0]] * len(names)
        borne = [self._of(name, allowed) for name in names]
        here = _province_of(borne)
        return [_level(bearers, here) or allowed[0] for bearers in borne]

    def _of(self, name: str, allowed: Sequence[str]) -> set[tuple[str, str]]:
        if "tỉnh" in allowed:
            known = self._provinces
        else:
            known = self._communes if not _COMMUNES.isdisjoint(allowed) else self._districts
        return {bearer for bearer in known.get(name.lower(), ()) if bearer[1] in allowed}

    @cached_property
    def _provinces(self) -> Bearers:
        return _bearers(self._words, ("places",))

    @cached_property
    def _districts(self) -> Bearers:
        return _bearers(self._words, ("places_districts",))

    @cached_property
    def _communes(self) -> Bearers:
        """Thirteen thousand names, which most articles never ask for."""
        return _bearers(self._words, ("places_communes", "places_wards"))


def _bearers(words: Vocabulary, tables: Iterable[str]) -> Bearers:
    found: Bearers = {}
    for table in tables:
        for entry in words.entries(table):
            province = entry.attributes.get("province", "")
            found.setdefault(entry.name.lower(), set()).add((province, entry.kind or ""))
    return found


def _province_of(borne: Iterable[set[tuple[str, str]]]) -> str | None:
    """The province in which most of the names are at home."""
    counted = Counter(province for bearers in borne for province in {province for province, _ in bearers})
    best = counted.most_common(1)
    return best[0][0] if best and best[0][1] >= _FEWEST_TOGETHER else None


def _level(bearers: set[tuple[str, str]], here: str | None) -> str | None:
    at_home = {level for province, level in bearers if province == here}
    levels = at_home or {level for _, level in bearers}
    return next(iter(levels)) if len(levels) == 1 else None
