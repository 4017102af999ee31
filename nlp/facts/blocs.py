"""Which mentions of blocs mean one bloc: by number, by description, and by whose they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nlp.reading import Mark, Reading, Sentence
from nlp.spans.blocs import BlocName
from records import BlockKind

# Words that stand in so many descriptions that they tell none from another.
COMMON = frozenset({
    "các", "hội", "tỉnh", "thành", "phố", "đơn", "vị", "cơ", "quan", "tổ", "chức", "khu", "vực", "miền", "của", "và",
    "ngành", "nhân", "dân",
})  # fmt: skip
_LEADING = re.compile(r"^(?:các|những|ngành|lĩnh vực|tổ chức|đơn vị|cơ quan|khu vực|vùng)\s+")
_LEVEL = re.compile(r" (?:trực thuộc|thuộc)? ?(?:tỉnh|thành phố|tp|huyện|quận|thị xã|toàn quốc)$")
_COUNTED = re.compile(r"^\d+ ")
_ALIAS = re.compile(r"(?:khối|cụm)(?: thi đua)?(?: số)? (\d{1,3}|[ivx]+)$")
_NUMBERED = re.compile(r" (?:\d+|[ivx]+)$")
# A bloc by number and a bloc by description this near each other, in an article with no third, are one.
_NEAR = 120
_ALIAS_NEAR = 6


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
    apart = _kinds_apart(reading)
    for mention in reading.of("bloc"):
        known = _called_so(reading, clusters, mention) or [
            cluster
            for cluster in clusters
            if _same(cluster, mention.value) and not (apart and cluster.mentions[0].value.kind != mention.value.kind)
        ]
        if known:
            known[0].mentions.append(mention)
            for other in known[1:]:
                known[0].mentions.extend(other.mentions)
                clusters.remove(other)
        else:
            clusters.append(Cluster(id=f"b{len(clusters) + 1}", mentions=[mention]))
    clusters = _join_title(reading, _join_number_and_description(reading, clusters))
    for number, cluster in enumerate(clusters):
        cluster.id = f"b{number + 1}"
    return clusters


def _called_so(reading: Reading, clusters: list[Cluster], mention: Mark) -> list[Cluster]:
    """The bloc that a number in brackets is another name of: "Khối … Bộ Công Thương khu vực phía Nam (Khối 7)"."""
    lower = reading.tokens.lower
    bracketed = lower[mention.first - 1 : mention.first] == ["("] and lower[mention.last : mention.last + 1] == [")"]
    if not bracketed or not mention.value.number:
        return []
    before = [m for c in clusters for m in c.mentions if 0 < mention.first - m.last <= _ALIAS_NEAR]
    between = lower[before[-1].last : mention.first - 1] if before else []
    if not before or before[-1].value.number or not all(word.isalpha() for word in between):
        return []
    return [c for c in clusters if before[-1] in c.mentions]


def _kinds_apart(reading: Reading) -> bool:
    """Whether an article has both khối and cụm with numbers of their own: "khối số 1 … số 3", "cụm số 1, số 12"."""
    numbers: dict[str, set[str]] = {}
    for mention in reading.of("bloc"):
        if mention.value.number and not mention.value.description:
            numbers.setdefault(mention.value.kind, set()).add(mention.value.number)
    if len(numbers) < 2:
        return False
    one, other = numbers.values()
    return bool(one - other and other - one) and max(len(one), len(other)) > 1


def _same(cluster: Cluster, name: BlocName) -> bool:
    numbers = {name.number} if name.number else set()
    numbers |= _alias_numbers(name)
    if numbers and cluster.numbers:
        return bool(numbers & cluster.numbers) and not _anothers(cluster, name)
    if not name.description:
        return False
    essence = _essence(name.description)
    return any(_alike(essence, other) for other in cluster.descriptions)


def _anothers(cluster: Cluster, name: BlocName) -> bool:
    """The same number under another authority: "số 3 EVNNPC" and "số 3 các doanh nghiệp … của tỉnh"."""
    known = {m.value.place for m in cluster.mentions if m.value.place}
    if not known or not name.place or not name.description or cluster.descriptions:
        return False
    return all(_kind(place) != _kind(name.place) for place in known)


def _kind(place: str) -> str:
    """Whether a territory or a body runs the bloc."""
    first = place.lstrip("?").split(" ")[0]
    return "territory" if first in ("tỉnh", "thành", "huyện", "quận", "thị", "xã", "phường") else "body"


def _alias_numbers(name: BlocName) -> set[str]:
    found = (_ALIAS.search(alias.lower()) for alias in name.aliases)
    return {match[1] for match in found if match}


def _essence(description: str) -> str:
    """A description without its opening words and without what only says "of the province"."""
    text = description
    while (shorter := _LEADING.sub("", text)) != text:
        text = shorter
    if not _COUNTED.match(text):
        text = _LEVEL.sub("", text)
    return re.sub(r"[ ,-]+", " ", text).strip()


def _alike(a: str, b: str) -> bool:
    """One begins with the other, or has its words: "Văn hóa - xã hội", "quản lý nhà nước về văn hóa xã hội"."""
    if a == b:
        return True
    one, other = _NUMBERED.search(a), _NUMBERED.search(b)
    if (one and one[0]) != (other and other[0]):
        return False
    short, long = sorted((a.split(), b.split()), key=len)
    if len(short) >= 2 and (short in (long[: len(short)], long[-len(short) :]) or set(short) == set(long)):
        return True
    content, more = set(short) - COMMON, set(long) - COMMON
    return len(content) >= 3 and content <= more


def _join_number_and_description(reading: Reading, clusters: list[Cluster]) -> list[Cluster]:
    """One bloc by number and one by description, in an article that knows no other: two names of one bloc."""
    if len(clusters) != 2:
        return clusters
    one, two = clusters
    if bool(one.numbers) == bool(two.numbers) or (one.descriptions and two.descriptions):
        return clusters
    apart = min(abs(a.first - b.first) for a in one.mentions for b in two.mentions)
    told_apart = (_listed, _of_two_kinds, _days_of_their_own)
    if apart > _NEAR or any(sign(reading, one, two) for sign in told_apart):
        return clusters
    return [Cluster(id=one.id, mentions=sorted(one.mentions + two.mentions))]


def _of_two_kinds(reading: Reading, one: Cluster, two: Cluster) -> bool:
    """Whether one is a khối and one a cụm, of which only the text tells, in two sentences: a unit stands in both."""
    kinds = [{m.value.kind for m in cluster.mentions} for cluster in (one, two)]
    places = [{reading.sentence_of(m.first) for m in cluster.mentions} for cluster in (one, two)]
    told = all(sentence.kind is not BlockKind.TITLE for sentence in places[0] | places[1])
    return told and kinds[0].isdisjoint(kinds[1]) and places[0].isdisjoint(places[1])


def _join_title(reading: Reading, clusters: list[Cluster]) -> list[Cluster]:
    """The bloc that only the title names, and the only one that the text names: two ways to call one region's bloc."""
    if len(clusters) != 2 or clusters[0].numbers:
        return clusters
    in_title = [
        all(reading.sentence_of(m.first).kind is BlockKind.TITLE for m in cluster.mentions) for cluster in clusters
    ]
    if in_title != [True, False] or len({m.value.kind for c in clusters for m in c.mentions}) > 1:
        return clusters
    one, two = clusters
    return [Cluster(id=one.id, mentions=sorted(one.mentions + two.mentions))]


def _days_of_their_own(reading: Reading, one: Cluster, two: Cluster) -> bool:
    """Whether the first sentences on each, in two paragraphs, tell of what each did when: then they are two."""
    first = [_first_told(reading, cluster) for cluster in (one, two)]
    if any(s is None for s in first) or first[0].block == first[1].block:  # type: ignore[union-attr] # None was ruled out
        return False
    words = [" ".join(reading.tokens.lower[s.first : s.last]) for s in first if s]
    dated = [bool(reading.within("date", s.first, s.last)) for s in first if s]
    return all(d or "cùng ngày" in w or "hôm sau" in w for d, w in zip(dated, words, strict=True))


def _first_told(reading: Reading, cluster: Cluster) -> Sentence | None:
    """The first sentence of the body that names the bloc."""
    found = (reading.sentence_of(m.first) for m in sorted(cluster.mentions, key=lambda m: m.first))
    return next((s for s in found if s.kind is not BlockKind.TITLE), None)


def _listed(reading: Reading, one: Cluster, two: Cluster) -> bool:
    """Whether "và" or a comma sets the two beside each other."""
    for a in one.mentions:
        for b in two.mentions:
            left, right = sorted((a, b))
            if 0 <= right.first - left.last <= 1 and reading.tokens.lower[left.last] in ("và", ","):
                return True
    return False
