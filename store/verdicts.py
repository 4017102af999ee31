"""What stands after the machine's reading and people's judgements: a human value wins, and nothing is dropped silently.

Everything here is a pure function of one fact's readings, its judgements and the article's present text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from store.anchors import Quote, anchor
from store.fields import Values, attributes
from store.statements import MachineFact

PRESENT = frozenset({"confirm", "set", "add"})
ABSENT = frozenset({"reject", "not_stated", "retract"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One row of `judgements` about a fact, its JSON read."""

    id: int
    action: str
    fact: str
    kind: str
    field: str | None
    value: Any
    seen: Values | None
    machine: Values | None
    version: int | None
    quote: Quote | None
    target: int | None
    user: str
    reason: str | None
    made_at: str


@dataclass(slots=True)
class Position:
    """What one user holds of a fact at last: whether it stands, and which values it has."""

    present: bool | None = None
    fields: dict[str, tuple[Any, Judgement]] = field(default_factory=dict)
    said: Judgement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A fact as it stands: its state, whether it counts, its values, and where its evidence is now.

    human: the latest judgement that counts, or None. place: start and end of the quote in the present text.
    """

    state: str
    shown: bool
    values: Values
    human: Judgement | None
    quote: str | None
    place: tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One fact as it stands, before anyone asks who is meant. `days` are those it was first and last seen on.

    was: keys under which it was judged before they were lost.
    """

    key: str
    kind: str
    verdict: Verdict
    machine: MachineFact | None
    days: tuple[str | None, str | None]
    was: tuple[str, ...] = ()

    @property
    def confidence(self) -> float:
        """The machine's, or 1 for what a person said."""
        if self.verdict.human is not None and self.verdict.state in ("confirmed", "corrected", "stale", "orphaned"):
            return 1.0
        return self.machine.confidence if self.machine else 0.0


def settle(machine: MachineFact | None, judgements: Sequence[Judgement], text: str, version: int) -> Verdict:
    """The verdict on one fact. `judgements` are those not undone, oldest first; `text` is that of `version`."""
    positions = _positions(judgements)
    held = [p for p in positions.values() if p.said is not None]
    if not held:
        return _machine_only(machine)
    latest = max(held, key=lambda p: p.said.id if p.said else 0)
    last = latest.said
    assert last is not None  # noqa: S101 - `held` has only such positions; tells the type checker
    place = _place(machine, last, text, version)
    state = _state(machine, held, latest, place)
    values = _values(machine, held)
    quote = text[place[0] : place[1]] if place else (last.quote.text if last.quote else None)
    return Verdict(state=state, shown=latest.present is not False, values=values, human=last, quote=quote, place=place)


def _machine_only(machine: MachineFact | None) -> Verdict:
    if machine is None:
        return Verdict(state="orphaned", shown=False, values={}, human=None, quote=None, place=None)
    first = machine.evidence[0] if machine.evidence else None
    return Verdict(
        state="unreviewed",
        shown=True,
        values=machine.values,
        human=None,
        quote=first[2] if first else None,
        place=(first[0], first[1]) if first else None,
    )


def _positions(judgements: Sequence[Judgement]) -> dict[str, Position]:
    """Each user's last word. A settled dispute leaves the winner's word and what was said after the settling."""
    positions: dict[str, Position] = {}
    by_id = {j.id: j for j in judgements}
    for judgement in judgements:
        if judgement.action == "settle":
            winner = by_id.get(judgement.target or 0)
            if winner is not None:
                _let_win(positions, winner)
        else:
            _say(positions.setdefault(judgement.user, Position()), judgement)
    return positions


def _say(position: Position, judgement: Judgement) -> None:
    position.said = judgement
    if judgement.field is None:
        position.present = judgement.action in PRESENT
        if position.present:
            values = (judgement.value if judgement.action == "add" else judgement.seen) or {}
            denied = {name: said for name, said in position.fields.items() if said[0] is None}
            position.fields = denied | {name: (value, judgement) for name, value in values.items()}
        return
    position.present = True
    value = judgement.value if judgement.action == "set" else (judgement.seen or {}).get(judgement.field)
    position.fields[judgement.field] = (None if judgement.action in ABSENT else value, judgement)


def _let_win(positions: dict[str, Position], winner: Judgement) -> None:
    for user, position in positions.items():
        if user == winner.user:
            continue
        if winner.field is not None and position.present is not False:
            position.fields.pop(winner.field, None)
            continue
        position.fields.clear()
        position.present = None
        position.said = None
    if winner.field is not None:
        return
    mine = positions[winner.user]
    if mine.present != (winner.action in PRESENT):
        _say(mine, winner)


def _state(
    machine: MachineFact | None, held: Sequence[Position], latest: Position, place: tuple[int, int] | None
) -> str:
    absent = latest.present is False
    if _disputed(held):
        return "disputed"
    if absent and machine is None:
        return "rejected"
    if machine is not None and _conflict(machine, held):
        return "conflict"
    if place is None:
        return "stale"
    return "rejected" if absent else _agreement(machine, held)


def _agreement(machine: MachineFact | None, held: Sequence[Position]) -> str:
    if machine is not None:
        return "corrected" if _differs(machine, held) else "confirmed"
    added = any(judgement.action == "add" for p in held for _, judgement in p.fields.values())
    return "confirmed" if added else "orphaned"


def _disputed(held: Sequence[Position]) -> bool:
    if len({p.present for p in held if p.present is not None}) > 1:
        return True
    values: dict[str, Any] = {}
    for position in held:
        for name, (value, _) in position.fields.items() if position.present else ():
            if values.setdefault(name, value) != value:
                return True
    return False


def _conflict(machine: MachineFact, held: Sequence[Position]) -> bool:
    """The machine now reads something that nobody had seen when judging, and it is not what they said."""
    for position in held:
        if position.present is False and position.said is not None:
            before = position.said.machine
            if before is not None and before != machine.values:
                return True
        for name, (value, judgement) in position.fields.items() if position.present else ():
            now = machine.values.get(name)
            if now not in (value, (judgement.machine or {}).get(name)):
                return True
    return False


def _differs(machine: MachineFact, held: Sequence[Position]) -> bool:
    return any(machine.values.get(name) != value for p in held for name, (value, _) in p.fields.items())


def _values(machine: MachineFact | None, held: Sequence[Position]) -> Values:
    """The machine's values under the people's, the latest judgement of each field last."""
    values: Values = dict(machine.values) if machine else {}
    said = [(judgement.id, name, value) for p in held for name, (value, judgement) in p.fields.items()]
    if machine is None:
        for position in held:
            if position.said is not None and position.said.seen:
                values = {**position.said.seen, **values}
    for _, name, value in sorted(said, key=lambda row: row[:2]):
        if value is None:
            values.pop(name, None)
        else:
            values[name] = value
    kind = held[0].said.kind if held[0].said else ""
    return {name: values[name] for name in attributes(kind) if name in values} if kind else values


def _place(machine: MachineFact | None, last: Judgement, text: str, version: int) -> tuple[int, int] | None:
    """Where the judged evidence is now; None when it is there no more."""
    if last.quote is None:
        if machine is not None and machine.evidence:
            return machine.evidence[0][:2]
        return (0, 0) if last.version == version else None
    if last.version == version:
        return last.quote.start, last.quote.start + len(last.quote.text)
    return anchor(text, last.quote)


def active(judgements: Sequence[Mapping[str, Any]]) -> set[int]:
    """The ids of the judgements that stand: not undone, an undoing that was itself undone not counting."""
    undoers: dict[int, list[int]] = {}
    for row in judgements:
        if row["action"] == "undo":
            undoers.setdefault(int(row["target"]), []).append(int(row["id"]))
    standing: dict[int, bool] = {}
    for row in sorted(judgements, key=lambda each: -int(each["id"])):
        number = int(row["id"])
        standing[number] = not any(standing[undoer] for undoer in undoers.get(number, ()))
    return {number for number, stands in standing.items() if stands}
