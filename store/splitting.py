"""Parting what bears one name: a person says of two facts that they do not mean the same.

Two mentions of one name, post and place are one entity by their key. When somebody says `not_same` of two facts, the
right one's article means somebody else from then on: an entity of its own, which `same` may join with others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from store.database import select
from store.identities import Named
from store.verdicts import active

MENTION = "mention"
# The role in which a fact names what it is about.
PRINCIPAL: Mapping[str, tuple[str, ...]] = {
    "blocs": ("bloc",),
    "events": ("event",),
    "members": ("unit",),
    "leaders": ("unit", "person"),
    "officials": ("person",),
    "awards": ("award",),
    "documents": ("document",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The fact that means somebody else; `stands` is False when that was undone."""

    fact: str
    stands: bool


def splits(db: Database, article: str) -> list[Split]:
    """What was ever parted in an article, in the order it was said."""
    rows = list(select(db, "SELECT * FROM judgements WHERE article = ? ORDER BY id", [article]))
    standing = active(rows)
    found: dict[str, bool] = {}
    for row in rows:
        if row["kind"] == MENTION and row["action"] == "not_same":
            found[row["right_id"]] = found.get(row["right_id"], False) or row["id"] in standing
    return [Split(fact=fact, stands=stands) for fact, stands in found.items()]


def principal(kind: str, named: Named) -> str | None:
    """The role in which a fact of that kind names what it is about."""
    return next((role for role in PRINCIPAL[kind] if role in named.roles), None)


def part(
    names: Mapping[str, Named], kinds: Mapping[str, str], split: Split, article: str
) -> list[tuple[str, str, str]]:
    """Rename, in all facts of the article, what the split fact names; returns (kind, old key, new key) of each name."""
    named = names.get(split.fact)
    role = principal(kinds[split.fact], named) if named is not None else None
    if named is None or role is None:
        return []
    old = {named.roles[role], *(named.also if role == "person" else ())}
    if split.stands:
        for each in names.values():
            each.roles = {r: _renamed(who, old, article) for r, who in each.roles.items()}
            each.also = tuple(_renamed(who, old, article) for who in each.also)
    return [(kind, key, f"{key}|@{article}") for kind, key in sorted(old)]


def _renamed(who: tuple[str, str], old: set[tuple[str, str]], article: str) -> tuple[str, str]:
    return (who[0], f"{who[1]}|@{article}") if who in old else who
