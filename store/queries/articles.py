"""The page of an article: its text with the facts that stand in it, its versions, where all of it is archived."""

from __future__ import annotations

import json

from sqlite_utils import Database

from store.capture import current_version, resolve_article
from store.errors import NotFoundError
from store.judgement_rows import withheld
from store.queries.common import Row, covered, rows
from store.statements import current_reading, machine_facts
from store.tables.files import captured_files
from store.withholding import masks


def article_page(db: Database, article: str, *, version: int | None = None) -> Row:
    """An article with its text, all its facts (those that do not count too), issues, versions and captures.

    Names of withheld persons are covered; a withheld article raises `NotFoundError`. `version` is a number of
    `article_versions.number`; facts have offsets into the version in `version_id`.
    """
    found = resolve_article(db, article)
    shown = rows(db, "SELECT * FROM articles WHERE id = ?", [found])
    if not shown or found in withheld(db).get("article", ()):
        raise NotFoundError(f"there is no article {article}, or it is withheld")
    text = _version(db, found, version)
    hide = masks(db)
    facts = rows(db, "SELECT * FROM facts WHERE article = ? ORDER BY start, key", [found])
    reading = current_reading(db, found, current_version(db, found))
    return {
        "id": found,
        "asked": article,
        "kind": "article",
        "row": covered(db, shown, "id")[0],
        "version": text["number"],
        "version_id": text["id"],
        "text": hide.cover(found, text["text"]),
        "blocks": [{"start": s, "end": e, "kind": kind} for s, e, kind in json.loads(text["blocks"])],
        "facts": covered(db, facts),
        "spans": _spans(db, reading) if reading is not None else {},
        "issues": rows(db, "SELECT * FROM reading_issues WHERE reading = ? ORDER BY start, id", [reading]),
        "versions": rows(db, _VERSIONS, [found]),
        "addresses": rows(db, _ADDRESSES, {"article": found}),
        "captures": rows(db, _CAPTURES, [found]),
        "files": captured_files(db, found),
        "events": rows(db, _EVENTS, [found]),
    }


def _version(db: Database, article: str, number: int | None) -> Row:
    wanted = current_version(db, article)
    if number is not None:
        row = db.execute(
            "SELECT id FROM article_versions WHERE article = ? AND number = ?", (article, number)
        ).fetchone()
        if row is None:
            raise NotFoundError(f"article {article} has no version {number}")
        wanted = row[0]
    return next(db.query("SELECT * FROM article_versions WHERE id = ?", [wanted]))


def _spans(db: Database, reading: int) -> dict[str, list[Row]]:
    """Every evidence span of each fact that the machine reads, with the attributes it supports."""
    return {
        key: [{"start": s, "end": e, "fields": list(names)} for s, e, _, names in fact.evidence]
        for key, fact in machine_facts(db, reading).items()
    }


_VERSIONS = """SELECT v.id, v.number, v.title, v.published, v.seen_at, v.last_seen, length(v.text) AS length,
                      (SELECT group_concat(DISTINCT extractor) FROM readings r WHERE r.version = v.id) AS extractors
               FROM article_versions v WHERE v.article = ? ORDER BY v.number"""
_CAPTURES = """SELECT f.id, f.url, f.final_url, f.status, f.fetched_at, f.sha256, f.warc, f.warc_offset, f.warc_length,
                      v.number AS version FROM fetches f JOIN article_versions v ON v.id = f.version
               WHERE v.article = ? ORDER BY f.fetched_at DESC, f.id DESC LIMIT 100"""
_ADDRESSES = """SELECT address, min(seen) AS first_seen, max(seen) AS last_seen, count(DISTINCT fetch) AS captures
                FROM (
                  SELECT f.url AS address, f.fetched_at AS seen, f.id AS fetch FROM fetches f
                  JOIN article_versions v ON v.id = f.version WHERE v.article = :article AND f.url LIKE 'http%'
                  UNION ALL
                  SELECT f.final_url, f.fetched_at, f.id FROM fetches f
                  JOIN article_versions v ON v.id = f.version WHERE v.article = :article AND f.final_url LIKE 'http%')
                GROUP BY address ORDER BY first_seen, address"""
_EVENTS = "SELECT e.* FROM event_articles x JOIN events e ON e.id = x.event WHERE x.article = ? ORDER BY e.start, e.id"
