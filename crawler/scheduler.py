"""Scrapy's scheduler over our frontier: requests come from leases, and go back only as redirects and retries."""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from typing import Self
from urllib.parse import urlencode

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from crawler.quiet import is_quiet
from crawler.state import Run
from records import Lease, Visit

# A lease must not run out in our own queue: take no more than this time's worth at the present pace.
_QUEUE_SECONDS = 60.0


class FrontierScheduler(BaseScheduler):
    """Leases in small lots; when the lot is used up, what was captured is flushed, so that nothing waits for long."""

    def __init__(self, run: Run, spider: Spider) -> None:
        self._run = run
        self._spider = spider
        self._returned: deque[Request] = deque()
        self._leases: deque[Lease] = deque()
        self._handed_out = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make it."""
        spider = crawler.spider
        return cls(spider.run, spider)  # type: ignore[union-attr, arg-type]

    def enqueue_request(self, request: Request) -> bool:
        """A redirect or a retry of a visit under way: next in line."""
        if self._run.ending:
            return False
        self._returned.append(request)
        return True

    def has_pending_requests(self) -> bool:
        """Whether `next_request` would give something."""
        if self._run.ending:
            return False
        if not self._returned and not self._leases:
            self._refill()
        return bool(self._returned or self._leases)

    def next_request(self) -> Request | None:
        """The next visit as a request, or None for now."""
        self._check_limits()
        if self._run.ending:
            return None
        if self._returned:
            return self._returned.popleft()
        if not self._leases or self._run.batch.is_due:
            self._refill()
        while self._leases:
            lease = self._leases.popleft()
            if lease.until > self._run.options.clock() and not self._is_left_out(lease):
                self._handed_out += 1
                return request_for(lease, self._spider)
        return None

    def _refill(self) -> None:
        try:
            self._run.batch.flush()
            if not self._leases:
                self._leases.extend(self._run.frontier.lease(self._lot()))
        except Exception as error:  # noqa: BLE001 - Scrapy would log it and go on as if nothing were lost
            self._run.fail(error)

    def _lot(self) -> int:
        pace = max(self._run.delay, self._run.source.politeness.delay * (not self._run.options.fast), 0.001)
        return max(1, min(self._run.options.batch, int(_QUEUE_SECONDS / pace)))

    def _is_left_out(self, lease: Lease) -> bool:
        """A trap, or an article that a definition denies which did not when it was found."""
        if self._run.traps.is_cut(lease.visit.url):
            self._run.batch.refuse(lease, "an endless series of the same page")
            return True
        if lease.visit.kind == "article" and self._run.addresses.denies(lease.visit.url):
            self._run.batch.refuse(lease, "the source's definition denies it")
            return True
        return False

    def _check_limits(self) -> None:
        polite, options = self._run.source.politeness, self._run.options
        now = options.clock()
        if self._handed_out >= min(polite.max_pages, options.max_pages or polite.max_pages):
            self._run.end("max_pages")
        elif now - self._run.started > timedelta(minutes=polite.max_minutes):
            self._run.end("max_minutes")
        elif not options.fast and is_quiet(now, polite.quiet):
            self._run.end("quiet_hours")


def _may_be_conditional(visit: Visit, spider: Spider) -> bool:
    """That a page did not change says nothing of where it leads, and it is followed further by a back-fill, or by a
    definition that changed. A feed names every article by nature, so it is asked for whole by a back-fill alone.
    """
    if visit.kind == "feed":
        return spider.run.back_fills_to(visit) is None  # type: ignore[attr-defined] # ours is the only spider
    return visit.kind not in {"listing", "sitemap"}


def _conditions(lease: Lease) -> dict[str, str]:
    if not lease.sha256:
        return {}
    given = {"If-None-Match": lease.etag, "If-Modified-Since": lease.last_modified}
    return {name: value for name, value in given.items() if value}


def request_for(lease: Lease, spider: Spider) -> Request:
    """The request for a lease: conditional when the page is known, a POST when it has form fields."""
    headers = _conditions(lease) if _may_be_conditional(lease.visit, spider) else {}
    form = lease.visit.form
    if form:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    return Request(
        lease.visit.url,
        callback=spider.parse,
        errback=spider.failed,  # type: ignore[attr-defined]
        method="POST" if form else "GET",
        body=urlencode(form) if form else b"",
        headers=headers,
        meta={"lease": lease, "exchanges": []},
        dont_filter=True,
    )
