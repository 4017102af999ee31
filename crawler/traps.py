"""Endless calendars and session-id loops: many addresses of one shape that all show the same page."""

from __future__ import annotations

from collections import deque

from crawler.addresses import shape
from crawler.wording import signature

# A shape is looked at from this many pages on, every second page; it is cut off when this many in a row say the same.
WATCHED_FROM = 20
SAMPLE_EVERY = 2
SAME_IN_A_ROW = 10
_REMEMBERED = 64
_SHAPES = 5_000


class TrapWatch:
    """Watches one run's pages by the shape of their addresses."""

    def __init__(self) -> None:
        self._pages: dict[str, int] = {}
        self._seen: dict[str, deque[int]] = {}
        self._repeats: dict[str, int] = {}
        self._cut: set[str] = set()

    def is_cut(self, url: str) -> bool:
        """Addresses of this shape lead nowhere new: leave them."""
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

    def _compare(self, form: str, mark: int) -> str | None:
        seen = self._seen.setdefault(form, deque(maxlen=_REMEMBERED))
        repeats = self._repeats[form] = self._repeats.get(form, 0) + 1 if mark in seen else 0
        seen.append(mark)
        if repeats < SAME_IN_A_ROW:
            return None
        self._cut.add(form)
        return form
