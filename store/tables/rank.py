"""Several facts behind one row: which value the row shows, and how sure it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from store.database import select
from store.fields import Values, dump

_HUMAN = {"corrected": 0, "confirmed": 0, "disputed": 1, "conflict": 1, "stale": 1, "orphaned": 1}
_STRONGEST = ("disputed", "conflict", "stale", "orphaned", "corrected", "confirmed", "unreviewed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A fact that is shown, with the columns that rows are made of."""

    row: dict[str, Any]
    values: Values

    def __getitem__(self, column: str) -> Any:
        return self.row[column]


def told(db: Database, where: str, parameters: Sequence[Any]) -> list[Told]:
    """The shown facts that meet a condition, the most trustworthy first: people's before the machine's."""
    rows = select(db, f"SELECT * FROM facts WHERE shown = 1 AND {where}", list(parameters))  # noqa: S608 - callers' constants
    facts = [Told(row=row, values=json.loads(row["value"])) for row in rows]
    return sorted(facts, key=lambda f: (_HUMAN.get(f["state"], 2), -f["confidence"], f["key"]))


def pick(facts: Sequence[Told], name: str) -> Any:
    """The first value of an attribute that any of the facts has."""
    return next((fact.values[name] for fact in facts if fact.values.get(name) is not None), None)


def union(facts: Sequence[Told], name: str) -> list[str]:
    """Every value of a list attribute, in the order of trust."""
    return list(dict.fromkeys(item for fact in facts for item in fact.values.get(name, [])))


def common(facts: Sequence[Told], column: str) -> Any:
    """The most frequent value of a column; of several the one that more trustworthy facts have."""
    counts: dict[Any, int] = {}
    for fact in facts:
        if fact[column] is not None:
            counts[fact[column]] = counts.get(fact[column], 0) + 1
    return max(counts, key=lambda value: counts[value], default=None)


def standing(facts: Sequence[Told]) -> dict[str, Any]:
    """The columns `confidence` and `reviewed` of a row."""
    states = {fact["state"] for fact in facts}
    return {
        "confidence": max((fact["confidence"] for fact in facts), default=0.0),
        "reviewed": next((state for state in _STRONGEST if state in states), "unreviewed"),
    }


def keys(facts: Sequence[Told]) -> str:
    """The column `facts` of a row: the keys behind it, sorted."""
    return dump(sorted({fact["key"] for fact in facts}))


def row_id(kind: str, *parts: Any) -> str:
    """The id of a row that is no entity: a hash of what it is the row of.

    Its first five digits are those of the first part, the bloc, event or person that it is a row of: rows that are made
    anew together lie together on disk.
    """
    return f"{kind}-{_digest(parts[0])[:5]}{_digest(parts)[:9]}"


def _digest(value: Any) -> str:
    return hashlib.sha256(dump(value).encode()).hexdigest()


def span_of_days(facts: Sequence[Told]) -> dict[str, Any]:
    """The columns `first_day` and `last_day`."""
    days = sorted(fact["day"] for fact in facts if fact["day"])
    return {"first_day": days[0] if days else None, "last_day": days[-1] if days else None}
