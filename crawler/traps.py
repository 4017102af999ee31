"""Endless calendars and session-id loops: many addresses of one shape that all show the same page.

Articles and listings are watched by the shape of their addresses, in which numbers make no difference. Listings are
watched part by part as well: a token of letters in a folder makes every address another shape.
"""

from __future__ import annotations

from collections import deque

from crawler.addresses import shape
from crawler.wording import signature
from records import in_series, url_parts

# A shape is looked at from this many pages on, every second page; it is cut off when this many in a row say the same.
WATCHED_FROM = 20
SAMPLE_EVERY = 2
SAME_IN_A_ROW = 10
# A listing that says the same at so many addresses that differ in one part alone, and never said anything else there.
SAME_LISTINGS = 20
_REMEMBERED = 64
_SHAPES = 5_000


class TrapWatch:
    """Watches one run's pages by the shape of their addresses."""

    def __init__(self) -> None:
        self._pages: dict[str, int] = {}
        self._seen: dict[str, deque[int]] = {}
        self._repeats: dict[str, int] = {}
        self._cut: set[str] = set()
        self._listings: dict[tuple[str, ...], int] = {}
        self._series: set[tuple[str | None, ...]] = set()

    def is_cut(self, url: str) -> bool:
        """Addresses of this shape lead nowhere new: leave them."""
        if self._series and any(in_series(url_parts(url), series) for series in self._series):
            return True
        return bool(self._cut) and shape(url) in self._cut

    def saw(self, url: str, body: bytes) -> str | None:
        """Note a page; returns its shape when this page is the one that shows the trap."""
        form = shape(url)
        if form in self._cut or (form not in self._pages and len(self._pages) >= _SHAPES):
            return None
        count = self._pages[form] = self._pages.get(form, 0) + 1
        if count < WATCHED_FROM or count % SAMPLE_EVERY:
            return None
        return self._compare(form, signature(body))

    def saw_listing(self, url: str, body: bytes) -> str | None:
        """Note a listing; returns the series of addresses that it is the last straw of."""
        parts, mark = url_parts(url), signature(body)
        if len(self._listings) >= _SHAPES:
            return None
        self._listings[parts] = mark
        for at in range(1, len(parts)):
            series = (*parts[:at], None, *parts[at + 1 :])
            alike = [seen for other, seen in self._listings.items() if in_series(other, series)]
            if len(alike) >= SAME_LISTINGS and set(alike) == {mark}:
                self._series.add(series)
                return "/".join(part or "*" for part in series)
        return None

    def _compare(self, form: str, mark: int) -> str | None:
        seen = self._seen.setdefault(form, deque(maxlen=_REMEMBERED))
        repeats = self._repeats[form] = self._repeats.get(form, 0) + 1 if mark in seen else 0
        seen.append(mark)
        if repeats < SAME_IN_A_ROW:
            return None
        self._cut.add(form)
        return form
