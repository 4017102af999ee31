"""The lists of the web application: what each shows, what narrows it, in which orders it comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sqlite_utils import Database

from store.errors import InvalidValueError
from store.queries.common import Row, covered, rows
from store.search import match_expression

_FOUND = """{id} IN (SELECT e.ref FROM search_index i JOIN search_entries e ON e.id = i.rowid
            WHERE search_index MATCH :q AND e.kind = '{kind}')"""
_REVIEWED = "(CASE WHEN {t}.reviewed IN ('confirmed', 'corrected') THEN 'yes' ELSE 'no' END) = :reviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One list. `source` is its FROM, `filters` a condition by name, `orders` an ORDER BY by name, the first the usual.

    facets: columns of which a person chooses a value. kind: what its rows are in the search index.
    article: the rows have a column `article` whose text may name somebody who is withheld.
    """

    name: str
    columns: str
    source: str
    filters: Mapping[str, str]
    orders: Mapping[str, str]
    facets: Mapping[str, str] = field(default_factory=dict)
    kind: str | None = None
    article: bool = False


def _same(*names: str, table: str) -> dict[str, str]:
    return {name: f"{table}.{name} = :{name}" for name in names}


_ALL = (
    Listing(
        name="blocs",
        columns="b.*",
        source="blocs b",
        filters={
            **_same("place", "kind", table="b"),
            "year": ":year BETWEEN b.first_year AND b.last_year",
            "reviewed": _REVIEWED.format(t="b"),
            "q": _FOUND.format(id="b.id", kind="bloc"),
        },
        orders={
            "events": "b.events DESC, b.id",
            "name": "b.name, b.place, b.id",
            "place": "b.place, b.number, b.name, b.id",
            "latest": "b.last_year DESC, b.id",
        },
        facets={"place": "b.place"},
        kind="bloc",
    ),
    Listing(
        name="events",
        columns="""e.id, e.bloc, b.name AS bloc_name, b.place AS bloc_place, e.types, e.start, e."end", e.grain,
                   e.part_of_day, e.year_inferred, e.emulation_year, e.theme, e.venue, e.articles, e.confidence,
                   e.reviewed, e.facts""",
        source="events e LEFT JOIN blocs b ON b.id = e.bloc",
        filters={
            "place": "b.place = :place",
            "year": "e.emulation_year = :year",
            "type": "EXISTS (SELECT 1 FROM json_each(e.types) t WHERE t.value = :type)",
            "bloc": "e.bloc = :bloc",
            "since": "e.start >= :since",
            "until": "e.start <= :until",
            "month": "e.start >= :month || '-01' AND e.start <= :month || '-31'",
            "reviewed": _REVIEWED.format(t="e"),
            "q": _FOUND.format(id="e.id", kind="event"),
        },
        orders={"latest": "e.start DESC, e.id", "earliest": "e.start, e.id", "articles": "e.articles DESC, e.id"},
        facets={"place": "b.place", "year": "e.emulation_year"},
        kind="event",
    ),
    Listing(
        name="units",
        columns="u.*",
        source="units u",
        filters={
            **_same("province", "place", table="u"),
            "reviewed": _REVIEWED.format(t="u"),
            "q": _FOUND.format(id="u.id", kind="unit"),
        },
        orders={"mentions": "u.mentions DESC, u.id", "name": "u.name, u.place, u.id"},
        facets={"province": "u.province"},
        kind="unit",
    ),
    Listing(
        name="persons",
        columns="p.*",
        source="persons p",
        filters={
            **_same("place", "name", table="p"),
            "reviewed": _REVIEWED.format(t="p"),
            "q": _FOUND.format(id="p.id", kind="person"),
        },
        orders={"mentions": "p.mentions DESC, p.id", "name": "p.name, p.id", "latest": "p.last_day DESC, p.id"},
        facets={"place": "p.place"},
        kind="person",
    ),
    Listing(
        name="awards",
        columns="a.*, b.name AS bloc_name",
        source="awards a LEFT JOIN blocs b ON b.id = a.bloc",
        filters={
            **_same("place", "year", "form", "status", "level", "recipient_type", "bloc", "unit", "person", table="a"),
            "reviewed": _REVIEWED.format(t="a"),
            "q": _FOUND.format(id="a.id", kind="award"),
        },
        orders={"latest": "a.year DESC, a.id", "recipient": "a.recipient, a.id", "title": "a.title, a.id"},
        facets={"place": "a.place", "year": "a.year"},
        kind="award",
    ),
    Listing(
        name="articles",
        columns="a.*, a.id AS article",
        source="articles a",
        filters={
            **_same("source", "relevant", table="a"),
            "year": "a.published >= :year || '-01-01' AND a.published <= :year || '-12-31'",
            "month": "a.published >= :month || '-01' AND a.published <= :month || '-31'",
            "since": "a.published >= :since",
            "until": "a.published <= :until",
            "q": _FOUND.format(id="a.id", kind="article"),
        },
        orders={"latest": "a.published DESC, a.id", "earliest": "a.published, a.id", "facts": "a.facts DESC, a.id"},
        facets={"source": "a.source", "year": "substr(a.published, 1, 4)"},
        kind="article",
        article=True,
    ),
    Listing(
        name="documents",
        columns="d.*",
        source="documents d",
        filters={
            **_same("kind", "issuer", "place", table="d"),
            "year": "substr(d.date, 1, 4) = :year",
            "q": _FOUND.format(id="d.id", kind="document"),
        },
        orders={"latest": "d.date DESC, d.id", "number": "d.number, d.id"},
        facets={"place": "d.place", "kind": "d.kind"},
        kind="document",
    ),
    Listing(
        name="memberships",
        columns="m.*, b.name AS bloc_name, b.place AS bloc_place",
        source="memberships m LEFT JOIN blocs b ON b.id = m.bloc",
        filters={**_same("bloc", "unit", "year", "place", table="m"), "reviewed": _REVIEWED.format(t="m")},
        orders={"bloc": "m.bloc, m.year DESC, m.name, m.id"},
    ),
    Listing(
        name="leaderships",
        columns="l.*, b.name AS bloc_name, b.place AS bloc_place",
        source="leaderships l LEFT JOIN blocs b ON b.id = l.bloc",
        filters={
            **_same("bloc", "unit", "person", "year", "role", "status", "holder_type", table="l"),
            "reviewed": _REVIEWED.format(t="l"),
        },
        orders={"bloc": "l.bloc, l.year DESC, l.role DESC, l.holder, l.id"},
    ),
    Listing(
        name="participations",
        columns="p.*, e.start, e.bloc, b.name AS bloc_name",
        source="participations p JOIN events e ON e.id = p.event LEFT JOIN blocs b ON b.id = e.bloc",
        filters={**_same("event", "person", table="p"), "bloc": "e.bloc = :bloc"},
        orders={"event": "p.event, p.name, p.id"},
    ),
)
LISTINGS: Mapping[str, Listing] = MappingProxyType({each.name: each for each in _ALL})
_WHOLE_NUMBERS = ("year", "relevant")
_TEXT_YEARS = ("documents",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some rows of a list, and how many there are in all."""

    rows: tuple[Row, ...]
    total: int


def part(
    db: Database, name: str, filters: Mapping[str, str], *, order: str = "", limit: int = 50, offset: int = 0
) -> Part:
    """Rows of a list; raises `InvalidValueError` for a filter or order that it does not have."""
    listing, (where, values) = LISTINGS[name], conditions(name, filters)
    counted = f"SELECT count(*) FROM {_counted_from(listing, filters)} {where}"  # noqa: S608 - constants of this module
    sql = f"{_select(listing, where, order)} LIMIT :limit OFFSET :offset"
    found = rows(db, sql, {**values, "limit": limit, "offset": offset})
    return Part(rows=tuple(_safe(db, listing, found)), total=int(one_of(db, counted, values)))


def every(db: Database, name: str, filters: Mapping[str, str], *, order: str = "") -> Iterator[Row]:
    """All rows of a list, one by one, as they stood when the first was asked for."""
    listing, (where, values) = LISTINGS[name], conditions(name, filters)
    for row in db.query(_select(listing, where, order), values):
        yield _safe(db, listing, [row])[0] if listing.article else row


def facet(db: Database, name: str, column: str) -> list[tuple[str, int]]:
    """The values of a column one can choose from, with how many rows have each: years newest first, others by name."""
    listing = LISTINGS[name]
    expression = listing.facets[column]
    order = "1 DESC" if column == "year" else "1"
    sql = f"""SELECT {expression}, count(*) FROM {listing.source} WHERE {expression} IS NOT NULL
              GROUP BY 1 ORDER BY {order} LIMIT 500"""  # noqa: S608 - constants of this module
    return [(str(value), int(count)) for value, count in db.execute(sql)]


def conditions(name: str, filters: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """A WHERE and its values for what a person asked; empty ones are left out."""
    listing = LISTINGS[name]
    given = {key: value for key, value in filters.items() if value != ""}
    if unknown := sorted(given.keys() - listing.filters.keys()):
        possible = ", ".join(listing.filters)
        message = f"{name} cannot be narrowed by {unknown[0]!r}; possible: {possible}"
        raise InvalidValueError(message, "filter", name=unknown[0], possible=possible)
    values: dict[str, Any] = {key: _value(name, key, value) for key, value in given.items()}
    clauses = [listing.filters[key] for key in given]
    return (f"WHERE {' AND '.join(clauses)}" if clauses else ""), values


def _value(name: str, key: str, value: str) -> Any:
    if key == "q":
        return match_expression(value) or '""'
    if key in _WHOLE_NUMBERS and name not in _TEXT_YEARS:
        return whole_number(key, value)
    return value


def whole_number(name: str, text: str) -> int:
    """What was given as a whole number that SQLite can hold; raises `InvalidValueError` for anything else."""
    given = {"name": name, "value": text[:40]}
    try:
        number = int(text)
    except ValueError as error:
        message = f"{name} is {text[:40]!r}; expected a whole number"
        raise InvalidValueError(message, "number", **given) from error
    if abs(number) >= _TOO_LARGE:
        raise InvalidValueError(f"{name} is {text[:40]!r}; expected a smaller number", "smaller", **given)
    return number


_TOO_LARGE = 2**63


def _select(listing: Listing, where: str, order: str) -> str:
    if order and order not in listing.orders:
        possible = ", ".join(listing.orders)
        message = f"{listing.name} has no order {order!r}; possible: {possible}"
        raise InvalidValueError(message, "order", value=order[:40], possible=possible)
    by = listing.orders[order or next(iter(listing.orders))]
    return f"SELECT {listing.columns} FROM {listing.source} {where} ORDER BY {by}"  # noqa: S608 - constants of this module


def _counted_from(listing: Listing, filters: Mapping[str, str]) -> str:
    """Counting needs the joined table only where a filter asks it."""
    joined = any("b." in listing.filters[key] for key in filters if filters[key] != "")
    return listing.source if joined or " JOIN events" in listing.source else listing.source.partition(" LEFT JOIN")[0]


def _safe(db: Database, listing: Listing, found: list[Row]) -> list[Row]:
    return covered(db, found) if listing.article else found


def one_of(db: Database, sql: str, values: Mapping[str, Any]) -> Any:
    """The first column of the first row, with named values."""
    row = db.execute(sql, dict(values)).fetchone()
    return row[0] if row else 0
