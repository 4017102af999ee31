"""Layer 4, kept up to date: from changed articles to changed rows, touching nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from store.clock import Clock
from store.components import PairJudgements, canonical, know, pair_judgements, recompute, remember, remember_as
from store.database import insert, one, select
from store.effective import Sheet, sheet
from store.fields import dump
from store.gazetteer import Gazetteer
from store.identities import Named, Namer, entity_id
from store.joining import relink
from store.judgement_rows import withheld
from store.labels import doubt, label
from store.offers import forget_offers, forget_successors, offer_disputes, offer_kin, offer_successors
from store.search import index
from store.splitting import Split, part, splits
from store.tables import Touched, rebuild_rows
from store.verdicts import Standing

TOOK_PLACE = "took its place"
ROLES = ("bloc", "event", "unit", "person", "award", "document")
_OWN = (
    *(
        "key",
        "article",
        "kind",
        "state",
        "machine",
        "confidence",
        "rule",
        "extractor",
        "value",
        "label",
        "name",
        "place",
    ),
    *("quote", "start", "end", "version", "year", "year_from", "day", "first_seen", "last_seen", "doubt"),
)
Row = dict[str, Any]


@dataclass(slots=True)
class Refresh:
    """One refresh. `before` keeps each touched fact as it was, so that the rows it leaves are rebuilt as well."""

    db: Database
    clock: Clock
    places: Gazetteer
    before: dict[str, Row | None] = field(default_factory=dict)
    entities: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    remembers: bool = True
    said: PairJudgements = field(init=False)
    hidden: dict[str, set[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.said = pair_judgements(self.db)
        self.hidden = withheld(self.db)

    def run(self, articles: Iterable[str], entities: Iterable[str] = ()) -> Touched:
        """Bring layer 4 up to date after these articles changed, or something was said of these entities."""
        changed = list(dict.fromkeys(articles))
        self.entities |= set(entities)
        for article in changed:
            self._article(article)
        self._named_by(entities)
        seeds = [e for e in sorted(self.entities) if not e.startswith(("event-", "award-"))]
        self._moved(recompute(self.db, seeds, self.said))
        self._assign(("bloc", "unit", "person", "document"))
        self._hide_persons()
        forget_offers(self.db, seeds)
        offer_kin(self.db, seeds, self.said)
        self._join("event")
        self._join("award")
        offer_disputes(self.db, self.said)
        if self.remembers:
            remember(self.db, self.clock, sorted(self.moved))
        touched = rebuild_rows(self.db, changed, self._rows())
        index(self.db, touched.articles, touched.entities)
        return touched

    def _named_by(self, entities: Iterable[str]) -> None:
        """Facts that name an entity of which something was said are looked at again."""
        for entity in entities:
            for (fact,) in self.db.execute("SELECT fact FROM mentions WHERE entity = ?", (entity,)).fetchall():
                self._touch(fact)

    # Facts of one article

    def _article(self, article: str) -> None:
        found = sheet(self.db, article)
        hidden = article in self.hidden.get("article", ())
        names = {} if hidden else self._names(found)
        old = {row["key"]: row for row in select(self.db, "SELECT * FROM facts WHERE article = ?", [article])}
        fresh: set[str] = set()
        for fact in found.facts:
            if fact.verdict.shown or fact.verdict.human is not None:
                fresh.add(fact.key)
                self._fact(found, fact, old.get(fact.key), names.get(fact.key))
        for key in sorted(old.keys() - fresh):
            self._drop(old[key])
        forget_successors(self.db, article)
        offer_successors(self.db, found.offers)

    def _names(self, found: Sheet) -> dict[str, Named]:
        """Whom each fact that holds names, what people parted being parted."""
        namer = Namer(found, self.places)
        names = {fact.key: namer.name(fact) for fact in found.facts if fact.verdict.shown}
        kinds = {fact.key: fact.kind for fact in found.facts}
        for split in splits(self.db, found.article) if found.facts else ():
            for kind, key, parted in part(names, kinds, split, found.article):
                self._part(split, (kind, key, parted))
        return names

    def _part(self, split: Split, who: tuple[str, str, str]) -> None:
        """The parted entity was known under the other's id; when the parting is undone, its id leads there again."""
        kind, key, parted = who
        old, new = know(self.db, kind, key), entity_id(kind, parted)
        self.entities |= {old, new}
        if one(self.db, "SELECT 1 FROM entities WHERE id = ?", (new,)) is None:
            know(self.db, kind, parted)
            remember_as(self.db, self.clock, new, canonical(self.db, old))
        self.moved.add(new)
        self.db.execute(
            "DELETE FROM links WHERE (a, b) = (?, ?) AND basis = 'parting undone'", tuple(sorted((old, new)))
        )
        if not split.stands:
            sql = "INSERT OR IGNORE INTO links (a, b, fact, basis) VALUES (?, ?, '', 'parting undone')"
            self.db.execute(sql, tuple(sorted((old, new))))

    def _fact(self, found: Sheet, fact: Standing, old: Row | None, name: Named | None) -> None:
        shown = fact.verdict.shown and name is not None
        named = name or Named()
        row = _row(found, fact, named)
        mentions = {role: entity_id(*who) for role, who in named.roles.items()}
        former = _former(fact, mentions)
        if old is not None and _same(old, row, shown) and self._stands(fact.key, mentions, former):
            return
        self.before.setdefault(fact.key, old)
        self._forget_names(fact.key)
        for role, (kind, key) in named.roles.items():
            entity = know(self.db, kind, key)
            self.db.execute("INSERT INTO mentions (fact, role, entity) VALUES (?, ?, ?)", (fact.key, role, entity))
            self.entities.add(entity)
        self._link_titles(fact.key, named)
        for entity, own in former:
            self._link(fact.key, (entity, own), TOOK_PLACE)
        kept = {role: old[role] if old else None for role in ROLES}
        insert(self.db, "facts", [row | kept | {"shown": int(shown)}], replace=True)

    def _link_titles(self, fact: str, named: Named) -> None:
        """The keys of one mention of a person are one person."""
        if not named.also:
            return
        first = entity_id(*named.roles["person"])
        for kind, key in named.also:
            self._link(fact, (know(self.db, kind, key), first), "named together")

    def _link(self, fact: str, who: tuple[str, str], basis: str) -> None:
        """The first is the second, as the fact shows."""
        sql = "INSERT OR IGNORE INTO links (a, b, fact, basis) VALUES (?, ?, ?, ?)"
        self.db.execute(sql, (*sorted(who), fact, basis))
        self.entities.add(who[0])

    def _stands(self, fact: str, mentions: dict[str, str], former: list[tuple[str, str]]) -> bool:
        """Whether the fact names what it named, and has taken the place of what it had taken it of."""
        if self._mentions(fact) != mentions:
            return False
        rows = self.db.execute("SELECT a, b FROM links WHERE fact = ? AND basis = ?", (fact, TOOK_PLACE))
        return {tuple(row) for row in rows} == {tuple(sorted(pair)) for pair in former}

    def _mentions(self, fact: str) -> dict[str, str]:
        return dict(self.db.execute("SELECT role, entity FROM mentions WHERE fact = ?", (fact,)))

    def _forget_names(self, fact: str) -> None:
        self.entities |= set(self._mentions(fact).values())
        for a, b in self.db.execute("SELECT a, b FROM links WHERE fact = ? AND fact <> ''", (fact,)).fetchall():
            self.entities |= {a, b}
        self.db.execute("DELETE FROM mentions WHERE fact = ?", (fact,))
        self.db.execute("DELETE FROM links WHERE fact = ? AND fact <> ''", (fact,))

    def _drop(self, old: Row) -> None:
        self.before.setdefault(old["key"], old)
        self._forget_names(old["key"])
        self.db.execute("DELETE FROM facts WHERE key = ?", (old["key"],))

    # Entity ids

    def _moved(self, changed: dict[str, str]) -> None:
        """Facts that name an entity whose id changed are touched too."""
        self.moved |= changed.keys()
        for entity in changed:
            for (fact,) in self.db.execute("SELECT fact FROM mentions WHERE entity = ?", (entity,)).fetchall():
                self._touch(fact)

    def _touch(self, fact: str) -> None:
        if fact not in self.before:
            self.before[fact] = next(iter(select(self.db, "SELECT * FROM facts WHERE key = ?", [fact])), None)

    def _assign(self, roles: tuple[str, ...]) -> None:
        """Write the ids of the entities that touched facts name."""
        for fact in list(self.before):
            named = self._mentions(fact)
            values = [canonical(self.db, named[role]) if role in named else None for role in roles]
            columns = ", ".join(f"{role} = ?" for role in roles)
            self.db.execute(f"UPDATE facts SET {columns} WHERE key = ?", (*values, fact))  # noqa: S608 - constants

    def _hide_persons(self) -> None:
        hidden = {canonical(self.db, person) for person in self.hidden.get("person", ())}
        for person in sorted(hidden):
            for (fact,) in self.db.execute(
                "SELECT key FROM facts WHERE person = ? AND shown = 1", (person,)
            ).fetchall():
                self._touch(fact)
                self.db.execute("UPDATE facts SET shown = 0 WHERE key = ?", (fact,))

    # Events and awards

    def _join(self, kind: str) -> None:
        """Find which mentions tell of one event or award, then give all facts that name it its id."""
        sql = "SELECT fact FROM mentions WHERE fact = ? AND role = ?"
        touched = [fact for fact in self.before if self.db.execute(sql, (fact, kind)).fetchone()]
        own = {fact for fact in self.before if self._is(fact, kind)}
        relink(self.db, kind, own, self.said)
        seeds = {entity_id(kind, fact) for fact in own} | {e for e in self.entities if e.startswith(f"{kind}-")}
        for fact in touched:
            seeds |= {e for role, e in self._mentions(fact).items() if role == kind}
        self._moved(recompute(self.db, sorted(seeds), self.said))
        self._assign((kind,))

    def _is(self, fact: str, kind: str) -> bool:
        """Whether the touched fact is (or was) itself such an event or award."""
        row = self.before[fact] or next(iter(select(self.db, "SELECT kind FROM facts WHERE key = ?", [fact])), None)
        return row is not None and row["kind"] == f"{kind}s"

    def _rows(self) -> list[Row]:
        """Every touched fact as it was and as it is."""
        rows = [row for row in self.before.values() if row is not None]
        for fact in self.before:
            rows.extend(select(self.db, "SELECT * FROM facts WHERE key = ?", [fact]))
        return rows


def _former(fact: Standing, mentions: dict[str, str]) -> list[tuple[str, str]]:
    """An event or award that was known by keys since lost is still the same: (old entity, its own) of each."""
    kind = fact.kind.removesuffix("s")
    if kind not in ("event", "award") or mentions.get(kind) != entity_id(kind, fact.key):
        return []
    return [(entity_id(kind, old), mentions[kind]) for old in fact.was]


def _row(found: Sheet, fact: Standing, named: Named) -> Row:
    verdict = fact.verdict
    start, end = verdict.place or (None, None)
    row = {
        "key": fact.key,
        "article": found.article,
        "kind": fact.kind,
        "state": verdict.state,
        "machine": int(fact.machine is not None),
        "confidence": fact.confidence,
        "rule": fact.machine.rule if fact.machine else None,
        "extractor": fact.machine.extractor if fact.machine else None,
        "value": dump(verdict.values),
        "label": label(fact.kind, verdict.values),
        "name": named.name,
        "place": named.place,
        "quote": verdict.quote,
        "start": start,
        "end": end,
        "version": found.version,
        "year": named.year,
        "year_from": named.year_from,
        "day": named.day,
        "first_seen": fact.days[0],
        "last_seen": fact.days[1],
    }
    return row | {"doubt": doubt(fact.kind, verdict.state, fact.confidence)}


def _same(old: Row, row: Row, shown: bool) -> bool:
    return bool(old["shown"]) == shown and all(old[name] == row[name] for name in _OWN)
