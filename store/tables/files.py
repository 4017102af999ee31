"""`article_files`: the documents (decisions, award lists) that an article links, as far as they were captured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from store.clock import local_day
from store.database import select, settle

_FILES = """SELECT l.file AS url, d.content_type, d.size, d.sha256, d.fetched_at, d.warc, d.warc_offset
            FROM (SELECT DISTINCT f.url FROM fetches f JOIN article_versions v ON v.id = f.version
                  WHERE v.article = ?) a
            JOIN linked_files l ON l.article = a.url
            JOIN fetches d ON d.url = l.file AND d.status = 200 AND d.warc IS NOT NULL ORDER BY d.id"""
_LINKING = """SELECT DISTINCT v.article FROM linked_files l JOIN fetches f ON f.url = l.article
              JOIN article_versions v ON v.id = f.version JOIN articles a ON a.id = v.article WHERE l.file = ?"""


def rebuild_files(db: Database, article: str) -> None:
    """The documents of an article, each as it was captured last."""
    files = [_row(article, file) for file in captured_files(db, article)]
    settle(db, "article_files", {"article": article}, files, "url")


def captured_files(db: Database, article: str) -> list[dict[str, Any]]:
    """The documents of an article with the instant and the place of their latest capture, in the order of address."""
    latest = {row["url"]: row for row in select(db, _FILES, [article])}
    return [latest[url] for url in sorted(latest)]


def _row(article: str, file: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: file[name] for name in ("url", "content_type", "size", "sha256")}
    return {"article": article, **kept, "day": local_day(file["fetched_at"])}


def rebuild_files_of(db: Database, file: str) -> None:
    """The rows of every article that links this document, which was captured just now."""
    for (article,) in db.execute(_LINKING, (file,)).fetchall():
        rebuild_files(db, article)
