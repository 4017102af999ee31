"""What all pages share: an id that may have been merged or split, and rows with their lists read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from store.catalogue import table_info, table_names
from store.components import canonical, members, split_off
from store.database import one
from store.errors import InvalidValueError, NotFoundError
from store.withholding import masks

Row = dict[str, Any]
JSON_COLUMNS = frozenset({"facts", "types", "titles", "parts", "value"})
_ORDERS = ("", " DESC")


def rows(db: Database, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
    """The rows of a query, JSON columns read."""
    bound = dict(parameters) if isinstance(parameters, Mapping) else tuple(parameters)
    cursor = db.execute(sql, bound)  # not `db.query`, which takes a savepoint for each: pages ask dozens of times
    names = [column[0] for column in cursor.description]
    found: list[Row] = [dict(zip(names, values, strict=True)) for values in cursor]
    packed = [name for name in names if name in JSON_COLUMNS]
    for row in found if packed else ():
        for name in packed:
            if isinstance(row[name], str):
                row[name] = json.loads(row[name])
    return found


def read(row: Row) -> Row:
    """A row with its JSON columns as lists and objects."""
    return {name: json.loads(v) if name in JSON_COLUMNS and isinstance(v, str) else v for name, v in row.items()}


def identity(db: Database, entity: str) -> Row:
    """`id` is what the entity is known under now, `asked` what was asked for; `merged` ids lead here, and `split_off`
    are entities that once were known under this id.
    """
    now = present(db, entity)
    return {"id": now, "asked": entity, "merged": members(db, now)[1:], "split_off": split_off(db, now)}


def present(db: Database, entity: str) -> str:
    """The id an entity is known under now. One that nothing names any more leads where it led last."""
    now = canonical(db, entity)
    if one(db, "SELECT 1 FROM mentions WHERE entity = ?", (entity,)) is not None or now != entity:
        return now
    sql = "SELECT canonical FROM identity_history WHERE entity = ? AND canonical <> ? ORDER BY id DESC LIMIT 1"
    last = one(db, sql, (entity, entity))
    return now if last is None else canonical(db, str(last))


def entity_row(db: Database, table: str, entity: str) -> Row:
    """The entity's row in its table, under whatever id it is known now; raises `NotFoundError`."""
    now = present(db, entity)
    found = rows(db, f"SELECT * FROM [{table}] WHERE id = ?", [now])  # noqa: S608 - callers' constants
    if not found:
        raise NotFoundError(f"{table} have no {entity}: no article states it any more, or it is withheld")
    return found[0]


def browse(
    db: Database,
    table: str,
    where: Mapping[str, Any] | None = None,
    order: str = "",
    *,
    limit: int = 50,
    offset: int = 0,
) -> list[Row]:
    """Rows of a readable table whose columns have these values; `order` is a column, with `-` before it downwards."""
    condition, parameters = conditions(db, table, where or {})
    sql = f"SELECT * FROM [{table}] {condition} {_order(db, table, order)} LIMIT :limit OFFSET :offset"  # noqa: S608
    found = rows(db, sql, {**parameters, "limit": limit, "offset": offset})
    return covered(db, found, "id" if table == "articles" else "article")


def total(db: Database, table: str, where: Mapping[str, Any] | None = None) -> int:
    """How many rows `browse` would give without a limit."""
    condition, parameters = conditions(db, table, where or {})
    sql = f"SELECT count(*) FROM [{table}] {condition}"  # noqa: S608 - names are checked
    return int(db.execute(sql, parameters).fetchone()[0])


def conditions(db: Database, table: str, where: Mapping[str, Any]) -> tuple[str, Row]:
    """A WHERE clause for a readable table; unknown tables and columns are refused with what is possible."""
    if table not in table_names():
        raise InvalidValueError(f"there is no table {table!r}; the tables are {', '.join(table_names())}")
    known = [column.name for column in table_info(db, table).columns]
    given = {name: value for name, value in where.items() if value is not None}
    unknown = sorted(given.keys() - set(known))
    if unknown:
        raise InvalidValueError(f"{table} has no column {unknown[0]!r}; its columns are {', '.join(known)}")
    hidden = ["shown = 1"] if table == "facts" else []
    clauses = hidden + [f'"{name}" = :{name}' for name in given]
    return (f"WHERE {' AND '.join(clauses)}" if clauses else ""), given


def _order(db: Database, table: str, order: str) -> str:
    info = table_info(db, table)
    key = ", ".join(f'"{part}"' for part in info.key)
    column, down = order.removeprefix("-"), order.startswith("-")
    if not column:
        return f"ORDER BY {key}"
    if column not in [c.name for c in info.columns]:
        raise InvalidValueError(f"{table} cannot be sorted by {column!r}")
    return f'ORDER BY "{column}"{_ORDERS[down]}, {key}'


def evidence(db: Database, where: str, parameters: Sequence[Any], *, limit: int = 500) -> list[Row]:
    """Facts that are shown, each with its quote and the article it stands in."""
    sql = f"""SELECT f.key, f.kind, f.article, f.label, f.value, f.quote, f.start, f."end", f.version, f.confidence,
                     f.state, f.rule, f.day, f.year, f.first_seen, f.last_seen, a.title, a.url, a.source, a.published
              FROM facts f JOIN articles a ON a.id = f.article WHERE f.shown = 1 AND {where}
              ORDER BY f.day DESC, f.key LIMIT {int(limit)}"""  # noqa: S608 - callers' constants
    return covered(db, rows(db, sql, parameters))


def covered(db: Database, found: list[Row], by: str = "article") -> list[Row]:
    """Rows with the names of withheld persons covered in every text; `by` is the column that holds the article."""
    hide = masks(db)
    if not hide.patterns:
        return found
    return [{n: hide.cover_all(row.get(by), v) for n, v in row.items()} for row in found]
