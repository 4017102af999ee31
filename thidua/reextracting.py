"""The archive read again with today's extractor: no network, no original file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from crawler.errors import ArchiveError
from crawler.reading import read_captures
from records import Captured, Page
from store import Change, Incoming, Registry
from thidua.ingesting import STAND_IN
from thidua.inputs.item import Given, Item, Unreadable
from thidua.reading import Read, Reading, context_of
from thidua.reading_sink import listed_day

_READ = ("article", "ingested")
_BATCH = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """One article that was read again, and what that changed."""

    label: str
    change: Change


def archived(archive: Path) -> Iterator[Item | Unreadable]:
    """Every archived page that was read as an article, file by file, in the order of capture."""
    for path in archives(archive):
        try:
            for captured in read_captures(path, archive):
                if captured.facts.get("kind") in _READ and _is_new(captured):
                    yield _item(captured)
        except ArchiveError as error:
            if path.with_name(f"{path.name}.open").exists():
                continue  # a run is writing this file: its end is not torn but still to come
            yield Unreadable(label=str(path), code="torn_warc", message=str(error))


def restore_documents(registry: Registry, archive: Path, run: int) -> None:
    """Make a registry that is begun anew know the archived documents, so that they are listed with their articles."""
    for path in archives(archive):
        with suppress(ArchiveError):  # said when its articles are read
            captures = read_captures(path, archive)
            documents = (each for each in captures if each.facts.get("kind") == "file" and _is_new(each))
            while batch := list(islice(documents, _BATCH)):
                registry.captures(batch, run=run)


def archives(archive: Path) -> list[Path]:
    """The files of an archive, each source's in the order in which they were written."""
    return sorted(archive.rglob("*.warc.gz"))


def _is_new(captured: Captured) -> bool:
    return captured.facts.get("outcome", "captured") == "captured"


def _item(captured: Captured) -> Item:
    facts = captured.facts
    told = {name: facts.get(f"given-{name}") for name in ("source", "url", "title", "author")}
    day = facts.get("given-published")
    told["url"] = told["url"] or facts.get("canonical")
    given = Given(**told, published=date.fromisoformat(day) if day else None)
    page = replace(captured.page, final_url=_final_url(captured.page))
    return Item(
        label=given.source or page.url,
        page=page,
        given=given,
        listed=listed_day(captured),
        captured=replace(captured, page=page),
    )


def _final_url(page: Page) -> str:
    """Of a file its path again, not the address that stood for it in the archive."""
    return page.url if page.final_url.startswith(STAND_IN) else page.final_url


def keep(registry: Registry, read: Read, readings: Iterable[Reading], run: int) -> Iterator[Reread]:
    """Add the readings to the registry, batch by batch, under the fetches they came from."""
    waiting = ((reading.item, reading.record) for reading in readings if reading.item and reading.record)
    while batch := list(islice(waiting, _BATCH)):
        with registry.batch():
            fetches = registry.captures([item.captured or Captured(page=item.page) for item, _ in batch], run=run)
            changes = registry.add_all(
                Incoming(record=record, fetch=fetch, run=run, context=context_of(read.source_of(item)))
                for (item, record), fetch in zip(batch, fetches, strict=True)
            )
        yield from (Reread(label=item.label, change=change) for (item, _), change in zip(batch, changes, strict=True))
