"""What was read from a run's pages, as the monitors compare it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from crawler.report import Reading
from records import Article

_LOOKING_BACK = 3  # the months in which news still speaks of the old year
_LATELY = timedelta(days=90)
_YEAR = re.compile(r"(?:\bnăm |[/.-])((?:19|20)\d{2})(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:[/.-]| tháng )(\d{1,2})(?:[/.-]| năm )((?:19|20)\d{2})(?!\d)")


def read_reading(
    articles: Iterable[Article], *, fetched_on: date, relevant: int = 0, unknown_layout: int = 0
) -> Reading:
    """What monitors need to know of the articles that were read from a run's pages; `fetched_on` is the run's day."""
    articles = list(articles)
    days = [article.published for article in articles if article.published]
    has: dict[str, Callable[[Article], object]] = {
        "title": lambda a: a.title,
        "published": lambda a: a.published,
        "author": lambda a: a.author,
        "text": lambda a: a.text.strip(),
        "lead": lambda a: any(block.kind == "lead" for block in a.blocks),
        "captions": lambda a: any(block.kind == "caption" for block in a.blocks),
    }
    return Reading(
        articles=len(articles),
        relevant=relevant,
        filled={name: sum(bool(test(article)) for article in articles) for name, test in has.items()},
        unknown_layout=unknown_layout,
        days={day.isoformat(): days.count(day) for day in sorted(set(days))},
        on_fetch_day=days.count(fetched_on),
        belied=sum(a.published == fetched_on and speaks_of_the_past(a.text, fetched_on) for a in articles),
        in_future=sum(day > fetched_on for day in days),
    )


def speaks_of_the_past(text: str, today: date) -> bool:
    """The text names years or days, and none of them is of today's time: it was not written today.

    News of a new year looks back at the old one, so until the end of March the year before is of today's time too.
    """
    newest = max((int(year) for year in _YEAR.findall(text)), default=today.year)
    if newest < today.year - 1:
        return True
    days = [day for match in _DAY.finditer(text) if (day := _day(match))]
    return newest < today.year and today.month > _LOOKING_BACK and bool(days) and today - max(days) > _LATELY


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None
