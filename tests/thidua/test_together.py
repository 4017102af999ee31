"""The three that write at once in an office: the web, the schedule's crawls, and corrections from a shell."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

import pytest

from samples import serve

PORTAL = "tuyhoa"
TEXT = """Khối thi đua số 9 tổng kết
Sáng ngày 15/01/2025, Khối thi đua số 9 tỉnh Hải Dương tổ chức hội nghị tổng kết năm 2024.
Khối thi đua số 9 gồm 4 đơn vị: Sở Y tế, Sở Tư pháp, Sở Xây dựng, Sở Nội vụ."""


def words(home: Path, *arguments: object) -> list[str]:
    return [sys.executable, "-m", "thidua", "--home", str(home), *map(str, arguments)]


def told(home: Path, *arguments: object) -> str:
    done = subprocess.run(words(home, *arguments), capture_output=True, text=True, check=False, timeout=200)
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows(home: Path, query: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(told(home, "sql", query, "--json"))
    return found


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A workspace with an article to correct and a sample portal, on loopback, that is due."""
    place = tmp_path / "registry"
    place.mkdir()
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with ExitStack() as stack:
        portals = stack.enter_context(serve(crawl_delay=0))
        (place / "demo.json").write_text(json.dumps({"urls": dict(portals.urls)}), encoding="utf-8")
        settings = f'[schedule]\nsources = ["{PORTAL}"]\npoll_seconds = 1\n'
        (place / "thidua.toml").write_text(settings, encoding="utf-8")
        told(place, "ingest", tmp_path / "a.txt")
        yield place


def wait_for(condition: Callable[[], bool], seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"waited {seconds} seconds in vain"
        time.sleep(0.2)


class Corrections(threading.Thread):
    """Somebody who corrects fact after fact from a shell, each in a process of its own, and notes what was kept."""

    def __init__(self, home: Path, facts: list[str]) -> None:
        super().__init__()
        self.home, self.facts = home, facts
        self.kept: dict[str, int] = {}
        self.count = 0
        self.failed: list[str] = []
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.is_set():
            fact, year = self.facts[self.count % len(self.facts)], 2000 + self.count
            command = words(self.home, "review", "set", fact, f"year={year}", "--user", "lan", "--json")
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=200)
            if done.returncode == 0:
                self.kept[fact] = year
                self.count += 1
            else:
                self.failed.append(done.stderr)


class Reader(threading.Thread):
    """Somebody who looks at pages all the while."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.answers: list[int] = []
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.is_set():
            for path in ("/", "/search?q=thi+dua"):
                with urlopen(self.address + path, timeout=60) as answer:
                    self.answers.append(answer.status)


def start(home: Path, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(words(home, *arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_serve_schedule_and_a_shell_write_at_once(home: Path, end: signal.Signals) -> None:
    """Nothing fails while they do; after a clean end, or none at all, whatever was acknowledged is there."""
    facts = [str(row["key"]) for row in rows(home, "select key from facts where kind = 'members' order by key")]
    web, schedule = start(home, "serve", "--port", 0), start(home, "schedule")
    threads: list[Corrections | Reader] = []
    try:
        assert web.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+", web.stdout.readline())
        assert address
        corrections, reader = Corrections(home, facts), Reader(address[0])
        threads = [corrections, reader]
        for thread in threads:
            thread.start()
        wait_for(lambda: len(rows(home, "select id from fetches")) > 10 and corrections.count >= len(facts))
        for thread in threads:
            thread.over.set()
        for thread in threads:
            thread.join(timeout=200)
        assert (web.poll(), schedule.poll()) == (None, None)
        for process in (web, schedule):
            process.send_signal(end)
        assert all(process.communicate(timeout=60) for process in (web, schedule))
    finally:
        for thread in threads:
            thread.over.set()
        for process in (web, schedule):
            process.kill()
            process.wait()
    assert corrections.failed == []
    assert set(reader.answers) == {200}
    years = {str(row["key"]): row["year"] for row in rows(home, "select key, year from facts where kind = 'members'")}
    assert {fact: years[fact] for fact in facts} == corrections.kept
    assert len(rows(home, "select id from judgements")) == corrections.count
    wait_for(lambda: not running(home), 60)
    told(home, "check")


def running(home: Path) -> bool:
    """Whether a crawl that the schedule started is still at work: killed itself, it cannot end its runs."""
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            parts = command.read_bytes().split(b"\0")
        except OSError:
            continue
        if str(home).encode() in parts and b"crawl" in parts:
            return True
    return False
