"""Judgements on pairs (who is whom), on what is out of sight, and taking any judgement back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from store.capture import resolve_article
from store.components import canonical, pair
from store.database import one
from store.errors import InvalidValueError, NotFoundError
from store.judgement_rows import undoing
from store.judgement_writing import Said, Writer, judgement_row, seen_fact
from store.splitting import MENTION, PRINCIPAL

PAIR_ACTIONS = ("same", "not_same", "unsure")


def judge_pair(writer: Writer, action: str, left: str, right: str) -> Said:
    """`same`, `not_same` or `unsure` of two entities of one kind, or of two facts.

    Of two facts of one article `same` says that the right one is the successor of the left: what was said of the left
    counts for it. Of facts of two articles it speaks of those they are about; `not_same` parts them although they bear
    one name, post and place.
    """
    db = writer.db
    if left == right:
        message = f"{left} and {right} are one: to part a name, give two facts, one of each meaning"
        raise InvalidValueError(message, "one")
    kinds = {kind_of(db, left), kind_of(db, right)}
    if len(kinds) > 1:
        message = f"{left} and {right} are not of one kind ({', '.join(sorted(kinds))})"
        raise InvalidValueError(message, "two_kinds")
    row: dict[str, Any] = {"action": action, "kind": kinds.pop(), "left_id": left, "right_id": right}
    db.execute("DELETE FROM suggestions WHERE (left_id, right_id) = (?, ?)", pair(left, right))
    return writer.keep(row, entities=(left, right)) if row["kind"] != "fact" else _judge_facts(writer, row)


def _judge_facts(writer: Writer, row: dict[str, Any]) -> Said:
    left, right = (seen_fact(writer.db, row[side]) for side in ("left_id", "right_id"))
    article = right.sheet.article
    if left.sheet.article == article:
        return writer.keep(row | {"article": article})
    who = [_about(writer.db, seen.key, seen.kind) for seen in (left, right)]
    if canonical(writer.db, who[0]) != canonical(writer.db, who[1]) or row["action"] != "not_same":
        return judge_pair(writer, row["action"], *who)
    if who[0] != who[1]:
        return judge_pair(writer, "not_same", *who)
    return writer.keep(row | {"kind": MENTION, "article": article})


def _about(db: Database, fact: str, kind: str) -> str:
    """The entity that a fact is about, before joining."""
    named = dict(db.execute("SELECT role, entity FROM mentions WHERE fact = ?", (fact,)))
    found = next((named[role] for role in PRINCIPAL[kind] if role in named), None)
    if found is None:
        raise InvalidValueError(f"fact {fact} names nobody at present: confirm it first", "nobody")
    return str(found)


def kind_of(db: Database, entity: str) -> str:
    """The kind of an entity, `fact` for a fact key; raises `NotFoundError`."""
    found = one(db, "SELECT kind FROM entities WHERE id = ?", (entity,))
    if found is not None:
        return str(found)
    if one(db, "SELECT 1 FROM fact_keys WHERE key = ?", (entity,)) is not None:
        return "fact"
    raise NotFoundError(f"nothing has the id {entity}: search for it first")


def undo(writer: Writer, judgement: int) -> Said:
    """Take a judgement back, by a new row; an undoing can be undone too. What is taken back already is left alone."""
    target = judgement_row(writer.db, judgement)
    already = undoing(writer.db, judgement)
    if already is not None:
        by = f"judgement {already['id']} of {already['user']}"
        raise InvalidValueError(f"judgement {judgement} is undone already, by {by}: undo that one to bring it back")
    root = target
    while root["action"] == "undo":
        root = judgement_row(writer.db, root["target"])
    row = {name: target[name] for name in ("fact", "article", "kind", "field")}
    row |= {"action": "undo", "target": judgement}
    if root["action"] == "withhold":
        return writer.keep(row, articles=_seen_in(writer.db, root))
    if root["action"] in PAIR_ACTIONS and root["kind"] not in ("fact", MENTION):
        return writer.keep(row, entities=(root["left_id"], root["right_id"]))
    return writer.keep(row)


def withhold(writer: Writer, subject: str) -> Said:
    """Take an article or a person out of web, search and exports, until this is undone."""
    if not writer.reason:
        raise InvalidValueError(f"say why {subject} is to be withheld: --reason")
    article = resolve_article(writer.db, subject)
    if one(writer.db, "SELECT 1 FROM captured_articles WHERE id = ?", (article,)) is not None:
        row = {"action": "withhold", "kind": "article", "left_id": article}
    elif kind_of(writer.db, subject) == "person":
        row = {"action": "withhold", "kind": "person", "left_id": subject}
    else:
        raise InvalidValueError(f"{subject} is neither an article nor a person")
    return writer.keep(row, articles=_seen_in(writer.db, row))


def _seen_in(db: Database, row: Mapping[str, Any]) -> tuple[str, ...]:
    """The articles to look at again: of a person all that hold the name, tied to a fact or not."""
    if row["kind"] == "article":
        return (str(row["left_id"]),)
    sql = """SELECT DISTINCT f.article FROM mentions m JOIN facts f ON f.key = m.fact WHERE m.entity IN
             (SELECT id FROM redirects WHERE canonical = ? UNION SELECT ?) ORDER BY 1"""
    person = canonical(db, str(row["left_id"]))
    return tuple(str(found[0]) for found in db.execute(sql, (person, person)))
