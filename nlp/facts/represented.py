"""Members by those who came for them, and by what is told of each: articles that have no list of members.

"Đại diện các đơn vị thành viên có ông A, Giám đốc Sở Y tế; bà B, Phó Giám đốc Sở Tư pháp": the units of these offices.
"6 tháng đầu năm, các đơn vị trong khối đã … Sở Y tế tiêm chủng …. Sở Tư pháp trợ giúp …": the units each is of.
"""

from __future__ import annotations

import re
from itertools import groupby
from operator import attrgetter

from nlp.facts.context import Scene
from nlp.needs import Gated
from nlp.reading import Mark, Sentence
from nlp.sketch import Sketch
from records import BlockKind

_CAME_FOR = Gated(
    r"(?<!\S)(?:đại diện|lãnh đạo|về phía|thủ trưởng)(?: [^\W\d_A-Z]+){0,3}?"
    r" (?:thành viên|(?:đơn vị|cơ quan|sở , ngành|ngành|trường|địa phương|hội|tỉnh)(?= (?:trong|của|thuộc)))"
    r"(?: (?:trong|của|thuộc) (?:khối|cụm|B\d+)(?: thi đua)?)? (?:có|gồm|gồm có|:)"
    r"(?: các)?(?: đồng chí| ông| bà| ông , bà)?(?: :)?(?= P\d)"
)
_GUESTS = re.compile(r"(?<!\S)(?:khách mời|phóng viên|cùng dự còn|về phía)(?!\S)")
_PERSON_OF = re.compile(r"P\d+ (?:,|-|\() (?P<o>O\d+(?: , O\d+)*)")
# Of whom a paragraph tells: "các đơn vị trong khối đã", "toàn khối".
_OF_ALL = Gated(
    r"(?<!\S)(?:(?:đơn vị|thành viên|cơ quan|sở , ngành|địa phương) (?:trong|thuộc|của) (?:toàn )?(?:khối|cụm)"
    r"|(?:các|nhiều) (?:đơn vị|thành viên)(?= (?:đã|trong|thuộc)))"
)
# A unit that does something, alone or with others: not one that is honoured, visited, or asked.
_DOES = re.compile(
    r"^(?:riêng |nổi bật (?:là |có )?|tiêu biểu (?:là |có )?|điển hình (?:là |có )?)?(?P<u>U\d+(?: (?:,|và) U\d+)*) "
    r"(?!được|là|của|cho|cũng được|đã được|có (?:ông|bà|P)|[^\w ]|U|R|A|O|P|trao|tặng|đề nghị|ghi nhận)"
)
_FEWEST = 3
_UNREAD = frozenset({BlockKind.CAPTION, BlockKind.TITLE})


def represented(scene: Scene, sentence: Sentence) -> tuple[str | None, list[Mark]]:
    """The bloc and the units whose people came for the members, where a sentence says so."""
    sketch = scene.sketch(sentence)
    came = _CAME_FOR.search(sketch.text)
    if came is None:
        return None, []
    guests = _GUESTS.search(sketch.text, came.end())
    end = guests.start() if guests else len(sketch.text)
    people = _PERSON_OF.finditer(sketch.text, came.end(), end)
    marks = [unit for person in people if (unit := _unit_of(scene, sketch.symbols(person["o"])))]
    if marks:
        marks += sketch.symbols(" ".join(re.findall(r"U\d+", sketch.text[came.end() : end])))
    return (scene.bloc_at(sketch.token(came.start())), marks) if len(marks) >= _FEWEST else (None, [])


def told_of(scene: Scene) -> list[Mark]:
    """The units that the sentences of one paragraph tell of one by one, after it spoke of the bloc's units."""
    best: list[Mark] = []
    body = [s for s in scene.reading.sentences if s.kind not in _UNREAD]
    for _, block in groupby(body, key=attrgetter("block")):
        sentences = list(block)
        if not any(_OF_ALL.search(scene.sketch(s).text) for s in sentences[:2]):
            continue
        marks = [mark for s in sentences for mark in _doers(scene.sketch(s))]
        best = max(best, marks, key=len)
    return best if len(best) >= _FEWEST else []


def _doers(sketch: Sketch) -> list[Mark]:
    """Who does something in each clause of a sentence."""
    clauses = (_DOES.match(clause.strip()) for clause in sketch.text.split(";"))
    return [mark for does in clauses if does for mark in sketch.symbols(does["u"])]


def _unit_of(scene: Scene, offices: list[Mark]) -> Mark | None:
    """The unit of a person's first office; a seat on a committee ("Tỉnh ủy viên, Chánh Văn phòng …") comes last."""
    first = sorted(offices, key=lambda office: office.value.title.lower().endswith("ủy viên"))
    return next((unit for office in first if (unit := _unit_in(scene, office))), None)


def _unit_in(scene: Scene, office: Mark) -> Mark | None:
    """The unit in whose office a person is: of "Phó Trưởng phòng Phòng Y tế Sở Y tế" the last, the whole."""
    units = scene.reading.within("unit", office.first, office.last)
    if not units:
        return None
    unit, title = units[-1], office.value.title
    if "Chánh Văn phòng" in title and not unit.value.name.startswith("Văn phòng"):
        return unit._replace(value=unit.value._replace(name=f"Văn phòng {unit.value.name}"))
    return unit
