"""item → article → record, in whatever process it is called; each process loads its reader once."""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

import lexicon
from extract import NotAnArticle, legacy_encoding, read
from extract.charset import decode
from nlp import Reader
from records import Article, Context, Issue, Page, Record
from sources.model import Source
from thidua.inputs.item import Given, Item, Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What became of one item: its record, or the reason why there is none."""

    item: Item | None
    record: Record | None = None
    problem: Unreadable | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A function that reads items; a value of its own so that it can travel to another process.

    own_lexicon: a workspace's folder of lexicon files, laid over those that ship. definitions: as `keyed` gives them.
    """

    own_lexicon: Path | None = None
    definitions: Mapping[str, Source] = field(default_factory=dict)

    def __call__(self, item: Item | Unreadable) -> Reading:
        """Read one item; a page that cannot be read is a problem told, never an exception."""
        if isinstance(item, Unreadable):
            return Reading(item=None, problem=item)
        source = self.source_of(item)
        try:
            article = article_of(item, source)
            record = _told_if_garbled(reader(self.own_lexicon).analyse(article, context_of(source)), item.page)
        except NotAnArticle as error:
            return Reading(item=item, problem=Unreadable(label=item.label, code="not_an_article", message=str(error)))
        except Exception as error:  # noqa: BLE001 - a fault that one page brings out must not end a run over thousands
            return Reading(item=item, problem=_fault(item, error))
        return Reading(item=item, record=record)

    def source_of(self, item: Item) -> Source | None:
        """The definition of the source that led to the page, else of the portal at its address."""
        host = urlsplit(item.page.final_url).hostname or ""
        return self.definitions.get(item.page.source or "") or self.definitions.get(host.removeprefix("www."))


def _told_if_garbled(record: Record, page: Page) -> Record:
    """A text that is not what somebody wrote reads as nothing at all; a person should know why."""
    found = _garbled(record.article.text, page)
    if found is None:
        return record
    code, message, start = found
    end = min(start + 80, len(record.article.text))
    issue = Issue(code=code, message=message, start=start, end=end, text=record.article.text[start:end])
    return replace(record, issues=(*record.issues, issue))


# UTF-8 read as Windows-1252 and written as UTF-8 again: no Vietnamese has these letters beside each other.
_TWICE = re.compile(r"á[»º]\S|Ä[‘\x90]|Æ[°¡]|Ã[¡-¿\xa0]")


def _garbled(text: str, page: Page) -> tuple[str, str, int] | None:
    """The code of what is wrong with a text, a sentence, and where it begins; None for one that can be read."""
    encoding = legacy_encoding(text)
    if encoding is not None:
        return (
            "legacy_encoding",
            f"the text looks typed for {encoding} fonts; convert it to Unicode and ingest it again",
            0,
        )
    twice = list(islice(_TWICE.finditer(text), _ENOUGH))
    if len(twice) == _ENOUGH:
        message = "the text was encoded twice (UTF-8 read as Windows-1252); decode it once and ingest it again"
        return "doubly_encoded", message, twice[0].start()
    if b"\0" in page.body and "\0" in decode(page.body, declared=page.headers.get("content-type")):
        message = "the file has NUL bytes among its letters: it is damaged or no text; get it again"
        return "nul_bytes", message, max(0, text.find("\0"))
    return None


_ENOUGH = 3


def _fault(item: Item, error: Exception) -> Unreadable:
    """A fault of ours, told with its place, so that it can be reported and mended; the page stays in the archive."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    message = f"the reader failed on it ({type(error).__name__}: {error}, in {place}); please report it with the page"
    return Unreadable(label=item.label, code="reader_fault", message=message)


def keyed(definitions: Mapping[str, Source]) -> dict[str, Source]:
    """The definitions by id, and by each of their hosts."""
    hosts = {host.removeprefix("www."): source for source in definitions.values() for host in source.hosts}
    return hosts | dict(definitions)


def reader(own_lexicon: Path | None = None) -> Reader:
    """This process's reader, loaded once for each lexicon that there is."""
    return _loaded(own_lexicon if own_lexicon and own_lexicon.is_dir() else None)


@cache
def _loaded(own_lexicon: Path | None) -> Reader:
    return Reader(lexicon.load([own_lexicon] if own_lexicon else []))


def article_of(item: Item, source: Source | None = None) -> Article:
    """The article of an item, with what was told beside the page. Raises `NotAnArticle`."""
    article = _with_given(read(item.page, source, url=item.given.url), item.given)
    if article.published is None and item.listed:
        return replace(article, published=item.listed, published_from="listing")
    return article


def _with_given(article: Article, given: Given) -> Article:
    if given.published:
        article = replace(article, published=given.published, published_from="given")
    return replace(
        article,
        source=given.source or article.source,
        title=given.title or article.title,
        author=given.author or article.author,
    )


def context_of(source: Source | None) -> Context | None:
    """What a source's definition says of whose news this is."""
    if source is None:
        return None
    return Context(owner=source.owner.name, place=source.owner.place, level=source.owner.level, source=source.id)
