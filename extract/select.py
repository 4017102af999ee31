"""A source's selectors at work: what they choose on a page, as of the day it was fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import cast

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from sources.model import Selector


def chosen(root: HtmlElement, selectors: Iterable[Selector], *, day: date) -> Iterator[tuple[Selector, HtmlElement]]:
    """The elements that each selector valid on `day` finds, in the selectors' order of preference."""
    for selector in selectors:
        if selector.valid_until is None or day <= selector.valid_until:
            for element in cast("list[HtmlElement]", _compiled(selector.css)(root)):
                yield selector, element


def values(root: HtmlElement, selectors: Iterable[Selector], *, day: date) -> Iterator[tuple[str, HtmlElement]]:
    """The texts or attributes that the selectors name, with their elements; empty ones are left out."""
    for selector, element in chosen(root, selectors, day=day):
        value = element.get(selector.attr, "") if selector.attr else element.text_content()
        clean = " ".join(value.split())
        if clean:
            yield clean, element


@lru_cache(maxsize=1024)
def _compiled(css: str) -> CSSSelector:
    return CSSSelector(css, translator="html")
