"""Killed at any point, full, old, newer, shared by several processes: nothing acknowledged is lost."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from store import DiskFullError, Registry, RegistryError
from store.adding import Incoming
from store.migrations import migrations
from tests.store import worker
from tests.store.build import review


def start(home: Path, task: str, seed: int) -> subprocess.Popen[str]:
    command = [sys.executable, worker.__file__, str(home), task, str(seed)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def stop(process: subprocess.Popen[str]) -> list[tuple[str, str]]:
    """Kill the process and return what it said was kept.

    Its output is read through the same buffer as by `wait_for`: `communicate` would read the pipe itself,
    and begin in the middle of a line when that buffer had filled.
    """
    assert process.stdout is not None
    process.kill()
    with process.stdout:
        out = process.stdout.read()
    process.wait(timeout=30)
    lines = [line for line in out.splitlines(keepends=True) if line.endswith("\n")]
    return [tuple(line.split(maxsplit=1)) for line in map(str.strip, lines)]  # type: ignore[misc]


def wait_for(process: subprocess.Popen[str], what: str) -> None:
    """Until the process has said that such a thing is kept; on a busy machine its start alone takes seconds."""
    assert process.stdout is not None
    while not process.stdout.readline().startswith(what):
        assert process.poll() is None, "it failed"


def missing(registry: Registry, acknowledged: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What was acknowledged and is not there."""
    places = {
        "fetch": "SELECT 1 FROM fetches WHERE id = ?",
        "article": "SELECT 1 FROM article_versions v JOIN readings r ON r.version = v.id WHERE v.article = ?",
        "judgement": "SELECT 1 FROM judgements WHERE id = ?",
        "visit": "SELECT 1 FROM visits WHERE url = 'http://portal.test/' || ?",
        "done": "SELECT 1 FROM visits WHERE outcome = 'captured' AND id = ?",
    }
    told = [(what, which) for what, which in acknowledged if what in places]
    return [(what, which) for what, which in told if not list(registry.db.execute(places[what], (which,)))]


@pytest.mark.parametrize("task", ["ingest", "judge", "rebuild", "crawl"])
def test_a_kill_loses_nothing_acknowledged(tmp_path: Path, task: str) -> None:
    turn = random.Random(task)
    with Registry.open(tmp_path) as registry:
        for number in range(6):
            registry.add(worker.article(99, number).record())
    for seed in range(4):
        process = start(tmp_path, task, seed)
        wait_for(process, "open")
        time.sleep(turn.uniform(0.02, 0.6))
        acknowledged = stop(process)
        with Registry.open(tmp_path) as registry:
            assert missing(registry, acknowledged) == []
    with Registry.open(tmp_path) as registry:
        assert registry.check() == []


def test_a_kill_while_the_registry_is_made_leaves_one_that_opens(tmp_path: Path) -> None:
    turn = random.Random(7)
    for seed in range(6):
        home = tmp_path / str(seed)
        process = start(home, "ingest", seed)
        time.sleep(turn.uniform(0.0, 0.9))
        acknowledged = stop(process)
        with Registry.open(home) as registry:
            assert missing(registry, acknowledged) == []
            assert registry.check(deep=False) == []


def test_three_processes_write_at_once(tmp_path: Path) -> None:
    """A crawl that adds articles, a reviewer, and the frontier of another crawl, while this process reads."""
    Registry.open(tmp_path).close()
    first = {"ingest": "article", "judge": "judgement", "crawl": "visit"}
    processes = [start(tmp_path, task, seed) for seed, task in enumerate(first)]
    for process, what in zip(processes, first.values(), strict=True):
        wait_for(process, what)
    with Registry.open(tmp_path) as registry:
        for _ in range(10):
            registry.search("thi dua")
            registry.overview()
            time.sleep(0.1)
        for process, what in zip(processes, first.values(), strict=True):
            wait_for(process, what)
        assert [process.poll() for process in processes] == [None, None, None], "none of them failed"
        acknowledged = [line for process in processes for line in stop(process)]
        assert missing(registry, acknowledged) == []
        assert registry.check() == []


def test_threads_have_connections_of_their_own(registry: Registry) -> None:
    def write(seed: int) -> None:
        for number in range(3):
            registry.add(worker.article(seed, number).record())

    threads = [threading.Thread(target=write, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert registry.count("articles") == 12
    assert registry.check() == []


def test_a_full_disk_is_one_clear_error_and_changes_nothing(registry: Registry) -> None:
    registry.add(review().record())
    pages = registry.db.execute("PRAGMA page_count").fetchone()[0]
    registry.db.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(DiskFullError, match="free some space") as raised:
        for number in range(50):
            registry.add(worker.article(1, number).record())
    assert "\n" not in str(raised.value)
    registry.db.execute("PRAGMA max_page_count = 1073741823")
    assert registry.check() == []


def test_a_registry_in_a_folder_that_cannot_be_written_to_is_read(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry.add(review().record())
    registry.close()
    monkeypatch.setattr("store.database.os.access", lambda path, mode: mode != os.W_OK and Path(path).exists())
    with Registry(registry.path, create=False) as frozen:
        assert frozen.search("khoi thi dua").total > 0
        assert frozen.sql("SELECT count(*) FROM events").rows == ((1,),)
        with pytest.raises(RegistryError, match="can only be read here"):
            frozen.rebuild()
    assert [path.name for path in registry.path.parent.glob("registry.db-*") if not path.name.endswith("-turn")] == []


def test_a_disk_too_full_to_open_a_registry_is_one_clear_error(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object, **__: object) -> sqlite3.Connection:
        raise sqlite3.OperationalError("disk I/O error")

    registry.close()
    monkeypatch.setattr("store.database.sqlite3.connect", no_room)
    with pytest.raises(RegistryError, match="disk I/O error"):
        Registry(registry.path)
    monkeypatch.setattr("store.database.shutil.disk_usage", lambda _: SimpleNamespace(free=0))
    with pytest.raises(DiskFullError, match="no space left"):
        Registry(registry.path)


def test_an_older_registry_is_backed_up_then_migrated(tmp_path: Path) -> None:
    """Every schema that ever was: each step but the last ones, with rows in it, opens as today's."""
    names = [step.name for step in migrations()._migrations]
    for count in range(1, len(names)):
        path = tmp_path / str(count) / "registry.db"
        path.parent.mkdir()
        old = sqlite_registry(path, names[count])
        old.execute("INSERT INTO runs (kind, started_at) VALUES ('crawl', '2024-01-01T00:00:00.000000Z')")
        old.commit()
        old.close()
        with Registry(path) as registry:
            assert registry.runs()[0]["kind"] == "crawl"
            assert registry.check() == []
        assert [p.name for p in path.parent.glob("*.before-*")] == [f"registry.db.before-{names[count]}"]


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A registry as it was before the last step of the schema, with articles and what people said of them."""
    last = migrations()._migrations[-1].name
    with monkeypatch.context() as patched:
        patched.setattr("store.registry.migrate", lambda db, *_: migrations().apply(db, stop_before=last))
        with Registry.open(tmp_path / "older") as registry:
            registry.add_all(Incoming(record=worker.article(1, number).record()) for number in range(60))
            for row in registry.queue(limit=10, kind="member"):
                registry.desk("lan").set(row["fact"], {"year": 2020})
            for row in registry.queue(limit=5, kind="award"):
                registry.desk("minh").reject(row["fact"])
    return tmp_path / "older"


def test_how_far_a_migration_is_can_be_shown(older: Path) -> None:
    told: list[tuple[int, int]] = []
    for _ in range(2):
        with Registry.open(older, progress=lambda done, total: told.append((done, total))):
            assert told == [(0, 60), (60, 60)], "the second opening has nothing to bring up to date"


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Layers 1 and 3, row by row, read without opening a registry."""
    with closing(sqlite3.connect(path)) as db:
        return {table: db.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in PRIMARY}


PRIMARY = ("captured_articles", "article_versions", "readings", "statement_rows", "sightings", "judgements")


def test_a_kill_in_a_migration_leaves_a_registry_that_opens_with_everything(older: Path, tmp_path: Path) -> None:
    """Killed before, in and after the backup, the step and the tables that are made anew."""
    turn = random.Random(11)
    before = everything(older / "registry.db")
    step = migrations()._migrations[-1].name
    whole = tmp_path / "whole"
    shutil.copytree(older, whole)
    process = start(whole, "open", 0)
    wait_for(process, "begins")
    began = time.monotonic()
    wait_for(process, "open")
    took = time.monotonic() - began
    process.communicate(timeout=60)
    caught = 0
    for seed in range(8):
        home = tmp_path / f"killed-{seed}"
        shutil.copytree(older, home)
        process = start(home, "open", seed)
        wait_for(process, "begins")
        time.sleep(turn.uniform(0.0, took))
        stop(process)
        with closing(sqlite3.connect(home / "registry.db")) as db:
            done = db.execute("SELECT 1 FROM _sqlite_migrations WHERE name = ?", (step,)).fetchone()
            caught += done is None
        with Registry.open(home) as registry:
            assert registry.check() == []
            assert len(registry.table("facts", {"state": "corrected", "year": 2020})) == 10
        assert everything(home / "registry.db") == everything(home / f"registry.db.before-{step}") == before
    assert caught, "some were killed before the migration was done"


def sqlite_registry(path: Path, before: str) -> sqlite3.Connection:
    """A registry as it was before a step of the schema."""
    from sqlite_utils import Database  # noqa: PLC0415 - only this test makes a registry by hand

    db = Database(path)
    db.execute("PRAGMA journal_mode = WAL")
    migrations().apply(db, stop_before=before)
    return db.conn


def test_a_batch_happens_whole_or_not_at_all(registry: Registry) -> None:
    with pytest.raises(ZeroDivisionError), registry.batch():
        registry.add(review().record())
        raise ZeroDivisionError
    assert registry.count("articles") == registry.count("readings") == 0
