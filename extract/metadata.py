"""What a page says of itself to machines: title, day and author in meta elements and JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any

from lxml.html import HtmlElement

from extract.days import first_day
from extract.folding import tidy

HANOI = timezone(timedelta(hours=7))

_PUBLISHED = (
    "article:published_time", "datepublished", "og:published_time", "pubdate", "publishdate", "publish_date",
    "dc.date.issued", "dcterms.created", "article:published", "dc.date", "date",
)  # fmt: skip
_TITLES = ("og:title", "twitter:title", "headline", "dc.title", "title")
_LEADS = ("og:description", "description", "twitter:description")
_AUTHORS = ("article:author", "author", "dc.creator", "byl")
_ARTICLE_TYPES = re.compile(r"article|posting|report|webpage", re.IGNORECASE)
_ISO = re.compile(r"^\s*(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?")
_LABEL = re.compile(
    r"^\s*(?:(?:tác giả(?: bài viết)?|người (?:đăng|viết|gửi)|(?:được )?đăng bởi|bởi|by|nguồn|theo)\s*:?\s+)+",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"^(admin\w*|administrator|root|editor|user\d*|webmaster|quản trị.*|https?:.*|.*\.(vn|com|net|org)\b.*|\W*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the head of a page states; None where it states nothing that can be used."""

    title: str | None
    lead: str | None
    author: str | None
    meta_day: date | None
    json_day: date | None


def metadata(tree: HtmlElement) -> Metadata:
    """The page's statements about itself."""
    named = _meta(tree)
    linked = list(_json_ld(tree))
    days = (day_of(str(value)) for value in _first_of(linked, "datePublished"))
    authors = (name for value in _first_of(linked, "author") for name in _names(value))
    own_author = next((named[key] for key in _AUTHORS if key in named), None)
    return Metadata(
        title=next((named[key] for key in _TITLES if key in named), None) or _title_element(tree),
        lead=next((named[key] for key in _LEADS if key in named), None),
        author=clean_author(next(authors, None)) or clean_author(own_author),
        meta_day=next((day for key in _PUBLISHED if key in named and (day := day_of(named[key]))), None),
        json_day=next((day for day in days if day), None),
    )


def day_of(value: str) -> date | None:
    """The calendar day in Viet Nam of an ISO instant, or of a date as Vietnamese pages write it."""
    found = _ISO.match(value)
    if found is None:
        return first_day(value)
    try:
        if not found[2] or not found[3]:
            return date.fromisoformat(found[1])
        zone = found[3].replace("Z", "+00:00")
        return datetime.fromisoformat(f"{found[1]}T{found[2]}{zone}").astimezone(HANOI).date()
    except (ValueError, OverflowError):
        return None  # a well-formed date that is none ("0000-00-00", or a day before the calendar begins)


def clean_author(value: str | None) -> str | None:
    """A person's or an office's name without its label; None for accounts such as "admin"."""
    if not value:
        return None
    name = _LABEL.sub("", tidy(value))
    return None if len(name) > 60 or _NO_AUTHOR.match(name) else name.strip(" .*:|")


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Meta elements by name, property or itemprop in lower case; the first of a name wins."""
    named: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop")
        value = tidy(element.get("content") or "")
        if key and value:
            named.setdefault(key.strip().lower(), value)
    return named


def _title_element(tree: HtmlElement) -> str | None:
    element = tree.find(".//title")
    return tidy(element.text_content()) or None if element is not None else None


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Every object that describes an article."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and script.text:
            try:
                yield from _objects(json.loads(script.text.strip().rstrip(";"), strict=False))
            except (ValueError, RecursionError):
                continue  # broken JSON-LD is common; the page's other statements are asked instead


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _objects(item)
    elif isinstance(value, dict):
        if _ARTICLE_TYPES.search(str(value.get("@type", ""))):
            yield value
        yield from _objects(value.get("@graph", []))


def _first_of(objects: list[dict[str, Any]], key: str) -> list[Any]:
    return [item[key] for item in objects if item.get(key)]


def _names(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, str):
            yield name
