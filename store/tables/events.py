"""`events`, `event_articles`, `participations`: one event from many articles, all of them listed."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlite_utils import Database

from store.database import settle
from store.fields import dump
from store.tables.rank import Told, common, keys, pick, row_id, standing, told, union


def rebuild_event(db: Database, event: str) -> set[str]:
    """The event's row, its articles and who took part; returns the blocs that it counted for, before and now."""
    blocs = _blocs(db, event)
    facts = told(db, "event = ? AND kind IN ('events', 'officials')", [event])
    tellings = [f for f in facts if f["kind"] == "events"]
    people = [f for f in facts if f["kind"] == "officials" and f["person"]] if tellings else []
    settle(db, "events", {"id": event}, [_event(event, tellings)] if tellings else [])
    settle(db, "event_articles", {"event": event}, _tellings(event, tellings), "article, fact")
    settle(db, "participations", {"event": event}, _participations(event, people), "id")
    return blocs | _blocs(db, event)


def _blocs(db: Database, event: str) -> set[str]:
    return {str(row[0]) for row in db.execute("SELECT bloc FROM events WHERE id = ? AND bloc IS NOT NULL", (event,))}


def _event(event: str, facts: list[Told]) -> dict[str, Any]:
    dated = [f for f in facts if f.values.get("start")]
    best = dated[:1]  # start, end and grain belong together: of one telling, never mixed
    return {
        "id": event,
        "bloc": common(facts, "bloc"),
        "types": dump(sorted(union(facts, "types"))),
        "start": pick(best, "start"),
        "end": pick(best, "end") or pick(best, "start"),
        "grain": pick(best, "grain") or ("day" if best else None),
        "part_of_day": pick(facts, "part_of_day"),
        "year_inferred": int(bool(pick(best, "year_inferred"))),
        "year_from": pick(best, "year_from"),
        "emulation_year": pick(facts, "emulation_year"),
        "theme": pick(facts, "theme"),
        "venue": pick(facts, "venue"),
        "articles": len({f["article"] for f in facts}),
        **standing(facts),
        "facts": keys(facts),
    }


def _tellings(event: str, facts: list[Told]) -> list[dict[str, Any]]:
    return [
        {
            "event": event,
            "article": f["article"],
            "fact": f["key"],
            "start": f.values.get("start"),
            "confidence": f["confidence"],
            "reviewed": f["state"],
        }
        for f in sorted(facts, key=lambda f: f["key"])
    ]


def _participations(event: str, facts: list[Told]) -> list[dict[str, Any]]:
    by_person: dict[str, list[Told]] = defaultdict(list)
    for fact in facts:
        by_person[fact["person"]].append(fact)
    return [
        {
            "id": row_id("participation", event, person),
            "event": event,
            "person": person,
            "name": common(group, "name"),
            "titles": dump(union(group, "titles")),
            "parts": dump(sorted(union(group, "parts"))),
            **standing(group),
            "facts": keys(group),
        }
        for person, group in sorted(by_person.items())
    ]
