"""What rules over run reports ask of a source's history: the latest run, those before it, shares of a whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from crawler.report import Reading, RunReport
from sources.model import Source

# How many earlier runs a comparison looks at, and how many it needs.
EARLIER = 10
ENOUGH_RUNS = 3
# Below this many pages or articles a share says nothing.
ENOUGH_PAGES = 10
# So many that fail or say nothing, and most of all that were asked, are no accident even in a first run.
ENOUGH_FAILURES = 3


def latest(reports: Sequence[RunReport]) -> RunReport | None:
    """The latest run that asked for anything."""
    return next((report for report in reversed(reports) if report.requests), None)


def earlier(reports: Sequence[RunReport]) -> list[RunReport]:
    """The runs before it that a comparison looks at, oldest first."""
    asked = [report for report in reports if report.requests]
    return asked[-EARLIER - 1 : -1]


def began_before(reports: Sequence[RunReport]) -> datetime | None:
    """When the run before the latest began; None when there was none."""
    return reports[-2].started if len(reports) > 1 else None


def latest_reading(reports: Sequence[RunReport]) -> Reading | None:
    """Of the latest run that had anything to read."""
    found = [report.reading for report in reports if report.reading and report.reading.pages]
    return found[-1] if found else None


def unreadable(reports: Sequence[RunReport]) -> tuple[int, int]:
    """Pages without an article and all pages, of the latest runs that together have enough of them to judge by."""
    nothing = pages = 0
    for report in reversed(reports[-EARLIER:]):
        if report.reading and pages < ENOUGH_FAILURES:
            nothing, pages = nothing + report.reading.unreadable, pages + report.reading.pages
    return nothing, pages


def visits(report: RunReport) -> int:
    """How many addresses a run asked for."""
    return report.listings + report.articles + report.files + report.gone + report.refused + report.failed


def error_share(report: RunReport) -> float:
    """How many of them failed, from 0 to 1."""
    return report.failed / visits(report) if visits(report) else 0.0


def always_filled(source: Source, readings: Sequence[Reading]) -> list[str]:
    """Fields that the definition promises, and those that earlier runs filled in nearly every article."""
    seen = sum(reading.articles for reading in readings)
    names = dict.fromkeys(source.expectations.always)
    if seen >= ENOUGH_PAGES:
        for name in dict.fromkeys(name for reading in readings for name in reading.filled):
            if sum(reading.filled.get(name, 0) for reading in readings) >= 0.95 * seen:
                names[name] = None
    return list(names)


def share_filled(reading: Reading, name: str) -> float:
    """In how many of the articles a field was read, from 0 to 1."""
    return reading.filled.get(name, 0) / reading.articles
