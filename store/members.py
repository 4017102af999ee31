"""Is a WARC file whole between the records that the registry knows? Readers of archives stop where it is not."""

from __future__ import annotations

import fcntl
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

_GZIP = zlib.MAX_WBITS | 16
_CHUNK = 1 << 20


def is_written(path: Path) -> bool:
    """A run is appending to the file now: its end is not torn but still to come."""
    try:
        with path.with_name(f"{path.name}.open").open("rb") as mark:
            fcntl.flock(mark, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def first_tear(path: Path, whole: Iterable[tuple[int, int]]) -> int | None:
    """Where the first record begins that is not whole, besides those known to be; None when all are.

    whole: start and end of known records, which are not looked at again.
    """
    at, size = 0, path.stat().st_size
    with path.open("rb") as file:
        for start, end in [*sorted(whole), (size, size)]:
            reached = _walk(file, at, start)
            if reached != start:
                return reached
            at = end
    return None


def _walk(file: BinaryIO, start: int, end: int) -> int:
    """How far whole gzip members follow each other from `start` to `end`."""
    whole = position = start
    member = zlib.decompressobj(_GZIP)
    file.seek(start)
    while position < end:
        chunk = member.unused_data or file.read(min(_CHUNK, end - file.tell()))
        if member.eof:
            member = zlib.decompressobj(_GZIP)
        try:
            member.decompress(chunk)
        except zlib.error:
            return whole
        if not chunk:
            return whole
        position += len(chunk) - len(member.unused_data)
        whole = position if member.eof else whole
    return whole
