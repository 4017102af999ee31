"""The year of a day that names none, by the article's own evidence, in the order of the annotation guide.

Publication date first, then the year of emulation that the event is about, then the other dated facts. A clock
widget is no evidence: it never gets this far, because the page's frame has no tokens.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

from nlp.reading import Reading
from nlp.spans.dates import Day
from records import EventType

_REVIEWS = frozenset({EventType.YEAR_END_REVIEW, EventType.ASSESSMENT, EventType.AWARD_CEREMONY})
_STARTS = frozenset({EventType.SIGNING, EventType.LAUNCH})
# A typed year this far from every other evidence is a slip of the pen ("05/3/2027" in an article of 2024).
_SLIP_DAYS = 45
# Until this month people still write the old year.
_NEW_YEAR = 3
# From this month on a school year is in its first calendar year, unless it is being reviewed.
_SCHOOL_BEGINS = 8
_REVIEWED_UNTIL = 10


class Dated(NamedTuple):
    """First and last day, how the year was found, and how sure that is."""

    start: date
    end: date
    year_from: str
    confidence: float


class SchoolYear(NamedTuple):
    """A school year that an event is about. alone: the announcement names no other kind of year."""

    first: int
    last: int
    alone: bool

    def calendar_year(self, day: Day, types: frozenset[EventType] | set[EventType]) -> int:
        """The calendar year of a day of this school year: a review in August belongs to the year that ended."""
        begins = _REVIEWED_UNTIL if types & _REVIEWS else _SCHOOL_BEGINS
        return self.first if day.start[0] >= begins else self.last


def dated(
    reading: Reading, day: Day, *, types: frozenset[EventType], about: int | None, school: SchoolYear | None = None
) -> Dated | None:
    """The days of an event of these types about that year of emulation; None when no year can be found."""
    published = reading.article.published
    if day.year is not None and not _slip(day, published, about):
        found = day.dates(day.year)
        return Dated(*found, "stated", 0.97) if found else None
    bare = day._replace(year=None, end_year=None)
    if published is not None:
        found = _last_before(bare, published)
        return Dated(*found, "published", 0.95) if found else None
    if about is None and school is not None:
        found = bare.dates(school.calendar_year(bare, types))
        return Dated(*found, "period", 0.85) if found else None
    if about is not None:
        found = bare.dates(_year_of(bare, types, about))
        return Dated(*found, "period", 0.9) if found else None
    guess = _commonest(reading)
    found = bare.dates(guess) if guess else None
    return Dated(*found, "facts", 0.7) if found else None


def _last_before(day: Day, published: date) -> tuple[date, date] | None:
    """The day in the year of publication, or in the year before when it would lie after it."""
    found = day.dates(published.year)
    if found and found[0] > published + timedelta(days=1):
        return day.dates(published.year - 1)
    return found


def _year_of(day: Day, types: frozenset[EventType], about: int) -> int:
    """When an event about a year takes place: reviews from July on or early in the next, covenants early or before."""
    month = day.start[0]
    if types & _REVIEWS and EventType.INTERIM_REVIEW not in types:
        return about if month >= 7 else about + 1
    if types & _STARTS and not types & {EventType.INTERIM_REVIEW, EventType.ACTIVITY}:
        return about - 1 if month >= 11 else about
    return about


def about_by_day(types: set[EventType], day: date) -> int:
    """The year of emulation of an event that names none: a review in January is about the year before."""
    if types & _REVIEWS and EventType.INTERIM_REVIEW not in types:
        return day.year if day.month >= 6 else day.year - 1
    if types & _STARTS and EventType.ACTIVITY not in types:
        return day.year + 1 if day.month == 12 else day.year
    return day.year


def _slip(day: Day, published: date | None, about: int | None) -> bool:
    found = day.dates(day.year or 0)
    if found is None:
        return False
    if published is not None:
        return found[0] > published + timedelta(days=_SLIP_DAYS) or _year_not_turned(found[0], published, about)
    return about is not None and abs(found[0].year - about) > 2


def _year_not_turned(day: date, published: date, about: int | None) -> bool:
    """The old year typed in a new one: a review of 2023 "ngày 11/01/2023", told on 12 January 2024."""
    if about is None or day.year != about or published.year != about + 1 or day.month > _NEW_YEAR:
        return False
    return (
        timedelta(0) <= published - day.replace(year=published.year, day=min(day.day, 28)) <= timedelta(days=_SLIP_DAYS)
    )


def _commonest(reading: Reading) -> int | None:
    """The year that most of the article's dated facts share."""
    years = Counter(mark.value.year for mark in reading.of("year") if mark.value.year and not mark.value.school)
    years.update(m.value.year for m in reading.of("date") if m.value.year)
    years.update(m.value.date.year for m in reading.of("document") if m.value.date)
    return max(years, key=lambda y: (years[y], y)) if years else None
