"""Walk over what was named on the command line, in a stable order."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from extract.charset import MAX_BYTES
from thidua.inputs.files import from_bytes, kind_of
from thidua.inputs.item import Item, Unreadable, too_large
from thidua.inputs.jsonlines import from_lines

_SUFFIXES = (".txt", ".html", ".htm", ".xhtml", ".jsonl", ".warc", ".warc.gz")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The largest page, file or line that is read, in bytes."""

    max_bytes: int = MAX_BYTES


def gather(paths: Iterable[str], stdin: BinaryIO, limits: Limits | None = None) -> Iterator[Item | Unreadable]:
    """Every page of the named files and folders; `-` is standard input; what cannot be read comes as `Unreadable`."""
    limits = limits or Limits()
    for path in paths:
        if path == "-":
            yield from _standard_input(stdin, limits)
        elif Path(path).is_dir():
            yield from _folder(Path(path), limits)
        else:
            yield from _file(Path(path), limits)


def _folder(folder: Path, limits: Limits) -> Iterator[Item | Unreadable]:
    files = sorted(path for path in folder.rglob("*") if _is_article(path.relative_to(folder)) and path.is_file())
    if not files:
        message = f"the folder holds no article; expected files ending in {', '.join(_SUFFIXES)}"
        yield Unreadable(label=str(folder), code="no_articles", message=message)
    for path in files:
        yield from _file(path, limits)


def _is_article(path: Path) -> bool:
    """By its name; what begins with a dot is an editor's or the system's own."""
    return path.name.lower().endswith(_SUFFIXES) and not any(part.startswith(".") for part in path.parts)


def _file(path: Path, limits: Limits) -> Iterator[Item | Unreadable]:
    label = str(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            message = "it is no file but a pipe or a device; pipe what it gives to `thidua … -`"
            yield Unreadable(label=label, code="unreadable_file", message=message)
        elif path.name.lower().endswith((".warc", ".warc.gz")):
            from thidua.inputs.warc import from_warc  # noqa: PLC0415 - warcio takes 0.1 s, which texts need not wait

            yield from from_warc(path, limits.max_bytes)
        elif path.suffix.lower() == ".jsonl":
            with path.open("rb") as stream:
                yield from from_lines(stream, label, limits.max_bytes)
        elif (size := path.stat().st_size) > limits.max_bytes:
            yield too_large(label, size, limits.max_bytes)
        else:
            yield from_bytes(path.read_bytes(), label, path.suffix.lower())
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror or str(error)
        yield Unreadable(label=label, code="unreadable_file", message=f"{reason}; check the path")


def _standard_input(stdin: BinaryIO, limits: Limits) -> Iterator[Item | Unreadable]:
    """One article, or JSON lines when the first character is a brace."""
    label = "-"
    head = stdin.read(limits.max_bytes + 1)
    if kind_of(head, "") == ".jsonl":
        yield from from_lines([*head.splitlines(keepends=True)], label, limits.max_bytes)
    elif len(head) > limits.max_bytes:
        yield too_large(label, len(head), limits.max_bytes)
    else:
        yield from_bytes(head, label, "")
