"""Visits that ended, written together: archive first, then the sink, then what was found, then the leases."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from time import monotonic

from crawler.archive import IDENTICAL, NOT_MODIFIED, SAME_ARTICLE, Archive, Place
from crawler.exchange import Exchange
from crawler.report import Tally
from records import Captured, Frontier, Lease, Page, Sink, Visit

# Seconds that an ended visit waits at most to be written: what a kill costs a slow host in second fetches.
LONGEST_WAIT = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A visit that ended: how, the raw exchanges of its hops, the page when it is one, and what it led to."""

    lease: Lease
    outcome: str
    error: str | None = None
    exchanges: Sequence[Exchange] = ()
    page: Page | None = None
    found: Sequence[Visit] = ()


class Batch:
    """Holds ended visits until `flush`. A kill before the flush costs a second fetch, never a page."""

    def __init__(
        self,
        archive: Archive,
        frontier: Frontier,
        sink: Sink,
        tally: Tally,
        together: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self._archive = archive
        self._together = together
        self._frontier = frontier
        self._sink = sink
        self._tally = tally
        self._ended: list[Ended] = []
        self._loose: list[Exchange] = []
        self._since = 0.0

    @property
    def is_due(self) -> bool:
        """Something has waited long enough to be written, although the lot is not used up: the host is slow."""
        return bool(self._ended) and monotonic() - self._since >= LONGEST_WAIT

    def keep(self, exchange: Exchange) -> None:
        """An exchange that belongs to no visit (robots.txt): archive it with the next flush."""
        self._loose.append(exchange)

    def add(self, ended: Ended) -> None:
        """Note a visit that ended."""
        if not self._ended:
            self._since = monotonic()
        self._ended.append(ended)
        self._tally.counts[ended.outcome] += 1
        if is_start(visit := ended.lease.visit):
            self._tally.lost.pop(visit.url, None)
            if ended.outcome not in {"captured", "unchanged"}:
                self._tally.lost[visit.url] = ended.error or ended.outcome

    def refuse(self, lease: Lease, why: str) -> None:
        """End a visit that is not made."""
        self.add(Ended(lease=lease, outcome="refused", error=why))

    def issue(self, code: str, message: str, url: str | None = None) -> None:
        """Tell the operator, the first time; count it every time. The message must not name the address."""
        if self._tally.issue(code, message, url):
            self._sink.issue(code=code, message=message, url=url)

    def push(self, visits: Sequence[Visit]) -> int:
        """Add visits now; returns how many were new or due."""
        new = self._frontier.push(visits) if visits else 0
        self._tally.counts["found"] += new
        return new

    def flush(self) -> None:
        """Write everything held, in the order that loses nothing."""
        ended, self._ended = self._ended, []
        loose, self._loose = self._loose, []
        for exchange in loose:
            self._archive.write(exchange)
        captures = [captured for each in ended if (captured := self._write(each))]
        if ended or loose:
            self._archive.flush()
        with self._together():
            if captures:
                self._sink.captured(captures)
            self.push([visit for each in ended for visit in each.found])
            for each in ended:
                self._frontier.done(each.lease, outcome=each.outcome, error=each.error)

    def _write(self, ended: Ended) -> Captured | None:
        if not ended.exchanges:
            return None
        *hops, last = ended.exchanges
        for hop in hops:
            self._archive.write(hop)
        facts = _facts(ended)
        place = self._archive.write(last, revisit=_revisit(ended, last), facts=facts)
        if ended.page is None or ended.outcome not in {"captured", "unchanged"}:
            return None
        return _captured(ended, ended.page, place, facts)


def is_start(visit: Visit) -> bool:
    """The visit to a start point itself: its older pages carry its number too, and their own."""
    said = dict(visit.meta)
    return "number" in said and "page" not in said


def _captured(ended: Ended, page: Page, place: Place, facts: dict[str, str]) -> Captured:
    # An unchanged body stands in the archive as a revisit record: its place is that of the first capture, which the
    # registry knows already.
    changed = ended.outcome == "captured"
    return Captured(
        page=page,
        warc=place.warc if changed else None,
        offset=place.offset if changed else None,
        length=place.length if changed else None,
        changed=changed,
        facts=facts,
    )


def _revisit(ended: Ended, last: Exchange) -> str | None:
    if ended.outcome != "unchanged":
        return None
    if last.status == 304:
        return NOT_MODIFIED
    same = ended.page is not None and ended.page.sha256 == ended.lease.sha256
    return IDENTICAL if same else SAME_ARTICLE


def _facts(ended: Ended) -> dict[str, str]:
    """What the archive's metadata record and the sink are told of the visit; form fields stay out, they are long."""
    visit = ended.lease.visit
    facts = {"kind": visit.kind, "depth": str(visit.depth), "outcome": ended.outcome, "asked": visit.url}
    facts |= {f"listed-{name}": value for name, value in visit.meta}
    if twin := next((each.url for each in ended.found if dict(each.meta).get("twin") == "canonical"), None):
        facts["canonical"] = twin
    if files := [each.url for each in ended.found if each.kind == "file"]:
        facts["files"] = json.dumps(files)
    if ended.page is not None:
        facts["sha256"] = ended.page.sha256
        if ended.page.source:
            facts["source"] = ended.page.source
    return facts
