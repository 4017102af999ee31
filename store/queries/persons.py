"""The page of a person: offices, events, chairs, honours; and namesakes, who are others."""

from __future__ import annotations

from sqlite_utils import Database

from store.queries.common import Row, entity_row, evidence, identity, rows


def person_page(db: Database, person: str) -> Row:
    """Everything known of a person; raises `NotFoundError` for one who is withheld."""
    row = entity_row(db, "persons", person)
    now = [row["id"]]
    return {
        **identity(db, person),
        "kind": "person",
        "row": row,
        "posts": rows(db, "SELECT * FROM posts WHERE person = ? ORDER BY last_day DESC, title", now),
        "participations": rows(db, _PARTICIPATIONS, now),
        "leaderships": rows(db, _LEADERSHIPS, now),
        "awards": rows(db, "SELECT * FROM awards WHERE person = ? ORDER BY year DESC, form, id", now),
        "namesakes": rows(db, _NAMESAKES, now),
    }


_PARTICIPATIONS = """SELECT p.*, e.start, e.types, b.id AS bloc, b.name AS bloc_name, b.place AS bloc_place
                     FROM participations p JOIN events e ON e.id = p.event LEFT JOIN blocs b ON b.id = e.bloc
                     WHERE p.person = ? ORDER BY e.start DESC, p.id"""
_LEADERSHIPS = """SELECT l.*, b.name AS bloc_name FROM leaderships l LEFT JOIN blocs b ON b.id = l.bloc
                  WHERE l.person = ? ORDER BY l.year DESC, l.id"""
_NAMESAKES = """SELECT o.id, o.name, o.title, o.place FROM persons p JOIN persons o ON o.name = p.name AND o.id <> p.id
                WHERE p.id = ? ORDER BY o.title, o.id LIMIT 50"""


def person_evidence(db: Database, person: str) -> list[Row]:
    """Every fact that names the person, with the quotes."""
    return evidence(db, "f.person = ?", [identity(db, person)["id"]])
