"""Lines that hold more than one part: a by-line, a date or a page's leftovers glued to the paragraph before them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extract import kinds
from extract.days import dateline
from extract.folding import fold
from extract.lines import Line
from extract.phrases import sections
from records import BlockKind

_NAME = r"(?:[A-ZÀ-ỸĐ][a-zà-ỹđ]+|[A-ZÀ-ỸĐ]{2,}|[A-ZÀ-ỸĐ]\.)"
_NAMES = rf"{_NAME}(?: {_NAME}){{1,3}}(?: ?[-–,&] ?{_NAME}(?: {_NAME}){{1,3}})*(?: ?\([A-ZĐ]{{2,8}}\))?"
_LABELLED = r"\(?(?:Tin|Bài|Ảnh|TIN|BÀI|ẢNH)(?:\s?(?:,|và|&|-|/)\s?(?:tin|bài|ảnh|clip)){0,3}\s?:\s?[^.:]{2,50}"
_BYLINE_AT_END = re.compile(
    rf"(?:(?<=[^\W\d_]{{3}})|(?<=\d)|(?<=[”\"’)]))(?P<stop>\.|…|!|\./\.?|[”\"])\s+(?P<who>{_NAMES}|{_LABELLED})\s*$"
)
_TITLES_WITH_STOP = re.compile(r"(?:\W|^)(?:ths|pgs|bs|tp|tx|gs|kts|bsck|cn|st|dr|ls|lm)\.$", re.IGNORECASE)
_DATE_AT_END = re.compile(
    r"(?<=[.!?”\")/\w])\s+(?P<when>[\[(|-]?\s*(?:(?:[^\W\d]++ ?+){1,4}:)?[\s,|-]*"
    r"(?:\d{1,2}[:h]\d{2}(?::\d{2})?[\s,|-]*)?(?:ngày\s)?"
    r"\d{1,2}([/-])\d{1,2}\2\d{4}(?:[\s,|-]*\d{1,2}[:h]\d{2}(?::\d{2})?)?(?:\s*\(?GMT ?\+ ?7\)?)?\s*[\])]?)\s*$"
)
_CREDIT_INSIDE = re.compile(
    rf"^.{{15,280}}?(?:\((?:Ảnh|ẢNH)\s?:[^()]{{2,40}}\)"
    rf"|[.\s-](?:Ảnh|ẢNH)\s?: ?{_NAME}(?: {_NAME}){{0,3}}/[A-ZĐ]{{2,8}})"
    r"\.?(?=\s+[A-ZÀ-ỸĐ“\"(])"
)
_SHORT = 20
_HEAD = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class _Composed:
    """A line in NFC, with the place in the line of each of its characters (`places[len(text)]` is the line's end)."""

    text: str
    places: range | list[int]


def parts(line: Line) -> list[Line]:
    """The line, or the lines that it is glued from, in order; together they cover all but white space of it."""
    if line.known is not None or line.words < 2 or kinds.is_furniture(line):
        return [line]
    composed = _compose(line.raw)
    cuts = sorted({0, len(composed.text), *(_cuts(composed.text, line.words))})
    if len(cuts) == 2:
        return [line]
    pieces = (line.part(composed.places[a], composed.places[b], _known(composed.text, a, b)) for a, b in pairwise(cuts))
    return [piece for piece in pieces if piece is not None]


def _cuts(text: str, words: int) -> Iterator[int]:
    """Where in an NFC line a new part begins."""
    low = text.lower()
    end = len(text)
    if len(low) == end:  # else a letter has no lower case of its own length, and places would not agree
        for found in _found("frame_inline", low):
            yield found.start()
            end = min(end, found.start())
        for found in _found("dateline_inside", low[: min(end, _HEAD)]):
            yield from found.span()
    if words >= _SHORT or end < len(text):
        yield from _cuts_at_end(text[:end])
    if words >= 2 * _SHORT and "ảnh" in low[:400] and (credit := _CREDIT_INSIDE.match(text[:400])):
        yield credit.end()


def _found(section: str, low: str) -> Iterator[re.Match[str]]:
    for phrase in sections()[section].phrases:
        if any(word in low for word in phrase.needs) and (found := phrase.pattern.search(low)) and found.end() > 0:
            yield found


def _cuts_at_end(text: str) -> Iterator[int]:
    start = max(0, len(text) - 240)
    tail = text[start:].rstrip()
    date = _DATE_AT_END.search(tail) if re.search(r"\d{4}|\d:\d", tail[-24:]) else None
    if date and dateline(fold(date["when"])):
        yield start + date.start("when")
        tail = tail[: date.start("when")].rstrip()
    byline = _BYLINE_AT_END.search(tail) if tail[-1:] not in '.!?…;:”"' else None
    if byline and not _TITLES_WITH_STOP.search(tail[: byline.end("stop")]):
        yield start + byline.start("who")


def _known(text: str, start: int, end: int) -> BlockKind | None:
    """The kind of a part whose glue told it; the rest is left to the outline."""
    if start == 0 and end < len(text) and _CREDIT_INSIDE.match(text[: end + 2]):
        return BlockKind.CAPTION
    return None


def _compose(raw: str) -> _Composed:
    if unicodedata.is_normalized("NFC", raw):
        return _Composed(text=raw, places=range(len(raw) + 1))
    pieces: list[str] = []
    places: list[int] = []
    for found in re.finditer(r"(?s).[\u0300-\u036f]*", raw):
        composed = unicodedata.normalize("NFC", found[0])
        pieces.append(composed)
        places.extend([found.start()] * len(composed))
    return _Composed(text="".join(pieces), places=[*places, len(raw)])
