"""What operators see of sources, captures and runs."""

from __future__ import annotations

import json

from sqlite_utils import Database

from store.errors import NotFoundError
from store.queries.common import Row, rows

_SOURCES = """SELECT s.id, s.name, s.owner, s.place, s.level, s.family, s.full_text, s.added_at,
                     coalesce(a.articles, 0) AS articles, coalesce(a.relevant, 0) AS relevant,
                     a.first_published, a.last_published, f.captures, f.last_fetch
              FROM sources s
              LEFT JOIN (SELECT source, count(*) AS articles, sum(relevant) AS relevant,
                                min(published) AS first_published, max(published) AS last_published
                         FROM articles GROUP BY source) a ON a.source = s.id
              LEFT JOIN (SELECT source, count(*) AS captures, max(fetched_at) AS last_fetch FROM fetches
                         GROUP BY source) f ON f.source = s.id"""


def sources(db: Database) -> list[Row]:
    """Every source with what it gave."""
    return rows(db, f"{_SOURCES} ORDER BY s.place, s.name, s.id")


def source_page(db: Database, source: str) -> Row:
    """One source, its latest captures and articles, its articles by year."""
    found = rows(db, f"{_SOURCES} WHERE s.id = ?", [source])
    if not found:
        raise NotFoundError(f"there is no source {source}")
    return {
        "row": found[0],
        "captures": rows(db, _CAPTURES, [source]),
        "years": rows(db, _YEARS, [source]),
        "runs": rows(
            db,
            "SELECT id, kind, started_at, finished_at, outcome FROM runs WHERE source = ? ORDER BY id DESC LIMIT 10",
            [source],
        ),
    }


_CAPTURES = """SELECT f.id, f.url, f.status, f.fetched_at, f.changed, f.size, v.article, a.title
               FROM (SELECT * FROM fetches WHERE source = ? ORDER BY id DESC LIMIT 25) f
               LEFT JOIN article_versions v ON v.id = f.version LEFT JOIN articles a ON a.id = v.article
               ORDER BY f.id DESC"""
_YEARS = """SELECT substr(published, 1, 4) AS year, count(*) AS articles, sum(relevant) AS relevant FROM articles
            WHERE source = ? AND published IS NOT NULL GROUP BY 1 ORDER BY 1"""


def run_row(db: Database, run: int) -> Row:
    """One run, its report as an object."""
    found = rows(db, "SELECT * FROM runs WHERE id = ?", [run])
    if not found:
        raise NotFoundError(f"there is no run {run}")
    report = found[0]["report"]
    return {**found[0], "report": json.loads(report) if report else None}


def issues_by_code(db: Database, *, limit: int = 50) -> list[Row]:
    """What runs complained of, by source and code, with the latest message."""
    sql = """SELECT g.source, g.code, g.times, x.seen_at AS last, x.message FROM
             (SELECT coalesce(i.source, r.source) AS source, i.code, count(*) AS times, max(i.id) AS latest
              FROM run_issues i LEFT JOIN runs r ON r.id = i.run GROUP BY 1, 2) g
             JOIN run_issues x ON x.id = g.latest ORDER BY x.id DESC LIMIT :limit"""
    return rows(db, sql, {"limit": limit})
