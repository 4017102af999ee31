"""The day a page was published: the source's selector, then the page's own statements, never a clock."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from datetime import date, timedelta

import htmldate
import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from extract.metadata import Metadata, day_of

_DATE_NAME = re.compile(r"date|time|publish|ngay|posted", re.IGNORECASE)
_SECONDS = re.compile(r"\d{1,2}:\d{2}:\d{2}")
_LONGEST = 80
_LEVELS = 3
_IN_ADDRESS = re.compile(r"/(20\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")


def published_on(  # noqa: PLR0913 - each is another witness
    tree: HtmlElement,
    content: HtmlElement,
    *,
    given: date | None,
    about: Metadata,
    stated: date | None,
    url: str | None,
    latest: date,
) -> tuple[date | None, str | None]:
    """The day and how it was found: `selector`, `json-ld`, `meta`, `dateline`, `url` or `htmldate`.

    stated: the day of a dateline near the article. A day after `latest`, the fetch day, is not believed; one *on* the
    fetch day, in meta elements that a server may fill anew at each visit, yields to an earlier dateline.
    """
    witnesses = [
        (given, "selector"),
        (about.json_day, "json-ld"),
        (about.meta_day, "meta"),
        (stated, "dateline"),
        (_in_address(url or ""), "url"),
    ]
    usable = [(day, origin) for day, origin in witnesses if day and day <= latest + timedelta(days=1)]
    settled = [(day, origin) for day, origin in usable if day < latest or origin in {"selector", "dateline"}]
    if settled or usable:
        return (settled or usable)[0]
    return next(((day, "htmldate") for day in _searched(tree, content) if day < latest), (None, None))


def _in_address(url: str) -> date | None:
    found = _IN_ADDRESS.search(url)
    return day_of("-".join((found[1], found[2].zfill(2), found[3].zfill(2)))) if found else None


def _searched(tree: HtmlElement, content: HtmlElement) -> Iterator[date]:
    """What htmldate finds in the page's head and in the elements around the article that are marked up as a date.

    Given the whole page it reads footers, licences and clocks as well, even with its extensive search off.
    """
    page = lxml.html.Element("html")
    page.extend(copy.deepcopy(head) for head in tree.iterchildren("head"))
    body = etree.SubElement(page, "body")
    body.extend(copy.deepcopy(element) for element in _marked_as_dates(content))
    found = htmldate.find_date(page, extensive_search=False, original_date=True, outputformat="%Y-%m-%d")
    if found:
        yield date.fromisoformat(found)


def _marked_as_dates(content: HtmlElement) -> Iterator[HtmlElement]:
    """The elements just above the article that are marked up as a date; below it are the days of other stories."""
    around = [parent for parent in content.iterancestors() if parent.tag not in {"body", "html"}][:_LEVELS]
    for element in (around[-1] if around else content).iter():
        if element is content:
            return
        named = element.tag in {"time", "abbr"} or _DATE_NAME.search(element.get("class") or "")
        text = element.text_content() if named else ""
        if named and len(text) <= _LONGEST and not _SECONDS.search(text):
            yield element
