"""`thidua review`: the review desk for scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import click

from store import GuardError
from store.desk import Desk
from store.judgement_writing import Said
from thidua.errors import Refused
from thidua.opening import reading, writing
from thidua.options import json_option, workspace_option
from thidua.output import listing, print_json, result, table
from thidua.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])
_JUDGEMENT = ("id", "action", "target", "field", "value", "seen", "user", "made_at", "reason")
_STATES = ("unreviewed", "confirmed", "rejected", "corrected", "stale", "conflict", "orphaned", "disputed")
_PAIRED = ("bloc", "unit", "person", "event", "award", "document", "fact")


def desk_options(function: F) -> F:
    """`--user`, `--reason`, `--json`, `--home`: what every judgement takes."""
    user = click.option("--user", required=True, help="Who judges; kept with the judgement.")
    reason = click.option("--reason", help="Why; kept with the judgement.")
    return user(reason(json_option(workspace_option(function))))


@click.group(short_help="The review desk for scripts: queue, accept, reject, set, add, undo, history.")
def command() -> None:
    """Judge facts from a shell. A fact is named by its key, as `thidua review queue` lists it.

    Judgements are kept for ever, undo is one more. They win over what the machine reads, now and later.
    """


@command.command()
@click.option("--kind", help="Only this kind: blocs, events, members, leaders, officials, awards, documents.")
@click.option("--state", type=click.Choice(_STATES), help="Only facts in this state; lists those that need nobody too.")
@click.option("--article", help="Only facts of this article.")
@click.option("--source", help="Only facts from this source.")
@click.option("--bloc", help="Only facts about this bloc.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many.")
@click.option("--offset", type=click.IntRange(min=0), default=0, help="How many to pass over first.")
@json_option
@workspace_option
def queue(*, limit: int, offset: int, as_json: bool, workspace: Workspace, **filters: str | None) -> None:
    """List what waits for a person, the most doubtful and weighty first."""
    with reading(workspace) as registry:
        rows = registry.queue(limit=limit, offset=offset, **filters)
    shown = [{**row, "value": row["label"], "quote": _short(row["quote"])} for row in rows]
    columns = ("fact", "kind", "state", "confidence", "value", "quote")
    listing(rows if as_json else shown, as_json=as_json, columns=columns, empty="nothing waits for review")


@command.command()
@click.argument("fact")
@json_option
@workspace_option
def history(fact: str, as_json: bool, workspace: Workspace) -> None:
    """Show what the machine read of FACT, version by version, and every judgement on it."""
    with reading(workspace) as registry:
        found = registry.history(fact)
    if as_json:
        print_json(found)
        return
    now = found["now"]
    result(f"{fact}: {now['state'] if now else 'no longer read or shown'}")
    table(
        ("version", "extractor", "rule", "confidence", "values"),
        ((m["version"], m["extractor"], m["rule"], m["confidence"], _pairs(m["values"])) for m in found["machine"]),
        title="\nwhat the machine read",
    )
    table(
        _JUDGEMENT,
        ([_told(judgement, name) for name in _JUDGEMENT] for judgement in found["judgements"]),
        title="\nwhat people said",
    )


@command.command()
@click.option("--kind", type=click.Choice(_PAIRED), help="Only pairs of this kind.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many.")
@json_option
@workspace_option
def suggestions(kind: str | None, limit: int, as_json: bool, workspace: Workspace) -> None:
    """List pairs that may be one; judge them with same, not-same, unsure."""
    with reading(workspace) as registry:
        rows = registry.suggestions(kind=kind, limit=limit)
    columns = ("kind", "left_id", "right_id", "score", "basis")
    listing(rows, as_json=as_json, columns=columns, empty="no pair waits")


@command.command()
@click.argument("fact")
@click.option("--field", help="Confirm one value only.")
@desk_options
def accept(*, fact: str, field: str | None, **said: Any) -> None:
    """Confirm that the article says FACT and that it holds."""
    _judge(lambda desk: [desk.confirm(fact, field)], **said)


@command.command()
@click.argument("fact")
@click.option("--field", help="Reject one value only.")
@desk_options
def reject(*, fact: str, field: str | None, **said: Any) -> None:
    """Say that FACT was misread."""
    _judge(lambda desk: [desk.reject(fact, field)], **said)


@command.command("not-stated")
@click.argument("fact")
@click.option("--field", help="This value only.")
@desk_options
def not_stated(*, fact: str, field: str | None, **said: Any) -> None:
    """Say that the article does not state FACT; it may be so."""
    _judge(lambda desk: [desk.not_stated(fact, field)], **said)


@command.command()
@click.argument("fact")
@desk_options
def retract(*, fact: str, **said: Any) -> None:
    """Say that the article states FACT, but that it does not hold."""
    _judge(lambda desk: [desk.retract(fact)], **said)


@command.command("set")
@click.argument("fact")
@click.argument("changes", nargs=-1, required=True, metavar="FIELD=VALUE...")
@click.option("--expect", help="The old value of the first field; refused, with both values shown, when it is another.")
@desk_options
def set_values(*, fact: str, changes: tuple[str, ...], expect: str | None, **said: Any) -> None:
    """Correct values of FACT, as in `thidua review set FACT year=2024`. An empty value clears the field."""
    values = _assignments(changes)
    guard = {} if expect is None else {"expect": expect}
    _judge(lambda desk: desk.set(fact, values, **guard), **said)


@command.command()
@click.argument("article")
@click.argument("kind")
@click.argument("values", nargs=-1, required=True, metavar="FIELD=VALUE...")
@click.option("--quote", required=True, help="The words of the article that say it, copied from its text.")
@desk_options
def add(*, article: str, kind: str, values: tuple[str, ...], quote: str, **said: Any) -> None:
    """Add a fact that the machine missed: `thidua review add ARTICLE members unit.name="Sở Y tế" --quote "Sở Y tế"`."""
    given = _assignments(values)
    _judge(lambda desk: [desk.add(article, kind, given, quote=quote)], **said)


@command.command()
@click.argument("left")
@click.argument("right")
@desk_options
def same(*, left: str, right: str, **said: Any) -> None:
    """Say that two units, persons, blocs or events are one."""
    _judge(lambda desk: [desk.same(left, right)], **said)


@command.command("not-same")
@click.argument("left")
@click.argument("right")
@desk_options
def not_same(*, left: str, right: str, **said: Any) -> None:
    """Say that two units, persons, blocs or events are not one."""
    _judge(lambda desk: [desk.not_same(left, right)], **said)


@command.command()
@click.argument("left")
@click.argument("right")
@desk_options
def unsure(*, left: str, right: str, **said: Any) -> None:
    """Say that it cannot be told whether two are one; it is not asked again."""
    _judge(lambda desk: [desk.unsure(left, right)], **said)


@command.command()
@click.argument("fact")
@click.argument("judgement", type=int)
@desk_options
def settle(*, fact: str, judgement: int, **said: Any) -> None:
    """Decide a dispute on FACT: this JUDGEMENT wins."""
    _judge(lambda desk: [desk.settle(fact, judgement)], **said)


@command.command()
@click.argument("judgement", type=int)
@desk_options
def undo(*, judgement: int, **said: Any) -> None:
    """Take a JUDGEMENT back; it stays in the history."""
    _judge(lambda desk: [desk.undo(judgement)], **said)


def _judge(
    act: Callable[[Desk], Iterable[Said]], *, user: str, reason: str | None, as_json: bool, workspace: Workspace
) -> None:
    workspace.require()
    with writing(workspace) as registry:
        try:
            done = list(act(registry.desk(user, reason=reason)))
        except GuardError as error:
            raise Refused(f"{error} (expected {error.expected!r}, found {error.found!r})") from error
    if as_json:
        rows = [{"judgement": said.id, "fact": said.fact, "state": said.state} for said in done]
        print_json(rows[0] if len(rows) == 1 else rows)
    else:
        for said in done:
            result(f"judgement {said.id}" + (f": {said.fact} is {said.state}" if said.fact else ""))


def _assignments(changes: Sequence[str]) -> dict[str, str]:
    values = {}
    for change in changes:
        name, sign, value = change.partition("=")
        if not sign or not name:
            raise click.BadParameter(f"{change!r} is no FIELD=VALUE")
        values[name] = value
    return values


def _told(judgement: dict[str, Any], name: str) -> Any:
    """A cell of the history; of what the reviewer saw the value in question, else all of it."""
    value = judgement.get(name)
    if name != "seen" or not isinstance(value, dict):
        return value
    return value.get(judgement["field"]) if judgement["field"] else _pairs(value)


def _pairs(values: dict[str, Any]) -> str:
    return "; ".join(f"{name} {value}" for name, value in values.items() if value not in (None, []))


def _short(text: str | None, width: int = 80) -> str:
    flat = " ".join((text or "").split())
    return flat if len(flat) <= width else f"{flat[: width - 1]}…"
