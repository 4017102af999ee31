"""Award names: a form of the law with its grade, granting body and year: "Cờ thi đua hạng Nhất của UBND tỉnh"."""

from __future__ import annotations

import re

from nlp.reading import Mark, Reading
from nlp.spans.award_names import AwardName, level_of
from nlp.spans.groups import add_collectives, count_recipients
from nlp.spans.offices import OfficeReader
from nlp.spans.ranks import WORDS_IN_NHAT, RankReader, of_an_index
from nlp.spans.units import UnitReader
from nlp.vocabulary import Vocabulary
from nlp.word_sets import word_set
from records import AwardForm

_GRADE = re.compile(
    r"(?:hạng|loại|giải) (?:nhất|nhì|nhi|ba|tư|khuyến khích|a|b|c|i|ii|iii|1|2|3)(?!\S)|(?:xuất sắc|tiêu biểu"
    r"|tiên tiến)(?!\S)"
)
_OPENING, _CLOSING = frozenset({"“", '"', "'", "«", "‘"}), frozenset({"”", '"', "'", "»", "’"})
# "chào cờ", "ngọn cờ", "cờ tướng", "cờ đỏ": flags and games that nobody is honoured with.
_NO_FLAG_AFTER = word_set("chào ngọn treo phất dưới bóng cán chơi đánh môn màu quốc đảng hạ kéo giương")
_NO_FLAG_BEFORE = word_set("ốc tướng vua người đỏ đảng tổ lưu hoa búa cá vây")
# "hội thi giáo viên dạy giỏi", "nhân rộng điển hình tiên tiến": the words of a title, given to nobody.
_NO_TITLE_AFTER = re.compile(
    r"(?:hội thi|cuộc thi|thi|nhân rộng|hội nghị|câu lạc bộ|đại hội|gương|những|các|lớp|phong trào|biểu dương"
    r"|giải thưởng|giao lưu)$"
)
_LONGEST_NAME = 22
# Bodies that an award may be named after without "của": "Cờ thi đua UBND tỉnh".
_GRANTOR_HEADS = word_set("ubnd bộ tand chính ngân nhnn tỉnh thành tổng quân")


class AwardReader:
    """Finds award names."""

    def __init__(self, words: Vocabulary, units: UnitReader, offices: OfficeReader) -> None:
        """Reads `award_forms`, `leader_roles`."""
        self._forms = words.phrases("award_forms")
        self._roles = words.phrases("leader_roles")
        self._units = units
        self._offices = offices
        self._ranks = RankReader()

    def __call__(self, reading: Reading) -> None:
        """Add marks `award`."""
        end = 0
        for i, sentence in reading.in_sentences(self._forms.starts(reading.tokens)):
            mark = self._at(reading, i, sentence.last) if i >= end else None
            if mark:
                reading.add(mark)
                end = mark.last
        self._ranks(reading)
        if reading.of("award"):
            count_recipients(reading)
            add_collectives(reading)
        reading.marks.get("award", []).sort(key=lambda mark: (mark.first, mark.last))

    def _at(self, reading: Reading, i: int, last: int) -> Mark | None:
        tokens = reading.tokens
        hit = self._forms.at(tokens.lower, i, last)
        if hit is None or hit.entry.kind in ("rank", "prize"):
            return None
        form = AwardForm(hit.entry.kind or "other")
        if _means_no_award(reading, form, i, hit.last) or self._roles.at(tokens.lower, hit.last, last):
            return None  # "trao cờ luân lưu | Cụm trưởng cho": what the lead is handed over with
        if form is AwardForm.LEAD_UNIT and of_an_index(reading, i):
            return None
        close = _quotation(reading, i - 1, last) if i and tokens.lower[i - 1] in _OPENING else i
        quoted = hit.last < close
        end = self._name_end(reading, form, i, hit.last, close - 1 if quoted else last)
        first, name_end = (i - 1, close) if quoted else (i, end)
        if not quoted and end < last and tokens.lower[end] in _CLOSING and not _OPENING.isdisjoint(tokens.lower[i:end]):
            name_end = end + 1
        grantor, owned = self._grantor(reading, end if quoted else name_end, last)
        end = max(owned if grantor else _owner(reading, owned, last), name_end)
        title = reading.wording(i, close - 1 if quoted and end == close else end).strip()
        level = level_of(hit.entry.attributes.get("level"), title, grantor)
        year, end = self._year(reading, end, last)
        if year and not grantor and reading.tokens.lower[end : end + 1] == ["của"]:
            grantor, end = self._owner_named(reading, end, last)  # "Cờ thi đua năm 2009 | của Tổng LĐLĐVN"
            level = level_of(hit.entry.attributes.get("level"), title, grantor)
        return Mark(first, end, "award", AwardName(form, title, level, grantor, year), f"award.{form}")

    def _name_end(self, reading: Reading, form: AwardForm, i: int, end: int, last: int) -> int:
        """Where the award's own name ends: with its grade, its quotation or its bloc, before who grants it."""
        lower = reading.tokens.lower
        if "của" in lower[i:end]:
            end = i + lower[i:end].index("của")
        end = self._grade(reading, end, last)
        if form is AwardForm.FLAG:
            end = self._named_flag(reading, end, last)
        if form is AwardForm.LEAD_UNIT and end < last and lower[end] in ("khối", "cụm", "trong", "toàn"):
            end = self._bloc_tail(reading, end, last)
        if (
            form in (AwardForm.COMMEMORATIVE, AwardForm.OTHER, AwardForm.MEDAL)
            and end < last
            and lower[end] in _OPENING
        ):
            end = _quotation(reading, end, last)
        elif form is AwardForm.COMMEMORATIVE:
            end = _cause(reading, end, last)
        return end

    def _grade(self, reading: Reading, i: int, last: int) -> int:
        tokens = reading.tokens
        end = i
        while end < last and (match := _GRADE.match(tokens.line, tokens.line_starts[end])):
            end = tokens.at(match.end() - 1) + 1
        return end

    def _named_flag(self, reading: Reading, i: int, last: int) -> int:
        """A flag's own name: Cờ “Đơn vị dẫn đầu khối thi đua”, cờ thi đua đơn vị xuất sắc."""
        tokens = reading.tokens
        if i >= last:
            return i
        if tokens.lower[i] in _OPENING:
            return _quotation(reading, i, last)
        hit = self._forms.at(tokens.lower, i, last)
        if hit and hit.entry.kind == "lead_unit":
            return self._bloc_tail(reading, hit.last, last)
        return self._grade(reading, i, last)

    def _bloc_tail(self, reading: Reading, i: int, last: int) -> int:
        end = i
        while end < last and reading.tokens.lower[end] in (
            "khối",
            "cụm",
            "thi",
            "đua",
            "trong",
            "toàn",
            "phong",
            "trào",
        ):
            end += 1
        return end

    def _grantor(self, reading: Reading, i: int, last: int) -> tuple[str | None, int]:
        """Whose award it is: "của UBND tỉnh", "UBND tỉnh", "cấp tỉnh", "thành phố"; and the token after that."""
        lower = reading.tokens.lower
        if i + 1 < last and lower[i] == "của":
            return self._owner_named(reading, i, last)
        if i + 1 < last and lower[i] == "cấp":
            return None, i + (3 if lower[i + 1] == "toàn" else 2)
        if " ".join(lower[i : min(i + 2, last)]) in ("thành phố", "toàn quốc"):
            return None, i + 2
        if i < last and lower[i] in ("tỉnh", "huyện", "quận", "tp"):
            return None, i + 1
        unit = self._units.at(reading, i, last) if i < last and lower[i] in _GRANTOR_HEADS else None
        return (_named(unit), unit.last) if unit else (None, i)

    def _owner_named(self, reading: Reading, i: int, last: int) -> tuple[str | None, int]:
        unit = self._units.at(reading, i + 1, last)
        if unit:
            return _named(unit), unit.last
        office = next((mark for mark in reading.within("office", i + 1, last) if mark.first == i + 1), None)
        return (office.value.title, office.last) if office else (None, i)

    def _year(self, reading: Reading, i: int, last: int) -> tuple[int | None, int]:
        for mark in reading.within("year", i, last):
            if mark.first == i:
                return mark.value.year, mark.last
        return None, i


def _named(unit: Mark) -> str:
    return f"{unit.value.name} {unit.value.place}" if unit.value.place else str(unit.value.name)


def _means_no_award(reading: Reading, form: AwardForm, i: int, end: int) -> bool:
    """Whether these words only look like an award's name."""
    lower = reading.tokens.lower
    before = lower[i - 1] if i else ""
    if lower[i] == "nhất" and before in WORDS_IN_NHAT:
        return True
    if form is AwardForm.MEDAL and end == i + 2:  # "học sinh đoạt huy chương"; the State's have names
        named = end < len(lower) and (lower[end] in _OPENING or reading.tokens.shapes[end] in "XA")
        return not named
    if before in ("phong", "công") and lower[i] in ("trào", "tác"):
        return True
    if form is AwardForm.FLAG and end == i + 1:
        return before in _NO_FLAG_AFTER or (end < len(lower) and lower[end] in _NO_FLAG_BEFORE)
    if form is AwardForm.INDIVIDUAL_TITLE:
        return _NO_TITLE_AFTER.search(" ".join(lower[max(0, i - 3) : i])) is not None
    return False


def _quotation(reading: Reading, i: int, last: int) -> int:
    """Past the quotation that begins at token i, or i when it does not close soon."""
    lower = reading.tokens.lower
    return next((j + 1 for j in range(i + 1, min(last, i + _LONGEST_NAME)) if lower[j] in _CLOSING), i)


def _cause(reading: Reading, i: int, last: int) -> int:
    """Past what a medal honours, where it is not quoted: Kỷ niệm chương | Vì sự nghiệp Thi đua, Khen thưởng."""
    tokens = reading.tokens
    if tokens.lower[i : i + 3] != ["vì", "sự", "nghiệp"]:
        return i
    end = i + 3
    while end < min(last, i + 12) and (tokens.shapes[end] in "XA" or _goes_on(tokens.lower, tokens.shapes, end, last)):
        end += 1
    return end


def _goes_on(lower: list[str], shapes: str, i: int, last: int) -> bool:
    """A small word, a dash or a comma inside such a name: a capital follows it at once or after one more word."""
    if lower[i] in ("cho", "tặng", "đến", "của", "năm", ";", "."):
        return False
    return i + 1 < last and (shapes[i + 1] in "XA" if lower[i] in (",", "-", "và") else shapes[i] == "x")


def _owner(reading: Reading, i: int, last: int) -> int:
    """Past a branch that an award is of: Cờ thi đua | ngành Tư pháp, toàn lực lượng Công an."""
    tokens = reading.tokens
    if i + 1 >= last or tokens.lower[i] not in ("ngành", "toàn"):
        return i
    end = i + 1
    while end < last and (tokens.shapes[end] in "XA" or (tokens.lower[end] in _BRANCH and end > i)):
        end += 1
    return end if end > i + 1 else i


_BRANCH = word_set("nhân dân sát ngành lực lượng quân quốc hệ thống pháp dục án hàng tế")
