"""What the review desk of the web application shows: the queue with its articles, one article whole, the progress."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from records import Record
from store.clock import VIETNAM, stamp
from store.database import one
from store.effective import sheet
from store.errors import NotFoundError
from store.gold import article_record
from store.queries.articles import article_page
from store.queries.common import Row, rows
from store.queries.overview import states
from store.queries.queue import conditions, queue
from store.verdicts import active
from store.withholding import masks

# Counting further than a person will ever work through in a sitting costs time on every page.
COUNTED = 1000


def waiting(db: Database, filters: Mapping[str, Any], *, limit: int = 50, offset: int = 0) -> list[Row]:
    """The queue, each row with `title`, `source` and `published` of its article."""
    found = queue(db, dict(filters), limit=limit, offset=offset)
    ids = sorted({row["article"] for row in found})
    holders = ", ".join("?" * len(ids))
    sql = f"SELECT id, title, source, published FROM articles WHERE id IN ({holders})"  # noqa: S608 - holders only
    heads = {row.pop("id"): row for row in db.query(sql, ids)}
    hide = masks(db)
    for row in found:
        head = heads.get(row["article"], {})
        title = hide.cover(row["article"], head.get("title") or "")
        row |= {"title": title, "source": head.get("source"), "published": head.get("published")}
    return found


def count_waiting(db: Database, filters: Mapping[str, Any]) -> int:
    """How many facts wait behind these filters; `COUNTED` + 1 stands for more than that."""
    where, wanted = conditions(filters)
    sql = f"SELECT count(*) FROM (SELECT 1 FROM facts WHERE {where} LIMIT {COUNTED + 1})"  # noqa: S608 - checked names
    return int(next(iter(db.conn.execute(sql, wanted)))[0])


def next_article(db: Database, filters: Mapping[str, Any], passed: Collection[str] = ()) -> tuple[str, str] | None:
    """The article of the first waiting fact that is in none of the articles passed, and that fact; None at the end."""
    where, wanted = conditions(filters)
    sql = f"""SELECT article, key FROM facts WHERE {where} AND article NOT IN (SELECT value FROM json_each(:passed))
              ORDER BY doubt DESC, rowid LIMIT 1"""  # noqa: S608 - checked names
    found = db.conn.execute(sql, {**wanted, "passed": json.dumps(sorted(passed))}).fetchone()
    return (str(found[0]), str(found[1])) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the review of everything is. `states` counts facts by state, `pairs` the suggestions by kind, `mine` the
    judgements that the user made today (Asia/Ho_Chi_Minh).
    """

    facts: int
    states: Mapping[str, int]
    pairs: Mapping[str, int]
    mine: int

    @property
    def judged(self) -> int:
        """Facts that need nobody any more."""
        return sum(self.states.get(state, 0) for state in ("confirmed", "corrected", "rejected"))


def progress(db: Database, user: str, now: datetime) -> Progress:
    """The numbers above the queue."""
    found = states(db)
    pairs = {str(kind): int(n) for kind, n in db.execute("SELECT kind, count(*) FROM suggestions GROUP BY kind")}
    midnight = now.astimezone(VIETNAM).replace(hour=0, minute=0, second=0, microsecond=0)
    mine = "SELECT count(*) FROM judgements WHERE user = ? AND made_at >= ?"
    done = int(one(db, mine, (user, stamp(midnight))))
    return Progress(facts=sum(found.values()), states=found, pairs=pairs, mine=done)


def waiting_sources(db: Database) -> list[Row]:
    """The sources that have articles, for the filter."""
    return rows(db, "SELECT id, coalesce(name, id) AS name FROM sources ORDER BY name, id")


def desk_article(db: Database, article: str) -> Row:
    """The article's page, each fact with what the machine reads now (`read`), everything said of it (`said`, oldest
    first, `stands` telling what was not undone), the pairs that wait on it (`offers`) and its digest (`seen`).
    """
    page = article_page(db, article)
    hide = masks(db)
    now = sheet(db, page["id"])
    read = {each.key: each.machine.values for each in now.facts if each.machine is not None}
    said = judgements(db, page["id"])
    keys = json.dumps([fact["key"] for fact in page["facts"]])
    sql = """SELECT * FROM suggestions WHERE kind = 'fact'
             AND (left_id IN (SELECT value FROM json_each(?)) OR right_id IN (SELECT value FROM json_each(?)))"""
    offers = rows(db, sql, [keys, keys])
    for fact in page["facts"]:
        fact["seen"] = seen_digest(fact)
        text = json.dumps(fact["value"], ensure_ascii=False)
        fact["value"] = json.loads(hide.cover(page["id"], text))
        fact["read"] = json.loads(hide.cover(page["id"], json.dumps(read.get(fact["key"]), ensure_ascii=False)))
        fact["said"] = [row for row in said if now.heirs.get(row["fact"], row["fact"]) == fact["key"]]
        fact["offers"] = [o for o in offers if fact["key"] in (o["left_id"], o["right_id"])]
    page["row"] = {**page["row"], "title": hide.cover(page["id"], page["row"]["title"] or "")}
    page["last_judgement"] = max((row["id"] for row in said), default=0)
    return page


def fact_row(db: Database, fact: str) -> Row:
    """A fact's kind, article, state and values with its digest (`seen`), names of withheld persons and all."""
    sql = """SELECT key, kind, article, state, shown, value, label FROM facts
             WHERE key = ? AND article IN (SELECT id FROM articles)"""
    found = rows(db, sql, [fact])
    if not found:
        raise NotFoundError(f"there is no fact {fact}, or it is withheld: see `thidua review queue`")
    return {**found[0], "seen": seen_digest(found[0])}


def seen_digest(fact: Mapping[str, Any]) -> str:
    """A digest of a fact's state and values: another one, and somebody or the machine changed it."""
    text = json.dumps([fact["state"], fact["value"]], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def judgements(db: Database, article: str) -> list[Row]:
    """All that was said of an article's facts, the oldest first; `stands` is False for what was undone."""
    found = list(db.query("SELECT * FROM judgements WHERE article = ? ORDER BY id", [article]))
    standing = active(found)
    names = ("value", "seen", "machine")
    return [
        {
            **row,
            **{n: json.loads(row[n]) if row[n] is not None else None for n in names},
            "stands": row["id"] in standing,
        }
        for row in found
    ]


def recent(db: Database, user: str, *, limit: int = 12) -> list[Row]:
    """The latest judgements of one person, newest first, each with the label of its fact; `stands` as above."""
    sql = """SELECT j.id, j.action, j.fact, j.article, j.kind, j.field, j.left_id, j.right_id, j.made_at, j.target,
                    f.label, f.quote, f.value,
                    EXISTS (SELECT 1 FROM judgements u WHERE u.target = j.id AND u.action = 'undo') AS undone
             FROM judgements j LEFT JOIN facts f ON f.key = j.fact
             WHERE j.user = ? ORDER BY j.id DESC LIMIT ?"""
    return rows(db, sql, [user, limit])


def gold_record(db: Database, article: str) -> Record | None:
    """A reviewed article as gold; None while a fact waits, or when it names a withheld person."""
    sql = "SELECT count(*), sum(state IN ('confirmed', 'corrected', 'rejected')) FROM facts WHERE article = ?"
    facts, judged = db.execute(sql, (article,)).fetchone()
    visible = one(db, "SELECT 1 FROM articles WHERE id = ?", (article,)) is not None
    if not facts or facts != judged or not visible or article in masks(db).patterns:
        return None
    return article_record(db, article, reviewed=True)


def gold_articles(db: Database, *, limit: int = 500) -> list[Row]:
    """The reviewed articles, the latest first: what `thidua export gold` would write."""
    sql = """SELECT id, title, source, published, facts FROM articles WHERE id IN (
             SELECT article FROM facts
             WHERE article IN (SELECT DISTINCT article FROM judgements WHERE article IS NOT NULL)
             GROUP BY article HAVING sum(state NOT IN ('confirmed', 'corrected', 'rejected')) = 0)
             ORDER BY published DESC, id LIMIT ?"""
    return list(db.query(sql, [limit]))
