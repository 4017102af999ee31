"""A fact as the desk shows it: its values, who said what, and what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from records import FACT_KINDS
from review.desk.fields import shown, typed_values
from review.i18n import Words
from store.fields import attributes

_DONE = frozenset({"confirmed", "corrected", "rejected"})
_ROUND = 90  # characters of the article shown on either side of a quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One value. `read` is what the machine reads, where a person said otherwise."""

    name: str
    text: str
    read: str = ""
    said: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One fact. seen: a digest of what is shown, by which the server sees that somebody came in between. mine: the
    user's latest judgement that stands. rivals: the standing judgements to choose from in a dispute.
    """

    key: str
    kind: str
    state: str
    holds: bool
    title: str
    confidence: float
    slots: tuple[Slot, ...]
    typed: Mapping[str, str]
    context: tuple[str, str, str]
    rule: str
    seen: str
    mine: int | None
    last: Mapping[str, Any] | None
    rivals: tuple[Mapping[str, Any], ...]
    offers: tuple[Mapping[str, Any], ...]

    @property
    def waits(self) -> bool:
        """Whether somebody has to look at it."""
        return self.state not in _DONE


def cards(page: Mapping[str, Any], words: Words, user: str) -> list[Card]:
    """The article's facts in the order of their kinds and of the text."""
    facts = page["facts"]
    labels = reference_labels(facts)
    order = {kind: number for number, kind in enumerate(FACT_KINDS)}
    ranked = sorted(facts, key=lambda f: (order[f["kind"]], f["start"] is None, f["start"] or 0, f["key"]))
    titles = {fact["key"]: fact["label"] or fact["quote"] or fact["key"] for fact in facts}
    return [_card(fact, page["text"], words, user, (labels, titles)) for fact in ranked]


def reference_labels(facts: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The article's blocs and events by fact key, for fields that point to one."""
    return {f["key"]: f["label"] or f["key"] for f in facts if f["kind"] in ("blocs", "events")}


def references(facts: Sequence[Mapping[str, Any]], kind: str) -> list[tuple[str, str]]:
    """The facts of a kind that a field may point to, with their labels."""
    return [(f["key"], f["label"] or f["key"]) for f in facts if f["kind"] == kind and f["shown"]]


def _card(
    fact: Mapping[str, Any], text: str, words: Words, user: str, names: tuple[Mapping[str, str], Mapping[str, str]]
) -> Card:
    labels, titles = names
    standing = [row for row in fact["said"] if row["stands"] and row["action"] != "undo"]
    mine = [row["id"] for row in standing if row["user"] == user]
    return Card(
        key=fact["key"],
        kind=fact["kind"],
        state=fact["state"],
        holds=bool(fact["shown"]),
        title=_title(fact, words),
        confidence=fact["confidence"],
        slots=_slots(fact, words, labels),
        typed=typed_values(fact["kind"], fact["value"]),
        context=_context(fact, text),
        rule=fact["rule"] or "",
        seen=fact["seen"],
        mine=max(mine, default=None),
        last=standing[-1] if standing else None,
        rivals=tuple(_rivals(fact, standing, words, labels)) if fact["state"] == "disputed" else (),
        offers=tuple({**offer, "other": titles.get(_other(offer, fact["key"]), "")} for offer in fact["offers"]),
    )


def _title(fact: Mapping[str, Any], words: Words) -> str:
    """What names the fact: of an event its types, else its name, title or number."""
    value = fact["value"]
    if fact["kind"] == "events":
        return ", ".join(words.value("desk.value.EventType", each) for each in value.get("types", [])) or fact["label"]
    parts = {
        "blocs": ("name",),
        "members": ("unit.name",),
        "leaders": ("holder.name",),
        "officials": ("name",),
        "awards": ("title",),
        "documents": ("number",),
    }[fact["kind"]]
    return " · ".join(str(value[name]) for name in parts if value.get(name)) or fact["label"] or fact["quote"] or "…"


def _slots(fact: Mapping[str, Any], words: Words, labels: Mapping[str, str]) -> tuple[Slot, ...]:
    kind, value, read = fact["kind"], fact["value"], fact["read"]
    out = []
    for name in attributes(kind):
        now = value.get(name)
        machine = (read or {}).get(name)
        differs = read is not None and machine != now and bool(fact["said"])
        if now is None and not differs:
            continue
        out.append(
            Slot(
                name=name,
                text=shown(words, kind, name, now, labels),
                read=(shown(words, kind, name, machine, labels) or "–") if differs else "",
                said=differs,
            )
        )
    return tuple(out)


def _context(fact: Mapping[str, Any], text: str) -> tuple[str, str, str]:
    """The quote, and what stands around it in its sentence; a lost quote stands alone."""
    start, end = fact["start"], fact["end"]
    if start is None or start == end:
        return "", fact["quote"] or "", ""
    left = text[max(0, start - _ROUND) : start].rpartition("\n")[2]
    right = text[end : end + _ROUND].partition("\n")[0]
    before = left if start <= _ROUND or "\n" in text[max(0, start - _ROUND) : start] else f"…{left.partition(' ')[2]}"
    after = right if len(right) < _ROUND else f"{right.rpartition(' ')[0]}…"
    return before, text[start:end], after


def _other(offer: Mapping[str, Any], key: str) -> str:
    return str(offer["right_id"] if offer["left_id"] == key else offer["left_id"])


def _rivals(
    fact: Mapping[str, Any], standing: Sequence[Mapping[str, Any]], words: Words, labels: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The last word of each person on each field, to choose from."""
    last = {(row["user"], row["field"]): row for row in standing if row["action"] != "settle"}
    return [{**row, "told": told(words, fact["kind"], row, labels)} for row in last.values()]


def told(words: Words, kind: str, row: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """What a judgement says, in a few words."""
    act = words(f"desk.said.{row['action']}")
    if row["action"] == "set":
        value = shown(words, kind, row["field"], row["value"], labels) or words("desk.nothing")
        return f"{act}: {words.value('desk.field', row['field'])} → {value}"
    return f"{act}: {words.value('desk.field', row['field'])}" if row["field"] else act
