"""Reading an archive again: pages in the order they were captured, or one page by its place. No Scrapy, no network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.limitreader import LimitReader

from crawler.errors import ArchiveError
from crawler.repair import whole_ranges
from records import Captured, Page

MAX_BODY = 64 * 1024 * 1024
_READ = 1 << 16
LeftOut = Callable[[str, int], None]  # told the address and the size of a page that is too large


def read_pages(path: Path, *, max_body: int = MAX_BODY, left_out: LeftOut | None = None) -> Iterator[Page]:
    """Every page of a `.warc` or `.warc.gz` file, ours or another tool's: final answers with a body, hops left out.

    Yields all that is whole, also what follows damage; then raises `ArchiveError` when the file is damaged or no WARC.
    max_body: an unpacked body larger than this many bytes is left out, and `left_out` is told.
    """
    return (page for page, _facts in read_visits(path, max_body=max_body, left_out=left_out))


def read_visits(
    path: Path, *, max_body: int = MAX_BODY, left_out: LeftOut | None = None
) -> Iterator[tuple[Page, dict[str, str]]]:
    """As `read_pages`, each with what the metadata record says of the visit (kind, depth, title in the listing …)."""
    found = read_captures(path, path.parent, max_body=max_body, left_out=left_out)
    return ((each.page, each.facts) for each in found)


def read_captures(
    path: Path, archive: Path, *, max_body: int = MAX_BODY, left_out: LeftOut | None = None
) -> Iterator[Captured]:
    """As `read_visits`, each with its place below the folder `archive`: all that a registry keeps of a capture."""
    name = str(path.relative_to(archive))
    held: tuple[str, Captured] | None = None
    torn: ArchiveError | None = None
    records = _records(path)
    while True:
        try:
            found = next(records, None)
        except ArchiveError as error:
            found, torn = None, error
        if found is None:
            break
        record = found.record
        if record.rec_type == "metadata" and held and _ties_to(record, held[0]):
            yield _with_facts(held[1], _facts(record))
            held = None
        elif record.rec_type == "response":
            if held:
                yield held[1]
            page = _page(record, max_body, left_out)
            if _is_short(record):
                torn = ArchiveError(f"{path} is torn: its last record ends too early; what came before it was read")
            offset, length = found.place()
            captured = Captured(page=page, warc=name, offset=offset, length=length) if page else None
            held = (record.rec_headers.get_header("WARC-Record-ID"), captured) if captured else None
    if held:
        yield held[1]
    if torn:
        raise torn


def read_at(path: Path, offset: int, *, sha256: str | None = None) -> Page:
    """The page whose response record begins at `offset`; with `sha256` it must be the body that was captured.

    Raises `ArchiveError` when there is no such record or the body is another.
    """
    try:
        with path.open("rb") as file:
            file.seek(offset)
            record = next(iter(ArchiveIterator(file)))
            page = _page(record, MAX_BODY) if record.rec_type == "response" else None
    except (OSError, StopIteration, ArchiveLoadFailed) as error:
        raise ArchiveError(f"{path} has no record at offset {offset} ({error}); run 'thidua check'") from error
    if page is None:
        raise ArchiveError(f"{path} has no response at offset {offset}; run 'thidua check'")
    if sha256 is not None and page.sha256 != sha256:
        raise ArchiveError(f"{path} at offset {offset} holds another body than was captured ({page.url})")
    return page


@dataclass(frozen=True, slots=True)
class _Found:
    """A record, and from where its stretch of whole records begins, its place; known when it was read to its end."""

    record: Any
    start: int
    among: ArchiveIterator

    def place(self) -> tuple[int, int]:
        """Its offset in the file, and its compressed length."""
        return self.start + self.among.get_record_offset(), self.among.get_record_length()


def _records(path: Path) -> Iterator[_Found]:
    """Every whole record; raises `ArchiveError` after the last one when the file is torn or damaged somewhere."""
    later = 0
    try:
        size = path.stat().st_size
        # warcio reads a torn record short, without an error, or stumbles over it: it gets to see the whole ones only.
        ranges = whole_ranges(path) if path.suffix == ".gz" else [(0, size)]
        for start, end in ranges:
            with path.open("rb") as file:
                file.seek(start)
                among = ArchiveIterator(LimitReader(file, end - start))
                for record in among:
                    later += start > 0
                    yield _Found(record, start, among)
    except (OSError, ArchiveLoadFailed, EOFError) as error:
        raise ArchiveError(f"{path} cannot be read as WARC ({str(error).strip()})") from error
    if ranges != [(0, size)] and size:
        raise ArchiveError(_told(path, _gaps(ranges, size), later))


def _gaps(ranges: list[tuple[int, int]], size: int) -> list[int]:
    """Where a file is not whole, from the stretches that are."""
    begins = [0, *(end for _, end in ranges)]
    return [at for at, (start, _) in zip(begins, [*ranges, (size, size)], strict=True) if start > at]


def _told(path: Path, damaged: list[int], later: int) -> str:
    if not later:
        return f"{path} is torn: the record at offset {damaged[0]} is not whole; what came before it was read"
    where = ", ".join(map(str, damaged[:5])) + (" …" if len(damaged) > 5 else "")
    return f"{path} is damaged at offset {where}; the sound records before and after were read ({later} after)"


def _page(record: Any, max_body: int, left_out: LeftOut | None = None) -> Page | None:
    http = record.http_headers
    if http is None:
        return None
    status = int(http.get_statuscode() or 0)
    url = record.rec_headers.get_header("WARC-Target-URI")
    body, size = (None, 0) if 300 <= status < 400 else _body(record, max_body)
    if _is_short(record):
        return None
    if body is None:
        if left_out is not None and size > max_body:
            left_out(url, size)
        return None
    return Page(
        url=url,
        final_url=url,
        status=status,
        headers={name.lower(): value for name, value in http.headers},
        body=body,
        fetched_at=_instant(record.rec_headers.get_header("WARC-Date")),
    )


def _body(record: Any, max_body: int) -> tuple[bytes | None, int]:
    """The unpacked body, None when it is larger than `max_body`, and its size. It is read to its end all the same.

    Only so is it known whether the record is whole. A body that unpacks to more than `_BOMB` is not read on.
    """
    parts, size, stream = [], 0, record.content_stream()
    while part := stream.read(_READ):
        size += len(part)
        if size <= max_body:
            parts.append(part)
        elif size > _BOMB:
            _skip(record.raw_stream)
            break
    return (b"".join(parts) if size <= max_body else None), size


_BOMB = 1 << 30


def _skip(stream: Any) -> None:
    while stream.read(_READ):
        pass


def _is_short(record: Any) -> bool:
    """The file ended inside this record: warcio reads that without an error."""
    return getattr(record.raw_stream, "limit", 0) > 0


def _ties_to(record: Any, record_id: str) -> bool:
    return bool(record.rec_headers.get_header("WARC-Concurrent-To") == record_id)


def _facts(record: Any) -> dict[str, str]:
    lines = record.content_stream().read().decode("utf-8", "replace").splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines) if value}


def _with_facts(captured: Captured, facts: dict[str, str]) -> Captured:
    page = replace(captured.page, url=facts.get("asked", captured.page.url), source=facts.get("source"))
    return replace(captured, page=page, facts=facts)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)
