"""A crawl's sink that reads what it keeps: capture and record stand in the registry together or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from crawler.days import month_in_path
from crawler.report import Reading as ReadingReport
from records import Captured, Context, Record
from store import Incoming, Registry
from thidua.inputs.item import Item
from thidua.reading import Read, Reading, context_of

_REPORTED = ("title", "published", "author")


class ReadingSink:
    """The sink of one source's run. A page that is no article becomes an issue of the run."""

    def __init__(self, registry: Registry, read: Read, *, source: str, run: int) -> None:
        self._registry = registry
        self._read = read
        self._run = run
        self._source = source
        self._stored = registry.sink(run)
        self._context: Context | None = context_of(read.definitions.get(source))
        self.tally = ReadingTally()

    def captured(self, captures: Sequence[Captured]) -> None:
        """Take a batch of captures, all or none; articles among them are read."""
        readings = {number: self._reading(each) for number, each in enumerate(captures) if _is_article(each)}
        with self._registry.batch():
            fetches = self._registry.captures(captures, run=self._run)
            self._registry.add_all(
                Incoming(record=reading.record, fetch=fetches[number], run=self._run, context=self._context)
                for number, reading in readings.items()
                if reading.record
            )
        for number, reading in readings.items():
            if reading.problem:
                url = captures[number].page.final_url
                self._stored.issue(code=reading.problem.code, message=reading.problem.message, url=url)
            elif reading.record:
                self.tally.add(reading.record, captures[number])

    def issue(self, *, code: str, message: str, url: str | None = None) -> None:
        """Something an operator should see."""
        self._stored.issue(code=code, message=message, url=url)

    def _reading(self, captured: Captured) -> Reading:
        return self._read(Item(label=captured.page.final_url, page=captured.page, listed=listed_day(captured)))


class ReadingTally:
    """What the extractor made of a run's articles, as monitors compare it."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._filled: Counter[str] = Counter()
        self._days: Counter[str] = Counter()

    def add(self, record: Record, captured: Captured) -> None:
        """Count one article."""
        article = record.article
        self._counts["articles"] += 1
        self._counts["relevant"] += record.relevant
        self._filled.update(name for name in _REPORTED if getattr(article, name))
        self._filled.update(["text"] if article.text.strip() else [])
        self._filled.update({block.kind.value for block in article.blocks} & {"lead", "caption"})
        if article.published:
            fetched = captured.page.fetched_at.date()
            self._days[article.published.isoformat()] += 1
            self._counts["on_fetch_day"] += article.published == fetched
            self._counts["in_future"] += article.published > fetched

    def report(self) -> ReadingReport:
        """The counts so far."""
        return ReadingReport(
            articles=self._counts["articles"],
            relevant=self._counts["relevant"],
            filled=dict(self._filled),
            days=dict(self._days),
            on_fetch_day=self._counts["on_fetch_day"],
            in_future=self._counts["in_future"],
        )


def listed_day(captured: Captured) -> date | None:
    """The day that the listing stated; not the last day of a month that only the address names."""
    day = date.fromisoformat(captured.facts["listed-day"]) if captured.facts.get("listed-day") else None
    return None if day == month_in_path(captured.page.final_url) else day


def _is_article(captured: Captured) -> bool:
    return captured.facts.get("kind") == "article" and captured.changed
