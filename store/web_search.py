"""The search page: words, with or without diacritics, and facets that narrow what was found.

At most `MOST` best matches are narrowed and counted, and of articles, events and awards the latest `_RANKED` matches
are ranked: a word that stands in every article must not take seconds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from store.database import one
from store.errors import InvalidValueError
from store.names import plain
from store.queries.common import Row, read
from store.search import match_expression, snippet
from store.web_lists import whole_number
from store.whereabouts import is_place, whereabouts

MOST = 5_000
_RANKED = 20_000
_MANY = "('article', 'event', 'award')"  # the kinds of which there is one for every article
_NAMES = "('bloc', 'unit', 'person', 'document')"
_LOOKED_AT = 300  # names fetched before the likeliest few are chosen: a first letter or two begin half of all
_CHOICES = 40  # values of a facet
FACETS = ("kind", "place", "year", "type", "form", "status", "reviewed", "source")
# What a row of the search index is, by its kind: where its own columns are.
_JOINS = """LEFT JOIN events v ON m.kind = 'event' AND v.id = m.ref
            LEFT JOIN awards w ON m.kind = 'award' AND w.id = m.ref
            LEFT JOIN blocs b ON m.kind = 'bloc' AND b.id = m.ref
            LEFT JOIN units u ON m.kind = 'unit' AND u.id = m.ref
            LEFT JOIN persons p ON m.kind = 'person' AND p.id = m.ref
            LEFT JOIN documents d ON m.kind = 'document' AND d.id = m.ref"""
_STATE = "coalesce(v.reviewed, w.reviewed, b.reviewed, u.reviewed, p.reviewed, d.reviewed)"
_COLUMNS = f"""m.entry, m.kind, m.ref, m.place, m.year, m.source, m.rank, v.types, v.start, w.form, w.status,
               {_STATE} AS state, coalesce(v.confidence, w.confidence, b.confidence, u.confidence, p.confidence,
               d.confidence) AS confidence,
               CASE WHEN {_STATE} IN ('confirmed', 'corrected') THEN 'yes'
                    WHEN {_STATE} IS NOT NULL THEN 'no' END AS reviewed"""
_CONDITIONS = {
    "kind": "kind = :kind",
    "place": "place = :place",
    "year": "year = :year",
    "source": "source = :source",
    "type": "EXISTS (SELECT 1 FROM json_each(types) t WHERE t.value = :type)",
    "form": "form = :form",
    "status": "status = :status",
    "reviewed": "reviewed = :reviewed",
}
# Narrowed before the best are taken, so that nothing of a rare place is lost among the many.
_EARLY = ("kind", "place", "year", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Rows of one page, how many there are, whether more matched than were counted, and the facets' counts.

    A facet counts what one would find by choosing another value of it, the other choices standing.
    """

    rows: tuple[Row, ...]
    total: int
    cut: bool
    facets: Mapping[str, tuple[tuple[str, int], ...]]


def find(
    db: Database, words: str, filters: Mapping[str, str], *, limit: int = 20, offset: int = 0, counting: bool = True
) -> Results:
    """What has all the words and fits the filters; without words the latest events (or the latest of the kind)."""
    chosen = {name: value for name, value in filters.items() if value != ""}
    if unknown := sorted(chosen.keys() - set(FACETS)):
        raise InvalidValueError(f"search has no facet {unknown[0]!r}; possible: {', '.join(FACETS)}")
    query = match_expression(words)
    values: dict[str, Any] = {**chosen, "q": query, "most": MOST, "limit": limit, "offset": offset}
    if "year" in chosen:
        values["year"] = whole_number("year", chosen["year"])
    if "place" in chosen:
        values["place"] = whereabouts(chosen["place"])
    _remember(db, query, chosen, values)
    where = _where(chosen)
    page = f"SELECT * FROM temp.found {where} ORDER BY rank, entry LIMIT :limit OFFSET :offset"  # noqa: S608 - constants
    total = db.execute(f"SELECT count(*) FROM temp.found {where}", values).fetchone()[0]  # noqa: S608 - constants
    matched = db.execute("SELECT count(*) FROM temp.found").fetchone()[0]
    found = tuple(_with_text(db, row, words) for row in list(db.query(page, values)))
    facets = {name: _facet(db, name, chosen, values) for name in FACETS} if counting else {}
    return Results(rows=found, total=int(total), cut=matched >= MOST, facets=facets)


def _remember(db: Database, query: str, chosen: Mapping[str, str], values: Mapping[str, Any]) -> None:
    """Put the best matches with their facets into a table of this connection's own."""
    db.execute("DROP TABLE IF EXISTS temp.found")
    early = "".join(f" AND e.{name} = :{name}" for name in _EARLY if name in chosen) if query else ""
    values = {**values, "since": 0 if early or not query else _since(db, query)}
    matched = f"{_MATCHED}{early} ORDER BY rank LIMIT :most" if query else _latest(chosen)
    columns = _COLUMNS.replace("m.entry, ", "m.entry AS entry, ")
    sql = f"CREATE TEMP TABLE found AS SELECT {columns} FROM ({matched}) m {_JOINS}"  # noqa: S608 - constants
    db.execute(sql, dict(values))


_MATCHED = f"""SELECT e.id AS entry, e.kind, e.ref, e.place, e.year, e.source, bm25(search_index, 8.0, 1.0)
                     * CASE e.kind WHEN 'article' THEN 0.6 ELSE 1.0 END AS rank
              FROM search_index i JOIN search_entries e ON e.id = i.rowid
              WHERE search_index MATCH :q AND (i.rowid > :since OR e.kind NOT IN {_MANY})"""  # noqa: S608 - constants


def _since(db: Database, query: str) -> int:
    """The entry after which the latest `_RANKED` matches lie; 0 when there are no more than those."""
    sql = "SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?"
    return int(one(db, sql, (query, _RANKED)) or 0)


_NEWEST = {
    "event": "SELECT id, start AS day FROM events ORDER BY start DESC",
    "award": "SELECT id, year AS day FROM awards ORDER BY year DESC",
    "bloc": "SELECT id, last_year AS day FROM blocs ORDER BY last_year DESC",
    "unit": "SELECT id, mentions AS day FROM units ORDER BY mentions DESC",
    "person": "SELECT id, mentions AS day FROM persons ORDER BY mentions DESC",
    "article": "SELECT id, published AS day FROM articles ORDER BY published DESC",
    "document": "SELECT id, date AS day FROM documents ORDER BY date DESC",
}


def _latest(chosen: Mapping[str, str]) -> str:
    """The latest of a kind, for a search without words; what is chosen tells the kind."""
    kind = chosen.get("kind") or ("award" if {"form", "status"} & chosen.keys() else "event")
    if kind not in _NEWEST:
        raise InvalidValueError(f"nothing is of the kind {kind!r}; possible: {', '.join(_NEWEST)}")
    return f"""SELECT e.id AS entry, e.kind, e.ref, e.place, e.year, e.source, row_number() OVER () AS rank
               FROM ({_NEWEST[kind]} LIMIT :most) n JOIN search_entries e ON e.kind = '{kind}' AND e.ref = n.id"""  # noqa: S608


def _where(chosen: Mapping[str, str], but: str = "") -> str:
    clauses = [_CONDITIONS[name] for name in chosen if name != but]
    return f"WHERE {' AND '.join(clauses)}" if clauses else ""


def _facet(
    db: Database, name: str, chosen: Mapping[str, str], values: Mapping[str, Any]
) -> tuple[tuple[str, int], ...]:
    where = _where(chosen, name)
    also = f"{where} {'AND' if where else 'WHERE'}"
    source = "temp.found, json_each(types) t" if name == "type" else "temp.found"
    value = "t.value" if name == "type" else name
    order = "1 DESC" if name == "year" else "2 DESC, 1"
    sql = f"SELECT {value}, count(*) FROM {source} {also} {value} IS NOT NULL GROUP BY 1 ORDER BY {order} LIMIT 200"  # noqa: S608
    counts = ((str(found), int(count)) for found, count in db.execute(sql, dict(values)))
    return tuple((found, count) for found, count in counts if name != "place" or is_place(found))[:_CHOICES]


def _with_text(db: Database, row: Row, words: str) -> Row:
    title, body = db.execute("SELECT title, body FROM search_entries WHERE id = ?", (row["entry"],)).fetchone()
    terms = [plain(term) for term in re.findall(r"\w+", words)]
    text = snippet(body, terms) if row["kind"] == "article" else " ".join(body.split())[:200]
    return {**read(row), "title": title, "snippet": text, "terms": terms}


def suggest(db: Database, words: str, *, limit: int = 8) -> list[Row]:
    """The likeliest few names while somebody is still typing: the last word may be unfinished. Those that begin with
    what was typed come first, shorter before longer.
    """
    query = match_expression(words)
    if not query:
        return []
    # CROSS JOIN: the words first, then their entries; the other way round asks the index once for every entry.
    sql = f"""SELECT e.kind, e.ref, e.title, e.place, e.year
              FROM search_index i CROSS JOIN search_entries e ON e.id = i.rowid
              WHERE search_index MATCH :q AND e.kind IN {_NAMES} LIMIT {_LOOKED_AT}"""  # noqa: S608 - constants
    found = list(db.query(sql, {"q": f"title_plain : ({query}*)"}))
    typed = " ".join(plain(words).split())
    found.sort(key=lambda row: (not plain(row["title"]).startswith(typed), len(row["title"]), row["title"]))
    return found[:limit]
