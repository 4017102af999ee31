"""Members: those that lists give (member_lists.py), those of the bloc's kind that an article names,
and how many there are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from nlp.facts.bloc_kinds import Kind, KindReader, whole_of
from nlp.facts.blocs import Cluster
from nlp.facts.context import Scene
from nlp.facts.districts import DistrictReader
from nlp.facts.member_counts import named_count, stated_counts
from nlp.facts.member_found import Found
from nlp.facts.member_lists import MemberLists
from nlp.facts.represented import represented
from nlp.facts.same_unit import unit_of
from nlp.reading import Mark, Reading, Sentence
from nlp.spans.units import UnitName
from nlp.vocabulary import Phrases, Vocabulary
from records import BlockKind

_UNREAD = frozenset({BlockKind.CAPTION, BlockKind.TITLE})
_GUESTS = ("khách", "phóng viên", "quan sát")
_BEFORE_GUEST = 8
_INVITED, _BEFORE_INVITED = "được mời", 12
_OF_KIND_FROM = 3
_LISTED_WELL = 8  # where so many are listed, others of their kind are guests
_REGION = re.compile(r"(?<!\S)(?:tây nguyên|trung bộ|nam bộ|bắc bộ|duyên hải|đồng bằng|miền|vùng)(?!\S)")


class MemberReader:
    """Finds members."""

    def __init__(self, words: Vocabulary, phrases: Mapping[str, str]) -> None:
        """Reads `phrases`: `member_noun`, `name_stop`, `guest`; `unit_kinds`, `unit_fields`,
        `places`, `place_levels`, `places_districts`.
        """
        self.kinds = KindReader(words)
        self._lists = MemberLists(words, phrases, self.kinds)
        self._districts = DistrictReader(words)
        self._guests: Phrases = words.phrases("phrases", "guest")

    def __call__(self, scene: Scene) -> Found:
        """The members and counts of every bloc of the article."""
        found = Found()
        if not scene.clusters:
            return found
        kinds = {cluster.id: self._kind(scene, cluster) for cluster in scene.clusters}
        for sentence in scene.reading.sentences:
            if sentence.kind not in _UNREAD:
                self._lists.read(scene, sentence, found, kinds)
                _state_counts(scene, sentence, found)
                bloc, marks = represented(scene, sentence)
                for mark in marks if bloc else ():
                    found.add(str(bloc), mark, "member.represented", 0.85)
        for cluster in scene.clusters:
            kind = kinds[cluster.id]
            listed = found.of(cluster.id)
            if (
                kind
                and not found.all_listed(cluster.id)
                and len(listed) < _LISTED_WELL
                and (kind.name or not listed or found.of_territories(cluster.id))
            ):
                self._of_kind(scene.reading, cluster, kind, found)
            self._districts(scene, cluster, kind, found)
            _state_named_count(scene, cluster, found)
        _state_shared_counts(scene, found)
        return found

    def _kind(self, scene: Scene, cluster: Cluster) -> Kind | None:
        """The kind by the bloc's name; of a region's bloc the bodies that the article names by province."""
        kind = self.kinds.of(cluster)
        regional = kind is None and any(_REGION.search(description) for description in cluster.descriptions)
        trade = any((m.value.place or "").startswith("ngành") for m in cluster.mentions)
        of_places = kind is not None and not kind.name and kind.of_provinces
        if regional or of_places or (kind is None and trade):
            bodies = self.kinds.bodies(
                scene.reading.of("unit"), at_least=None if regional or trade else "Ủy ban nhân dân"
            )
            return Kind(bodies, frozenset({"tỉnh", "thành phố"})) if bodies else kind
        return kind

    def _of_kind(self, reading: Reading, cluster: Cluster, kind: Kind, found: Found) -> None:
        """The members of a bloc that says of what kind they are: of "Cụm thi đua Hội Luật gia các tỉnh
        …" every Hội Luật
        gia of a province that the article names, when it names three or more.
        """
        in_names = {i for mark in reading.of("bloc") for i in range(mark.first, mark.last)}
        marks = [m for label in ("unit", "place") for m in reading.of(label) if self.kinds.fits(kind, m)]
        marks += [part for m in reading.of("unit") if (part := _whole_of_part(kind, m))]
        marks = [m for m in marks if not _is_part(kind, m)]
        marks = [m for m in marks if m.first not in in_names and not self._is_guest(reading, m)]
        marks = marks if kind.name else [_territory(m) for m in marks]
        names = {unit_of(mark) for mark in marks}
        if len(names) < _OF_KIND_FROM:
            return
        others = {unit_of(seen.mark) for bloc in found.units if bloc != cluster.id for seen in found.of(bloc)}
        for mark in sorted(marks, key=lambda m: m.first):
            name, place = unit_of(mark)
            if (name, place) in others:
                continue
            longer = any(other.startswith(f"{name} ") and elsewhere is None for other, elsewhere in names)
            if place or not longer:
                found.add(cluster.id, mark, "member.of_kind", 0.75)

    def _is_guest(self, reading: Reading, mark: Mark) -> bool:
        """Whether the title names a unit, or it is said to be a guest: "cùng khách mời: Hội Doanh nhân trẻ", "Hội Luật
        gia tỉnh Long An được mời tham dự".
        """
        sentence, lower = reading.sentence_of(mark.first), reading.tokens.lower
        if sentence.kind is BlockKind.TITLE:
            return True
        if _INVITED in " ".join(lower[mark.last : min(sentence.last, mark.last + _BEFORE_INVITED)]):
            return True
        first = max(sentence.first, mark.first - _BEFORE_GUEST)
        hits = self._guests.find(lower, first, mark.first)
        return any(hit.entry.name.startswith(_GUESTS) for hit in hits)


def _state_counts(scene: Scene, sentence: Sentence, found: Found) -> None:
    sketch = scene.sketch(sentence)
    for count in stated_counts(scene, sketch):
        bloc = scene.bloc_at(sketch.token(count.start))
        if bloc:
            first, last = sketch.token(count.start), sketch.end_token(count.end)
            found.state(bloc, count.weight, count.number, scene.reading.evidence(first, last, "member_count"))


def _state_named_count(scene: Scene, cluster: Cluster, found: Found) -> None:
    """ "Cụm thi đua 5 thành phố": the name itself states the count."""
    for mention in cluster.mentions:
        number = named_count(scene.reading.wording(mention.first, mention.last).lower())
        if number and not mention.value.number:
            found.state(cluster.id, 2, number, scene.reading.evidence(mention.first, mention.last, "member_count"))


def _state_shared_counts(scene: Scene, found: Found) -> None:
    """ "lãnh đạo Hội Nông dân 13 tỉnh, thành": what the opening of a list of members counts."""
    for shared in scene.reading.facts.get("shared_counts", ()):
        for bloc in found.units:
            if any(shared.first <= seen.mark.first < shared.last for seen in found.of(bloc)):
                evidence = scene.reading.evidence(shared.first, shared.last, "member_count")
                found.state(bloc, 3, max(shared.number, len(found.of(bloc))), evidence)


def _whole_of_part(kind: Kind, mark: Mark) -> Mark | None:
    """The unit of the bloc's kind that a part belongs to: of "Văn phòng Sở Y tế Hà Nam" Sở Y tế of Hà Nam."""
    part = mark.rule == "unit.part" or _is_part(kind, mark)
    if not part or not kind.name or not mark.value.place:
        return None
    if not mark.value.name.lower().endswith(f" {kind.name.lower()}"):
        return None
    return mark._replace(value=UnitName(kind.name, mark.value.place, mark.value.head, False))


def _territory(mark: Mark) -> Mark:
    """The territory whose people's committee a unit is: of "UBND tỉnh Gia Lai" the province."""
    return mark._replace(value=UnitName(mark.value.place, None, None, False)) if mark.label == "unit" else mark


def _is_part(kind: Kind, mark: Mark) -> bool:
    """Whether a unit's own union or youth is named: "Bí thư Đoàn thanh niên KBNN các tỉnh" in a bloc of KBNN."""
    if mark.label != "unit" or not kind.name:
        return False
    return mark.value.name != kind.name and whole_of(mark.value.name).lower() == kind.name.lower()
