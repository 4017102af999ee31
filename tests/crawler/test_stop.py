"""A run that is asked to stop ends within seconds; one that is killed loses nothing."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler.reading import read_pages

ROOT = Path(__file__).parents[2]
# Crawls the port given and prints its report; what it does with memory in place of a registry is the test's business.
WORK = """
import json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from bench.crawl_work import loopback_source
from crawler.options import CrawlOptions
from crawler.run import crawl
from store import Registry
home = Path(sys.argv[2])
with Registry.open(home) as registry:
    run = registry.start_run("crawl", source="loopback")
    report = crawl(
        loopback_source(int(sys.argv[1])), registry.frontier("loopback", run), registry.sink(run),
        archive=registry.archive, together=registry.batch, options=CrawlOptions(grace=0.5),
        progress=lambda source, tally: print("page", flush=True),
    )
    registry.finish_run(run, report=report.to_json())
print(json.dumps(report.to_json()))
"""


def start(site, home: Path) -> subprocess.Popen[str]:
    port = site.url.rpartition(":")[2]
    command = [sys.executable, "-c", WORK, port, str(home), str(ROOT)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("signal_number", [signal.SIGTERM, signal.SIGINT])
def test_a_run_stops_within_seconds_although_the_host_is_slow(site, reply, tmp_path, signal_number) -> None:
    site.listing("/tin", [f"/bai-{number}.html" for number in range(30)])

    def slow(asked):
        time.sleep(0.05 if asked.path < "/bai-2" else 15)
        return reply(body=f"<html><body>{asked.path}{'<p>khối thi đua</p>' * 200}</body></html>")

    for number in range(30):
        site.pages[f"/bai-{number}.html"] = slow
    process = start(site, tmp_path)
    for _ in range(3):
        assert process.stdout.readline() == "page\n"
    process.send_signal(signal_number)
    asked = time.monotonic()
    out, errors = process.communicate(timeout=20)
    assert time.monotonic() - asked < 5
    assert process.returncode == 0, errors
    report = json.loads(out.splitlines()[-1])
    assert report["ended"] == "stopped"
    assert report["failed"] == 0
    assert report["pending"] > 0
    assert not list(tmp_path.rglob("*.open"))
    [path] = tmp_path.rglob("*.warc.gz")
    assert len([page for page in read_pages(path) if page.source]) == report["articles"] + report["listings"]


@pytest.mark.slow
def test_killed_at_random_a_crawl_still_captures_every_page_once() -> None:
    command = [sys.executable, "-m", "bench.crawl_kill", "250", "6"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=200, check=True)
    found = json.loads(done.stdout)
    assert found["kills that landed"] >= 4
    wrong = {name: found[name] for name in ("missing", "twice", "unreadable", "torn files")}
    assert wrong == {"missing": 0, "twice": 0, "unreadable": 0, "torn files": 0}
    assert found["registry"] == "ok"
