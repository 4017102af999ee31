"""A WARC file that a killed process left: find the end of its last whole record and cut off what follows."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

_GZIP = 16 + zlib.MAX_WBITS
_CHUNK = 1 << 20
_MAGIC = b"\x1f\x8b\x08"  # how a gzip member begins
_HEAD = 1 << 12


def whole_length(path: Path, start: int = 0) -> int:
    """Up to which byte a `.warc.gz` file is whole records from `start` on (gzip members ending in two line breaks)."""
    whole = position = start
    member = zlib.decompressobj(_GZIP)
    tail = b""
    with path.open("rb") as file:
        file.seek(start)
        while chunk := file.read(_CHUNK):
            while chunk:
                try:
                    tail = (tail + member.decompress(chunk))[-4:]
                except zlib.error:
                    return whole
                position += len(chunk) - len(member.unused_data)
                chunk = member.unused_data
                if member.eof:
                    if tail != b"\r\n\r\n":
                        return whole
                    whole, tail, member = position, b"", zlib.decompressobj(_GZIP)
    return whole


def next_record(path: Path, after: int) -> int | None:
    """Where the next record begins at or after a byte of a damaged `.warc.gz` file; None when there is none."""
    kept, at = b"", after
    with path.open("rb") as file:
        file.seek(after)
        while chunk := file.read(_CHUNK):
            data = kept + chunk
            for found in re.finditer(re.escape(_MAGIC), data):
                place = at - len(kept) + found.start()
                if _begins_record(path, place):
                    return place
            at += len(chunk)
            kept = data[-len(_MAGIC) + 1 :]
    return None


def _begins_record(path: Path, place: int) -> bool:
    with path.open("rb") as file:
        file.seek(place)
        try:
            return zlib.decompressobj(_GZIP).decompress(file.read(_HEAD), 8).startswith(b"WARC/")
        except zlib.error:
            return False


def repair(path: Path) -> str | None:
    """Cut a torn end off a `.warc.gz` file; returns a sentence for the operator, or None when the file was whole."""
    if not path.exists():
        return None
    size, whole = path.stat().st_size, whole_length(path)
    if whole == size:
        return None
    with path.open("rb+") as file:
        file.truncate(whole)
    return f"{path}: the last record was torn; {size - whole} bytes after offset {whole} were cut off"
