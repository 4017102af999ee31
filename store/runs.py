"""Runs: every crawl, ingest or re-reading, with its report; and what an operator should see of it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from store.clock import Clock, stamp
from store.database import insert, one, transaction
from store.errors import NotFoundError


def start_run(db: Database, clock: Clock, *, kind: str, source: str | None = None) -> int:
    """Open a run and return its number."""
    row = {"kind": kind, "source": source, "started_at": stamp(clock()), "pid": os.getpid()}
    with transaction(db):
        return insert(db, "runs", [row])


def finish_run(db: Database, clock: Clock, run: int, *, outcome: str, report: Mapping[str, Any]) -> None:
    """Close a run and free what it still holds. The report is any JSON object."""
    if one(db, "SELECT 1 FROM runs WHERE id = ?", (run,)) is None:
        raise NotFoundError(f"there is no run {run}")
    text = json.dumps(report, ensure_ascii=False, sort_keys=True)
    with transaction(db, durable=True):
        sql = "UPDATE runs SET finished_at = ?, outcome = ?, report = ? WHERE id = ?"
        db.execute(sql, (stamp(clock()), outcome, text, run))
        free_leases(db, run)


def report_so_far(db: Database, run: int, report: Mapping[str, Any]) -> None:
    """Keep how far an open run is; `finish_run` has the last word."""
    text = json.dumps(report, ensure_ascii=False, sort_keys=True)
    with transaction(db, durable=True):
        db.execute("UPDATE runs SET report = ? WHERE id = ?", (text, run))


def free_leases(db: Database, run: int) -> None:
    """Give back what a run had leased and never ended."""
    db.execute("UPDATE visits SET ready = 1, leased_until = NULL, leased_by = NULL WHERE leased_by = ?", (run,))


def runs(db: Database, *, source: str | None = None, limit: int = 50) -> list[dict[str, Any]]:
    """The latest runs first, their report as an object."""
    where = "" if source is None else "WHERE source = :source"
    sql = f"SELECT * FROM runs {where} ORDER BY id DESC LIMIT :limit"  # noqa: S608 - `where` is one of two literals
    rows = list(db.query(sql, {"source": source, "limit": limit}))
    return [{**row, "report": json.loads(row["report"]) if row["report"] else None} for row in rows]


def runs_of(db: Database, kind: str) -> list[dict[str, Any]]:
    """All runs of a kind, the latest first, their report as an object."""
    rows = db.query("SELECT * FROM runs WHERE kind = :kind ORDER BY id DESC", {"kind": kind})
    return [{**row, "report": json.loads(row["report"]) if row["report"] else None} for row in rows]


def add_run_issue(
    db: Database, clock: Clock, run: int | None, source: str | None, issue: tuple[str, str, str | None]
) -> None:
    """Keep what an operator should see: a code, a sentence, and where known the address."""
    code, message, url = issue
    row = {"run": run, "source": source, "code": code, "message": message, "url": url, "seen_at": stamp(clock())}
    with transaction(db):
        insert(db, "run_issues", [row])


def run_issues(db: Database, *, run: int | None = None, limit: int = 200) -> list[dict[str, Any]]:
    """Operator issues, the latest first, of one run or of all."""
    where = "" if run is None else "WHERE run = :run"
    sql = f"SELECT * FROM run_issues {where} ORDER BY id DESC LIMIT :limit"  # noqa: S608 - `where` is one of two literals
    return list(db.query(sql, {"run": run, "limit": limit}))
