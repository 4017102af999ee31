"""The registry: one object, one SQLite file, every door of this room."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from records import Article, Captured, Context, Record
from store import capture, runs
from store.adding import Change, Incoming, add_all, keep_captures, keep_source
from store.asof import copy_as_of, fact_as_of
from store.catalogue import TableInfo, table_info, table_names
from store.checking import Problem, check
from store.clock import Clock, now
from store.database import Connections, give_room, one, transaction
from store.desk import Desk
from store.errors import NotFoundError, RegistryError
from store.export import export
from store.frontier import StoredFrontier
from store.gold import article_record
from store.history import history
from store.migrations import migrate
from store.places import Change as PlaceChange
from store.places import place_history
from store.queries.common import browse, total
from store.queries.overview import overview
from store.queries.queue import queue, queue_counts, suggestions
from store.queries.show import show
from store.queries.units import unit_on
from store.rebuilding import Progress, rebuild
from store.release import Release, release
from store.safekeeping import Answer, backup, read_only, restore
from store.search import Found, search
from store.sink import StoredSink

FILE = "registry.db"


class Registry:
    """News in, registry out. Safe to use from several threads and processes at once.

    >>> registry = Registry.open(Path("registry"))   # doctest: +SKIP
    """

    def __init__(
        self, path: Path | str, *, clock: Clock = now, create: bool = True, progress: Progress | None = None
    ) -> None:
        self.path = Path(path)
        if not create and not self.path.exists():
            raise RegistryError(f"there is no registry at {self.path}: name another --home, or ingest or crawl first")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.clock = clock
        self._connections = Connections(self.path)
        migrate(self.db, self.path, clock, progress)

    @classmethod
    def open(
        cls, home: Path | str, *, clock: Clock = now, create: bool = True, progress: Progress | None = None
    ) -> Self:
        """The registry of a workspace: the file `registry.db` in it.

        `progress` is told how many of how many articles are done while one of an older version is brought up to date.
        """
        return cls(Path(home) / FILE, clock=clock, create=create, progress=progress)

    @property
    def db(self) -> Database:
        """This thread's connection; SQL stays inside `store/`."""
        return self._connections.db

    @property
    def archive(self) -> Path:
        """Where the WARC files of this registry lie."""
        return self.path.parent / "archive"

    def close(self) -> None:
        """Close every connection."""
        self._connections.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Several calls as one transaction: all happen or none, and the disk is asked once."""
        with transaction(self.db):
            yield

    # Runs and what operators see

    def start_run(self, kind: str, *, source: str | None = None) -> int:
        """Open a run (`crawl`, `ingest`, `reextract` …) and return its number."""
        return runs.start_run(self.db, self.clock, kind=kind, source=source)

    def finish_run(self, run: int, *, outcome: str = "ok", report: Mapping[str, Any] | None = None) -> None:
        """Close a run with its report, any JSON object."""
        runs.finish_run(self.db, self.clock, run, outcome=outcome, report=report or {})

    def runs(self, *, source: str | None = None, limit: int = 50) -> list[dict[str, Any]]:
        """The latest runs first."""
        return runs.runs(self.db, source=source, limit=limit)

    def runs_of(self, kind: str) -> list[dict[str, Any]]:
        """All runs of a kind, the latest first."""
        return runs.runs_of(self.db, kind)

    def run_issue(self, *, code: str, message: str, run: int | None = None, url: str | None = None) -> None:
        """Keep something an operator should see."""
        runs.add_run_issue(self.db, self.clock, run, None, (code, message, url))

    def run_issues(self, *, run: int | None = None, limit: int = 200) -> list[dict[str, Any]]:
        """What operators should see, the latest first."""
        return runs.run_issues(self.db, run=run, limit=limit)

    # Crawling

    def frontier(self, source: str, run: int, **how: Any) -> StoredFrontier:
        """What is still to be visited of one source, for one run; `lease_seconds` and `revisits` say how."""
        return StoredFrontier(self._connections, self.clock, source=source, run=run, **how)

    def sink(self, run: int) -> StoredSink:
        """Where one run's captures go."""
        return StoredSink(self._connections, self.clock, run=run)

    # Layer 1

    def remember_source(self, source_id: str, **facts: Any) -> None:
        """Keep what a source's definition says: name, owner, place, level, family, full_text."""
        with transaction(self.db):
            keep_source(self.db, self.clock, source_id, facts)

    def capture(self, captured: Captured, *, run: int | None = None) -> int:
        """Keep one response and return the number of its fetch; the same response told twice is one."""
        with transaction(self.db):
            return keep_captures(self.db, self.clock, [captured], run)[0]

    def captures(self, captured: Sequence[Captured], *, run: int | None = None) -> list[int]:
        """Keep several responses, all or none."""
        with transaction(self.db):
            return keep_captures(self.db, self.clock, captured, run)

    def add(
        self, record: Record, *, fetch: int | None = None, run: int | None = None, context: Context | None = None
    ) -> Change:
        """Add what one article yields, and bring the tables up to date. The same record again changes nothing.

        `fetch` is the number that `capture` gave. Without one, `context` may say whose news it is.
        """
        return self.add_all([Incoming(record=record, fetch=fetch, run=run, context=context)])[0]

    def add_all(self, incoming: Iterable[Incoming]) -> list[Change]:
        """Add several records as one transaction; the tables are brought up to date once."""
        give_room(self.db)
        with transaction(self.db):
            return add_all(self.db, self.clock, incoming)

    def article(self, article_id: str) -> Article:
        """The article as its latest capture had it."""
        found = capture.resolve_article(self.db, article_id)
        version = capture.current_version(self.db, found)
        if version is None:
            raise NotFoundError(f"there is no article {article_id} in {self.path}")
        row = next(self.db.query("SELECT * FROM article_versions WHERE id = ?", [version]))
        return capture.version_article(row)

    def fetch(self, fetch_id: int) -> dict[str, Any]:
        """One response: address, instant, hash, and its place in the archive."""
        row = next(iter(self.db.query("SELECT * FROM fetches WHERE id = ?", [fetch_id])), None)
        if row is None:
            raise NotFoundError(f"there is no fetch {fetch_id} in {self.path}")
        return row

    def count(self, table: str) -> int:
        """How many rows a table has."""
        if table not in self.db.table_names():
            raise NotFoundError(f"there is no table {table} in {self.path}")
        return int(one(self.db, f"SELECT count(*) FROM [{table}]"))  # noqa: S608 - the name is one of the schema's

    # Layer 3: what people say

    def desk(self, user: str, *, reason: str | None = None) -> Desk:
        """The desk of one reviewer: confirm, reject, set, add, same, undo …"""
        return Desk(lambda: self.db, self.clock, user=user, reason=reason)

    def history(self, fact: str) -> dict[str, Any]:
        """Machine values by version and all judgements of a fact, the oldest first."""
        return history(self.db, fact)

    def queue(self, *, limit: int = 50, offset: int = 0, **filters: Any) -> list[dict[str, Any]]:
        """Facts that wait for a person: `kind`, `state`, `article`, `source`, `bloc` narrow it."""
        return queue(self.db, filters, limit=limit, offset=offset)

    def queue_counts(self) -> dict[str, dict[str, int]]:
        """How many facts there are by kind and state."""
        return queue_counts(self.db)

    def suggestions(self, *, kind: str | None = None, limit: int = 50) -> list[dict[str, Any]]:
        """Pairs that may be one, the likeliest first."""
        return suggestions(self.db, kind=kind, limit=limit)

    # Layer 4

    def search(self, words: str, *, limit: int = 20, offset: int = 0, **filters: Any) -> Found:
        """Full-text search with or without diacritics; `kind`, `place`, `year`, `source` narrow it."""
        return search(self.db, words, filters, limit=limit, offset=offset)

    def show(self, ref: str) -> dict[str, Any]:
        """The page of an article, a fact, a bloc, a unit, a person, an event, an award or a document.

        `id` is what it is known under now, `row` its row; what else is in the page is in `store/queries/`.
        """
        return show(self.db, ref)

    def table(
        self,
        name: str,
        where: Mapping[str, Any] | None = None,
        *,
        order: str = "",
        limit: int = 1_000_000,
        offset: int = 0,
    ) -> list[dict[str, Any]]:
        """Rows of a readable table as dictionaries: `pandas.DataFrame(registry.table("events", {"bloc": bloc}))`."""
        return browse(self.db, name, where, order, limit=limit, offset=offset)

    def total(self, name: str, where: Mapping[str, Any] | None = None) -> int:
        """How many rows of a readable table have these values."""
        return total(self.db, name, where)

    def tables(self) -> list[TableInfo]:
        """The readable tables, with every column described."""
        return [table_info(self.db, name) for name in table_names()]

    def overview(self) -> dict[str, Any]:
        """Numbers of everything, events by year, the latest events."""
        return overview(self.db)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make layer 4 anew from layers 1 to 3; returns the number of articles."""
        give_room(self.db)
        with transaction(self.db):
            return rebuild(self.db, self.clock, progress)

    def place_history(self, name: str, province: str | None = None) -> list[PlaceChange]:
        """What became of a province, district or commune, and what it was before, with day and document."""
        return place_history(name, province)

    def unit_on(self, unit: str, day: date) -> list[dict[str, Any]]:
        """What stood on that day where this unit stands: itself, its heir, or what it was made of."""
        return unit_on(self.db, unit, day.isoformat())

    # Out of the registry

    def export(self, form: str, out: Path | str) -> list[Path]:
        """Write `csv` (with a data package descriptor), `jsonl`, `parquet` or `gold` into a folder."""
        return export(self.db, form, Path(out))

    def release(self, root: Path | str, day: date, *, before: Path | str | None = None) -> Release:
        """A dated, checksummed bundle in `root`, with what changed since an earlier one (by default the latest)."""
        return release(self.db, Path(root), day, before=Path(before) if before else None)

    def record(self, article_id: str) -> Record:
        """An article's record as it stands, human values in place."""
        found = capture.resolve_article(self.db, article_id)
        if self.db.execute("SELECT 1 FROM article_versions WHERE article = ?", (found,)).fetchone() is None:
            raise NotFoundError(f"there is no article {article_id} in {self.path}")
        return article_record(self.db, found)

    def sql(self, query: str, parameters: Sequence[Any] | dict[str, Any] = (), *, limit: int = 10_000) -> Answer:
        """Run a query that cannot change anything."""
        return read_only(self.path, query, parameters, limit=limit)

    # Safekeeping

    def backup(self, target: Path | str) -> Path:
        """An online copy in one file. The WARC archive is files that never change: copy its folder beside it."""
        return backup(self.db, Path(target))

    def restore(self, source: Path | str) -> None:
        """Put a backup in the registry's place and bring it up to date."""
        restore(self.db, Path(source))
        migrate(self.db, self.path, self.clock)

    def check(self, *, deep: bool = True) -> list[Problem]:
        """What is off, nothing when all is well; `deep` also compares layer 4 with a fresh one."""
        return check(self.db, self.clock, self.archive, deep=deep)

    # As known on day X

    @contextmanager
    def as_of(self, day: date) -> Iterator[Registry]:
        """The whole registry as it was known at the end of `day`, to read from; gone when the block ends."""
        with tempfile.TemporaryDirectory(prefix="thidua-asof-") as folder:
            path = Path(folder) / FILE
            copy_as_of(self.db, self.clock, day, path)
            with Registry(path, clock=self.clock) as past:
                yield past

    def fact_as_of(self, fact: str, day: date) -> dict[str, Any]:
        """One fact as it was known at the end of `day`."""
        return fact_as_of(self.db, fact, day)
