"""Articles that a rule touches and that are still to be read again: kept in the registry, so that what is left survives
any process. A process that reads holds a lock, by which a page sees whether anybody is at it.
"""

from __future__ import annotations

import fcntl
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from review.desk.kept_rules import RUN, Rule
from store import Registry
from store.runs import report_so_far

_LOCK = "rereading.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A rule that was made or removed by `user`, and how far its articles are read again. `after`: the last one read,
    in the order of their ids.
    """

    run: int
    rule: Rule
    user: str
    removed: bool
    articles: int
    done: int = 0
    after: str = ""

    def report(self) -> dict[str, Any]:
        """As its run tells it."""
        told = {"user": self.user, **asdict(self.rule), "articles": self.articles, "done": self.done}
        return told | {"after": self.after} | ({"removed": True} if self.removed else {})


def begin(registry: Registry, rule: Rule, user: str, *, articles: int, removed: bool) -> Pending:
    """Note that so many articles are to be read again."""
    pending = Pending(run=registry.start_run(RUN), rule=rule, user=user, removed=removed, articles=articles)
    report_so_far(registry.db, pending.run, pending.report())
    return pending


def waiting(registry: Registry) -> list[Pending]:
    """What is not read to the end, the oldest first."""
    runs = [run for run in registry.runs_of(RUN) if run["finished_at"] is None and run["report"]]
    return [_pending(run["id"], run["report"]) for run in reversed(runs)]


def _pending(run: int, told: Mapping[str, Any]) -> Pending:
    return Pending(
        run=run,
        rule=Rule(name=told["name"], expands=told["expands"], kind=told["kind"]),
        user=told["user"],
        removed=bool(told.get("removed")),
        articles=told["articles"],
        done=told["done"],
        after=told["after"],
    )


@contextmanager
def at_work(home: Path) -> Iterator[None]:
    """Hold the lock of the one process that reads again; others wait their turn."""
    with _lock(home).open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_at_work(home: Path) -> bool:
    """Whether a process reads again at this moment."""
    with _lock(home).open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _lock(home: Path) -> Path:
    folder = home / "runs"
    folder.mkdir(exist_ok=True)
    return folder / _LOCK


class Rereader:
    """Reads what is pending in a process of its own: the pages stay as quick as they are, and the reader's memory is
    given back. Whatever a stopped one leaves, the next goes on with.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._processes: list[subprocess.Popen[bytes]] = []

    @property
    def busy(self) -> bool:
        """Whether one that was started here is not done."""
        return any(process.poll() is None for process in self._processes)

    def start(self) -> None:
        """Begin, after whoever is at it already."""
        self._processes = [each for each in self._processes if each.poll() is None]
        command = [sys.executable, "-m", "review.desk.worker", str(self._home.resolve())]
        self._processes.append(subprocess.Popen(command, stdin=subprocess.DEVNULL))  # noqa: S603 - our own module

    def stop(self) -> None:
        """End with the server; what is left waits for its next start."""
        for process in self._processes:
            process.terminate()
            process.wait()
        self._processes = []
