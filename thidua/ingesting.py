"""Readings of files into the registry: into the archive first, then capture and record in one transaction a batch.

Two who ingest at once take turns, batch by batch: an archive file has one writer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from urllib.parse import quote

from crawler.archive import Archive
from crawler.exchange import Exchange
from records import Captured, Page, Record
from store import Incoming, NotFoundError, Registry
from thidua.inputs.item import Item
from thidua.locks import in_turn
from thidua.reading import Read, Reading, context_of
from thidua.workspace import Workspace

SOURCE = "ingest"  # the archive's folder for what people handed over
STAND_IN = "http://ingested.invalid/"
_BATCH = 64
_OF_THE_WIRE = ("content-encoding", "transfer-encoding", "content-length")  # the body is unpacked, they would lie


def ingest(
    registry: Registry, workspace: Workspace, read: Read, readings: Iterable[Reading], run: int
) -> Iterator[Counter[str]]:
    """Keep readings, batch by batch; yields counts: read, relevant, issues, new, changed, unchanged."""
    waiting = ((reading.item, reading.record) for reading in readings if reading.item and reading.record)
    while batch := list(islice(waiting, _BATCH)):
        with in_turn(workspace.runs, SOURCE), Archive(workspace.archive, SOURCE) as archive:
            counts = _keep(registry, archive, read, batch, run)
        yield counts


def _keep(
    registry: Registry, archive: Archive, read: Read, batch: Sequence[tuple[Item, Record]], run: int
) -> Counter[str]:
    captures = [None if _is_known(registry, record) else _captured(archive, item) for item, record in batch]
    archive.flush()
    with registry.batch():
        fetches = [None if captured is None else registry.capture(captured, run=run) for captured in captures]
        changes = registry.add_all(
            Incoming(record=record, fetch=fetch, run=run, context=context_of(read.source_of(item)))
            for (item, record), fetch in zip(batch, fetches, strict=True)
        )
    counts = Counter(_kind(change.new_article, change.new_version or change.other_facts) for change in changes)
    counts["read"] = len(batch)
    counts["relevant"] = sum(record.relevant for _, record in batch)
    counts["issues"] = sum(len(record.issues) for _, record in batch)
    return counts


def _is_known(registry: Registry, record: Record) -> bool:
    """Whether the registry has this article as it stands; then its page is in the archive already."""
    try:
        kept = registry.article(record.article.id)
    except NotFoundError:
        return False
    return (kept.text, kept.title, kept.published) == (
        record.article.text,
        record.article.title,
        record.article.published,
    )


def _kind(is_new: bool, is_changed: bool) -> str:
    return "new" if is_new else "changed" if is_changed else "unchanged"


def _captured(archive: Archive, item: Item) -> Captured:
    """The capture of a file, put into the archive."""
    facts = facts_of(item)
    place = archive.write(_exchange(item.page), facts=facts)
    return Captured(page=item.page, warc=place.warc, offset=place.offset, length=place.length, facts=facts)


def _exchange(page: Page) -> Exchange:
    """What the archive keeps of a file: it has no request, and its path becomes an address."""
    headers = tuple((name.title(), value) for name, value in page.headers.items() if name not in _OF_THE_WIRE)
    return Exchange(
        url=address_of(page), status=page.status, headers=headers, body=page.body, fetched_at=page.fetched_at
    )


def address_of(page: Page) -> str:
    """The address that stands for a page in the archive: its own, or for a file one made of its path.

    WARC readers expect HTTP answers under HTTP addresses only; the host is reserved and can never be asked.
    """
    url = page.final_url
    return url if url.startswith(("http://", "https://")) else f"{STAND_IN}{quote(url.lstrip('/'))}"


def facts_of(item: Item) -> dict[str, str]:
    """What `thidua reextract` needs to read the page again as it was read now."""
    given = item.given
    facts = {"kind": "ingested", "asked": item.page.url, "sha256": item.page.sha256}
    told = {"source": given.source, "url": given.url, "title": given.title, "author": given.author}
    facts |= {f"given-{name}": value for name, value in told.items() if value}
    if given.published:
        facts["given-published"] = given.published.isoformat()
    return facts
