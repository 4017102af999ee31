"""A small browser for the sample portals: it fetches, follows and posts as a visitor would."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin, urlsplit

from lxml import etree, html

_HTML_ATTRIBUTES = ("href", "src")
_ANSWERS_WITH_A_PAGE = {200, 304, 404, 500, 503}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    url: str
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def tree(self) -> html.HtmlElement:
        return html.fromstring(self.body, parser=html.HTMLParser(encoding="utf-8"))

    def links(self) -> Iterator[str]:
        """Every address that the page, feed or sitemap names, whole and without fragment."""
        if self.type == "text/html":
            found = [e.get(name) for e in self.tree.iter() for name in _HTML_ATTRIBUTES if isinstance(e.tag, str)]
        elif self.type.endswith("xml"):
            root = etree.fromstring(self.body)
            found = [e.text for e in root.iter("{*}loc", "link")] + [e.get("href") for e in root.iter("{*}link")]
        else:
            found = []
        for address in filter(None, found):
            if not address.startswith(("#", "javascript:", "mailto:")):
                yield urljoin(self.url, address.strip()).partition("#")[0]


def fetch(url: str, form: dict[str, str] | None = None, **headers: str) -> Answer:
    """What is at an address; errors are answers too. Header names take `_` for `-`."""
    data = urlencode(form).encode() if form is not None else None
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data=data, headers=named), timeout=20) as got:
            return _answer(got.geturl(), got.status, got)
    except urllib.error.HTTPError as error:
        with error:
            assert error.code in _ANSWERS_WITH_A_PAGE, f"{url}: {error.code}"
            return _answer(url, error.code, error)


def _answer(url: str, status: int, got: object) -> Answer:
    headers = {name.lower(): value for name, value in got.headers.items()}  # type: ignore[attr-defined]
    return Answer(url=url, status=status, headers=headers, body=got.read())  # type: ignore[attr-defined]


def walk(start: list[str], limit: int = 1_000) -> dict[str, Answer]:
    """Everything that can be reached from these addresses by links on their hosts."""
    hosts = {urlsplit(url).netloc for url in start}
    seen: dict[str, Answer] = {}
    waiting = list(start)
    while waiting:
        url = waiting.pop()
        if url in seen or urlsplit(url).netloc not in hosts:
            continue
        assert len(seen) < limit, f"more than {limit} pages; the last was {url}"
        seen[url] = fetch(url)
        waiting.extend(seen[url].links())
    return seen


def postback_pages(first: Answer) -> Iterator[Answer]:
    """The pages of an ASP.NET list from its first on, each by the form of the one before."""
    page = first
    while True:
        yield page
        number = int(page.tree.cssselect("tr.phantrang td > span")[0].text_content()) + 1
        found = re.search(rf"__doPostBack\('([^']+)','(Page\${number})'\)", page.text)
        if not found:
            return
        state = page.tree.cssselect("#__VIEWSTATE")[0].get("value")
        page = fetch(page.url, {"__EVENTTARGET": found[1], "__EVENTARGUMENT": found[2], "__VIEWSTATE": state})
