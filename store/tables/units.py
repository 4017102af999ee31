"""`units` and `unit_names`."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlite_utils import Database

from store.database import settle
from store.gazetteer import gazetteer
from store.tables.rank import Told, common, span_of_days, standing, told


def rebuild_unit(db: Database, unit: str) -> None:
    """The unit's row and one row for each way it is written."""
    facts = told(db, "unit = ?", [unit])
    settle(db, "unit_names", {"unit": unit}, _names(unit, facts), "name, place")
    settle(db, "units", {"id": unit}, [_unit(unit, facts)] if facts else [])


def _unit(unit: str, facts: list[Told]) -> dict[str, Any]:
    place = common(facts, "place")
    found = gazetteer().place(place)
    return {
        "id": unit,
        "name": common(facts, "name"),
        "place": place,
        "province": found.province if found else None,
        **span_of_days(facts),
        "mentions": len(facts),
        **standing(facts),
    }


def _names(unit: str, facts: list[Told]) -> list[dict[str, Any]]:
    groups: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for fact in facts:
        groups[fact["name"], fact["place"] or ""].append(fact)
    return [
        {"unit": unit, "name": name, "place": place, **span_of_days(group), "mentions": len(group)}
        for (name, place), group in sorted(groups.items())
    ]
