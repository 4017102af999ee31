"""Places as the article itself spells them: "tỉnh Đắc Lắc", "Thừa Thiên - Huế", where the lexicon writes otherwise.

Rules compare places under one spelling, the lexicon's; what is read of an article keeps the article's own.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

from nlp.reading import Mark, Reading
from records import Evidence, Record

_KINDS = ("blocs", "members", "leaders", "officials", "awards", "documents")


def as_spelled(record: Record, reading: Reading) -> Record:
    """The record, with every place that the article never spells as the lexicon does spelled as the article does."""
    own = _own_spellings(reading)
    if not own:
        return record
    known = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, own))})(?!\w)")
    changed: dict[str, Any] = {
        kind: tuple(_spelled(fact, known, own) for fact in getattr(record, kind)) for kind in _KINDS
    }
    return replace(record, **changed)


def _own_spellings(reading: Reading) -> dict[str, str]:
    """The article's first spelling of each place that it only spells in other ways."""
    seen: dict[str, list[str]] = {}
    for mark in reading.of("place"):
        if mark.value.known:
            seen.setdefault(mark.value.name, []).append(_written(reading, mark))
    return {name: ways[0] for name, ways in seen.items() if ways[0] and name not in ways}


def _written(reading: Reading, mark: Mark) -> str:
    """How a place is written out; empty where it is abbreviated."""
    shapes, first = reading.tokens.shapes, mark.last
    missing = len(mark.value.name.replace("-", " ").split())
    while missing and first > mark.first and shapes[first - 1] in "X-":
        first -= 1
        missing -= shapes[first] == "X"
    return "" if missing else reading.wording(first, mark.last)


def _spelled(value: Any, known: re.Pattern[str], own: dict[str, str]) -> Any:
    if type(value) is str:  # no Enum
        return known.sub(lambda found: own[found[0]], value)
    if isinstance(value, tuple):
        return tuple(_spelled(item, known, own) for item in value)
    if is_dataclass(value) and not isinstance(value, Evidence | type):
        return replace(value, **{f.name: _spelled(getattr(value, f.name), known, own) for f in fields(value)})
    return value
