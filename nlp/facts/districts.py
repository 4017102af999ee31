"""Districts by their bare names: in the report of a bloc of a province's districts each that is spoken of belongs.

"Trấn Yên đi đầu phong trào hiến đất; Văn Chấn giữ vững vùng chè": no level stands before these names, and only whose
bloc it is tells that they are districts of Yên Bái. The gazetteer knows which a province has.
"""

from __future__ import annotations

from nlp.facts.bloc_kinds import Kind
from nlp.facts.bloc_places import place_of
from nlp.facts.blocs import Cluster
from nlp.facts.context import Scene
from nlp.facts.member_found import Found
from nlp.reading import Mark, Reading
from nlp.spans.places import Place
from nlp.vocabulary import Hit, Phrases, Vocabulary
from records import BlockKind

_LEVELS = frozenset({"huyện", "quận", "thị xã", "thành phố"})
_FEWEST = 3
# Before a name these say that it is something else's: "xã Văn Chấn", "đèo Lục Yên", "trường Trấn Yên".
_OTHERS = frozenset(
    {"xã", "phường", "trấn", "sông", "núi", "cầu", "đèo", "đền", "chùa", "chợ", "hồ", "suối", "thôn", "bản", "trường"}
    | {"ga", "đường", "phố", "khu", "báo", "ông", "bà", "chí", "hội", "nhánh", "tỉnh", "điện", "lực"}
)
_COVERING = ("person", "bloc", "award", "document", "quote", "unit", "office")


class DistrictReader:
    """Finds the districts of a bloc's province."""

    def __init__(self, words: Vocabulary) -> None:
        """Reads `places_districts`."""
        named = [
            (found, entry)
            for entry in words.entries("places_districts")
            for form in entry.forms
            if entry.kind in _LEVELS and len(found := words.words(form)) > 1 and not form.startswith(entry.kind)
        ]
        provinces = {entry.attributes["province"] for _, entry in named}
        self._districts = {
            province: Phrases((found, e) for found, e in named if e.attributes["province"] == province)
            for province in provinces
        }

    def __call__(self, scene: Scene, cluster: Cluster, kind: Kind | None, found: Found) -> None:
        """Add those that the article names, where it names several and no list of members is complete."""
        if kind is None or kind.name or not kind.levels & {"huyện", "quận"} or found.all_listed(cluster.id):
            return
        province = (place_of(scene.reading, cluster) or "").removeprefix("tỉnh ").removeprefix("thành phố ")
        districts = self._districts.get(province)
        if districts is None or cluster.id in found.complete:
            return
        places = [mark for mark in scene.reading.of("place") if mark.value.name != province]
        marks = [_mark(hit) for hit in _told_of(scene.reading, districts)]
        marks += [mark for mark in places if mark.value.level in _LEVELS and _is_one_of(districts, mark.value.name)]
        if len({mark.value.name for mark in marks}) >= _FEWEST:
            for mark in marks:
                found.add(cluster.id, mark, "member.district", 0.75)


def _told_of(reading: Reading, districts: Phrases) -> list[Hit]:
    """Where such names stand by themselves in the text."""
    tokens = reading.tokens
    marks = {(m.first, m.last) for label in _COVERING for m in reading.of(label)}
    out: list[Hit] = []
    for hit, sentence in reading.hits(districts):
        others = marks - {(hit.first, hit.last)}  # what looked like the unit "Trạm Tấu" is the district
        covered = any(first <= hit.first < last for first, last in others)
        before = tokens.lower[hit.first - 1] if hit.first > sentence.first else ""
        capital = hit.first > sentence.first + 1 and tokens.shapes[hit.first - 1] == "X"
        goes_on = hit.last < sentence.last and tokens.shapes[hit.last] in "XA9"
        written = all(tokens.shapes[i] == "X" for i in range(hit.first, hit.last))
        told = sentence.kind not in (BlockKind.TITLE, BlockKind.CAPTION) and not covered
        if told and written and not (capital or goes_on or before in _OTHERS):
            out.append(hit)
    return out


def _is_one_of(districts: Phrases, name: str) -> bool:
    words = name.lower().split(" ")
    return districts.at(words, 0, len(words)) is not None


def _mark(hit: Hit) -> Mark:
    return Mark(hit.first, hit.last, "place", Place(hit.entry.kind, hit.entry.name, True), "place.of_province")
