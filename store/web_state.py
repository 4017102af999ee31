"""Whether anything changed, told by a few look-ups: what a page keeps for a while is kept no longer than it is true."""

from __future__ import annotations

from sqlite_utils import Database

_COUNTERS = ("judgements", "readings", "article_versions", "fetches", "runs", "entities")


def counters(db: Database) -> tuple[int, ...]:
    """The last number of each table that only grows; equal when nothing was captured, read or said in between."""
    found = []
    for table in _COUNTERS:
        column = "born" if table == "entities" else "id"
        found.append(db.execute(f"SELECT coalesce(max({column}), 0) FROM {table}").fetchone()[0])  # noqa: S608
    return tuple(int(each) for each in found)
