"""`persons` and `posts`."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlite_utils import Database

from store.database import settle
from store.names import name_key
from store.tables.rank import Told, common, keys, row_id, span_of_days, standing, told


def rebuild_person(db: Database, person: str) -> None:
    """The person's row and one row for each office that any fact gives him or her."""
    facts = told(db, "person = ?", [person])
    settle(db, "posts", {"person": person}, _posts(person, facts), "id")
    settle(db, "persons", {"id": person}, [_person(person, facts)] if facts else [])


def _person(person: str, facts: list[Told]) -> dict[str, Any]:
    newest = sorted(facts, key=lambda f: f["day"] or "", reverse=True)
    titles = [title for fact in newest for title in fact.values.get("titles", [])]
    return {
        "id": person,
        "name": common(facts, "name"),
        "title": titles[0] if titles else None,
        "place": common(facts, "place"),
        **span_of_days(facts),
        "mentions": len(facts),
        **standing(facts),
    }


def _posts(person: str, facts: list[Told]) -> list[dict[str, Any]]:
    by_title: dict[str, list[tuple[str, Told]]] = defaultdict(list)
    for fact in facts:
        for title in fact.values.get("titles", []):
            by_title[name_key(title)].append((title, fact))
    rows = []
    for key, group in sorted(by_title.items()):
        told_by = [fact for _, fact in group]
        rows.append(
            {
                "id": row_id("post", person, key),
                "person": person,
                "title": group[0][0],
                "place": common(told_by, "place"),
                **span_of_days(told_by),
                "mentions": len(told_by),
                "facts": keys(told_by),
            }
        )
    return rows
