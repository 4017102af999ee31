"""What strangers may ask in SQL: the tables people read, never what lies beneath them.

The connection is opened read-only by whoever calls; `guard` then lets it read the tables and views of
docs/data-model.md and nothing else. Beneath them are the texts of withheld articles and facts that name withheld
persons, so `facts` and `articles` are read through views that leave those out.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from sqlite_utils import Database

from store.catalogue import table_names
from store.database import connect, one
from store.web_sql_limits import limit
from store.withholding import Masks, masks

VIEWS = (
    "award_counts",
    "award_paths",
    "bloc_chairs",
    "bloc_composition",
    "coverage",
    "event_list",
    "source_coverage",
    "unit_history",
)
SEARCH = ("search_entries", "search_index")
# Questions to begin with, on the page of SQL.
EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "chairs": """select year, bloc_name, bloc_place, holder, status, reviewed
from bloc_chairs where role = 'head'
order by year desc, bloc_place limit 100""",
        "flags": """select recipient, place, awards, conferred, first_year, last_year
from award_counts where form = 'flag'
order by conferred desc, awards desc limit 100""",
        "months": """select province, substr(month, 1, 4) as year, sum(events) as events, sum(reviewed) as reviewed
from coverage group by province, year
order by province, year""",
        "doubtful": """select kind, label, confidence, quote, article
from facts where state = 'unreviewed' and confidence < 0.6
limit 100""",
        "search": """select kind, ref, title, place, year from search_entries
where id in (select rowid from search_index where search_index match 'khoi AND thi AND dua')
limit 100""",
    }
)
_SCHEMA = ("sqlite_master", "sqlite_schema", "sqlite_temp_master", "sqlite_temp_schema")
_TABLE_FUNCTIONS = ("json_each", "json_tree", "pragma_table_info", "pragma_table_xinfo")
_COVERED = ("facts", "articles")
_PRAGMAS = (
    "data_version",
    "table_info",
    "table_xinfo",
    "foreign_key_list",
    "index_list",
    "index_xinfo",
    "index_info",
    "schema_version",
)
_CHECK_SECONDS = 2.0


def guard(conn: sqlite3.Connection, path: Path, enough: Callable[[], bool] = lambda: False) -> None:
    """Let this read-only connection to the registry at `path` read only what people may read.

    enough: asked while a query is prepared, whether it took enough already and is refused.
    """
    conn.execute("PRAGMA temp_store = MEMORY")
    conn.create_function("cover", 2, _covering(path), deterministic=False)
    conn.execute("CREATE TEMP VIEW articles AS " + _select(conn, "articles", ("title", "author"), "id", "1"))
    facts = _select(conn, "facts", ("value", "label", "name", "quote"), "article", "shown = 1")
    conn.execute("CREATE TEMP VIEW facts AS " + facts)
    conn.execute("PRAGMA query_only = ON")
    limit(conn)
    conn.set_authorizer(_authorizer(enough))


def _select(conn: sqlite3.Connection, table: str, covered: tuple[str, ...], article: str, where: str) -> str:
    columns = [row[1] for row in conn.execute(f"PRAGMA main.table_info([{table}])")]
    shown = ", ".join(f'cover("{article}", "{n}") AS "{n}"' if n in covered else f'"{n}"' for n in columns)
    return f"SELECT {shown} FROM main.[{table}] WHERE {where}"  # noqa: S608 - the schema's own names


def _covering(path: Path) -> Callable[[str | None, str | None], str | None]:
    """The SQL function `cover(article, text)`; what is newly withheld is covered within seconds."""
    db: Database = connect(path)
    kept: list[tuple[float, int, Masks]] = []

    def cover(article: str | None, text: str | None) -> str | None:
        if not kept or time.monotonic() - kept[0][0] > _CHECK_SECONDS:
            latest = int(one(db, "SELECT coalesce(max(id), 0) FROM judgements WHERE action IN ('withhold', 'undo')"))
            hide = kept[0][2] if kept and kept[0][1] == latest else masks(db)
            kept[:] = [(time.monotonic(), latest, hide)]
        return None if text is None else kept[0][2].cover(article, text)

    return cover


def _authorizer(
    enough: Callable[[], bool],
) -> Callable[[int, str | None, str | None, str | None, str | None], int]:
    open_tables = {*table_names(), *VIEWS, *SEARCH, *_SCHEMA, *_TABLE_FUNCTIONS} - set(_COVERED)

    def readable(table: str, column: str, schema: str, through: str | None) -> bool:
        if table in open_tables or table.startswith("search_index_"):
            return True
        seen_covered = schema == "temp" or through in (*_COVERED, *VIEWS) or column == ""  # "" only counts rows
        return table in _COVERED and seen_covered

    def may(action: int, first: str | None, second: str | None, schema: str | None, through: str | None) -> int:
        allowed = {
            sqlite3.SQLITE_SELECT: True,
            sqlite3.SQLITE_RECURSIVE: True,
            sqlite3.SQLITE_FUNCTION: second != "load_extension",
            sqlite3.SQLITE_PRAGMA: first in _PRAGMAS,
            sqlite3.SQLITE_READ: readable(first or "", second or "", schema or "", through),
            # So a table function declares its columns; on a read-only connection nothing can come of it.
            sqlite3.SQLITE_UPDATE: first in _SCHEMA and through is None,
        }
        return sqlite3.SQLITE_OK if allowed.get(action, False) and not enough() else sqlite3.SQLITE_DENY

    return may
