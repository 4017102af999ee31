"""Ranks and prizes: "hạng Nhì", "nhất khối", "giải Ba", and the bare "nhất" and "nhì" of a sentence that ranks."""

from __future__ import annotations

import re

from nlp.needs import Gated
from nlp.reading import Mark, Reading, Sentence
from nlp.spans.award_names import AwardName
from records import AwardForm, AwardLevel

_PLACES = r"(?:nhất|nhì|nhi|hai|ba|tư)"
_WITHIN = r"(?:toàn |trong |của )?(?:khối|cụm)(?: thi đua)?"
_ENDS = r"(?= (?:toàn |trong |của )?(?:khối|cụm)|[ ]?(?:[,;.):\n(]| và | cùng (?:được|có)| được | với )|$)"
_RANK = Gated(
    rf"(?<!\S)(?:(?:(?:xếp|đứng|đạt|giữ|về)(?: (?:hạng|thứ|vị trí|vị thứ|loại))+|vị trí(?: thứ)?|xếp|đứng|về"
    rf"|đồng hạng) (?P<a>{_PLACES}|(?:(?<=hạng )|(?<=thứ )|(?<=vị trí ))[1-9]\d?){_ENDS}"
    rf"|(?:(?<=nhì và )|(?<=nhì , )|(?<=hai và )|(?<=nhất , )|(?<=nhất và ))(?:thứ )(?P<e>nhì|hai|ba)"
    rf"|(?:đồng )?hạng (?P<b>nhất|nhì|ba|tư|khuyến khích)(?: {_WITHIN})?"
    rf"|(?<=- )(?P<f>ba) (?:khối|cụm)(?= ?:)"
    rf"|(?<=đơn vị )(?P<d>nhất|nhì|ba) {_WITHIN}|(?P<c>nhất|nhì|ba(?= (?:khối|cụm) :)) {_WITHIN})(?!\S)"
)
_PRIZE = Gated(
    r"(?<!\S)(?:(?:đồng )?giải (?:chính thức )?(?:nhất|nhì|ba|tư|khuyến khích|đặc biệt|phong cách|vô địch|a|b|c"
    r"|xuất sắc)|cúp (?:vô địch|vàng|bạc)|chức vô địch"
    r"|cúp(?= [“\"])|giải(?= [“\"])|huy chương (?:vàng|bạc|đồng)|giải (?:toàn đoàn|đồng đội))(?: (?:toàn đoàn"
    r"|đồng đội|tập thể|cá nhân))?(?!\S)"
)
_INDEX = re.compile(
    r"(?<!\S)(?:ddci|papi|pci|par index|sipas|chỉ số (?:cải cách hành chính|chuyển đổi số|hài lòng|năng lực))(?!\S)"
)
_RANKING = Gated(
    r"(?<!\S)(?:xếp|chấm điểm|bình xét|xếp hạng|suy tôn|kết quả|bình bầu|bình chọn|bảng tổng sắp|tuyên dương|bỏ "
    r"phiếu|tổng sắp|thứ hạng|điểm số|đoạt|giải)(?!\S)"
)
_GAME = re.compile(
    r"(?<!\S)(?:giải|hội thao|hội thi|cuộc thi|chung kết|bóng đá|bóng chuyền|cầu lông|kéo co|cúp|thi đấu|vô địch"
    r"|liên hoan|hội diễn|nhảy bao|chạy việt dã)(?!\S)"
)
# Before a bare rank that stands before its unit ("nhất PC08, nhì Công an huyện …"), and after it.
_BARE = frozenset({"nhất", "nhì", "ba"})
_OPENS = frozenset({":", ",", ";", "đồng", "và", "là"})
_THEN = frozenset({"-", ":", "là", "thuộc"})
_AFTER_LEADING = frozenset({",", ";", ".", "và", "được", "với"})
_CLOSES = frozenset({",", ";", "và", ".", "khối", "cụm", ")", "("})


# "thống nhất Khối trưởng là …", "ít nhất 5 đơn vị", "cao nhất": no first place.
WORDS_IN_NHAT = frozenset(
    {"thống", "hợp", "duy", "ít", "cao", "lớn", "tốt", "mới", "đồng", "nhiều", "nhỏ", "sớm", "thấp"}
)


class RankReader:
    """Finds what a sentence ranks; runs after the names of awards, and leaves them alone."""

    def __call__(self, reading: Reading) -> None:
        """Add marks `award` of the forms rank, lead_unit and prize."""
        taken = {i for mark in reading.of("award") for i in range(mark.first, mark.last)}
        for regex, form, rule in ((_PRIZE, AwardForm.PRIZE, "award.prize"), (_RANK, AwardForm.RANK, "award.rank")):
            _graded(reading, regex, form, rule, taken)
        _bare(reading, taken)


def _graded(reading: Reading, regex: Gated, form: AwardForm, rule: str, taken: set[int]) -> None:
    tokens = reading.tokens
    for match in regex.finditer(tokens.line):
        first, last = tokens.at(match.start()), tokens.at(match.end() - 1) + 1
        counted = form is AwardForm.PRIZE and _counted(reading, first)
        elsewhere = _contest(reading, first) or of_an_index(reading, first)
        if counted or elsewhere or not taken.isdisjoint(range(first, last)) or _in_word(reading, first):
            continue
        taken.update(range(first, last))
        grade = next((g for g in match.groupdict().values() if g), None)
        if form is AwardForm.RANK and match["b"] and _class_of_flag(reading, first):
            continue
        order = _order_before(reading, first, last) if form is AwardForm.RANK and match["b"] else None
        if order and grade:
            title = f"{order.title[: order.title.rindex(' ')]} {grade.capitalize()}"
            reading.add(Mark(first, last, "award", order._replace(title=title), "award.order"))
        elif form is AwardForm.RANK and grade in ("nhất", "1") and not match["b"]:
            reading.add(Mark(first, last, "award", _rank("nhất"), "award.first"))
        elif form is AwardForm.RANK:
            reading.add(Mark(first, last, "award", AwardName(form, f"Hạng {grade}", None, None, None), rule))
        else:
            last = _quoted(reading, last)
            reading.add(
                Mark(first, last, "award", AwardName(form, reading.wording(first, last), None, None, None), rule)
            )


def _order_before(reading: Reading, first: int, last: int) -> AwardName | None:
    """The order whose next class this is: "Huân chương Lao động hạng Nhì cho A, hạng Ba cho B"."""
    sentence = reading.sentence_of(first)
    orders = [
        m.value
        for m in reading.within("award", sentence.first, first)
        if m.value.form is AwardForm.ORDER and " hạng " in m.value.title.lower()
    ]
    given = reading.tokens.lower[last : last + 1] in (["cho"], ["tặng"])
    return orders[-1] if orders and given else None


def _class_of_flag(reading: Reading, first: int) -> bool:
    """ "tặng cờ thi đua hạng nhất, | hạng nhì": the class of another such flag, and no rank."""
    before = [
        m for m in reading.within("award", reading.sentence_of(first).first, first) if m.value.form is AwardForm.FLAG
    ]
    return bool(before) and reading.tokens.lower[before[-1].last : first] in ([], [","], ["và"], [",", "hạng"])


def _counted(reading: Reading, first: int) -> bool:
    """Whether a number of prizes stands before ("đạt 6 giải Nhất"), and not the number that ends a unit's name."""
    if first == 0 or not reading.tokens.lower[first - 1].isdigit():
        return False
    return not any(mark.last == first for mark in reading.of("unit"))


def _contest(reading: Reading, first: int) -> bool:
    """ "Trận tranh hạng ba": what is played for is not yet won."""
    return first > 0 and reading.tokens.lower[first - 1] in ("tranh", "suất")


def of_an_index(reading: Reading, first: int) -> bool:
    """ "xếp hạng chỉ số DDCI, Sở Y tế đứng thứ nhất": a place in a survey of the whole province."""
    sentence = reading.sentence_of(first)
    return _INDEX.search(" ".join(reading.tokens.lower[sentence.first : first])) is not None


def _in_word(reading: Reading, first: int) -> bool:
    """Whether this "nhất" is the second half of a word."""
    lower = reading.tokens.lower
    return first > 0 and lower[first] == "nhất" and lower[first - 1] in WORDS_IN_NHAT


def _quoted(reading: Reading, last: int) -> int:
    """Past the name of a cup: cúp “Tinh thần cao thượng”."""
    tokens = reading.tokens
    if last < len(tokens) and tokens.lower[last] in ("“", '"'):
        close = next((j for j in range(last + 1, min(len(tokens), last + 12)) if tokens.lower[j] in ("”", '"')), None)
        return close + 1 if close else last
    return last


def _rank(place: str) -> AwardName:
    if place == "nhất":
        return AwardName(AwardForm.LEAD_UNIT, "Nhất khối", AwardLevel.BLOC, None, None)
    return AwardName(AwardForm.RANK, f"Hạng {place}", AwardLevel.BLOC, None, None)


def _bare(reading: Reading, taken: set[int]) -> None:
    """Bare ranks, where a sentence ranks: after their units ("A nhất, B nhì và C ba") or before ("nhất A, nhì B")."""
    ends = {mark.last for label in ("unit", "place") for mark in reading.of(label)}
    starts = {mark.first for mark in reading.of("unit")}
    for i in sorted(ends):
        _leading(reading, i, taken)
    for sentence in reading.sentences:
        places = [
            i for i in range(sentence.first, sentence.last) if reading.tokens.lower[i] in _BARE and i not in taken
        ]
        if not places:
            continue
        words = " ".join(reading.tokens.lower[sentence.first : sentence.last])
        game = _GAME.search(words) is not None
        after = [i for i in places if _after_unit(reading, sentence, i, ends, game=game)]
        before = [i for i in places if i not in after and _before_unit(reading, sentence, i, starts)]
        distinct = {reading.tokens.lower[i] for i in before}
        ranked = bool(_RANKING.search(words)) or any(sentence.first <= i < sentence.last for i in taken)
        found = [*(after if ranked or game else ()), *(before if len(distinct) > 1 or ranked or game else ())]
        for i in sorted(found):
            name = _rank(reading.tokens.lower[i])
            if game:
                name = AwardName(
                    AwardForm.PRIZE, name.title if name.form is AwardForm.RANK else "Nhất", None, None, None
                )
            taken.add(i)
            reading.add(Mark(i, i + 1, "award", name, "award.rank_after" if i in after else "award.rank_before"))


def _leading(reading: Reading, i: int, taken: set[int]) -> None:
    """ "Sở Y tế | dẫn đầu, được đề nghị tặng …": who leads in a sentence that proposes or ranks."""
    lower = reading.tokens.lower
    if lower[i : i + 2] != ["dẫn", "đầu"] or i in taken:
        return
    sentence = reading.sentence_of(i)
    if i + 2 >= sentence.last or lower[i + 2] not in _AFTER_LEADING:
        return
    words = " ".join(lower[sentence.first : sentence.last])
    if _RANKING.search(words) or "đề nghị" in words:
        taken.update((i, i + 1))
        reading.add(Mark(i, i + 2, "award", _rank("nhất"), "award.first"))


def _after_unit(reading: Reading, sentence: Sentence, i: int, ends: set[int], *, game: bool) -> bool:
    lower = reading.tokens.lower
    bracket = i > sentence.first and lower[i - 1] == "(" and i - 1 in ends
    if i not in ends and not bracket:
        return False
    return bracket or game or i + 1 >= sentence.last or lower[i + 1] in _CLOSES


def _before_unit(reading: Reading, sentence: Sentence, i: int, starts: set[int]) -> bool:
    tokens = reading.tokens
    if i > sentence.first and tokens.lower[i - 1] not in _OPENS:
        return False
    then = i + 1
    if then < sentence.last and tokens.lower[then] in _THEN:
        then += 1
    return then < sentence.last and (tokens.shapes[then] in "XA" or then in starts)
