"""A source's selectors at work: what they choose on a page, as of the day it was fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple, cast

from lxml import etree
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from sources.model import Selector

_NAMED = etree.XPath("descendant-or-self::*[@class or @id]")
_NAME = re.compile(r"[.#][A-Za-z_][\w-]*")
_COMPOUND = re.compile(rf"([a-z][a-z0-9]*)?((?:{_NAME.pattern})+)", re.ASCII)
_QUOTED = re.compile(r"""\[[^]]*\]""")
_ALTERNATIVE = re.compile(r",|:(?:not|is|where|matches)\b|\\")


class _Compound(NamedTuple):
    """Names that one element has: "p.sapo", ".post-body.entry-content"."""

    tag: str | None
    names: tuple[str, ...]


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
            for name in _names(element.get("class", ""), element.get("id")):
                named.setdefault(name, []).append(element)
        return named

    def _found(self, css: str) -> list[HtmlElement]:
        chain = _chain(css)
        if chain:
            return self._inside(chain)
        if not all(name in self._named for name in _needed(css)):
            return []
        return cast("list[HtmlElement]", _compiled(css)(self._root))

    def _inside(self, chain: tuple[_Compound, ...]) -> list[HtmlElement]:
        """The elements that the last of a chain of compounds names, inside ones that those before it name."""
        found = self._fitting(chain[-1])
        outer = [set(self._fitting(compound)) for compound in chain[:-1]] if found else []
        return [element for element in found if _stands_in(element, outer)] if outer else found

    def _fitting(self, compound: _Compound) -> list[HtmlElement]:
        """The elements of a tag that have all these names."""
        first, *others = (self._named.get(name, []) for name in compound.names)
        found = [element for element in first if all(element in other for other in others)] if others else first
        return [element for element in found if element.tag == compound.tag] if compound.tag else found


@lru_cache(maxsize=4096)
def _names(classes: str, own: str | None) -> tuple[str, ...]:
    """The names by which selectors know an element: its classes, each once, and its id."""
    return (*dict.fromkeys(f".{name}" for name in classes.split()), *((f"#{own}",) if own else ()))


def _stands_in(element: HtmlElement, outer: list[set[HtmlElement]]) -> bool:
    """Whether ancestors of the element are of these sets, the last the nearest."""
    sought = list(outer)
    for ancestor in element.iterancestors():
        if not sought:
            break
        if ancestor in sought[-1]:
            sought.pop()
    return not sought


@lru_cache(maxsize=1024)
def _chain(css: str) -> tuple[_Compound, ...]:
    """The compounds of a selector that only names tags, classes and ids, one inside the other; else nothing."""
    found = [_COMPOUND.fullmatch(part) for part in css.split()]
    if not found or not all(found):
        return ()
    return tuple(_Compound(match[1], tuple(_NAME.findall(match[2]))) for match in found if match)


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
