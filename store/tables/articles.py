"""`articles`: the newest version of each, without its text."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from records import canonical_url
from store.capture import current_version
from store.clock import local_day
from store.database import one, select, settle
from store.judgement_rows import withheld
from store.statements import current_reading
from store.tables.files import rebuild_files

_ADDRESSES = "SELECT DISTINCT f.url FROM fetches f JOIN article_versions v ON v.id = f.version WHERE v.article = ?"


def rebuild_article(db: Database, article: str) -> None:
    """The article's row; none while it is withheld."""
    version = current_version(db, article)
    if version is None or article in withheld(db).get("article", ()):
        settle(db, "articles", {"id": article}, [])
        settle(db, "article_files", {"article": article}, [])
        return
    settle(db, "articles", {"id": article}, [_row(db, article, version)])
    rebuild_files(db, article)


def _row(db: Database, article: str, version: int) -> dict[str, Any]:
    reading = current_reading(db, article, version)
    row = next(select(db, "SELECT * FROM article_versions WHERE id = ?", [version]))
    whole = next(select(db, "SELECT * FROM captured_articles WHERE id = ?", [article]))
    return {
        "id": article,
        "url": row["url"] or whole["address"],
        "source": whole["source"],
        **{name: row[name] for name in ("title", "published", "published_from", "author")},
        "relevant": one(db, "SELECT relevant FROM readings WHERE id = ?", (reading,)) or 0,
        **_counts(db, article, reading),
    }


def _counts(db: Database, article: str, reading: int | None) -> dict[str, Any]:
    sql = "SELECT count(*), min(seen_at), max(last_seen) FROM article_versions WHERE article = ?"
    versions, first, last = db.execute(sql, (article,)).fetchone()
    return {
        "versions": versions,
        "facts": one(db, "SELECT count(*) FROM facts WHERE article = ? AND shown = 1", (article,)),
        "issues": one(db, "SELECT count(*) FROM reading_issues WHERE reading = ?", (reading,)),
        "gone": int(_is_gone(db, article)),
        "first_seen": local_day(first),
        "last_seen": local_day(last),
    }


def _is_gone(db: Database, article: str) -> bool:
    """Whether every address that showed the article answered "gone" at its last visit; a print form may outlive it."""
    keys = {canonical_url(str(url)) for (url,) in db.execute(_ADDRESSES, (article,)).fetchall()}
    said = [row[0] for key in keys for row in db.execute("SELECT outcome FROM visits WHERE key = ?", (key,)).fetchall()]
    return bool(said) and all(outcome == "gone" for outcome in said)
