"""Award names: a form of the law with its grade, its granting body and its year: "Cờ thi đua hạng Nhất của UBND tỉnh"."""

from __future__ import annotations

import re
from typing import NamedTuple

from records import AwardForm, AwardLevel

from nlp.reading import Mark, Reading
from nlp.spans.offices import OfficeReader
from nlp.spans.units import UnitReader
from nlp.vocabulary import Vocabulary

_GRADE = re.compile(r"(?:hạng|loại|giải) (?:nhất|nhì|nhi|ba|tư|khuyến khích|a|b|c|i|ii|iii|1|2|3)(?!\S)|(?:xuất sắc|tiêu biểu|tiên tiến)(?!\S)")
_RANK = re.compile(
    r"(?<!\S)(?:(?:xếp|đứng|đạt|giữ|về|vị trí|xếp vị trí|đứng vị trí)(?: hạng| thứ| vị trí)* (?:hạng |thứ )?(?P<a>nhất|nhì|nhi|ba|tư|[1-9]\d?)(?= (?:toàn |trong )?(?:khối|cụm)|[ ,;.]|$)"
    r"|hạng (?P<b>nhất|nhì|ba|tư|khuyến khích)(?: (?:toàn |trong )?(?:khối|cụm))?|(?P<c>nhất|nhì|ba) (?:toàn )?(?:khối|cụm)(?: thi đua)?)(?!\S)"
)
_PRIZE = re.compile(
    r"(?<!\S)(?:(?:đồng )?giải (?:chính thức )?(?:nhất|nhì|ba|tư|khuyến khích|đặc biệt|phong cách|vô địch|a|b|c|xuất sắc)|cúp (?:vô địch|vàng|bạc)|chức vô địch"
    r"|huy chương (?:vàng|bạc|đồng)|giải (?:toàn đoàn|đồng đội))(?: (?:toàn đoàn|đồng đội|tập thể|cá nhân|môn))?(?!\S)"
)
_RANKING = re.compile(r"(?<!\S)(?:xếp|chấm điểm|bình xét|xếp hạng|suy tôn|kết quả)(?!\S)")
_LEVELS = (
    (re.compile(r"chủ tịch nước|nhà nước"), AwardLevel.STATE),
    (re.compile(r"chính phủ|thủ tướng"), AwardLevel.GOVERNMENT),
    (re.compile(r"\bbộ(?! chỉ huy)|trung ương|tổng liên đoàn|tối cao|thống đốc|ngân hàng nhà nước|việt nam|toàn quốc|quân khu"), AwardLevel.MINISTRY),
    (re.compile(r"tỉnh|thành phố|\bsở\b|bộ chỉ huy|tp"), AwardLevel.PROVINCE),
    (re.compile(r"huyện|quận|thị xã"), AwardLevel.DISTRICT),
    (re.compile(r"\bxã\b|phường|thị trấn"), AwardLevel.COMMUNE),
    (re.compile(r"khối|cụm"), AwardLevel.BLOC),
)  # fmt: skip


class AwardName(NamedTuple):
    """An award as named: its form, its title as a record writes it, who grants it and for which year, where stated here."""

    form: AwardForm
    title: str
    level: AwardLevel | None
    grantor: str | None
    year: int | None


class AwardReader:
    """Finds award names."""

    def __init__(self, words: Vocabulary, units: UnitReader, offices: OfficeReader) -> None:
        """Reads `award_forms`."""
        self._forms = words.phrases("award_forms")
        self._units = units
        self._offices = offices

    def __call__(self, reading: Reading) -> None:
        """Add marks `award`."""
        for sentence in reading.sentences:
            i = sentence.first
            while i < sentence.last:
                mark = self._at(reading, i, sentence.last)
                if mark:
                    reading.add(mark)
                    i = mark.last
                else:
                    i += 1
        for regex, form, rule in ((_PRIZE, AwardForm.PRIZE, "award.prize"), (_RANK, AwardForm.RANK, "award.rank")):
            self._graded(reading, regex, form, rule)
        self._after_names(reading)
        reading.marks.get("award", []).sort(key=lambda mark: (mark.first, mark.last))

    def _after_names(self, reading: Reading) -> None:
        """"… xếp A nhất, B nhì và C ba": a bare rank right after a unit, in a sentence that ranks."""
        tokens = reading.tokens
        taken = {i for mark in reading.of("award") for i in range(mark.first, mark.last)}
        for unit in reading.of("unit"):
            i = unit.last
            if i >= len(tokens) or i in taken or tokens.lower[i] not in ("nhất", "nhì", "ba") or tokens.line[tokens.line_starts[i] - 1] == "\n":
                continue
            sentence = reading.sentence_of(i)
            ends = i + 1 >= sentence.last or tokens.lower[i + 1] in (",", ";", "và", ".", "khối", "cụm")
            if ends and _RANKING.search(" ".join(tokens.lower[sentence.first : i])):
                first = tokens.lower[i] == "nhất"
                name = AwardName(AwardForm.LEAD_UNIT if first else AwardForm.RANK, "Nhất khối" if first else f"Hạng {tokens.lower[i]}", AwardLevel.BLOC, None, None)
                reading.add(Mark(i, i + 1, "award", name, "award.rank_after"))

    def _graded(self, reading: Reading, regex: re.Pattern[str], form: AwardForm, rule: str) -> None:
        tokens = reading.tokens
        taken = {i for mark in reading.of("award") for i in range(mark.first, mark.last)}
        for match in regex.finditer(tokens.line):
            first, last = tokens.at(match.start()), tokens.at(match.end() - 1) + 1
            if not taken.isdisjoint(range(first, last)):
                continue
            grade = next((g for g in match.groupdict().values() if g), None)
            title = f"Hạng {grade}" if grade else reading.wording(first, last)
            if form is AwardForm.RANK and grade in ("nhất", "1") and not match["b"]:
                reading.add(Mark(first, last, "award", AwardName(AwardForm.LEAD_UNIT, "Nhất khối", AwardLevel.BLOC, None, None), "award.first"))
            else:
                reading.add(Mark(first, last, "award", AwardName(form, title, None, None, None), rule))

    def _at(self, reading: Reading, i: int, last: int) -> Mark | None:
        tokens = reading.tokens
        hit = self._forms.at(tokens.lower, i, last)
        if hit is None or hit.entry.kind in ("rank", "prize"):
            return None
        before = tokens.lower[i - 1] if i else ""
        if before in ("phong", "công") and tokens.lower[i] in ("trào", "tác"):
            return None
        form = AwardForm(hit.entry.kind or "other")
        end = hit.last
        if "của" in tokens.lower[i:end]:
            end = i + tokens.lower[i:end].index("của")
        end = self._grade(reading, end, last)
        if form is AwardForm.FLAG:
            end = self._named_flag(reading, end, last)
        if form is AwardForm.LEAD_UNIT and end < last and tokens.lower[end] in ("khối", "cụm", "trong", "toàn"):
            end = self._bloc_tail(reading, end, last)
        closed = end + 1 if end < last and tokens.lower[end] in ("”", '"', "'", "»") else end
        name_end = closed
        grantor, end = self._grantor(reading, closed, last)
        title = reading.wording(i, end if grantor else name_end).strip()
        level = level_of(hit.entry.attributes.get("level"), title, grantor)
        year, end = self._year(reading, end, last)
        return Mark(i, end, "award", AwardName(form, title, level, grantor, year), f"award.{form}")

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
        if tokens.lower[i] in ("“", '"', "'", "«"):
            close = next((j for j in range(i + 1, min(last, i + 16)) if tokens.lower[j] in ("”", '"', "'", "»")), None)
            return close + 1 if close else i
        hit = self._forms.at(tokens.lower, i, last)
        if hit and hit.entry.kind == "lead_unit":
            return self._bloc_tail(reading, hit.last, last)
        return self._grade(reading, i, last)

    def _bloc_tail(self, reading: Reading, i: int, last: int) -> int:
        end = i
        while end < last and reading.tokens.lower[end] in ("khối", "cụm", "thi", "đua", "trong", "toàn", "phong", "trào"):
            end += 1
        return end

    def _grantor(self, reading: Reading, i: int, last: int) -> tuple[str | None, int]:
        """"của UBND tỉnh", "thành phố", "cấp tỉnh", "ngành": whose award it is."""
        tokens = reading.tokens
        if i >= last:
            return None, i
        if tokens.lower[i] == "của" and i + 1 < last:
            at = i + 1
            unit = self._units.at(reading, at, last)
            if unit:
                return unit.value.name + (f" {unit.value.place}" if unit.value.place else ""), unit.last
            for office in reading.within("office", at, last):
                if office.first == at:
                    return office.value.title, office.last
            return None, i
        if tokens.lower[i] == "cấp" and i + 1 < last:
            return None, i + 2
        if " ".join(tokens.lower[i : i + 2]) in ("thành phố", "toàn quốc"):
            return None, i + 2
        if tokens.lower[i] in ("tỉnh", "huyện", "quận", "tp"):
            return None, i + 1
        unit = self._units.at(reading, i, last)
        if unit and tokens.lower[i] in ("ubnd", "bộ", "tand", "chính", "ngân", "nhnn", "tỉnh", "thành", "tổng", "quân"):
            return unit.value.name + (f" {unit.value.place}" if unit.value.place else ""), unit.last
        return None, i

    def _year(self, reading: Reading, i: int, last: int) -> tuple[int | None, int]:
        for mark in reading.within("year", i, last):
            if mark.first == i:
                return mark.value.year, mark.last
        return None, i


def level_of(said: str | None, title: str, grantor: str | None) -> AwardLevel | None:
    """The level of an award by who grants it, else by its own words."""
    for text in (grantor, title):
        for regex, level in _LEVELS if text else ():
            if regex.search((text or "").lower()):
                return level
    return AwardLevel(said) if said else None
