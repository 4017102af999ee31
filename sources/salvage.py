"""A definition that cannot be built, with what is wrong replaced: so the rest of it is checked in the same look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from sources.build import Builder
from sources.errors import Problem
from sources.model import Source

# What stands for a required key, and for an item of a list whose others keep their numbers.
_REQUIRED: Mapping[str, Any] = {
    "id": "salvaged",
    "name": "salvaged",
    "owner": {"name": "salvaged"},
    "family": "generic",
}
_ITEMS: Mapping[str, Any] = {"start": "https://salvaged.invalid", "twins": {"pattern": "a", "replace": ""}}
_ITEM = "a"  # a selector, an expression and a word


def without_problems(values: Mapping[str, Any], problems: Sequence[Problem]) -> Source | None:
    """The source as it would be without its problems, for checking only; None when nothing can be made of it."""
    mended = {**_REQUIRED, **deepcopy(dict(values))}
    for problem in problems:
        _take_out(mended, problem.key.split("."))
    builder = Builder("", {})
    source: Source | None = builder.build(Source, {**_REQUIRED, **mended})
    if source is None:  # a part of it lacks what it needs: do without all that has a problem
        whole = {problem.key.partition(".")[0] for problem in problems}
        kept = {name: value for name, value in mended.items() if name not in whole}
        source = builder.build(Source, {**_REQUIRED, **kept})
    return source


def _take_out(values: dict[str, Any], parts: list[str]) -> None:
    """Replace the innermost item of a list on the way to the key, or take the key out of its mapping."""
    indexed = [number for number, part in enumerate(parts) if part.isdigit()]
    until = indexed[-1] if indexed else len(parts) - 1
    at: Any = values
    for part in parts[:until]:
        at = at[int(part)] if isinstance(at, list) and part.isdigit() and int(part) < len(at) else _below(at, part)
    if isinstance(at, list) and parts[until].isdigit() and int(parts[until]) < len(at):
        at[int(parts[until])] = _ITEMS.get(parts[0], _ITEM)
    elif isinstance(at, dict):
        at.pop(parts[until], None)


def _below(at: Any, part: str) -> Any:
    return at.get(part) if isinstance(at, dict) else None
