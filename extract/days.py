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

_DAY = re.compile(
    r"(?<![\w/.,-])(?:"
    r"(?P<iso_y>\d{4})[-/](?P<iso_m>\d{1,2})[-/](?P<iso_d>\d{1,2})"
    r"|(?P<d>\d{1,2}) ?(?P<sep>[/.-]) ?(?P<m>\d{1,2}) ?(?P=sep) ?(?P<y>\d{4}|\d{2})"
    r"|(?P<wd>\d{1,2}),? ?(?:tháng|thg) ?(?P<wm>\d{1,2}) ?(?:,|năm|/|-|\.)? ?(?:năm )?(?P<wy>\d{4})"
    r")(?![\w/]|[.-]\d)"
)
_DIGITS = re.compile(r"\d{4}|\d ?[/.-] ?\d")
_ENGLISH_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})? ?[ap]m\b")
_SECONDS = re.compile(r"\d{1,2}:\d{2}:\d{2}")
_TIME = re.compile(r"(?<!\d)\d{1,2} ?(?::|h|g|giờ) ?\d{2}(?!\d)|(?<!\w)(?:lúc )\d{1,2} ?(?:h|giờ)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """What a line that states the page's day says.

    label: `published`, `update` or None. timed: it has a time of day. author: who posted, where it says so.
    """

    day: date
    label: str | None
    timed: bool
    seconds: bool
    author: str | None


def days_in(folded: str) -> Iterator[tuple[date, re.Match[str]]]:
    """Every full date of a folded text, with where it stands."""
    for found in _DAY.finditer(folded):
        day = _day(found, folded)
        if day is not None:
            yield day, found


def first_day(text: str) -> date | None:
    """The first full date of a text, or None. `05/07/2024` is the fifth of July, unless an English clock stands by."""
    return next((day for day, _ in days_in(fold(text))), None)


def dateline(bare: str) -> Dateline | None:
    """The line's statement of the page's day, when the line says nothing else."""
    if len(bare) > LONGEST_DATELINE or not _DIGITS.search(bare):
        return None
    found = next(days_in(bare), None)
    if found is None:
        return None
    day, place = found
    label = label_of(bare)
    rest, author = _without_extras(bare[: place.start()] + " " + bare[place.end() :], label)
    timed = _TIME.search(bare) is not None
    room = 40 if label else (14 if timed else 0)
    if len(rest) > room:
        return None
    return Dateline(day=day, label=label, timed=timed, seconds=_SECONDS.search(bare) is not None, author=author)


def label_of(bare: str) -> str | None:
    """Which label of a dateline the folded line begins with."""
    labels = sections()["dateline_label"].phrases
    return next((phrase.name for phrase in labels if phrase.pattern.search(bare)), None)


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
    if found["iso_y"]:
        return _valid(found["iso_y"], found["iso_m"], found["iso_d"])
    if found["wd"]:
        return _valid(found["wy"], found["wm"], found["wd"])
    day, month, year = found["d"], found["m"], found["y"]
    # "5/7/2024 4:10:25 PM" is what .NET writes in its American default; a padded 05/07 was formatted by hand.
    american = found["sep"] == "/" and day[0] != "0" and month[0] != "0" and _ENGLISH_CLOCK.search(folded, found.end())
    if american:
        day, month = month, day
    return _valid(year, month, day) or _valid(year, day, month)


def _valid(year: str, month: str, day: str) -> date | None:
    full = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(full, int(month), int(day)) if FIRST_YEAR <= full <= 2100 else None
    except ValueError:
        return None
