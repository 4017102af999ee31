"""The review queue: what a reviewer should look at next, and how much there is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from store.fields import fact_kind
from store.queries.common import covered

# What needs nobody: only listed when asked for by state.
_COLUMNS = """key AS fact, kind, article, value, label, quote, start, "end", version, confidence, state, shown, doubt,
              rule, extractor, bloc, event, unit, person, award, day"""


def queue(
    db: Database, filters: dict[str, Any] | None = None, *, limit: int = 50, offset: int = 0
) -> list[dict[str, Any]]:
    """Facts that wait for a person, the most doubtful and weighty first.

    filters: any of `kind`, `state`, `article`, `source`, `bloc`; None values are ignored. With a `state` (or an
    `article`) facts that wait for nobody are listed too.
    """
    where, wanted = conditions(filters or {})
    sql = f"""SELECT {_COLUMNS} FROM facts WHERE {where}
              ORDER BY doubt DESC, rowid LIMIT :limit OFFSET :offset"""  # noqa: S608 - the names are checked above
    found = list(db.query(sql, {**wanted, "limit": limit, "offset": offset}))
    return [_row(row) for row in covered(db, found)]


def conditions(filters: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """What follows WHERE for these filters of the queue, and its parameters."""
    wanted = {name: value for name, value in filters.items() if value is not None}
    if "kind" in wanted:
        wanted["kind"] = fact_kind(wanted["kind"])
    clauses = [f"{name} = :{name}" for name in wanted if name in ("kind", "state", "article", "bloc")]
    if not {"state", "article"} & wanted.keys() or wanted.get("state") == "unreviewed":
        clauses.append("doubt > 0")  # so that the index on doubt serves
    elif "state" in wanted:
        clauses.append("state <> 'unreviewed'")  # said once more, so that the partial index on state serves
    if "source" in wanted:
        clauses.append("article IN (SELECT id FROM captured_articles WHERE source = :source)")
    clauses.append("EXISTS (SELECT 1 FROM articles a WHERE a.id = facts.article)")  # a withheld one has no row there
    return " AND ".join(clauses), wanted


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "value": json.loads(row["value"]), "shown": bool(row["shown"])}


def queue_counts(db: Database) -> dict[str, dict[str, int]]:
    """How many facts there are by kind and state."""
    out: dict[str, dict[str, int]] = {}
    for kind, state, count in db.execute("SELECT kind, state, count(*) FROM facts GROUP BY 1, 2 ORDER BY 1, 2"):
        out.setdefault(kind, {})[state] = count
    return out


def suggestions(db: Database, *, kind: str | None = None, limit: int = 50) -> list[dict[str, Any]]:
    """Pairs that may be one, the likeliest first."""
    where = "" if kind is None else "WHERE kind = :kind"
    sql = f"SELECT * FROM suggestions {where} ORDER BY score DESC, left_id, right_id LIMIT :limit"  # noqa: S608 - constants
    return list(db.query(sql, {"kind": kind, "limit": limit}))
