"""What a crawl needs from whoever keeps its frontier and its pages; `store/` implements both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from records.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """An address worth visiting.

    kind: `listing`, `article`, `feed`, `sitemap` or `file` (a PDF or DOCX that an article links).
    depth: how many links from a start point. form: fields to POST (`__doPostBack` paging), empty for a GET.
    priority: higher first. meta: what the listing said of it (a date, a title), kept for the article.
    """

    url: str
    kind: str
    depth: int = 0
    priority: int = 0
    form: tuple[tuple[str, str], ...] = ()
    meta: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A visit handed out to one run until `until`; when the run dies, it is handed out again.

    etag and last_modified are those of the last capture, for a conditional request; sha256 is that of the last body
    that was kept. said: a hash of what the article said then, for pages whose counters and clocks never stand still.
    """

    id: int
    visit: Visit
    until: datetime
    attempts: int = 0
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None
    said: str | None = None


class Frontier(Protocol):
    """What is still to be visited, kept where a killed run cannot lose it."""

    def push(self, visits: Sequence[Visit]) -> int:
        """Add what is not yet known, revive what is due again; returns how many were new or due."""

    def lease(self, limit: int) -> list[Lease]:
        """Hand out up to `limit` visits that are due and not leased."""

    def done(self, lease: Lease, *, outcome: str, error: str | None = None) -> None:
        """The visit ended: `captured`, `unchanged`, `gone`, `refused` or `failed` (tried again, then given up)."""

    def days(self, urls: Sequence[str]) -> Mapping[str, date]:
        """The days of publication of articles at these addresses, as far as captures have told them."""

    def pending(self) -> int:
        """How many visits are due or leased now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """Where a page was put: its WARC file, the record's offset and length there, and whether its body is new."""

    page: Page
    warc: str | None = None
    offset: int | None = None
    length: int | None = None
    changed: bool = True
    facts: dict[str, str] = field(default_factory=dict)


class Sink(Protocol):
    """Where captured pages go; called after the page is safe in the archive and before its lease is done."""

    def captured(self, captures: Sequence[Captured]) -> None:
        """Take a batch of captures, all or none."""

    def issue(self, *, code: str, message: str, url: str | None = None) -> None:
        """Something an operator should see."""
