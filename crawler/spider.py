"""The one spider for all sources: what an answer is, and what it leads to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import scrapy
from scrapy.exceptions import CannotResolveHostError, DownloadCancelledError, IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.batch import Ended
from crawler.errors import Bomb
from crawler.exchange import Exchange
from crawler.follow import follow, step_over
from crawler.state import Run
from crawler.wording import not_an_article
from records import Lease, Page

_GONE = frozenset({404, 410})
_REFUSED = frozenset({401, 403, 405, 406, 451})
_KINDS = {"listing": "listings", "feed": "listings", "sitemap": "listings", "article": "articles", "file": "files"}


class PortalSpider(scrapy.Spider):
    """Requests come from the frontier, pages go to the batch: nothing is yielded."""

    name = "portal"

    def __init__(self, run: Run, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.run = run

    async def start(self) -> AsyncIterator[Any]:
        """Nothing: the run has pushed its start points to the frontier."""
        return
        yield

    def parse(self, response: Response, **_kwargs: Any) -> None:
        """End the visit that this answer belongs to."""
        lease: Lease = response.meta["lease"]
        exchanges: list[Exchange] = response.meta["exchanges"]
        try:
            self.run.batch.add(self._judged(lease, response, exchanges))
        except Exception as error:  # noqa: BLE001 - Scrapy would log it and the visit would be lost
            message = f"the crawler cannot handle a page ({type(error).__name__}: {error})"
            self.run.batch.issue("crawler-error", message, lease.visit.url)
            self.run.batch.add(Ended(lease=lease, outcome="failed", error=message, exchanges=exchanges))
        if self.run.progress:
            self.run.progress(self.run.tally)

    def failed(self, failure: Failure) -> None:
        """End the visit of a request that got no answer, or one that could not be taken."""
        request = failure.request  # type: ignore[attr-defined]
        lease: Lease = request.meta["lease"]
        error = failure.value or RuntimeError("no reason given")
        if isinstance(error, DownloadCancelledError) and self.run.ending:
            return  # called off, not failed: the lease goes back with the run
        outcome, code, message = explained(error)
        if isinstance(error, CannotResolveHostError) and (host := self.run.private_host(request.url)):
            outcome, code, message = "refused", "private", f"{host} resolves to a private or loopback address"
        self.run.batch.issue(code, message, request.url)
        exchanges = [] if outcome == "failed" else request.meta["exchanges"]
        found = step_over(self.run, lease.visit)
        self.run.batch.add(Ended(lease=lease, outcome=outcome, error=message, exchanges=exchanges, found=found))

    def _judged(self, lease: Lease, response: Response, exchanges: list[Exchange]) -> Ended:
        status = response.status
        page = page_of(lease, response, exchanges[-1], self.run.source.id)
        if status == 304 and _was_conditional(response):
            self.run.tally.counts["unread"] += lease.visit.kind == "feed"
            return self._ended(lease, "unchanged", exchanges, page)
        if status in _GONE or self._sent_home(lease, response):
            if lease.sha256:
                self.run.batch.issue("vanished", "pages that were captured earlier are gone", lease.visit.url)
            return self._ended(lease, "gone", exchanges, page, error=f"status {status}")
        if not 200 <= status < 300:
            outcome = "refused" if status in _REFUSED else "failed"
            self.run.batch.issue(f"status-{status}", f"the host answers with status {status}", lease.visit.url)
            return self._ended(lease, outcome, exchanges, page, error=f"status {status}")
        if response.headers.get("Content-Encoding"):
            self.run.batch.issue("packing", "the host packs its answers in a way that nobody asked for", page.url)
            return self._ended(lease, "failed", exchanges, page, error="unknown content encoding")
        return self._answered(lease, exchanges, page)

    def _answered(self, lease: Lease, exchanges: list[Exchange], page: Page) -> Ended:
        nothing = not_an_article(page)
        if nothing:
            self.run.tally.counts["challenges"] += 1
            self.run.batch.issue(nothing, f"status 200, but the page is one of kind {nothing!r}", lease.visit.url)
            return self._ended(lease, "failed", exchanges, page, error=nothing)
        same = self._is_same(lease, page)
        before = self.run.tally.counts["found"]
        try:
            found = follow(self.run, lease.visit, page)
        except Bomb as error:
            self.run.batch.issue("bomb", str(error), page.url)
            return self._ended(lease, "refused", exchanges, page, error=str(error))
        self.run.tally.counts[_KINDS[lease.visit.kind]] += 1
        self.run.tally.counts["new"] += lease.visit.kind == "article" and not lease.sha256
        if self.run.tally.counts["found"] == before:  # a listing that brings new articles is no trap
            self._watch(lease.visit.kind, page)
        return self._ended(lease, "unchanged" if same else "captured", exchanges, page, found=found)

    def _is_same(self, lease: Lease, page: Page) -> bool:
        """The body is the one that was kept, or the article in it says what it said: a counter is no change."""
        if page.sha256 == lease.sha256:
            return True
        says = self.run.options.says
        return bool(says and lease.said and lease.visit.kind == "article" and says(page, lease.visit) == lease.said)

    def _watch(self, kind: str, page: Page) -> None:
        trap = self.run.traps.saw(page.final_url, page.body) if kind in {"article", "listing"} else None
        if kind == "listing":
            trap = trap or self.run.traps.saw_listing(page.final_url, page.body)
        if trap:
            self.run.batch.issue("trap", f"addresses like {trap} all show the same page; they are left out", page.url)

    def _ended(self, lease: Lease, outcome: str, exchanges: list[Exchange], page: Page, **more: Any) -> Ended:
        if outcome == "captured":
            self.run.tally.counts["changed"] += 1
        elif outcome in {"failed", "refused"}:
            more["found"] = step_over(self.run, lease.visit)
        return Ended(lease=lease, outcome=outcome, exchanges=exchanges, page=page, **more)

    def _sent_home(self, lease: Lease, response: Response) -> bool:
        """A redirect from an article to a start page or a section is how many portals say that it is gone."""
        if lease.visit.kind != "article" or response.url == lease.visit.url:
            return False
        homes = {start.url.rstrip("/") for start in self.run.source.start} | {(self.run.source.home or "").rstrip("/")}
        led_to = self.run.addresses.look(response.url, response.url)
        return response.url.rstrip("/") in homes or bool(led_to and led_to.kind == "listing")


def _was_conditional(response: Response) -> bool:
    """A host that answers 304 to whoever never had the page gives nothing, and that is an error."""
    asked = response.request.headers if response.request else {}
    return "If-None-Match" in asked or "If-Modified-Since" in asked


def page_of(lease: Lease, response: Response, last: Exchange, source: str) -> Page:
    """The answer as a page: the address that was asked, the one that answered, the unpacked body."""
    return Page(
        url=lease.visit.url,
        final_url=response.url,
        status=response.status,
        headers={name.lower(): value for name, value in last.headers},
        body=response.body,
        fetched_at=last.fetched_at,
        source=source,
    )


def explained(error: BaseException) -> tuple[str, str, str]:
    """Outcome, code and sentence for what Scrapy raised; the sentence names no address, so that like ones count up."""
    name = type(error).__name__
    if isinstance(error, DownloadCancelledError) or "exceeded DOWNLOAD_MAXSIZE" in str(error):
        return "refused", "too-large", "an answer is larger, packed or unpacked, than the source's limit"
    if isinstance(error, IgnoreRequest):
        message = str(error) or "refused"
        return "refused", "forbidden" if "robots.txt" in message else "refused", message
    return "failed", "unreachable", f"no answer ({name})"
