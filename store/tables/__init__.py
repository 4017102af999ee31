"""The tables people read, rebuilt group by group from `facts`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from store.tables.articles import rebuild_article
from store.tables.awards import rebuild_award, rebuild_document
from store.tables.blocs import rebuild_bloc, rebuild_bloc_year
from store.tables.events import rebuild_event
from store.tables.people import rebuild_person
from store.tables.successions import rebuild_successions
from store.tables.units import rebuild_unit

READABLE = (
    *("article_files", "articles", "award_steps", "awards", "bloc_years", "blocs", "documents", "event_articles"),
    *(
        "events",
        "facts",
        "leaderships",
        "memberships",
        "participations",
        "persons",
        "places",
        "posts",
        "sources",
        "successions",
    ),
    *("unit_names", "units"),
)

__all__ = ["READABLE", "Touched", "rebuild_rows"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """What a refresh rebuilt: the facts that changed and the ids of the rows that depend on them."""

    facts: frozenset[str] = field(default_factory=frozenset)
    articles: frozenset[str] = field(default_factory=frozenset)
    entities: frozenset[str] = field(default_factory=frozenset)


def rebuild_rows(db: Database, articles: Iterable[str], rows: Sequence[dict[str, Any]]) -> Touched:
    """Rebuild every row that depends on these facts, given as they were and as they are."""
    changed = set(articles) | {row["article"] for row in rows}
    ids = {role: {row[role] for row in rows if row[role] is not None} for role in ("bloc", "event", "unit", "person")}
    awards = {row["award"] for row in rows if row["award"] is not None}
    documents = {row["document"] for row in rows if row["document"] is not None}
    years = {(row["bloc"], row["year"]) for row in rows if row["bloc"] is not None}
    for event in sorted(ids["event"]):
        ids["bloc"] |= rebuild_event(db, event)
    for bloc, year in sorted(years, key=lambda pair: (pair[0], pair[1] or 0)):
        rebuild_bloc_year(db, bloc, year)
    for bloc in sorted(ids["bloc"]):
        rebuild_bloc(db, bloc)
    for unit in sorted(ids["unit"]):
        rebuild_unit(db, unit)
    for person in sorted(ids["person"]):
        rebuild_person(db, person)
    for award in sorted(awards):
        rebuild_award(db, award)
    for document in sorted(documents):
        rebuild_document(db, document)
    rebuild_successions(db, sorted(ids["unit"]))
    for article in sorted(changed):
        rebuild_article(db, article)
    return Touched(
        facts=frozenset(row["key"] for row in rows),
        articles=frozenset(changed),
        entities=frozenset().union(*ids.values(), awards, documents),
    )
