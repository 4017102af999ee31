"""One article's record against its gold: what was found, what was missed, what is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from records import FACT_KINDS
from thidua.evaluation.attributes import attributes
from thidua.evaluation.items import Item, items

Json = Mapping[str, Any]
_OPEN_KINDS = ("relevant", "event_date", "event_type")
_NO_RECORD: Json = {"article": {"published": "none", "text": ""}, "relevant": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """True positives, false positives, false negatives of one kind."""

    tp: int = 0
    fp: int = 0
    fn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """One thing that is not right. what: `missed`, `wrong` or an attribute's name. rule: who read it, where one did."""

    article: str
    kind: str
    what: str
    label: str
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A fact with a confidence, and whether gold has it."""

    kind: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything that comparing one article yields. attributes: name → (right, of)."""

    article: str
    counts: Mapping[str, Count]
    attributes: Mapping[str, tuple[int, int]]
    errors: tuple[Error, ...]
    judged: tuple[Judged, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pairs:
    """The items of one kind, put together."""

    kind: str
    found: tuple[tuple[Item, Item], ...]
    missed: tuple[Item, ...]
    wrong: tuple[Item, ...]


def compare(article: str, gold: Json, record: Json | None) -> Comparison:
    """The record of one article, or None where there is none, against gold."""
    faults = tuple(evidence_faults(record)) if record else ("no record",)
    groups = tuple(_pair_kinds(gold, record or _NO_RECORD))
    return Comparison(
        article=article,
        counts={group.kind: _count(group) for group in groups},
        attributes=_attribute_shares(groups),
        errors=tuple(error for group in groups for error in _errors(article, group)),
        judged=tuple(judgement for group in groups for judgement in _judged(group)),
        faults=tuple(f"{article}: {fault}" for fault in faults),
    )


def evidence_faults(record: Json) -> Iterator[str]:
    """Breaks of the contract: a fact without evidence, or evidence that is not in the text."""
    text = record["article"].get("text", "")
    for kind in FACT_KINDS:
        for fact in record.get(kind, []):
            if not fact.get("evidence"):
                yield f"{kind}: a fact without evidence"
            for span in fact.get("evidence", []):
                if text[span["start"] : span["end"]] != span["text"] or not span["text"].strip():
                    yield f"{kind}: evidence {span!r} is not in the text"


def _pair_kinds(gold: Json, record: Json) -> Iterator[_Pairs]:
    want, got = _by_kind(items(gold, is_gold=True)), _by_kind(items(record, is_gold=False))
    for kind in dict.fromkeys([*want, *got]):
        unscored = gold.get("open") and kind not in _OPEN_KINDS
        unstated = kind in ("published", "emulation_year") and kind not in want
        if not unscored and not unstated:
            yield _pair(kind, want.get(kind, []), got.get(kind, []))


def _by_kind(found: Iterable[Item]) -> dict[str, list[Item]]:
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in found:
        groups[item.kind].append(item)
    return groups


def _pair(kind: str, want: list[Item], got: list[Item]) -> _Pairs:
    """Give each wanted item, in order, the remaining one that shares the most keys with it."""
    left, found, missed = list(got), [], []
    for item in want:
        best = max(left, key=lambda other: len(other.keys & item.keys), default=None)
        if best is not None and best.keys & item.keys:
            left.remove(best)
            found.append((item, best))
        elif not item.optional:
            missed.append(item)
    return _Pairs(kind=kind, found=tuple(found), missed=tuple(missed), wrong=tuple(left))


def _count(group: _Pairs) -> Count:
    """An optional item is no gain when it is found and no loss when it is missed."""
    tp = sum(not gold.optional for gold, _ in group.found)
    return Count(tp=tp, fp=len(group.wrong), fn=len(group.missed))


def _attribute_shares(groups: Iterable[_Pairs]) -> dict[str, tuple[int, int]]:
    shares: dict[str, tuple[int, int]] = {}
    for group in groups:
        for gold, found in group.found:
            for name, is_right in attributes(gold, found):
                right, of = shares.get(name, (0, 0))
                shares[name] = (right + is_right, of + 1)
    return shares


def _errors(article: str, group: _Pairs) -> Iterator[Error]:
    for gold, found in group.found:
        for name, is_right in attributes(gold, found):
            if not is_right:
                yield Error(article=article, kind=group.kind, what=name, label=gold.label, rule=found.fact.get("rule"))
    for item in group.missed:
        yield Error(article=article, kind=group.kind, what="missed", label=item.label)
    for item in group.wrong:
        yield Error(article=article, kind=group.kind, what="wrong", label=item.label, rule=item.fact.get("rule"))


def _judged(group: _Pairs) -> Iterator[Judged]:
    """Every fact once: an event by its date, not again by its types."""
    if group.kind in ("event_type", "emulation_year"):
        return
    for item, right in [*((found, True) for _, found in group.found), *((item, False) for item in group.wrong)]:
        if isinstance(confidence := item.fact.get("confidence"), int | float):
            yield Judged(kind=group.kind, confidence=float(confidence), right=right)
