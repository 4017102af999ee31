"""A crawl of 1,000 pages killed 50 times at random: every page captured, none twice, archive readable, registry whole.

The site redirects, fails and dawdles (`bench.crawl_site --hard`). Each round starts the crawl in a process of its own
and ends it with SIGKILL after a moment; a last round is left alone.

    python -m bench.crawl_kill PAGES KILLS   prints one JSON object
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from bench.crawl import site
from bench.ratio import Ratio
from crawler.errors import ArchiveError
from crawler.reading import read_at, read_pages
from store import Registry

PAGES, KILLS = 1_000, 50


def run() -> dict[str, object]:
    found = killed_crawl(PAGES, KILLS)
    wrong = ("missing", "twice", "unreadable", "torn files")
    limits = {name: Ratio(value=found[name], at_most=0) for name in wrong}
    return {**found, **limits}


def killed_crawl(pages: int, kills: int, *, seed: int = 1) -> dict[str, Any]:
    """Crawl, kill, crawl again …; then compare registry, archive and site."""
    chance = random.Random(seed)
    with site(pages, "--hard") as port, tempfile.TemporaryDirectory() as home:
        landed = sum(_killed_round(port, home, chance.uniform(0.0, 0.12)) for _ in range(kills))
        last = subprocess.run(_command(port, home), capture_output=True, text=True, timeout=300, check=False)
        if last.returncode:
            raise RuntimeError(last.stderr)
        return {"pages": pages, "kills": kills, "kills that landed": landed, **_compare(Path(home), port, pages)}


def _command(port: int, home: str) -> list[str]:
    return [sys.executable, "-m", "bench.crawl_work", "hard", str(port), home]


def _killed_round(port: int, home: str, after: float) -> bool:
    """True when the process was still crawling as it was killed."""
    process = subprocess.Popen(_command(port, home), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    process.stdout.readline()  # "started"
    time.sleep(after)
    process.kill()
    _rest, errors = process.communicate()
    if process.returncode > 0:
        raise RuntimeError(errors)
    return process.returncode < 0


def _compare(home: Path, port: int, pages: int) -> dict[str, Any]:
    with Registry.open(home) as registry:
        sql = "SELECT final_url, sha256, warc, warc_offset FROM fetches WHERE changed AND facts LIKE '%\"article\"%'"
        rows = list(registry.db.query(sql))
        whole = next(iter(registry.db.query("PRAGMA integrity_check")))["integrity_check"]
        archive = registry.archive
    captured = Counter(row["final_url"] for row in rows)
    wanted = {f"http://127.0.0.1:{port}/bai-{number}.html" for number in range(pages)}
    return {
        "missing": len(wanted - captured.keys()),
        "twice": sum(count - 1 for count in captured.values()),
        "unreadable": sum(not _reads(archive, row) for row in rows),
        "torn files": sum(not _is_whole(path) for path in archive.rglob("*.warc.gz")),
        "registry": whole,
    }


def _reads(archive: Path, row: dict[str, Any]) -> bool:
    try:
        read_at(archive / row["warc"], row["warc_offset"], sha256=row["sha256"])
    except ArchiveError:
        return False
    return True


def _is_whole(path: Path) -> bool:
    try:
        return any(True for _ in read_pages(path))
    except ArchiveError:
        return False


if __name__ == "__main__":
    print(json.dumps(killed_crawl(int(sys.argv[1]), int(sys.argv[2]))))
