"""Blocs: the mentions that mean one bloc are joined, named, placed and counted."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from records import Bloc, BlockKind, Evidence

from nlp.reading import Mark, Reading
from nlp.spans.blocs import BlocName

_COMMON = frozenset("các hội tỉnh thành phố đơn vị cơ quan tổ chức khu vực miền của và ngành nhân dân".split())
_LEADING = re.compile(r"^(?:các|những|ngành|lĩnh vực|tổ chức|đơn vị|cơ quan)\s+")


@dataclass(slots=True)
class Cluster:
    """The mentions of one bloc while an article is read."""

    id: str
    mentions: list[Mark] = field(default_factory=list)

    @property
    def numbers(self) -> set[str]:
        """Every number it is called by."""
        return {m.value.number for m in self.mentions if m.value.number} | {
            n for m in self.mentions for n in _alias_numbers(m.value)
        }

    @property
    def descriptions(self) -> set[str]:
        """Every description, without the words that come and go."""
        return {_essence(m.value.description) for m in self.mentions if m.value.description}

    @property
    def first(self) -> int:
        """The token of its first mention."""
        return min(m.first for m in self.mentions)


def join_blocs(reading: Reading) -> list[Cluster]:
    """The blocs of the article, in the order of their first mention."""
    clusters: list[Cluster] = []
    for mention in reading.of("bloc"):
        known = [c for c in clusters if _same(c, mention.value)]
        if known:
            known[0].mentions.append(mention)
            for other in known[1:]:
                known[0].mentions.extend(other.mentions)
                clusters.remove(other)
        else:
            clusters.append(Cluster(id=f"b{len(clusters) + 1}", mentions=[mention]))
    clusters = _join_number_and_description(reading, clusters)
    for number, cluster in enumerate(clusters):
        cluster.id = f"b{number + 1}"
    return clusters


def _same(cluster: Cluster, name: BlocName) -> bool:
    numbers = {name.number} if name.number else set()
    numbers |= _alias_numbers(name)
    if numbers and cluster.numbers:
        return bool(numbers & cluster.numbers)
    if not name.description:
        return False
    essence = _essence(name.description)
    return any(_alike(essence, other) for other in cluster.descriptions)


def _alias_numbers(name: BlocName) -> set[str]:
    found = (re.search(r"(?:khối|cụm)(?: thi đua)?(?: số)? (\d{1,3}|[ivx]+)$", alias.lower()) for alias in name.aliases)
    return {match[1] for match in found if match}


def _essence(description: str) -> str:
    """A description without its opening words and without what only says "of the province"."""
    text = description
    while (shorter := _LEADING.sub("", text)) != text:
        text = shorter
    text = re.sub(r" (?:trực thuộc|thuộc)? ?(?:tỉnh|thành phố|tp|huyện|quận|thị xã|toàn quốc)$", "", text)
    return re.sub(r"[ ,-]+", " ", text).strip()


def _alike(a: str, b: str) -> bool:
    if a == b:
        return True
    numbered = re.compile(r" (?:\d+|[ivx]+)$")
    if bool(numbered.search(a)) != bool(numbered.search(b)) or (
        numbered.search(a) and numbered.search(a)[0] != numbered.search(b)[0]
    ):  # type: ignore[index] # both were found
        return False
    short, long = sorted((a.split(), b.split()), key=len)
    if len(short) >= 2 and (long[: len(short)] == short or set(short) == set(long)):
        return True
    content, more = set(short) - _COMMON, set(long) - _COMMON
    return len(content) >= 3 and content <= more


def _join_number_and_description(reading: Reading, clusters: list[Cluster]) -> list[Cluster]:
    """One bloc by number and one by description, in an article that knows no other: two names of one bloc."""
    if len(clusters) != 2:
        return clusters
    one, two = clusters
    if bool(one.numbers) == bool(two.numbers) or (one.descriptions and two.descriptions):
        return clusters
    apart = min(abs(a.first - b.first) for a in one.mentions for b in two.mentions)
    if apart > 120 or _listed(reading, one, two):
        return clusters
    return [Cluster(id=one.id, mentions=sorted(one.mentions + two.mentions))]


def _listed(reading: Reading, one: Cluster, two: Cluster) -> bool:
    """Whether "và" or a comma sets the two beside each other."""
    for a in one.mentions:
        for b in two.mentions:
            left, right = sorted((a, b))
            if 0 <= right.first - left.last <= 1 and reading.tokens.lower[left.last] in ("và", ","):
                return True
    return False


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
    return f"{styled} ({bracket[0]})" if bracket and not name.number else styled


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


def place_of(reading: Reading, cluster: Cluster) -> str | None:
    """Whose bloc it is: as a mention says, a bare level word ("tỉnh") read as the place of that level the article names."""
    stated = Counter(m.value.place for m in cluster.mentions if m.value.place and not m.value.place.startswith("?"))
    if stated:
        return max(stated, key=lambda place: (stated[place], len(place)))
    levels = [m.value.place[1:] for m in cluster.mentions if m.value.place]
    if not levels:
        return _only_territory(reading, cluster) or reading.context.place
    named = Counter(m.value.full for m in reading.of("place") if m.value.level == levels[0] and m.value.name)
    named.update(
        m.value.place for m in reading.of("unit") if m.value.place and m.value.place.startswith(f"{levels[0]} ")
    )
    if not named:
        return reading.context.place
    best, times = named.most_common(1)[0]
    return best if len(named) == 1 or times > 1 else None


def _only_territory(reading: Reading, cluster: Cluster) -> str | None:
    """The one district, else the one province, that the article names with its level: a bloc of provinces has none."""
    if any("các tỉnh" in description or "thành phố" in description for description in cluster.descriptions):
        return None
    named = [m.value.full for m in reading.of("place") if m.value.level and m.value.known]
    named += [m.value.place for label in ("unit", "office") for m in reading.of(label) if m.value.place]
    for levels in (("huyện ", "quận ", "thị xã "), ("tỉnh ", "thành phố ")):
        found = Counter(place for place in named if place.startswith(levels))
        if len(found) == 1 and (found.total() > 1 or levels[0] == "tỉnh "):
            return next(iter(found))
    return None
