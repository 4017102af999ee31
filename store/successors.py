"""What was judged and is no longer read: which fact took its place, or may have.

A judgement is on a fact key. When the article is no longer read to have it (an older version told items apart
otherwise, or the page was rewritten), the judgement counts for the one fact that is plainly the same item. Where that
cannot be told it stays where it is, and people are asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any

from sqlite_utils import Database

from store.anchors import Sentences, sentence_around
from store.fields import REFERENCES
from store.former import former_items
from store.judgement_rows import Judged
from store.labels import label
from store.sameness import Item, Pages, called, pairing
from store.statements import MachineFact
from store.verdicts import Judgement, Standing

ALIKE = 0.5
_SAME_NAME = 0.55
_LOST = ("orphaned", "stale", "rejected")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A fact that may have taken the place of one that is lost, why, and how likely (0 to 1)."""

    old: str
    heir: str
    basis: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """heirs: each lost key with the key that took its place. readings: those that ever had a key."""

    heirs: Mapping[str, str] = field(default_factory=dict)
    readings: Mapping[str, frozenset[int]] = field(default_factory=dict)


def heirs_of(db: Database, article: str, machine: Mapping[str, MachineFact], judged: Judged, text: str) -> Lineage:
    """Who took the place of whom: what people said of it, and what is plain."""
    lost = {judged.heirs.get(key, key) for key in judged.by_fact} - machine.keys()
    if not lost:
        return Lineage(heirs=judged.heirs)
    former = former_items(db, article)
    readings = {item.key: item.readings for item in former.items}
    sentences = Sentences(text)
    old = [_kept_apart(item, judged) for item in former.items if item.key in lost]
    fresh = [_item(fact, sentences, readings) for fact in machine.values()]
    found = pairing(old, fresh, Pages(then=former.sentences, now=sentences.all()))
    plain = {old[theirs].key: fresh[mine].key for mine, theirs in found.items()}
    chained = {before: plain.get(after, after) for before, after in judged.heirs.items()}
    return Lineage(heirs=chained | plain, readings=readings)


def _kept_apart(item: Item, judged: Judged) -> Item:
    """People held it apart from these facts, or did not know."""
    others = {key for pair in judged.pairs if item.key in pair for key in pair} - {item.key}
    return replace(item, apart=frozenset(others))


def _item(fact: MachineFact, sentences: Sentences, readings: Mapping[str, frozenset[int]]) -> Item:
    return Item(
        kind=fact.kind,
        key=fact.key,
        told=(fact.values,),
        sentences=frozenset(sentences.around(start, end) for start, end, _, _ in fact.evidence),
        start=min((start for start, *_ in fact.evidence), default=0),
        readings=readings.get(fact.key, frozenset()),
    )


def inherited(by_fact: Mapping[str, list[Judgement]], heirs: Mapping[str, str]) -> dict[str, list[Judgement]]:
    """What was said of a fact that is lost counts for the one that took its place, and speaks of those in its terms."""
    out: dict[str, list[Judgement]] = {}
    for key, judgements in by_fact.items():
        said = [_translated(judgement, heirs) for judgement in judgements] if heirs else judgements
        out.setdefault(heirs.get(key, key), []).extend(said)
    return {key: sorted(judgements, key=lambda j: j.id) for key, judgements in out.items()}


def _translated(judgement: Judgement, heirs: Mapping[str, str]) -> Judgement:
    """A judgement that names a bloc or event by a lost key names the one that took its place."""
    names = [name for kind, name in REFERENCES if kind == judgement.kind]
    whole = {part: _renamed(getattr(judgement, part), names, heirs) for part in ("seen", "machine")}
    value = judgement.value
    value = heirs.get(value, value) if judgement.field in names else _renamed(value, names, heirs)
    return replace(judgement, value=value, **whole)


def _renamed(values: Any, names: Sequence[str], heirs: Mapping[str, str]) -> Any:
    if not isinstance(values, dict):
        return values
    return values | {name: heirs.get(values[name], values[name]) for name in names if name in values}


def offers(facts: Sequence[Standing], lineage: Lineage, judged: Judged, text: str) -> tuple[Offer, ...]:
    """For each judged fact that the machine no longer reads: what it now reads under its name or in its sentence.

    Pairs that somebody judged are not offered again, unless people differ; what was read beside it is something else.
    """
    lost = [f for f in facts if f.machine is None and f.verdict.human is not None and f.verdict.state in _LOST]
    heirs = [f for f in facts if f.machine is not None and f.verdict.human is None]
    found = []
    for old in lost:
        for heir in heirs:
            beside = lineage.readings.get(old.key, frozenset()) & lineage.readings.get(heir.key, frozenset())
            if old.kind == heir.kind and not beside and frozenset((old.key, heir.key)) not in judged.pairs:
                found.append(_offer(old, heir, text))
    disputed = (Offer(old=old, heir=heir, basis=sides, score=1.0) for old, heir, sides in judged.disputed)
    return (*disputed, *(offer for offer in found if offer.score >= ALIKE))


def _offer(old: Standing, heir: Standing, text: str) -> Offer:
    alike = round(_likeness(old, heir, text), 3)
    if alike >= ALIKE:
        return Offer(old=old.key, heir=heir.key, basis="alike, in the same sentence", score=alike)
    named = called(old.kind, old.verdict.values) == called(heir.kind, heir.verdict.values)
    same = named and old.kind != "events"  # events have no name
    return Offer(old=old.key, heir=heir.key, basis="of one name, told otherwise", score=_SAME_NAME if same else 0.0)


def _likeness(old: Standing, heir: Standing, text: str) -> float:
    if old.verdict.place is None or heir.verdict.place is None:
        return 0.0
    start, end = sentence_around(text, *old.verdict.place)
    if not start <= heir.verdict.place[0] < end:
        return 0.0
    left, right = (label(f.kind, f.verdict.values) for f in (old, heir))
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def in_place(fact: Standing, offered: Sequence[Offer]) -> Standing:
    """A rejected fact that is no longer read has nothing to ask, unless it may have come back as another."""
    if fact.verdict.state == "rejected" and any(offer.old == fact.key for offer in offered):
        return replace(fact, verdict=replace(fact.verdict, state="orphaned"))
    return fact
