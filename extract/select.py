"""A source's selectors at work: what they choose on a page, as of the day it was fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property, lru_cache
from typing import cast

from lxml import etree
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from sources.model import Selector

_NAMED = etree.XPath("descendant-or-self::*[@class or @id]")
_NAME = re.compile(r"[.#][A-Za-z_][\w-]*")
_ONE_NAME = re.compile(rf"(?:{_NAME.pattern})", re.ASCII)
_QUOTED = re.compile(r"""\[[^]]*\]""")
_ALTERNATIVE = re.compile(r",|:(?:not|is|where|matches)\b|\\")


class Picker:
    """A page whose elements are looked up by class and id; only what no look-up answers is searched for."""

    def __init__(self, root: HtmlElement) -> None:
        self._root = root

    def chosen(self, selectors: Iterable[Selector], *, day: date) -> Iterator[tuple[Selector, HtmlElement]]:
        """The elements that each selector valid on `day` finds, in the selectors' order of preference."""
        for selector in selectors:
            if selector.valid_until is None or day <= selector.valid_until:
                for element in self._found(selector.css):
                    yield selector, element

    @cached_property
    def _named(self) -> dict[str, list[HtmlElement]]:
        """The page's elements by class (".sapo") and id ("#author"), in the order of the page."""
        named: dict[str, list[HtmlElement]] = {}
        for element in cast("list[HtmlElement]", _NAMED(self._root)):
            for name in dict.fromkeys(element.get("class", "").split()):
                named.setdefault(f".{name}", []).append(element)
            if name := element.get("id"):
                named.setdefault(f"#{name}", []).append(element)
        return named

    def _found(self, css: str) -> list[HtmlElement]:
        if _ONE_NAME.fullmatch(css):
            return self._named.get(css, [])
        if not all(name in self._named for name in _needed(css)):
            return []
        return cast("list[HtmlElement]", _compiled(css)(self._root))


@lru_cache(maxsize=1024)
def _needed(css: str) -> tuple[str, ...]:
    """The classes and ids without which a selector finds nothing; none for one with alternatives or a negation."""
    return () if _ALTERNATIVE.search(css) else tuple(_NAME.findall(_QUOTED.sub("", css)))


def values(found: Iterable[tuple[Selector, HtmlElement]]) -> Iterator[str]:
    """The texts or attributes that the selectors name; empty ones are left out."""
    for selector, element in found:
        value = element.get(selector.attr, "") if selector.attr else element.text_content()
        clean = " ".join(value.split())
        if clean:
            yield clean


@lru_cache(maxsize=1024)
def _compiled(css: str) -> CSSSelector:
    return CSSSelector(css, translator="html")
