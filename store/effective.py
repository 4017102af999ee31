"""An article's facts as they stand: the machine's reading under people's judgements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from store.capture import current_version
from store.clock import local_day
from store.judgement_rows import article_judgements
from store.statements import MachineFact, current_reading, machine_facts
from store.verdicts import Judgement, Verdict, settle


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One fact as it stands, before anyone asks who is meant. `days` are those it was first and last seen on."""

    key: str
    kind: str
    verdict: Verdict
    machine: MachineFact | None
    days: tuple[str | None, str | None]

    @property
    def confidence(self) -> float:
        """The machine's, or 1 for what a person said."""
        if self.verdict.human is not None and self.verdict.state in ("confirmed", "corrected", "stale", "orphaned"):
            return 1.0
        return self.machine.confidence if self.machine else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All of an article that counts now: the version that was read, its source, its facts."""

    article: str
    version: int | None
    reading: int | None
    relevant: bool
    published: str | None
    source: dict[str, Any]
    facts: tuple[Standing, ...]


def sheet(db: Database, article: str) -> Sheet:
    """The article as it stands now."""
    reading = current_reading(db, article, current_version(db, article))
    row = _reading_row(db, reading)
    version = row.get("version") or current_version(db, article)
    text, published = _text(db, version)
    machine = machine_facts(db, reading) if reading is not None else {}
    by_fact, heirs = article_judgements(db, article)
    said = _inherited(by_fact, heirs)
    days = _days(db, article)
    facts = []
    for key in sorted({*machine, *said}):
        verdict = settle(machine.get(key), said.get(key, []), text, version or 0)
        kind = machine[key].kind if key in machine else said[key][0].kind
        found = days.get(key) or _said_on(said.get(key, []))
        facts.append(Standing(key=key, kind=kind, verdict=verdict, machine=machine.get(key), days=found))
    return Sheet(
        article=article,
        version=version,
        reading=reading,
        relevant=bool(row.get("relevant")),
        published=published,
        source=_source(db, article),
        facts=tuple(facts),
    )


def _inherited(by_fact: dict[str, list[Judgement]], heirs: dict[str, str]) -> dict[str, list[Judgement]]:
    """What was said of a fact that vanished counts for its accepted successor."""
    out: dict[str, list[Judgement]] = {}
    for key, judgements in by_fact.items():
        out.setdefault(heirs.get(key, key), []).extend(judgements)
    return {key: sorted(judgements, key=lambda j: j.id) for key, judgements in out.items()}


def _reading_row(db: Database, reading: int | None) -> dict[str, Any]:
    if reading is None:
        return {}
    return next(db.query("SELECT version, relevant FROM readings WHERE id = ?", [reading]))


def _text(db: Database, version: int | None) -> tuple[str, str | None]:
    row = db.execute("SELECT text, published FROM article_versions WHERE id = ?", (version,)).fetchone()
    return (row[0], row[1]) if row else ("", None)


def _source(db: Database, article: str) -> dict[str, Any]:
    sql = """SELECT s.id, s.name, s.owner, s.place, s.level FROM captured_articles a
             JOIN sources s ON s.id = a.source WHERE a.id = ?"""
    return next(iter(db.query(sql, [article])), {})


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
