"""Bytes to a tree, whatever the headers claim."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from lxml import etree, html

from sources.model import Selector

_META = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)


def decode(body: bytes, content_type: str = "") -> str:
    """The text of a page: a byte order mark wins, then UTF-8 when it fits, then what page and header claim."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if body.startswith(mark):
            return body.decode(name, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode(_claimed(body, content_type), "replace")


def _claimed(body: bytes, content_type: str) -> str:
    """The encoding that page or header name; UTF-8 with broken bytes where only that is named, else windows-1258."""
    meta = _META.search(body[:4096])
    header = re.search(r"charset=[\"']?([\w-]+)", content_type)
    names = [_known(name) for name in (meta[1].decode("ascii") if meta else "", header[1] if header else "")]
    return next((name for name in names if name and name != "utf-8"), "utf-8" if "utf-8" in names else "windows-1258")


def _known(name: str) -> str | None:
    try:
        return codecs.lookup(name).name if name else None
    except LookupError:
        return None


def parse(body: bytes, content_type: str = "") -> html.HtmlElement | None:
    """The page as a tree, or None when there is nothing in it that could be one."""
    text = decode(body, content_type)
    parser = html.HTMLParser(encoding="utf-8")
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None


def select(tree: html.HtmlElement, selectors: tuple[Selector, ...]) -> Iterator[html.HtmlElement]:
    """The elements that the first selector with any result finds."""
    for selector in selectors:
        found = tree.cssselect(selector.css)
        if found:
            yield from found
            return


def canonical_of(tree: html.HtmlElement) -> str | None:
    """The address that the page calls its own (`<link rel="canonical">`)."""
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and (link.get("href") or "").strip():
            return str(link.get("href")).strip()
    return None


def text_of(element: html.HtmlElement) -> str:
    """Its text on one line."""
    return " ".join(str(element.text_content()).split())


def read(tree: html.HtmlElement, selectors: tuple[Selector, ...]) -> str | None:
    """What the first selector says that says anything: its attribute or its text."""
    for selector in selectors:
        for element in tree.cssselect(selector.css):
            value = element.get(selector.attr) if selector.attr else text_of(element)
            if value and value.strip():
                return value.strip()
    return None
