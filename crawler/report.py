"""What a run did: counts that monitors compare, issues that an operator reads. Goes out as JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class RunIssue:
    """Something an operator should see: a code, a sentence, an example address, and how often it happened."""

    code: str
    message: str
    url: str | None = None
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the extractor made of a run's articles; whoever runs it adds this to the report.

    filled: how many articles had the field. relevant: how many report a bloc's event. unknown_layout: how many no
    selector of the source fitted. days: articles by publication day (ISO). on_fetch_day, in_future: how many of those
    days are the day of the fetch, or later. belied: how many of those on the day of the fetch have a text that speaks
    of earlier years only. unreadable: pages in which no article was found. faults: pages that the reader failed on.
    repeated: how many of the articles have one and the same text, of the text that most have.
    """

    articles: int = 0
    relevant: int = 0
    filled: dict[str, int] = field(default_factory=dict)
    unknown_layout: int = 0
    days: dict[str, int] = field(default_factory=dict)
    on_fetch_day: int = 0
    in_future: int = 0
    belied: int = 0
    unreadable: int = 0
    faults: int = 0
    repeated: int = 0

    @property
    def pages(self) -> int:
        """All that was to be read."""
        return self.articles + self.unreadable + self.faults


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """One run over one source.

    ended: `finished`, `stopped` (asked to), `quiet_hours`, `max_pages`, `max_minutes`, `robots` (the host forbids or
    cannot say) or `failed`. requests: everything asked, robots.txt and redirects too. listings, articles, files:
    pages captured by kind, new or not. new: articles captured for the first time. changed: captures with a body not
    seen before. unchanged: not modified, the same body, or the same article in it. gone, refused, failed: visits that
    ended so. challenges: challenge and error pages served as 200. found: new addresses. named: article addresses that
    listings and feeds named, known or new (None when a feed was not read, for it answers 304). listed: the same by
    start point, for those that were read. lost: start points that gave no page, with the reason. size: bytes that
    came over the wire. delay: seconds between requests at the end. pending: visits left. since: the day of a
    back-fill. older: articles of a back-fill that were found to be from before its day: a listing without days names
    them.
    """

    source: str
    started: datetime
    finished: datetime
    ended: str
    requests: int = 0
    listings: int = 0
    articles: int = 0
    files: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    refused: int = 0
    failed: int = 0
    challenges: int = 0
    found: int = 0
    named: int | None = None
    size: int = 0
    delay: float = 0.0
    pending: int = 0
    statuses: dict[str, int] = field(default_factory=dict)
    listed: dict[str, int] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    since: str | None = None
    older: int = 0
    issues: tuple[RunIssue, ...] = ()
    reading: Reading | None = None

    @property
    def seconds(self) -> float:
        """How long the run took."""
        return (self.finished - self.started).total_seconds()

    def to_json(self) -> dict[str, Any]:
        """A JSON object, instants as ISO text in UTC."""
        return {**asdict(self), "started": self.started.isoformat(), "finished": self.finished.isoformat()}


def report_from_json(data: dict[str, Any]) -> RunReport:
    """The report that `to_json` wrote; keys of later versions are left out."""
    known = {name: data[name] for name in RunReport.__dataclass_fields__ if name in data}
    known["started"] = datetime.fromisoformat(known["started"])
    known["finished"] = datetime.fromisoformat(known["finished"])
    known["issues"] = tuple(RunIssue(**issue) for issue in known.get("issues", ()))
    known["reading"] = Reading(**known["reading"]) if known.get("reading") else None
    return RunReport(**known)


class Tally:
    """The counts of a run while it goes on."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()
        self.listed: dict[str, int] = {}
        self.lost: dict[str, str] = {}
        self._issues: dict[tuple[str, str], RunIssue] = {}

    def issue(self, code: str, message: str, url: str | None = None) -> bool:
        """Count an issue; True when this message is the first of its code (then it should be told at once)."""
        first = self._issues.get((code, message))
        count = first.count + 1 if first else 1
        self._issues[code, message] = RunIssue(code=code, message=message, url=first.url if first else url, count=count)
        return first is None

    @property
    def issues(self) -> tuple[RunIssue, ...]:
        """All issues so far, in the order they first came up."""
        return tuple(self._issues.values())
