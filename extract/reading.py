"""The door: one page, one article."""

from __future__ import annotations

import json
import re
from datetime import timedelta, timezone

from extract.charset import decode
from extract.errors import NotAnArticle
from extract.plain import read_text
from records import Article, Page
from sources.model import Selectors, Source

# Viet Nam keeps UTC+7 all year; every calendar day is reckoned there.
HANOI = timezone(timedelta(hours=7))

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_TAG = re.compile(r"<[a-zA-Z!/?]")
_FEED = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?<(?:rss|feed|urlset|sitemapindex|rdf:RDF|soap)\b", re.IGNORECASE)
_PAGE = re.compile(r"\s*<(?:!doctype html|html)\b", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|div|table|article|p|meta|script)\b[^<]{0,2000}>", re.IGNORECASE)


def read(page: Page, source: Source | None = None, *, url: str | None = None) -> Article:
    """The article of a page: plain text as it stands, HTML through its source's selectors where they are given.

    url: the article's address; by default that of the page when it was fetched, none when it is a file.
    Raises `NotAnArticle`, saying what is wrong, for empty, binary, oversized and wordless pages.
    """
    text = decode(page.body, declared=_declared(page))
    _refuse_data(text)
    address = url or _address(page)
    latest = page.fetched_at.astimezone(HANOI).date()
    if _is_html(page, text):
        from extract.html import Asked, read_html  # noqa: PLC0415 - trafilatura takes 0.4 s, which plain texts need not wait

        selectors = source.selectors if source else Selectors()
        return read_html(text, Asked(source=page.url, url=address, day=latest, selectors=selectors))
    return read_text(text, source=page.url, url=address, latest=latest)


def _refuse_data(text: str) -> None:
    """Raise `NotAnArticle` for what machines send each other."""
    if _FEED.match(text):
        raise NotAnArticle("it is a feed or a sitemap, not an article; give the pages that it lists instead")
    if text.lstrip()[:1] in {"{", "["} and _is_json(text):
        raise NotAnArticle("it is JSON, not an article; name the file .jsonl if it holds one article a line")


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_html(page: Page, text: str) -> bool:
    """By what the page claims to be, else by its first tags; a saved text that cites a tag stays a text.

    A server may call its pages plain text; a file that somebody named so is one.
    """
    if page.content_type in _HTML_TYPES:
        return _TAG.search(text) is not None
    if page.content_type == "text/plain" or page.url.lower().endswith(".txt"):
        return _address(page) is not None and _PAGE.match(text) is not None
    return _MARKUP.search(text[:5_000]) is not None


def _address(page: Page) -> str | None:
    return page.final_url if page.final_url.startswith(("http://", "https://")) else None


def _declared(page: Page) -> str | None:
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", page.headers.get("content-type", ""), re.IGNORECASE)
    return found[1] if found else None
