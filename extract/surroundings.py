"""What stands just before and after an article's element: title, day, lead, who wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from lxml.html import HtmlElement

from extract.walk import Segment, segments

_MOST_BEFORE = 30
_MOST_AFTER = 8
_LEVELS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """An article's lines, the nearest lines above up to just above the title, and the few below, in reading order."""

    above: list[Segment]
    body: list[Segment]
    below: list[Segment]


def around(
    content: HtmlElement, skip: Set[HtmlElement], *, title: str | None, above: bool, below: bool
) -> Surroundings:
    """Walk the element and, where asked, its surroundings; menus higher up stay unread."""
    return Surroundings(
        above=_before(content, skip, title) if above else [],
        body=segments(content, skip),
        below=_after(content, skip) if below else [],
    )


def parted(whole: Sequence[Segment], content: HtmlElement) -> Surroundings:
    """The same from all lines of the page, which were walked already."""
    first = next((i for i, segment in enumerate(whole) if _holds(content, segment.node)), 0)
    last = next((i for i in range(first, len(whole)) if not _holds(content, whole[i].node)), len(whole))
    return Surroundings(
        above=list(whole[max(0, first - _MOST_BEFORE) : first]),
        body=list(whole[first:last]),
        below=list(whole[last : last + _MOST_AFTER]),
    )


def _holds(content: HtmlElement, node: HtmlElement) -> bool:
    return node is content or any(parent is content for parent in node.iterancestors())


def _before(content: HtmlElement, skip: Set[HtmlElement], title: str | None) -> list[Segment]:
    found: list[Segment] = []
    titled = False
    for sibling in _nearest(content, preceding=True):
        nearer = segments(sibling, skip)
        found[:0] = nearer
        if len(found) >= _MOST_BEFORE or (titled and nearer):
            break
        titled = titled or any(each.node.tag == "h1" or each.text == title for each in nearer)
    return found[-_MOST_BEFORE:]


def _after(content: HtmlElement, skip: Set[HtmlElement]) -> list[Segment]:
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
