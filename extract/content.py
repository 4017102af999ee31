"""Where the article stands on a page that no selector describes: trafilatura finds the text, we find its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import trafilatura
from lxml.html import HtmlElement

from extract.folding import tidy
from extract.kinds import is_frame, starts_frame
from extract.walk import Segment

# How much of the article's text the chosen element must hold; below it lie single paragraphs, above it the whole page.
_SHARE = 0.85
# trafilatura copies and searches the tree; a page of more text than any article has is not worth it.
_MOST_CHARACTERS = 1_500_000
_MOST_COMPARED = 500


def kept_by_trafilatura(tree: HtmlElement) -> frozenset[str]:
    """The lines that trafilatura takes for the article's text, tidied; none when it finds no article.

    The tree loses its scripts, menus and controls on the way: trafilatura would spend a third of its time on them.
    """
    for element in list(tree.iter("script", "style", "noscript", "nav", "select", "svg", "iframe", "button", "input")):
        element.drop_tree()
    text = trafilatura.extract(
        tree, fast=True, include_comments=False, include_tables=False, deduplicate=False, with_metadata=False
    )
    return frozenset(tidy(line).removeprefix("- ") for line in (text or "").splitlines() if line.strip())


def content_of(tree: HtmlElement, found: Sequence[Segment]) -> HtmlElement | None:
    """The smallest element that holds nearly all of the article's prose; None when the page has no prose."""
    prose = [segment for segment in found if _is_prose(segment)]
    kept: frozenset[str] = frozenset()
    if sum(len(segment.text) for segment in found) <= _MOST_CHARACTERS:
        kept = kept_by_trafilatura(tree)
    agreed = [segment for segment in prose if tidy(segment.text) in kept]
    if sum(len(segment.text) for segment in agreed) < _SHARE * sum(map(len, kept)):
        joined = "\n".join(kept)  # trafilatura may have joined what a reader sees as lines
        agreed = [segment for segment in prose[:_MOST_COMPARED] if tidy(segment.text)[:80] in joined]
    return _common(agreed or prose)


def _is_prose(segment: Segment) -> bool:
    line = segment.line
    return not segment.is_link and line.sentence and not (is_frame(line) or starts_frame(line))


def _common(prose: Sequence[Segment]) -> HtmlElement | None:
    weights: Counter[HtmlElement] = Counter()
    depth: dict[HtmlElement, int] = {}
    for segment in prose:
        chain = [segment.node, *segment.node.iterancestors()]
        for level, element in enumerate(reversed(chain)):
            weights[element] += len(segment.text)
            depth[element] = level
    total = sum(len(segment.text) for segment in prose)
    holding = [element for element, weight in weights.items() if weight >= _SHARE * total]
    return max(holding, key=lambda element: depth[element], default=None)
