"""The crawl as an operator sees it, over the sample portals on loopback: crawl, status, schedule, sources, demo."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

import pytest

from samples import serve

_PORTAL = "tuyhoa"


class Process:
    """The command as a process of its own."""

    def __init__(self, home):
        self.home = home

    def __call__(self, *arguments, check=True, timeout=200):
        done = subprocess.run(self.words(arguments), capture_output=True, text=True, check=False, timeout=timeout)
        assert not check or done.returncode == 0, done.stderr
        return done

    def json(self, *arguments, check=True):
        return json.loads(self(*arguments, "--json", check=check).stdout)

    def start(self, *arguments):
        return subprocess.Popen(self.words(arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def words(self, arguments):
        return [sys.executable, "-m", "thidua", "--home", str(self.home), *map(str, arguments)]

    def count(self, table):
        done = self("sql", f"select count(*) as n from {table}", "--json", check=False)
        return json.loads(done.stdout)[0]["n"] if done.returncode == 0 else 0


@pytest.fixture
def run(tmp_path):
    return Process(tmp_path / "registry")


@pytest.fixture
def portals(run):
    """The sample portals, known to the workspace as if a demo had been there."""
    with ExitStack() as stack:
        serving = stack.enter_context(serve(crawl_delay=0))
        run.home.mkdir(parents=True)
        (run.home / "demo.json").write_text(json.dumps({"urls": dict(serving.urls)}), encoding="utf-8")
        yield serving


def test_a_crawl_fills_the_registry_and_a_second_fetches_listings_only(run, portals):
    (first,) = run.json("crawl", _PORTAL)
    assert first["ended"] == "finished" and first["reading"]["articles"] > 5
    assert run.count("articles") == first["reading"]["articles"]
    (second,) = run.json("crawl", _PORTAL)
    assert second["articles"] == 0 and second["listings"] + second["unchanged"] > 0
    assert len(list((run.home / "runs").glob(f"*-{_PORTAL}-*.json"))) == 2, "a report a run"
    assert run("check").returncode == 0
    status = run.json("status", _PORTAL)
    assert status["sources"][0]["outcome"] == "ok" and status["alarms"] == []


@pytest.mark.slow
def test_whole_texts_are_released_where_the_source_file_permits_it(run, portals):
    def released(day):
        run("release", "--out", run.home / "out", "--day", day)
        return (run.home / "out" / f"thidua-{day}" / "texts.jsonl").read_text(encoding="utf-8").splitlines()

    own = run.home / "sources" / "mine.yml"
    own.parent.mkdir()
    said = f"""\
id: mine
name: Cổng mẫu
owner: {{name: Phường mẫu, place: tỉnh Phú Yên, level: commune}}
family: blogger
home: {portals.urls[_PORTAL]}
allow_private: true
politeness: {{delay: 0}}
"""
    own.write_text(said, encoding="utf-8")
    run("crawl", "mine")
    assert released("2026-01-01") == [], "quotes only, unless the file says more"
    own.write_text(said + "full_text: true\n", encoding="utf-8")
    run("crawl", "mine")
    assert len(released("2026-01-02")) == run.count("articles") > 5
    own.write_text(said, encoding="utf-8")
    run("crawl", "mine")
    assert released("2026-01-03") == [], "a permission taken back holds from the next crawl on"


@pytest.mark.slow
def test_what_was_crawled_is_read_again_without_network(run):
    with serve(crawl_delay=0) as serving:
        run.home.mkdir(parents=True)
        (run.home / "demo.json").write_text(json.dumps({"urls": dict(serving.urls)}), encoding="utf-8")
        run("crawl", _PORTAL)
    again = run.json("reextract")
    assert again["read"] == run.count("articles") and again["articles"] == []


def test_a_source_without_contact_is_refused_with_what_to_write_where(run):
    done = run("crawl", "soyte-hanoi", check=False)
    assert done.returncode == 1
    assert "thidua.toml" in done.stderr and "contact" in done.stderr
    assert run.json("status", "soyte-hanoi", check=False)["sources"][0]["outcome"] == "failed"


def test_an_unknown_source_is_refused(run):
    done = run("crawl", "nobody", check=False)
    assert done.returncode == 1 and "there is no source nobody" in done.stderr


def test_nothing_is_due_where_nothing_is_scheduled(run):
    assert "nothing is due" in run("crawl", "--due").stderr


def test_alarms_are_exit_code_3(run, portals):
    run("crawl", _PORTAL)
    (report,) = (run.home / "runs").glob(f"*-{_PORTAL}-*.json")
    assert json.loads(report.read_text(encoding="utf-8"))["ended"] == "finished"
    run("crawl", "soyte-hanoi", check=False)
    done = run("status", check=False)
    assert done.returncode == 3 and "ALARM soyte-hanoi failed" in done.stdout


def test_sources_check_says_what_was_read_and_keeps_nothing(run, portals):
    found = run.json("sources", "check", _PORTAL, "--pages", "4")
    assert found["articles"] and found["articles"][0]["title"] and found["articles"][0]["published"]
    assert not (run.home / "registry.db").exists()


@pytest.mark.slow
def test_sources_new_drafts_from_what_the_page_tells(run, portals):
    path = run("sources", "new", portals.urls[_PORTAL], "--id", "mine", "--allow-private").stdout.strip()
    text = (run.home / "sources" / "mine.yml").read_text(encoding="utf-8")
    assert path.endswith("sources/mine.yml") and "family: blogger" in text and "status: untried" in text
    assert "mine" in {row["id"] for row in run.json("sources", "list")}
    again = run("sources", "new", portals.urls[_PORTAL], "--id", "mine", "--allow-private", check=False)
    assert again.returncode == 1 and "exists" in again.stderr


@pytest.mark.slow
def test_a_golden_page_is_kept_and_held(run, portals):
    url = run.json("sources", "check", _PORTAL, "--pages", "4")["articles"][0]["url"]
    html, expected = map(Path, run("sources", "record", _PORTAL, url).stdout.split())
    assert run.json("sources", "verify") == [{"source": _PORTAL, "page": html.name, "differs": ""}]
    golden = json.loads(expected.read_text(encoding="utf-8"))
    expected.write_text(json.dumps(golden | {"title": "Khác"}), encoding="utf-8")
    done = run("sources", "verify", check=False)
    assert done.returncode == 1 and "title" in done.stdout


@pytest.mark.slow
def test_the_schedule_crawls_what_is_due_and_ends_cleanly(run, portals):
    (run.home / "thidua.toml").write_text(f'[schedule]\nsources = ["{_PORTAL}"]\npoll_seconds = 1\n', encoding="utf-8")
    process = run.start("schedule")
    try:
        wait_for(lambda: run.count("articles") > 5)
        assert run("schedule", check=False).returncode == 1, "one schedule a workspace"
        started = time.monotonic()
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 0 and time.monotonic() - started < 10
    assert f"{_PORTAL}: starting" in said and "ended" in said
    assert run("check").returncode == 0


@pytest.mark.slow
def test_serve_says_its_address_when_it_is_ready_and_ends_cleanly(run, tmp_path):
    (tmp_path / "a.txt").write_text("Ngày 2/3/2024, Khối thi đua số 1 họp tại nhà văn hóa.", encoding="utf-8")
    run("ingest", tmp_path / "a.txt")
    process = run.start("serve", "--port", "0")
    try:
        address = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert address
        with urlopen(address[0] + "/health", timeout=20) as answer:
            assert answer.read() == b"ok\n"
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode in (0, -signal.SIGTERM)


def wait_for(condition, seconds=120):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return
        time.sleep(0.5)
    pytest.fail(f"waited {seconds} seconds in vain")


@pytest.mark.slow
def test_the_demo_tells_what_it_found_and_what_to_type_next(run):
    done = run("demo")
    for word in ("portals", "Blocs with most events", "Events by year", "Latest chairs", "Awards", "Skipped, and why"):
        assert word in done.stdout
    assert "search co thi dua" in done.stdout
    assert run.count("blocs") > 10 and run.count("events") > 20
    assert run("check").returncode == 0
    again = run("demo", "--json")
    assert sum(report["reading"]["articles"] for report in json.loads(again.stdout)["reports"]) == 0


@pytest.mark.slow
def test_a_demo_that_was_killed_is_taken_up_and_ends_the_same(run, tmp_path):
    process = run.start("demo")
    wait_for(lambda: run.count("fetches") > 20)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    killed_at = run.count("articles")
    run("demo")
    whole = Process(tmp_path / "whole")
    (whole.home).mkdir()
    (whole.home / "demo.json").write_bytes((run.home / "demo.json").read_bytes())
    whole("demo")
    assert killed_at < whole.count("articles")
    assert tables(run, tmp_path / "a") ^ tables(whole, tmp_path / "b") == set()
    assert run("check").returncode == 0


def tables(process, folder):
    """Every row of every table, without the instants at which sources were first met."""
    process("export", "jsonl", "--out", folder)
    files = [path for path in folder.iterdir() if path.name != "sources.jsonl"]
    return {(path.name, line) for path in files for line in path.read_text(encoding="utf-8").splitlines()}
