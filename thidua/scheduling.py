"""When each source is due, reckoned from the runs that the registry remembers: a restart or a sleep loses nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sources import Source, Status
from thidua.errors import Refused

RETRY_FAILED = timedelta(hours=1)
RETRY_UNFINISHED = timedelta(minutes=1)  # at once, but one that dies as soon as it begins must not spin
# How a run can have ended without having done its work: it is taken up where it was.
_UNFINISHED = ("stopped", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One source's place in the schedule.

    last, outcome: when its last crawl began and how it ended (None: it was killed or still runs). due: when the next is
    to begin. missed: how many whole rounds passed since then without a run.
    """

    source: str
    due: datetime
    last: datetime | None = None
    outcome: str | None = None
    missed: int = 0

    def is_due(self, now: datetime) -> bool:
        """Whether the source is to be crawled."""
        return self.due <= now

    def late(self, now: datetime) -> timedelta:
        """By how much its run is late."""
        return max(now - self.due, timedelta())


def scheduled(known: Mapping[str, Source], own: Collection[str], named: Collection[str]) -> dict[str, Source]:
    """The sources that run by themselves: the workspace's own, those tried live, and those that the settings name.

    Raises `Refused` when the settings name one that does not exist.
    """
    if unknown := sorted(set(named) - known.keys()):
        raise Refused(
            f"thidua.toml: schedule.sources names {', '.join(unknown)}; `thidua sources list` names all there are"
        )
    chosen = {*own, *named}
    return {name: source for name, source in known.items() if name in chosen or source.status is Status.TRIED}


def plan(source: Source, last_run: Mapping[str, Any] | None, now: datetime) -> Plan:
    """The plan of a source, from the row of its last crawl (or None when there was none)."""
    if last_run is None:
        return Plan(source=source.id, due=now)
    last = instant(last_run["started_at"])
    outcome = last_run["outcome"]
    due = last + _wait(source.cadence, outcome)
    # A run that was stopped or killed did not do its round: those that passed since then were missed all the same.
    missed = max(0, (now - last - source.cadence) // source.cadence)
    return Plan(source=source.id, due=due, last=last, outcome=outcome, missed=missed)


def _wait(cadence: timedelta, outcome: str | None) -> timedelta:
    if outcome in _UNFINISHED:
        return RETRY_UNFINISHED
    return min(cadence, RETRY_FAILED) if outcome == "failed" else cadence


def instant(text: str) -> datetime:
    """The instant of an ISO text, UTC when it names no zone."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
