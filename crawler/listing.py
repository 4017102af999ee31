"""A listing: the entries it shows, with what it says of them, and the way to its older pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, quote_plus, urljoin, urlsplit, urlunsplit

from lxml import html

from crawler.addresses import Addresses, twins_of
from crawler.days import listed_day, month_in_path
from crawler.html import read, select, text_of
from crawler.wording import names_bloc
from records import Visit
from sources.model import Paging, PagingKind, Source

PRIORITY = {"start": 20, "article": 10, "file": 9, "listing": 5, "feed": 8, "sitemap": 7}
_POSTBACK = re.compile(r"""__doPostBack\(\s*['"]([^'"]*)['"]\s*,\s*['"]([^'"]*)['"]\s*\)""")
_HIDDEN = ("__VIEWSTATE", "__VIEWSTATEGENERATOR", "__VIEWSTATEENCRYPTED", "__EVENTVALIDATION", "__PREVIOUSPAGE")
_SHORTEST_TITLE = 15
_BLOC_FIRST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A link to an article or a document, with the title and the day that the listing gives it."""

    url: str
    kind: str
    title: str | None = None
    day: date | None = None

    def visit(self, depth: int) -> Visit:
        """The visit it is worth."""
        meta = (("title", self.title), ("day", self.day.isoformat() if self.day else None))
        known = tuple((name, value) for name, value in meta if value)
        # A title that names a bloc goes first: when a run ends at its limit, the best of it is there.
        priority = PRIORITY[self.kind] + (_BLOC_FIRST if self.title and names_bloc(self.title) else 0)
        return Visit(url=self.url, kind=self.kind, depth=depth, priority=priority, meta=known)


def entries(tree: html.HtmlElement, url: str, source: Source, addresses: Addresses) -> list[Entry]:
    """What the page lists, each address once. Without selectors for items every link of the page is looked at."""
    base = _base(tree, url)
    items = list(select(tree, source.listing.item))
    found = [entry for item in items if (entry := _item_entry(item, base, source, addresses))]
    found += _all_links(tree, base, addresses)
    best: dict[str, Entry] = {}
    for entry in found:
        best.setdefault(entry.url, entry)
    return [entry for entry in best.values() if not (entry.kind == "article" and twins_of(entry.url) & best.keys())]


def _item_entry(item: html.HtmlElement, base: str, source: Source, addresses: Addresses) -> Entry | None:
    links = [*select(item, source.listing.link), *item.iter("a")]
    for link in links:
        address = addresses.look(base, link.get("href") or "")
        if address and address.kind == "article":
            title = read(item, source.listing.title) or _title(link)
            said = read(item, source.listing.date)
            day = (listed_day(said) if said else None) or month_in_path(address.url)
            return Entry(url=address.url, kind="article", title=title, day=day)
    return None


def _all_links(tree: html.HtmlElement, base: str, addresses: Addresses) -> Iterator[Entry]:
    for link in tree.iter("a"):
        address = addresses.look(base, link.get("href") or "")
        if address and address.kind:
            title = _title(link) if address.kind == "article" else None
            yield Entry(url=address.url, kind=address.kind, title=title, day=month_in_path(address.url))


def _title(link: html.HtmlElement) -> str | None:
    text = text_of(link) or (link.get("title") or "").strip()
    return text if len(text) >= _SHORTEST_TITLE else None


def older_page(tree: html.HtmlElement, visit: Visit, url: str, paging: Paging) -> Visit | None:
    """The visit to the next older page of this listing, or None when it says there is none."""
    number = int(dict(visit.meta).get("page", paging.first))
    if paging.kind is PagingKind.NONE or number - paging.first + 1 >= paging.pages:
        return None
    meta = (("page", str(number + 1)),)
    if paging.kind is PagingKind.POSTBACK and (form := _postback(tree, number, paging)):
        return Visit(url=_action(tree, url), kind="listing", depth=visit.depth, priority=5, form=form, meta=meta)
    address = _next_address(tree, visit, url, number, paging)
    if address is None or address == url:
        return None
    return Visit(url=address, kind="listing", depth=visit.depth, priority=PRIORITY["listing"], meta=meta)


def _next_address(tree: html.HtmlElement, visit: Visit, url: str, number: int, paging: Paging) -> str | None:
    if paging.kind is PagingKind.PATH and paging.path:
        start = dict(visit.meta).get("start", url)
        return _with_path(start if number == paging.first else url, number, paging)
    if paging.kind is PagingKind.QUERY and paging.param:
        return _numbered_link(tree, url, number, paging.param)
    return _next_link(tree, url, number, paging)


def following_address(url: str, number: int, paging: Paging) -> str | None:
    """The address of the page after page `number`, made from that page's own address without having read it."""
    if paging.kind is PagingKind.PATH and paging.path:
        return _with_path(url, number, paging)
    if paging.kind not in {PagingKind.QUERY, PagingKind.NEXT}:
        return None
    parts = urlsplit(url)
    tail = f"{parts.path}?{parts.query}" if parts.query else parts.path
    found = list(re.finditer(rf"(?<!\d){number}(?!\d)", tail))
    if not found:
        return None
    at = found[-1].span()  # the last number of the kind: sections are numbered before pages are
    return str(urljoin(url, f"{tail[: at[0]]}{number + 1}{tail[at[1] :]}"))


def _with_path(url: str, number: int, paging: Paging) -> str:
    """`/tin-tuc` becomes `/tin-tuc/trang-2`, that `/tin-tuc/trang-3`."""
    template = paging.path or ""
    parts = urlsplit(url)
    here = re.escape(template).replace(re.escape("{page}"), str(number))
    path = re.sub(f"{here}$", "", parts.path.rstrip("/")).rstrip("/")
    return urlunsplit(parts._replace(path=path + template.format(page=number + 1)))


def _numbered_link(tree: html.HtmlElement, url: str, number: int, param: str) -> str | None:
    """The page's own link whose parameter is the next number; made up only when the parameter stands in the address."""
    pattern = re.compile(param)
    base = _base(tree, url)
    for link in tree.iter("a"):
        address = str(urljoin(base, link.get("href") or ""))
        query = parse_qsl(urlsplit(address).query, keep_blank_values=True)
        if any(pattern.search(key) and value == str(number + 1) for key, value in query):
            return address.partition("#")[0]
    return None


def _next_link(tree: html.HtmlElement, url: str, number: int, paging: Paging) -> str | None:
    base = _base(tree, url)
    for link in [
        *select(tree, paging.next),
        *_links_saying(tree, paging.words),
        *_links_saying(tree, (str(number + 1),)),
    ]:
        href = (link.get("href") or "").strip()
        if href and not href.startswith(("#", "javascript:")):
            return str(urljoin(base, href)).partition("#")[0]
    return None


def _links_saying(tree: html.HtmlElement, words: tuple[str, ...]) -> list[html.HtmlElement]:
    """The links whose whole text is one of `words`, in the order of the words."""
    if not words:
        return []
    rank = {word.casefold(): place for place, word in enumerate(words)}
    found = [(rank[said], link) for link in tree.iter("a") if (said := _said(link)) in rank]
    return [link for _, link in sorted(found, key=lambda pair: pair[0])]


def _said(link: html.HtmlElement) -> str:
    return (text_of(link) or link.get("title") or "").strip().casefold()


def _postback(tree: html.HtmlElement, number: int, paging: Paging) -> tuple[tuple[str, str], ...]:
    """The fields of the form that asks for the next page; empty when no link posts back to one."""
    target = _postback_target(tree, number, paging)
    if target is None:
        return ()
    fields = {name: value for name in _HIDDEN if (value := _hidden(tree, name)) is not None}
    return tuple({"__EVENTTARGET": target[0], "__EVENTARGUMENT": target[1], **fields}.items())


def _postback_target(tree: html.HtmlElement, number: int, paging: Paging) -> tuple[str, str] | None:
    """By its argument (`Page$3`), by its number, by its words; the first that there is."""
    wanted = re.compile(paging.target) if paging.target else None
    by_rank: list[tuple[int, tuple[str, str]]] = []
    words = {word.casefold(): place for place, word in enumerate(paging.words)}
    for link in tree.iter("a"):
        match = _POSTBACK.search(f"{link.get('href') or ''} {link.get('onclick') or ''}")
        if not match or (wanted and not wanted.search(f"{match[1]} {match[2]}")):
            continue
        said = _said(link)
        if match[2] == f"Page${number + 1}" or said == str(number + 1):
            by_rank.append((-1, (match[1], match[2])))
        elif said in words:
            by_rank.append((words[said], (match[1], match[2])))
    return min(by_rank)[1] if by_rank else None


def _hidden(tree: html.HtmlElement, name: str) -> str | None:
    for field in tree.iter("input"):
        if field.get("name") == name:
            return field.get("value") or ""
    return None


def _action(tree: html.HtmlElement, url: str) -> str:
    for form in tree.iter("form"):
        if any(field.get("name") == "__VIEWSTATE" for field in form.iter("input")):
            return str(urljoin(_base(tree, url), form.get("action") or url)).partition("#")[0]
    return url


def _base(tree: html.HtmlElement, url: str) -> str:
    for base in tree.iter("base"):
        if base.get("href"):
            return str(urljoin(url, base.get("href")))
    return url


def query_url(template: str, query: str) -> str:
    """A search address with the words in it."""
    return template.replace("{query}", quote_plus(query))
