"""The frontier: what is still to be visited, in the registry's own database, where a killed run cannot lose it.

A *listing*, *feed* or *sitemap* rests after a visit until a later run pushes it again. An *article* or *file* comes
back by itself, as `store/revisits.py` says, and after all that is new. What fails is tried again within hours and then
ever more rarely, but never forgotten: behind a page of a listing there may be years of articles.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from sqlite_utils import Database

from records import Lease, Visit, canonical_url
from sources.model import Revisits
from store.clock import VIETNAM, Clock, stamp, unstamp
from store.database import Connections, one, select, transaction
from store.finds import Finds
from store.revisits import KEPT_KINDS, next_due, spread
from store.runs import free_leases
from store.sessions import learned_sessions
from store.tables.articles import rebuild_article

# Second looks come after listings and what they bring, or a run that ends at its limit might see nothing new.
REVISIT_PRIORITY = 1
# What can be handed out, with what an article said at its last capture.
_READY = """SELECT v.*, CASE WHEN v.kind = 'article' AND v.sha256 IS NOT NULL THEN
              (SELECT a.content_hash FROM fetches f JOIN article_versions a ON a.id = f.version
               WHERE f.url = v.url ORDER BY f.id DESC LIMIT 1) END AS said
            FROM visits v WHERE v.source = ? AND v.ready = 1 ORDER BY v.priority DESC, v.id LIMIT ?"""
_SHOWN_AT = "SELECT DISTINCT v.article FROM fetches f JOIN article_versions v ON v.id = f.version WHERE f.url = ?"
_DAY = """SELECT max(a.published) FROM visits v JOIN fetches f ON f.url = v.url
          JOIN article_versions a ON a.id = f.version WHERE v.source = ? AND v.key = ?"""
# What tells how old a page is: its first capture, and the day that the article in it states.
_AGE = """SELECT min(f.fetched_at), min(v.published) FROM fetches f LEFT JOIN article_versions v ON v.id = f.version
          WHERE f.url = ? AND f.status BETWEEN 200 AND 299"""
OUTCOMES = frozenset({"captured", "unchanged", "gone", "refused", "failed"})


class StoredFrontier:
    """One source's frontier as one run sees it; implements `records.Frontier`."""

    def __init__(
        self,
        connections: Connections,
        clock: Clock,
        *,
        source: str,
        run: int,
        lease_seconds: float = 300.0,
        revisits: Revisits | None = None,
    ) -> None:
        self._connections = connections
        self._revisits = revisits or Revisits()
        self._clock = clock
        self._source = source
        self._run = run
        self._lease_for = timedelta(seconds=lease_seconds)
        self._free_dead_runs()
        self._sessions = learned_sessions(self._db, source)
        self._finds = Finds(source, run, self._sessions)

    @property
    def _db(self) -> Database:
        return self._connections.db

    @property
    def sessions(self) -> list[str]:
        """The parts of addresses that were found to name a visit and no page, for people."""
        return self._sessions.names

    def push(self, visits: Sequence[Visit]) -> int:
        """Add what is not yet known, revive what is due again; returns how many were new or due."""
        with transaction(self._db):
            return self._finds.push(self._db, visits, stamp(self._clock()))

    def lease(self, limit: int) -> list[Lease]:
        """Hand out up to `limit` visits that are due and not leased: higher priority first, then as they were found."""
        now = self._clock()
        until = now + self._lease_for
        with transaction(self._db):
            self._make_ready(stamp(now))
            rows = list(select(self._db, _READY, [self._source, limit]))
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
            row = next(select(self._db, "SELECT * FROM visits WHERE id = ?", [lease.id]))
            counts = {"attempts": row["attempts"] + 1 if outcome == "failed" else 0, "unchanged": _streak(row, outcome)}
            changes = {
                "due_at": self._due_at(row, outcome, counts),
                "priority": _priority_of(row, outcome),
                "ready": 0,
                **counts,
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
            self._finds.ended(self._db, lease.id, stamp(now))
            if "gone" in (outcome, row["outcome"]):
                self._article_is_gone_or_back(row["url"])

    def _due_at(self, row: dict[str, Any], outcome: str, counts: dict[str, int]) -> str | None:
        now = self._clock()
        due = next_due(row["kind"], outcome, **counts, age=self._age(row["url"], now), revisits=self._revisits)
        if due is None:
            return None
        is_second_look = row["kind"] in KEPT_KINDS and outcome != "failed"
        return stamp(now + (spread(due, row["key"]) if is_second_look else due))

    def _age(self, url: str, now: datetime) -> timedelta:
        """Since the day that the article states, or since its first capture where that is longer."""
        first, published = self._db.execute(_AGE, (url,)).fetchone()
        known = now - unstamp(first) if first else timedelta()
        stated = now.astimezone(VIETNAM).date() - date.fromisoformat(published) if published else timedelta()
        return max(known, stated, timedelta())

    def _article_is_gone_or_back(self, url: str) -> None:
        for (article,) in self._db.execute(_SHOWN_AT, (url,)).fetchall():
            rebuild_article(self._db, str(article))

    def _last_capture(self, lease: Lease) -> dict[str, Any]:
        """What a conditional request needs next time, from the latest capture of that address.

        The hash is that of the last body that was kept: one that only its counter told apart stands in no archive.
        """
        sql = """SELECT etag, last_modified, coalesce(
                   (SELECT sha256 FROM fetches k WHERE k.url = f.url AND k.changed = 1 AND k.status BETWEEN 200 AND 299
                    ORDER BY k.id DESC LIMIT 1), sha256) AS sha256
                 FROM fetches f WHERE url = ? AND status BETWEEN 200 AND 299 ORDER BY id DESC LIMIT 1"""
        return next(iter(select(self._db, sql, [lease.visit.url])), {})

    def days(self, urls: Sequence[str]) -> dict[str, date]:
        """The days of publication of articles at these addresses, as far as captures have told them."""
        said = {url: one(self._db, _DAY, (self._source, canonical_url(url))) for url in urls}
        return {url: date.fromisoformat(str(day)) for url, day in said.items() if day}

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


def _streak(row: dict[str, Any], outcome: str) -> int:
    """How many looks in a row found what the one before had found; one that failed found nothing out."""
    if outcome == "failed":
        return int(row["unchanged"])
    same = outcome == "unchanged" or (outcome in {"gone", "refused"} and row["outcome"] == outcome)
    return int(row["unchanged"]) + 1 if same else 0


def _priority_of(row: dict[str, Any], outcome: str) -> int:
    is_second_look = row["kind"] in KEPT_KINDS and outcome != "failed"
    return min(row["priority"], REVISIT_PRIORITY) if is_second_look else int(row["priority"])


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
