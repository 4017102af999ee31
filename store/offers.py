"""Pairs that a person should judge: facts that may have taken a vanished one's place, entities that may be one."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from store.components import PairJudgements, canonical, pair
from store.database import one
from store.disputes import DISPUTED
from store.successors import Offer

COMMON = 8  # more namesakes than this say nothing about any two of them


def forget_successors(db: Database, article: str) -> None:
    """Whatever was offered as the successor of a fact of this article."""
    sql = "DELETE FROM suggestions WHERE kind = 'fact' AND left_id IN (SELECT key FROM fact_keys WHERE article = ?)"
    db.execute(sql, (article,))


def offer_successors(db: Database, offered: Iterable[Offer]) -> None:
    """Ask people about facts that may have taken a lost one's place."""
    for offer in offered:
        _suggest(db, "fact", (offer.old, offer.heir), offer.basis, offer.score)


def offer_kin(db: Database, entities: Iterable[str], said: PairJudgements) -> None:
    """For each of these entities: others of its name that may be the same."""
    for entity in entities:
        row = db.execute("SELECT kind, key FROM entities WHERE id = ?", (entity,)).fetchone()
        if row is None or row[0] not in ("person", "bloc", "unit"):
            continue
        kind, key = str(row[0]), str(row[1])
        name = key.partition("|")[0]
        sql = """SELECT e.id, e.key FROM entities e WHERE e.kind = ? AND e.key >= ? AND e.key < ? AND e.id <> ?
                 AND EXISTS (SELECT 1 FROM mentions m WHERE m.entity = e.id) LIMIT ?"""
        others = db.execute(sql, (kind, f"{name}|", f"{name}}}", entity, COMMON + 1)).fetchall()
        if len(others) > COMMON or one(db, "SELECT 1 FROM mentions WHERE entity = ?", (entity,)) is None:
            continue
        for other, other_key in others:
            basis, score = _kinship(kind, key.split("|"), str(other_key).split("|"))
            left, right = pair(canonical(db, entity), canonical(db, other))
            if score and left != right and not said.judged(left, right) and not said.judged(*pair(entity, other)):
                _suggest(db, kind, (left, right), basis, score)


def _kinship(kind: str, mine: list[str], theirs: list[str]) -> tuple[str, float]:
    if kind == "person":
        same_place = mine[1] == theirs[1] or "?" in (mine[1], theirs[1])
        return ("same name and place, other posts", 0.3) if same_place else ("", 0.0)
    if kind == "bloc":
        if mine[2] == theirs[2]:
            return "same number and authority, khối and cụm", 0.5
        unknown = mine[2].startswith(("@", "?")) or theirs[2].startswith(("@", "?"))
        return ("same name, one without an authority", 0.35) if unknown and mine[1] == theirs[1] else ("", 0.0)
    unplaced = len(mine) > 2 or len(theirs) > 2 or mine[1].startswith("@") or theirs[1].startswith("@")
    return ("same name, one without a place", 0.25) if unplaced else ("", 0.0)


def _suggest(db: Database, kind: str, who: tuple[str, str], basis: str, score: float) -> None:
    sql = "INSERT OR REPLACE INTO suggestions (kind, left_id, right_id, basis, score) VALUES (?, ?, ?, ?, ?)"
    db.execute(sql, (kind, *who, basis, score))


def offer_disputes(db: Database, said: PairJudgements) -> None:
    """Pairs of entities on which two people differ wait for a third, before any that nobody judged."""
    db.execute("DELETE FROM suggestions WHERE kind <> 'fact' AND basis LIKE ? || '%'", (DISPUTED,))
    for who, sides in said.disputed.items():
        _suggest(db, who[0].partition("-")[0], who, sides, 1.0)


def forget_offers(db: Database, entities: Iterable[str]) -> None:
    """Offers on ids that were merged or are named no more."""
    for entity in entities:
        db.execute("DELETE FROM suggestions WHERE left_id = ? OR right_id = ?", (entity, entity))
