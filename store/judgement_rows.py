"""Reading rows of `judgements` back."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from store.anchors import Quote
from store.database import select
from store.disputes import dispute
from store.verdicts import Judgement, active

FACT_ACTIONS = frozenset({"confirm", "reject", "set", "add", "not_stated", "retract", "settle"})


def judgement_from(row: Mapping[str, Any]) -> Judgement:
    """One row as an object."""
    quote = None
    if row["quote"] is not None:
        quote = Quote(text=row["quote"], before=row["before"] or "", after=row["after"] or "", start=row["start"] or 0)
    return Judgement(
        id=row["id"],
        action=row["action"],
        fact=row["fact"],
        kind=row["kind"],
        field=row["field"],
        value=_loads(row["value"]),
        seen=_loads(row["seen"]),
        machine=_loads(row["machine"]),
        version=row["version"],
        quote=quote,
        target=row["target"],
        user=row["user"],
        reason=row["reason"],
        made_at=row["made_at"],
    )


def _loads(text: str | None) -> Any:
    return None if text is None else json.loads(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What stands of all that was said of an article.

    by_fact: judgements by the fact they were made on. heirs: facts that people held for the successor of another, each
    old key to the last new one. pairs: every pair of its facts that somebody judged. disputed: those on which people
    differ, as (left, right, who says what).
    """

    by_fact: dict[str, list[Judgement]]
    heirs: dict[str, str]
    pairs: frozenset[frozenset[str]]
    disputed: tuple[tuple[str, str, str], ...] = ()


def article_judgements(db: Database, article: str) -> Judged:
    """The standing judgements of an article."""
    rows = list(select(db, "SELECT * FROM judgements WHERE article = ? ORDER BY id", [article]))
    standing = active(rows)
    rows = [row for row in rows if row["id"] in standing]
    by_fact: dict[str, list[Judgement]] = defaultdict(list)
    for row in rows:
        if row["action"] in FACT_ACTIONS:
            by_fact[row["fact"]].append(judgement_from(row))
    said = [row for row in rows if row["kind"] == "fact" and row["left_id"] is not None]
    pairs: list[tuple[str, str]] = []
    for row in said:
        if row["action"] in ("same", "not_same"):
            pairs = [p for p in pairs if set(p) != {row["left_id"], row["right_id"]}]
        if row["action"] == "same":
            pairs.append((row["left_id"], row["right_id"]))
    words: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in said:
        other = (row["right_id"], row["left_id"])
        words[other if other in words else other[::-1]].append((row["user"], row["action"]))
    disputed = tuple((*who, sides) for who, told in words.items() if (sides := dispute(told)) is not None)
    judged = frozenset(frozenset((str(row["left_id"]), str(row["right_id"]))) for row in said)
    return Judged(by_fact=dict(by_fact), heirs=_chains(pairs), pairs=judged, disputed=disputed)


def _chains(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each old fact key to the one that took its place, chains followed to their end."""
    heirs = dict(pairs)
    out: dict[str, str] = {}
    for old, first in heirs.items():
        seen = {old}
        heir = first
        while heir in heirs and heir not in seen:
            seen.add(heir)
            heir = heirs[heir]
        out[old] = heir
    return out


def withholdings(db: Database) -> list[dict[str, Any]]:
    """Everything that was ever said of what is out of sight, the undoings with it, in order."""
    sql = """SELECT * FROM judgements WHERE action = 'withhold' OR
             (action = 'undo' AND target IN (SELECT id FROM judgements WHERE action IN ('withhold', 'undo')))
             ORDER BY id"""
    return list(select(db, sql))


def withheld(db: Database) -> dict[str, set[str]]:
    """The ids of articles and entities that are out of sight, by kind."""
    rows = withholdings(db)
    standing = active(rows)
    out: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["action"] == "withhold" and row["id"] in standing:
            out[row["kind"]].add(row["left_id"])
    return out


def undoing(db: Database, judgement: int) -> dict[str, Any] | None:
    """The judgement that took this one back and stands itself, or None."""
    found = list(select(db, "SELECT * FROM judgements WHERE action = 'undo' AND id > ?", [judgement]))
    standing = active(found)
    return next((row for row in found if row["target"] == judgement and row["id"] in standing), None)
