"""A fact as the desk shows it: its values, who said what, and what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from records import FACT_KINDS
from review.desk.fields import shown, typed_values
from review.i18n import Words
from store.fields import attributes

_DONE = frozenset({"confirmed", "corrected", "rejected"})
_FEW = 2  # one bloc and one event: every fact of the article belongs to them
_ROUND = 90  # characters of the article shown on either side of a quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One value. `read` is what the machine reads, where a person said otherwise; `minor`: the title tells it already,
    or all facts of the article share it.
    """

    name: str
    text: str
    read: str = ""
    said: bool = False
    minor: bool = False


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
    labels = reference_labels(facts, words)
    order = {kind: number for number, kind in enumerate(FACT_KINDS)}
    ranked = sorted(facts, key=lambda f: (order[f["kind"]], f["start"] is None, f["start"] or 0, f["key"]))
    titles = {fact["key"]: one_line(fact, words) for fact in facts}
    return [_card(fact, page["text"], words, user, (labels, titles)) for fact in ranked]


def reference_labels(facts: Sequence[Mapping[str, Any]], words: Words) -> dict[str, str]:
    """The article's blocs and events by fact key, for fields that point to one."""
    return {f["key"]: one_line(f, words) for f in facts if f["kind"] in ("blocs", "events")}


def references(facts: Sequence[Mapping[str, Any]], kind: str, words: Words) -> list[tuple[str, str]]:
    """The facts of a kind that a field may point to, with their labels."""
    return [(f["key"], one_line(f, words)) for f in facts if f["kind"] == kind and f["shown"]]


def one_line(fact: Mapping[str, Any], words: Words) -> str:
    """A fact in a line: what names it, and a few values."""
    return " · ".join(part for part in summary(fact, words) if part)


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


# What names a fact, and what else tells it from its like in a list.
_TITLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "blocs": ("name",),
        "events": ("types",),
        "members": ("unit.name",),
        "leaders": ("holder.name",),
        "officials": ("name",),
        "awards": ("title",),
        "documents": ("number",),
    }
)
_DETAILS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "blocs": ("place",),
        "events": ("start", "theme"),
        "members": ("unit.place", "year"),
        "leaders": ("role", "year"),
        "officials": ("titles",),
        "awards": ("recipient.name", "recipient.count", "year", "status"),
        "documents": ("kind", "date"),
    }
)


def _title(fact: Mapping[str, Any], words: Words) -> str:
    """What names the fact: of an event its types, else its name, title or number."""
    kind, value = fact["kind"], fact["value"]
    named = [shown(words, kind, name, value[name], {}) for name in _TITLES[kind] if value.get(name)]
    return " · ".join(named) or fact["label"] or fact["quote"] or "…"


def summary(fact: Mapping[str, Any], words: Words) -> tuple[str, str]:
    """A fact in a list: its title, and a few values beside it."""
    kind, value = fact["kind"], fact["value"]
    details = [shown(words, kind, name, value[name], {}) for name in _DETAILS[kind] if value.get(name)]
    return _title(fact, words), " · ".join(details)


def _slots(fact: Mapping[str, Any], words: Words, labels: Mapping[str, str]) -> tuple[Slot, ...]:
    kind, value, read = fact["kind"], fact["value"], fact["read"]
    out = []
    for name in attributes(kind):
        now = value.get(name)
        machine = (read or {}).get(name)
        differs = read is not None and machine != now and bool(fact["said"])
        if not differs and (now is None or _says_nothing(name, value)):
            continue
        out.append(
            Slot(
                name=name,
                text=shown(words, kind, name, now, labels),
                read=(shown(words, kind, name, machine, labels) or "–") if differs else "",
                said=differs,
                minor=name in _TITLES[kind] or (str(now) in labels and len(labels) <= _FEW),
            )
        )
    return tuple(out)


def _says_nothing(name: str, value: Mapping[str, Any]) -> bool:
    """Values that go without saying: the event lasted a day, the day is known to the day, its year was written."""
    usual = {"end": value.get("start"), "grain": "day", "year_inferred": False}
    return name in usual and value[name] == usual[name]


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
