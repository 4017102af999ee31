"""Opening the SQLite file: one connection a thread, WAL, foreign keys on, writers queue instead of failing."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from store.errors import DiskFullError, RegistryError

BUSY_SECONDS = 60.0
TURN_SUFFIX = "-turn"
_ROOM_TO_OPEN = 1 << 18  # bytes; SQLite puts 32 KiB of shared memory beside the file


class Connection(sqlite3.Connection):
    """A connection that queues for the write lock.

    SQLite lets whoever asks at the right moment write next: a long ingest, which asks again at once, would starve a
    reviewer's correction. So writers first take the turn (a file lock beside the registry, which the kernel frees when
    a process dies), wait for the write lock with it in hand, and pass it on as soon as they write.
    """

    turn: Path | None = None

    @contextmanager
    def next_to_write(self) -> Iterator[None]:
        """Hold the turn."""
        if self.turn is None:
            yield
            return
        with self.turn.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def connect(path: Path, *, read_only: bool = False) -> Database:
    """A connection with the settings that every part of the registry relies on.

    In a folder that cannot be written to, one that only reads.
    """
    read_only = read_only or _is_frozen(path)
    try:
        conn: sqlite3.Connection
        if read_only:
            conn = sqlite3.connect(reading_uri(path), uri=True, timeout=BUSY_SECONDS, check_same_thread=False)
        else:
            conn = sqlite3.connect(path, timeout=BUSY_SECONDS, check_same_thread=False, factory=Connection)
            conn.turn = path.with_name(path.name + TURN_SUFFIX)
        conn.isolation_level = None
        db = Database(conn, execute_plugins=False)
        db.execute("PRAGMA foreign_keys = ON")
        if not read_only:
            _use_wal(db, conn)
            db.execute("PRAGMA synchronous = NORMAL")
            # 64 MiB instead of 4: pages that many articles touch are then written back once for all of them.
            db.execute("PRAGMA wal_autocheckpoint = 16000")
        db.execute("PRAGMA temp_store = MEMORY")
    except sqlite3.Error as error:
        if path.parent.is_dir() and shutil.disk_usage(path.parent).free < _ROOM_TO_OPEN:
            raise DiskFullError(f"no space left to open {path}: free some space and run it again") from error
        raise RegistryError(f"{path} cannot be opened as a registry: {error}") from error
    return db


def reading_uri(path: Path) -> str:
    """The address under which SQLite opens a file to read it only.

    Whoever reads a WAL database makes two files beside it. Where that is impossible the file is read as it is, which is
    right as long as nobody writes, that is, as long as no such file is there.
    """
    alone = _is_frozen(path) and not path.with_name(path.name + "-wal").exists()
    return f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"


def _is_frozen(path: Path) -> bool:
    return path.exists() and not os.access(path.parent, os.W_OK)


def _use_wal(db: Database, conn: sqlite3.Connection) -> None:
    """The change to WAL needs the file alone, and does not wait for it: one process at a time."""
    if one(db, "PRAGMA journal_mode") != "wal" and isinstance(conn, Connection):
        with conn.next_to_write():
            db.execute("PRAGMA journal_mode = WAL")


class Connections:
    """One connection for each thread that asks, all closed together."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._read_only = read_only
        self._local = threading.local()
        self._lock = threading.Lock()
        self._all: list[Database] = []

    @property
    def db(self) -> Database:
        """This thread's connection."""
        found: Database | None = getattr(self._local, "db", None)
        if found is None:
            found = connect(self.path, read_only=self._read_only)
            self._local.db = found
            with self._lock:
                self._all.append(found)
        return found

    def close(self) -> None:
        """Close every thread's connection."""
        with self._lock:
            for db in self._all:
                db.conn.close()
            self._all.clear()
        self._local = threading.local()


@contextmanager
def transaction(db: Database, *, durable: bool = False) -> Iterator[Database]:
    """Everything inside happens, or nothing. Nested, it is a savepoint of the outer one.

    A writer takes its turn at the start: a transaction that first reads and then wants to write would otherwise fail
    at once when another writer came between. `durable` waits for the disk, for what a person was told is saved.
    """
    if db.conn.in_transaction:
        with db.atomic():
            yield db
        return
    if durable:
        db.execute("PRAGMA synchronous = FULL")
    try:
        _begin(db)
        with _commit_or_roll_back(db):
            yield db
    except sqlite3.OperationalError as error:
        explained = _explained(error, db)
        if explained is None:
            raise
        raise explained from error
    finally:
        if durable:
            db.execute("PRAGMA synchronous = NORMAL")


def give_room(db: Database) -> None:
    """Let this connection keep 128 MiB of pages: whoever adds articles comes back to the upper pages of every index."""
    db.execute("PRAGMA cache_size = -131072")


def _begin(db: Database) -> None:
    if isinstance(db.conn, Connection):
        with db.conn.next_to_write():
            db.execute("BEGIN IMMEDIATE")
    else:
        db.execute("BEGIN IMMEDIATE")


@contextmanager
def _commit_or_roll_back(db: Database) -> Iterator[None]:
    try:
        yield
    except BaseException:
        db.rollback()
        raise
    try:
        db.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


def _explained(error: sqlite3.OperationalError, db: Database) -> RegistryError | None:
    path = next((str(row["file"]) for row in db.query("PRAGMA database_list") if row["file"]), "the registry")
    if "disk is full" in str(error):
        return DiskFullError(f"no space left for {path}: the change was not kept; free some space and run it again")
    if "readonly" in str(error):
        return RegistryError(
            f"{path} can only be read here: its folder or file is write-protected, nothing was changed"
        )
    if "locked" in str(error):
        return RegistryError(f"{path} was busy for {BUSY_SECONDS:.0f} s: another process holds it; try again")
    return None


def one(db: Database, sql: str, parameters: tuple[Any, ...] = ()) -> Any:
    """The first column of the first row, or None."""
    row = db.execute(sql, parameters).fetchone()
    return None if row is None else row[0]


def select(db: Database, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> Iterator[dict[str, Any]]:
    """The rows of a query of ours as dictionaries.

    `Database.query` sets a savepoint around each query, in case it is none. Where rows are written that costs more than
    the query: FTS5 writes what it was told so far at every savepoint, as a segment of its own.
    """
    cursor = db.conn.execute(sql, parameters)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


def insert(db: Database, table: str, rows: Iterable[Mapping[str, Any]], *, replace: bool = False) -> int:
    """Insert rows that have the same columns; returns the last row's number.

    `Table.insert` looks the schema up anew for every call, which costs more than the insert where rows come singly.
    """
    last = 0
    for row in rows:
        cursor = db.conn.execute(_insert_sql(table, tuple(row), replace=replace), tuple(row.values()))
        last = int(cursor.lastrowid or 0)
    return last


def settle(
    db: Database, table: str, where: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], key: str = ""
) -> None:
    """Make these the rows of a table that meet `where`, writing only what differs from what is there.

    A row that stays is changed in the columns that differ: the indexes of the others, each page of which would cost as
    much as the row's own, are left alone.

    key: the column that tells these rows apart, or several, with commas between; none where `where` meets one row.
    """
    if not rows:
        db.conn.execute(f"DELETE FROM [{table}] WHERE {_are(where)}", tuple(where.values()))  # noqa: S608 - own names
        return
    keys = tuple(key.split(", ")) if key else ()
    there = {tuple(old[name] for name in keys): old for old in _standing(db, table, where, rows[0])}
    for row in rows:
        old = there.pop(tuple(row[name] for name in keys), None)
        if old is None:
            insert(db, table, [row])
        else:
            _change(db, table, {**where, **{name: row[name] for name in keys}}, (old, row))
    for gone in there:
        settle(db, table, {**where, **dict(zip(keys, gone, strict=True))}, [])


def _standing(db: Database, table: str, where: Mapping[str, Any], names: Iterable[str]) -> Iterator[dict[str, Any]]:
    columns = ", ".join(f'"{name}"' for name in names)
    return select(db, f"SELECT {columns} FROM [{table}] WHERE {_are(where)}", tuple(where.values()))  # noqa: S608


def _change(
    db: Database, table: str, where: Mapping[str, Any], rows: tuple[Mapping[str, Any], Mapping[str, Any]]
) -> None:
    old, new = rows
    changed = {name: value for name, value in new.items() if old[name] != value}
    if changed:
        columns = ", ".join(f'"{name}" = ?' for name in changed)
        sql = f"UPDATE [{table}] SET {columns} WHERE {_are(where)}"  # noqa: S608 - own names
        db.conn.execute(sql, (*changed.values(), *where.values()))


def _are(where: Iterable[str]) -> str:
    return " AND ".join(f'"{name}" IS ?' for name in where)


@lru_cache(maxsize=256)
def _insert_sql(table: str, columns: tuple[str, ...], *, replace: bool) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    holders = ", ".join("?" * len(columns))
    return f"INSERT {'OR REPLACE ' if replace else ''}INTO [{table}] ({names}) VALUES ({holders})"  # noqa: S608 - own names
