"""An article's text cut into pieces, so that every piece knows the facts whose evidence it is part of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One stretch of evidence, in code points of the text."""

    fact: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text with the facts it belongs to, the one with the shortest evidence first."""

    start: int
    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One line of the article and what it is: `lead`, `paragraph`, `caption`, `item` …, empty when not known."""

    kind: str
    pieces: tuple[Piece, ...]


def marks_of(
    facts: Iterable[Mapping[str, Any]], spans: Mapping[str, Sequence[Mapping[str, Any]]], text: str
) -> list[Mark]:
    """Every evidence span of every fact, and the place where a judged quote was found."""
    found: set[tuple[str, int, int]] = set()
    for fact in facts:
        places = [(span["start"], span["end"]) for span in spans.get(fact["key"], ())]
        if fact["start"] is not None and (not places or fact["state"] in ("corrected", "confirmed")):
            places.append((fact["start"], fact["end"]))
        found |= {(fact["key"], start, end) for start, end in places if 0 <= start < end <= len(text)}
    return [Mark(fact=fact, start=start, end=end) for fact, start, end in sorted(found)]


def paragraphs(text: str, marks: Sequence[Mark], blocks: Sequence[Mapping[str, Any]] = ()) -> list[Paragraph]:
    """The lines of the text in pieces; joined with line breaks they are the text again, empty lines left out."""
    out = []
    for line in re.finditer(r"[^\n]*\S[^\n]*", text):
        here = [mark for mark in marks if mark.start < line.end() and mark.end > line.start()]
        cuts = {line.start(), line.end()}
        cuts |= {at for mark in here for at in (mark.start, mark.end) if line.start() < at < line.end()}
        edges = sorted(cuts)
        pieces = tuple(_piece(text, here, a, b) for a, b in pairwise(edges))
        out.append(Paragraph(kind=_kind(blocks, line.start()), pieces=pieces))
    return out


def _piece(text: str, marks: Iterable[Mark], start: int, end: int) -> Piece:
    over = sorted((m.end - m.start, m.start, m.fact) for m in marks if m.start <= start and m.end >= end)
    return Piece(start=start, text=text[start:end], facts=tuple(dict.fromkeys(fact for _, _, fact in over)))


def _kind(blocks: Iterable[Mapping[str, Any]], at: int) -> str:
    return next((str(block["kind"]) for block in blocks if block["start"] <= at < block["end"]), "")
