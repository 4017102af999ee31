"""What stands behind a row that people read: each fact with its sentence, its article, and who looked at it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from store.database import one
from store.errors import NotFoundError
from store.history import former_keys
from store.judgement_rows import withheld
from store.queries.common import Row, covered, present, rows
from store.verdicts import active
from store.withholding import masks

AROUND = 180
# Tables whose rows name their facts, and entities that facts name.
_LISTED = ("memberships", "leaderships", "events", "participations", "posts", "awards", "documents")
_NAMED = {"blocs": "bloc", "units": "unit", "persons": "person"}


def behind(db: Database, table: str, row_id: str, *, limit: int = 100) -> list[Row]:
    """The facts behind a row, the surest first; raises `NotFoundError` when there is no such row."""
    if table in _NAMED:
        named = "f.bloc = ? AND f.kind = 'blocs'" if table == "blocs" else f"f.{_NAMED[table]} = ?"
        return _facts(db, named, [present(db, row_id)], limit)
    if table not in _LISTED:
        raise NotFoundError(f"there is no evidence by {table}")
    found = one(db, f"SELECT facts FROM [{table}] WHERE id = ?", (present(db, row_id),))  # noqa: S608 - one of the above
    if found is None:
        raise NotFoundError(f"{table} have no {row_id}")
    return facts(db, json.loads(found), limit=limit)


def facts(db: Database, keys: Sequence[str], *, limit: int = 100) -> list[Row]:
    """These facts with what stands behind them."""
    wanted = list(keys)[:limit]
    return _facts(db, f"f.key IN ({', '.join('?' * len(wanted))})", wanted, limit)


_SELECT = """SELECT f.key, f.kind, f.article, f.label, f.value, f.name, f.quote, f.start, f."end", f.version, f.state,
                    f.confidence, f.rule, f.extractor, f.day, f.first_seen, f.last_seen, a.title, a.url, a.source,
                    a.published, v.number AS version_number,
                    substr(v.text, max(1, f.start + 1 - :around), min(f.start, :around)) AS before,
                    substr(v.text, f."end" + 1, :around) AS after,
                    (SELECT x.id FROM fetches x WHERE x.version = f.version AND x.warc IS NOT NULL
                     ORDER BY x.changed DESC, x.fetched_at DESC LIMIT 1) AS capture
             FROM facts f JOIN articles a ON a.id = f.article LEFT JOIN article_versions v ON v.id = f.version
             WHERE f.shown = 1 AND """


def _facts(db: Database, where: str, parameters: Sequence[Any], limit: int) -> list[Row]:
    numbered = where
    values: dict[str, Any] = {"around": AROUND, "limit": limit}
    for number, value in enumerate(parameters):
        numbered = numbered.replace("?", f":p{number}", 1)
        values[f"p{number}"] = value
    sql = f"{_SELECT}{numbered} ORDER BY f.confidence DESC, f.day, f.key LIMIT :limit"
    found = covered(db, rows(db, sql, values))
    for row in found:
        row["before"] = _from_a_word(row["before"] or "")
        row["after"] = _to_a_word(row["after"] or "")
        row["people"] = said_by(db, row["key"], judged=row["state"] != "unreviewed")
    return found


def _from_a_word(text: str) -> str:
    """The last lines of what stands before: from the start of the paragraph, or of a word."""
    cut = text.rpartition("\n")[2]
    return cut if cut != text or len(text) < AROUND else "… " + text.partition(" ")[2]


def _to_a_word(text: str) -> str:
    cut = text.partition("\n")[0]
    return cut if cut != text or len(text) < AROUND else text.rpartition(" ")[0] + " …"


def said_by(db: Database, fact: str, *, judged: bool = True) -> list[Row]:
    """What people said of a fact and did not take back: action, field, user and time, the latest first.

    judged: whether its state shows that somebody said something, perhaps under a key that was lost.
    """
    keys = [fact, *former_keys(db, fact)] if judged else []
    found = [row for key in keys for row in db.query("SELECT * FROM judgements WHERE fact = ?", [key])]
    found.sort(key=lambda row: int(row["id"]))
    standing = active(found)
    kept = [row for row in found if row["id"] in standing and row["action"] != "undo"]
    return [{name: row[name] for name in ("action", "field", "user", "made_at", "reason")} for row in reversed(kept)]


def capture(db: Database, number: int) -> Row:
    """One archived response: its addresses, instant, hash and place in the archive, and the article it carried.

    Raises `NotFoundError` when there is none, or when its article, or somebody it names, is withheld.
    """
    sql = """SELECT f.id, f.source, f.url, f.final_url, f.status, f.fetched_at, f.sha256, f.size, f.content_type,
                    f.warc, f.warc_offset, f.warc_length, v.article, v.number AS version
             FROM fetches f LEFT JOIN article_versions v ON v.id = f.version WHERE f.id = ?"""
    found = next(iter(db.query(sql, [number])), None)
    hidden = {*withheld(db).get("article", ()), *masks(db).patterns}  # its bytes cannot be covered letter by letter
    if found is None or found["article"] is None or found["article"] in hidden:
        raise NotFoundError(f"there is no archived page {number} of an article")
    return found
