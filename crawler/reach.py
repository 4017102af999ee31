"""How far back a listing is followed when only articles from some day on are wanted.

Many listings give no days. Then the articles tell them, once they are captured: a page is *past* when most of its own
articles are older than that day, and where two pages in a row are past, the list is taken to be. What stands on earlier
pages too (pinned items, a box of latest news) is none of a page's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

Days = Mapping[str, date]
# So much of a page's own articles must have a day, and so much of those must be older.
_KNOWN, _OLDER = 0.5, 0.75
# Pages that are looked back at: articles of the last ones may be on their way still.
_LOOK_BACK = 6


@dataclass(slots=True)
class _Listing:
    """What one listing showed. pages: by number, the own articles of the last pages with the days it gave them."""

    seen: set[str] = field(default_factory=set)
    pages: dict[int, dict[str, date | None]] = field(default_factory=dict)


class Reach:
    """One run's listings, page by page. days_of: the days of articles that were captured, as far as they are known."""

    def __init__(self, days_of: Callable[[Sequence[str]], Days]) -> None:
        self._days_of = days_of
        self._listings: dict[str, _Listing] = {}

    def note(self, listing: str, number: int, articles: Iterable[tuple[str, date | None]]) -> int:
        """Note the articles of a page and the days that it gives them; returns how many are its own."""
        known = self._listings.setdefault(listing, _Listing())
        own = {url: day for url, day in articles if url not in known.seen}
        known.seen |= own.keys()
        known.pages[number] = own
        for old in sorted(known.pages)[:-_LOOK_BACK]:
            del known.pages[old]
        return len(own)

    def is_past(self, listing: str, number: int, since: date) -> bool:
        """Whether the list has passed that day with this page: by the page's own days, or by two pages in a row."""
        pages = self._listings[listing].pages if listing in self._listings else {}
        given = [day for day in pages.get(number, {}).values() if day]
        if len(given) > _KNOWN * len(pages.get(number, {})) and max(given) < since:
            return True
        past = {page: self._page_is_past(own, since) for page, own in pages.items() if page <= number}
        return any(past[one] and past[other] for one, other in pairwise(sorted(past)) if other == one + 1)

    def _page_is_past(self, own: Mapping[str, date | None], since: date) -> bool:
        told = self._days_of([url for url, day in own.items() if day is None])
        days = [day for url, given in own.items() if (day := given or told.get(url))]
        older = sum(day < since for day in days)
        return bool(days) and len(days) >= _KNOWN * len(own) and older >= _OLDER * len(days)
