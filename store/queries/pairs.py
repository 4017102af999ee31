"""Pairs that may be one, with what a person needs to see of both sides to judge."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType

from sqlite_utils import Database

from store.database import one
from store.queries.common import Row, evidence, present, rows

_TABLES: Mapping[str, str] = MappingProxyType(
    {
        "bloc": "blocs",
        "unit": "units",
        "person": "persons",
        "event": "events",
        "award": "awards",
        "document": "documents",
    }
)
PAIR_KINDS = (*_TABLES, "fact")


def waiting_pairs(db: Database, *, kind: str | None = None, limit: int = 20, offset: int = 0) -> list[Row]:
    """Suggestions, the likeliest first, each with `left` and `right` as `side` gives them."""
    where = "" if kind is None else "WHERE kind = :kind"
    sql = f"SELECT * FROM suggestions {where} ORDER BY score DESC, left_id, right_id LIMIT :limit OFFSET :offset"  # noqa: S608
    found = rows(db, sql, {"kind": kind, "limit": limit, "offset": offset})
    return [
        {**row, "left": side(db, row["kind"], row["left_id"]), "right": side(db, row["kind"], row["right_id"])}
        for row in found
    ]


def side(db: Database, kind: str, ref: str) -> Row:
    """One side of a pair: `title`, further `facts` as (name, value), and up to three `quotes` with their articles."""
    if kind == "fact":
        found = evidence(db, "f.key = ?", [ref]) or rows(db, "SELECT * FROM facts WHERE key = ?", [ref])
        return {"id": ref, "title": found[0]["label"] if found else ref, "row": {}, "quotes": found}
    now = present(db, ref)
    row = next(iter(rows(db, f"SELECT * FROM [{_TABLES[kind]}] WHERE id = ?", [now])), {})  # noqa: S608 - own names
    quotes = evidence(db, f"f.{kind} = ?", [now], limit=3) if row else []
    shown = {name: row[name] for name in _SHOWN[kind] if row.get(name) not in (None, "", [])}
    return {"id": now, "title": _title(db, kind, row) or ref, "row": shown, "quotes": quotes}


_SHOWN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "bloc": ("kind", "place", "member_count", "first_year", "last_year", "events"),
        "unit": ("place", "province", "first_day", "last_day", "mentions"),
        "person": ("title", "place", "first_day", "last_day", "mentions"),
        "event": ("types", "start", "end", "emulation_year", "venue", "theme", "articles"),
        "award": ("recipient", "form", "level", "grantor", "year", "status", "decision"),
        "document": ("kind", "issuer", "date"),
    }
)


def _title(db: Database, kind: str, row: Row) -> str:
    if kind == "event":
        return str(one(db, "SELECT name FROM blocs WHERE id = ?", (row.get("bloc"),)) or "")
    return str(row.get("name") or row.get("title") or row.get("number") or "")


def recent_pairs(db: Database, user: str, *, limit: int = 8) -> list[Row]:
    """What one person said of pairs lately, newest first, `undone` telling what was taken back."""
    sql = """SELECT j.id, j.action, j.kind, j.left_id, j.right_id, j.made_at,
                    EXISTS (SELECT 1 FROM judgements u WHERE u.target = j.id AND u.action = 'undo') AS undone
             FROM judgements j WHERE j.user = ? AND j.action IN ('same', 'not_same', 'unsure')
             ORDER BY j.id DESC LIMIT ?"""
    found = rows(db, sql, [user, limit])
    return [{**row, "left": _name(db, row, "left_id"), "right": _name(db, row, "right_id")} for row in found]


def _name(db: Database, row: Row, which: str) -> str:
    ref = str(row[which])
    if row["kind"] in _TABLES:
        return str(side(db, row["kind"], ref)["title"])
    label = one(db, "SELECT label FROM facts WHERE key = ?", (ref,))
    return str(label or json.dumps(ref))
