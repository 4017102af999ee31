"""A file's bytes as a page: text as somebody saved it, or HTML."""

from __future__ import annotations

from datetime import UTC, datetime

from records import Page
from thidua.inputs.item import HTML, TEXT, Given, Item, Unreadable

_KINDS = {".txt": TEXT, ".html": HTML, ".htm": HTML, ".xhtml": HTML}
# How other kinds of file begin; none of them is an article that can be read.
_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP or Office file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x1f\x8b": "a gzip file",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"SQLite format 3": "an SQLite database",
    b"\x7fELF": "a program",
}
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 4096


def from_bytes(body: bytes, label: str, suffix: str, given: Given | None = None) -> Item | Unreadable:
    """One file's content as an item; the kind comes from the suffix, else from how the content begins."""
    if not body.strip():
        return Unreadable(
            label=label, code="empty", message="the file is empty; save the article again or leave it out"
        )
    if what := binary(body):
        message = f"it is {what}, not text or HTML; save the article's page or text instead"
        return Unreadable(label=label, code="binary", message=message)
    given = given or Given()
    content_type = _KINDS.get(suffix) or _KINDS[kind_of(body, suffix)]
    return Item(label=label, page=page_of(body, label, content_type, url=given.url), given=given)


def page_of(body: bytes, label: str, content_type: str, url: str | None = None) -> Page:
    """A page that stands for a file, fetched now."""
    return Page(
        url=label,
        final_url=url or label,
        status=200,
        headers={"content-type": content_type},
        body=body,
        fetched_at=datetime.now(UTC),
    )


def binary(body: bytes) -> str | None:
    """What kind of binary file this is, or None when it can be text."""
    for magic, what in _MAGIC.items():
        if body.startswith(magic):
            return what
    sample = body[:_SAMPLE]
    if sample.startswith(_UTF16_MARKS) or _looks_like_utf16(sample):
        return None
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x0b\x1b" for byte in sample)
    return "binary data" if controls > len(sample) / 50 else None


def _looks_like_utf16(sample: bytes) -> bool:
    """Without a mark: every other byte of Latin text is zero, and hardly any of the others is."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    return max(even, odd) > len(sample) / 8 and min(even, odd) <= len(sample) / 100


def kind_of(head: bytes, suffix: str) -> str:
    """The suffix that content without a telling one should have: `.jsonl`, `.html` or `.txt`."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:_SAMPLE]
    if not suffix and start.startswith(b"{"):
        return ".jsonl"
    lowered = start.lower().replace(b"\0", b"")
    return ".html" if lowered.startswith((b"<!doctype", b"<html", b"<head", b"<body", b"<?xml", b"<div")) else ".txt"
