"""The articles of a WARC file, ours or some other crawler's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from crawler.errors import ArchiveError
from crawler.reading import read_visits
from records import Page
from thidua.inputs.item import HTML, TEXT, Item, Unreadable, too_large

_PAGES = (HTML, "application/xhtml+xml", TEXT, "")
_READ = ("article", "ingested")


def _may_be_article(page: Page, facts: dict[str, str]) -> bool:
    return facts.get("kind", "article") in _READ and urlsplit(page.url).path != "/robots.txt"


def from_warc(path: Path, max_bytes: int) -> Iterator[Item | Unreadable]:
    """Every page of a WARC that answered with text; of a damaged file what is whole is read, and the damage is said.

    In an archive of ours the metadata say which pages were visited as articles: listings and feeds are left out. A page
    over the limit is named with its size.
    """
    pages = 0
    large: list[Unreadable] = []
    try:
        for page, facts in read_visits(path, max_body=max_bytes, left_out=_noting(large, path, max_bytes)):
            if page.status == 200 and page.content_type in _PAGES and _may_be_article(page, facts):
                pages += 1
                yield Item(label=f"{path} ({page.url})", page=page)
    except ArchiveError as error:
        yield from large
        why = str(error).removeprefix(str(path)).strip()
        yield Unreadable(label=str(path), code="torn_warc", message=f"{why}; get the file again to have the rest")
        return
    yield from large
    if not pages and not large:
        yield Unreadable(label=str(path), code="no_articles", message="there is no page in it; expected HTML or text")


def _noting(large: list[Unreadable], path: Path, max_bytes: int) -> Callable[[str, int], None]:
    return lambda url, size: large.append(too_large(f"{path} ({url})", size, max_bytes))
