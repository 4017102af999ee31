"""An article: the text that the reader saw, and which part of it is what."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

# Query keys that name a visit, not a page: sessions, campaign tags, ASP.NET's cookie probe, print and AMP switches.
_VISIT_KEYS = re.compile(
    r"^(utm_\w+|fbclid|gclid|zarsrc|jsessionid|phpsessid|sid|aspxautodetectcookiesupport|print|amp)$", re.IGNORECASE
)


class BlockKind(StrEnum):
    """What a stretch of an article's text is.

    `frame` is what the page says around the article (menus, counters, comments, other stories): no evidence for
    anything. `dateline` is the page's own statement of when it was published, `byline` who wrote it.
    """

    TITLE = "title"
    LEAD = "lead"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    DATELINE = "dateline"
    BYLINE = "byline"
    FRAME = "frame"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch `text[start:end]` of an article's text, in code points, and its kind. Blocks never overlap."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it was read from a page or a file.

    source: the path or address as it was given.
    published: a calendar day in Asia/Ho_Chi_Minh, or None when the page does not say.
    published_from: how the day was found (`selector`, `meta`, `json-ld`, `dateline`, `url`, `given` …).
    text: what every offset of a record points into; never rewritten.
    blocks: in order of their start; what lies between two of them is white space.
    """

    id: str
    source: str
    url: str | None = None
    title: str | None = None
    published: date | None = None
    published_from: str | None = None
    author: str | None = None
    text: str
    blocks: tuple[Block, ...] = ()


def canonical_url(url: str) -> str:
    """The address without what names only a visit: scheme and `www.` folded, no fragment, session or campaign keys.

    >>> canonical_url("http://www.soyte.vn/tin.aspx?utm_source=fb&id=5#top")
    'https://soyte.vn/tin.aspx?id=5'
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").removeprefix("www.").removeprefix("amp.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _VISIT_KEYS.match(k))
    path = re.sub(r";jsessionid=[^/]*|/\(S\([^)]*\)\)", "", parts.path, flags=re.IGNORECASE)
    path = re.sub(r"/(amp|print)/?$", "", path).rstrip("/") or "/"
    return urlunsplit(("https", host + port, path, urlencode(query), ""))


def url_parts(url: str) -> tuple[str, ...]:
    """The canonical address as host, folders and query pairs, so that two can be compared part by part.

    >>> url_parts("http://www.soyte.vn/tin/bai.aspx?sid=1&id=5&l=vi")
    ('soyte.vn', 'tin', 'bai.aspx', '?id=5', '?l=vi')
    """
    parts = urlsplit(canonical_url(url))
    return (parts.netloc, *parts.path.strip("/").split("/"), *(f"?{pair}" for pair in parts.query.split("&") if pair))


def in_series(parts: tuple[str, ...], series: tuple[str | None, ...]) -> bool:
    """Whether an address, as `url_parts` gives it, is of a series: the same but for the parts that are None there.

    >>> in_series(("soyte.vn", "tin", "abc"), ("soyte.vn", "tin", None))
    True
    """
    return len(parts) == len(series) and all(own in {part, None} for part, own in zip(parts, series, strict=True))


def article_id(*, url: str | None, text: str) -> str:
    """A stable id of 16 hexadecimal digits: the hash of the canonical URL where there is one, else of the text."""
    seed = f"url:{canonical_url(url)}" if url else f"text:{text}"
    return hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:16]
