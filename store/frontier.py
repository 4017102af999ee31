"""The frontier: what is still to be visited, in the registry's own database, where a killed run cannot lose it.

A *listing*, *feed* or *sitemap* rests after a visit until a later run pushes it again. An *article* or *file* comes
back by itself: a day after it changed, then at doubled intervals as long as it stays the same. What fails is tried
again within hours and then ever more rarely, but never forgotten: behind a page of a listing there may be years of
articles.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from records import Lease, Visit, canonical_url
from store.clock import Clock, stamp
from store.database import Connections, insert, one, transaction
from store.runs import free_leases
from store.sessions import learned_sessions
from store.tables.articles import rebuild_article

KEPT_KINDS = frozenset({"article", "file"})
FIRST_REVISIT = timedelta(days=1)
LONGEST_REVISIT = timedelta(days=180)
FIRST_RETRY = timedelta(minutes=2)
GIVE_UP_AFTER = 5
GONE_REVISIT = timedelta(days=30)
# What can be handed out, with what an article said at its last capture.
_READY = """SELECT v.*, CASE WHEN v.kind = 'article' AND v.sha256 IS NOT NULL THEN
              (SELECT a.content_hash FROM fetches f JOIN article_versions a ON a.id = f.version
               WHERE f.url = v.url ORDER BY f.id DESC LIMIT 1) END AS said
            FROM visits v WHERE v.source = ? AND v.ready = 1 ORDER BY v.priority DESC, v.id LIMIT ?"""
OUTCOMES = frozenset({"captured", "unchanged", "gone", "refused", "failed"})


class StoredFrontier:
    """One source's frontier as one run sees it; implements `records.Frontier`."""

    def __init__(self, connections: Connections, clock: Clock, *, source: str, run: int, lease_seconds: float) -> None:
        self._connections = connections
        self._clock = clock
        self._source = source
        self._run = run
        self._lease_for = timedelta(seconds=lease_seconds)
        self._free_dead_runs()
        self._sessions = learned_sessions(self._db, source)

    @property
    def _db(self) -> Database:
        return self._connections.db

    @property
    def sessions(self) -> list[str]:
        """The parts of addresses that were found to name a visit and no page, for people."""
        return self._sessions.names

    def push(self, visits: Sequence[Visit]) -> int:
        """Add what is not yet known, revive what is due again; returns how many were new or due."""
        now = stamp(self._clock())
        with transaction(self._db):
            return sum(self._push(visit, now) for visit in _distinct(visits))

    def _push(self, visit: Visit, now: str) -> int:
        found = self._db.execute(
            "SELECT id, due_at, leased_until, last_run, attempts, meta FROM visits WHERE source = ? AND key = ?",
            (self._source, visit_key(visit)),
        ).fetchone()
        if found is None and visit.kind in KEPT_KINDS and self._sessions.knows(visit.url):
            return 0
        if found is None:
            insert(self._db, "visits", [self._row(visit, now)])
            return 1
        number, due_at, leased_until, last_run, attempts, meta = found
        if leased_until is not None and leased_until > now:
            return 0
        if visit.kind not in KEPT_KINDS:  # how far to page on is reckoned anew by each crawl
            self._db.execute("UPDATE visits SET meta = ? WHERE id = ?", (_meta_json(visit.meta), number))
        if due_at is not None and attempts < GIVE_UP_AFTER:
            return int(due_at <= now)
        if last_run == self._run:
            return 0
        sql = """UPDATE visits SET due_at = ?, ready = 1, attempts = 0, depth = min(depth, ?), priority = ?, meta = ?
                 WHERE id = ?"""
        self._db.execute(sql, (now, visit.depth, visit.priority, _told_anew(meta, visit), number))
        return 1

    def _row(self, visit: Visit, now: str) -> dict[str, Any]:
        return {
            "source": self._source,
            "key": visit_key(visit),
            "url": visit.url,
            "kind": visit.kind,
            "depth": visit.depth,
            "priority": visit.priority,
            "form": json.dumps(visit.form, ensure_ascii=False),
            "meta": _meta_json(visit.meta),
            "due_at": now,
        }

    def lease(self, limit: int) -> list[Lease]:
        """Hand out up to `limit` visits that are due and not leased: higher priority first, then as they were found."""
        now = self._clock()
        until = now + self._lease_for
        with transaction(self._db):
            self._make_ready(stamp(now))
            rows = list(self._db.query(_READY, [self._source, limit]))
            self._db.conn.executemany(
                "UPDATE visits SET ready = 0, leased_until = ?, leased_by = ? WHERE id = ?",
                [(stamp(until), self._run, row["id"]) for row in rows],
            )
        return [_lease(row, until) for row in rows]

    def _make_ready(self, now: str) -> None:
        """What has become due, and what was leased to a run that let the time pass."""
        sql = """UPDATE visits SET ready = 1 WHERE source = ? AND due_at <= ? AND ready = 0
                 AND (leased_until IS NULL OR leased_until <= ?)"""
        self._db.execute(sql, (self._source, now, now))

    def done(self, lease: Lease, *, outcome: str, error: str | None = None) -> None:
        """The visit ended: `captured`, `unchanged`, `gone`, `refused` or `failed` (tried again, then given up)."""
        if outcome not in OUTCOMES:
            raise ValueError(f"outcome {outcome!r} of {lease.visit.url}; expected one of {', '.join(sorted(OUTCOMES))}")
        now = self._clock()
        with transaction(self._db):
            row = next(self._db.query("SELECT attempts, unchanged, outcome, key FROM visits WHERE id = ?", [lease.id]))
            attempts = row["attempts"] + 1 if outcome == "failed" else 0
            unchanged = row["unchanged"] + 1 if outcome == "unchanged" else 0
            due = next_due(lease.visit.kind, outcome, attempts=attempts, unchanged=unchanged)
            changes = {
                "due_at": None if due is None else stamp(now + due),
                "ready": 0,
                "attempts": attempts,
                "unchanged": unchanged,
                "outcome": outcome,
                "error": error,
                "visited_at": stamp(now),
                "last_run": self._run,
            }
            changes |= self._last_capture(lease)
            columns = ", ".join(f"{name} = :{name}" for name in changes)
            self._db.execute(f"UPDATE visits SET {columns} WHERE id = :id", changes | {"id": lease.id})  # noqa: S608
            free = "UPDATE visits SET leased_until = NULL, leased_by = NULL WHERE id = ? AND leased_by IS ?"
            self._db.execute(free, (lease.id, self._run))
            if "gone" in (outcome, row["outcome"]):
                self._article_is_gone_or_back(row["key"])

    def _article_is_gone_or_back(self, url: str) -> None:
        article = one(self._db, "SELECT id FROM captured_articles WHERE url = ?", (url,))
        if article is not None:
            rebuild_article(self._db, str(article))

    def _last_capture(self, lease: Lease) -> dict[str, Any]:
        """What a conditional request needs next time, from the latest capture of that address.

        The hash is that of the last body that was kept: one that only its counter told apart stands in no archive.
        """
        sql = """SELECT etag, last_modified, coalesce(
                   (SELECT sha256 FROM fetches k WHERE k.url = f.url AND k.changed = 1 AND k.status BETWEEN 200 AND 299
                    ORDER BY k.id DESC LIMIT 1), sha256) AS sha256
                 FROM fetches f WHERE url = ? AND status BETWEEN 200 AND 299 ORDER BY id DESC LIMIT 1"""
        return next(iter(self._db.query(sql, [lease.visit.url])), {})

    def pending(self) -> int:
        """How many visits are due or leased now."""
        sql = "SELECT count(*) FROM visits WHERE source = ? AND due_at <= ?"
        return int(one(self._db, sql, (self._source, stamp(self._clock()))))

    def _free_dead_runs(self) -> None:
        """A run of this source whose process is gone will not end its visits: hand them out again at once."""
        sql = """SELECT DISTINCT r.id, r.pid FROM visits v JOIN runs r ON r.id = v.leased_by
                 WHERE v.source = ? AND r.id <> ?"""
        dead = [run for run, pid in self._db.execute(sql, (self._source, self._run)) if not _alive(pid)]
        if dead:
            with transaction(self._db):
                for run in dead:
                    free_leases(self._db, run)


def _meta_json(meta: Iterable[tuple[str, str]]) -> str:
    return json.dumps(list(meta), ensure_ascii=False)


def _told_anew(before: str, visit: Visit) -> str:
    """What a listing says of an article goes over what an earlier one said; a listing's own state is replaced."""
    if visit.kind not in KEPT_KINDS:
        return _meta_json(visit.meta)
    return _meta_json((dict(_pairs(json.loads(before))) | dict(visit.meta)).items())


def _distinct(visits: Sequence[Visit]) -> list[Visit]:
    seen: dict[str, Visit] = {}
    for visit in visits:
        seen.setdefault(visit_key(visit), visit)
    return list(seen.values())


def _alive(pid: int | None) -> bool:
    if pid is None:
        return False
    if pid == os.getpid():
        return True
    with suppress(ProcessLookupError):
        try:
            os.kill(pid, 0)
        except PermissionError:
            return True
        return True
    return False


def visit_key(visit: Visit) -> str:
    """What makes two visits one: the canonical address and the form posted to it."""
    address = canonical_url(visit.url)
    return f"{address} {json.dumps(sorted(visit.form), ensure_ascii=False)}" if visit.form else address


def next_due(kind: str, outcome: str, *, attempts: int, unchanged: int) -> timedelta | None:
    """When to come back, or None to rest until a later run pushes the address again.

    >>> next_due("article", "unchanged", attempts=0, unchanged=3)
    datetime.timedelta(days=8)
    """
    if outcome == "failed":
        return FIRST_RETRY * int(4 ** (attempts - 1)) if attempts < GIVE_UP_AFTER else _much_later(kind, attempts)
    if kind not in KEPT_KINDS:
        return None
    if outcome == "gone":
        return GONE_REVISIT
    return min(FIRST_REVISIT * int(2 ** min(unchanged, 10)), LONGEST_REVISIT)


def _much_later(kind: str, attempts: int) -> timedelta:
    """When to ask again for what failed again and again: soon for a page of a listing, for more depends on it."""
    return (
        GONE_REVISIT if kind in KEPT_KINDS else min(FIRST_REVISIT * int(2 ** (attempts - GIVE_UP_AFTER)), GONE_REVISIT)
    )


def _lease(row: dict[str, Any], until: datetime) -> Lease:
    return Lease(
        id=row["id"],
        visit=Visit(
            url=row["url"],
            kind=row["kind"],
            depth=row["depth"],
            priority=row["priority"],
            form=_pairs(json.loads(row["form"])),
            meta=_pairs(json.loads(row["meta"])),
        ),
        until=until,
        attempts=row["attempts"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        sha256=row["sha256"],
        said=row["said"],
    )


def _pairs(items: Iterable[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in items)
