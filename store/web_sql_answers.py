"""Answering one question in SQL within a time, a memory and a size: what Datasette alone limits by time only."""

from __future__ import annotations

import os
import resource
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from datasette.database import Database, QueryInterrupted, Results

from store.errors import InvalidValueError
from store.web_sql_limits import check_copies

LARGEST_ANSWER = 16_000_000  # bytes
MOST_MEMORY = 256 << 20  # bytes by which the process may grow while one question is worked on
_SLOW = "took too long"
_LARGE = "the query needs too much memory; narrow it, or leave long columns out"
_STEPS = 200  # of SQLite between two looks at clock and memory; one step builds `LONGEST` bytes at most
_CELL = 50  # bytes that a value takes beside its own


def quiet_callbacks() -> None:
    """Print no traceback for a question that is interrupted; Datasette switches that on for the whole process."""
    sqlite3.enable_callback_tracebacks(False)


class Readable(Database):  # type: ignore[misc]  # datasette ships no types
    """A database whose questions end when they take too long, too much memory, or answer too much."""

    async def execute(
        self,
        sql: str,
        params: Any = None,
        truncate: bool = False,
        custom_time_limit: int | None = None,
        page_size: int | None = None,
        log_sql_errors: bool = True,  # noqa: ARG002 - Datasette's signature; logs would fill with strangers' errors
    ) -> Results:
        """As Datasette's own, in a thread; nothing of a stranger's question is printed."""
        milliseconds = min(custom_time_limit or self.ds.sql_time_limit_ms, self.ds.sql_time_limit_ms)
        most = int(self.ds.max_returned_rows) + (
            1 if self.ds.max_returned_rows == (page_size or self.ds.page_size) else 0
        )

        try:
            check_copies(sql)
        except InvalidValueError as error:
            raise sqlite3.OperationalError(str(error)) from error

        def ask(conn: sqlite3.Connection) -> Results:
            with _watched(conn, milliseconds / 1000) as gone:
                try:
                    cursor = conn.execute(sql, params if params is not None else {})
                    rows = list(_some(cursor, most + 1 if truncate else None))
                except MemoryError as error:
                    raise sqlite3.OperationalError(_LARGE) from error
                except sqlite3.Error as error:
                    if gone and gone[0] != _SLOW:
                        raise sqlite3.OperationalError(gone[0]) from error
                    if gone:
                        raise QueryInterrupted(error, sql, params) from error
                    raise
            cut = truncate and len(rows) > most
            return Results(rows[:most] if cut else rows, cut, cursor.description)

        return await self.execute_fn(ask)


@contextmanager
def _watched(conn: sqlite3.Connection, seconds: float) -> Iterator[list[str]]:
    """Interrupts what runs longer, or makes the process grow by more than `MOST_MEMORY`; then says so in the list."""
    deadline, at_first, said = time.perf_counter() + seconds, _memory(), list[str]()

    def look() -> int:
        if _memory() - at_first > MOST_MEMORY:
            said[:] = [_LARGE]
        elif time.perf_counter() >= deadline:
            said[:] = [_SLOW]
        return 1 if said else 0

    conn.set_progress_handler(look, _STEPS)
    _thread.look = look
    try:
        yield said
    finally:
        _thread.look = None
        conn.set_progress_handler(None, _STEPS)


_thread = threading.local()


def enough() -> bool:
    """Whether the question that this thread works on took enough: preparing it has no steps that are counted."""
    look: Callable[[], int] | None = getattr(_thread, "look", None)
    return look is not None and look() == 1


def _some(cursor: sqlite3.Cursor, most: int | None) -> Iterator[Any]:
    """Rows one by one, until there are `most`; raises when together they are larger than `LARGEST_ANSWER`."""
    size = 0
    for count, row in enumerate(cursor, start=1):
        size += _size(row)
        if size > LARGEST_ANSWER:
            megabytes = LARGEST_ANSWER // 1_000_000
            raise sqlite3.OperationalError(f"the answer is larger than {megabytes} MB; ask for fewer rows or columns")
        yield row
        if count == most:
            return


def _size(row: Sequence[Any]) -> int:
    return sum(_CELL + (len(value) if isinstance(value, str | bytes) else 0) for value in row)


_STATM = Path("/proc/self/statm")
_PAGE = resource.getpagesize()


def _memory() -> int:
    """Bytes that the process holds; where the system does not tell, the most that it ever held."""
    try:
        file = os.open(_STATM, os.O_RDONLY)
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    try:
        return int(os.read(file, 100).split()[1]) * _PAGE
    finally:
        os.close(file)
