"""A WARC file that a killed process left: find the end of its last whole record and cut off what follows."""

from __future__ import annotations

import zlib
from pathlib import Path

_GZIP = 16 + zlib.MAX_WBITS
_CHUNK = 1 << 20


def whole_length(path: Path) -> int:
    """How many bytes of a `.warc.gz` file are whole records (gzip members that end with two line breaks)."""
    whole = position = 0
    member = zlib.decompressobj(_GZIP)
    tail = b""
    with path.open("rb") as file:
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
