"""Is the registry whole? Layers agree, evidence is exact, the archive can be read."""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from store.catalogue import table_info
from store.clock import Clock
from store.database import connect, transaction
from store.members import first_tear, is_written
from store.rebuilding import rebuild
from store.tables import READABLE

_TRIGGERS = frozenset({"judgements_keep", "judgements_stand", "statements_keep", "statements_stand", "versions_keep"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that is off: a code, and a sentence that says what and where."""

    code: str
    message: str


def check(db: Database, clock: Clock, archive: Path, *, deep: bool = True) -> list[Problem]:
    """Everything that is off. `deep` also makes layer 4 anew in a copy and compares; it takes as long as a rebuild."""
    found = [*_file(db), *_evidence(db), *_search(db), *_archive(db, archive)]
    return [*found, *_layers(db, clock)] if deep and not found else found


def _file(db: Database) -> Iterator[Problem]:
    for (line,) in db.execute("PRAGMA integrity_check(20)").fetchall():
        if line != "ok":
            yield Problem(code="damaged", message=str(line))
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check").fetchmany(20):
        yield Problem(code="dangling", message=f"row {row} of {table} names a row of {parent} that is not there")
    triggers = {str(row[0]) for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    for name in sorted(_TRIGGERS - triggers):
        yield Problem(code="unguarded", message=f"the trigger {name} is gone: restore a backup")


def _evidence(db: Database) -> Iterator[Problem]:
    """`text[start:end] == quote` for every span of every version."""
    sql = """SELECT v.id, v.article, v.text, s.start, s."end", s.quote FROM spans s
             JOIN article_versions v ON v.id = s.version ORDER BY v.id"""
    for version, article, text, start, end, quote in db.execute(sql):
        if text[start:end] != quote:
            message = f"article {article}, version {version}: text[{start}:{end}] is not {quote!r}"
            yield Problem(code="evidence", message=message)


def _search(db: Database) -> Iterator[Problem]:
    try:
        with transaction(db):
            db.execute("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        yield Problem(code="search", message=f"the search index disagrees with its entries ({error}): run a rebuild")


def _archive(db: Database, archive: Path) -> Iterator[Problem]:
    """Every capture's record is in its file, whole, and so is what stands between them."""
    sql = """SELECT warc, warc_offset, warc_length, url FROM fetches
             WHERE warc IS NOT NULL AND warc_length IS NOT NULL ORDER BY warc, warc_offset"""
    missing: set[str] = set()
    whole: dict[Path, list[tuple[int, int]]] = defaultdict(list)
    for warc, offset, length, url in db.execute(sql):
        path = archive / warc
        if warc in missing:
            continue
        if not path.exists():
            missing.add(warc)
            yield Problem(code="archive", message=f"{path} is missing")
        elif not _whole(path, offset, length):
            yield Problem(code="archive", message=f"{path} has no whole record at {offset} for {url}")
        else:
            whole[path].append((offset, offset + length))
    for path in sorted(archive.rglob("*.warc.gz")):
        if not is_written(path) and (at := first_tear(path, whole[path])) is not None:
            message = f"{path} is torn at offset {at}: the next run of its source cuts a torn end off"
            yield Problem(code="archive", message=f"{message}; if it stays, get the file from a copy")


def _whole(path: Path, offset: int, length: int) -> bool:
    with path.open("rb") as file:
        file.seek(offset)
        record = file.read(length)
    if len(record) != length:
        return False
    if not record.startswith(b"\x1f\x8b"):
        return record.startswith(b"WARC/")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        # What was appended where a torn record was cut off begins here too, and ends elsewhere.
        return unpacker.decompress(record).startswith(b"WARC/") and unpacker.eof and not unpacker.unused_data
    except zlib.error:
        return False


def _layers(db: Database, clock: Clock) -> Iterator[Problem]:
    """Layer 4 made anew, in a copy, is what the registry has."""
    with tempfile.TemporaryDirectory(prefix="thidua-check-") as folder:
        path = Path(folder) / "copy.db"
        with closing(sqlite3.connect(path)) as copy:
            db.conn.backup(copy)
        fresh = connect(path)
        with closing(fresh.conn):
            before = digests(fresh)
            with transaction(fresh):
                rebuild(fresh, clock)
            after = digests(fresh)
    for table in before:
        if before[table] != after[table]:
            message = f"{table} is not what layers 1 to 3 make of it: run `thidua rebuild`"
            yield Problem(code="layers", message=message)


def digests(db: Database) -> dict[str, str]:
    """A hash of each readable table's rows in the order of its key."""
    out = {}
    for table in READABLE:
        order = ", ".join(f'"{part}"' for part in table_info(db, table).key)
        found = hashlib.sha256()
        for row in db.execute(f"SELECT * FROM [{table}] ORDER BY {order}"):  # noqa: S608 - constants
            found.update(repr(row).encode("utf-8", "surrogatepass"))
        out[table] = found.hexdigest()
    return out
