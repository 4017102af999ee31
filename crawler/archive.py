"""The archive: raw exchanges in WARC 1.1 files that other tools read.

A source has a folder of its own with files `ID-00001.warc.gz`, `ID-00002.warc.gz` …, each ended when it has grown past
a size. While one is written a file `….warc.gz.open` stands beside it, locked. Before a run appends it looks whether the
last record of each file is whole, mark or not (a copy may be torn too), and cuts a torn one off.
"""

from __future__ import annotations

import fcntl
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from crawler.errors import ArchiveError
from crawler.exchange import Exchange
from crawler.repair import ends_whole, repair

FILE_BYTES = 512 * 1024 * 1024
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
# A profile of our own, as WARC 1.1 allows: the body was another (a counter moved), the article in it said the same.
SAME_ARTICLE = "urn:thidua:revisit:same-article"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a response record is: its file (below the archive's root), its offset and its compressed length there."""

    warc: str
    offset: int
    length: int


class Archive:
    """One source's WARC files, open for appending; a context manager, for one process at a time."""

    def __init__(self, root: Path, source: str, *, file_bytes: int = FILE_BYTES, durable: bool = True) -> None:
        self._root = root
        self._source = source
        self._file_bytes = file_bytes
        self._durable = durable
        self._file: BinaryIO | None = None
        self._mark: BinaryIO | None = None
        self._path = root / source
        self._writer: Any = None
        self.repaired: list[str] = []

    def __enter__(self) -> Self:
        (self._root / self._source).mkdir(parents=True, exist_ok=True)
        self._mend()
        self._open(self._newest() or self._named(1))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, exchange: Exchange, *, revisit: str | None = None, facts: Mapping[str, str] | None = None) -> Place:
        """Append request, response (or revisit record) and metadata; returns the place of the response.

        revisit: the profile (`IDENTICAL`, `NOT_MODIFIED`, `SAME_ARTICLE`) when the archive has the body already, or
        another that says the same. facts: what is known of the visit, as lines of the metadata record. Nothing is safe
        before `flush`.
        """
        if self._size() >= self._file_bytes:
            self._rotate()
        writer = self._writer
        request = self._record("request", exchange)
        writer.write_record(request)
        offset = self._size()
        response = self._record("revisit" if revisit else "response", exchange, revisit)
        _tie(request=request, response=response)
        writer.write_record(response)
        length = self._size() - offset
        if facts:
            writer.write_record(self._metadata(exchange, facts, response))
        return Place(warc=str(self._path.relative_to(self._root)), offset=offset, length=length)

    def flush(self) -> None:
        """Put everything written so far where a killed process cannot lose it (and a power cut neither)."""
        if self._file is None:
            raise ArchiveError(f"the archive of {self._source} is closed; use it inside its 'with' block")
        self._file.flush()
        if self._durable:
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """End the file cleanly; safe to call twice."""
        if self._file is not None:
            self.flush()
            self._file.close()
        if self._mark is not None:
            _mark_of(self._path).unlink(missing_ok=True)
            self._mark.close()
        self._file = self._mark = self._writer = None

    def _record(self, kind: str, exchange: Exchange, revisit: str | None = None) -> Any:
        http, body = _http_request(exchange) if kind == "request" else _http_response(exchange)
        headers = {"WARC-Date": exchange.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")}
        if exchange.ip:
            headers["WARC-IP-Address"] = exchange.ip
        if revisit:
            headers |= {"WARC-Profile": revisit, "WARC-Refers-To-Target-URI": exchange.url}
            headers |= {} if revisit == NOT_MODIFIED else {"WARC-Payload-Digest": _digest(body)}
            body = b""
        return self._writer.create_warc_record(
            exchange.url,
            kind,
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=http,
            warc_headers_dict=headers,
        )

    def _metadata(self, exchange: Exchange, facts: Mapping[str, str], response: Any) -> Any:
        lines = "".join(f"{name}: {_one_line(value)}\r\n" for name, value in facts.items()).encode()
        record_id = response.rec_headers.get_header("WARC-Record-ID")
        headers = {"WARC-Concurrent-To": record_id, "WARC-Date": response.rec_headers.get_header("WARC-Date")}
        return self._writer.create_warc_record(
            exchange.url, "metadata", payload=io.BytesIO(lines), length=len(lines), warc_headers_dict=headers
        )

    def _size(self) -> int:
        if self._file is None:
            raise ArchiveError(f"the archive of {self._source} is closed; use it inside its 'with' block")
        return self._file.tell()

    def _newest(self) -> Path | None:
        found = sorted((self._root / self._source).glob(f"{self._source}-*.warc.gz"))
        return found[-1] if found and found[-1].stat().st_size < self._file_bytes else self._after(found)

    def _after(self, found: list[Path]) -> Path | None:
        return self._named(_number(found[-1]) + 1) if found else None

    def _named(self, number: int) -> Path:
        return self._root / self._source / f"{self._source}-{number:05d}.warc.gz"

    def _rotate(self) -> None:
        number = _number(self._path) + 1
        self.close()
        self._open(self._named(number))

    def _open(self, path: Path) -> None:
        self._path = path
        self._mark = _locked(_mark_of(path))
        self._file = path.open("ab")
        self._file.seek(0, os.SEEK_END)
        self._writer = WARCWriter(self._file, gzip=True, warc_version="WARC/1.1")
        if self._size() == 0:
            info = {"software": "Thi Dua Registry", "format": "WARC File Format 1.1", "isPartOf": self._source}
            self._writer.write_record(self._writer.create_warcinfo_record(path.name, info))

    def _mend(self) -> None:
        """Cut off what a run that died, or a copy that broke off, left half written."""
        folder = self._root / self._source
        marks = set(folder.glob("*.warc.gz.open"))
        torn = {_mark_of(path) for path in folder.glob("*.warc.gz") if not ends_whole(path)}
        for mark in sorted(marks | torn):
            with _locked(mark):
                if told := repair(mark.with_suffix("")):
                    self.repaired.append(told)
                mark.unlink(missing_ok=True)


def _locked(mark: Path) -> BinaryIO:
    handle = mark.open("ab")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        handle.close()
        raise ArchiveError(f"{mark.with_suffix('')} is being written by another run; wait for it or stop it") from error
    return handle


def _mark_of(path: Path) -> Path:
    return path.with_name(path.name + ".open")


def _number(path: Path) -> int:
    return int(path.name.removesuffix(".warc.gz").rpartition("-")[2])


def _tie(*, request: Any, response: Any) -> None:
    response.rec_headers.add_header("WARC-Concurrent-To", request.rec_headers.get_header("WARC-Record-ID"))


def _http_request(exchange: Exchange) -> tuple[Any, bytes]:
    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [("Host", parts.netloc), *exchange.request_headers]
    line = f"{exchange.method} {target} HTTP/1.1"
    return StatusAndHeaders(line, headers, is_http_request=True), exchange.request_body


def _http_response(exchange: Exchange) -> tuple[Any, bytes]:
    line = f"{exchange.status} {exchange.reason}".strip()
    return StatusAndHeaders(line, list(exchange.headers), protocol=exchange.protocol), exchange.body


def _digest(body: bytes) -> str:
    digester = Digester("sha1")
    digester.update(body)
    return str(digester)


def _one_line(value: str) -> str:
    return " ".join(value.split())
