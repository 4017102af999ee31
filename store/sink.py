"""Where a crawl's captured pages go; implements `records.Sink`."""

from __future__ import annotations

from collections.abc import Sequence

from records import Captured
from store.adding import keep_captures
from store.clock import Clock
from store.database import Connections, one, transaction
from store.runs import add_run_issue


class StoredSink:
    """The sink of one run: captures become rows of `fetches`."""

    def __init__(self, connections: Connections, clock: Clock, *, run: int) -> None:
        self._connections = connections
        self._clock = clock
        self._run = run

    def captured(self, captures: Sequence[Captured]) -> None:
        """Take a batch of captures, all or none."""
        db = self._connections.db
        with transaction(db):
            keep_captures(db, self._clock, captures, self._run)

    def issue(self, *, code: str, message: str, url: str | None = None) -> None:
        """Something an operator should see."""
        db = self._connections.db
        source = one(db, "SELECT source FROM runs WHERE id = ?", (self._run,))
        add_run_issue(db, self._clock, self._run, source, (code, message, url))
