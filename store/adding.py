"""The way in: a record becomes a version, a reading, statements, and changed rows, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from records import Captured, Context, Record, canonical_url
from store.capture import articles_of, current_version, keep_article, keep_fetch, remember_source
from store.clock import Clock, local_day, stamp
from store.database import one
from store.former import former_items
from store.gazetteer import gazetteer
from store.refresh import Refresh
from store.statements import add_reading
from store.tables import Touched
from store.tables.files import rebuild_files_of

HTTP_NOT_MODIFIED = 304

_VERSIONS = "SELECT count(*) FROM article_versions WHERE article = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What adding a record changed. `touched` is empty when the registry knew all of it.

    `new_reading` when it was read for the first time by this extractor, `other_facts` when that says something new.
    """

    article: str
    version: int
    new_article: bool
    new_version: bool
    new_reading: bool
    other_facts: bool
    touched: Touched = field(default_factory=Touched)

    @property
    def nothing(self) -> bool:
        """True when the registry knew all of it."""
        return not (self.new_article or self.new_version or self.new_reading or self.touched.facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A record on its way in, with where it came from."""

    record: Record
    fetch: int | None = None
    run: int | None = None
    context: Context | None = None


def add_all(db: Database, clock: Clock, incoming: Iterable[Incoming]) -> list[Change]:
    """Add records one after another and bring the tables up to date once, for all of them."""
    changes: list[Change] = []
    stale: list[str] = []
    for each in incoming:
        change, moved = _add(db, clock, each)
        changes.append(change)
        stale += moved
    if not stale:
        return changes
    touched = Refresh(db, clock, gazetteer()).run(stale)
    return [_with(change, touched, len(changes)) for change in changes]


def _with(change: Change, touched: Touched, of: int) -> Change:
    """A change with its rows; in a batch only the facts and articles of its own."""
    if of > 1:
        touched = Touched(articles=touched.articles & {change.article})
    return Change(
        article=change.article,
        version=change.version,
        new_article=change.new_article,
        new_version=change.new_version,
        new_reading=change.new_reading,
        other_facts=change.other_facts,
        touched=touched,
    )


def _add(db: Database, clock: Clock, incoming: Incoming) -> tuple[Change, list[str]]:
    """The change, and the articles to look at again."""
    record = incoming.record
    before = _state(db, record.article.id)
    article, version, new_version = keep_article(db, clock, record.article, incoming.fetch)
    stale = _keep_context(db, clock, article, incoming.context)
    reading = add_reading(db, clock, record, (article, version), incoming.run, former_items(db, article))
    change = Change(
        article=article,
        version=version,
        new_article=new_version and one(db, _VERSIONS, (article,)) == 1,
        new_version=new_version,
        new_reading=reading.new,
        other_facts=reading.other,
    )
    moved = reading.new or _state(db, record.article.id) != before
    return change, [*stale, article] if moved else stale


def _state(db: Database, article: str) -> tuple[object, ...]:
    """What decides how an article's facts stand, apart from its readings."""
    found = str(one(db, "SELECT article FROM article_aliases WHERE alias = ?", (article,)) or article)
    version = current_version(db, found)
    sql = """SELECT v.last_seen, a.url, a.source FROM article_versions v
             JOIN captured_articles a ON a.id = v.article WHERE v.id = ?"""
    row = db.execute(sql, (version,)).fetchone()
    return (found, version, *(row or ()))


def _keep_context(db: Database, clock: Clock, article: str, context: Context | None) -> list[str]:
    """Keep whose news it is; returns the source's other articles when that is known otherwise than before."""
    if context is None or context.source is None:
        return []
    facts = {"owner": context.owner, "place": context.place, "level": context.level}
    changed = remember_source(db, clock, context.source, facts)
    db.execute("UPDATE captured_articles SET source = coalesce(source, ?) WHERE id = ?", (context.source, article))
    return articles_of(db, context.source) if changed else []


def keep_source(db: Database, clock: Clock, source: str, facts: Mapping[str, Any]) -> None:
    """Keep what a source's definition says; when it is now somebody else's news, its articles are read anew."""
    if remember_source(db, clock, source, facts):
        Refresh(db, clock, gazetteer()).run(articles_of(db, source))


def keep_captures(db: Database, clock: Clock, captures: Iterable[Captured], run: int | None) -> list[int]:
    """Keep responses, one number each; articles that are shown to stand unchanged are brought up to date."""
    last_days = "SELECT id, last_seen FROM articles WHERE id = (SELECT id FROM captured_articles WHERE url = ?)"
    kept: list[int] = []
    stale: set[str] = set()
    for captured in captures:
        kept.append(keep_fetch(db, captured, run))
        if captured.facts.get("kind") == "file" and captured.warc:
            rebuild_files_of(db, captured.page.url)
        if captured.changed and captured.page.status != HTTP_NOT_MODIFIED:
            continue
        today = local_day(stamp(captured.page.fetched_at))
        rows = db.execute(last_days, (canonical_url(captured.page.url),)).fetchall()
        stale |= {article for article, last in rows if last < today}
    if stale:
        Refresh(db, clock, gazetteer()).run(sorted(stale))
    return kept
