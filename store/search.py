"""Full-text search that works with and without diacritics, over articles and everything they name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from store.capture import current_version
from store.database import insert
from store.names import plain
from store.whereabouts import whereabouts
from store.withholding import Masks, masks

_ENTITIES = {
    "bloc": "SELECT name AS title, coalesce(place, '') AS body, place, last_year AS year FROM blocs WHERE id = ?",
    "unit": """
        SELECT u.name AS title, u.place, CAST(substr(u.last_day, 1, 4) AS INTEGER) AS year,
               coalesce(u.place, '') || ' ' || (SELECT group_concat(name, ' ') FROM
               (SELECT DISTINCT name FROM unit_names WHERE unit = u.id ORDER BY name)) AS body
        FROM units u WHERE u.id = ?""",
    "person": """
        SELECT p.name AS title, p.place, CAST(substr(p.last_day, 1, 4) AS INTEGER) AS year,
               coalesce(p.place, '') || ' ' || coalesce((SELECT group_concat(title, ' ') FROM
               (SELECT title FROM posts WHERE person = p.id ORDER BY title)), '') AS body
        FROM persons p WHERE p.id = ?""",
    "event": """
        SELECT coalesce(b.name, '') || coalesce(' ' || e.theme, '') AS title, b.place,
               coalesce(e.emulation_year, CAST(substr(e.start, 1, 4) AS INTEGER)) AS year,
               coalesce(b.place, '') || ' ' || coalesce(e.venue, '') || ' ' || coalesce((SELECT group_concat(title, ' ')
               FROM (SELECT DISTINCT a.title FROM event_articles x JOIN articles a ON a.id = x.article
               WHERE x.event = e.id ORDER BY a.title)), '') AS body
        FROM events e LEFT JOIN blocs b ON b.id = e.bloc WHERE e.id = ?""",
    "award": """
        SELECT title || coalesce(' ' || recipient, '') AS title, place, year,
               coalesce(grantor, '') || ' ' || coalesce(place, '') AS body
        FROM awards WHERE id = ?""",
    "document": """
        SELECT number AS title, place, CAST(substr(date, 1, 4) AS INTEGER) AS year,
               coalesce(kind, '') || ' ' || coalesce(issuer, '') AS body
        FROM documents WHERE id = ?""",
}
KINDS = ("article", *_ENTITIES)
_FACETS = ("kind", "place", "year", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing found: `ref` is its id, `snippet` some words around the first match."""

    kind: str
    ref: str
    title: str
    snippet: str
    place: str | None
    year: int | None
    source: str | None
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The hits asked for, how many there are in all, and how they spread over kinds, years, places and sources."""

    hits: tuple[Hit, ...]
    total: int
    facets: dict[str, dict[str, int]]


def index_article(db: Database, article: str) -> None:
    """Bring an article's search entry up to date."""
    sql = """SELECT coalesce(a.title, '') AS title, s.place, CAST(substr(a.published, 1, 4) AS INTEGER) AS year,
             a.source
             FROM articles a LEFT JOIN sources s ON s.id = a.source WHERE a.id = ?"""
    row = next(iter(db.query(sql, [article])), None)
    if row is not None:
        found = db.execute("SELECT text FROM article_versions WHERE id = ?", (current_version(db, article),)).fetchone()
        row["body"] = found[0] if found else ""
    _keep(db, ("article", article), row, masks(db))


def index_entities(db: Database, entities: Iterable[str]) -> None:
    """Bring the search entries of these entities up to date; those that are no more lose theirs."""
    hide = masks(db)
    for entity in sorted(entities):
        kind = entity.partition("-")[0]
        row = next(iter(db.query(_ENTITIES[kind], [entity])), None)
        if row is not None and kind == "event" and hide.patterns:
            for (article,) in db.execute("SELECT article FROM event_articles WHERE event = ?", (entity,)):
                row["body"] = hide.cover(article, row["body"])
        _keep(db, (kind, entity), row, Masks())


def _keep(db: Database, about: tuple[str, str], row: dict[str, Any] | None, hide: Masks) -> None:
    kind, ref = about
    old = next(iter(db.query("SELECT * FROM search_entries WHERE kind = ? AND ref = ?", [kind, ref])), None)
    if row is None:
        if old is not None:
            db.execute("DELETE FROM search_entries WHERE id = ?", (old["id"],))
        return
    new = {"source": None, **row, "place": whereabouts(row["place"]), "kind": kind, "ref": ref}
    new |= {name: _composed(hide.cover(ref, new[name])) for name in ("title", "body")}
    if old is None:
        insert(db, "search_entries", [new])
    elif any(old[name] != value for name, value in new.items()):
        sql = "UPDATE search_entries SET title = ?, body = ?, place = ?, year = ?, source = ? WHERE id = ?"
        names = ("title", "body", "place", "year", "source")
        db.execute(sql, (*(new[name] for name in names), old["id"]))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("Ð", "Đ")


def search(
    db: Database, words: str, filters: dict[str, Any] | None = None, *, limit: int = 20, offset: int = 0
) -> Found:
    """Find what has all the words. Words in double quotes must stand together.

    filters: any of `kind`, `place`, `year`, `source`; None values are ignored.
    """
    query = match_expression(words)
    if not query:
        return Found(hits=(), total=0, facets={})
    wanted = {name: value for name, value in (filters or {}).items() if value is not None}
    where = "".join(f" AND e.{name} = :{name}" for name in wanted if name in _FACETS)
    base = f"FROM search_index i JOIN search_entries e ON e.id = i.rowid WHERE search_index MATCH :query{where}"
    parameters = {**wanted, "query": query, "limit": limit, "offset": offset}
    sql = f"""SELECT e.kind, e.ref, e.title, e.body, e.place, e.year, e.source, bm25(search_index, 8.0, 1.0) AS score
              {base} ORDER BY score, e.kind, e.ref LIMIT :limit OFFSET :offset"""
    terms = [plain(term) for term in re.findall(r"\w+", words)]
    hits = tuple(_hit(row, terms) for row in db.query(sql, parameters))
    facets, total = _facets(db, base, parameters)
    return Found(hits=hits, total=total, facets=facets)


def match_expression(words: str) -> str:
    """What a person typed as an FTS5 expression, without its operators.

    >>> match_expression('thi đua "Hải Phòng"')
    '"thi" "dua" "Hai Phong"'
    """
    parts = re.findall(r'"([^"]+)"|(\S+)', unicodedata.normalize("NFC", words))
    phrases = [" ".join(re.findall(r"\w+", quoted or single)) for quoted, single in parts]
    return " ".join(f'"{_unmarked(phrase)}"' for phrase in phrases if phrase)


def _unmarked(text: str) -> str:
    loose = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D").replace("Ð", "D"))
    return "".join(letter for letter in loose if not unicodedata.combining(letter))


def _facets(db: Database, base: str, parameters: dict[str, Any]) -> tuple[dict[str, dict[str, int]], int]:
    """How the matches spread, in one pass over them, and how many they are."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in _FACETS}
    total = 0
    sql = f"SELECT e.kind, e.place, e.year, e.source, count(*) {base} GROUP BY 1, 2, 3, 4"
    for *values, count in db.execute(sql, parameters):
        total += count
        for name, value in zip(_FACETS, values, strict=True):
            if value is not None:
                counts[name][str(value)] += count
    ordered = {name: sorted(found.items(), key=lambda item: (-item[1], item[0])) for name, found in counts.items()}
    return {name: dict(found[:50]) for name, found in ordered.items()}, total


def _hit(row: dict[str, Any], terms: list[str]) -> Hit:
    kept = {name: row[name] for name in ("kind", "ref", "title", "place", "year", "source", "score")}
    return Hit(**kept, snippet=snippet(row["body"], terms))


def snippet(text: str, terms: list[str], width: int = 160) -> str:
    """Some words of `text` around the first of the terms, which are plain words."""
    flat = plain(text)
    at = min(_places(flat, terms), default=0)
    start = max(0, at - width // 3)
    start = text.find(" ", start) + 1 if start else 0
    cut = text[start : start + width]
    return ("… " if start else "") + " ".join(cut.split()) + (" …" if start + width < len(text) else "")


def _places(flat: str, terms: list[str]) -> Iterator[int]:
    for term in terms:
        match = re.search(rf"\b{re.escape(term)}\b", flat)
        if match:
            yield match.start()
