"""Layer 1: what was fetched, and what the articles said, version by version."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlite_utils import Database

from records import Article, Block, BlockKind, Captured, Page, canonical_url
from store.clock import Clock, stamp
from store.database import insert, one, select
from store.parting import part

_DECIDES = ("owner", "place", "level")


def remember_source(db: Database, clock: Clock, source_id: str, facts: Mapping[str, Any]) -> bool:
    """Keep what a source's definition says of itself; later definitions replace what they state.

    Returns whether whose news it is changed, so that its articles are to be looked at again.
    """
    columns = (*_DECIDES, "name", "family", "full_text")
    given = {name: facts[name] for name in columns if facts.get(name) is not None}
    old = next(iter(select(db, "SELECT * FROM sources WHERE id = ?", [source_id])), None)
    if old is None:
        insert(db, "sources", [{"id": source_id, "added_at": stamp(clock()), **given}])
        return False
    if given:
        changes = ", ".join(f"{name} = :{name}" for name in given)
        db.execute(f"UPDATE sources SET {changes} WHERE id = :id", given | {"id": source_id})  # noqa: S608 - own names
    return any(old[name] != given.get(name, old[name]) for name in _DECIDES)


def articles_of(db: Database, source_id: str) -> list[str]:
    """The articles of a source, in the order in which they were first seen."""
    rows = db.execute("SELECT id FROM captured_articles WHERE source = ? ORDER BY born", (source_id,))
    return [str(row[0]) for row in rows.fetchall()]


def keep_fetch(db: Database, captured: Captured, run: int | None) -> int:
    """One row for one response; the same response told twice is one row. Returns its number.

    A file (no `http` address) is the same response as long as its bytes are the same, whenever it is read.
    """
    page = captured.page
    if page.source is not None:
        db.execute("INSERT OR IGNORE INTO sources (id, added_at) VALUES (?, ?)", (page.source, stamp(page.fetched_at)))
    known = _known_fetch(db, page)
    if known is not None:
        return known
    row = _fetch_row(captured, run)
    if not captured.changed or page.status == 304:
        row["version"] = _still_there(db, page)
    _keep_links(db, captured)
    return insert(db, "fetches", [row])


def _keep_links(db: Database, captured: Captured) -> None:
    """Keep what a capture says of documents and the articles that link them."""
    said, url = captured.facts, captured.page.url
    pairs = [(file, url) for file in json.loads(said.get("files", "[]"))]
    if said.get("kind") == "file" and "listed-article" in said:
        pairs.append((url, said["listed-article"]))
    db.conn.executemany("INSERT OR IGNORE INTO linked_files (file, article) VALUES (?, ?)", pairs)


def _still_there(db: Database, page: Page) -> int | None:
    """An unchanged page shows that its article still says what it said; returns the version that said it."""
    own = one(db, "SELECT id FROM captured_articles WHERE url = ?", (canonical_url(page.url),))
    version = _carried_last(db, page.url) if own is None else current_version(db, own)
    # A print form or an old address that still shows an older version does not make it the current one.
    if version is not None and version == current_version(db, _article_of(db, version)):
        see_again(db, version, stamp(page.fetched_at))
    return version


def _article_of(db: Database, version: int) -> str:
    return str(one(db, "SELECT article FROM article_versions WHERE id = ?", (version,)))


def _carried_last(db: Database, url: str) -> int | None:
    """The version that this address showed last; an address that redirects is not the article's own."""
    found = one(
        db, "SELECT version FROM fetches WHERE url = ? AND version IS NOT NULL ORDER BY id DESC LIMIT 1", (url,)
    )
    return None if found is None else int(found)


def _known_fetch(db: Database, page: Page) -> int | None:
    if page.url.startswith(("http://", "https://")):
        sql = "SELECT id FROM fetches WHERE url = ? AND fetched_at = ? AND sha256 = ?"
        found = one(db, sql, (page.url, stamp(page.fetched_at), page.sha256))
    else:
        sql = "SELECT iif(sha256 = ?, id, NULL) FROM fetches WHERE url = ? ORDER BY id DESC LIMIT 1"
        found = one(db, sql, (page.sha256, page.url))
    return None if found is None else int(found)


def _fetch_row(captured: Captured, run: int | None) -> dict[str, Any]:
    page = captured.page
    return {
        "run": run,
        "source": page.source,
        "url": page.url,
        "final_url": page.final_url,
        "status": page.status,
        "fetched_at": stamp(page.fetched_at),
        "sha256": page.sha256,
        "size": len(page.body),
        "content_type": page.content_type or None,
        "etag": page.headers.get("etag"),
        "last_modified": page.headers.get("last-modified"),
        "warc": captured.warc,
        "warc_offset": captured.offset,
        "warc_length": captured.length,
        "changed": int(captured.changed),
        "facts": json.dumps(captured.facts, ensure_ascii=False, sort_keys=True) if captured.facts else None,
    }


def resolve_article(db: Database, article_id: str) -> str:
    """The id an article is kept under: its own, or that of the article it was found to be."""
    return str(one(db, "SELECT article FROM article_aliases WHERE alias = ?", (article_id,)) or article_id)


def keep_article(db: Database, clock: Clock, article: Article, fetch: int | None) -> tuple[str, int, bool]:
    """The article's id, the number (`article_versions.id`) of the version that says this, and whether that is new."""
    article_id = _known_article(db, clock, article, _source_of(db, fetch))
    content = content_hash(article)
    seen_at = _seen_at(db, clock, fetch)
    sql = "SELECT id FROM article_versions WHERE article = ? AND content_hash = ?"
    version = one(db, sql, (article_id, content))
    if version is not None:
        _keep_blocks(db, int(version), article)
        _carried(db, fetch, int(version))
        if fetch is not None or current_version(db, article_id) != version:
            see_again(db, int(version), seen_at)
        return article_id, int(version), False
    number = 1 + int(one(db, "SELECT coalesce(max(number), 0) FROM article_versions WHERE article = ?", (article_id,)))
    row = _version_row(article, content) | {"article": article_id, "number": number, "fetch": fetch}
    row |= {"seen_at": seen_at, "last_seen": seen_at}
    version = insert(db, "article_versions", [row])
    _carried(db, fetch, version)
    return article_id, version, True


def _carried(db: Database, fetch: int | None, version: int) -> None:
    if fetch is not None:
        db.execute("UPDATE fetches SET version = ? WHERE id = ?", (version, fetch))


def current_version(db: Database, article_id: str) -> int | None:
    """The version that the latest capture of the article said."""
    sql = "SELECT id FROM article_versions WHERE article = ? ORDER BY last_seen DESC, number DESC LIMIT 1"
    found = one(db, sql, (article_id,))
    return None if found is None else int(found)


def see_again(db: Database, version: int, instant: str) -> None:
    """The version was still there at that instant."""
    db.execute("UPDATE article_versions SET last_seen = max(last_seen, ?) WHERE id = ?", (instant, version))


def _source_of(db: Database, fetch: int | None) -> str | None:
    found = None if fetch is None else one(db, "SELECT source FROM fetches WHERE id = ?", (fetch,))
    return None if found is None else str(found)


def _seen_at(db: Database, clock: Clock, fetch: int | None) -> str:
    found = None if fetch is None else one(db, "SELECT fetched_at FROM fetches WHERE id = ?", (fetch,))
    return str(found or stamp(clock()))


def _known_article(db: Database, clock: Clock, article: Article, source: str | None) -> str:
    found = resolve_article(db, article.id)
    if found != article.id and part(db, found, article):
        found = article.id
    url = canonical_url(article.url) if article.url else None
    if one(db, "SELECT 1 FROM captured_articles WHERE id = ?", (found,)) is None:
        twin = _twin(db, article, source)
        if twin is None:
            return _new_article(db, clock, article, source)
        row = {"alias": article.id, "article": twin, "reason": "same text", "linked_at": stamp(clock())}
        insert(db, "article_aliases", [row])
        found = twin
    sql = """UPDATE captured_articles SET url = coalesce(url, ?), address = coalesce(address, ?),
             source = coalesce(source, ?) WHERE id = ?"""
    if url is not None or source is not None:
        db.execute(sql, (url, article.url, source, found))
    return found


def _twin(db: Database, article: Article, source: str | None) -> str | None:
    """An article of the same text that is the same one: at another address of its portal, or saved without an address.

    With an address each, title, day and source must be the same too: a portal prints one notice every month, and three
    portals print one story.
    """
    sql = """SELECT a.id FROM article_versions v JOIN captured_articles a ON a.id = v.article
             WHERE v.text_hash = ? AND (a.url IS NULL OR ? OR (a.source = ? AND v.title IS ? AND v.published IS ?))
             ORDER BY a.born LIMIT 1"""
    day = article.published.isoformat() if article.published else None
    found = one(db, sql, (text_hash(article.text), article.url is None, source, article.title, day))
    return None if found is None else str(found)


def _new_article(db: Database, clock: Clock, article: Article, source: str | None) -> str:
    row = {
        "id": article.id,
        "url": canonical_url(article.url) if article.url else None,
        "address": article.url,
        "source": source,
        "born": 1 + int(one(db, "SELECT coalesce(max(born), 0) FROM captured_articles")),
        "first_seen": stamp(clock()),
    }
    insert(db, "captured_articles", [row])
    return article.id


def _version_row(article: Article, content: str) -> dict[str, Any]:
    return {
        "content_hash": content,
        "text_hash": text_hash(article.text),
        "source_path": article.source,
        "url": article.url,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "published_from": article.published_from,
        "author": article.author,
        "text": article.text,
        "blocks": _blocks_json(article),
    }


def _keep_blocks(db: Database, version: int, article: Article) -> None:
    """Blocks come from whoever read the page, not from the page: a better reading of the same text replaces them."""
    blocks = _blocks_json(article)
    if article.blocks and one(db, "SELECT blocks FROM article_versions WHERE id = ?", (version,)) != blocks:
        db.execute("UPDATE article_versions SET blocks = ? WHERE id = ?", (blocks, version))


def _blocks_json(article: Article) -> str:
    return json.dumps([[b.start, b.end, b.kind.value] for b in article.blocks])


def text_hash(text: str) -> str:
    """A hash that two copies of one text share although they differ in white space or Unicode composition."""
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def content_hash(article: Article) -> str:
    """A hash of what an article says: title, author, day and text. Another hash is another version."""
    day = article.published.isoformat() if article.published else ""
    parts = (article.title or "", article.author or "", day, article.text)
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def version_article(row: Mapping[str, Any]) -> Article:
    """The article as a row of `article_versions` keeps it."""
    from_day = row["published"]
    blocks = tuple(Block(start=s, end=e, kind=BlockKind(kind)) for s, e, kind in json.loads(row["blocks"]))
    return Article(
        id=row["article"],
        source=row["source_path"],
        url=row["url"],
        title=row["title"],
        published=None if from_day is None else date.fromisoformat(from_day),
        published_from=row["published_from"],
        author=row["author"],
        text=row["text"],
        blocks=blocks,
    )
