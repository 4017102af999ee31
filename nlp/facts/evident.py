"""Members that no list names but that evidently belong: who gathered beside the chair, who got the bloc's votes.

An attendance list becomes the list of members where it has as many units as the text counts, or where it names several
that are known to belong. Whom the bloc proposes for an honour is one of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nlp.facts.award_found import Candidate
from nlp.facts.bloc_kinds import KindReader
from nlp.facts.blocs import Cluster
from nlp.facts.completing import CAME, TERRITORIES, complete, directs, distinct, under_their_head
from nlp.facts.context import Scene
from nlp.facts.member_found import Found
from nlp.facts.represented import told_of
from nlp.facts.same_unit import same_unit, unit_of
from nlp.reading import Mark
from nlp.sketch import Sketch
from records import AwardForm, AwardStatus, BlockKind

# Rules that infer; a bloc of which only these speak has no list of members in the article.
INFERRED = frozenset(
    {"member.leads", "member.chairs", "member.gathered", "member.voted", "member.of_kind", "member.district"}
)
_SEPARATOR = r"(?:,|và|cùng|lãnh đạo|đại diện|các|là|của|:)"
_LIST = re.compile(rf"(?:[UL]\d+(?: \( [^()]* \))?(?: {_SEPARATOR})* ?){{3,}}")
_LONG_LIST = re.compile(rf"(?:[UL]\d+(?: \( [^()]* \))?(?: ;| {_SEPARATOR})* ?){{3,}}")
_BRACKET = re.compile(r" \([^()]*\)")
# Honours that a bloc's members get as such.
_OF_UNITS = frozenset(
    {AwardForm.FLAG, AwardForm.LEAD_UNIT, AwardForm.RANK, AwardForm.MERIT_CERTIFICATE, AwardForm.COLLECTIVE_TITLE}
    | {AwardForm.PRIZE, AwardForm.COMMENDATION}
)
# Parts of units, which get honours of their own beside the members.
_PARTS = ("Nhân dân", "Đảng bộ", "Cán bộ", "Quân và dân", "Nông trường", "Đội ", "Phân xưởng", "Tổ ", "Khoa ")
_SPONSOR = re.compile(r"(?:-|,|\() (?:là )?(?:đơn vị |nhà )?(?:tài trợ|đồng hành|khách mời)(?!\S)")
_FEWEST_KNOWN, _FEWEST = 2, 3


def evident_members(scene: Scene, found: Found, awards: Sequence[Candidate], kinds: KindReader) -> None:
    """Add them to every bloc of which no list tells."""
    for cluster in scene.clusters:
        _voted_by_place(scene, found, cluster, awards, kinds)
        _voted_territories(scene, found, cluster, awards, kinds)
        if all(seen.rule in INFERRED for seen in found.of(cluster.id)):
            _gathered(scene, found, cluster.id, awards)
        if not found.all_listed(cluster.id) and cluster.id not in found.complete:
            _voted(scene, found, cluster.id, awards)
            complete(scene, found, cluster.id)
        if len(scene.clusters) == 1 and all(seen.rule in INFERRED for seen in found.of(cluster.id)):
            _told_of(scene, found, cluster.id)


def _gathered(scene: Scene, found: Found, bloc: str, awards: Sequence[Candidate]) -> None:
    """The units of an attendance list that is the list of members."""
    known = [unit_of(seen.mark) for seen in found.of(bloc)]
    voted = [unit_of(mark) for mark in _own(scene, bloc, awards)]
    counts = {stated.number for stated in found.stated.get(bloc, ())}
    best: list[Mark] = []
    for listed, came in _lists(scene, bloc):
        names = [unit_of(mark) for mark in listed]
        inside = sum(any(same_unit(name, other) for name in names) for other in {*known, *voted})
        outside = sum(not any(same_unit(name, other) for name in names) for other in known)
        if len(names) + outside in counts and (inside >= _FEWEST_KNOWN or (came and (inside or outside <= 1))):
            _add(found, bloc, listed, 0.85)
            return
        marks = listed
        if inside >= _FEWEST_KNOWN and counts and len(names) + outside > max(counts):
            marks = _alike(listed, found, bloc)  # guests stand among them
        too_many = bool(counts) and len(marks) + outside > max(counts)
        if came and inside >= _FEWEST_KNOWN and not too_many and len(marks) > len(best):
            best = marks
    _add(found, bloc, best, 0.75)


def _add(found: Found, bloc: str, marks: Sequence[Mark], confidence: float) -> None:
    for mark in marks:
        found.add(bloc, mark, "member.gathered", confidence)


def _alike(marks: list[Mark], found: Found, bloc: str) -> list[Mark]:
    """Those under a head that most members known so far have."""
    heads = found.heads(bloc)
    return [mark for mark in marks if mark.value.head and mark.value.head.name in heads]


def _lists(scene: Scene, bloc: str) -> Iterable[tuple[list[Mark], bool]]:
    """Every list of three units or more with the bloc spoken of, and whether its sentence tells who came."""
    for sentence in scene.reading.sentences:
        if sentence.kind is BlockKind.TITLE:
            continue
        sketch = scene.sketch(sentence)
        came = CAME.search(sketch.text) is not None
        for regex in (_LIST, _LONG_LIST):
            for match in regex.finditer(sketch.text):
                marks = _of_one_sort(sketch.symbols(_BRACKET.sub("", match[0])))
                if marks and scene.bloc_at(marks[0].first) == bloc and not _inside_offices(sketch, match.start()):
                    yield marks, came


def _of_one_sort(marks: list[Mark]) -> list[Mark]:
    """The units of a list, or its territories where there are no units."""
    units = [mark for mark in marks if mark.label == "unit" and not _stands_for_its_territory(mark)]
    places = [mark for mark in marks if mark.label == "place" and mark.value.level in TERRITORIES]
    return units if len(units) >= _FEWEST else places if not units and len(places) >= _FEWEST else []


def _stands_for_its_territory(mark: Mark) -> bool:
    """ "lãnh đạo Đảng ủy, UBND các xã: A, B": the committees of the territories that follow."""
    return mark.value.place is None and mark.value.name in ("Đảng ủy", "Ủy ban nhân dân", "Hội đồng nhân dân")


def _inside_offices(sketch: Sketch, start: int) -> bool:
    """Whether the list says where people work who were named before it."""
    return re.search(r"P\d+ (?:,|-|\() $", sketch.text[:start]) is not None


def _voted(scene: Scene, found: Found, bloc: str, awards: Sequence[Candidate]) -> None:
    guests = [unit_of(mark) for mark in scene.reading.of("unit") if _is_sponsor(scene, mark)]
    marks = [m for m in _own(scene, bloc, awards) if not any(same_unit(unit_of(m), guest) for guest in guests)]
    if len(found.of(bloc)) >= _FEWEST:
        marks = under_their_head(marks, found, bloc)
    for mark in [m for m in marks if not _below(m, found, bloc)]:
        found.add(bloc, mark, "member.voted", 0.7)


def _is_sponsor(scene: Scene, mark: Mark) -> bool:
    """ "Bưu điện tỉnh - đơn vị tài trợ": who plays along as a guest."""
    return _SPONSOR.match(" ".join(scene.reading.tokens.lower[mark.last : mark.last + 6])) is not None


def _voted_by_place(
    scene: Scene, found: Found, cluster: Cluster, awards: Sequence[Candidate], kinds: KindReader
) -> None:
    """ "suy tôn các đơn vị Đắk Lắk, Lâm Đồng", in a bloc of one body of each province: those bodies."""
    kind = kinds.of(cluster)
    if kind is None or not kind.name or not kind.of_provinces:
        return
    for award in awards:
        place = award.holder.value.name if award.holder.label == "place" else ""
        if award.form in _OF_UNITS and kinds.province(place) and scene.bloc_at(award.mark.first) == cluster.id:
            found.add(cluster.id, kinds.complete(kind, [award.holder])[0], "member.voted", 0.7)


def _told_of(scene: Scene, found: Found, bloc: str) -> None:
    """The units of which a paragraph tells one by one, if they are no more than the text counts."""
    marks = [mark for mark in told_of(scene) if mark.value.name == "Sở Nội vụ" or not directs(mark)]
    counts = {stated.number for stated in found.stated.get(bloc, ())}
    names = distinct([unit_of(mark) for mark in marks] + [unit_of(seen.mark) for seen in found.of(bloc)])
    if not counts or len(names) <= max(counts):
        for mark in marks:
            found.add(bloc, mark, "member.told_of", 0.7)


def _voted_territories(
    scene: Scene, found: Found, cluster: Cluster, awards: Sequence[Candidate], kinds: KindReader
) -> None:
    """ "suy tôn huyện Mộ Đức dẫn đầu cụm", in a bloc of districts: that district."""
    kind = kinds.of(cluster)
    if kind is None or kind.name or found.all_listed(cluster.id) or cluster.id in found.complete:
        return
    for award in awards:
        level = award.holder.value.level if award.holder.label == "place" else None
        own = award.status is not AwardStatus.ANNOUNCED and award.form in _OF_UNITS and level in kind.levels
        if own and scene.bloc_at(award.mark.first) == cluster.id:
            found.add(cluster.id, award.holder, "member.voted", 0.7)


def _own(scene: Scene, bloc: str, awards: Sequence[Candidate]) -> list[Mark]:
    """The units that are honoured in a bloc, by its vote or before its eyes, but for parts of units."""
    return [
        award.holder
        for award in awards
        if award.status is not AwardStatus.ANNOUNCED
        and award.form in _OF_UNITS
        and award.holder.label == "unit"
        and award.holder.rule != "unit.part"
        and not award.holder.value.name.startswith(_PARTS)
        and not (award.form is AwardForm.COMMENDATION and award.holder.value.name.startswith("Phòng "))
        and scene.bloc_at(award.mark.first) == bloc
    ]


def _below(mark: Mark, found: Found, bloc: str) -> bool:
    """Whether members of the same head are of a higher level: a district's court in a bloc of provinces' courts."""
    branch_of = mark.value.name.lower().removeprefix("chi ")  # "Chi cục Thi hành án dân sự" in a bloc of Cục
    if branch_of in {unit_of(seen.mark)[0].lower() for seen in found.of(bloc)} - {mark.value.name.lower()}:
        return True
    level = (mark.value.place or "").split(" ")[0]
    others = {
        (seen.mark.value.place or "").split(" ")[0]
        for seen in found.of(bloc)
        if seen.mark.label == "unit" and seen.rule != "member.voted" and seen.mark.value.name == mark.value.name
    }
    return bool(others) and level != "tỉnh" and others <= {"tỉnh"} and level[:1].islower()
