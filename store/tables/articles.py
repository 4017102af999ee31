"""`articles`: the newest version of each, without its text."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from store.capture import current_version
from store.clock import local_day
from store.database import insert, one
from store.judgement_rows import withheld
from store.statements import current_reading
from store.tables.files import rebuild_files


def rebuild_article(db: Database, article: str) -> None:
    """The article's row; none while it is withheld."""
    db.execute("DELETE FROM articles WHERE id = ?", (article,))
    db.execute("DELETE FROM article_files WHERE article = ?", (article,))
    version = current_version(db, article)
    if version is None or article in withheld(db).get("article", ()):
        return
    reading = current_reading(db, article, version)
    row = next(db.query("SELECT * FROM article_versions WHERE id = ?", [version]))
    whole = next(db.query("SELECT * FROM captured_articles WHERE id = ?", [article]))
    insert(
        db,
        "articles",
        [
            {
                "id": article,
                "url": row["url"] or whole["address"],
                "source": whole["source"],
                **{name: row[name] for name in ("title", "published", "published_from", "author")},
                "relevant": one(db, "SELECT relevant FROM readings WHERE id = ?", (reading,)) or 0,
                **_counts(db, article, reading, whole["url"]),
            }
        ],
    )
    rebuild_files(db, article)


def _counts(db: Database, article: str, reading: int | None, url: str | None) -> dict[str, Any]:
    sql = "SELECT count(*), min(seen_at), max(last_seen) FROM article_versions WHERE article = ?"
    versions, first, last = db.execute(sql, (article,)).fetchone()
    return {
        "versions": versions,
        "facts": one(db, "SELECT count(*) FROM facts WHERE article = ? AND shown = 1", (article,)),
        "issues": one(db, "SELECT count(*) FROM reading_issues WHERE reading = ?", (reading,)),
        "gone": int(one(db, "SELECT outcome = 'gone' FROM visits WHERE key = ? ORDER BY visited_at DESC", (url,)) or 0),
        "first_seen": local_day(first),
        "last_seen": local_day(last),
    }
