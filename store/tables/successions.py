"""`successions` and `places`: what became of an office or a place, and what it was before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlite_utils import Database

from store.components import canonical, members
from store.database import insert, one
from store.gazetteer import NATIONAL, Place, gazetteer, unit_key
from store.identities import entity_id
from store.succession_rules import OfficeRule, PlaceRule, office_rules, place_rules
from store.tables.rank import row_id

Row = dict[str, Any]


def rebuild_successions(db: Database, units: Sequence[str]) -> None:
    """The successions that lead from or to these units; the provinces' own are written once."""
    if one(db, "SELECT 1 FROM places LIMIT 1") is None:
        write_places(db)
    for unit in units:
        db.execute("DELETE FROM successions WHERE predecessor = ? OR successor = ?", (unit, unit))
        for core, place in _known_as(db, unit):
            for row in _of_unit(db, core, place):
                insert(db, "successions", [row], replace=True)


def _known_as(db: Database, unit: str) -> Iterator[tuple[str, str]]:
    """The keys a unit is known by: the core of its name and the key of its place."""
    if one(db, "SELECT 1 FROM units WHERE id = ?", (unit,)) is None:
        return
    for entity in members(db, unit):
        key = one(db, "SELECT key FROM entities WHERE id = ?", (entity,))
        if key is not None:
            core, _, place = str(key).partition("|")
            yield core, place


def _of_unit(db: Database, core: str, place: str) -> Iterator[Row]:
    where = _wheres().get(place)
    if where is None:
        return
    for rule in office_rules():
        if rule.national == (where == NATIONAL) and core in (unit_key(rule.predecessor), unit_key(rule.successor)):
            yield from _office_row(db, rule, where)
    for move in place_rules():
        if where in (move.predecessor, move.successor):
            yield from _moved_row(db, move, core)


@cache
def _wheres() -> Mapping[str, str]:
    """The provinces, and the country, by the key of the place."""
    found = {Place(name=p.name, province=p.name).key: p.name for p in gazetteer().provinces}
    return MappingProxyType(found | {Place(name=NATIONAL).key: NATIONAL})


def _office_row(db: Database, rule: OfficeRule, where: str) -> Iterator[Row]:
    ended = next((move.day for move in place_rules() if move.predecessor == where), None)
    if ended is not None and ended < rule.day:
        return
    old = _existing(db, unit_key(rule.predecessor), where)
    if old is None:
        return
    yield {
        "id": row_id("succession", old, rule.successor, where, rule.day),
        "kind": "merger",
        "subject": "unit",
        "predecessor": old,
        "predecessor_name": rule.predecessor,
        "predecessor_place": where,
        "successor": _existing(db, unit_key(rule.successor), where),
        "successor_name": rule.successor,
        "successor_place": where,
        "day": rule.day,
        "document": rule.document,
    }


def _moved_row(db: Database, move: PlaceRule, core: str) -> Iterator[Row]:
    """A province's office went, with its province, into the office of the same name of the new province.

    The law moved the provinces' own bodies; it says nothing of companies.
    """
    ended = {unit_key(r.predecessor) for r in office_rules() if not r.national and r.day <= move.day}
    old = _existing(db, core, move.predecessor)
    if old is None or core in ended:
        return
    name = one(db, "SELECT name FROM units WHERE id = ?", (old,))
    if gazetteer().is_independent(str(name)):
        return
    yield {
        "id": row_id("succession", old, move.successor, move.day),
        "kind": "merger",
        "subject": "unit",
        "predecessor": old,
        "predecessor_name": name,
        "predecessor_place": move.predecessor,
        "successor": _existing(db, core, move.successor),
        "successor_name": gazetteer().split(str(name))[0],
        "successor_place": move.successor,
        "day": move.day,
        "document": move.document,
    }


def _existing(db: Database, core: str, where: str) -> str | None:
    place = Place(name=where) if where == NATIONAL else Place(name=where, province=where)
    found = canonical(db, entity_id("unit", f"{core}|{place.key}"))
    return found if one(db, "SELECT 1 FROM units WHERE id = ?", (found,)) is not None else None


def write_places(db: Database) -> None:
    """`places` and the provinces' successions, from the lexicon."""
    found = gazetteer()
    provinces = {p.name: _place_row(p.name, p.kind or "", "province", p.attributes) for p in found.provinces}
    insert(db, "places", provinces.values(), replace=True)
    districts = (_place_row(d.name, d.kind or "", "district", d.attributes) for d in found.districts)
    insert(db, "places", {row["id"]: row for row in districts}.values(), replace=True)
    insert(db, "successions", _provinces(place_rules()), replace=True)


def _place_row(name: str, kind: str, level: str, facts: Mapping[str, str]) -> Row:
    province = facts.get("province") or (name if level == "province" else None)
    return {
        "id": row_id("place", level, kind, name, province, facts.get("until")),
        "name": f"{kind} {name}",
        "kind": kind,
        "level": level,
        "province": province,
        "region": facts.get("region"),
        "valid_from": facts.get("from"),
        "valid_to": facts.get("until"),
        "successor": facts.get("successor") or facts.get("new_province"),
    }


def _provinces(rules: Iterable[PlaceRule]) -> Iterator[Row]:
    ids = {
        p.name: row_id("place", "province", p.kind, p.name, p.name, p.attributes.get("until"))
        for p in gazetteer().provinces
    }
    for rule in rules:
        yield {
            "id": row_id("succession", "place", rule.predecessor, rule.day),
            "kind": "merger",
            "subject": "place",
            "predecessor": ids[rule.predecessor],
            "predecessor_name": rule.predecessor,
            "predecessor_place": None,
            "successor": ids.get(rule.successor),
            "successor_name": rule.successor,
            "successor_place": None,
            "day": rule.day,
            "document": rule.document,
        }
