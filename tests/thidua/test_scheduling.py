"""When a source is due is reckoned from what the registry remembers, so that nothing is lost when nobody was awake."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from sources import Owner, Source, Status
from thidua.errors import Refused
from thidua.locks import is_running, only_run
from thidua.scheduling import plan, scheduled

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
STATUSES = {"live": Status.TRIED, "mine": Status.UNTRIED, "other": Status.UNTRIED, "wished": Status.UNTRIED}
DAILY = Source(id="a", name="A", owner=Owner(name="A"), family="generic", cadence=timedelta(days=1))


@dataclass(frozen=True)
class Case:
    """The last run began so long ago and ended so; the source is due in so many hours, so many rounds were missed."""

    hours_ago: float
    outcome: str | None
    due_in: float
    missed: int = 0


CASES = {
    "a good run rests for its cadence": Case(2, "ok", 22),
    "then it is due": Case(25, "ok", -1),
    "a machine that slept for three days missed two rounds": Case(75, "ok", -51, missed=2),
    "a failed run is tried again after an hour": Case(0.5, "failed", 0.5),
    "a stopped run is taken up at once": Case(2, "stopped", -2 + 1 / 60),
    "a killed run is taken up at once": Case(2, None, -2 + 1 / 60),
    "nobody took up a stopped run for three days": Case(75, "stopped", -75 + 1 / 60, missed=2),
    "nor a killed one": Case(75, None, -75 + 1 / 60, missed=2),
    "one that dies as it begins does not spin": Case(0, None, 1 / 60),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_when_a_source_is_due(case):
    started = (NOW - timedelta(hours=case.hours_ago)).isoformat()
    found = plan(DAILY, {"started_at": started, "outcome": case.outcome}, NOW)
    assert (found.due - NOW, found.missed) == (timedelta(hours=case.due_in), case.missed)
    assert found.is_due(NOW) == (case.due_in <= 0)
    assert found.late(NOW) == max(timedelta(hours=-case.due_in), timedelta())


def test_a_source_that_was_never_crawled_is_due_now():
    assert plan(DAILY, None, NOW).is_due(NOW)


def test_a_source_that_ships_untried_is_crawled_only_when_it_is_named():
    known = {name: replace(DAILY, id=name, status=status) for name, status in STATUSES.items()}
    assert list(scheduled(known, own=["mine"], named=["wished"])) == ["live", "mine", "wished"]
    with pytest.raises(Refused, match=r"schedule\.sources names nobody"):
        scheduled(known, own=[], named=["nobody"])


def test_one_run_at_a_time_a_source(tmp_path):
    assert not is_running(tmp_path, "a")
    with only_run(tmp_path, "a"):
        assert is_running(tmp_path, "a")
        with pytest.raises(Refused, match=r"a run of a is under way \(process \d+\)"), only_run(tmp_path, "a"):
            pass
        with only_run(tmp_path, "b"):
            pass
    assert not is_running(tmp_path, "a")
