"""Backup and restore, both while others read and write; and read-only SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from store.database import reading_uri
from store.errors import InvalidValueError, RegistryError
from store.migrations import SET


def backup(db: Database, target: Path) -> Path:
    """An online copy of the registry in one file; it appears under its name only when it is whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    with closing(sqlite3.connect(partial)) as copy:
        db.conn.backup(copy, pages=2000)
        copy.execute("PRAGMA journal_mode = DELETE")
        _refuse_damaged(copy, partial)
    partial.replace(target)
    return target


def restore(db: Database, source: Path) -> None:
    """Put a backup back in the place of the registry; whoever reads meanwhile sees the old state, then the new one."""
    if not source.exists():
        raise RegistryError(f"there is no backup at {source}")
    with closing(sqlite3.connect(reading_uri(source), uri=True)) as copy:
        _refuse_damaged(copy, source)
        _refuse_other(copy, source)
        copy.backup(db.conn)
    db.execute("PRAGMA journal_mode = WAL")


def _refuse_damaged(copy: sqlite3.Connection, path: Path) -> None:
    try:
        found = copy.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise RegistryError(f"{path} is not a database: {error}") from error
    if found != "ok":
        raise RegistryError(f"{path} is damaged ({found}): take another backup")


def _refuse_other(copy: sqlite3.Connection, path: Path) -> None:
    tables = {str(row[0]) for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    sql = "SELECT count(*) FROM _sqlite_migrations WHERE migration_set = ?"
    if "_sqlite_migrations" not in tables or copy.execute(sql, (SET,)).fetchone()[0] == 0:
        raise RegistryError(f"{path} is not a registry: nothing was changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The columns and rows of a query; `truncated` when there were more rows than asked for."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool

    def dicts(self) -> Iterator[dict[str, Any]]:
        """The rows as dictionaries, ready for a data frame."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


_STEPS = 200_000  # of SQLite's machine between two looks at the outside: some milliseconds


def read_only(
    path: Path, query: str, parameters: Sequence[Any] | dict[str, Any] = (), *, limit: int = 10_000
) -> Answer:
    """Run one query that cannot change anything, on a connection of its own; Ctrl-C ends it."""
    with closing(sqlite3.connect(reading_uri(path), uri=True, timeout=10)) as conn:
        conn.execute("PRAGMA query_only = ON")
        conn.set_authorizer(_touch_no_file)
        conn.set_progress_handler(lambda: 0, _STEPS)  # while SQLite computes, Python hears of no signal
        try:
            cursor = conn.execute(query, parameters)
            rows = cursor.fetchmany(limit + 1)  # a later row may fail where the first did not
        except sqlite3.Error as error:
            raise InvalidValueError(f"that query does not run: {error}") from error
        if cursor.description is None:
            raise InvalidValueError("that query returns no rows: only SELECT and the like can be run")
        columns = tuple(column[0] for column in cursor.description)
    return Answer(columns=columns, rows=tuple(rows[:limit]), truncated=len(rows) > limit)


def _touch_no_file(action: int, *_: str | None) -> int:
    """ATTACH makes the file that it names, even from a connection that only reads."""
    return sqlite3.SQLITE_DENY if action in (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH) else sqlite3.SQLITE_OK
