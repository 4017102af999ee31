"""Which addresses belong to a source, what is behind them, and which are one and the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from records import canonical_url
from sources.model import Source

LONGEST = 600
_FORMS = [
    (re.compile(r"(?<=[^/])/(print|savefile|amp|in|ban-in|print-view)(?=/)", re.IGNORECASE), ""),
    (re.compile(r"\.amp(?=\.html?$|$)"), ""),
    (re.compile(r"/(amp|print|in)/?$", re.IGNORECASE), ""),
]
_NUMBER = re.compile(r"(?<!\d)\d{3,}(?!\d)")
_SLUG = re.compile(r"[^\W_]+(?:-[^\W_]+){2,}")
_REPEATED = re.compile(r"(/[^/?]+(?:/[^/?]+)?)\1\1")
_KEPT_IN_MEMORY = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address folded to the one form that is fetched, and the kind of visit it is worth (None: none)."""

    url: str
    kind: str | None


class Addresses:
    """One source's rules on addresses; remembers verdicts, for the same menu stands on every page."""

    def __init__(self, source: Source) -> None:
        self._hosts = {_bare(host) for host in source.hosts}
        self._article = _any_of(source.article)
        self._deny = _any_of(source.deny)
        self._sections = _any_of(source.sections)
        self._files = _any_of(source.files)
        self._twins = [(re.compile(twin.pattern), twin.replace) for twin in source.twins]
        self._keep = frozenset(source.keep_params)
        self._known: dict[tuple[str, str], Address | None] = {}

    def look(self, base: str, href: str) -> Address | None:
        """What a link on the page at `base` leads to; None when it leads off the source, or nowhere, or into a trap."""
        key = ("" if href.startswith(("http://", "https://", "/")) else base, href)
        if key not in self._known:
            if len(self._known) >= _KEPT_IN_MEMORY:
                self._known.clear()
            self._known[key] = self._judge(base, href.strip())
        return self._known[key]

    def owns(self, url: str) -> bool:
        """The host is the source's own: one it names, with or without `www.`, or below one."""
        host = _bare(urlsplit(url).hostname or "")
        return any(host == own or host.endswith(f".{own}") for own in self._hosts)

    def denies(self, url: str) -> bool:
        """The source says that this is nothing to visit."""
        return bool(self._deny and self._deny.search(url))

    def fold(self, url: str) -> str:
        """The address without its fragment, without what names only a visit, twins folded into the article."""
        folded = _without_visit(url.partition("#")[0])
        for pattern, replacement in self._twins:
            folded = pattern.sub(replacement, folded)
        return self._kept_params(folded.rstrip("?&"))

    def canonical(self, url: str, href: str) -> str | None:
        """The article that the page at `url` says it is a twin of; None when it is itself, or is not to be believed.

        Templates that call every page by one address are common. So it must be an article of the same host, and have
        a number or a long word of the page's own address.
        """
        address = self.look(url, href)
        if address is None or address.kind != "article" or canonical_url(address.url) == canonical_url(self.fold(url)):
            return None
        hosts = [_bare(urlsplit(each).hostname or "").removeprefix("amp.") for each in (url, address.url)]
        return address.url if hosts[0] == hosts[1] and _marks(url) & _marks(address.url) else None

    def _judge(self, base: str, href: str) -> Address | None:
        if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
            return None
        try:
            url = urljoin(base, href)
            parts = urlsplit(url)
        except ValueError:
            return None
        if parts.scheme not in {"http", "https"} or not self.owns(url) or is_trap(url):
            return None
        folded = self.fold(url)
        return Address(url=folded, kind=self._kind(folded))

    def _kind(self, url: str) -> str | None:
        if self._files and self._files.search(url):
            return "file"
        if self._deny and self._deny.search(url):
            return None
        if self._article and self._article.search(url):
            return "article"
        return "listing" if self._sections and self._sections.search(url) else None

    def _kept_params(self, url: str) -> str:
        if not self._keep:
            return url
        parts = urlsplit(url)
        query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k in self._keep]
        return urlunsplit(parts._replace(query=urlencode(query)))


def _marks(url: str) -> set[str]:
    """What in an address is of one article: numbers of three digits or more, words as long as titles in addresses."""
    parts = urlsplit(url)
    tail = f"{parts.path}?{parts.query}"
    return {*_NUMBER.findall(tail), *(re.sub(r"(-\d+)+$", "", slug) for slug in _SLUG.findall(tail))}


def twins_of(url: str) -> set[str]:
    """The addresses that this one would be a print form or an AMP page of, as most systems build them.

    A guess, so good only where such an address is known to be there: `/in/` is print here and a section there.
    """
    return {folded for pattern, replacement in _FORMS if (folded := pattern.sub(replacement, url, count=1)) != url}


def is_trap(url: str) -> bool:
    """An address that no editor wrote: endlessly long, or the same folders over and over."""
    return len(url) > LONGEST or bool(_REPEATED.search(urlsplit(url).path))


def shape(url: str) -> str:
    """An address with its numbers and values left out; pages of one template share it.

    >>> shape("https://a.vn/lich/2031/05?ngay=3")
    'a.vn/lich/#/#?ngay'
    """
    parts = urlsplit(url)
    keys = ",".join(sorted(key for key, _ in parse_qsl(parts.query, keep_blank_values=True)))
    path = re.sub(r"\d+", "#", "/".join(_short(segment) for segment in parts.path.split("/")))
    return f"{parts.hostname}{path}?{keys}" if keys else f"{parts.hostname}{path}"


def _short(segment: str) -> str:
    return "…" if segment.count("-") > 2 else segment


def _without_visit(url: str) -> str:
    """Session and campaign keys taken out, the rest as the site wrote it."""
    parts, canonical = urlsplit(url), urlsplit(canonical_url(url))
    wanted = parse_qsl(canonical.query, keep_blank_values=True)
    given = parse_qsl(parts.query, keep_blank_values=True)
    query = parts.query
    if len(wanted) != len(given):
        query = urlencode([pair for pair in given if pair in wanted])
    same_path = (parts.path.rstrip("/") or "/") == canonical.path
    return urlunsplit(parts._replace(path=parts.path if same_path else canonical.path, query=query))


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    """One expression for several; flags like (?i) may stand only at the front, so each becomes a group of its own."""
    if not patterns:
        return None
    return re.compile("|".join(_group(pattern) for pattern in patterns))


def _group(pattern: str) -> str:
    return f"(?i:{pattern[4:]})" if pattern.startswith("(?i)") else f"(?:{pattern})"
