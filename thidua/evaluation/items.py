"""What of a record is compared: each fact as an item with the keys under which it counts as the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from thidua.evaluation.folding import fold, names

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to find. kind: as in the scorer's table. keys: any shared key makes two items one.

    fact: the fact it comes from, in its JSON form. bloc: the names of the fact's bloc, where it has one.
    """

    kind: str
    keys: frozenset[str]
    fact: Json = field(default_factory=dict)
    bloc: frozenset[str] = frozenset()
    optional: bool = False

    @property
    def label(self) -> str:
        """A key to show."""
        return min(self.keys, default="(empty)")


def items(record: Json, *, is_gold: bool) -> Iterator[Item]:
    """Every item of a record or a gold file, in order."""
    yield Item(kind="relevant", keys=frozenset({str(bool(record.get("relevant")))}))
    if not is_gold or "published" in record.get("article", {}):
        yield Item(kind="published", keys=frozenset({str(record["article"].get("published"))}))
    places = {bloc.get("id"): bloc.get("place") for bloc in record.get("blocs", [])}
    blocs = {bloc.get("id"): names(bloc) for bloc in record.get("blocs", [])}
    for bloc in record.get("blocs", []):
        yield _item("bloc", names(bloc), bloc)
    for event in record.get("events", []):
        yield from _event_items(event, blocs.get(event.get("bloc"), frozenset()), is_gold=is_gold)
    for member in record.get("members", []):
        keys = names(member["unit"], places.get(member.get("bloc")))
        yield _item("member", keys, member, blocs.get(member.get("bloc")))
    for leader in record.get("leaders", []):
        keys = frozenset(f"{leader['role']}|{n}" for n in names(leader["holder"], places.get(leader.get("bloc"))))
        yield _item("leader", keys, leader, blocs.get(leader.get("bloc")))
    for official in record.get("officials", []):
        keys = frozenset({fold(official["name"]), *map(fold, official.get("accept", []))})
        yield _item("official", keys, official)
    for award in record.get("awards", []):
        yield _item("award", _award_keys(award), award)
    for document in record.get("documents", []):
        yield _item("document", frozenset({re.sub(r"\s", "", fold(document["number"]))}), document)


def _item(kind: str, keys: frozenset[str], fact: Json, bloc: frozenset[str] | None = None) -> Item:
    return Item(kind=kind, keys=keys, fact=fact, bloc=bloc or frozenset(), optional=bool(fact.get("optional")))


def _event_items(event: Json, bloc: frozenset[str], *, is_gold: bool) -> Iterator[Item]:
    """An event counts by its date, each of its types, and its emulation year."""
    days = {f"{event.get('start')}..{event.get('end') or event.get('start')}"}
    days |= {f"{day}..{day}" for day in event.get("accept_dates", [])}
    yield _item("event_date", frozenset(days), event, bloc)
    optional = event.get("optional_types", [])
    for kind in event.get("types", []):
        yield Item(
            kind="event_type", keys=frozenset({kind}), fact={"rule": event.get("rule")}, optional=kind in optional
        )
    for kind in optional:
        if kind not in event.get("types", []):
            yield Item(kind="event_type", keys=frozenset({kind}), optional=True)
    if event.get("emulation_year") or not is_gold:
        yield _item("emulation_year", frozenset({str(event.get("emulation_year"))}), event)


def _award_keys(award: Json) -> frozenset[str]:
    recipient = award.get("recipient") or {}
    keys = names(recipient)
    if recipient.get("type") == "group" or not keys:
        keys |= {f"#{recipient.get('count')}"}
    forms = [award["form"], *award.get("accept_forms", [])]
    return frozenset(f"{form}|{key}" for form in forms for key in keys)
