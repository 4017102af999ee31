"""The archive read again with today's extractor: no network, no original file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from crawler.errors import ArchiveError
from crawler.reading import read_visits
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
    for path in sorted(archive.rglob("*.warc.gz")):
        try:
            for page, facts in read_visits(path):
                if facts.get("kind") in _READ and facts.get("outcome", "captured") == "captured":
                    yield _item(page, facts)
        except ArchiveError as error:
            if path.with_name(f"{path.name}.open").exists():
                continue  # a run is writing this file: its end is not torn but still to come
            yield Unreadable(label=str(path), code="torn_warc", message=str(error))


def _item(page: Page, facts: Mapping[str, str]) -> Item:
    told = {name: facts.get(f"given-{name}") for name in ("source", "url", "title", "author")}
    day = facts.get("given-published")
    given = Given(**told, published=date.fromisoformat(day) if day else None)
    return Item(
        label=given.source or page.url,
        page=replace(page, final_url=_final_url(page)),
        given=given,
        listed=listed_day(Captured(page=page, facts=dict(facts))),
    )


def _final_url(page: Page) -> str:
    """Of a file its path again, not the address that stood for it in the archive."""
    return page.url if page.final_url.startswith(STAND_IN) else page.final_url


def keep(registry: Registry, read: Read, readings: Iterable[Reading], run: int) -> Iterator[Reread]:
    """Add the readings to the registry, batch by batch, under the fetches they came from."""
    waiting = ((reading.item, reading.record) for reading in readings if reading.item and reading.record)
    while batch := list(islice(waiting, _BATCH)):
        with registry.batch():
            fetches = registry.captures([Captured(page=item.page) for item, _ in batch], run=run)
            changes = registry.add_all(
                Incoming(record=record, fetch=fetch, run=run, context=context_of(read.source_of(item)))
                for (item, record), fetch in zip(batch, fetches, strict=True)
            )
        yield from (Reread(label=item.label, change=change) for (item, _), change in zip(batch, changes, strict=True))
