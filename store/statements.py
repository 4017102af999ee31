"""Layer 2: what the machine read, one row per value, and which reading saw it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from records import Evidence, Fact, Record
from store.clock import Clock, stamp
from store.database import insert, one
from store.fields import attributes, dump
from store.keys import NOTHING, Former, Keyed, keyed_facts

EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One analysis of one article version; `new` is False when the very same had been read before and still stands.

    `other` when it says something else than the one before; a newer extractor that reads the same makes a new reading.
    """

    id: int
    article: str
    version: int
    new: bool
    other: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One value: `wording` is the narrowest span that names it, `span` the evidence; both are rows of `spans`."""

    fact: int
    property: str
    ordinal: int
    value: str
    wording: int | None
    span: int | None
    rule: str
    confidence: float

    def identity(self) -> tuple[Any, ...]:
        """What makes two readings the same statement."""
        return (
            *(self.fact, self.property, self.ordinal, self.value),
            *(self.wording, self.span, self.rule, self.confidence),
        )


@dataclass(slots=True)
class _Spans:
    """The spans of one article version, written when first met."""

    db: Database
    version: int
    known: dict[tuple[int, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, db: Database, version: int) -> _Spans:
        rows = db.execute('SELECT start, "end", id FROM spans WHERE version = ?', (version,))
        return cls(db=db, version=version, known={(start, end): number for start, end, number in rows})

    def number(self, evidence: Evidence) -> int:
        place = (evidence.start, evidence.end)
        if place not in self.known:
            sql = 'INSERT INTO spans (version, start, "end", quote) VALUES (?, ?, ?, ?)'
            cursor = self.db.execute(sql, (self.version, *place, evidence.text))
            self.known[place] = int(cursor.lastrowid or 0)
        return self.known[place]


def add_reading(
    db: Database, clock: Clock, record: Record, place: tuple[str, int], run: int | None, former: Former = NOTHING
) -> Reading:
    """Keep what a record says of the article version `place`; the same said again is nothing new.

    former: what the article is known to have, so that each item keeps its key.
    """
    article, version = place
    keyed = keyed_facts(record, article, former)
    digest = _digest(record, keyed)
    sql = "SELECT id, digest, extractor FROM readings WHERE version = ? ORDER BY id DESC LIMIT 1"
    last = db.execute(sql, (version,)).fetchone()
    if last is not None and tuple(last[1:]) == (digest, record.extractor):
        return Reading(id=int(last[0]), article=article, version=version, new=False, other=False)
    row = {
        "article": article,
        "version": version,
        "run": run,
        "extractor": record.extractor,
        "relevant": int(record.relevant),
        "digest": digest,
        "read_at": stamp(clock()),
    }
    reading = insert(db, "readings", [row])
    _write(db, reading, record, keyed, (article, version, None if last is None else int(last[0])))
    other = last is None or str(last[1]) != digest
    return Reading(id=reading, article=article, version=version, new=True, other=other)


def _digest(record: Record, keyed: Sequence[Keyed]) -> str:
    facts = sorted(_fact_digest(getattr(record, each.kind)[each.index], each) for each in keyed)
    issues = sorted(dump([i.code, i.message, i.start, i.end]) for i in record.issues)
    whole = dump([record.relevant, facts, issues])
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _fact_digest(fact: Fact, keyed: Keyed) -> str:
    evidence = [[e.start, e.end, list(e.fields)] for e in fact.evidence]
    return dump([keyed.key, keyed.values, fact.rule, fact.confidence, evidence])


def _write(
    db: Database, reading: int, record: Record, keyed: Sequence[Keyed], place: tuple[str, int, int | None]
) -> None:
    article, version, before = place
    spans = _Spans.of(db, version)
    numbers = fact_numbers(db, article, [(each.key, each.kind) for each in keyed])
    known = {} if before is None else _statements_of(db, before)
    seen: list[int] = []
    for each in keyed:
        fact = getattr(record, each.kind)[each.index]
        for statement in _statements(fact, each, numbers[each.key], spans):
            number = known.get(statement.identity())
            seen.append(_insert(db, statement, record.extractor, reading) if number is None else number)
    rows = [(reading, number) for number in sorted(set(seen))]
    db.conn.executemany("INSERT INTO sightings (reading, statement) VALUES (?, ?)", rows)
    insert(
        db,
        "reading_issues",
        (
            {"reading": reading, "code": i.code, "message": i.message, "start": i.start, "end": i.end, "text": i.text}
            for i in record.issues
        ),
    )


def fact_numbers(db: Database, article: str, keys: Iterable[tuple[str, str]]) -> dict[str, int]:
    """The row numbers of fact keys, written when first met."""
    rows = db.execute("SELECT key, id FROM fact_keys WHERE article = ?", (article,))
    known = {str(key): int(number) for key, number in rows}
    for key, kind in keys:
        if key not in known:
            sql = "INSERT INTO fact_keys (key, article, kind) VALUES (?, ?, ?)"
            known[key] = int(db.execute(sql, (key, article, kind)).lastrowid or 0)
    return known


def _statements_of(db: Database, reading: int) -> dict[tuple[Any, ...], int]:
    sql = """SELECT s.fact, s.property, s.ordinal, s.value, s.wording, s.span, s.rule, s.confidence, s.id
             FROM sightings g JOIN statement_rows s ON s.id = g.statement WHERE g.reading = ?"""
    return {tuple(row[:-1]): int(row[-1]) for row in db.execute(sql, (reading,))}


def _statements(fact: Fact, keyed: Keyed, number: int, spans: _Spans) -> list[Statement]:
    out: list[Statement] = []
    for name in attributes(keyed.kind):
        value = keyed.values.get(name)
        items = value if isinstance(value, list) else [] if value is None else [value]
        wording, span = _spans_for(fact.evidence, name)
        for ordinal, item in enumerate(items):
            out.append(_statement(fact, (number, name, ordinal, dump(item)), (wording, span), spans))
    for ordinal, evidence in enumerate(fact.evidence):
        fields = dump(list(evidence.fields))
        out.append(_statement(fact, (number, EVIDENCE, ordinal, fields), (None, evidence), spans))
    return out


def _statement(
    fact: Fact, what: tuple[int, str, int, str], where: tuple[Evidence | None, Evidence | None], spans: _Spans
) -> Statement:
    wording, span = (None if each is None else spans.number(each) for each in where)
    return Statement(
        fact=what[0],
        property=what[1],
        ordinal=what[2],
        value=what[3],
        wording=wording,
        span=span,
        rule=fact.rule,
        confidence=fact.confidence,
    )


def _spans_for(evidence: Sequence[Evidence], name: str) -> tuple[Evidence | None, Evidence | None]:
    """The narrowest span that is said to support the attribute, and the span to show for it."""
    if not evidence:
        return None, None
    head, _, tail = name.partition(".")
    supporting = [e for e in evidence if {name, head, tail or name} & set(e.fields)]
    if not supporting:
        return None, evidence[0]
    return min(supporting, key=lambda e: (e.end - e.start, e.start)), supporting[0]


def _insert(db: Database, statement: Statement, extractor: str, reading: int) -> int:
    sql = """INSERT INTO statement_rows
             (fact, property, ordinal, value, wording, span, rule, confidence, extractor, reading)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
    return int(db.execute(sql, (*statement.identity(), extractor, reading)).lastrowid or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineFact:
    """A fact as one reading has it: its values, its evidence spans (version, start, end, quote), rule, confidence."""

    key: str
    kind: str
    values: dict[str, Any]
    evidence: tuple[tuple[int, int, str, tuple[str, ...]], ...]
    rule: str
    confidence: float
    extractor: str


def current_reading(db: Database, article: str, version: int | None) -> int | None:
    """The latest reading of that version, else of the newest version that was read at all."""
    found = one(db, "SELECT max(id) FROM readings WHERE version = ?", (version,))
    found = found or one(db, "SELECT max(id) FROM readings WHERE article = ?", (article,))
    return None if found is None else int(found)


def machine_facts(db: Database, reading: int) -> dict[str, MachineFact]:
    """The facts of one reading by key."""
    sql = """SELECT k.key, k.kind, s.property, s.ordinal, s.value, e.start, e."end", e.quote, s.rule, s.confidence,
                    s.extractor
             FROM sightings g JOIN statement_rows s ON s.id = g.statement JOIN fact_keys k ON k.id = s.fact
             LEFT JOIN spans e ON e.id = s.span WHERE g.reading = ? ORDER BY k.key, s.property, s.ordinal"""
    grouped: dict[str, list[tuple[Any, ...]]] = {}
    for row in db.execute(sql, (reading,)):
        grouped.setdefault(row[0], []).append(row)
    return {key: _machine_fact(rows) for key, rows in grouped.items()}


def _machine_fact(rows: Sequence[tuple[Any, ...]]) -> MachineFact:
    key, kind = rows[0][:2]
    known = attributes(kind)
    values: dict[str, Any] = {}
    evidence: list[tuple[int, int, str, tuple[str, ...]]] = []
    for _, _, name, _, value, start, end, quote, *_ in rows:
        if name == EVIDENCE:
            evidence.append((start, end, quote, tuple(json.loads(value))))
        elif known[name].many:
            values.setdefault(name, []).append(json.loads(value))
        else:
            values[name] = json.loads(value)
    rule, confidence, extractor = rows[0][8:]
    ordered = {name: values[name] for name in known if name in values}
    return MachineFact(
        key=key,
        kind=kind,
        values=ordered,
        evidence=tuple(evidence),
        rule=rule,
        confidence=confidence,
        extractor=extractor,
    )
