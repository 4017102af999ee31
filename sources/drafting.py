"""A first definition from a portal's page: the family by its signs, the start points that the page itself names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import yaml
from lxml import etree, html

from sources.families import Family, load_families

_FEED_TYPES = ("application/rss+xml", "application/atom+xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What a page says of its system: the family, how many of its signs were found, and the feeds it announces."""

    family: str
    signs: tuple[str, ...]
    title: str
    feeds: tuple[str, ...] = ()


def draft(url: str, page: str | bytes) -> str:
    """The text of a YAML file for the portal at `url`, whose start page is `page`: to be looked through by a person.

    Owner, place and level cannot be read off a page: they are left as questions. The text loads as soon as they are
    answered.
    """
    guess = look(url, page)
    parts = urlsplit(url)
    home = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
    lines = [
        f"id: {source_id(url)}",
        f"name: {_quoted(guess.title or parts.netloc)}",
        "# Whose portal is it? name: the authority; place: as in 'tỉnh Lạng Sơn', 'quận Ba Đình';",
        "# level: state, ministry, province, district or commune.",
        f"owner: {{name: {_quoted(guess.title or parts.netloc)}}}",
        *_family_lines(guess),
        f"home: {home}",
        "status: untried",
        *_start_lines(guess, home),
        "# A page may still need selectors of its own; 'thidua sources check' shows what is read without them.",
        "# selectors: {content: ['#main-content'], title: [h1], date: [.ngay-dang], cut: [.tin-lien-quan]}",
    ]
    return "\n".join(lines) + "\n"


def look(url: str, page: str | bytes) -> Guess:
    """The family whose signs the page shows most of; `generic` when it shows none."""
    text = page if isinstance(page, str) else page.decode("utf-8", "replace")
    seen = {family.id: _signs(family, url, text) for family in load_families().values()}
    best = max(seen, key=lambda name: (len(seen[name]), name != "newspaper"))
    tree = _tree(text)
    return Guess(
        family=best if seen[best] else "generic",
        signs=seen[best],
        title=_title(tree),
        feeds=_feeds(tree, url),
    )


def source_id(url: str) -> str:
    """An id from an address: its host without `www`, `gov`, `vn` and the like.

    >>> source_id("https://www.soyte.langson.gov.vn/tin-tuc")
    'soyte-langson'
    """
    host = urlsplit(url).hostname or "portal"
    parts = [part for part in host.split(".") if part not in {"www", "gov", "org", "edu", "com", "net", "vn"}]
    return re.sub(r"[^a-z0-9]+", "-", "-".join(parts).lower()).strip("-") or "portal"


def _signs(family: Family, url: str, text: str) -> tuple[str, ...]:
    return tuple(sign for sign in family.signs if sign in text or sign in url)


def _tree(text: str) -> html.HtmlElement | None:
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:
        return None


def _title(tree: html.HtmlElement | None) -> str:
    return " ".join((tree.findtext(".//title") or "").split()) if tree is not None else ""


def _feeds(tree: html.HtmlElement | None, url: str) -> tuple[str, ...]:
    if tree is None:
        return ()
    found = [urljoin(url, link.get("href", "")) for link in tree.iter("link") if link.get("type") in _FEED_TYPES]
    return tuple(dict.fromkeys(address for address in found if "comments" not in address))


def _family_lines(guess: Guess) -> list[str]:
    if not guess.signs:
        return ["# No system was recognised: addresses are judged by their shape.", "family: generic"]
    return [f"# Recognised by: {', '.join(guess.signs)}", f"family: {guess.family}"]


def _start_lines(guess: Guess, home: str) -> list[str]:
    """The feeds that a page announces, where its family does not know of them already."""
    known = {str(start) for start in load_families()[guess.family].defaults.get("start", [])}
    fresh = [feed for feed in guess.feeds if feed.replace(home, "{home}") not in " ".join(known)]
    if not fresh or guess.family == "blogger":
        return []
    lines = [f"  - {{url: {_quoted(feed)}, kind: feed}}" for feed in fresh[:5]]
    return [
        "# Announced by the page itself; the sections that carry such news are worth adding.",
        "start:",
        *lines,
        f"  - {home}/",
    ]


def _quoted(text: str) -> str:
    return yaml.safe_dump(text, allow_unicode=True, width=1_000, default_style='"').strip()
