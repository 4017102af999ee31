"""What an article itself abbreviates: "Giao thông vận tải (GTVT)", "Công ty cổ phần Điện lực Khánh Hòa (KHPC)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lexicon import Entry
from nlp.reading import Mark, Reading
from nlp.vocabulary import Phrases

Named = tuple[tuple[str, ...], Entry]
# So many letters stand for a whole name; two may be anything.
_LEAST = 3
# One word in capitals in a bracket, over `Tokens.shapes`.
_BRACKET = re.compile(r"\((?=A\))")


def by_initials(reading: Reading) -> list[Named]:
    """Names whose initials follow in a bracket."""
    return [found for i in _bracketed(reading) if (found := _initials(reading, i))]


def of_units(reading: Reading, units: Sequence[Mark], known: Phrases) -> list[Named]:
    """Units whose short name follows in a bracket, whatever its letters: "(sau đây gọi là PVN)" is none.

    known: abbreviations that stand for something already, and for no unit that an article calls so.
    """
    ends = {mark.last: mark for mark in units if mark.value.head is not None}
    found = []
    for i in _bracketed(reading):
        letters = reading.tokens.lower[i + 1]
        if i in ends and len(letters) >= _LEAST and known.at((letters,), 0, 1) is None:
            found.append(_unit(ends[i], letters, reading.tokens.words[i + 1]))
    return found


def is_bracket_of(reading: Reading, mark: Mark, before: list[Mark]) -> bool:
    """ "Công ty cổ phần Điện lực Khánh Hòa | (KHPC)": the bracket in which a name is shortened is no second unit."""
    return (
        mark.rule == "unit.own_short"
        and reading.tokens.lower[mark.first - 1] == "("
        and bool(before)
        and before[-1].last == mark.first - 1
    )


def _bracketed(reading: Reading) -> Iterator[int]:
    """Where a bracket opens that holds one word in capitals."""
    return (match.start() for match in _BRACKET.finditer(reading.tokens.shapes))


def _initials(reading: Reading, i: int) -> Named | None:
    tokens = reading.tokens
    letters = tokens.lower[i + 1]
    first = i - len(letters)
    if first < 0 or "".join(word[0] for word in tokens.lower[first:i]) != letters:
        return None
    full = reading.wording(first, i)
    return (letters,), Entry(name=full, forms=(full, tokens.words[i + 1]))


def _unit(mark: Mark, letters: str, written: str) -> Named:
    place = {"place": mark.value.place} if mark.value.place else {}
    return (letters,), Entry(name=mark.value.name, forms=(mark.value.name, written), kind="unit", attributes=place)
