"""One crawl in a process of its own, for `bench.crawl`: `bare PORT HOME` or `ours PORT HOME`; prints JSON."""

from __future__ import annotations

import json
import logging
import resource
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess

from crawler.options import CrawlOptions
from crawler.report import Tally
from crawler.run import Progress, crawl
from sources import Owner, Paging, PagingKind, Politeness, Selector, Source, StartPoint, Status
from store import Registry


class BareSpider(scrapy.Spider):
    name = "bare"

    def __init__(self, port: int, seen: list[str]) -> None:
        super().__init__()
        self.port, self.seen = port, seen

    async def start(self) -> AsyncIterator[Any]:
        yield scrapy.Request(f"http://127.0.0.1:{self.port}/tin")

    def parse(self, response: Any) -> Iterator[Any]:
        for href in response.css("a::attr(href)").getall():
            yield response.follow(href, self.parse if href.startswith("/tin") else self.article)

    def article(self, response: Any) -> dict[str, str]:
        self.seen.append(response.url)
        return {"url": response.url}


def bare(port: int, _home: Path) -> int:
    """As Scrapy ships, as many requests at a time as ours."""
    return _bare(port, {})


def lean(port: int, _home: Path) -> int:
    """Bare, and without the hundred tasks that Scrapy starts for each page by default (ours goes without, too)."""
    return _bare(port, {"CONCURRENT_ITEMS": 1})


def _bare(port: int, more: dict[str, Any]) -> int:
    seen: list[str] = []
    settings = {"LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False, "CONCURRENT_REQUESTS_PER_DOMAIN": 16, **more}
    process = AsyncCrawlerProcess(settings)
    process.crawl(BareSpider, port=port, seen=seen)
    process.start()
    return len(seen)


def ours(port: int, home: Path) -> int:
    """The whole crawl into a registry of its own."""
    return _into_registry(port, home, CrawlOptions(fast=True))


def memory(port: int, home: Path) -> int:
    """The whole crawl, telling its memory every thousand pages."""
    told: dict[int, float] = {}

    def tell(_source: Source, tally: Tally) -> None:
        articles = tally.counts["articles"]
        if articles % 1_000 == 0 and articles not in told:
            told[articles] = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6

    pages = _into_registry(port, home, CrawlOptions(fast=True), tell)
    print(json.dumps(told))
    return pages


def hard(port: int, home: Path) -> int:
    """The same in small batches, for a crawl that will be killed."""
    print("started", flush=True)
    return _into_registry(port, home, CrawlOptions(fast=True, batch=8))


def _into_registry(port: int, home: Path, options: CrawlOptions, progress: Progress | None = None) -> int:
    with Registry.open(home) as registry:
        source = loopback_source(port)
        number = registry.start_run("crawl", source=source.id)
        report = crawl(
            source,
            registry.frontier(source.id, number),
            registry.sink(number),
            archive=registry.archive,
            together=registry.batch,
            options=options,
            progress=progress,
        )
        registry.finish_run(number, report=report.to_json())
    return report.articles


def loopback_source(port: int) -> Source:
    """The definition of `bench.crawl_site`."""
    return Source(
        id="loopback",
        name="Loopback",
        owner=Owner(name="Bench"),
        family="generic",
        hosts=("127.0.0.1",),
        start=(StartPoint(url=f"http://127.0.0.1:{port}/tin"),),
        article=(r"/(bai|old)-\d+\.html$",),
        paging=Paging(kind=PagingKind.NEXT, next=(Selector(css="a[rel=next]"),), pages=10_000),
        politeness=Politeness(delay=0.0, concurrency=16, max_pages=1_000_000, max_depth=10_000),
        status=Status.SAMPLE,
        allow_private=True,
    )


def main() -> None:
    logging.disable(logging.WARNING)
    what, port, home = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    started = time.perf_counter()
    pages = {"bare": bare, "lean": lean, "ours": ours, "hard": hard, "memory": memory}[what](port, home)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"pages": pages, "pages_per_second": pages / seconds, "seconds": seconds, "peak_mb": peak}))


if __name__ == "__main__":
    main()
