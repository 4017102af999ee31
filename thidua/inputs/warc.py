"""The articles of a WARC file, ours or some other crawler's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from crawler.errors import ArchiveError
from crawler.reading import read_pages
from thidua.inputs.item import HTML, TEXT, Item, Unreadable

_PAGES = (HTML, "application/xhtml+xml", TEXT, "")


def from_warc(path: Path, max_bytes: int) -> Iterator[Item | Unreadable]:
    """Every page of a WARC that answered with text; of a torn file what is whole is read, and the tear is said."""
    pages = 0
    try:
        for page in read_pages(path, max_body=max_bytes):
            if page.status == 200 and page.content_type in _PAGES:
                pages += 1
                yield Item(label=f"{path} ({page.url})", page=page)
    except ArchiveError as error:
        why = str(error).removeprefix(str(path)).strip()
        yield Unreadable(label=str(path), code="torn_warc", message=f"{why}; get the file again to have the rest")
        return
    if not pages:
        yield Unreadable(label=str(path), code="no_articles", message="there is no page in it; expected HTML or text")
