"""Names that the registry knows, for whoever types one."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from store.names import plain
from store.search import match_expression

_LOOKED_AT = 300  # matches fetched before ranking: a first letter or two match half the registry
COMPLETED = frozenset({"unit", "person", "bloc"})


def completions(db: Database, kind: str, typed: str, *, limit: int = 8) -> list[dict[str, str | None]]:
    """Units, persons or blocs of which every typed word begins one: `id`, `name`, `place`; diacritics are optional.

    Those that begin with what was typed come first, shorter before longer. Less than two letters give nothing.
    """
    words = match_expression(typed.replace('"', " ")).split()
    if kind not in COMPLETED or len("".join(words).replace('"', "")) < 2:
        return []
    wanted = "title_plain : (" + " AND ".join(f"{word}*" for word in words) + ")"
    # CROSS JOIN: the words first, then their entries; the other way round asks the index once for every entry.
    sql = f"""SELECT e.ref AS id, e.title AS name, e.place
              FROM search_index i CROSS JOIN search_entries e ON e.id = i.rowid
              WHERE search_index MATCH :wanted AND e.kind = :kind LIMIT {_LOOKED_AT}"""  # noqa: S608 - a constant
    found = list(db.query(sql, {"wanted": wanted, "kind": kind}))
    start = " ".join(plain(typed).split())
    found.sort(key=lambda row: (_rank(plain(row["name"]), start), len(row["name"]), row["name"]))
    return found[:limit]


def place_names(db: Database) -> list[str]:
    """Every province, old and new, and every district, by its name."""
    sql = "SELECT DISTINCT name FROM places WHERE level IN ('province', 'district') ORDER BY name"
    return [str(name) for (name,) in db.execute(sql)]


def matching(names: Iterable[str], typed: str, *, limit: int = 8) -> list[str]:
    """Of these names those of which every typed word begins one, ranked as `completions` does."""
    words = plain(typed).split()
    if not words:
        return []
    start = " ".join(words)
    found = {name for name in names if all(any(w.startswith(word) for w in plain(name).split()) for word in words)}
    return sorted(found, key=lambda name: (_rank(plain(name), start), len(name), name))[:limit]


def _rank(name: str, start: str) -> int:
    """What was typed at the beginning, then in one piece, then anywhere."""
    return 0 if name.startswith(start) else 1 if f" {start}" in name else 2
