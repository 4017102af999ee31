"""Blocs: how the bloc that several mentions mean is named, placed and counted."""

from __future__ import annotations

import re

from nlp.facts.bloc_places import place_of
from nlp.facts.blocs import Cluster
from nlp.reading import Mark, Reading
from nlp.spans.blocs import BlocName
from records import Bloc, BlockKind, Evidence


def bloc_facts(reading: Reading, clusters: list[Cluster], counts: dict[str, tuple[int, Evidence | None]]) -> list[Bloc]:
    """The facts; `counts` has the number of members that was stated or counted, with where."""
    return [_fact(reading, cluster, counts.get(cluster.id)) for cluster in clusters]


def _fact(reading: Reading, cluster: Cluster, count: tuple[int, Evidence | None] | None) -> Bloc:
    best = max(cluster.mentions, key=lambda mention: _weight(reading, mention))
    evidence = [reading.evidence(m.first, m.last, "name") for m in sorted(cluster.mentions)[:3]]
    if best not in sorted(cluster.mentions)[:3]:
        evidence.insert(0, reading.evidence(best.first, best.last, "name"))
    if count and count[1]:
        evidence.append(count[1])
    strong = any(m.value.strong for m in cluster.mentions)
    return Bloc(
        confidence=0.95 if strong and len(cluster.mentions) > 1 else 0.85 if strong else 0.7,
        evidence=tuple(evidence),
        rule=best.rule,
        id=cluster.id,
        name=_name(best.value),
        kind=best.value.kind,
        place=place_of(reading, cluster),
        member_count=count[0] if count else None,
    )


def _name(name: BlocName) -> str:
    styled = name.styled
    if styled.isupper():
        styled = styled[0] + styled[1:].lower()
    bracket = [a for a in name.aliases if re.match(r"(?i)(khối|cụm).* (\d+|[ivx]+)$|[A-ZĐ]{2,}$", a)]
    owners = name.place and not re.match(r"(?i)khối|cụm", bracket[0] if bracket else "")  # "… - Tập đoàn (VRG)"
    return f"{styled} ({bracket[0]})" if bracket and not name.number and not owners else styled


def _weight(reading: Reading, mention: Mark) -> tuple[bool, bool, bool, int, int]:
    """The fullest mention of the running text says best how a bloc is styled."""
    kind = reading.sentence_of(mention.first).kind
    shouted = mention.value.styled.isupper()
    return (
        not shouted,
        mention.value.strong,
        kind not in (BlockKind.CAPTION, BlockKind.TITLE),
        len(mention.value.description.split()),
        -mention.first,
    )
