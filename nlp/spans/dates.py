"""Dates: days, ranges of days, months, quarters, half-years and years, exactly as far as the text states them.

No year is made up here: a day without one keeps `year` None, and `nlp/facts/years.py` finds it from the article's own
evidence. Vietnamese writes the day first, always.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from nlp.reading import Mark, Reading
from records import Grain, PartOfDay

_DAY, _MONTH, _YEAR = r"(?:[12]\d|3[01]|0?[1-9])(?!\d)", r"(?:1[0-2]|0?[1-9])(?!\d)", r"(?:19|20)\d\d(?!\d)"
_PARTS = {
    "sáng": PartOfDay.MORNING,
    "trưa": PartOfDay.AFTERNOON,
    "chiều": PartOfDay.AFTERNOON,
    "tối": PartOfDay.EVENING,
    "đêm": PartOfDay.EVENING,
}
_PART = r"(?P<part>sáng|trưa|chiều|tối|đêm)"
_NAMED_DAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
_WEEKDAY = rf"(?: ?,? ?\(? ?{_NAMED_DAY}(?: ?,)?)?"
_THEN = r" ?,? ?[(]? ?(?:ngày )?"
_CLOCK = r"(?:(?:vào )?(?:lúc |hồi )?\d{1,2} (?:giờ|h)(?: ?\d{2}(?: phút)?)? ?,? ?)?"
# What says that numbers are a day: "sáng nay", "hôm qua, thứ hai (", "trong hai ngày", "từ".
_CUE = (
    rf"(?P<cue>{_CLOCK}(?:"
    rf"(?:buổi |vào |trong )*{_PART}(?: và (?:sáng|chiều|tối))?(?: nay| qua| hôm nay| cùng ngày)*{_WEEKDAY}{_THEN}"
    rf"|(?:hôm (?:nay|qua)|mới đây|vừa qua|hôm){_WEEKDAY}{_THEN}"
    rf"|(?:trong )?(?:hai |ba |bốn |[2-9] |0[2-9] )?(?:các )?ngày{_WEEKDAY} ?"
    rf"|{_NAMED_DAY} ?[,(]? ?(?:ngày )?"
    r"|(?:từ|đến|vào|trước|sau|hết|trong) ))"
)
# A day with its month, in figures: 26/01/2024, 4-5, 3.2.2023, 11 tháng 5 năm 2018.
_FIGURES = (
    rf"(?P<d>{_DAY}) ?[/-] ?(?P<m>{_MONTH})(?: ?[/-] ?(?P<y>{_YEAR}|\d\d))?(?! ?[/-] ?\d)"
    rf"|(?P<d2>{_DAY})\.(?P<m2>{_MONTH})(?:\.(?P<y2>{_YEAR}))?(?![\d.,]*\d)"
    rf"|(?P<d3>{_DAY}) tháng (?P<m3>{_MONTH})(?: ?,? năm (?P<y3>{_YEAR})| ?/ ?(?P<y4>{_YEAR}))?"
)
_FROM = (
    rf"(?P<from>{_DAY})(?: ?/ ?(?P<fm>{_MONTH})(?: ?/ ?(?P<fy>{_YEAR}))?|\.(?P<fm2>{_MONTH}))?"
    r" ?(?P<link>-(?! ?ngày)|,|và|đến ngày|đến hết ngày|đến hết|đến) ?(?:ngày )?"
)
_FULL = re.compile(rf"(?:(?<!\S){_CUE}|(?<![\d/.,-])(?<!\d ))(?:{_FROM})?(?:{_FIGURES})(?! ?%)")
_NOUN = re.compile(
    r" (?:đơn vị|chi hội|hội|tỉnh|xã|doanh nghiệp|huyện|sở|cơ quan|thành viên|phường|trường|chỉ tiêu|tiêu chí"
    r"|đồng chí|người)"
)
# What every day in figures has; the costly `_FULL` is sought only around it.
_LIKELY = re.compile(r"(?<!\d)\d{1,2}(?: ?[/-] ?|\.)(?:0?[1-9]|1[0-2])(?!\d)|\d tháng \d")
_CUE_LONGEST, _DAY_LONGEST = 90, 60
# The first word stands before the question what precedes it: such expressions are found many times faster.
_MONTHS = re.compile(rf"tháng (?<!\Stháng )(?P<m>{_MONTH})(?: ?[/-] ?| năm )(?P<y>{_YEAR})(?! ?[/-])")
_QUARTERS = re.compile(rf"quý (?<!\Squý )(?P<q>iv|iii|ii|i|[1-4])(?: ?[/-] ?| năm | )(?P<y>{_YEAR})")
_HALVES = re.compile(rf"(?:6|sáu) tháng (?P<h>đầu|cuối) năm(?: (?P<y>{_YEAR}))?")
_YEARS = re.compile(rf"năm (?<!\Snăm )(?P<school>học )?(?P<y>{_YEAR})(?: ?- ?(?P<y2>{_YEAR}))?(?! ?[/-] ?\d)")

# "hai ngày làm việc tại …, 27 và 28/11": the days follow at some distance.
_DAYS_OF = re.compile(r"(?:hai|ba|bốn|[2-9]) ngày [^\n.;]{0,70}[,(] $")


class Day(NamedTuple):
    """A date as far as it was stated. `cue` is what introduced it ("sáng ngày"), empty for a bare one.

    year: None when none stands beside it. start, end: (month, day) pairs; grain: how exact it is.
    """

    start: tuple[int, int]
    end: tuple[int, int]
    year: int | None
    end_year: int | None
    grain: Grain
    part: PartOfDay | None
    cue: str

    def dates(self, year: int) -> tuple[date, date] | None:
        """First and last day in that year; None when such a day does not exist (29/2)."""
        try:
            first = date(self.year or year, *self.start)
            last = date(self.end_year or self.year or (year + (self.end < self.start)), *self.end)
        except ValueError:
            return None
        return first, last


def find_dates(reading: Reading) -> None:
    """Add marks `date` (days and ranges) and `year` (months, quarters, halves, years with their grain)."""
    line, tokens = reading.tokens.line, reading.tokens
    for match in _full(line):
        for day, start, end in _days(match):
            _keep(reading, day, start, end)
    taken = {i for mark in reading.of("date") for i in range(mark.first, mark.last)}
    for regex, grain in (
        (_HALVES, Grain.HALF),
        (_QUARTERS, Grain.QUARTER),
        (_MONTHS, Grain.MONTH),
        (_YEARS, Grain.YEAR),
    ):
        for match in regex.finditer(line):
            first, last = tokens.at(match.start()), tokens.at(match.end() - 1) + 1
            if taken.isdisjoint(range(first, last)):
                taken.update(range(first, last))
                reading.add(Mark(first, last, "year", _stretch(match, grain), f"date.{grain.value}"))


def _full(line: str) -> Iterator[re.Match[str]]:
    """The days, one after another: a costly expression, sought only around the numbers that may be one."""
    done = 0
    for likely in _LIKELY.finditer(line):
        if likely.start() < done:
            continue
        start, end = likely.span()
        begin = max(done, line.rfind("\n", 0, start) + 1, start - _CUE_LONGEST)
        stop = _ends(line, "\n", end)
        match = _FULL.search(line, begin, min(stop, _ends(line, " ", end + _DAY_LONGEST)))
        if match and match.start() <= start:
            done = match.end()
            yield match


def _ends(line: str, mark: str, start: int) -> int:
    """Where the next such mark stands, or the line ends."""
    found = line.find(mark, start)
    return len(line) if found < 0 else found


def _keep(reading: Reading, day: Day, start: int, end: int) -> None:
    """Add the day, or say why these numbers are none."""
    line, tokens = reading.tokens.line, reading.tokens
    first, last = tokens.at(start), tokens.at(end - 1) + 1
    if tokens.line_starts[first] + len(tokens.lower[first]) <= start:
        return
    second = line[:start].rstrip().endswith((",", " và"))  # "ngày 22/02/2019, 8/8 đơn vị đã …"
    if (second or not day.cue) and day.year is None and _NOUN.match(line, end):
        reading.refuse("date.fraction", "a share (9/13 đơn vị), not a day", first, last)
    elif not (day.cue or day.year or _introduced(line, start) or _opens(reading, first)):
        reading.refuse("date.bare", "two numbers with nothing that says they are a day", first, last)
    else:
        reading.add(Mark(first, last, "date", day, "date.day" if day.start == day.end else "date.range"))


def _introduced(line: str, start: int) -> bool:
    """Whether a bare day belongs to days before it ("13.4 và 20.4") or stands in a bracket after "hôm nay"."""
    before = line[max(0, start - 12) : start]
    if re.search(r"(?:nay|qua|ngày|sáng|chiều|tối) [(] ?$|\d (?:và|,) ?$|ngày $", before):
        return True
    return _DAYS_OF.search(line[max(0, start - 90) : start]) is not None


def _opens(reading: Reading, token: int) -> bool:
    """Whether a line begins here: "29/5, tại hội trường …" leaves the word for "day" out."""
    tokens = reading.tokens
    return (token == 0 or tokens.gaps[token] > 0) and tokens.line.count(" ", tokens.line_starts[token]) > 8


def _days(match: re.Match[str]) -> list[tuple[Day, int, int]]:
    """The days of a match, each with where it stands: one, a range, or two that "và" or a comma joins."""
    groups = match.groupdict()
    year = groups["y"] or groups["y2"] or groups["y3"] or groups["y4"]
    number = int(year) if year and len(year) == 4 else 2000 + int(year) if year else None
    end = (int(groups["m"] or groups["m2"] or groups["m3"]), int(groups["d"] or groups["d2"] or groups["d3"]))
    part, cue = _PARTS.get(groups["part"] or ""), (groups["cue"] or "").strip()
    single = Day(end, end, number, number, Grain.DAY, part, cue)
    if not groups["from"]:
        return [(single, match.start(), match.end())] if _exists(end) else []
    first_month = groups["fm"] or groups["fm2"]
    start = (int(first_month) if first_month else end[0], int(groups["from"]))
    if not (_exists(start) and _exists(end)):
        return []
    first_year = int(groups["fy"]) if groups["fy"] else number
    apart = groups["link"] in ("và", ",") and not _follows(start, end)
    if apart and (first_month or (not cue and end[1] - start[1] != 1)):
        one = Day(start, start, first_year, first_year, Grain.DAY, part, cue)
        second = single._replace(cue=cue or groups["link"])
        return [(one, match.start(), match.start("link")), (second, match.end("link") + 1, match.end())]
    if start > end and start[0] <= end[0]:
        return []
    return [(Day(start, end, first_year, number, Grain.DAY, part, cue), match.start(), match.end())]


def _follows(start: tuple[int, int], end: tuple[int, int]) -> bool:
    """Whether a day is the one after another: "30.6 và 1.7"."""
    return date(2024, *start) + timedelta(days=1) == date(2024, *end)


def _exists(day: tuple[int, int]) -> bool:
    return day[1] <= monthrange(2024, day[0])[1]


class Stretch(NamedTuple):
    """A month, quarter, half-year or year that was named. `school`: a school year, which is no emulation year."""

    year: int | None
    grain: Grain
    months: tuple[int, int]
    school: bool
    last_year: int | None


def _stretch(match: re.Match[str], grain: Grain) -> Stretch:
    groups = match.groupdict()
    year = int(groups["y"]) if groups["y"] else None
    last = int(groups["y2"]) if groups.get("y2") else None
    months = (1, 12)
    if grain is Grain.MONTH:
        months = (int(groups["m"]), int(groups["m"]))
    elif grain is Grain.QUARTER:
        quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(groups["q"]) or int(groups["q"])
        months = (quarter * 3 - 2, quarter * 3)
    elif grain is Grain.HALF:
        months = (1, 6) if groups["h"] == "đầu" else (7, 12)
    return Stretch(year, grain, months, bool(groups.get("school")), last)
