"""How many members a bloc has: the numbers that a text states, and how far each is to be trusted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nlp.facts.context import Scene
from nlp.needs import Gated, matches
from nlp.sketch import Sketch

_FEWEST, _MOST = 2, 150
_WORDS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_BLOC = r"(?:B\d+(?: \([^()]*\))?|khối|cụm)"
_NOUN = r"(?:đơn vị|chi nhánh|thành phố|thị xã|đặc khu|quận|doanh nghiệp|sở|hội|trường|bệnh viện|ngành|cơ quan|xã|phường|tỉnh|huyện|chi cục|cục|địa phương|thành viên|công ty|ngân hàng|chi hội)"  # noqa: E501 - a rule reads best in one piece


def _number(name: str) -> str:
    words = "|".join(_WORDS).replace("năm", "năm(?! (?:trong|của|thuộc) )")  # "hội nghị tổng kết năm của khối"
    return rf"(?:N(?P<{name}>\d+)|(?P<{name}_plain>\d{{1,3}})|(?P<{name}_word>{words}))"


# Each with its weight: the lower the better. "Khối gồm 9 đơn vị"; "15 tỉnh hội trong cụm"; "giữa 07 đơn vị … ký kết".
_STATED = (
    (
        1,
        Gated(
            rf"(?<!\S){_BLOC}(?: thi đua)?(?: hiện| nay| năm nay| Y\d+)?(?: ,| \()? (?:gồm|có|bao gồm|gồm có) (?:tới |tổng cộng |tất cả |đủ )?{_number('n')}(?! ?[%/]| điểm| nhóm| phần)(?= |$)"  # noqa: E501 - a rule reads best in one piece
        ),
    ),
    (
        1,
        Gated(
            rf"(?<!\S){_BLOC}(?: thi đua)? (?:với|gồm có) {_number('n')}(?="
            rf" |$)(?! (?:nội|chỉ|tiêu|nhóm|nhiệm|hoạt|phong))"
        ),
    ),
    (
        2,
        Gated(
            rf"(?<![\S/]){_number('n')}(?:(?: (?:,|và))? (?:{_NOUN}|tỉnh hội|thành|bạn|U\d+(?= (?:tỉnh |thành viên )?(?:trong|của|thuộc|trực thuộc) ))(?: [^\W\d_]+){{0,3}}?)* (?:trong|của|thuộc|trực thuộc) (?:toàn )?{_BLOC}(?= |$)"  # noqa: E501 - a rule reads best in one piece
        ),
    ),
    (
        3,
        Gated(
            rf"(?<!\S)(?:giữa|lãnh đạo|thủ trưởng|đại diện|lãnh đạo của) {_number('n')}(?: {_NOUN})?(?= |$)[^.;]{{0,30}}(?:ký|ký kết|đã ký|cùng ký)"  # noqa: E501 - a rule reads best in one piece
        ),
    ),
    (
        3,
        Gated(
            rf"(?<![\S/]){_number('n')}(?:(?: ,)? {_NOUN}| thành viên)* (?:đã |cùng |tiến hành |lần lượt |cùng nhau )*(?:(?:ký|ký kết) (?:bản )?giao ước|giao ước)(?! (?:trong|các)? ?khối)"  # noqa: E501 - a rule reads best in one piece
        ),
    ),
    (2, Gated(rf"giao ước thi đua[^.;]{{0,20}} giữa {_number('n')}(?= |$)")),
)
_SHARE = Gated(
    rf"(?<!\S)(\d{{1,3}}) ?/ ?(?:N(?P<n>\d+)|(?P<n_plain>\d{{1,3}})(?P<n_word>) ?(?=U\d|O\d|{_NOUN}|tổ chức|thành|có|hoàn|trong|tham|dự|,|\.))"  # noqa: E501 - a rule reads best in one piece
)
_OF_UNITS = re.compile(rf"O\d|U\d|{_NOUN}")
_TARGETS = re.compile(r" ?(?:chỉ tiêu|tiêu chí|nội dung)")
# "36/60 xã đạt chuẩn nông thôn mới": communes of the province.
_ATTAIN = re.compile(r" ?(?:xã |thôn |huyện )?(?:đã )?(?:đạt chuẩn|được công nhận|về đích)")
# "Toàn khối có 71 xã được công nhận …": what the members have, not how many they are.
_HAS = re.compile(r"(?:^| )(?:toàn|cả|trong) $")
_ATTAINS = re.compile(r"(?:\S+ )?\S+ (?:đạt|được|hoàn|về|xếp)(?!\S)")
_PARTS = frozenset(
    {"tập thể", "cá nhân", "xã", "điển hình", "mô hình", "gia đình", "hộ", "vận động viên", "đại biểu", "đoàn viên"}
)
_AWARDED = re.compile(r"(?:tặng|khen|cho|thưởng|trao)(?: thêm| các)? $")
_NAMED = re.compile(
    r"(?:^| )(?<!số )(\d{1,2}) (?:tỉnh|thành phố|huyện|quận|xã|phường|trường|sở|ngân hàng|bệnh viện|đơn vị|doanh nghiệp|cơ quan|hội)(?: |$)"  # noqa: E501 - a rule reads best in one piece
)


class Count(NamedTuple):
    """A stated number of members over start..end of a sketch's text; the lower the weight, the better the statement."""

    weight: int
    number: int
    start: int
    end: int


def stated_counts(scene: Scene, sketch: Sketch) -> Iterator[Count]:
    """Every statement of a bloc's size in a sentence."""
    text = sketch.text
    for weight, match in matches(_STATED, text):
        if not _AWARDED.search(text[: match.start()]) and not _of_parts(sketch, match):
            friends = " bạn" in match[0]
            yield from (count._replace(number=count.number + friends) for count in _counted(sketch, weight, match))
    for match in _SHARE.finditer(text):
        near = text[max(0, match.start() - 60) : match.end() + 40]
        about = re.search(r"khối|cụm|B\d|thành viên", near) or (
            len(scene.clusters) == 1 and (match["n"] or _OF_UNITS.match(text, match.end()))
        )
        for count in _counted(sketch, 2, match):
            some = int(match[1]) < count.number and _ATTAIN.match(text, match.end())
            if about and int(match[1]) <= count.number and not some and not _TARGETS.match(text, match.end()):
                yield count


def _of_parts(sketch: Sketch, match: re.Match[str]) -> bool:
    """Whether a number counts what is inside the members: "toàn khối có 9 tập thể được khen", "toàn cụm có 71 xã"."""
    if match["n"]:
        noun = str(sketch.marks[int(match["n"])].value.noun)
    else:
        noun = " ".join(sketch.text[match.end() :].split()[:3])
    if _ATTAINS.match(noun) and _HAS.search(sketch.text[: match.start()]):
        return True  # "toàn cụm có 128 trường đạt chuẩn": of its members
    parts = any(noun == part or noun.startswith(f"{part} ") for part in _PARTS - {"xã"})
    return parts or (noun.startswith("xã") and _HAS.search(sketch.text[: match.start()]) is not None)


def _counted(sketch: Sketch, weight: int, match: re.Match[str]) -> Iterator[Count]:
    if match["n"]:
        number = int(sketch.marks[int(match["n"])].value.count)
    else:
        number = int(match["n_plain"]) if match["n_plain"] else _WORDS[match["n_word"]]
    if _FEWEST <= number <= _MOST:
        yield Count(weight, number, match.start(), match.end())


def named_count(description: str) -> int | None:
    """The count in a bloc's name: "5 thành phố trực thuộc Trung ương", "Ủy ban MTTQ Việt Nam 6 tỉnh Bắc Trung Bộ"."""
    match = _NAMED.search(description)
    return int(match[1]) if match else None
