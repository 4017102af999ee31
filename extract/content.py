"""Where the article stands on a page that no selector describes: trafilatura finds the text, we find its place."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Sequence
from typing import cast

import trafilatura
from lxml import etree
from lxml.html import HtmlElement
from trafilatura.settings import Extractor

from extract.folding import tidy
from extract.kinds import is_frame, starts_frame
from extract.walk import Segment

# How much of the article's text the chosen element must hold; below it lie single paragraphs, above it the whole page.
_SHARE = 0.85
# trafilatura copies and searches the tree; a page of more text than any article has is not worth it.
_MOST_CHARACTERS = 1_500_000
_MOST_COMPARED = 500
_BODY = etree.XPath("descendant-or-self::*[@itemprop = 'articleBody']")
# Where trafilatura keeps little, its second thoughts cost more than the first and are not needed: we know the prose.
_OPTIONS = Extractor(fast=True, precision=True, comments=False, tables=False)


def kept_by_trafilatura(element: HtmlElement) -> frozenset[str]:
    """The lines that trafilatura takes for an article's text, tidied; none when it finds no article.

    It gets a copy without scripts, menus and controls, on which it would spend a third of its time.
    """
    page = element.makeelement("html")
    body = etree.SubElement(page, "body")
    clone = copy.deepcopy(element)
    clone.tail = None
    clone.tag = "div" if clone.tag in {"html", "body"} else clone.tag
    body.append(clone)
    for idle in list(page.iter("script", "style", "noscript", "nav", "select", "svg", "iframe", "button", "input")):
        idle.drop_tree()
    text = trafilatura.extract(page, options=_OPTIONS)
    return frozenset(tidy(line).removeprefix("- ") for line in (text or "").splitlines() if line.strip())


def content_of(found: Sequence[Segment]) -> HtmlElement | None:
    """The smallest element that holds nearly all of the article's prose; None when the page has no prose.

    A page that marks its article up (schema.org, https://schema.org/articleBody) is believed where most prose stands
    inside; else trafilatura is asked about the part of the page that holds all prose, whoever's it is.
    """
    prose = [segment for segment in found if _is_prose(segment)]
    within = _smallest(prose, share=1)
    if within is None or sum(len(segment.text) for segment in found) > _MOST_CHARACTERS:
        return _smallest(prose, share=_SHARE)
    stated = _stated(within, prose)
    if stated:
        return _smallest(stated, share=_SHARE)
    kept = kept_by_trafilatura(within)
    agreed = [segment for segment in prose if segment.line.tidy in kept]
    if sum(len(segment.text) for segment in agreed) < _SHARE * sum(map(len, kept)):
        joined = "\n".join(kept)  # trafilatura may have joined what a reader sees as lines
        agreed = [segment for segment in prose[:_MOST_COMPARED] if segment.line.tidy[:80] in joined]
    return _smallest(agreed or prose, share=_SHARE)


def _stated(within: HtmlElement, prose: Sequence[Segment]) -> list[Segment]:
    """The prose of the one element that the page itself calls the article's body; none where that is little."""
    bodies = cast("list[HtmlElement]", _BODY(within))
    if len(bodies) != 1:
        return []
    inside = [s for s in prose if s.node is bodies[0] or any(each is bodies[0] for each in s.node.iterancestors())]
    return inside if 2 * sum(len(s.text) for s in inside) > sum(len(s.text) for s in prose) else []


def _is_prose(segment: Segment) -> bool:
    line = segment.line
    return not segment.is_link and line.sentence and not (is_frame(line) or starts_frame(line))


def _smallest(prose: Sequence[Segment], *, share: float) -> HtmlElement | None:
    """The deepest element that holds this share of the prose."""
    weights: Counter[HtmlElement] = Counter()
    depth: dict[HtmlElement, int] = {}
    for segment in prose:
        chain = [segment.node, *segment.node.iterancestors()]
        for level, element in enumerate(reversed(chain)):
            weights[element] += len(segment.text)
            depth[element] = level
    total = sum(len(segment.text) for segment in prose)
    holding = [element for element, weight in weights.items() if weight >= share * total]
    return max(holding, key=lambda element: depth[element], default=None)
