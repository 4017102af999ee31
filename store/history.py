"""What was read and said of a fact, from the beginning."""

from __future__ import annotations

import json
from typing import Any

from sqlite_utils import Database

from store.database import one
from store.effective import sheet
from store.errors import NotFoundError
from store.fields import attributes


def history(db: Database, fact: str) -> dict[str, Any]:
    """What the machine read of a fact, version by version, and what people said of it, the oldest first."""
    if one(db, "SELECT 1 FROM fact_keys WHERE key = ?", (fact,)) is None:
        raise NotFoundError(f"there is no fact {fact}: see `thidua review queue`")
    rows = _judgements(db, [fact, *former_keys(db, fact)])
    for row in rows:
        for name in ("value", "seen", "machine"):
            row[name] = json.loads(row[name]) if row[name] is not None else None
    now = next(iter(db.query("SELECT state, shown, value, quote, confidence FROM facts WHERE key = ?", [fact])), None)
    if now is not None:
        now["value"] = json.loads(now["value"])
    return {"fact": fact, "now": now, "machine": machine_history(db, fact), "judgements": rows}


def _judgements(db: Database, keys: list[str]) -> list[dict[str, Any]]:
    """What was said of a fact, under each of its keys."""
    found = {
        row["id"]: row
        for key in keys
        for row in db.query("SELECT * FROM judgements WHERE fact = ? OR left_id = ? OR right_id = ?", [key] * 3)
    }
    return [found[number] for number in sorted(found)]


def former_keys(db: Database, fact: str) -> tuple[str, ...]:
    """The lost keys whose judgements count for this fact."""
    article = one(db, "SELECT article FROM fact_keys WHERE key = ?", (fact,))
    if one(db, "SELECT 1 FROM judgements WHERE article = ?", (article,)) is None:
        return ()
    return tuple(old for old, new in sheet(db, str(article)).heirs.items() if new == fact)


def machine_history(db: Database, fact: str) -> list[dict[str, Any]]:
    """Each reading that stated the fact: article version, extractor, and the values it read."""
    sql = """SELECT r.id AS reading, v.number AS version, r.extractor, r.read_at, s.property, s.value, s.rule,
                    s.confidence, e.quote, e.start
             FROM fact_keys k JOIN statement_rows s ON s.fact = k.id JOIN sightings g ON g.statement = s.id
             JOIN readings r ON r.id = g.reading JOIN article_versions v ON v.id = r.version
             LEFT JOIN spans e ON e.id = s.span WHERE k.key = ? ORDER BY r.id, s.property, s.ordinal"""
    kind = one(db, "SELECT kind FROM fact_keys WHERE key = ?", (fact,))
    known = attributes(str(kind))
    out: dict[int, dict[str, Any]] = {}
    for row in db.query(sql, [fact]):
        entry = out.setdefault(
            row["reading"],
            {n: row[n] for n in ("version", "extractor", "read_at", "rule", "confidence", "quote", "start")}
            | {"values": {}},
        )
        name = row["property"]
        if name in known and known[name].many:
            entry["values"].setdefault(name, []).append(json.loads(row["value"]))
        elif name in known:
            entry["values"][name] = json.loads(row["value"])
    return list(out.values())
