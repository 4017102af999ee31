"""The pages of an event and of an award, and of a cited document."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from store.queries.common import Row, covered, entity_row, evidence, identity, rows


def event_page(db: Database, event: str) -> Row:
    """An event with every article that tells of it, who took part, and what was awarded there."""
    row = entity_row(db, "events", event)
    now = [row["id"]]
    return {
        **identity(db, event),
        "kind": "event",
        "row": row,
        "bloc": next(iter(rows(db, "SELECT * FROM blocs WHERE id = ?", [row["bloc"]])), None),
        "articles": covered(db, rows(db, _ARTICLES, now)),
        "participations": rows(db, "SELECT * FROM participations WHERE event = ? ORDER BY name, id", now),
        "awards": rows(db, _AWARDS, now),
        "suggestions": rows(db, _SUGGESTIONS, {"event": row["id"]}),
    }


def events_of(db: Database, ids: Sequence[str]) -> list[Row]:
    """These events with their blocs' names."""
    holders = ", ".join("?" * len(ids))
    return rows(db, f"SELECT * FROM event_list WHERE id IN ({holders})", ids)  # noqa: S608 - holders only


_ARTICLES = """SELECT x.article, x.fact, x.start, x.confidence, x.reviewed, f.quote, a.* FROM event_articles x
               JOIN facts f ON f.key = x.fact JOIN articles a ON a.id = x.article
               WHERE x.event = ? ORDER BY a.published, a.id"""
_AWARDS = """SELECT DISTINCT a.* FROM award_steps s JOIN awards a ON a.id = s.award
             WHERE s.event = ? ORDER BY a.form, a.recipient, a.id"""
_SUGGESTIONS = """SELECT * FROM suggestions WHERE kind = 'event' AND (left_id IN (SELECT :event UNION
                  SELECT id FROM redirects WHERE canonical = :event) OR right_id IN (SELECT :event UNION
                  SELECT id FROM redirects WHERE canonical = :event)) ORDER BY score DESC, left_id, right_id"""


def award_page(db: Database, award: str) -> Row:
    """An award with each statement that took it up the ladder."""
    row = entity_row(db, "awards", award)
    return {**identity(db, award), "kind": "award", "row": row, "steps": covered(db, rows(db, _STEPS, [row["id"]]))}


_STEPS = """SELECT s.*, f.quote, a.title AS article_title, a.url FROM award_steps s JOIN facts f ON f.key = s.fact
            JOIN articles a ON a.id = s.article WHERE s.award = ? ORDER BY s.day, s.step DESC, s.fact"""


def document_page(db: Database, document: str) -> Row:
    """A document with every article that cites it."""
    row = entity_row(db, "documents", document)
    cited = evidence(db, "f.document = ?", [row["id"]])
    return {**identity(db, document), "kind": "document", "row": row, "cited": cited}


def event_evidence(db: Database, event: str) -> list[Row]:
    """Every fact of the event (its own statements, officials, awards), with the quotes."""
    return evidence(db, "f.event = ?", [identity(db, event)["id"]])
