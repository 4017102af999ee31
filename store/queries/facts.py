"""One fact with all that stands behind it."""

from __future__ import annotations

from sqlite_utils import Database

from store.errors import NotFoundError
from store.history import history
from store.queries.common import Row, rows
from store.withholding import masks


def fact_page(db: Database, fact: str) -> Row:
    """A fact as it stands, its article, its statements and what people said of it."""
    found = rows(db, "SELECT * FROM facts WHERE key = ?", [fact])
    if not found or not rows(db, "SELECT 1 FROM articles WHERE id = ?", [found[0]["article"]]):
        raise NotFoundError(f"there is no fact {fact}, or it is withheld: see `thidua review queue`")
    hide = masks(db)
    article = found[0]["article"]
    row = {name: hide.cover(article, value) if isinstance(value, str) else value for name, value in found[0].items()}
    statements = rows(db, "SELECT * FROM statements WHERE fact = ? ORDER BY version, property, ordinal, id", [fact])
    return {
        "id": fact,
        "kind": "fact",
        "row": row,
        "article": rows(db, "SELECT * FROM articles WHERE id = ?", [article])[0],
        "statements": statements,
        "history": history(db, fact),
        "suggestions": rows(db, "SELECT * FROM suggestions WHERE left_id = ?1 OR right_id = ?1", [fact]),
    }
