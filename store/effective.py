"""An article's facts as they stand: the machine's reading under people's judgements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from store.capture import current_version
from store.clock import local_day
from store.database import select
from store.judgement_rows import article_judgements
from store.statements import current_reading, machine_facts
from store.successors import Offer, heirs_of, in_place, inherited, offers
from store.verdicts import Judgement, Standing, settle


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All of an article that counts now: the version that was read, its source, its facts.

    heirs: keys that are lost, each with the one that took its place. offers: which facts may have taken the place of
    such a one.
    """

    article: str
    version: int | None
    reading: int | None
    relevant: bool
    published: str | None
    source: dict[str, Any]
    facts: tuple[Standing, ...]
    heirs: Mapping[str, str] = field(default_factory=dict)
    offers: tuple[Offer, ...] = ()


def sheet(db: Database, article: str) -> Sheet:
    """The article as it stands now."""
    reading = current_reading(db, article, current_version(db, article))
    row = _reading_row(db, reading)
    version = row.get("version") or current_version(db, article)
    text, published = _text(db, version)
    machine = machine_facts(db, reading) if reading is not None else {}
    judged = article_judgements(db, article)
    lineage = heirs_of(db, article, machine, judged, text)
    said = inherited(judged.by_fact, lineage.heirs)
    days = _days(db, article)
    facts = []
    for key in sorted({*machine, *said}):
        verdict = settle(machine.get(key), said.get(key, []), text, version or 0)
        kind = machine[key].kind if key in machine else said[key][0].kind
        found = days.get(key) or _said_on(said.get(key, []))
        was = tuple(sorted(old for old, new in lineage.heirs.items() if new == key))
        facts.append(Standing(key=key, kind=kind, verdict=verdict, machine=machine.get(key), days=found, was=was))
    offered = offers(facts, lineage, judged, text)
    return Sheet(
        article=article,
        version=version,
        reading=reading,
        relevant=bool(row.get("relevant")),
        published=published,
        source=_source(db, article),
        facts=tuple(in_place(fact, offered) for fact in facts),
        heirs=lineage.heirs,
        offers=offered,
    )


def _reading_row(db: Database, reading: int | None) -> dict[str, Any]:
    if reading is None:
        return {}
    return next(select(db, "SELECT version, relevant FROM readings WHERE id = ?", [reading]))


def _text(db: Database, version: int | None) -> tuple[str, str | None]:
    row = db.execute("SELECT text, published FROM article_versions WHERE id = ?", (version,)).fetchone()
    return (row[0], row[1]) if row else ("", None)


def _source(db: Database, article: str) -> dict[str, Any]:
    sql = """SELECT s.id, s.name, s.owner, s.place, s.level FROM captured_articles a
             JOIN sources s ON s.id = a.source WHERE a.id = ?"""
    return next(iter(select(db, sql, [article])), {})


def _days(db: Database, article: str) -> dict[str, tuple[str, str]]:
    sql = """SELECT k.key, min(v.seen_at), max(v.last_seen) FROM fact_keys k
             JOIN statement_rows s ON s.fact = k.id JOIN sightings g ON g.statement = s.id
             JOIN readings r ON r.id = g.reading JOIN article_versions v ON v.id = r.version
             WHERE k.article = ? GROUP BY k.key"""
    return {key: (local_day(first), local_day(last)) for key, first, last in db.execute(sql, (article,))}


def _said_on(judgements: list[Judgement]) -> tuple[str | None, str | None]:
    if not judgements:
        return None, None
    return local_day(judgements[0].made_at), local_day(judgements[-1].made_at)
