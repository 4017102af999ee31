"""Any id to its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sqlite_utils import Database

from store.capture import resolve_article
from store.catalogue import table_info, table_names
from store.components import canonical
from store.database import one
from store.errors import NotFoundError
from store.queries.articles import article_page
from store.queries.blocs import bloc_page
from store.queries.common import Row, entity_row
from store.queries.events import award_page, document_page, event_page
from store.queries.facts import fact_page
from store.queries.persons import person_page
from store.queries.units import unit_page

PAGES: Mapping[str, Callable[[Database, str], Row]] = MappingProxyType(
    {
        "article": article_page,
        "award": award_page,
        "bloc": bloc_page,
        "document": document_page,
        "event": event_page,
        "fact": fact_page,
        "person": person_page,
        "unit": unit_page,
    }
)


def kind_of_id(db: Database, ref: str) -> str:
    """What an id is of: one of `PAGES`, or `row` for a row of a table that is no entity; raises `NotFoundError`."""
    if one(db, "SELECT 1 FROM captured_articles WHERE id = ?", (resolve_article(db, ref),)) is not None:
        return "article"
    if one(db, "SELECT 1 FROM fact_keys WHERE key = ?", (ref,)) is not None:
        return "fact"
    kind = one(db, "SELECT kind FROM entities WHERE id = ?", (ref,))
    if kind is not None:
        return str(kind)
    if _table_of(db, ref) is not None:
        return "row"
    raise NotFoundError(f"nothing has the id {ref}: look for it with `thidua search`")


def _table_of(db: Database, ref: str) -> str | None:
    for table in table_names():
        by_id = table_info(db, table).key == ("id",)
        if by_id and one(db, f"SELECT 1 FROM [{table}] WHERE id = ?", (ref,)) is not None:  # noqa: S608 - own names
            return table
    return None


def show(db: Database, ref: str) -> Row:
    """The page of whatever has this id, merged ids redirecting."""
    kind = kind_of_id(db, ref)
    if kind != "row":
        return PAGES[kind](db, ref)
    table = _table_of(db, ref) or ""
    return {"id": canonical(db, ref), "kind": table, "row": entity_row(db, table, ref)}
