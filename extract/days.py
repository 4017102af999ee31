"""Days as pages state them: when an article was published. The dates of events are read by nlp, not here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extract.folding import fold
from extract.phrases import sections

# Viet Nam's first news pages date from 1997; an older year is an anniversary, not a day of publication.
FIRST_YEAR = 1997

# A line longer than this says more than when the page was published.
LONGEST_DATELINE = 200

# WordPress and Joomla write months as words; English ones come from templates that nobody translated.
_MONTHS = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_WORD = r"mười một|mười hai|mười|một|giêng|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|chạp"
_ENGLISH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = re.compile(
    r"(?<![\w/.,-])(?:"
    r"(?P<iso_y>\d{4})[-/](?P<iso_m>\d{1,2})[-/](?P<iso_d>\d{1,2})"
    r"|(?P<d>\d{1,2}) ?(?P<sep>[/.-]) ?(?P<m>\d{1,2}) ?(?P=sep) ?(?P<y>\d{4}|\d{2})"
    rf"|(?P<wd>\d{{1,2}})[,/]? ?(?:tháng|thg|th)\.? ?(?P<wm>\d{{1,2}}|{_WORD}) ?[,/.-]? ?(?:năm )?(?P<wy>\d{{4}})"
    rf"|(?:tháng|thg|th)\.? ?(?P<fm>\d{{1,2}}|{_WORD}) (?P<fd>\d{{1,2}}), ?(?P<fy>\d{{4}})"
    rf"|(?P<ed>\d{{1,2}}) (?P<em>{_ENGLISH}),? (?P<ey>\d{{4}})"
    rf"|(?P<am>{_ENGLISH}) (?P<ad>\d{{1,2}}), ?(?P<ay>\d{{4}})"
    r")(?![\w/]|[.-]\d)"
)
# The groups of each way to write a day: year, month, day.
_WAYS = (("iso_y", "iso_m", "iso_d"), ("wy", "wm", "wd"), ("fy", "fm", "fd"), ("ey", "em", "ed"), ("ay", "am", "ad"))
_SHORT_DAY = re.compile(r"(?<![\w/.,-])(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})(?![\w/]|[.-]\d)")
_DIGITS = re.compile(r"\d{4}|\d ?[/.-] ?\d")
_ENGLISH_CLOCK = re.compile(r"(?<!\d)(?:[1-9]|1[0-2]):\d{2}(?::\d{2})? ?[ap]m\b")
_WEEKDAY = re.compile(r"(?<!\w)(?:thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật)\W{0,3}(?:ngày )?$")
_SECONDS = re.compile(r"\d{1,2}:\d{2}:\d{2}")
# "Báo điện tử tỉnh | Chủ nhật, ", "Cổng TTĐT - 9:40 | ", "Báo Công Thương - Thứ Hai, ngày ": a name of a few words,
# set off from the day.
_NAME_BEFORE = re.compile(
    r"^(?:[^\W\d]+:? ){1,7}(?:(?:[|•·]|- ?\d{1,2}[:h]\d{2})[^|]{0,24}\|?[^|]{0,24}"
    r"|[-–] ?(?:thứ [^\W\d]+|chủ nhật) ?,? ?(?:ngày )?)$"
)
# "Thanh tra tỉnh Bắc Kạn - 22/01/2024 16:41": with a time of day a dash is enough.
_NAME_BEFORE_TIMED = re.compile(rf"{_NAME_BEFORE.pattern}|^(?:[^\W\d]+ ){{1,7}}[-–|] ?$")
# "(QT) - Thứ Sáu, 18/07/2014": the paper's initials.
_PAPER = re.compile(r"^\(\w{2,8}\) ?[-–] ?(?=(?:thứ|chủ nhật|ngày)\b)")
_TIME = re.compile(r"(?<!\d)\d{1,2} ?(?::|h|g|giờ) ?\d{1,2}(?!\d)|(?<!\w)(?:lúc )\d{1,2} ?(?:h|giờ)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """What a line that states the page's day says.

    label: `published`, `update` or None. timed: it has a time of day. zoned: and a time zone. seconds: the time is
    told to the second, as clocks have it. named: a paper's or a person's name stands beside it.
    author: who posted, where it says so.
    """

    day: date
    label: str | None
    timed: bool
    zoned: bool
    seconds: bool
    named: bool
    author: str | None


def days_in(folded: str) -> Iterator[tuple[date, re.Match[str]]]:
    """Every full date of a folded text, with where it stands."""
    for found in _DAY.finditer(folded):
        day = _day(found, folded)
        if day is not None:
            yield day, found


def days_near(folded: str, year: int) -> Iterator[date]:
    """Every date of a folded text; those without a year ("sáng 14/01") are taken to be of this one."""
    yield from (day for day, _ in days_in(folded))
    for found in _SHORT_DAY.finditer(folded):
        day = _valid(str(year), found["m"], found["d"])
        if day is not None:
            yield day


def first_day(text: str) -> date | None:
    """The first full date of a text, or None. `05/07/2024` is the fifth of July, unless an English clock stands by."""
    return next((day for day, _ in days_in(fold(text))), None)


def dateline(bare: str) -> Dateline | None:
    """The line's statement of the page's day, when the line says nothing else."""
    if len(bare) > LONGEST_DATELINE or not _DIGITS.search(bare):
        return None
    bare = _PAPER.sub("", bare)
    found = next(days_in(bare), None)
    if found is None:
        return None
    day, place = found
    label = label_of(bare)
    rest, author = _without_extras(bare[: place.start()] + " " + bare[place.end() :], label)
    timed = _TIME.search(bare) is not None
    named = (_NAME_BEFORE if not timed else _NAME_BEFORE_TIMED).match(bare[: place.start()]) is not None
    room = 40 if label or named else (14 if timed else 0)
    if len(rest) > room:
        return None
    zoned = "gmt" in bare
    seconds = _SECONDS.search(bare) is not None
    return Dateline(day=day, label=label, timed=timed, zoned=zoned, seconds=seconds, named=bool(rest), author=author)


def label_of(bare: str) -> str | None:
    """Which label of a dateline the folded line begins with, or has directly before its day."""
    labels = sections()["dateline_label"].phrases
    first = next((phrase.name for phrase in labels if phrase.pattern.search(bare)), None)
    if first or not any(sections()["dateline_inside"].phrases[0].pattern.finditer(bare)):
        return first
    return "published" if "đăng" in bare else "update"


def _without_extras(rest: str, label: str | None) -> tuple[str, str | None]:
    """What is left of a dateline beside the words datelines are made of, and who posted."""
    author = None
    if label:
        for phrase in sections()["dateline_label"].phrases:
            rest = phrase.pattern.sub(" ", rest, count=1)
    for phrase in sections()["dateline_extra"].phrases:
        if "who" in phrase.pattern.groupindex and (found := phrase.pattern.search(rest)):
            author = found["who"].strip(" -|,.:")
        rest = phrase.pattern.sub(" ", rest)
    return re.sub(r"[\W_]+", "", rest), author


def _day(found: re.Match[str], folded: str) -> date | None:
    for year, month, day in _WAYS:
        if found[year]:
            return _valid(found[year], _month(found[month]), found[day])
    day, month, year = found["d"], found["m"], found["y"]
    if _american(found, folded):
        day, month = month, day
    return _valid(year, month, day) or _valid(year, day, month)


def _american(found: re.Match[str], folded: str) -> bool:
    """ "5/7/2024 4:10:25 PM" is what .NET writes in its American default; a padded 05/07, 09:41 was formatted by hand.

    After the name of a weekday in Vietnamese the day stands first: "Thứ sáu, 6/10/2023 | 5:29:10 PM".
    """
    if found["sep"] != "/" or found["d"][0] == "0" or found["m"][0] == "0":
        return False
    clock = _ENGLISH_CLOCK.search(folded, found.end())
    return clock is not None and _WEEKDAY.search(folded, 0, found.start()) is None


def _month(written: str) -> str:
    return written if written.isdigit() else str(_MONTHS.get(written, _MONTHS.get(written[:3], 0)))


def _valid(year: str, month: str, day: str) -> date | None:
    full = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(full, int(month), int(day)) if FIRST_YEAR <= full <= 2100 else None
    except ValueError:
        return None
