"""The registry at scale: what an article costs in a small and in a large one, what it touches, how pages answer.

`THIDUA_BENCH_ARTICLES` sets the large size (10,000 when unset). Measured at 100,000 articles and 1.09 million
facts: adding costs 1.12 to 1.20 times what it costs in a registry of 1,000, the higher where the machine is shared.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import mean, median
from typing import Any

from bench.ratio import Ratio
from bench.store_work import multiply, records
from store import Incoming, Registry

SMALL = 1_000
BATCH = 64  # as `thidua ingest` adds them
TURNS = 8  # batches that each of the two registries is added, by turns: what slows the machine slows both
COLD = 1  # of them, the first, that fill the caches
ROUNDS = 15


def run() -> dict[str, Any]:
    large = int(os.environ.get("THIDUA_BENCH_ARTICLES", "10000"))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        small, registry = (stack.enter_context(_filled(folder / name)) for name in ("small", "large"))
        multiply(registry, large // SMALL)
        registry.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = registry.path.stat().st_size / registry.count("captured_articles")
        before, grown = _costs(small, registry)
        change = registry.add(next(iter(records(1, seed=99))))
        return {
            "articles": registry.count("articles"),
            "facts": registry.count("facts"),
            "CPU ms an article is added in, in a registry of 1,000": before,
            "the same in the large one": grown,
            "large / small": Ratio(value=grown / before, at_most=1.2),
            "facts touched by one more article": len(change.touched.facts),
            "rows' entities touched by it": len(change.touched.entities),
            "bytes on disk an article": size,
            **_answers(registry),
        }


def _filled(folder: Path) -> Registry:
    folder.mkdir()
    registry = Registry(folder / "registry.db")
    base = list(records(SMALL))
    for start in range(0, SMALL, 100):
        registry.add_all(Incoming(record=record) for record in base[start : start + 100])
    registry.db.execute("ANALYZE")
    return registry


def _costs(small: Registry, large: Registry) -> tuple[float, float]:
    """What an article costs in each. A mean: some batches write back what others wrote (a checkpoint of the WAL)."""
    spent: dict[Registry, list[float]] = {small: [], large: []}
    for turn in range(TURNS):
        for registry in (small, large) if turn % 2 else (large, small):
            spent[registry].append(_added(registry, seed=2 + turn))
    return mean(spent[small][COLD:]), mean(spent[large][COLD:])


def _added(registry: Registry, seed: int) -> float:
    """CPU milliseconds an article, added in one batch."""
    made = list(records(BATCH, seed=seed))
    began = time.process_time()
    registry.add_all(Incoming(record=record) for record in made)
    return (time.process_time() - began) / BATCH * 1000


def _answers(registry: Registry) -> dict[str, Any]:
    """Search and a bloc's page against SQL that a person would write for the same rows."""
    bloc = registry.db.execute("SELECT id FROM blocs ORDER BY events DESC, id LIMIT 1").fetchone()[0]
    by_hand = """SELECT e.kind, e.ref, e.title, e.body, bm25(search_index, 8.0, 1.0) AS score FROM search_index i
                 JOIN search_entries e ON e.id = i.rowid WHERE search_index MATCH '"khoi" "thi" "dua" "2019"'
                 ORDER BY score, e.kind, e.ref LIMIT 20"""
    tables = ("bloc_years", "memberships", "leaderships", "events", "awards")
    rows = [f"SELECT * FROM {table} WHERE bloc = ? ORDER BY 2 DESC" for table in tables]
    rows += ["SELECT name, place, count(*) FROM facts WHERE bloc = ? AND kind = 'blocs' AND shown = 1 GROUP BY 1, 2"]
    search = _times(lambda: registry.search("khoi thi dua 2019"), lambda: _fetch(registry, [by_hand], ()))
    page = _times(lambda: registry.show(bloc), lambda: _fetch(registry, rows, (bloc,)))
    return {
        "search / hand-written SQL": Ratio(value=search, at_most=3.0),
        "bloc page / hand-written SQL": Ratio(value=page, at_most=3.0),
    }


def _fetch(registry: Registry, queries: Sequence[str], parameters: tuple[Any, ...]) -> list[list[dict[str, Any]]]:
    return [list(registry.db.query(query, list(parameters))) for query in queries]


def _times(act: Callable[[], object], other: Callable[[], object]) -> float:
    """How many times what the other costs; by turns, and the first of each, which fills the caches, is not counted."""
    pairs = [(_seconds(act), _seconds(other)) for _ in range(1 + ROUNDS)][1:]
    ours, theirs = (median(costs) for costs in zip(*pairs, strict=True))
    return ours / theirs


def _seconds(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began
