"""One round over sources: crawl, read what came, keep both, report."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date

from crawler.errors import CrawlerError
from crawler.options import CrawlOptions
from crawler.report import RunReport, Tally
from crawler.run import Job, crawl_all
from sources import Source
from store import Registry
from thidua.errors import refusing
from thidua.locks import only_run
from thidua.reading import Read
from thidua.reading_sink import ReadingSink, ReadingTally, Saying
from thidua.workspace import Workspace

# How a run's ending stands in the registry; what is not here was ended from outside and is taken up at once.
_OUTCOMES = {"finished": "ok", "max_pages": "ok", "max_minutes": "ok", "robots": "failed", "failed": "failed"}
_LEFT_OUT = (
    "further ones of a known article are left out; name it in the source's twins, or what matters in keep_params"
)
Show = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked of a round. kind: as runs are called in the registry. since: back-fill to that day."""

    kind: str = "crawl"
    since: date | None = None
    parallel: int = 2


def crawl_round(
    workspace: Workspace, registry: Registry, sources: Sequence[Source], wish: Wish, show: Show
) -> list[RunReport]:
    """Crawl the sources, read what they give, and return their reports. Raises `Refused` when a run cannot begin.

    show: told a source's id, its pages so far and how many visits wait.
    """
    read = Read(workspace.lexicon, {source.id: source for source in sources})
    with ExitStack() as stack:
        for source in sources:
            stack.enter_context(only_run(workspace.runs, source.id))
        jobs, sinks, runs = [], {}, {}
        for source in sources:
            runs[source.id] = run = _start(registry, source, wish.kind)
            sinks[source.id] = ReadingSink(registry, read, source=source.id, run=run)
            frontier = registry.frontier(source.id, run, revisits=source.revisits)
            for part in frontier.sessions:
                sinks[source.id].note("session", f"addresses differ only in {part}; {_LEFT_OUT}")
            # One transaction for pages and frontier: a kill at any moment neither loses a page nor captures one twice.
            jobs.append(Job(source=source, frontier=frontier, sink=sinks[source.id], together=registry.batch))
        try:
            with refusing(CrawlerError):
                reports = _crawl(workspace, jobs, wish, Saying(read), show)
        except Exception:
            for run in runs.values():  # not left open, or the schedule would take them up at once, for ever
                registry.finish_run(run, outcome="failed")
            raise
        done = [_with_reading(report, sinks[report.source].tally, wish.since) for report in reports]
        for report in done:
            _finish(workspace, registry, runs[report.source], report)
    return done


def _with_reading(report: RunReport, tally: ReadingTally, since: date | None) -> RunReport:
    """The report with what the reader made of the pages, with what it could not read, and what nobody asked for."""
    reading = tally.report()
    older = sum(count for day, count in reading.days.items() if since and day < since.isoformat())
    return replace(report, reading=reading, older=older, issues=(*report.issues, *tally.issues))


def _crawl(workspace: Workspace, jobs: Sequence[Job], wish: Wish, says: Saying, show: Show) -> list[RunReport]:
    settings = workspace.settings.crawl
    file_bytes = settings.warc_megabytes * 1024 * 1024
    options = CrawlOptions(contact=settings.contact, since=wish.since, file_bytes=file_bytes, says=says)
    return crawl_all(
        jobs,
        archive=workspace.archive,
        options=options,
        parallel=wish.parallel,
        progress=lambda source, tally: show(source.id, pages_of(tally), tally.counts["found"]),
    )


def pages_of(tally: Tally) -> int:
    """How many visits of a run have ended."""
    return sum(tally.counts[outcome] for outcome in ("captured", "unchanged", "gone", "refused", "failed"))


def _start(registry: Registry, source: Source, kind: str) -> int:
    owner = source.owner
    registry.remember_source(
        source.id,
        name=source.name,
        owner=owner.name,
        place=owner.place,
        level=owner.level,
        family=source.family,
        full_text=int(source.full_text),
    )
    return registry.start_run(kind, source=source.id)


def _finish(workspace: Workspace, registry: Registry, run: int, report: RunReport) -> None:
    registry.finish_run(run, outcome=_OUTCOMES.get(report.ended, "stopped"), report=report.to_json())
    workspace.runs.mkdir(parents=True, exist_ok=True)
    path = workspace.runs / f"{report.started:%Y%m%dT%H%M%SZ}-{report.source}-{run}.json"
    path.write_text(json.dumps(report.to_json(), ensure_ascii=False, indent=2, default=str) + "\n", encoding="utf-8")
