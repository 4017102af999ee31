"""`blocs`, `bloc_years`, `memberships`, `leaderships`."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlite_utils import Database

from store.database import one, settle
from store.gazetteer import gazetteer
from store.names import bloc_core
from store.tables.rank import Told, common, keys, pick, row_id, standing, told

_STATUS_ORDER = ("serving", "incoming", "outgoing")


def rebuild_bloc(db: Database, bloc: str) -> None:
    """The bloc's own row; none when no fact names it as a bloc any more."""
    facts = told(db, "bloc = ? AND kind = 'blocs'", [bloc])
    settle(db, "blocs", {"id": bloc}, [_bloc(db, bloc, facts)] if facts else [])


def _bloc(db: Database, bloc: str, facts: list[Told]) -> dict[str, Any]:
    name = common(facts, "name")
    core = bloc_core(name)
    years = db.execute("SELECT min(year), max(year) FROM bloc_years WHERE bloc = ?", (bloc,)).fetchone()
    place = common(facts, "place")
    where = gazetteer().territory(place)
    newest = sorted(facts, key=lambda f: f["year"] or 0, reverse=True)
    return {
        "id": bloc,
        "name": name,
        "kind": pick([f for f in facts if f["name"] == name], "kind"),
        "place": place,
        "province": where.province if where else None,
        "number": int(core[1:]) if core.startswith("#") and core[1:].isdigit() else None,
        "member_count": pick(newest, "member_count"),
        "first_year": years[0],
        "last_year": years[1],
        "events": one(db, "SELECT count(*) FROM events WHERE bloc = ?", (bloc,)),
        "articles": len({f["article"] for f in facts}),
        **standing(facts),
    }


def rebuild_bloc_year(db: Database, bloc: str, year: int | None) -> None:
    """The bloc's members, leaders and summary of one emulation year (None: of no stated year)."""
    facts = told(db, "bloc = ? AND year IS ? AND kind IN ('blocs', 'members', 'leaders', 'events')", [bloc, year])
    by_kind: dict[str, list[Told]] = defaultdict(list)
    for fact in facts:
        by_kind[fact["kind"]].append(fact)
    members = _memberships(bloc, year, by_kind["members"])
    leaders = _leaderships(bloc, year, by_kind["leaders"])
    summary = [_summary(bloc, year, facts, (members, leaders))] if year is not None and facts else []
    for table, rows in (("memberships", members), ("leaderships", leaders)):
        settle(db, table, {"bloc": bloc, "year": year}, rows, "id")
    settle(db, "bloc_years", {"bloc": bloc, "year": year}, summary, "year")


def _memberships(bloc: str, year: int | None, facts: list[Told]) -> list[dict[str, Any]]:
    by_unit: dict[str, list[Told]] = defaultdict(list)
    for fact in facts:
        by_unit[fact["unit"]].append(fact)
    return [
        {
            "id": row_id("membership", bloc, unit, year),
            "bloc": bloc,
            "unit": unit,
            "name": common(group, "name"),
            "place": common(group, "place"),
            "year": year,
            "year_from": common(group, "year_from"),
            **standing(group),
            "facts": keys(group),
        }
        for unit, group in sorted(by_unit.items())
    ]


def _leaderships(bloc: str, year: int | None, facts: list[Told]) -> list[dict[str, Any]]:
    groups: dict[tuple[str, str, str], list[Told]] = defaultdict(list)
    for fact in facts:
        kind = fact.values["holder.type"]
        groups[fact.values["role"], kind, fact[kind] or fact["key"]].append(fact)
    return [_leadership(bloc, year, who, group) for who, group in sorted(groups.items())]


def _leadership(bloc: str, year: int | None, who: tuple[str, str, str], group: list[Told]) -> dict[str, Any]:
    role, kind, holder = who
    statuses = {fact.values.get("status", "serving") for fact in group}
    return {
        "id": row_id("leadership", bloc, year, *who),
        "bloc": bloc,
        "role": role,
        "holder_type": kind,
        "holder": common(group, "name"),
        "unit": holder if kind == "unit" else None,
        "person": holder if kind == "person" else None,
        "place": common(group, "place"),
        "year": year,
        "year_from": common(group, "year_from"),
        "status": next(status for status in _STATUS_ORDER if status in statuses),
        **standing(group),
        "facts": keys(group),
    }


def _summary(
    bloc: str, year: int, facts: list[Told], rows: tuple[list[dict[str, Any]], list[dict[str, Any]]]
) -> dict[str, Any]:
    members, leaders = rows
    heads = sorted(
        (row for row in leaders if row["role"] == "head"),
        key=lambda row: (row["status"] == "outgoing", row["holder_type"] != "unit", -row["confidence"], row["id"]),
    )
    head = heads[0] if heads else {}
    return {
        "bloc": bloc,
        "year": year,
        "member_count": pick([f for f in facts if f["kind"] == "blocs"], "member_count"),
        "members": len(members),
        "head": head.get("holder"),
        "head_type": head.get("holder_type"),
        "head_id": head.get("unit") or head.get("person"),
        "deputies": sum(row["role"] == "deputy" for row in leaders),
        "events": len({fact["event"] for fact in facts if fact["kind"] == "events"}),
        **standing(facts),
    }
