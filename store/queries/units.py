"""The page of a unit: its names, blocs, chairs, awards, what it was before and what became of it."""

from __future__ import annotations

from dataclasses import asdict

from sqlite_utils import Database

from store.places import place_history
from store.queries.common import Row, entity_row, evidence, identity, rows
from store.succession_rules import is_new_office


def unit_page(db: Database, unit: str) -> Row:
    """Everything known of a unit."""
    row = entity_row(db, "units", unit)
    now = [row["id"]]
    before = rows(db, "SELECT * FROM successions WHERE successor = ? ORDER BY day, id", now)
    after = rows(db, "SELECT * FROM successions WHERE predecessor = ? ORDER BY day, id", now)
    places = _places(row)
    return {
        **identity(db, unit),
        "kind": "unit",
        "row": row,
        "names": rows(db, "SELECT * FROM unit_names WHERE unit = ? ORDER BY mentions DESC, name, place", now),
        "memberships": rows(db, _MEMBERSHIPS, now),
        "leaderships": rows(db, _LEADERSHIPS, now),
        "awards": rows(db, "SELECT * FROM awards WHERE unit = ? ORDER BY year DESC, form, id", now),
        "before": before,
        "after": after,
        "places": places,
        "history": [*map(_of_unit, [*before, *after]), *map(_of_place, places)],
        "namesakes": rows(db, _NAMESAKES, now),
    }


def _places(row: Row) -> list[Row]:
    """What became of the place the unit is in, or what that was before."""
    if row["place"] is None:
        return []
    name, _, province = row["place"].partition(", ")
    return [asdict(change) for change in place_history(name, province or None)]


def _of_unit(row: Row) -> Row:
    """A succession as a line of the unit's history."""
    told = {"before": "predecessor_name", "before_place": "predecessor_place", "after": "successor_name"}
    told |= {"after_place": "successor_place", "document": "document", "of": "subject"}
    return {"day": row["day"], **{name: row[column] for name, column in told.items()}}


def _of_place(row: Row) -> Row:
    """A change of its place, in the same columns."""
    told = {"before": "before", "before_place": "before_province", "after": "after", "after_place": "after_province"}
    return {
        "day": row["day"],
        **{n: row[column] for n, column in told.items()},
        "document": row["document"],
        "of": "place",
    }


_MEMBERSHIPS = """SELECT m.*, b.name AS bloc_name, b.place AS bloc_place FROM memberships m
                  LEFT JOIN blocs b ON b.id = m.bloc WHERE m.unit = ? ORDER BY m.year DESC, b.name, m.id"""
_LEADERSHIPS = """SELECT l.*, b.name AS bloc_name, b.place AS bloc_place FROM leaderships l
                  LEFT JOIN blocs b ON b.id = l.bloc WHERE l.unit = ? ORDER BY l.year DESC, b.name, l.id"""
_NAMESAKES = """SELECT o.id, o.name, o.place FROM units u JOIN units o ON o.name = u.name AND o.id <> u.id
                WHERE u.id = ? ORDER BY o.place, o.id LIMIT 80"""


def unit_evidence(db: Database, unit: str) -> list[Row]:
    """Every fact that names the unit, with the quotes."""
    return evidence(db, "f.unit = ?", [identity(db, unit)["id"]])


def unit_on(db: Database, unit: str, day: str) -> list[Row]:
    """What stood on that day where this unit stands: itself, the office it went into, or those it was made of.

    Each has `unit` (an id, or None when no article names it yet), `name` and `place`.
    """
    row = entity_row(db, "units", unit)
    here = {"unit": row["id"], "name": row["name"], "place": row["place"]}
    later = rows(db, "SELECT * FROM successions WHERE predecessor = ? AND day <= ? ORDER BY day, id", [row["id"], day])
    if later:
        heir = {"unit": later[0]["successor"], "name": later[0]["successor_name"], "place": later[0]["successor_place"]}
        return [heir] if heir["unit"] is None else unit_on(db, str(heir["unit"]), day)
    parts = rows(db, "SELECT * FROM successions WHERE successor = ? AND day > ? ORDER BY day, id", [row["id"], day])
    before = [{"unit": p["predecessor"], "name": p["predecessor_name"], "place": p["predecessor_place"]} for p in parts]
    made_new = any(is_new_office(part["successor_name"], part["day"]) for part in parts)
    return before if made_new else [here, *before]
