"""The web application: every page against a bare route that runs the same SQL, and reviewers who save at once.

Neither side keeps anything: before each request the page forgets what it keeps between changes of the registry, as it
does after every change, so that both run all of the page's SQL.

`THIDUA_BENCH_ARTICLES` sets the size (10,000 articles, some 115,000 facts, when unset; 90,000 make a million facts).
`THIDUA_BENCH_HOME` names a folder in which the registry is kept and found again by the next run.
`THIDUA_BENCH_PAGES` measures only pages whose names contain one of its words (`search|unit`), and no saving.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from bench.ratio import Ratio
from bench.store_work import multiply, records
from review import accounts
from review.app import create
from store import Incoming, Registry

BASE = 1_000
ROUNDS, MOST_ROUNDS, SECONDS = 60, 600, 2.0  # of a quick page more, so that a moment's unrest is no percentile
REVIEWERS, SAVES = 20, 5
_PASSWORD = "only for the bench"


def run() -> dict[str, Any]:
    articles = int(os.environ.get("THIDUA_BENCH_ARTICLES", "10000"))
    with _home(articles) as home:
        app = create(home)
        found: dict[str, Any] = {"facts": app.state.registry.count("facts")}
        found |= asyncio.run(_all(app))
        if not _wanted():
            found |= _saving(home, app)
        app.state.registry.close()
        app.state.accounts.close()
        return found


def _wanted() -> tuple[str, ...]:
    return tuple(filter(None, os.environ.get("THIDUA_BENCH_PAGES", "").split("|")))


@contextmanager
def _home(articles: int) -> Iterator[Path]:
    """A workspace with so many articles: a new one that goes away, or the one that is kept for the next run."""
    kept = os.environ.get("THIDUA_BENCH_HOME")
    if kept is None:
        with tempfile.TemporaryDirectory() as folder:
            _fill(Path(folder), articles)
            yield Path(folder)
        return
    home = Path(kept) / str(articles)
    done = home / "filled"  # written last: a run that was stopped leaves no registry that is half its size
    if not done.exists():
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        _fill(home, articles)
        done.touch()
    yield home


async def _all(app: Starlette) -> dict[str, Any]:
    """One task for all pages, so that the threads that answer, and their connections, are the same throughout."""
    found: dict[str, Any] = {}
    wanted = _wanted() or ("",)
    for name, path in _pages(app.state.registry).items():
        if not any(word in name for word in wanted):
            continue
        found |= await _compared(app, name, path)
    return found


def _fill(home: Path, articles: int) -> None:
    with Registry.open(home) as registry:
        for number in range(20):
            registry.remember_source(f"source{number}", name=f"Cổng {number}", owner="Sở Nội vụ", place="Hà Nội")
        base = list(records(BASE))
        for start in range(0, BASE, 100):
            registry.add_all(Incoming(record=record) for record in base[start : start + 100])
        multiply(registry, max(1, articles // BASE))


def _pages(registry: Registry) -> dict[str, str]:
    """Every kind of page, on the thing of its kind of which most is known."""

    def most(table: str, column: str) -> str:
        return str(registry.table(table, order=f"-{column}", limit=1)[0]["id"])

    article = most("articles", "facts")
    leader = registry.table("leaderships", limit=1)[0]["id"]
    return {
        "home": "/",
        "search": "/search?q=cong+ty+co+khi+so+7",
        "search, every article has the words": "/search?q=khoi+thi+dua",
        "search, a facet": "/search?form=flag&year=2020",
        "blocs": "/blocs",
        "events": "/events",
        "events, narrowed": "/events?year=2020&type=year_end_review",
        "awards as JSON": "/awards.json?year=2020",
        "bloc": f"/bloc/{most('blocs', 'events')}",
        "unit": f"/unit/{most('units', 'mentions')}",
        "person": f"/person/{most('persons', 'mentions')}",
        "event": f"/event/{most('events', 'articles')}",
        "award": f"/award/{most('awards', 'year')}",
        "article": f"/article/{article}",
        "fact": f"/fact/{registry.table('facts', {'article': article}, limit=1)[0]['key']}",
        "evidence": f"/evidence/leaderships/{leader}?part=body",
        "coverage": "/coverage",
        "sources": "/sources",
    }


async def _compared(app: Starlette, name: str, path: str) -> dict[str, Any]:
    """The 95th percentile of the page's server time, that of the bare route, and how many times as much."""
    await _once(app, path)
    bare = _bare(app.state.registry.path, await _traced(app, path))
    await _once(bare, "/")
    pages, by_hand = [], []
    app.state.kept.forget()
    for _ in range(min(MOST_ROUNDS, max(ROUNDS, int(SECONDS / await _once(app, path))))):
        app.state.kept.forget()
        pages.append(await _once(app, path))
        by_hand.append(await _once(bare, "/"))
    bare.state.close()
    page, hand = _p95(pages), _p95(by_hand)
    print(f"  {name}: {page * 1000:.1f} ms, by hand {hand * 1000:.1f}", file=sys.stderr)  # a large run takes long
    return {f"{name}: ms": page * 1000, f"{name} / bare route": Ratio(value=page / hand, at_most=5.0)}


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95) - 1]


async def _once(app: Any, path: str) -> float:
    """Wall seconds from request to the end of the answer, asked as a server asks: no socket, no client library."""
    where, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": where,
        "raw_path": where.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"bench"), (b"accept-language", b"vi")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "state": {},
    }
    statuses: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    began = time.perf_counter()
    await app(scope, receive, send)
    seconds = time.perf_counter() - began
    if statuses != [200]:
        raise AssertionError(f"{path} answered {statuses}")
    return seconds


async def _traced(app: Starlette, path: str) -> list[str]:
    """The SQL that the page takes, its values filled in; also what it would keep until something changes."""
    heard: list[str] = []
    app.state.kept.forget()
    connections = app.state.registry._connections._all
    for db in connections:
        db.conn.set_trace_callback(heard.append)
    await _once(app, path)
    for db in connections:
        db.conn.set_trace_callback(None)
    return [sql for sql in heard if not sql.startswith("--")]


def _bare(path: Path, queries: list[str]) -> Starlette:
    """A Starlette application with one route that runs these queries and tells how many rows there were."""
    local, opened = threading.local(), []

    def page(_request: Request) -> Response:
        if not hasattr(local, "conn"):
            local.conn = sqlite3.connect(path, check_same_thread=False)
            opened.append(local.conn)
        return JSONResponse([len(local.conn.execute(sql).fetchall()) for sql in queries])

    app = Starlette(routes=[Route("/", page)])
    app.state.close = lambda: [conn.close() for conn in opened]
    return app


def _saving(home: Path, app: Starlette) -> dict[str, Any]:
    """Reviewers at the desk, each confirming facts of their own at the same time: what each was told is kept."""
    names = [f"reviewer{number}" for number in range(REVIEWERS)]
    accounts.add(home, names[0], _PASSWORD, "reviewer")
    hashed = app.state.accounts.get(names[0]).password
    for name in names:
        app.state.accounts.put(name, "reviewer", hashed)
    facts = [row["fact"] for row in app.state.registry.queue(limit=REVIEWERS * SAVES)]
    before, started, lock, waits = app.state.registry.count("judgements"), time.perf_counter(), threading.Lock(), []

    def review(number: int) -> int:
        client, saved = TestClient(app), 0
        headers = {"accept": "application/json", "x-csrf-token": _signed_in(app, client, names[number])}
        for fact in facts[number::REVIEWERS]:
            began = time.perf_counter()
            answer = client.post("/desk/judge", data={"action": "confirm", "fact": fact, "seen": ""}, headers=headers)
            with lock:
                waits.append(time.perf_counter() - began)
            saved += answer.status_code == 200
        return saved

    with ThreadPoolExecutor(REVIEWERS) as pool:
        told = sum(pool.map(review, range(REVIEWERS)))
    kept = app.state.registry.count("judgements") - before
    return {
        f"saves told by {REVIEWERS} reviewers at once": told,
        "kept / told": Ratio(value=kept / max(told, 1), at_least=1.0, at_most=1.0),
        "told / sent": Ratio(value=told / len(facts), at_least=1.0),
        "95 % of saves within, ms": _p95(waits) * 1000,
        "saves a second": told / (time.perf_counter() - started),
    }


def _signed_in(app: Starlette, client: TestClient, name: str) -> str:
    """A session without the form (its hash takes long on purpose); returns the token that its requests carry."""
    token = app.state.accounts.begin(name, lasts=timedelta(hours=1), address="", agent="bench")
    client.cookies.set("thidua_session", token)
    page = client.get("/account").text
    return page.partition('name="csrf" value="')[2].partition('"')[0]


if __name__ == "__main__":
    print(json.dumps(run(), indent=1, default=str, ensure_ascii=False))
