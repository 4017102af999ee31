"""One fact with all that stands behind it."""

from __future__ import annotations

from sqlite_utils import Database

from store.database import one
from store.effective import sheet
from store.errors import NotFoundError
from store.history import history
from store.queries.common import Row, covered, rows


def fact_page(db: Database, fact: str) -> Row:
    """A fact as it stands, its article, its statements and what people said of it. A lost key leads to its heir."""
    fact = _now(db, fact)
    found = rows(db, "SELECT * FROM facts WHERE key = ?", [fact])
    if not found or not rows(db, "SELECT 1 FROM articles WHERE id = ?", [found[0]["article"]]):
        raise NotFoundError(f"there is no fact {fact}, or it is withheld: see `thidua review queue`")
    article = found[0]["article"]
    row = covered(db, found)[0]
    statements = rows(db, "SELECT * FROM statements WHERE fact = ? ORDER BY version, property, ordinal, id", [fact])
    return {
        "id": fact,
        "kind": "fact",
        "row": row,
        "article": covered(db, rows(db, "SELECT * FROM articles WHERE id = ?", [article]), "id")[0],
        "statements": covered(db, statements),
        "history": covered(db, [history(db, fact) | {"article": article}])[0],
        "suggestions": rows(db, "SELECT * FROM suggestions WHERE left_id = ? OR right_id = ?", [fact, fact]),
    }


def _now(db: Database, fact: str) -> str:
    """The key that took this one's place, or itself."""
    if one(db, "SELECT 1 FROM facts WHERE key = ?", (fact,)) is not None:
        return fact
    article = one(db, "SELECT article FROM fact_keys WHERE key = ?", (fact,))
    return fact if article is None else sheet(db, str(article)).heirs.get(fact, fact)
