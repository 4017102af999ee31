"""Members that no list names but that evidently belong: who gathered beside the chair, who got the bloc's votes.

An attendance list becomes the list of members where it has as many units as the text counts, or where it names several
that are known to belong. Whom the bloc proposes for an honour is one of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from nlp.facts.award_found import Candidate
from nlp.facts.bloc_kinds import KindReader
from nlp.facts.blocs import Cluster
from nlp.facts.context import Scene
from nlp.facts.member_found import Found
from nlp.facts.represented import told_of
from nlp.facts.same_unit import NameAndPlace, same_unit, unit_of
from nlp.reading import Mark, Sentence
from nlp.sketch import Sketch
from nlp.spans.units import UnitName
from records import AwardForm, AwardStatus, BlockKind

# Rules that infer; a bloc of which only these speak has no list of members in the article.
INFERRED = frozenset({"member.leads", "member.chairs", "member.gathered", "member.voted", "member.of_kind"})
_CAME = re.compile(
    r"(?<!\S)(?:dự|tham dự|về dự|đến dự|tham gia|có mặt|cùng dự|tham luận|điểm cầu|phía các đơn vị|thành viên có)(?!\S)"
)
_SEPARATOR = r"(?:,|và|cùng|lãnh đạo|đại diện|các|là|của|:)"
_LIST = re.compile(rf"(?:[UL]\d+(?: \( [^()]* \))?(?: {_SEPARATOR})* ?){{3,}}")
_LONG_LIST = re.compile(rf"(?:[UL]\d+(?: \( [^()]* \))?(?: ;| {_SEPARATOR})* ?){{3,}}")
_BRACKET = re.compile(r" \([^()]*\)")
# Honours that a bloc's members get as such.
_OF_UNITS = frozenset(
    {AwardForm.FLAG, AwardForm.LEAD_UNIT, AwardForm.RANK, AwardForm.MERIT_CERTIFICATE, AwardForm.COLLECTIVE_TITLE}
    | {AwardForm.PRIZE}
)
_DIRECTING = (
    "Hội đồng Thi đua",
    "Ban Thi đua",
    "Phòng Thi đua",
    "Sở Nội vụ",
    "Phòng Nội vụ",
    "Hội đồng nhân dân",
    "Bộ Công an",
    "Ủy ban nhân dân tỉnh",
    "Chính phủ",
    "Trung ương",
)
# Parts of units, which get honours of their own beside the members.
_PARTS = ("Nhân dân", "Đảng bộ", "Cán bộ", "Quân và dân", "Nông trường", "Đội ", "Phân xưởng", "Tổ ", "Khoa ")
_VISITED = ("Khu di tích", "Nghĩa trang", "Bảo tàng", "Nhà lưu niệm", "Nhà tưởng niệm", "Khu lưu niệm", "Đền ", "Chùa ")
_FEWEST_KNOWN, _FEWEST = 2, 3
_COMMUNES = ("xã ", "phường ", "thị trấn ", "đặc khu ")
_LEVELS = (*_COMMUNES, "huyện ", "quận ", "thị xã ", "thành phố ")
_TERRITORIES = frozenset({"tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu"})


def evident_members(scene: Scene, found: Found, awards: Sequence[Candidate], kinds: KindReader) -> None:
    """Add them to every bloc of which no list tells."""
    for cluster in scene.clusters:
        _voted_by_place(scene, found, cluster, awards, kinds)
        _voted_territories(scene, found, cluster, awards, kinds)
        if all(seen.rule in INFERRED for seen in found.of(cluster.id)):
            _gathered(scene, found, cluster.id, awards)
        if not found.all_listed(cluster.id) and cluster.id not in found.complete:
            _voted(scene, found, cluster.id, awards)
            _completing(scene, found, cluster.id)
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


def _completing(scene: Scene, found: Found, bloc: str) -> None:
    """The units of a sentence, of a paragraph or of the article that, with those known, are as many as it counts."""
    counts = {stated.number for stated in found.stated.get(bloc, ())}
    known = [unit_of(seen.mark) for seen in found.of(bloc)]
    if not counts or len(known) >= max(counts) or len(scene.clusters) > 1:
        return
    picks = (_candidates, _with_those_above, *((_territories,) if found.of_territories(bloc) else (_with_employers,)))
    stretches = (stretch for pick in picks for stretch in _stretches(scene, pick))
    for units, fewest in stretches:
        if len(units) <= fewest:
            continue
        marks = _of_their_level(_under_their_head(units, found, bloc), found, bloc)
        names = _distinct(unit_of(mark) for mark in marks)
        new = [name for name in names if not any(same_unit(name, other) for other in known)]
        if new and len(names) - len(new) >= fewest and len(known) + len(new) in counts:
            for mark in marks:
                found.add(bloc, mark, "member.completes", 0.7)
            return


def _stretches(scene: Scene, pick: Callable[[Scene, Sentence], list[Mark]]) -> Iterable[tuple[list[Mark], int]]:
    """What `pick` finds in each sentence, each paragraph, and all the text, with how many of them must be known."""
    body = [s for s in scene.reading.sentences if s.kind not in (BlockKind.TITLE, BlockKind.CAPTION)]
    units = [(s, pick(scene, s)) for s in body]
    yield from ((marks, _FEWEST if pick is _candidates else _FEWEST_KNOWN) for _, marks in units)
    blocks = dict.fromkeys(s.block for s in body)
    yield from (([m for s, marks in units if s.block == block for m in marks], 1) for block in blocks)
    yield [m for _, marks in units for m in marks], _FEWEST_KNOWN


def _with_those_above(scene: Scene, sentence: Sentence) -> list[Mark]:
    """Units that are spoken of themselves: no parts, nobody's employer."""
    return [m for m in scene.sketch(sentence).marks if m.label == "unit" and not _no_member(m)]


def _no_member(mark: Mark) -> bool:
    """Parts of units, and what is only visited."""
    return mark.rule == "unit.part" or mark.value.name.startswith(_VISITED)


def _candidates(scene: Scene, sentence: Sentence) -> list[Mark]:
    """Those of them that direct no blocs; but "Sở Nội vụ" is a member of some."""
    return [m for m in _with_those_above(scene, sentence) if not _above(m)]


def _with_employers(scene: Scene, sentence: Sentence) -> list[Mark]:
    """The units of a sentence, and those whose people it names: "ông A, Cục trưởng Cục Thuế; lãnh đạo Sở Y tế, …"."""
    reading = scene.reading
    if not _CAME.search(scene.sketch(sentence).text):
        return []
    inside = [
        units[-1]
        for office in reading.within("office", sentence.first, sentence.last)
        if (units := reading.within("unit", office.first, office.last))
    ]
    marks = sorted({*_candidates(scene, sentence), *inside}, key=lambda mark: mark.first)
    return [
        mark
        for mark in marks
        if reading.tokens.lower[mark.first - 1] != "-"  # "Chi nhánh Ngân hàng A | - Phòng giao dịch B"
        and not (_no_member(mark) or _above(mark) or mark.value.name.endswith("ủy"))
        and not mark.value.name.startswith("Ủy ban nhân dân")
    ]


def _territories(scene: Scene, sentence: Sentence) -> list[Mark]:
    """Communes and districts by name, and those whose committee is named, for blocs of them."""
    reading, sketch = scene.reading, scene.sketch(sentence)
    shown = [m for m in sketch.marks if m.label == "place" and m.value.level in _TERRITORIES - {"tỉnh"}]
    units = reading.within("unit", sentence.first, sentence.last)
    committees = [m for m in units if m.value.name == "Ủy ban nhân dân" and m.value.place]
    return shown + [m._replace(value=UnitName(m.value.place, None, None, False)) for m in committees]


def _under_their_head(marks: list[Mark], found: Found, bloc: str) -> list[Mark]:
    """Bodies of one head in many places are joined by others of that head only."""
    heads, placed = found.heads(bloc), any(unit_of(seen.mark)[1] for seen in found.of(bloc))
    if len(heads) != 1 or not placed or any(mark.label == "place" for mark in marks):
        return marks
    return [mark for mark in marks if mark.value.head and mark.value.head.name in heads and unit_of(mark)[1]]


def _of_their_level(marks: list[Mark], found: Found, bloc: str) -> list[Mark]:
    """Of territories the communes where members known so far are communes, else the districts."""
    if not all(mark.label == "place" or mark.value.name.startswith(_LEVELS) for mark in marks):
        return marks
    known = [" ".join(filter(None, unit_of(seen.mark))).lower() for seen in found.of(bloc)]
    communes = any(f" {level}" in f" {name}" for name in known for level in _COMMUNES)
    return [mark for mark in marks if unit_of(mark)[0].startswith(_COMMUNES) == communes]


def _distinct(names: Iterable[NameAndPlace]) -> list[NameAndPlace]:
    out: list[NameAndPlace] = []
    for name in names:
        if not any(same_unit(name, other) for other in out):
            out.append(name)
    return out


def _lists(scene: Scene, bloc: str) -> Iterable[tuple[list[Mark], bool]]:
    """Every list of three units or more with the bloc spoken of, and whether its sentence tells who came."""
    for sentence in scene.reading.sentences:
        if sentence.kind is BlockKind.TITLE:
            continue
        sketch = scene.sketch(sentence)
        came = _CAME.search(sketch.text) is not None
        for regex in (_LIST, _LONG_LIST):
            for match in regex.finditer(sketch.text):
                marks = _of_one_sort(sketch.symbols(_BRACKET.sub("", match[0])))
                if marks and scene.bloc_at(marks[0].first) == bloc and not _inside_offices(sketch, match.start()):
                    yield marks, came


def _of_one_sort(marks: list[Mark]) -> list[Mark]:
    """The units of a list, or its territories where there are no units."""
    units = [mark for mark in marks if mark.label == "unit" and not _stands_for_its_territory(mark)]
    places = [mark for mark in marks if mark.label == "place" and mark.value.level in _TERRITORIES]
    return units if len(units) >= _FEWEST else places if not units and len(places) >= _FEWEST else []


def _stands_for_its_territory(mark: Mark) -> bool:
    """ "lãnh đạo Đảng ủy, UBND các xã: A, B": the committees of the territories that follow."""
    return mark.value.place is None and mark.value.name in ("Đảng ủy", "Ủy ban nhân dân", "Hội đồng nhân dân")


def _inside_offices(sketch: Sketch, start: int) -> bool:
    """Whether the list says where people work who were named before it."""
    return re.search(r"P\d+ (?:,|-|\() $", sketch.text[:start]) is not None


def _voted(scene: Scene, found: Found, bloc: str, awards: Sequence[Candidate]) -> None:
    marks = _own(scene, bloc, awards)
    if len(found.of(bloc)) >= _FEWEST:
        marks = _under_their_head(marks, found, bloc)
    for mark in [m for m in marks if not _below(m, found, bloc)]:
        found.add(bloc, mark, "member.voted", 0.7)


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
    marks = [mark for mark in told_of(scene) if mark.value.name == "Sở Nội vụ" or not _above(mark)]
    counts = {stated.number for stated in found.stated.get(bloc, ())}
    names = _distinct([unit_of(mark) for mark in marks] + [unit_of(seen.mark) for seen in found.of(bloc)])
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


def _above(mark: Mark) -> bool:
    """Whether a unit is one that honours and directs, and stands in no bloc of those it does so for."""
    return str(mark.value.name).startswith(_DIRECTING)
