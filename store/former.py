"""What an article is known to have: every item that was ever read from it or added to it, as it was last told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlite_utils import Database

from store.anchors import Sentences
from store.database import one
from store.fields import Values
from store.judgement_rows import article_judgements
from store.keys import NOTHING, Former
from store.sameness import Item
from store.statements import MachineFact, current_reading, machine_facts
from store.verdicts import Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A fact key with the readings that have it, the latest last. `beside`: the one that it was added to."""

    key: str
    kind: str
    number: int
    readings: tuple[int, ...]
    beside: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Texts:
    """The sentences of the article's versions, each cut up once."""

    db: Database
    known: dict[int, Sentences] = field(default_factory=dict)

    def of(self, version: int) -> Sentences:
        if version not in self.known:
            text = one(self.db, "SELECT text FROM article_versions WHERE id = ?", (version,))
            self.known[version] = Sentences(str(text or ""))
        return self.known[version]


def former_items(db: Database, article: str) -> Former:
    """The items of the article that have a key. Nothing is looked up of an article that is new."""
    found = _rows(db, article)
    if not found:
        return NOTHING
    texts = _Texts(db)
    said = article_judgements(db, article).by_fact
    last = current_reading(db, article, None)
    facts = _last_read(db, found)
    added = _beside(db, article, said)
    items = [_item(_with(row, added), facts.get(row.key), said.get(row.key, ()), texts, last) for row in found]
    sentences = frozenset[str]().union(*(each.all() for each in texts.known.values()))
    return Former(items=tuple(i for i in items if i), taken=frozenset(row.key for row in found), sentences=sentences)


def _rows(db: Database, article: str) -> list[_Row]:
    sql = """SELECT k.key, k.kind, k.id, group_concat(DISTINCT g.reading) FROM fact_keys k
             LEFT JOIN statement_rows s ON s.fact = k.id LEFT JOIN sightings g ON g.statement = s.id
             WHERE k.article = ? GROUP BY k.id ORDER BY k.id"""
    rows = db.execute(sql, (article,)).fetchall()
    return [_Row(key=key, kind=kind, number=number, readings=_numbers(found)) for key, kind, number, found in rows]


def _numbers(joined: str | None) -> tuple[int, ...]:
    return tuple(sorted(int(each) for each in joined.split(","))) if joined else ()


def _last_read(db: Database, found: Iterable[_Row]) -> dict[str, tuple[MachineFact, int]]:
    """Each key's fact as the latest reading that has it tells it, with the article version."""
    wanted = {row.key: row.readings[-1] for row in found if row.readings}
    out: dict[str, tuple[MachineFact, int]] = {}
    for reading in sorted(set(wanted.values())):
        version = int(one(db, "SELECT version FROM readings WHERE id = ?", (reading,)))
        facts = machine_facts(db, reading)
        out |= {key: (facts[key], version) for key, last in wanted.items() if last == reading}
    return out


def _beside(db: Database, article: str, said: Mapping[str, Sequence[Judgement]]) -> dict[str, int]:
    """For each fact that a person added, the reading it was added beside: what that has is something else."""
    sql = "SELECT max(id) FROM readings WHERE article = ? AND read_at <= ?"
    added = {key: j.made_at for key, judgements in said.items() for j in judgements if j.action == "add"}
    found = {key: one(db, sql, (article, instant)) for key, instant in added.items()}
    return {key: int(reading) for key, reading in found.items() if reading is not None}


def _with(row: _Row, added: Mapping[str, int]) -> _Row:
    return replace(row, beside=frozenset({added[row.key]})) if row.key in added else row


def _item(
    row: _Row, read: tuple[MachineFact, int] | None, said: Sequence[Judgement], texts: _Texts, last: int | None
) -> Item | None:
    machine = read[0] if read else None
    told = _told(machine, said)
    if not told:
        return None
    where = _evidence(read, said)
    start = min((place[1] for place in where), default=0)
    live = last is not None and last in row.readings
    return Item(
        kind=row.kind,
        key=row.key,
        told=told,
        sentences=frozenset(texts.of(version).around(first, end) for version, first, end in where),
        start=start,
        readings=frozenset(row.readings) | row.beside,
        rank=(int(not live), int(not said), start, row.number),
    )


def _told(machine: MachineFact | None, said: Iterable[Judgement]) -> tuple[Values, ...]:
    """What the machine read, and the same as people corrected it."""
    values: Mapping[str, object] = machine.values if machine else {}
    human = dict(values)
    for judgement in said:
        if judgement.action == "add" and judgement.value:
            human = dict(judgement.value)
        elif judgement.action == "set" and judgement.field is not None:
            human[judgement.field] = judgement.value
    corrected = {name: value for name, value in human.items() if value is not None}
    both = [dict(values), corrected]
    return tuple(each for place, each in enumerate(both) if each and each not in both[:place])


def _evidence(read: tuple[MachineFact, int] | None, said: Iterable[Judgement]) -> list[tuple[int, int, int]]:
    """Where it stands (version, start, end): as last read, else where a person found it."""
    if read is not None:
        return [(read[1], start, end) for start, end, _, _ in read[0].evidence]
    quotes = [(j.version, j.quote) for j in said if j.version is not None and j.quote is not None]
    return [(version, quote.start, quote.start + len(quote.text)) for version, quote in quotes]
