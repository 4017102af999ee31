"""Pairs that a person should judge: facts that may have taken a vanished one's place, entities that may be one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from sqlite_utils import Database

from store.anchors import sentence_around
from store.components import PairJudgements, canonical, pair
from store.database import one
from store.effective import Sheet, Standing
from store.labels import label
from store.verdicts import active

ALIKE = 0.5
COMMON = 8  # more namesakes than this say nothing about any two of them


def forget_successors(db: Database, article: str) -> None:
    """Whatever was offered as the successor of a fact of this article."""
    sql = "DELETE FROM suggestions WHERE kind = 'fact' AND left_id IN (SELECT key FROM fact_keys WHERE article = ?)"
    db.execute(sql, (article,))


def offer_successors(db: Database, found: Sheet, text: str) -> None:
    """For each judged fact that the machine no longer reads: facts like it that it now reads in the same sentence.
    Pairs that somebody judged are not offered again.
    """
    judged = _judged_pairs(db, found.article)
    lost = [f for f in found.facts if f.machine is None and f.verdict.state in ("orphaned", "stale")]
    heirs = [f for f in found.facts if f.machine is not None and f.verdict.human is None]
    for old in lost:
        for heir in heirs:
            open_to_all = old.kind == heir.kind and pair(old.key, heir.key) not in judged
            score = _likeness(old, heir, text) if open_to_all else 0.0
            if score >= ALIKE:
                _suggest(db, "fact", (old.key, heir.key), "alike, in the same sentence", round(score, 3))


def _judged_pairs(db: Database, article: str) -> set[tuple[str, str]]:
    rows = list(db.query("SELECT * FROM judgements WHERE article = ? ORDER BY id", [article]))
    standing = active(rows)
    return {
        pair(str(row["left_id"]), str(row["right_id"]))
        for row in rows
        if row["kind"] == "fact" and row["left_id"] is not None and row["id"] in standing
    }


def _likeness(old: Standing, heir: Standing, text: str) -> float:
    if old.verdict.place is None or heir.verdict.place is None:
        return 0.0
    start, end = sentence_around(text, *old.verdict.place)
    if not start <= heir.verdict.place[0] < end:
        return 0.0
    left, right = (label(f.kind, f.verdict.values) for f in (old, heir))
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


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


def forget_offers(db: Database, entities: Iterable[str]) -> None:
    """Offers on ids that were merged or are named no more."""
    for entity in entities:
        db.execute("DELETE FROM suggestions WHERE left_id = ? OR right_id = ?", (entity, entity))
