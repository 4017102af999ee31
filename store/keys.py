"""Fact keys: the name of one item of one article, the same in every extractor version, list order and company.

A key is a hash of the article's id, the kind and the item's identity, made when the item is first read and kept for
ever. Whatever is read later is first held against what the article is known to have (`store/sameness.py`): an item that
was there keeps its key, whatever appears beside it, leaves it or is read differently; only what is new gets a new one.

The identity has an *essential* part (a member's unit, a leader's role and holder, an award's form and recipient …).
Further attributes (bloc, place, year …) enter only where another item of the article has the shorter key.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from records import FACT_KINDS, Fact, Record
from store.anchors import Sentences
from store.fields import Values, flatten
from store.names import bloc_core, digits_and_letters, name_key
from store.sameness import Item, Pages, pairing, part

_ESSENTIAL: Mapping[str, tuple[str, ...]] = {
    "members": ("unit.name",),
    "leaders": ("role", "holder.name"),
    "officials": ("name",),
    "awards": ("form", "recipient.type", "recipient.name"),
}
# What is added to the essential part, in this order, until two items of one article differ.
_DISTINGUISHING: Mapping[str, tuple[str, ...]] = {
    "blocs": ("place", "kind", "name"),
    "events": ("bloc", "start", "types", "emulation_year", "venue"),
    "members": ("bloc", "unit.place", "year", "unit.name"),
    "leaders": ("bloc", "holder.place", "year", "status"),
    "officials": ("event", "titles", "parts"),
    "awards": (
        *("recipient.place", "event", "title", "level", "year", "status"),
        *("recipient.count", "decision", "grantor", "step"),
    ),
    "documents": ("kind", "issuer", "date"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """One fact of a record under its key. `index` is its place in the record's list."""

    key: str
    kind: str
    index: int
    values: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """What an article is known to have: its items, every key that was ever given, all sentences they were read in."""

    items: tuple[Item, ...] = ()
    taken: frozenset[str] = frozenset()
    sentences: frozenset[str] = frozenset()


NOTHING = Former()


@dataclass(slots=True)
class _Keyer:
    """Gives the items of one article their keys, kind after kind, since events name blocs and awards name events."""

    article: str
    former: Former
    sentences: Sentences
    references: dict[str, str] = field(default_factory=dict)
    blocs: dict[str, str] = field(default_factory=dict)

    def of_kind(self, kind: str, facts: Sequence[Fact]) -> list[tuple[str, Values]]:
        values = [flatten(fact, kind, self.references) for fact in facts]
        starts = [first_start(fact) for fact in facts]
        keys = self._kept(kind, facts, values)
        new = [index for index in range(len(facts)) if index not in keys]
        fresh = keys_of(self.article, kind, [values[i] for i in new], [starts[i] for i in new], self.blocs)
        taken = {*self.former.taken, *keys.values()}
        if taken:
            order = sorted(range(len(new)), key=lambda i: (starts[new[i]], repr(sorted(values[new[i]].items()))))
            for i in order:
                fresh[i] = self._untaken(kind, fresh[i], values[new[i]], taken)
                taken.add(fresh[i])
        keys |= dict(zip(new, fresh, strict=True))
        return [(keys[index], values[index]) for index in range(len(facts))]

    def _kept(self, kind: str, facts: Sequence[Fact], values: Sequence[Values]) -> dict[int, str]:
        """The keys of the items that the article had before, by their places in the list."""
        known = [item for item in self.former.items if item.kind == kind]
        if not known:
            return {}
        fresh = [item_of(kind, fact, each, self.sentences) for fact, each in zip(facts, values, strict=True)]
        pages = Pages(then=self.former.sentences, now=self.sentences.all())
        return {mine: known[theirs].key for mine, theirs in pairing(known, fresh, pages).items()}

    def _untaken(self, kind: str, key: str, values: Values, taken: Iterable[str]) -> str:
        return untaken(self.article, kind, key, values, self.blocs, taken)


def keyed_facts(record: Record, article: str, former: Former = NOTHING) -> list[Keyed]:
    """Every fact of the record with its key; keys depend on no order. `article` is the id the article is kept under."""
    keyer = _Keyer(article=article, former=former, sentences=Sentences(record.article.text))
    out: list[Keyed] = []
    for kind in FACT_KINDS:
        facts = getattr(record, kind)
        for index, (key, values) in enumerate(keyer.of_kind(kind, facts)):
            if kind in ("blocs", "events"):
                keyer.references[facts[index].id] = key
            if kind == "blocs":
                keyer.blocs[key] = bloc_core(facts[index].name)
            out.append(Keyed(key=key, kind=kind, index=index, values=values))
    return out


def first_start(fact: Fact) -> int:
    """Where its evidence begins."""
    return min((e.start for e in fact.evidence), default=0)


def item_of(kind: str, fact: Fact, values: Values, sentences: Sentences) -> Item:
    """A fact that was just read, to be held against what was read before."""
    where = frozenset(sentences.around(e.start, e.end) for e in fact.evidence)
    return Item(kind=kind, told=(values,), sentences=where, start=first_start(fact))


def keys_of(
    article: str, kind: str, items: Sequence[Values], starts: Sequence[int], blocs: Mapping[str, str]
) -> list[str]:
    """The keys of items that are read for the first time. `blocs` names the article's blocs (by fact key)."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, values in enumerate(items):
        groups[_essential(kind, values, blocs)].append(index)
    keys = [""] * len(items)
    for essential, members in groups.items():
        for index, more in _told_apart(kind, [items[i] for i in members], [starts[i] for i in members], members):
            keys[index] = hash_key(article, kind, (*essential, *more))
    return keys


def untaken(article: str, kind: str, key: str, values: Values, blocs: Mapping[str, str], taken: Iterable[str]) -> str:
    """The key, unless another item has it: then one with all that tells items of this kind apart."""
    held = set(taken)
    if key not in held:
        return key
    whole = (*_essential(kind, values, blocs), *(part(values.get(name)) for name in _DISTINGUISHING[kind]))
    count = 1
    key = hash_key(article, kind, whole)
    while key in held:
        count += 1
        key = hash_key(article, kind, (*whole, str(count)))
    return key


def hash_key(article: str, kind: str, identity: Sequence[str]) -> str:
    """16 hexadecimal digits. The first six are the article's, so that what one article adds lies together on disk."""
    return _digest(article)[:6] + _digest(article, kind, *identity)[:10]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _essential(kind: str, values: Values, blocs: Mapping[str, str]) -> tuple[str, ...]:
    if kind == "blocs":
        return (name_key(bloc_core(values["name"])),)
    if kind == "events":
        return (name_key(blocs.get(values.get("bloc", ""), "")),)
    if kind == "documents":
        return (digits_and_letters(values["number"]),)
    return tuple(name_key(values.get(name, "")) for name in _ESSENTIAL[kind])


def _told_apart(
    kind: str, items: Sequence[Values], starts: Sequence[int], numbers: Sequence[int]
) -> list[tuple[int, tuple[str, ...]]]:
    """For each item the further parts of its identity: none for a single one, else as few as tell all apart."""
    names = _DISTINGUISHING[kind]
    more: list[tuple[str, ...]] = [()] * len(items)
    for name in names:
        if len(set(more)) == len(items):
            break
        longer = [(*parts, part(values.get(name))) for parts, values in zip(more, items, strict=True)]
        if len(set(longer)) > len(set(more)):
            more = longer
    if len(set(more)) < len(items):
        more = _by_position(more, starts, items)
    return list(zip(numbers, more, strict=True))


def _by_position(
    more: Sequence[tuple[str, ...]], starts: Sequence[int], items: Sequence[Values]
) -> list[tuple[str, ...]]:
    """Items alike in everything are counted in the order of the text."""
    order = sorted(range(len(items)), key=lambda i: (starts[i], repr(sorted(items[i].items()))))
    seen: dict[tuple[str, ...], int] = defaultdict(int)
    out = list(more)
    for index in order:
        seen[more[index]] += 1
        if seen[more[index]] > 1:
            out[index] = (*more[index], str(seen[more[index]]))
    return out


def slot(fact: str, property_name: str) -> str:
    """The slot key: the fact key and one attribute; the value is in neither."""
    return f"{fact}.{property_name}"
