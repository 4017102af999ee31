"""Identity: entities are the connected components of judged and machine edges, known under their oldest id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from store.clock import Clock, stamp
from store.database import insert, one, select
from store.disputes import dispute
from store.identities import entity_id
from store.verdicts import active

APART = "apart"  # basis of a link that keeps two mentions apart whatever else links them
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairJudgements:
    """What people said of pairs of entities, the latest word on each pair, in the order it was said.

    disputed: pairs on which two people differ, with who says what.
    """

    same: tuple[Pair, ...]
    not_same: frozenset[Pair]
    unsure: frozenset[Pair]
    disputed: Mapping[Pair, str]

    def judged(self, left: str, right: str) -> bool:
        """Whether anybody said anything on that pair."""
        key = pair(left, right)
        return key in self.not_same or key in self.unsure or key in self.same


def pair(left: str, right: str) -> Pair:
    """A pair in one order."""
    return (left, right) if left <= right else (right, left)


def pair_judgements(db: Database) -> PairJudgements:
    """All standing judgements on pairs of entities."""
    sql = """SELECT * FROM judgements WHERE action IN ('same', 'not_same', 'unsure') AND kind NOT IN ('fact', 'mention')
             OR action = 'undo' AND article IS NULL ORDER BY id"""
    rows = list(select(db, sql))
    standing = active(rows)
    latest: dict[Pair, str] = {}
    words: dict[Pair, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        if row["id"] in standing and row["action"] != "undo":
            key = pair(row["left_id"], row["right_id"])
            latest.pop(key, None)
            latest[key] = row["action"]
            words[key].append((row["user"], row["action"]))
    found = {key: dispute(said) for key, said in words.items()}
    return PairJudgements(
        same=tuple(p for p, said in latest.items() if said == "same"),
        not_same=frozenset(p for p, said in latest.items() if said == "not_same"),
        unsure=frozenset(p for p, said in latest.items() if said == "unsure"),
        disputed={key: sides for key, sides in found.items() if sides is not None},
    )


def know(db: Database, kind: str, key: str) -> str:
    """The id of the entity first known by `key`; it is written when first met and stays for ever."""
    found = entity_id(kind, key)
    sql = """INSERT OR IGNORE INTO entities (id, kind, key, born)
             VALUES (?, ?, ?, (SELECT coalesce(max(born), 0) + 1 FROM entities))"""
    db.execute(sql, (found, kind, key))
    return found


def canonical(db: Database, entity: str) -> str:
    """The id an entity is known under now."""
    return str(one(db, "SELECT canonical FROM redirects WHERE id = ?", (entity,)) or entity)


def members(db: Database, entity: str) -> list[str]:
    """Every id that leads to the entity, its own among them."""
    rows = db.execute("SELECT id FROM redirects WHERE canonical = ? ORDER BY id", (entity,))
    return [entity, *(str(row[0]) for row in rows)]


def recompute(db: Database, seeds: Iterable[str], said: PairJudgements) -> dict[str, str]:
    """Join anew what the seeds touch; returns the entities whose id changed, and to which."""
    judged: dict[str, set[str]] = defaultdict(set)
    for left, right in said.same:
        judged[left].add(right)
        judged[right].add(left)
    done: set[str] = set()
    changed: dict[str, str] = {}
    for seed in seeds:
        if seed in done:
            continue
        nodes, links = _closure(db, seed, judged)
        done |= nodes
        if len(nodes) > 1 or canonical(db, seed) != seed:
            changed |= _write(db, _partition(db, nodes, links, said))
    return changed


def _closure(db: Database, seed: str, judged: Mapping[str, set[str]]) -> tuple[set[str], list[tuple[str, str, str]]]:
    """Everything that links reach from the seed, and what was known under one id with it."""
    seen: set[str] = set()
    todo = [seed]
    links: set[tuple[str, str, str]] = set()
    while todo:
        node = todo.pop()
        if node in seen:
            continue
        seen.add(node)
        sql = "SELECT a, b, basis FROM links WHERE a = ? UNION SELECT a, b, basis FROM links WHERE b = ?"
        found = [(str(a), str(b), str(basis)) for a, b, basis in db.execute(sql, (node, node))]
        links.update(found)
        todo.extend(n for a, b, basis in found if basis != APART for n in (a, b))
        todo.extend(judged.get(node, ()))
        todo.extend(members(db, canonical(db, node)))
    return seen, sorted(links)


def _partition(
    db: Database, nodes: set[str], links: list[tuple[str, str, str]], said: PairJudgements
) -> Iterator[tuple[str, set[str]]]:
    """The components with the oldest id of each. People's word goes first; what they hold apart is never joined."""
    groups = {node: {node} for node in nodes}
    judged = [p for p in said.same if set(p) <= nodes]
    denied = {p for p in said.not_same if set(p) <= nodes}
    for left, right in judged:
        _join(groups, left, right, denied)
    apart = denied | {pair(a, b) for a, b, basis in links if basis == APART and pair(a, b) not in judged}
    for a, b, basis in links:
        if basis != APART:
            _join(groups, a, b, apart)
    born = _born(db, nodes)
    for group in {id(group): group for group in groups.values()}.values():
        yield min(group, key=lambda node: born[node]), group


def _join(groups: dict[str, set[str]], left: str, right: str, apart: Iterable[Pair]) -> None:
    one_side, other = groups[left], groups[right]
    if one_side is other:
        return
    if any((a in one_side and b in other) or (b in one_side and a in other) for a, b in apart):
        return
    one_side |= other
    for node in other:
        groups[node] = one_side


def _born(db: Database, nodes: Iterable[str]) -> dict[str, tuple[int, str]]:
    out = {}
    for node in nodes:
        born = one(db, "SELECT born FROM entities WHERE id = ?", (node,))
        out[node] = (int(born) if born is not None else 1 << 60, node)
    return out


def _write(db: Database, groups: Iterator[tuple[str, set[str]]]) -> dict[str, str]:
    changed: dict[str, str] = {}
    for head, group in groups:
        for node in sorted(group):
            before = canonical(db, node)
            if before == head:
                continue
            changed[node] = head
            if node == head:
                db.execute("DELETE FROM redirects WHERE id = ?", (node,))
            else:
                db.execute("INSERT OR REPLACE INTO redirects (id, canonical) VALUES (?, ?)", (node, head))
    return changed


def remember(db: Database, clock: Clock, entities: Iterable[str]) -> None:
    """Note under which id each of these is known, where that changed."""
    sql = "SELECT canonical FROM identity_history WHERE entity = ? ORDER BY id DESC LIMIT 1"
    for entity in entities:
        head = canonical(db, entity)
        if (one(db, sql, (entity,)) or entity) != head:
            remember_as(db, clock, entity, head)


def remember_as(db: Database, clock: Clock, entity: str, head: str) -> None:
    """Note that an entity is known under an id from now on."""
    insert(db, "identity_history", [{"entity": entity, "canonical": head, "since": stamp(clock())}])


def split_off(db: Database, entity: str) -> list[str]:
    """Entities that were once known under this id and now have their own: a split names both."""
    sql = """SELECT DISTINCT h.entity FROM identity_history h WHERE h.canonical = ? AND h.entity <> ?"""
    once = [str(row[0]) for row in db.execute(sql, (entity, entity))]
    mine = canonical(db, entity)
    now = {canonical(db, node) for node in once if one(db, "SELECT 1 FROM mentions WHERE entity = ?", (node,))}
    return sorted(now - {mine})
