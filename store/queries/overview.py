"""What the start page and the charts show: how much there is, where and when."""

from __future__ import annotations

from sqlite_utils import Database

from store.database import one
from store.queries.common import Row, rows


def overview(db: Database) -> Row:
    """Numbers of everything, and how much of it people have reviewed."""
    tables = ("articles", "blocs", "events", "units", "persons", "awards", "memberships", "leaderships", "documents")
    counts = {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}  # noqa: S608 - constants
    return {"counts": counts, "states": states(db), "events_by_year": events_by_year(db), "latest": latest_events(db)}


def states(db: Database) -> dict[str, int]:
    """How many facts are in which state. Nearly all are unreviewed: those are what the partial index leaves."""
    sql = "SELECT state, count(*) FROM facts WHERE state <> 'unreviewed' GROUP BY state"
    found = {str(state): int(count) for state, count in db.execute(sql)}
    unreviewed = int(one(db, "SELECT count(*) FROM facts")) - sum(found.values())
    return {**found, "unreviewed": unreviewed} if unreviewed else found


def events_by_year(db: Database, bloc: str | None = None) -> list[Row]:
    """Events by calendar year and type."""
    where = "" if bloc is None else "AND bloc = :bloc"
    sql = f"""SELECT g.year, t.value AS type, sum(g.events) AS events FROM
              (SELECT substr(start, 1, 4) AS year, types, count(*) AS events FROM events
               WHERE start IS NOT NULL {where} GROUP BY 1, 2) g, json_each(g.types) t
              GROUP BY 1, 2 ORDER BY 1, 2"""  # noqa: S608 - `where` is one of two literals
    return rows(db, sql, {"bloc": bloc})


def latest_events(db: Database, limit: int = 10) -> list[Row]:
    """The latest events with their bloc's name."""
    return rows(db, "SELECT * FROM event_list WHERE start IS NOT NULL ORDER BY start DESC, id LIMIT ?", [limit])


def coverage(db: Database) -> list[Row]:
    """Events by province and month: gaps are what the registry does not know."""
    return rows(db, "SELECT * FROM coverage ORDER BY province, month")


def source_coverage(db: Database) -> list[Row]:
    """Articles by source and month."""
    return rows(db, "SELECT * FROM source_coverage ORDER BY source, month")


def events(db: Database, filters: Row, *, limit: int = 50, offset: int = 0) -> list[Row]:
    """Events with their bloc's name: `place`, `year` (emulation year), `type`, `bloc`, `since`, `until` narrow it."""
    sql = """SELECT * FROM event_list e
             WHERE (:place IS NULL OR bloc_place = :place) AND (:year IS NULL OR emulation_year = :year)
               AND (:bloc IS NULL OR bloc = :bloc) AND (:since IS NULL OR start >= :since)
               AND (:until IS NULL OR start <= :until)
               AND (:type IS NULL OR EXISTS (SELECT 1 FROM json_each(e.types) t WHERE t.value = :type))
             ORDER BY start DESC, id LIMIT :limit OFFSET :offset"""
    names = ("place", "year", "type", "bloc", "since", "until")
    return rows(db, sql, {name: filters.get(name) for name in names} | {"limit": limit, "offset": offset})


def places_with_blocs(db: Database) -> list[Row]:
    """Places by how many blocs run there, for a facet."""
    return rows(db, "SELECT place, count(*) AS blocs FROM blocs WHERE place IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1")
