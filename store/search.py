"""Full-text search that works with and without diacritics, over articles and everything they name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from store.capture import current_version
from store.database import insert, one, select, settle
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


def index(db: Database, articles: Iterable[str], entities: Iterable[str]) -> None:
    """Bring the search entries of these articles and entities up to date; what is no more loses its entry.

    In the order of rows, the new ones last: FTS5 closes a segment whenever it is told of a row before the one it was
    told of last, and what a large index costs is the merging of segments.
    """
    about = [
        *(("article", article) for article in sorted(articles)),
        *((_kind(each), each) for each in sorted(entities)),
    ]
    there = {each: one(db, "SELECT id FROM search_entries WHERE kind = ? AND ref = ?", each) for each in about}
    hide = masks(db)
    for each in sorted(about, key=lambda who: (there[who] is None, there[who] or 0)):
        _keep(db, there[each], _entry(db, each, hide))


def _kind(entity: str) -> str:
    return entity.partition("-")[0]


def _entry(db: Database, about: tuple[str, str], hide: Masks) -> dict[str, Any] | None:
    """The entry as it should be, None when there is nothing to find."""
    kind, ref = about
    row = _article(db, ref, hide) if kind == "article" else _entity(db, about, hide)
    if row is None:
        return None
    texts = {name: _composed(row[name]) for name in ("title", "body")}
    return {"source": None, **row, **texts, "place": whereabouts(row["place"]), "kind": kind, "ref": ref}


def _article(db: Database, article: str, hide: Masks) -> dict[str, Any] | None:
    sql = """SELECT coalesce(a.title, '') AS title, s.place, CAST(substr(a.published, 1, 4) AS INTEGER) AS year,
             a.source
             FROM articles a LEFT JOIN sources s ON s.id = a.source WHERE a.id = ?"""
    row = next(iter(select(db, sql, [article])), None)
    if row is None:
        return None
    text = one(db, "SELECT text FROM article_versions WHERE id = ?", (current_version(db, article),)) or ""
    return row | {"title": hide.cover(article, row["title"]), "body": hide.cover(article, text)}


def _entity(db: Database, about: tuple[str, str], hide: Masks) -> dict[str, Any] | None:
    kind, entity = about
    row = next(iter(select(db, _ENTITIES[kind], [entity])), None)
    if row is not None and kind == "event" and hide.patterns:
        for (article,) in db.execute("SELECT article FROM event_articles WHERE event = ?", (entity,)):
            row["body"] = hide.cover(article, row["body"])
    return row


def _keep(db: Database, number: int | None, new: dict[str, Any] | None) -> None:
    """Make this the entry of that number, a new one where it has none; None takes it away.

    The full-text index is told of changed words only, by statements of their own: a trigger's make SQLite guard each
    with a savepoint, for which FTS5 closes a segment as well.
    """
    old = next(iter(select(db, "SELECT * FROM search_entries WHERE id = ?", [number])), None)
    if new is None:
        db.execute("DELETE FROM search_entries WHERE id = ?", (number,))
    elif old is None:
        number = insert(db, "search_entries", [new])
    else:
        settle(db, "search_entries", {"id": number}, [new])
        if (old["title"], old["body"]) == (new["title"], new["body"]):
            return
    if old is not None:
        _tell(db, "delete", old)
    for row in select(db, "SELECT * FROM search_entries WHERE id = ?", [number]):
        _tell(db, None, row)


def _tell(db: Database, command: str | None, row: Mapping[str, Any]) -> None:
    """Tell the full-text index that an entry has these words, or with `delete` that it has them no more."""
    sql = "INSERT INTO search_index (search_index, rowid, title_plain, body_plain) VALUES (?, ?, ?, ?)"
    db.execute(sql, (command, row["id"], row["title_plain"], row["body_plain"]))


def forget_all(db: Database) -> None:
    """No entry is left, and no word in the full-text index."""
    db.execute("DELETE FROM search_entries")
    db.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")


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
    hits = tuple(_hit(row, terms) for row in select(db, sql, parameters))
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
