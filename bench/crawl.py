"""Pages a second of a whole crawl (robots off, no delay, archive and registry included) against a bare Scrapy spider.

Both crawl the same site of 2,000 pages on loopback, each in a process of its own, three times in turn; the best of
each counts. The bare spider follows the listings and yields addresses, nothing else.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.ratio import Ratio

PAGES = 2_000
_ROUNDS = 3
_LIMIT_SECONDS = 300


def run() -> dict[str, object]:
    with site(PAGES) as port:
        rounds = [{what: _measure(what, port) for what in ("bare", "lean", "ours")} for _ in range(_ROUNDS)]
    best = {what: max(each[what]["pages_per_second"] for each in rounds) for what in rounds[0]}
    return {
        "pages": PAGES,
        "bare spider, pages a second": best["bare"],
        "bare spider without item tasks, pages a second": best["lean"],
        "whole crawl, pages a second": best["ours"],
        "whole crawl against bare spider": Ratio(value=best["ours"] / best["bare"], at_least=0.7),
        "whole crawl against bare spider without item tasks": Ratio(value=best["ours"] / best["lean"]),
        "peak memory of the crawl, MB": max(each["ours"]["peak_mb"] for each in rounds),
    }


@contextmanager
def site(pages: int, *extra: str) -> Iterator[int]:
    """The loopback site in a process of its own; gives its port."""
    command = [sys.executable, "-m", "bench.crawl_site", str(pages), *extra]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()


def _measure(what: str, port: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "bench.crawl_work", what, str(port), str(Path(home))]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_LIMIT_SECONDS, check=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result
