"""A crawl's sink that reads what it keeps: capture and record stand in the registry together or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from crawler.days import LOCAL, month_in_path
from crawler.html import parse, select
from crawler.readings import read_reading
from crawler.report import Reading as ReadingReport
from crawler.report import RunIssue, Tally
from records import Captured, Context, Page, Record, Visit
from sources import Source
from store import Incoming, Registry, content_hash
from thidua.inputs.item import Given, Item, Unreadable
from thidua.reading import Read, Reading, article_of, context_of


class ReadingSink:
    """The sink of one source's run. A page that is no article becomes an issue of the run."""

    def __init__(self, registry: Registry, read: Read, *, source: str, run: int) -> None:
        self._registry = registry
        self._read = read
        self._run = run
        self._source = source
        self._stored = registry.sink(run)
        self._context: Context | None = context_of(read.definitions.get(source))
        self.tally = ReadingTally(read.definitions.get(source))

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
                self._tell(reading.problem, captures[number].page.final_url)
        self.tally.add([(r.record, captures[number].page) for number, r in readings.items() if r.record])

    def note(self, code: str, message: str) -> None:
        """What was found of the source as a whole, for the operators' list and the run's report."""
        self._stored.issue(code=code, message=message)
        self.tally.note(code, message)

    def _tell(self, problem: Unreadable, url: str) -> None:
        """What could not be read goes to the operators' list, to the run's report and to the monitors."""
        self._stored.issue(code=problem.code, message=problem.message, url=url)
        self.tally.problem(problem, url)

    def issue(self, *, code: str, message: str, url: str | None = None) -> None:
        """Something an operator should see."""
        self._stored.issue(code=code, message=message, url=url)

    def _reading(self, captured: Captured) -> Reading:
        label, given = captured.page.final_url, given_by(captured)
        return self._read(Item(label=label, page=captured.page, given=given, listed=listed_day(captured)))


class ReadingTally:
    """What the extractor made of a run's articles, as monitors compare it; added up batch by batch."""

    def __init__(self, source: Source | None) -> None:
        self._selectors = source.selectors.content if source else ()
        self._total = ReadingReport()
        self._texts: Counter[int] = Counter()
        self._issues = Tally()
        self._problems: Counter[str] = Counter()

    def add(self, read: Sequence[tuple[Record, Page]]) -> None:
        """Count the articles of a batch."""
        if not read:
            return
        more = read_reading(
            [record.article for record, _ in read],
            fetched_on=read[0][1].fetched_at.astimezone(LOCAL).date(),
            relevant=sum(record.relevant for record, _ in read),
            unknown_layout=sum(self._is_unknown(page) for _, page in read),
        )
        self._total = _sum(self._total, more)
        self._texts.update(hash(record.article.text) for record, _ in read)

    def problem(self, problem: Unreadable, url: str) -> None:
        """Count a page that could not be read."""
        self._problems[problem.code] += 1
        self._issues.issue(problem.code, problem.message, url)

    def note(self, code: str, message: str) -> None:
        """Keep what is no page's fault for the report."""
        self._issues.issue(code, message)

    @property
    def issues(self) -> tuple[RunIssue, ...]:
        """What could not be read and why, like ones counted up."""
        return self._issues.issues

    def report(self) -> ReadingReport:
        """The counts so far."""
        return replace(
            self._total,
            unreadable=self._problems.total() - self._problems["reader_fault"],
            faults=self._problems["reader_fault"],
            repeated=max(self._texts.values(), default=0),
        )

    def _is_unknown(self, page: Page) -> bool:
        """Whether the source says where the content stands, and it stands somewhere else."""
        if not self._selectors:
            return False
        tree = parse(page.body, page.headers.get("content-type", ""))
        return tree is not None and next(select(tree, self._selectors), None) is None


def _sum(one: ReadingReport, other: ReadingReport) -> ReadingReport:
    """Two reports as one: numbers are added, tables key by key."""
    values: dict[str, Any] = {}
    for field in fields(ReadingReport):
        mine, others = getattr(one, field.name), getattr(other, field.name)
        values[field.name] = dict(Counter(mine) + Counter(others)) if isinstance(mine, dict) else mine + others
    return ReadingReport(**values)


@dataclass(frozen=True, slots=True)
class Saying:
    """What an article's page says, as a hash that the registry's versions share; None for a page that is no article."""

    read: Read

    def __call__(self, page: Page, visit: Visit) -> str | None:
        """Told by the same reading that makes versions, so that counters, clocks and menus make no difference."""
        facts = {f"listed-{name}": value for name, value in visit.meta}
        captured = Captured(page=page, facts=facts)
        item = Item(label=page.final_url, page=page, given=given_by(captured), listed=listed_day(captured))
        try:
            return content_hash(article_of(item, self.read.source_of(item)))
        except Exception:  # noqa: BLE001 - what the reader stumbles over is told when the page is read, as changed
            return None


def given_by(captured: Captured) -> Given:
    """A twin of an article (its print form, its AMP page) is read under the article's own address."""
    return Given(url=captured.facts.get("canonical"))


def listed_day(captured: Captured) -> date | None:
    """The day that the listing stated; not the last day of a month that only the address names."""
    day = date.fromisoformat(captured.facts["listed-day"]) if captured.facts.get("listed-day") else None
    return None if day == month_in_path(captured.page.final_url) else day


def _is_article(captured: Captured) -> bool:
    return captured.facts.get("kind") == "article" and captured.changed
