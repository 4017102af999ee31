"""Runs of sources as processes of their own: what crashes or eats memory there leaves the schedule standing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from time import monotonic

from sources import Source
from store import Registry
from thidua.alarms import tell
from thidua.due import due_sources, plans, scheduled_sources
from thidua.output import say
from thidua.workspace import Workspace

TELL_EVERY = 600.0  # seconds between looks for alarms that no run of ours brings about: a source that is overdue
_GRACE = 20.0  # seconds for a run to end cleanly; a crawl needs its own grace of a few


class Runner:
    """Starts runs that are due, notes their end, and ends them all when asked."""

    def __init__(self, workspace: Workspace, registry: Registry) -> None:
        self._workspace = workspace
        self._registry = registry
        self._definitions: dict[str, Source] = {}
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self._told_at = monotonic()

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs."""
        return not self.running

    def sources(self) -> dict[str, Source]:
        """The scheduled sources, read anew: an operator may add one while the schedule is up."""
        self._definitions = scheduled_sources(self._workspace)
        return self._definitions

    def look(self) -> None:
        """Note what ended, tell alarms, start what is due."""
        if self._note_ended() or monotonic() - self._told_at >= TELL_EVERY:
            self._tell()
        room = self._workspace.settings.schedule.parallel - len(self.running)
        if room <= 0:
            return
        for source in due_sources(self._registry, self.sources().values()):
            if room > 0 and source.id not in self.running and not self._shares_a_host(source):
                self._start(source)
                room -= 1

    def end(self) -> None:
        """Ask every run to end, and wait for it; kill what does not listen."""
        for process in self.running.values():
            process.terminate()
        for name, process in self.running.items():
            try:
                process.wait(_GRACE)
            except subprocess.TimeoutExpired:
                say(f"{name}: did not end within {_GRACE:g} seconds and was killed; nothing captured is lost")
                process.kill()
                process.wait()
        self._note_ended()

    def _start(self, source: Source) -> None:
        missed = plans(self._registry, [source], datetime.now(UTC))[source.id].missed
        say(f"{source.id}: starting" + (f" ({missed} rounds were missed)" if missed else ""))
        command = [sys.executable, "-m", "thidua", "--home", str(self._workspace.home), "crawl", source.id]
        # A session of its own: Ctrl-C at the terminal reaches the schedule, which then asks its runs to end.
        self.running[source.id] = subprocess.Popen(  # noqa: S603 - our own command, its parts are ours
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
        )

    def _tell(self) -> None:
        """A run tells its own alarms when it ends; one that was killed cannot, nor one that never began."""
        self._told_at = monotonic()
        tell(self._workspace, self._registry, self.sources().values())

    def _note_ended(self) -> bool:
        """Say what ended; whether anything did."""
        ended = [name for name, process in self.running.items() if process.poll() is not None]
        for name in ended:
            code = self.running.pop(name).returncode
            say(f"{name}: ended" + ("" if code == 0 else f" with exit code {code}"))
        return bool(ended)

    def _shares_a_host(self, source: Source) -> bool:
        return bool(set(source.hosts) & set(_hosts(self._definitions[name] for name in self.running)))


def _hosts(sources: Iterable[Source]) -> list[str]:
    return [host for source in sources for host in source.hosts]
