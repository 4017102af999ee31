"""What the parts of one run share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlsplit

from crawler.addresses import Addresses
from crawler.batch import Batch
from crawler.download import Downloads
from crawler.options import CrawlOptions
from crawler.private import GuardedResolver
from crawler.reach import Reach
from crawler.report import Tally
from crawler.traps import TrapWatch
from records import Frontier, Visit
from sources.model import Source


@dataclass(slots=True, kw_only=True)
class Run:
    """One run over one source: its parts, and why it is to end (`ending`, None while it goes on; `error` if it broke).

    Not frozen: a run is the one thing here that changes while it lasts.
    """

    source: Source
    options: CrawlOptions
    frontier: Frontier
    addresses: Addresses
    batch: Batch
    tally: Tally
    started: datetime
    reach: Reach
    traps: TrapWatch = field(default_factory=TrapWatch)
    downloads: Downloads = field(default_factory=Downloads)
    progress: Callable[[Tally], None] | None = None
    resolver: GuardedResolver | None = None
    robots_delay: float = 0.0
    delay: float = 0.0
    ending: str | None = None
    error: Exception | None = None

    def back_fills_to(self, visit: Visit) -> date | None:
        """The day of the back-fill that a page belongs to: of this run, or of one that ended before it got there."""
        said = dict(visit.meta).get("since")
        days = [self.options.since, date.fromisoformat(said) if said else None]
        return min((day for day in days if day), default=None)

    def since(self, visit: Visit) -> date | None:
        """The day from which articles are wanted on that page: that of a back-fill, else the source's own."""
        return self.back_fills_to(visit) or self.source.coverage_start

    def private_host(self, url: str) -> str | None:
        """The host of an address when its name was found to mean a private address."""
        host = urlsplit(url).hostname or ""
        return host if self.resolver and host in self.resolver.refused else None

    def fail(self, error: Exception) -> None:
        """The run cannot go on (a full disk, a locked registry): end it, and let the door raise this."""
        if self.error is None:
            self.error = error
        self.end("failed")

    def end(self, reason: str) -> None:
        """Hand out no more visits. At a stop, what is under way gets its grace and is then called off."""
        if self.ending is None:
            self.ending = reason
        if reason in {"stopped", "failed"}:
            asyncio.get_running_loop().call_later(self.options.grace, self.downloads.call_off)
