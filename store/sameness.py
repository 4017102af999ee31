"""When two readings of one article speak of one item: what it is called, what it says of itself, and where it stands.

A reader learns and a page is edited, so neither an item's attributes nor its place in the text is for ever. What was
read before is therefore held against what is read now, and each item keeps its key by being the likest to what it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from store.fields import Values
from store.names import bloc_core, digits_and_letters, name_key

# What an item is called. Items that are called otherwise are never one.
_CALLED: Mapping[str, tuple[str, ...]] = {
    "events": (),
    "members": ("unit.name",),
    "leaders": ("role", "holder.name"),
    "officials": ("name",),
    "awards": ("form", "recipient.type", "recipient.name"),
}
# What tells two items of one name apart. Where these differ, only one sentence can still show them to be one.
_PARTING: Mapping[str, tuple[str, ...]] = {
    "blocs": ("place",),
    "events": ("bloc", "start", "types"),
    "members": ("bloc", "unit.place", "year"),
    "leaders": ("bloc", "holder.place", "year"),
    "officials": ("event",),
    "awards": ("recipient.place", "recipient.count", "event", "level", "year", "status", "decision"),
    "documents": ("date",),
}
# What else speaks for one or the other of several.
_TELLING: Mapping[str, tuple[str, ...]] = {
    "blocs": ("kind", "name"),
    "events": ("emulation_year", "venue"),
    "members": ("unit.name",),
    "leaders": ("status",),
    "officials": ("titles", "parts"),
    "awards": ("title", "grantor", "step"),
    "documents": ("kind", "issuer"),
}
_IN_ONE_SENTENCE = 1.5  # weighs more than all attributes together: what was judged is what a sentence says
_SAME_PLACE = 0.05
_ONE_SIDED = 0.25
_EDITED = 0.85  # sentences that are at least so alike may be one, before and after an edit
_DOUBTFUL = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of an article, as it was once read or is read now.

    key: its fact key; empty while it has none. told: its values, as the machine read them and as people corrected them.
    sentences: those that its evidence stands in, folded. start: where its evidence begins. readings: all that have it;
    items of one reading are two, and so are those that people held `apart`. rank: which of two equal ones goes first.
    """

    kind: str
    told: tuple[Values, ...]
    sentences: frozenset[str]
    start: int
    key: str = ""
    readings: frozenset[int] = frozenset()
    apart: frozenset[str] = frozenset()
    rank: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """All sentences of the text that an article had, and of the one that it has."""

    then: frozenset[str]
    now: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How much speaks for two items being one. `sure` unless something tells them apart."""

    score: float
    sure: bool


Candidate = tuple[tuple[Any, ...], int, int, Likeness]


def called(kind: str, values: Values) -> tuple[str, ...]:
    """What the item is called, normalised."""
    if kind == "blocs":
        return (name_key(bloc_core(values.get("name", ""))),)
    if kind == "documents":
        return (digits_and_letters(values.get("number", "")),)
    return tuple(name_key(str(values.get(name, ""))) for name in _CALLED[kind])


def pairing(former: Sequence[Item], fresh: Sequence[Item], pages: Pages) -> dict[int, int]:
    """Which of the former items each fresh one is, by their places in the lists; each is taken once.

    The likest pairs go first. Two that something tells apart are one only where neither could be another.
    """
    found = sorted(_candidates(former, fresh, pages), key=lambda each: each[0])
    out: dict[int, int] = {}
    taken: set[int] = set()
    for _, mine, theirs, like in found:
        if mine in out or theirs in taken:
            continue
        if like.sure or not _rivalled(found, (mine, theirs), like, (out.keys(), taken)):
            out[mine] = theirs
            taken.add(theirs)
    return out


def _rivalled(
    found: Sequence[Candidate], who: tuple[int, int], like: Likeness, done: tuple[Container[int], Container[int]]
) -> bool:
    """Whether one of the two could about as well be another, of those that are left."""
    return any(
        (left == who[0]) != (right == who[1])
        and left not in done[0]
        and right not in done[1]
        and other.score >= like.score - _DOUBTFUL
        for _, left, right, other in found
    )


def _candidates(former: Sequence[Item], fresh: Sequence[Item], pages: Pages) -> Iterator[Candidate]:
    """Pairs that may be one: what to sort them by, the place of the fresh one and of the former one, their likeness."""
    by_name: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for place, item in enumerate(former):
        for values in item.told:
            by_name[(item.kind, *called(item.kind, values))].add(place)
    for mine, item in enumerate(fresh):
        names = {(item.kind, *called(item.kind, values)) for values in item.told}
        for theirs in sorted(set().union(*(by_name.get(name, set()) for name in names))):
            like = likeness(former[theirs], item, pages)
            if like is not None:
                order = (-like.score, former[theirs].rank, item.start, repr(sorted(item.told[0].items())))
                yield order, mine, theirs, like


def likeness(former: Item, fresh: Item, pages: Pages) -> Likeness | None:
    """How alike two items of one name are; None when they are two."""
    if former.readings & fresh.readings or fresh.key in former.apart:
        return None
    place = _shared(former, fresh)
    best: Likeness | None = None
    for then in former.told:
        for now in fresh.told:
            found = _alike(former.kind, then, now, place)
            if found is None and called(former.kind, then) == called(former.kind, now):
                edited = _edited(former, fresh, pages)
                found = _alike(former.kind, then, now, edited) if edited else None
            if found is not None and (best is None or (found.sure, found.score) > (best.sure, best.score)):
                best = found
    return best


def _alike(kind: str, then: Values, now: Values, place: float) -> Likeness | None:
    if called(kind, then) != called(kind, now):
        return None
    parted = any(agree(then.get(name), now.get(name)) is False for name in _PARTING[kind])
    if parted and not place:
        return None
    names = (*_PARTING[kind], *_TELLING[kind])
    speaks = sum(_speaks(then.get(name), now.get(name)) for name in names) / len(names)
    return Likeness(score=_IN_ONE_SENTENCE * place + speaks, sure=not parted)


def _speaks(then: Any, now: Any) -> float:
    same = agree(then, now)
    if same is None:
        return 0.0 if then is None and now is None else -_ONE_SIDED
    return 1.0 if same else -1.0


def agree(then: Any, now: Any) -> bool | None:
    """Whether two values are one, wording and completeness aside; None when one of them is not known."""
    if then is None or now is None:
        return None
    if isinstance(then, list) and isinstance(now, list):
        return bool({part(each) for each in then} & {part(each) for each in now})
    mine, theirs = part(then), part(now)
    return mine == theirs or (isinstance(then, str) and (f" {mine} " in f" {theirs} " or f" {theirs} " in f" {mine} "))


def part(value: Any) -> str:
    """A value as a part of an identity."""
    if isinstance(value, list):
        return "|".join(sorted(part(item) for item in value))
    return "" if value is None else name_key(str(value))


def _shared(former: Item, fresh: Item) -> float:
    """The share of their sentences that two items have in common, and a little more at the very same place."""
    common = len(former.sentences & fresh.sentences)
    if not common:
        return 0.0
    return common / min(len(former.sentences), len(fresh.sentences)) + _SAME_PLACE * (former.start == fresh.start)


def _edited(former: Item, fresh: Item, pages: Pages) -> float:
    """How alike two sentences are of which one is gone and the other new: before and after an edit."""
    gone, new = former.sentences - pages.now, fresh.sentences - pages.then
    ratios = (SequenceMatcher(None, one, other, autojunk=False).ratio() for one in gone for other in new)
    best = max(ratios, default=0.0)
    return best if best >= _EDITED else 0.0
