"""What stands just before and after an article's element: title, day, lead, who wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Set

from lxml.html import HtmlElement

from extract.walk import Segment, segments

_MOST_BEFORE = 30
_MOST_AFTER = 8
_LEVELS = 12


def before(content: HtmlElement, skip: Set[HtmlElement], title: str | None = None) -> list[Segment]:
    """The nearest lines above the element, in reading order, to just above the title; menus higher up stay unread."""
    found: list[Segment] = []
    titled = False
    for sibling in _nearest(content, preceding=True):
        nearer = segments(sibling, skip)
        found[:0] = nearer
        if len(found) >= _MOST_BEFORE or (titled and nearer):
            break
        titled = titled or any(each.node.tag == "h1" or each.text == title for each in nearer)
    return found[-_MOST_BEFORE:]


def after(content: HtmlElement, skip: Set[HtmlElement]) -> list[Segment]:
    """The few lines below the element."""
    found: list[Segment] = []
    for sibling in _nearest(content, preceding=False):
        found += segments(sibling, skip)
        if len(found) >= _MOST_AFTER:
            break
    return found[:_MOST_AFTER]


def _nearest(content: HtmlElement, *, preceding: bool) -> Iterator[HtmlElement]:
    """The elements before or after this one, from the nearest on, climbing towards the page's body."""
    node: HtmlElement | None = content
    for _ in range(_LEVELS):
        if node is None or node.tag in {"body", "html"}:
            return
        yield from node.itersiblings(preceding=preceding)
        node = node.getparent()
