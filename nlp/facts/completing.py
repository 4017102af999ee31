"""Members that complete a count: the units a sentence, a paragraph or the article names that, with those known, are as
many as the text says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from nlp.facts.context import Scene
from nlp.facts.member_found import Found
from nlp.facts.same_unit import NameAndPlace, same_unit, unit_of
from nlp.reading import Mark, Sentence
from nlp.spans.units import UnitName
from records import BlockKind

CAME = re.compile(
    r"(?<!\S)(?:dự|tham dự|về dự|đến dự|tham gia|có mặt|cùng dự|tham luận|điểm cầu|phía các đơn vị|thành viên có)(?!\S)"
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
_VISITED = ("Khu di tích", "Nghĩa trang", "Bảo tàng", "Nhà lưu niệm", "Nhà tưởng niệm", "Khu lưu niệm", "Đền ", "Chùa ")
_GOVERNING = frozenset({"Chính phủ", "Ủy ban nhân dân tỉnh", "Ủy ban nhân dân thành phố", "Thủ tướng Chính phủ"})
_FEWEST_KNOWN, _FEWEST = 2, 3
# Who runs a territory stands for it.
_COMMITTEES = frozenset({"Ủy ban nhân dân", "Hội đồng nhân dân", "Đảng ủy", "Huyện ủy", "Thị ủy", "Thành ủy"})
_COMMUNES = ("xã ", "phường ", "thị trấn ", "đặc khu ")
_LEVELS = (*_COMMUNES, "huyện ", "quận ", "thị xã ", "thành phố ")
TERRITORIES = frozenset({"tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu"})


def complete(scene: Scene, found: Found, bloc: str) -> None:
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
        marks = _of_their_level(under_their_head(units, found, bloc), found, bloc)
        names = distinct(unit_of(mark) for mark in marks)
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
    """Parts of units, what is only visited, and who governs all of them."""
    return mark.rule == "unit.part" or mark.value.name.startswith(_VISITED) or mark.value.name in _GOVERNING


def _candidates(scene: Scene, sentence: Sentence) -> list[Mark]:
    """Those of them that direct no blocs; but "Sở Nội vụ" is a member of some."""
    return [m for m in _with_those_above(scene, sentence) if not directs(m)]


def _with_employers(scene: Scene, sentence: Sentence) -> list[Mark]:
    """The units of a sentence, and those whose people it names: "ông A, Cục trưởng Cục Thuế; lãnh đạo Sở Y tế, …"."""
    reading = scene.reading
    if not CAME.search(scene.sketch(sentence).text):
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
        and not (_no_member(mark) or directs(mark) or mark.value.name.endswith("ủy"))
        and not mark.value.name.startswith("Ủy ban nhân dân")
    ]


def _territories(scene: Scene, sentence: Sentence) -> list[Mark]:
    """Communes and districts by name, and those whose committee is named, for blocs of them."""
    reading, sketch = scene.reading, scene.sketch(sentence)
    shown = [m for m in sketch.marks if m.label == "place" and m.value.level in TERRITORIES - {"tỉnh"}]
    units = reading.within("unit", sentence.first, sentence.last)
    committees = [m for m in units if m.value.name in _COMMITTEES and m.value.place]
    return shown + [m._replace(value=UnitName(m.value.place, None, None, False)) for m in committees]


def under_their_head(marks: list[Mark], found: Found, bloc: str) -> list[Mark]:
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


def distinct(names: Iterable[NameAndPlace]) -> list[NameAndPlace]:
    """The names, each unit once."""
    out: list[NameAndPlace] = []
    for name in names:
        if not any(same_unit(name, other) for other in out):
            out.append(name)
    return out


def directs(mark: Mark) -> bool:
    """Whether a unit is one that honours and directs, and stands in no bloc of those it does so for."""
    return str(mark.value.name).startswith(_DIRECTING)
