"""The day a page was published: the source's selector, then the page's own statements, never a clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import htmldate
from lxml.html import HtmlElement

from extract.metadata import Metadata, day_of

_IN_ADDRESS = re.compile(r"/(20\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")


def published_on(
    tree: HtmlElement, *, given: str | None, about: Metadata, stated: date | None, url: str | None, latest: date
) -> tuple[date | None, str | None]:
    """The day and how it was found: `selector`, `json-ld`, `meta`, `dateline`, `url` or `htmldate`.

    stated: the day of a dateline near the article. A day after `latest`, the fetch day, is not believed; one *on* the
    fetch day, in meta elements that a server may fill anew at each visit, yields to an earlier dateline.
    """
    witnesses = [
        (day_of(given) if given else None, "selector"),
        (about.json_day, "json-ld"),
        (about.meta_day, "meta"),
        (stated, "dateline"),
        (_in_address(url or ""), "url"),
    ]
    usable = [(day, origin) for day, origin in witnesses if day and day <= latest + timedelta(days=1)]
    settled = [(day, origin) for day, origin in usable if day < latest or origin in {"selector", "dateline"}]
    if settled or usable:
        return (settled or usable)[0]
    return next(((day, "htmldate") for day in _searched(tree) if day < latest), (None, None))


def _in_address(url: str) -> date | None:
    found = _IN_ADDRESS.search(url)
    return day_of("-".join((found[1], found[2].zfill(2), found[3].zfill(2)))) if found else None


def _searched(tree: HtmlElement) -> Iterator[date]:
    """What htmldate reads from marked-up dates; its search through all text would find clocks and footers."""
    found = htmldate.find_date(tree, extensive_search=False, original_date=True, outputformat="%Y-%m-%d")
    if found:
        yield date.fromisoformat(found)
