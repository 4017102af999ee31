"""When two articles tell of one event, or of one award."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database

from store.components import APART, PairJudgements, pair
from store.database import select
from store.fields import Values
from store.gazetteer import unit_key
from store.identities import entity_id

NEAR = timedelta(days=3)
LADDER_DAYS = 300
_ISO_DAY = len("2024-12-31")
_WINDOW_DAYS = 40  # further apart than this, two events of a bloc are not even compared
_REVIEWS = frozenset({"interim_review", "year_end_review"})
_STEPS = {"proposed": "proposed", "announced": "conferred", "conferred": "conferred"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One article's telling of an event or an award."""

    key: str
    article: str
    values: Values
    year: int | None
    day: str | None
    bloc: str | None
    event: str | None
    recipient: str | None

    @property
    def entity(self) -> str:
        """Its own entity id, before joining."""
        kind = "award" if "form" in self.values else "event"
        return entity_id(kind, self.key)


_COLUMNS = "key, article, value, year, day, bloc, event, coalesce(unit, person) AS recipient"


def mention(db: Database, key: str) -> Mention | None:
    """The mention behind a fact that is shown."""
    sql = f"SELECT {_COLUMNS} FROM facts WHERE key = ? AND shown = 1"  # noqa: S608 - a constant
    rows = [_mention(row) for row in select(db, sql, [key])]
    return rows[0] if rows else None


def _mention(row: Mapping[str, Any]) -> Mention:
    return Mention(**{name: row[name] for name in row if name != "value"}, values=json.loads(row["value"]))


def relink_event(db: Database, key: str, said: PairJudgements) -> None:
    """Judge the event of fact `key` against the other events of its bloc."""
    _forget(db, entity_id("event", key))
    mine = mention(db, key)
    if mine is None or mine.bloc is None:
        return
    sql = f"""SELECT {_COLUMNS} FROM facts WHERE bloc = ? AND kind = 'events' AND shown = 1 AND key <> ?
              AND (year IS ? OR abs(julianday(day) - julianday(?)) <= {_WINDOW_DAYS})"""  # noqa: S608 - constants
    for row in select(db, sql, [mine.bloc, key, mine.year, mine.day]):
        _record(db, "event", (mine, _mention(row)), said)


def relink_award(db: Database, key: str, said: PairJudgements) -> None:
    """Judge the award of fact `key` against others of its recipient, or of its event where nobody is named."""
    _forget(db, entity_id("award", key))
    mine = mention(db, key)
    if mine is None:
        return
    if mine.recipient is not None:
        where, values = "(unit = ? OR person = ?)", [mine.recipient, mine.recipient]
    elif mine.event is not None:
        where, values = "event = ? AND unit IS NULL AND person IS NULL", [mine.event]
    else:
        return
    sql = f"SELECT {_COLUMNS} FROM facts WHERE {where} AND kind = 'awards' AND shown = 1 AND key <> ?"  # noqa: S608
    for row in select(db, sql, [*values, key]):
        _record(db, "award", (mine, _mention(row)), said)


def _forget(db: Database, entity: str) -> None:
    db.execute("DELETE FROM links WHERE (a = ? OR b = ?) AND fact = ''", (entity, entity))
    db.execute("DELETE FROM suggestions WHERE left_id = ? OR right_id = ?", (entity, entity))


def _record(db: Database, kind: str, pair_of: tuple[Mention, Mention], said: PairJudgements) -> None:
    basis, score = (same_event if kind == "event" else same_award)(*pair_of)
    left, right = pair(pair_of[0].entity, pair_of[1].entity)
    if not basis or said.judged(left, right):
        return
    if score < 1:
        sql = "INSERT OR REPLACE INTO suggestions (kind, left_id, right_id, basis, score) VALUES (?, ?, ?, ?, ?)"
        db.execute(sql, (kind, left, right, basis, score))
    else:
        db.execute("INSERT OR REPLACE INTO links (a, b, fact, basis) VALUES (?, ?, '', ?)", (left, right, basis))


def same_event(a: Mention, b: Mention) -> tuple[str, float]:
    """Why two events of one bloc are one, and how surely: 1 joins, less suggests, an empty reason says nothing."""
    one_types, other_types = set(a.values.get("types", ())), set(b.values.get("types", ()))
    other = a.article == b.article or _other_review(one_types, other_types) or _differ(a, b, "emulation_year")
    shared = one_types & other_types
    days, more = _days(a.values), _days(b.values)
    if days is None or more is None:
        known = shared and a.year is not None and a.year == b.year and not other
        return ("same bloc, type and year, but one has no day", 0.5) if known else ("", 0.0)
    apart = max(days[0], more[0]) - min(days[1], more[1])
    if apart <= timedelta(0):
        joined = ("same bloc, day and type", 1.0) if shared else ("same bloc and day, but no type in common", 0.6)
        return (APART, 1.0) if other else joined
    near = shared and apart <= NEAR and not other
    return ("same bloc and type, a few days apart", 0.4) if near else ("", 0.0)


def _other_review(one_types: set[str], other_types: set[str]) -> bool:
    """Sơ kết and tổng kết are never one event."""
    mine, theirs = one_types & _REVIEWS, other_types & _REVIEWS
    return bool(mine and theirs and not mine & theirs)


def _differ(a: Mention, b: Mention, name: str) -> bool:
    mine, theirs = a.values.get(name), b.values.get(name)
    return mine is not None and theirs is not None and mine != theirs


def _days(values: Values) -> tuple[date, date] | None:
    """First and last day, when the event is known to the day."""
    if not values.get("start") or values.get("grain", "day") != "day":
        return None
    start = date.fromisoformat(values["start"])
    return start, date.fromisoformat(values.get("end") or values["start"])


def same_award(a: Mention, b: Mention) -> tuple[str, float]:
    """Why two mentions are one award, and how surely."""
    if a.values["form"] != b.values["form"] or a.values["recipient.type"] != b.values["recipient.type"]:
        return "", 0.0
    differs = any(_differ(a, b, name) for name in ("level", "decision", "recipient.count"))
    if differs or (a.bloc and b.bloc and a.bloc != b.bloc) or not _same_title(a, b):
        return APART, 1.0
    if a.article == b.article and step(a.values) == step(b.values):
        return APART, 1.0
    if a.recipient is None:
        return "same event, form and number of recipients", 1.0
    if a.year is not None and b.year is not None:
        return ("same recipient, form, title and year", 1.0) if a.year == b.year else (APART, 1.0)
    return _by_days(a, b)


def _by_days(a: Mention, b: Mention) -> tuple[str, float]:
    """The year is missing once: the steps must follow each other within a season."""
    if len(a.day or "") != _ISO_DAY or len(b.day or "") != _ISO_DAY:
        return "same recipient, form and title, but a year is missing", 0.5
    first, last = sorted((a, b), key=lambda m: (m.day or "", step(m.values) == "conferred", m.key))
    days = (date.fromisoformat(last.day or "") - date.fromisoformat(first.day or "")).days
    climbs = step(first.values) != "conferred" or step(last.values) == "conferred"
    if days <= LADDER_DAYS and climbs:
        return "same recipient, form and title within a season", 1.0
    return "", 0.0


def _same_title(a: Mention, b: Mention) -> bool:
    mine, theirs = unit_key(a.values["title"]), unit_key(b.values["title"])
    return mine == theirs or mine in theirs or theirs in mine


def step(values: Values) -> str:
    """How far up the ladder a statement takes an award: `proposed`, `decided` or `conferred`."""
    if values.get("status") == "conferred" and values.get("step") == "decided":
        return "decided"
    return _STEPS[values["status"]]


def relink(db: Database, kind: str, keys: Iterable[str], said: PairJudgements) -> None:
    """Judge each of these events or awards anew."""
    judge = relink_event if kind == "event" else relink_award
    for key in sorted(keys):
        judge(db, key, said)
