"""robots.txt as a host means it: what it forbids, and how slowly it wants to be asked."""

from __future__ import annotations

from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

from crawler.state import Run

# A host that wants longer pauses than this gets them; a run just reads fewer pages.
_SLOWEST = 600.0
_SLOW_DOWN = frozenset({429, 503})


class RobotsPolicy(RobotsTxtMiddleware):
    """Scrapy's middleware; a host whose robots.txt fails with a server error is left alone (RFC 9309, 2.3.1.4)."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._run: Run = crawler.spider.run  # type: ignore[union-attr]

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            message = "robots.txt answers with a server error, so the host is left alone in this run"
            self._run.batch.issue("robots", message, response.url)
            self._run.end("robots")
            response = response.replace(body=b"User-agent: *\nDisallow: /\n")
        elif response.status >= 400:
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)


class Throttle(AutoThrottle):
    """Scrapy's AutoThrottle with a floor that robots.txt may raise, and that backs off when it is told to."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._run: Run = crawler.spider.run  # type: ignore[union-attr]
        self._agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make it."""
        return cls(crawler)

    def _robots_parsed(self, robotparser: Any) -> None:
        wanted = min(asked_delay(robotparser.rp, self._agent), _SLOWEST)
        self.mindelay = max(self.mindelay, wanted)
        self.maxdelay = max(self.maxdelay, self.mindelay)
        self._run.robots_delay = wanted
        downloader = self.crawler.engine.downloader
        downloader._delay = max(downloader._delay, self.mindelay)
        if wanted:
            downloader._jitter = 0.0
        for slot in downloader.slots.values():
            slot.delay = max(slot.delay, self.mindelay)
            if wanted:
                slot.jitter = 0.0  # an agreed pause is not shortened by chance

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        _key, slot = self._get_slot(request, spider)
        if slot is None:
            return
        if response.status in _SLOW_DOWN:
            slot.delay = min(max(slot.delay * 2, _retry_after(response)), max(self.maxdelay, 1.0))
        self._run.delay = slot.delay


def asked_delay(rules: Any, agent: str) -> float:
    """Seconds between requests that a parsed robots.txt asks of `agent`: the longer of crawl-delay and request-rate."""
    delay = float(rules.crawl_delay(agent) or 0.0)
    rate = rules.request_rate(agent)
    return max(delay, rate.seconds / rate.requests if rate and rate.requests else 0.0)


def _retry_after(response: Response) -> float:
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    return float(value) if value.isdigit() else 0.0
