"""Keeping a judgement: one new row, and the tables brought up to date in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from store.anchors import quote_at
from store.capture import current_version
from store.clock import Clock, stamp
from store.database import insert, one
from store.effective import Sheet, sheet
from store.errors import InvalidValueError, NotFoundError
from store.fields import dump
from store.gazetteer import gazetteer
from store.refresh import Refresh
from store.tables import Touched
from store.verdicts import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A judgement that was kept: its number, the fact it is about, and the state of that fact now."""

    id: int
    fact: str | None
    state: str | None
    touched: Touched


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Who writes judgements into which registry, and why."""

    db: Database
    clock: Clock
    user: str
    reason: str | None = None

    def keep(
        self,
        row: dict[str, Any],
        *,
        entities: tuple[str, ...] = (),
        articles: tuple[str, ...] = (),
        refresh: bool = True,
    ) -> Said:
        """Append the row, then look at its article, or at these, and at these entities again."""
        if not self.user.strip():
            raise InvalidValueError("say who judges: --user")
        whole = row | {"user": self.user.strip(), "reason": self.reason, "made_at": stamp(self.clock())}
        number = insert(self.db, "judgements", [whole])
        changed = articles or ((row["article"],) if row.get("article") else ())
        touched = Refresh(self.db, self.clock, gazetteer()).run(changed, entities) if refresh else Touched()
        fact = row.get("fact")
        state = one(self.db, "SELECT state FROM facts WHERE key = ?", (fact,)) if fact else None
        return Said(id=number, fact=fact, state=state, touched=touched)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A fact as a reviewer has it before the eyes, with its article."""

    key: str
    kind: str
    standing: Standing
    sheet: Sheet

    def row(self, db: Database, action: str) -> dict[str, Any]:
        """The columns of a judgement on it: what was shown, what the machine read, and the quote."""
        verdict = self.standing.verdict
        row = {
            "action": action,
            "fact": self.key,
            "article": self.sheet.article,
            "kind": self.kind,
            "seen": dump(verdict.values),
            "machine": dump(self.standing.machine.values) if self.standing.machine else None,
            "version": self.sheet.version,
        }
        if verdict.place is not None:
            return row | quoted(article_text(db, self.sheet), verdict.place)
        return row | {"quote": verdict.quote}


def quoted(text: str, place: tuple[int, int]) -> dict[str, Any]:
    """The columns that let a quote be found again; none for an empty place."""
    if place[0] == place[1]:
        return {}
    quote = quote_at(text, *place)
    return {"quote": quote.text, "before": quote.before, "after": quote.after, "start": quote.start}


def article_text(db: Database, found: Sheet) -> str:
    """The text that the sheet's offsets point into."""
    return str(one(db, "SELECT text FROM article_versions WHERE id = ?", (found.version,)))


def article_sheet(db: Database, article: str) -> Sheet:
    """The article as it stands; raises `NotFoundError` when there is none."""
    if current_version(db, article) is None:
        raise NotFoundError(f"there is no article {article}: see `thidua search`")
    return sheet(db, article)


def seen_fact(db: Database, key: str) -> Seen:
    """The fact as it stands, under the key that took its place where it is lost; raises `NotFoundError` when there is
    nothing to judge.
    """
    row = db.execute("SELECT article, kind FROM fact_keys WHERE key = ?", (key,)).fetchone()
    if row is None:
        raise NotFoundError(f"there is no fact {key}: see `thidua review queue`")
    found = article_sheet(db, row[0])
    now = found.heirs.get(key, key)
    standing = next((f for f in found.facts if f.key == now), None)
    if standing is None:
        raise NotFoundError(f"fact {key} is no longer read from article {row[0]} and nobody judged it: nothing to do")
    return Seen(key=now, kind=row[1], standing=standing, sheet=found)


def judgement_row(db: Database, number: int) -> dict[str, Any]:
    """One judgement; raises `NotFoundError`."""
    row = next(iter(db.query("SELECT * FROM judgements WHERE id = ?", [number])), None)
    if row is None:
        raise NotFoundError(f"there is no judgement {number}: see `thidua review history`")
    return row
