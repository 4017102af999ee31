"""A file's bytes as a page: text as somebody saved it, or HTML."""

from __future__ import annotations

from datetime import UTC, datetime

from records import Page
from thidua.inputs.item import HTML, TEXT, Given, Item

_KINDS = {".txt": TEXT, ".html": HTML, ".htm": HTML, ".xhtml": HTML}
_TAGS = (b"<!doctype", b"<html", b"<head", b"<body", b"<?xml", b"<div", b"<p")
_SAMPLE = 4096


def from_bytes(body: bytes, label: str, suffix: str, given: Given | None = None) -> Item:
    """One file's content as an item; the kind comes from the suffix, else from how the content begins."""
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


def kind_of(head: bytes, suffix: str) -> str:
    """The suffix that content without a telling one should have: `.jsonl`, `.html` or `.txt`."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:_SAMPLE]
    if not suffix and start.startswith(b"{"):
        return ".jsonl"
    return ".html" if start.lower().replace(b"\0", b"").startswith(_TAGS) else ".txt"
