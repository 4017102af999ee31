"""The door: crawl a source, or several at once, and say what happened."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass
from pathlib import Path

from scrapy.crawler import AsyncCrawlerRunner, Crawler

from crawler.addresses import Addresses
from crawler.archive import Archive
from crawler.batch import Batch
from crawler.errors import CannotCrawl
from crawler.follow import start_visits
from crawler.options import CrawlOptions, scrapy_settings, user_agent
from crawler.private import GuardedResolver, guarded
from crawler.quiet import is_quiet
from crawler.reach import Reach
from crawler.reactor import on_signals, reactor, run
from crawler.report import RunReport, Tally
from crawler.spider import PortalSpider
from crawler.state import Run
from records import Frontier, Sink
from sources.model import Source

Progress = Callable[[Source, Tally], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One source to crawl, with its frontier and its sink.

    together: makes what is called inside its context happen all or not at all (`Registry.batch`), where frontier and
    sink keep their rows in one database: then a kill at any moment neither loses a page nor captures one twice.
    """

    source: Source
    frontier: Frontier
    sink: Sink
    together: Callable[[], AbstractContextManager[None]] = nullcontext


def crawl(  # noqa: PLR0913 - a door: three things to join, the rest by name and with a default
    source: Source,
    frontier: Frontier,
    sink: Sink,
    *,
    archive: Path,
    together: Callable[[], AbstractContextManager[None]] = nullcontext,
    options: CrawlOptions | None = None,
    progress: Progress | None = None,
) -> RunReport:
    """Crawl one source until nothing is due, a limit is met or somebody asks to stop (SIGTERM, SIGINT).

    archive: the folder of the WARC files. together: see `Job`. progress: called after every page, from this thread.
    Raises `CannotCrawl` when the source has no address or no contact is set, `ArchiveError` when another run writes
    the source's archive.
    """
    job = Job(source=source, frontier=frontier, sink=sink, together=together)
    return crawl_all([job], archive=archive, options=options, progress=progress)[0]


def crawl_all(
    jobs: Sequence[Job],
    *,
    archive: Path,
    options: CrawlOptions | None = None,
    parallel: int = 4,
    progress: Progress | None = None,
) -> list[RunReport]:
    """Crawl several sources, `parallel` hosts at once and never two runs on one host; reports in the order of `jobs`.

    Errors of `crawl` are raised before anything is asked of any host.
    """
    options = options or CrawlOptions()
    for job in jobs:
        _check(job.source, options)
    stop = _Stop()
    reactor()
    with on_signals(stop):
        return run(
            _crawl_lanes(jobs, _Shared(archive=archive, options=options, progress=progress, stop=stop), parallel)
        )


class _Stop:
    """Asked to stop: ends every run of this call, and lets no further one begin."""

    def __init__(self) -> None:
        self.asked = False
        self.runs: list[Run] = []

    def __call__(self) -> None:
        self.asked = True
        for each in self.runs:
            each.end("stopped")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    """What all runs of one call have in common."""

    archive: Path
    options: CrawlOptions
    progress: Progress | None
    stop: _Stop


def _check(source: Source, options: CrawlOptions) -> None:
    user_agent(options, source)
    if not source.start:
        where = f"put 'home: https://…' into registry/sources/{source.id}.yml"
        raise CannotCrawl(f"source {source.id} has no address to begin at; {where}")


async def _crawl_lanes(jobs: Sequence[Job], shared: _Shared, parallel: int) -> list[RunReport]:
    """Jobs that share a host run one after another, in one lane; lanes run side by side."""
    gate = asyncio.Semaphore(parallel)
    reports: dict[int, RunReport] = {}

    async def lane(numbers: Sequence[int]) -> None:
        for number in numbers:
            async with gate:
                reports[number] = await _crawl_one(jobs[number], shared)

    # gather, not a task group: one source's failure must not end the others' runs before they are written.
    ended = await asyncio.gather(*(lane(numbers) for numbers in lanes(jobs)), return_exceptions=True)
    for error in ended:
        if isinstance(error, BaseException):
            raise error
    return [reports[number] for number in range(len(jobs))]


def lanes(jobs: Sequence[Job]) -> list[list[int]]:
    """The numbers of the jobs, those together that have a host in common."""
    found: list[tuple[set[str], list[int]]] = []
    for number, job in enumerate(jobs):
        hosts, numbers = set(job.source.hosts), [number]
        apart = []
        for other in found:
            if other[0] & hosts:
                hosts, numbers = hosts | other[0], other[1] + numbers
            else:
                apart.append(other)
        found = [*apart, (hosts, numbers)]
    return [numbers for _, numbers in found]


async def _crawl_one(job: Job, shared: _Shared) -> RunReport:
    source, options = job.source, shared.options
    started = options.clock()
    if shared.stop.asked or (not options.fast and is_quiet(started, source.politeness.quiet)):
        ended = "stopped" if shared.stop.asked else "quiet_hours"
        return RunReport(
            source=source.id, started=started, finished=started, ended=ended, pending=job.frontier.pending()
        )
    with ExitStack() as stack:
        resolver = stack.enter_context(guarded(source.hosts if source.allow_private else ()))
        archive = stack.enter_context(
            Archive(shared.archive, source.id, file_bytes=options.file_bytes, durable=options.durable)
        )
        state = _state(job, shared, archive, resolver)
        for torn in archive.repaired:
            state.batch.issue("torn-archive", torn)
        shared.stop.runs.append(state)
        state.batch.push(start_visits(source, options.since))
        crawler = Crawler(PortalSpider, scrapy_settings(source, options))
        await AsyncCrawlerRunner().crawl(crawler, run=state)
        shared.stop.runs.remove(state)
        if state.error is not None:
            raise state.error
        state.batch.flush()
    return _report(job, state)


def _state(job: Job, shared: _Shared, archive: Archive, resolver: GuardedResolver) -> Run:
    tally = Tally()
    progress = shared.progress
    return Run(
        source=job.source,
        options=shared.options,
        frontier=job.frontier,
        addresses=Addresses(job.source),
        batch=Batch(archive, job.frontier, job.sink, tally, job.together),
        tally=tally,
        started=shared.options.clock(),
        reach=Reach(job.frontier.days),
        resolver=resolver,
        progress=(lambda counts: progress(job.source, counts)) if progress else None,
    )


def _report(job: Job, state: Run) -> RunReport:
    counts = state.tally.counts
    return RunReport(
        source=job.source.id,
        started=state.started,
        finished=state.options.clock(),
        ended=state.ending or "finished",
        requests=counts["requests"],
        listings=counts["listings"],
        articles=counts["articles"],
        files=counts["files"],
        new=counts["new"],
        changed=counts["changed"],
        unchanged=counts["unchanged"],
        gone=counts["gone"],
        refused=counts["refused"],
        failed=counts["failed"],
        challenges=counts["challenges"],
        found=counts["found"],
        named=None if counts["unread"] else counts["named"],
        size=counts["size"],
        delay=state.delay,
        pending=job.frontier.pending(),
        statuses=dict(sorted(state.tally.statuses.items())),
        listed=dict(state.tally.listed),
        lost=dict(state.tally.lost),
        since=state.options.since.isoformat() if state.options.since else None,
        issues=state.tally.issues,
    )
