"""What a reviewer does, as posted by a form or a script: read, guarded, and kept in the registry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from review.desk.posted import Posted
from review.desk.validation import check
from review.refusals import refusal
from store import Registry
from store.database import transaction
from store.errors import GuardError, InvalidValueError
from store.fields import fact_kind
from store.judgement_rows import undoing
from store.judgement_writing import Said, judgement_row
from store.queries.desk import fact_row, judgements

_LARGEST_BULK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was kept. again: it had been kept before, the answer got lost on the way. skipped: facts of a bulk that
    somebody else judged meanwhile.
    """

    said: tuple[int, ...]
    facts: tuple[str, ...] = ()
    again: bool = False
    skipped: tuple[str, ...] = ()


class OvertakenError(Exception):
    """Somebody else, or the machine, changed the fact since the reviewer looked; nothing is kept yet."""

    def __init__(self, fact: str, by: Mapping[str, Any] | None) -> None:
        super().__init__(fact)
        self.fact = fact
        self.by = by


class WrongError(Exception):
    """The act cannot be kept as it is: `wrong` has complaints by field, under `""` what concerns the whole."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__("; ".join(wrong.values()))
        self.wrong = wrong


def perform(registry: Registry, posted: Posted) -> Done:
    """Keep what was posted. Raises `OvertakenError` and `WrongError`, and `NotFoundError` for unknown ids."""
    action = posted.one("action")
    act = _ACTS.get(action)
    if act is None:
        raise InvalidValueError(f"there is no act {action!r} at the desk", "act", value=action[:40])
    try:
        with transaction(registry.db, durable=True):
            return act(registry, posted)
    except InvalidValueError as error:
        raise WrongError({"": posted.words("desk.wrong.refused", detail=refusal(error, posted.words))}) from error


def _judge_facts(registry: Registry, posted: Posted) -> Done:
    """Confirm, reject … one fact, or confirm many."""
    facts, seen = posted.all("fact"), posted.all("seen")
    if not facts or len(facts) > _LARGEST_BULK:
        raise InvalidValueError(f"give one to {_LARGEST_BULK} facts", "bulk", most=_LARGEST_BULK)
    action, name = posted.one("action"), posted.one("field") or None
    if len(facts) > 1:
        return _confirm_all(registry, posted)
    fact = facts[0]
    if action == "not_stated" and name == "recipient.name":
        standing = fact_row(registry.db, fact)
        wrong = check(posted.words, standing["kind"], {name: ""}, standing["value"]).wrong
        if wrong:
            raise WrongError(wrong)
    kept = _kept_before(registry, posted, fact, [{"action": action, "field": name}])
    if kept:
        return Done(said=kept, facts=(fact,), again=True)
    _guard(registry, posted, fact, seen[0] if seen else "")
    desk = registry.desk(posted.user.name, reason=posted.one("reason") or None)
    said = desk.retract(fact) if action == "retract" else getattr(desk, action)(fact, name)
    return Done(said=(said.id,), facts=(fact,))


def _confirm_all(registry: Registry, posted: Posted) -> Done:
    if posted.one("action") != "confirm":
        raise InvalidValueError("only confirming is done for many facts at once", "only_confirm")
    facts, seen = posted.all("fact"), posted.all("seen")
    due: list[str] = []
    kept: list[int] = []
    skipped: list[str] = []
    for fact, digest in zip(facts, [*seen, *[""] * len(facts)], strict=False):
        before = _kept_before(registry, posted, fact, [{"action": "confirm", "field": None}])
        if before:
            kept += before
            continue
        try:
            _guard(registry, posted, fact, digest)
        except OvertakenError:
            skipped.append(fact)
        else:
            due.append(fact)
    said = registry.desk(posted.user.name, reason=posted.one("reason") or None).confirm_all(due) if due else []
    kept += [each.id for each in said]
    return Done(said=tuple(kept), facts=tuple(facts), skipped=tuple(skipped))


def _set(registry: Registry, posted: Posted) -> Done:
    """Correct the fields that were changed. The old values are the guard."""
    fact = posted.one("fact")
    row = fact_row(registry.db, fact)
    checked = check(posted.words, row["kind"], posted.group("value"), row["value"])
    before = check(posted.words, row["kind"], posted.group("was")).values
    asked = {name: value for name, value in checked.values.items() if name not in before or before[name] != value}
    if checked.wrong:
        raise WrongError(checked.wrong)
    if not asked:
        raise WrongError({"": posted.words("desk.wrong.unchanged")})
    kept = _kept_before(registry, posted, fact, [_said_of(name, value) for name, value in asked.items()])
    if kept:
        return Done(said=kept, facts=(fact,), again=True)
    guard = {name: before[name] for name in asked if name in before}
    try:
        return _done(_change(registry, posted, fact, asked, {} if posted.insists else guard))
    except GuardError as error:
        since = _since(registry, posted, fact)
        others = [each for each in since if each["user"] != posted.user.name]
        if others or not since:
            raise OvertakenError(fact, others[-1] if others else None) from error
        return _done(_change(registry, posted, fact, asked, {}))  # an earlier act of the same reviewer came between


def _said_of(name: str, value: Any) -> dict[str, Any]:
    """The judgement that a changed field becomes: one that was emptied is not stated by the article."""
    return (
        {"action": "not_stated", "field": name} if value is None else {"action": "set", "field": name, "value": value}
    )


def _change(
    registry: Registry, posted: Posted, fact: str, asked: Mapping[str, Any], guard: Mapping[str, Any]
) -> list[Said]:
    desk = registry.desk(posted.user.name, reason=posted.one("reason") or None)
    now = fact_row(registry.db, fact)["value"]
    for name, value in guard.items():
        if now.get(name) != value:
            raise GuardError(f"{name} of {fact} changed", expected=value, found=now.get(name))
    filled = {name: value for name, value in asked.items() if value is not None}
    said = [desk.not_stated(fact, name) for name, value in asked.items() if value is None]
    return said + (desk.set(fact, filled) if filled else [])


def _add(registry: Registry, posted: Posted) -> Done:
    article, kind = posted.one("article"), fact_kind(posted.one("kind"))
    checked = check(posted.words, kind, posted.group("value"))
    quote = posted.one("quote").replace("\r\n", "\n").strip()
    wrong = dict(checked.wrong) | ({} if quote else {"quote": posted.words("desk.wrong.empty")})
    if wrong:
        raise WrongError(wrong)
    given = {name: value for name, value in checked.values.items() if value not in (None, [])}
    kept = _added_before(registry, posted, article, given)
    if kept:
        return kept
    desk = registry.desk(posted.user.name, reason=posted.one("reason") or None)
    return _done([desk.add(article, kind, given, quote=quote, start=posted.number("start"))])


def _undo(registry: Registry, posted: Posted) -> Done:
    """Take back one's own judgements, the latest first; an admin may take back anybody's. Twice is once."""
    numbers = sorted(
        {int(text) for text in posted.all("judgement") if text.isdecimal() and len(text) < 16}, reverse=True
    )
    if not numbers:
        raise InvalidValueError("say which judgement to undo", "no_judgement")
    desk = registry.desk(posted.user.name, reason=posted.one("reason") or None)
    said, facts = [], []
    for number in numbers:
        row = judgement_row(registry.db, number)
        if row["user"] != posted.user.name and not posted.user.may("admin"):
            raise WrongError({"": posted.words("desk.wrong.not_mine")})
        facts.append(row["fact"])
        already = undoing(registry.db, number)
        said.append(already["id"] if already else desk.undo(number).id)
    return Done(said=tuple(said), facts=tuple(fact for fact in facts if fact))


def _settle(registry: Registry, posted: Posted) -> Done:
    desk = registry.desk(posted.user.name, reason=posted.one("reason") or None)
    return _done([desk.settle(posted.one("fact"), posted.number("judgement"))])


def _judge_pair(registry: Registry, posted: Posted) -> Done:
    left, right = posted.one("left"), posted.one("right")
    desk = registry.desk(posted.user.name, reason=posted.one("reason") or None)
    said: Said = getattr(desk, posted.one("action"))(left, right)
    return Done(said=(said.id,), facts=tuple(posted.all("fact")))


_ACTS: Mapping[str, Callable[[Registry, Posted], Done]] = MappingProxyType(
    {
        **dict.fromkeys(("confirm", "reject", "not_stated", "retract"), _judge_facts),
        **dict.fromkeys(("same", "not_same", "unsure"), _judge_pair),
        "set": _set,
        "add": _add,
        "undo": _undo,
        "settle": _settle,
    }
)


def _done(said: Sequence[Said]) -> Done:
    return Done(
        said=tuple(each.id for each in said), facts=tuple(dict.fromkeys(each.fact for each in said if each.fact))
    )


def _since(registry: Registry, posted: Posted, fact: str) -> list[dict[str, Any]]:
    """What was said of the fact after the reviewer's page was made."""
    rows: list[dict[str, Any]] = registry.history(fact)["judgements"]
    return [row for row in rows if row["id"] > posted.number("basis")]


def _kept_before(registry: Registry, posted: Posted, fact: str, wanted: Sequence[Mapping[str, Any]]) -> tuple[int, ...]:
    """The judgements of an act whose answer got lost: the same user said the same after the page was made."""
    if posted.one("again") != "1":
        return ()
    mine = [row for row in _since(registry, posted, fact) if row["user"] == posted.user.name]
    found = [next((row["id"] for row in mine if all(row[n] == v for n, v in each.items())), 0) for each in wanted]
    return tuple(found) if all(found) else ()


def _added_before(registry: Registry, posted: Posted, article: str, values: Mapping[str, Any]) -> Done | None:
    if posted.one("again") != "1":
        return None
    for row in judgements(registry.db, article):
        mine = row["action"] == "add" and row["user"] == posted.user.name and row["id"] > posted.number("basis")
        if mine and all(row["value"].get(name) == value for name, value in values.items()):
            return Done(said=(row["id"],), facts=(row["fact"],), again=True)
    return None


def _guard(registry: Registry, posted: Posted, fact: str, seen: str) -> None:
    """Refuse when the fact is not what the reviewer saw, unless only the reviewer changed it, or the two agree."""
    if posted.insists or not seen or fact_row(registry.db, fact)["seen"] == seen:
        return
    since = _since(registry, posted, fact)
    others = [row for row in since if row["user"] != posted.user.name]
    agree = posted.one("action") == "confirm" and all(row["action"] == "confirm" for row in others)
    if (since and not others) or (others and agree):
        return
    raise OvertakenError(fact, others[-1] if others else None)
