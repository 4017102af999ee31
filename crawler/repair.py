"""A WARC file that a killed process or a broken copy left: where its whole records are, and a torn end cut off."""

from __future__ import annotations

import mmap
import zlib
from pathlib import Path

_GZIP = 16 + zlib.MAX_WBITS
_MAGIC = b"\x1f\x8b\x08"
_CHUNK = 1 << 20
# How much of a file's end is looked at for its last record; metadata comes last and takes some hundred bytes.
_TAIL = 4 << 20


def whole_ranges(path: Path) -> list[tuple[int, int]]:
    """Where the whole records of a `.warc.gz` file are: (0, its size) in a whole one, more when it is torn inside."""
    if not path.stat().st_size:
        return []
    found: list[tuple[int, int]] = []
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        start = 0
        while 0 <= start < len(data):
            end = _whole_from(data, start)
            if end > start:
                found.append((start, end))
            start = len(data) if end == len(data) else _next_record(data, end + 1)
    return found


def whole_length(path: Path) -> int:
    """How many bytes of a `.warc.gz` file are whole records (gzip members that end with two line breaks)."""
    found = whole_ranges(path)
    return found[0][1] if found and found[0][0] == 0 else 0


def ends_whole(path: Path) -> bool:
    """Whether the last record is whole: a look at the end alone, where `whole_ranges` reads all of the file."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    at = tail.rfind(_MAGIC)
    while at >= 0 and not _begins(tail[at : at + _CHUNK]):
        at = tail.rfind(_MAGIC, 0, at)
    if at < 0:  # one record is longer than what was looked at
        return whole_length(path) == size
    return _whole_from(tail, at) == len(tail)


def repair(path: Path) -> str | None:
    """Cut a torn end off a `.warc.gz` file; returns a sentence for the operator, or None when there was none.

    Whole records that follow a tear stay where they are, for the registry knows them by their offset.
    """
    if not path.exists():
        return None
    found = whole_ranges(path)
    size, whole = path.stat().st_size, found[-1][1] if found else 0
    if whole == size:
        return None
    with path.open("rb+") as file:
        file.truncate(whole)
    return f"{path}: the last record was torn; {size - whole} bytes after offset {whole} were cut off"


def _whole_from(data: bytes | mmap.mmap, start: int) -> int:
    """Where the whole records end that follow each other from `start` on; `start` itself when there is none."""
    whole = position = start
    member, tail = zlib.decompressobj(_GZIP), b""
    while position < len(data):
        chunk = data[position : position + _CHUNK]
        try:
            tail = (tail + member.decompress(chunk))[-4:]
        except zlib.error:
            return whole
        position += len(chunk) - len(member.unused_data)
        if member.eof:
            if tail != b"\r\n\r\n":
                return whole
            whole, tail, member = position, b"", zlib.decompressobj(_GZIP)
    return whole


def _next_record(data: mmap.mmap, start: int) -> int:
    """Where the next record begins, or -1."""
    at = data.find(_MAGIC, start)
    while at >= 0 and not _begins(data[at : at + _CHUNK]):
        at = data.find(_MAGIC, at + 1)
    return at


def _begins(data: bytes) -> bool:
    """A WARC record begins here, whether it is whole or not."""
    try:
        return zlib.decompressobj(_GZIP).decompress(data, 5) == b"WARC/"
    except zlib.error:
        return False
