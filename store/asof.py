"""As known on day X: the registry as it stood at the end of that day in Viet Nam.

What is withheld today is out of sight in every past as well.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from store.clock import VIETNAM, Clock, stamp
from store.database import connect, insert, one, transaction
from store.errors import NotFoundError
from store.fields import dump
from store.gazetteer import gazetteer
from store.judgement_rows import FACT_ACTIONS, judgement_from, withheld, withholdings
from store.names import name_key
from store.rebuilding import rebuild
from store.refresh import Refresh
from store.statements import machine_facts
from store.verdicts import active, settle
from store.withholding import masks, withheld_names

# What came later, in an order that leaves no dangling reference. `:end` is the first instant after the day.
_LATER = (
    "DELETE FROM judgements WHERE made_at >= :end AND id NOT IN (SELECT value FROM json_each(:kept))",
    "DELETE FROM identity_history WHERE since >= :end",
    "DELETE FROM sightings WHERE reading IN (SELECT id FROM readings WHERE read_at >= :end)",
    "DELETE FROM statement_rows WHERE reading IN (SELECT id FROM readings WHERE read_at >= :end)",
    "DELETE FROM reading_issues WHERE reading IN (SELECT id FROM readings WHERE read_at >= :end)",
    "DELETE FROM readings WHERE read_at >= :end",
    "DELETE FROM spans WHERE version IN (SELECT id FROM article_versions WHERE seen_at >= :end)",
    "DELETE FROM article_versions WHERE seen_at >= :end",
    """UPDATE article_versions SET last_seen = max(seen_at, coalesce((SELECT max(f.fetched_at) FROM fetches f
       WHERE f.version = article_versions.id AND f.fetched_at < :end), seen_at))""",
    "DELETE FROM article_aliases WHERE article NOT IN (SELECT article FROM article_versions)",
    """DELETE FROM captured_articles WHERE id NOT IN (SELECT article FROM article_versions)
       AND id NOT IN (SELECT article FROM fact_keys)""",
    "DELETE FROM fetches WHERE fetched_at >= :end",
    "DELETE FROM linked_files WHERE article NOT IN (SELECT url FROM fetches)",
)


def end_of(day: date) -> str:
    """The first instant after a day in Viet Nam, as the registry writes instants."""
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=VIETNAM)
    return stamp(midnight.astimezone(UTC))


def copy_as_of(db: Database, clock: Clock, day: date, target: Path) -> None:
    """Write the registry as it was known at the end of `day` into a new file; every table can be asked there."""
    with closing(sqlite3.connect(target)) as copy:
        db.conn.backup(copy)
    past = connect(target)
    with closing(past.conn):
        past.execute("PRAGMA foreign_keys = OFF")
        with transaction(past):
            _unlock(past)
            kept = dump([row["id"] for row in withholdings(db)])
            for sql in _LATER:
                past.execute(sql, {"end": end_of(day), "kept": kept})
            rebuild(past, clock)
            _withhold(past, clock, withheld_names(db))


def _withhold(past: Database, clock: Clock, names: Mapping[str, set[str]]) -> None:
    """Whoever is withheld today may have been known under other ids then: the names tell, article by article."""
    sql = """SELECT DISTINCT m.entity, f.name FROM mentions m JOIN facts f ON f.key = m.fact
             WHERE m.role = 'person' AND f.article = ?"""
    found: set[str] = set()
    for article, hidden in names.items():
        keys = {name_key(name) for name in hidden}
        found |= {str(who) for who, name in past.execute(sql, (article,)) if name_key(name or "") in keys}
    row = {"action": "withhold", "kind": "person", "user": "registry", "reason": "withheld today"}
    insert(past, "judgements", ({**row, "left_id": who, "made_at": stamp(clock())} for who in sorted(found)))
    if found:
        Refresh(past, clock, gazetteer(), remembers=False).run(sorted(names), sorted(found))


def _unlock(past: Database) -> None:
    """The copy is no registry to write to: its append-only guards make way for the cut."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND (name LIKE '%_keep' OR name LIKE '%_stand')"
    for (name,) in past.execute(sql).fetchall():
        past.execute(f"DROP TRIGGER [{name}]")


def fact_as_of(db: Database, key: str, day: date) -> dict[str, Any]:
    """One fact as it was known at the end of `day`: state, values and quote; `known` False when it was not yet."""
    row = db.execute("SELECT article FROM fact_keys WHERE key = ?", (key,)).fetchone()
    if row is None or row[0] in withheld(db).get("article", ()):
        raise NotFoundError(f"there is no fact {key}, or it is withheld")
    end = end_of(day)
    sql = """SELECT r.id, r.version FROM readings r JOIN article_versions v ON v.id = r.version
             WHERE r.article = ? AND r.read_at < ? AND v.seen_at < ?
             ORDER BY max(v.seen_at, coalesce((SELECT max(f.fetched_at) FROM fetches f
                      WHERE f.version = v.id AND f.fetched_at < ?), v.seen_at)) DESC, v.number DESC, r.id DESC
             LIMIT 1"""
    reading = db.execute(sql, (row[0], end, end, end)).fetchone()
    said = list(db.query("SELECT * FROM judgements WHERE article = ? AND made_at < ? ORDER BY id", [row[0], end]))
    standing = active(said)
    mine = [judgement_from(j) for j in said if j["id"] in standing and j["fact"] == key and j["action"] in FACT_ACTIONS]
    machine = machine_facts(db, reading[0]).get(key) if reading else None
    if machine is None and not mine:
        return {"fact": key, "day": day.isoformat(), "known": False}
    text = one(db, "SELECT text FROM article_versions WHERE id = ?", (reading[1],)) if reading else ""
    verdict = settle(machine, mine, str(text), reading[1] if reading else 0)
    found = {
        "fact": key,
        "day": day.isoformat(),
        "known": True,
        "state": verdict.state,
        "shown": verdict.shown,
        "value": verdict.values,
        "quote": verdict.quote,
    }
    hide = masks(db)
    return {name: hide.cover_all(row[0], value) for name, value in found.items()}
