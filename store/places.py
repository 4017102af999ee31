"""What became of a place, and what it was before: provinces, districts and communes, from the lexicon.

Communes are asked for here and are no rows of `places`: there are 10,000 old and 3,300 new ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

import lexicon
from lexicon import Entry
from store.gazetteer import gazetteer
from store.names import name_key
from store.succession_rules import district_document, place_rules

REFORM = "2025-07-01"
_TABLES = ("places_districts", "places_wards")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """On `day`, by `document`, `before` of `before_province` became (part of) `after` of `after_province`.

    after: None for a district that ended with its level and went into no place: its communes did, each into its own.
    document: None where the lexicon names none.
    """

    before: str
    before_province: str | None
    after: str | None
    after_province: str | None
    day: str
    document: str | None


def place_history(name: str, province: str | None = None) -> list[Change]:
    """The changes that lead from or to a place, earlier ones first.

    `name` is with its level word ("phường Cầu Kho", "đặc khu Bạch Long Vĩ") or a province's; `province` narrows it.
    """
    wanted = {name_key(name), name_key(_bare_province(name))}
    found = list(dict.fromkeys(change for key in sorted(wanted) for change in _by_name().get(key, ())))
    if province is not None:
        where = name_key(_bare_province(province))
        found = [c for c in found if where in (name_key(c.before_province or ""), name_key(c.after_province or ""))]
    return sorted(found, key=lambda c: (c.day, c.before, c.after or ""))


def _bare_province(name: str) -> str:
    place = gazetteer().place(name)
    return place.name if place is not None and place.province == place.name else name


@cache
def _by_name() -> Mapping[str, tuple[Change, ...]]:
    """Every change under the names it leads from and to: a page asks for one of 14,000."""
    found: dict[str, list[Change]] = {}
    for change in _changes():
        for key in {name_key(change.before), name_key(change.after or change.before)}:
            found.setdefault(key, []).append(change)
    return MappingProxyType({key: tuple(changes) for key, changes in found.items()})


@cache
def _changes() -> tuple[Change, ...]:
    return (*_provinces(), *_earlier(), *_below())


def _provinces() -> Iterator[Change]:
    for rule in place_rules():
        names = {"before": rule.predecessor, "before_province": rule.predecessor}
        heirs = {"after": rule.successor, "after_province": rule.successor}
        yield Change(**names, **heirs, day=rule.day, document=rule.document)


def _earlier() -> Iterator[Change]:
    """Districts that went into others before the reform."""
    for entry in gazetteer().districts:
        until, heirs = entry.attributes.get("until"), entry.attributes.get("successor")
        day = (date.fromisoformat(until) + timedelta(days=1)).isoformat() if until else REFORM
        if heirs and day < REFORM:
            for successor in heirs.split(" và "):
                yield replace(_change(entry, successor), day=day, document=entry.attributes.get("document"))


def _below() -> Iterator[Change]:
    """Districts and communes; of a divided one each part is a change of its own. A district without an heir ended."""
    words = lexicon.load()
    for entry in (entry for table in _TABLES for entry in words.table(table)):
        heirs = [each.strip() for each in entry.attributes.get("successor", "").split("|") if each.strip()]
        for successor in heirs:
            yield _change(entry, successor)
        if not heirs and "district" not in entry.attributes:
            yield _change(entry, None)


def _with_level(entry: Entry) -> str:
    """ "quận Thủ Đức", but "Quận 9"."""
    name = entry.name
    return name if name.casefold().startswith(f"{entry.kind} ") else f"{entry.kind} {name}"


def _change(entry: Entry, successor: str | None) -> Change:
    facts = entry.attributes
    return Change(
        before=_with_level(entry),
        before_province=facts.get("province"),
        after=successor[:1].lower() + successor[1:] if successor else None,
        after_province=facts.get("new_province", facts.get("province")),
        day=REFORM,
        document=district_document(),
    )
