"""Feeds and sitemaps: RSS, Atom (Blogger's too), sitemap and sitemap index."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lxml import etree

from crawler.days import listed_day
from crawler.errors import Bomb

# An entity that is made of others: with ten of them a line of text becomes gigabytes. No feed needs one.
_NESTED_ENTITY = re.compile(rb"""<!ENTITY\s+[^\s%]+\s+(?:"[^"]*&[^#;"\s]+;|'[^']*&[^#;'\s]+;)""")
_ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """An address that a feed or a sitemap names, its title and day where it says so.

    day: of publication in a feed; of the last change in a sitemap.
    """

    url: str
    title: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed or a sitemap leads to: entries, further files of its kind, and the feed's older part."""

    kind: str
    entries: tuple[FeedEntry, ...] = ()
    children: tuple[FeedEntry, ...] = ()
    older: str | None = None


def read_feed(body: bytes, *, max_bytes: int) -> Feed | None:
    """The feed in `body` (gzipped sitemaps too), or None when it is neither a feed nor a sitemap. Raises `Bomb`."""
    unpacked = _unpacked(body, max_bytes)
    if _NESTED_ENTITY.search(unpacked):
        raise Bomb("a feed or a sitemap declares entities made of entities")
    root = _root(unpacked)
    if root is None:
        return None
    match etree.QName(root).localname.lower():
        case "rss" | "rdf":
            return Feed(kind="rss", entries=tuple(_rss(root)))
        case "feed":
            return Feed(kind="atom", entries=tuple(_atom(root)), older=_link(root, "next"))
        case "urlset":
            return Feed(kind="sitemap", entries=tuple(_places(root, "url")))
        case "sitemapindex":
            return Feed(kind="index", children=tuple(_places(root, "sitemap")))
    return None


def _root(body: bytes) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(body.lstrip(), parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root if root is not None and isinstance(root.tag, str) else None


def _unpacked(body: bytes, max_bytes: int) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as file:
            unpacked = file.read(max_bytes + 1)
    except (OSError, EOFError, zlib.error):
        return b""
    if len(unpacked) > max_bytes:
        raise Bomb("a feed or a sitemap is larger, unpacked, than the source's limit")
    return unpacked


def _rss(root: etree._Element) -> Iterator[FeedEntry]:
    for item in root.iter("{*}item"):
        link = _text(item, "link") or _text(item, "guid")
        if link:
            yield FeedEntry(
                url=link, title=_text(item, "title"), day=_day(_text(item, "pubDate") or _text(item, "date"))
            )


def _atom(root: etree._Element) -> Iterator[FeedEntry]:
    for entry in root.iter(f"{_ATOM}entry"):
        link = _link(entry, "alternate")
        if link:
            day = _day(_text(entry, "published") or _text(entry, "updated"))
            yield FeedEntry(url=link, title=_text(entry, "title"), day=day)


def _places(root: etree._Element, tag: str) -> Iterator[FeedEntry]:
    for place in root.iter(f"{{*}}{tag}"):
        address = _text(place, "loc")
        if address:
            day = _text(place, "publication_date") or _text(place, "lastmod")
            yield FeedEntry(url=address, title=_text(place, "title"), day=_day(day))


def _link(element: etree._Element, relation: str) -> str | None:
    for link in element.findall(f"{_ATOM}link"):
        if link.get("rel", "alternate") == relation and link.get("href"):
            return str(link.get("href"))
    return None


def _text(element: etree._Element, name: str) -> str | None:
    """The text of the first descendant of that local name, in any namespace."""
    for child in element.iter(f"{{*}}{name}"):
        if child.text and child.text.strip():
            return str(child.text.strip())
    return None


def _day(text: str | None) -> date | None:
    return listed_day(text) if text else None
