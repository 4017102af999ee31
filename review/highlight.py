"""An article's text cut where evidence begins and ends, so that a template can mark it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text and the keys of the facts it is evidence of; `first` names those that begin here."""

    text: str
    facts: tuple[str, ...] = ()
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block of the article in pieces, and its kind (`title`, `lead`, `caption`, `frame` …)."""

    kind: str
    pieces: tuple[Piece, ...]


def paragraphs(text: str, blocks: Sequence[Row], spans: Mapping[str, Sequence[Row]]) -> list[Paragraph]:
    """The article in order. `spans` are the stretches (`start`, `end`) of each fact."""
    marks = sorted(
        {(int(each["start"]), int(each["end"]), key) for key, found in spans.items() for each in found if each["end"]}
    )
    begun: set[str] = set()
    out = []
    for start, end, kind in _whole(text, blocks):
        pieces = _pieces(text, start, end, [m for m in marks if m[0] < end and m[1] > start], begun)
        out.append(Paragraph(kind=kind, pieces=tuple(pieces)))
    return out


def _whole(text: str, blocks: Sequence[Row]) -> list[tuple[int, int, str]]:
    """The blocks, and whatever text no block has, so that nothing of the article is left out."""
    out, at = [], 0
    for block in sorted(blocks, key=lambda each: int(each["start"])):
        start, end = int(block["start"]), int(block["end"])
        if text[at:start].strip():
            out.append((at, start, "paragraph"))
        out.append((start, end, str(block["kind"])))
        at = end
    if text[at:].strip():
        out.append((at, len(text), "paragraph"))
    return out


def _pieces(text: str, start: int, end: int, marks: list[tuple[int, int, str]], begun: set[str]) -> list[Piece]:
    inside = {min(max(edge, start), end) for mark in marks for edge in mark[:2]}
    cuts = sorted({start, end, *inside})
    out = []
    for left, right in pairwise(cuts):
        keys = tuple(dict.fromkeys(key for a, b, key in marks if a <= left and b >= right))
        first = tuple(key for key in keys if key not in begun)
        begun.update(first)
        out.append(Piece(text=text[left:right], facts=keys, first=first))
    return out
