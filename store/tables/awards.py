"""`awards`, `award_steps` and `documents`."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from store.database import settle
from store.joining import step
from store.tables.rank import Told, common, keys, pick, standing, told

_LADDER = ("proposed", "decided", "conferred")


def rebuild_award(db: Database, award: str) -> None:
    """The award's row, as high on the ladder as any statement takes it, and its steps."""
    facts = told(db, "award = ?", [award])
    steps = [_step(award, fact) for fact in sorted(facts, key=lambda f: f["key"])]
    settle(db, "award_steps", {"award": award}, steps, "step, fact")
    settle(db, "awards", {"id": award}, [_award(award, facts, steps)] if facts else [])


def _award(award: str, facts: list[Told], steps: list[dict[str, Any]]) -> dict[str, Any]:
    reached = {row["step"] for row in steps}
    first = facts[0]
    return {
        "id": award,
        "recipient_type": first.values["recipient.type"],
        "recipient": common(facts, "name"),
        "place": common(facts, "place"),
        "count": pick(facts, "recipient.count"),
        "unit": common(facts, "unit"),
        "person": common(facts, "person"),
        "bloc": common(facts, "bloc"),
        "form": first.values["form"],
        "title": max((f.values["title"] for f in facts), key=lambda title: (len(title), title)),
        "level": pick(facts, "level"),
        "grantor": pick(facts, "grantor"),
        "year": common(facts, "year"),
        "status": next(name for name in reversed(_LADDER) if name in reached),
        **{f"{name}_on": _first_day(steps, name) for name in _LADDER},
        "decision": pick(facts, "decision"),
        **standing(facts),
        "facts": keys(facts),
    }


def _step(award: str, fact: Told) -> dict[str, Any]:
    """An award that is merely told of later was conferred, on a day that the article does not say."""
    announced = fact.values["status"] == "announced"
    return {
        "award": award,
        "step": step(fact.values),
        "fact": fact["key"],
        "day": None if announced or not fact["event"] else fact["day"],
        "event": fact["event"],
        "article": fact["article"],
        "decision": fact.values.get("decision"),
        "status": fact.values["status"],
        "confidence": fact["confidence"],
        "reviewed": fact["state"],
    }


def _first_day(steps: list[dict[str, Any]], name: str) -> str | None:
    return min((row["day"] for row in steps if row["step"] == name and row["day"]), default=None)


def rebuild_document(db: Database, document: str) -> None:
    """The document's row, from every article that cites it."""
    facts = told(db, "document = ?", [document])
    settle(db, "documents", {"id": document}, [_document(document, facts)] if facts else [])


def _document(document: str, facts: list[Told]) -> dict[str, Any]:
    dated = [f for f in facts if f.values.get("date")][:1]
    return {
        "id": document,
        "number": common(facts, "name"),
        "kind": pick(facts, "kind"),
        "issuer": pick(facts, "issuer"),
        "date": pick(dated, "date"),
        "grain": pick(dated, "grain") or ("day" if dated else None),
        "year_from": pick(dated, "year_from"),
        "place": common(facts, "place"),
        **standing(facts),
        "facts": keys(facts),
    }
