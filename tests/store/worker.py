"""A process that the durability tests start and kill: `python worker.py HOME TASK SEED`.

It prints one line for each thing that it was told is kept; what was printed must be there after any kill.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from records import Captured, Page, Visit
from store import Registry
from tests.store.build import Maker


def article(seed: int, number: int) -> Maker:
    day, bloc_name = f"2025-01-1{number % 9}", f"Khối thi đua số {number % 3}"
    text = f"Tin {seed}/{number}\nNgày {day}, {bloc_name} họp: Sở Y tế; Sở Tư pháp. Cờ thi đua."
    made = Maker(text, url=f"http://portal.test/{seed}/{number}", published="2025-01-20")
    bloc = made.bloc(bloc_name, place="thành phố Hải Phòng")
    event = made.event(bloc, "signing", day, quote=f"Ngày {day}", emulation_year=2025)
    made.member(bloc, "Sở Y tế", year=2025)
    made.member(bloc, "Sở Tư pháp", year=2025)
    made.award(event, "flag", "Cờ thi đua", "Sở Y tế", status="proposed", year=2025)
    return made


def kept(*what: object) -> None:
    print(*what, flush=True)


def ingest(registry: Registry, seed: int) -> None:
    run = registry.start_run("ingest")
    for number in range(1000):
        made = article(seed, number)
        page = Page(
            url=made.url or "",
            final_url=made.url or "",
            status=200,
            body=made.text.encode(),
            fetched_at=datetime(2025, 1, 21, number % 24, number % 60, seed % 60, tzinfo=UTC),
            source="portal",
        )
        fetch = registry.capture(Captured(page=page), run=run)
        kept("fetch", fetch)
        change = registry.add(made.record(), fetch=fetch, run=run)
        kept("article", change.article)


def judge(registry: Registry, seed: int) -> None:
    registry.add(article(seed, 0).record())
    desk = registry.desk(f"user{seed}")
    for number in range(1000):
        for row in registry.queue(limit=3, kind=["member", "award", "event"][number % 3]):
            said = desk.confirm(row["fact"]) if number % 2 else desk.reject(row["fact"])
            kept("judgement", said.id)
            if number % 3 == 0:
                kept("judgement", desk.undo(said.id).id)


def rebuild(registry: Registry, seed: int) -> None:
    for number in range(1000):
        registry.rebuild()
        kept("rebuilt", number)


def crawl(registry: Registry, seed: int) -> None:
    run = registry.start_run("crawl", source="portal")
    frontier = registry.frontier("portal", run)
    for number in range(1000):
        frontier.push([Visit(url=f"http://portal.test/{seed}/v{number}", kind="article")])
        kept("visit", f"{seed}/v{number}")
        for lease in frontier.lease(1):
            frontier.done(lease, outcome="captured")
            kept("done", lease.id)


def opened(registry: Registry, seed: int) -> None:
    """The opening was all: it brings an older registry up to date."""


def main() -> None:
    home, task, seed = sys.argv[1], sys.argv[2], int(sys.argv[3])
    kept("begins", task)
    with Registry.open(home) as registry:
        kept("open", task)
        {"ingest": ingest, "judge": judge, "rebuild": rebuild, "crawl": crawl, "open": opened}[task](registry, seed)


if __name__ == "__main__":
    main()
