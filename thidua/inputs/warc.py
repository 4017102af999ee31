"""The articles of a WARC file that some crawler wrote."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import SEEK_END
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from records import Page
from thidua.errors import one_line
from thidua.inputs.item import HTML, TEXT, Item, Unreadable

_BUFFER = 65_536
_PAGES = (HTML, "application/xhtml+xml", TEXT, "")


def from_warc(stream: BinaryIO, label: str, max_bytes: int) -> Iterator[Item | Unreadable]:
    """Every page of a WARC. A record that is torn or too large is said, and what can be read is read."""
    number, end, size = 0, 0, stream.seek(0, SEEK_END)
    stream.seek(0)
    archive = ArchiveIterator(stream)
    try:
        for number, record in enumerate(archive, start=1):
            found = _from_record(record, f"{label}@{number}", max_bytes)
            end = archive.get_record_offset() + archive.get_record_length()
            if found:
                yield found
    except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
        yield _torn(label, number, str(error))
        return
    if size == 0:
        yield Unreadable(label=label, code="empty", message="the file is empty; get it again or leave it out")
    elif end < size:
        yield _torn(label, number, f"{size - end} bytes are no whole record")


def _torn(label: str, number: int, why: str) -> Unreadable:
    message = (
        f"the file is damaged after record {number} ({one_line(why)}); what stands before was read; get the file again"
    )
    return Unreadable(label=label, code="torn_warc", message=message)


def _from_record(record: Any, label: str, max_bytes: int) -> Item | Unreadable | None:
    """The record's page; None when it holds something else."""
    if record.format != "warc":
        raise ArchiveLoadFailed("this is no WARC record")
    url = record.rec_headers.get_header("WARC-Target-URI")
    where = f"{label} ({url})" if url else label
    body = record.content_stream().read(max_bytes + 1)
    if _is_short(record):
        message = "the record ends before its stated length: the file is torn here; get it again"
        return Unreadable(label=where, code="torn_warc", message=message)
    if record.rec_type not in ("response", "resource") or not _is_page(record):
        return None
    if len(body) > max_bytes:
        message = f"a page over {max_bytes / 1e6:g} MB is no article; it was left out"
        return Unreadable(label=where, code="too_large", message=message)
    return Item(label=where, page=_page(record, url or label, body))


def _is_short(record: Any) -> bool:
    """warcio reads a record that ends too early without an error; what its limit still expects tells."""
    while record.raw_stream.read(_BUFFER):
        pass
    return bool(record.raw_stream.limit > 0)


def _is_page(record: Any) -> bool:
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    return status == "200" and _content_type(record) in _PAGES


def _content_type(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return str(headers.get_header("Content-Type") or "").split(";")[0].strip().lower()


def _page(record: Any, url: str, body: bytes) -> Page:
    headers = {name.lower(): value for name, value in record.http_headers.headers} if record.http_headers else {}
    headers.setdefault("content-type", _content_type(record) or HTML)
    return Page(url=url, final_url=url, status=200, headers=headers, body=body, fetched_at=_instant(record))


def _instant(record: Any) -> datetime:
    stamp = record.rec_headers.get_header("WARC-Date") or ""
    try:
        return datetime.fromisoformat(stamp).astimezone(UTC)
    except ValueError:
        return datetime.now(UTC)
