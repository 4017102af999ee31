"""What the charts draw: events by month and place, flags by unit, what each source covers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from types import MappingProxyType

from sqlite_utils import Database

from store.queries.common import Row, rows
from store.whereabouts import is_place


def events_by_month(db: Database, *, bloc: str | None = None, place: str | None = None) -> list[Row]:
    """Events by calendar month; those of which only a year is known are left out."""
    narrowed = "AND e.bloc = :bloc" if bloc else ""
    narrowed += " AND e.bloc IN (SELECT id FROM blocs WHERE place = :place)" if place else ""
    sql = f"""SELECT substr(e.start, 1, 7) AS month, count(*) AS events,
                     sum(e.reviewed IN ('confirmed', 'corrected')) AS reviewed
              FROM events e WHERE e.start IS NOT NULL AND coalesce(e.grain, 'day') IN ('day', 'month') {narrowed}
              GROUP BY 1 ORDER BY 1"""  # noqa: S608 - literals
    return rows(db, sql, {"bloc": bloc, "place": place})


def events_by_place(db: Database, *, limit: int = 30) -> list[Row]:
    """Events by the bloc's place and calendar year, of the places with most; a body that a bloc belongs to is none."""
    sql = """SELECT b.place, substr(e.start, 1, 4) AS year, count(*) AS events FROM events e
             JOIN blocs b ON b.id = e.bloc WHERE e.start IS NOT NULL AND b.place IS NOT NULL
             GROUP BY 1, 2 ORDER BY 1, 2"""
    found = [row for row in rows(db, sql) if is_place(row["place"])]
    totals: Counter[str] = Counter()
    for row in found:
        totals[row["place"]] += row["events"]
    rank = {place: at for at, (place, _) in enumerate(sorted(totals.items(), key=lambda each: (-each[1], each[0])))}
    top = [row for row in found if rank[row["place"]] < limit]
    return sorted(top, key=lambda row: (rank[row["place"]], row["year"]))


def flags_by_unit(db: Database, *, limit: int = 20) -> list[Row]:
    """Units by the flags they won (cờ thi đua), those only proposed apart."""
    sql = """SELECT a.unit, u.name, u.place, a.won, a.proposed FROM
             (SELECT unit, sum(status <> 'proposed') AS won, sum(status = 'proposed') AS proposed
              FROM awards WHERE form = 'flag' AND unit IS NOT NULL GROUP BY unit) a JOIN units u ON u.id = a.unit
             ORDER BY a.won DESC, a.proposed DESC, u.name, a.unit LIMIT :limit"""
    return rows(db, sql, {"limit": limit})


def source_years(db: Database) -> list[Row]:
    """Articles by source and year of publication, and how many of them report an event."""
    sql = """SELECT coalesce(a.source, '') AS source, coalesce(s.name, a.source, '') AS name, a.year, a.articles,
                    a.relevant
             FROM (SELECT source, substr(published, 1, 4) AS year, count(*) AS articles, sum(relevant) AS relevant
                   FROM articles WHERE published IS NOT NULL GROUP BY 1, 2) a LEFT JOIN sources s ON s.id = a.source
             ORDER BY 1, 3"""
    return rows(db, sql)


CHARTS: Mapping[str, Callable[[Database], list[Row]]] = MappingProxyType(
    {
        "events-by-month": events_by_month,
        "events-by-place": events_by_place,
        "flags-by-unit": flags_by_unit,
        "coverage-by-source": source_years,
    }
)
