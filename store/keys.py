"""Fact keys: the name of one item of one article, the same in every extractor version and list order.

A key is a hash of the article's id, the kind and the item's identity. The identity has an *essential* part (a member's
unit, a leader's role and holder, an award's form and recipient …). Further attributes (bloc, place, year …) enter, one
after another, only where the article has several items of one essential identity, and only until they are told apart.
So a reader that learns to see a place, or corrects a year, keeps the key, and what people said of the item with it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from records import FACT_KINDS, Record
from store.fields import Values, flatten
from store.names import bloc_core, digits_and_letters, name_key

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


def keyed_facts(record: Record, article: str) -> list[Keyed]:
    """Every fact of the record with its key; keys depend on no order. `article` is the id the article is kept under."""
    references: dict[str, str] = {}
    blocs: dict[str, str] = {}
    out: list[Keyed] = []
    for kind in FACT_KINDS:
        facts = getattr(record, kind)
        values = [flatten(fact, kind, references) for fact in facts]
        starts = [min((e.start for e in fact.evidence), default=0) for fact in facts]
        keys = keys_of(article, kind, values, starts, blocs)
        for index, (fact, key) in enumerate(zip(facts, keys, strict=True)):
            if kind in ("blocs", "events"):
                references[fact.id] = key
            if kind == "blocs":
                blocs[key] = bloc_core(fact.name)
            out.append(Keyed(key=key, kind=kind, index=index, values=values[index]))
    return out


def keys_of(
    article: str, kind: str, items: Sequence[Values], starts: Sequence[int], blocs: Mapping[str, str]
) -> list[str]:
    """The keys of one article's items of one kind. `blocs` names the article's blocs (by fact key) for their events."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, values in enumerate(items):
        groups[_essential(kind, values, blocs)].append(index)
    keys = [""] * len(items)
    for essential, members in groups.items():
        for index, more in _told_apart(kind, [items[i] for i in members], [starts[i] for i in members], members):
            keys[index] = hash_key(article, kind, (*essential, *more))
    return keys


def hash_key(article: str, kind: str, identity: Sequence[str]) -> str:
    """16 hexadecimal digits."""
    return hashlib.sha256("\x1f".join((article, kind, *identity)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


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
        longer = [(*parts, _part(values.get(name))) for parts, values in zip(more, items, strict=True)]
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


def _part(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(sorted(_part(item) for item in value))
    return "" if value is None else name_key(str(value))


def slot(fact: str, property_name: str) -> str:
    """The slot key: the fact key and one attribute; the value is in neither."""
    return f"{fact}.{property_name}"
