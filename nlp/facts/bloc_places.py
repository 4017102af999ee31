"""Whose bloc it is: as its mentions say, as the article says of all its blocs, and last as its source is known."""

from __future__ import annotations

import re
from collections import Counter

from nlp.facts.blocs import Cluster
from nlp.reading import Mark, Reading

# "các cụm, khối thi đua trực thuộc tỉnh": whose all the blocs of an article are.
_ALL_OF = re.compile(
    r"(?<!\S)(?:các|những|hai|ba|bốn|năm|\d+) (?:cụm|khối)(?: ?,? (?:và )?(?:các )?(?:cụm|khối))* thi đua"
    r"(?: \d+)? (?:trực )?(?:thuộc|của) "
    r"(?:các )?(?P<level>tỉnh|thành phố|huyện|quận|thị xã)(?!\S)"
)
# Blocs of members from many territories are nobody's whom a source could name.
_WIDE = re.compile(r"(?<!\S)(?:tỉnh|thành phố|khu vực|vùng|miền|duyên hải|đồng bằng|toàn quốc)(?!\S)")
_PROVINCE = "tỉnh"
_OF_DISTRICTS = ("Huyện ", "Quận ", "Thị ", "Thành ủy", "Thành đoàn")  # their places are no provinces
_NEIGHBOUR = 14
_ALL_OF_BODY = re.compile(r"(?<!\S)các (?:cụm|khối)(?: ?,? (?:và )?(?:cụm|khối))* thi đua (?:trực )?(?:thuộc|của)(?= )")


def place_of(reading: Reading, cluster: Cluster) -> str | None:
    """The authority or territory that a bloc runs under, None when neither the text nor its source says it."""
    stated = Counter(m.value.place for m in cluster.mentions if m.value.place and not m.value.place.startswith("?"))
    if stated:
        best: str = max(stated, key=lambda place: (stated[place], len(place)))
        return best
    shared = _of_neighbour(reading, cluster)
    if shared:
        return shared
    headed = _of_all(reading) or _headed(reading, cluster)
    if headed:
        return headed
    level = _level(reading, cluster)
    if level:
        return _named(reading, level) or _of_source(reading, level)
    return (_of_source(reading, None) or _only_province(reading)) if _of_one_place(cluster) else None


def _of_neighbour(reading: Reading, cluster: Cluster) -> str | None:
    """Whose the bloc right after is: "Cụm thi đua số 4 và Cụm thi đua số 5 - Công an tỉnh Gia Lai"."""
    tokens = reading.tokens
    for mention in cluster.mentions:
        later = [m for m in reading.of("bloc") if mention.last <= m.first <= mention.last + _NEIGHBOUR]
        for other in later[:1]:
            joined = "và" in tokens.lower[mention.last : other.first]
            if joined and other.value.place and not other.value.place.startswith("?"):
                return str(other.value.place)
    return None


def _of_all(reading: Reading) -> str | None:
    """The body whose all the blocs of an article are: "các cụm, khối thi đua của Ủy ban MTTQ tỉnh Ninh Bình"."""
    tokens = reading.tokens
    for found in _ALL_OF_BODY.finditer(tokens.line):
        at = tokens.at(found.end() - 1) + 1
        unit = next((m for m in reading.within("unit", at, at + _NEIGHBOUR) if m.first == at), None)
        if unit is not None and unit.value.place:
            return _body(unit)
    return None


def _only_province(reading: Reading) -> str | None:
    """The one province that an article names as such, where it names no other."""
    named = {m.value.full for m in reading.of("place") if m.value.level == _PROVINCE and m.value.known}
    named |= {m.value.place for m in reading.of("unit") if (m.value.place or "").startswith(f"{_PROVINCE} ")}
    return next(iter(named)) if len(named) == 1 else None


def _headed(reading: Reading, cluster: Cluster) -> str | None:
    """A title that begins with whose news it is: "Quận 8: Cụm thi đua số 2 …", "Bộ Công an: Cụm …"."""
    tokens = reading.tokens
    for title in reading.titles:
        if not any(title.first < m.first < title.last for m in cluster.mentions):
            continue
        for label in ("place", "unit"):
            for mark in reading.within(label, title.first, title.last):
                if mark.first == title.first and tokens.lower[mark.last : mark.last + 1] == [":"]:
                    return str(mark.value.full) if label == "place" else _body(mark)
    return None


def _body(mark: Mark) -> str:
    return f"{mark.value.name} {mark.value.place}" if mark.value.place else str(mark.value.name)


def _level(reading: Reading, cluster: Cluster) -> str | None:
    """The level that a mention, or the article of all its blocs, says without a name: "Khối thi đua số 2 tỉnh"."""
    said = next((m.value.place[1:] for m in cluster.mentions if m.value.place), None)
    if said is None and (found := _ALL_OF.search(reading.tokens.line)):
        said = found["level"]
    return said


def _named(reading: Reading, level: str) -> str | None:
    """The one territory of that level that the article names, or names more than any other."""
    named = Counter(m.value.full for m in reading.of("place") if m.value.level == level and m.value.name)
    units = [m.value.place for m in reading.of("unit") if m.value.place]
    named.update(place for place in units if place.startswith(f"{level} "))
    if not named and level == _PROVINCE:
        bare = [
            m.value.name
            for m in reading.of("place")
            if m.value.known and not m.value.level and m.value.name != "Trung ương"
        ]
        bare += [
            m.value.place
            for m in reading.of("unit")
            if (m.value.place or "")[:1].isupper() and not m.value.name.startswith(_OF_DISTRICTS)
        ]
        named.update(f"{level} {name}" for name in bare if name != "Việt Nam")
    if not named:
        return None
    best, times = named.most_common(1)[0]
    return best if len(named) == 1 or times > 1 else None


def _of_source(reading: Reading, level: str | None) -> str | None:
    """The place that the source is known to write of, where its level agrees with what the text says."""
    place: str | None = reading.context.place
    if place is None or reading.context.level not in ("province", "district", "commune"):
        return None
    return place if level is None or place.startswith(f"{level} ") else None


def _of_one_place(cluster: Cluster) -> bool:
    """Whether nothing in a bloc's names says that its members come from many territories."""
    return not any(_WIDE.search(m.value.description) for m in cluster.mentions)
