"""What a crawl names, put into the frontier: what is new, what is due again, and what is of another kind now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlite_utils import Database

from records import Visit, canonical_url
from store.database import insert, select
from store.revisits import GIVE_UP_AFTER, KEPT_KINDS
from store.sessions import Sessions

_KNOWN = "SELECT * FROM visits WHERE source = ? AND key = ?"
_REVIVED = """UPDATE visits SET due_at = ?, ready = 1, attempts = 0, depth = min(depth, ?), priority = ?, meta = ?
              WHERE id = ?"""
_TURNED = """UPDATE visits SET kind = ?, depth = ?, priority = ?, meta = ?, due_at = ?, ready = 1, attempts = 0,
             unchanged = 0, visited_at = NULL, etag = NULL, last_modified = NULL, sha256 = NULL
             WHERE id = ?"""


class Finds:
    """What one run names. Several runs of a source may have named the same before."""

    def __init__(self, source: str, run: int, sessions: Sessions) -> None:
        self._source = source
        self._run = run
        self._sessions = sessions
        self._led: set[str] = set()  # what this run named as listings, feeds and sitemaps
        self._turning: dict[int, Visit] = {}  # those of them that are being visited as something else

    def push(self, db: Database, visits: Sequence[Visit], now: str) -> int:
        """Add what is not yet known, revive what is due again; returns how many were new or due."""
        distinct: dict[str, Visit] = {}
        for visit in visits:
            distinct.setdefault(visit_key(visit), visit)
        return sum(self._push(db, key, visit, now) for key, visit in distinct.items())

    def _push(self, db: Database, key: str, visit: Visit, now: str) -> int:
        if visit.kind not in KEPT_KINDS:
            self._led.add(key)
        known = next(iter(select(db, _KNOWN, [self._source, key])), None)
        if known is None:
            return self._add(db, key, visit, now)
        if known["leased_until"] is not None and known["leased_until"] > now:
            return self._turn_later(known, visit)
        if known["kind"] != visit.kind:
            return self._turn(db, known, visit, now)
        return self._revive(db, known, visit, now)

    def _add(self, db: Database, key: str, visit: Visit, now: str) -> int:
        if visit.kind in KEPT_KINDS and self._sessions.knows(visit.url):
            return 0
        insert(db, "visits", [_row(visit) | {"source": self._source, "key": key, "due_at": now}])
        return 1

    def _turn(self, db: Database, known: dict[str, Any], visit: Visit, now: str) -> int:
        """What was visited as one kind is another, by a definition that was mended: as if it had not been visited.

        One address can be named as both: a pager's link may look like an article's. Then it is a listing.
        """
        if visit.kind in KEPT_KINDS and self._is_led_to(known):
            return 0
        values = (visit.kind, visit.depth, visit.priority, meta_json(visit.meta), now, known["id"])
        db.execute(_TURNED, values)
        return 1

    def _turn_later(self, known: dict[str, Any], visit: Visit) -> int:
        """What is under way as an article, and is a listing, is visited as one when it is back: see `ended`."""
        turns = known["kind"] != visit.kind and visit.kind not in KEPT_KINDS
        if turns:
            self._turning[known["id"]] = visit
        return int(turns)

    def ended(self, db: Database, number: int, now: str) -> None:
        """A visit is back: where it was named as a listing meanwhile, that is visited next."""
        visit = self._turning.pop(number, None)
        if visit is not None:
            self._turn(db, {"id": number}, visit, now)

    def _is_led_to(self, known: dict[str, Any]) -> bool:
        """What this run visited, or was told to be a listing, or is a listing's older page: it stays that."""
        is_page = known["kind"] not in KEPT_KINDS and "page" in dict(json.loads(known["meta"]))
        return is_page or known["last_run"] == self._run or known["key"] in self._led

    def _revive(self, db: Database, known: dict[str, Any], visit: Visit, now: str) -> int:
        if visit.kind not in KEPT_KINDS:  # how far to page on is reckoned anew by each crawl
            db.execute("UPDATE visits SET meta = ? WHERE id = ?", (meta_json(visit.meta), known["id"]))
        if known["due_at"] is not None and known["attempts"] < GIVE_UP_AFTER:
            # A second look that is due is no news: listings would be followed down to where no page has one.
            is_news = known["visited_at"] is None or visit.kind not in KEPT_KINDS
            return int(known["due_at"] <= now and is_news)
        if known["last_run"] == self._run:
            return 0
        db.execute(_REVIVED, (now, visit.depth, visit.priority, _told_anew(known["meta"], visit), known["id"]))
        return 1


def visit_key(visit: Visit) -> str:
    """What makes two visits one: the canonical address and the form posted to it."""
    address = canonical_url(visit.url)
    return f"{address} {json.dumps(sorted(visit.form), ensure_ascii=False)}" if visit.form else address


def meta_json(meta: Iterable[tuple[str, str]]) -> str:
    """What a listing said, as the frontier keeps it."""
    return json.dumps(list(meta), ensure_ascii=False)


def _row(visit: Visit) -> dict[str, Any]:
    return {
        "url": visit.url,
        "kind": visit.kind,
        "depth": visit.depth,
        "priority": visit.priority,
        "form": json.dumps(visit.form, ensure_ascii=False),
        "meta": meta_json(visit.meta),
    }


def _told_anew(before: str, visit: Visit) -> str:
    """What a listing says of an article goes over what an earlier one said; a listing's own state is replaced."""
    if visit.kind not in KEPT_KINDS:
        return meta_json(visit.meta)
    said = dict(json.loads(before))
    return meta_json((said | dict(visit.meta)).items())
