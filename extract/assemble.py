"""From a page's lines to an article's text: title, lead, paragraphs and captions in reading order, one a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from lxml.html import HtmlElement

from extract import kinds
from extract.folding import fold
from extract.lines import Line, line_of
from extract.metadata import Metadata
from extract.outline import Outline, outline
from extract.walk import Segment
from records import Block, BlockKind

_LEAD_NAME = re.compile(
    r"(?:^|[\s_-])(?:sapo|lead|hometext|chapeau|intro(?:text)?|summary|excerpt|trich-?(?:dan|yeu)|tom-?tat|mo-?ta)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
# So many lines of the body are looked at for a title or a lead that the page prints twice.
_OPENING = 12
_LEFT_OUT = frozenset({BlockKind.FRAME, BlockKind.DATELINE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The parts of a page before its frame is cut.

    above, below, after: lines above the title, between title and body, and after the body; they may state day and
    author, but of them only leads and captions enter the text. leads: texts that a selector chose. captions:
    elements that the source's selectors name as captions.
    """

    title: str | None
    above: Sequence[Segment]
    below: Sequence[Segment]
    leads: Sequence[str]
    body: Sequence[Segment]
    after: Sequence[Segment]
    captions: frozenset[HtmlElement]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """The text of an article with its blocks, and what its lines say of it; words: how many words of body it has."""

    text: str
    blocks: tuple[Block, ...]
    title: str | None
    published: date | None
    author: str | None
    words: int


class _Piece(NamedTuple):
    """A line on its way into the text; `aside` ones are only listened to."""

    line: Line
    known: BlockKind | None
    item: bool = False
    aside: bool = False

    @property
    def text(self) -> str:
        """The piece's words."""
        return self.line.raw


def assemble(draft: Draft, about: Metadata, *, latest: date) -> Assembled:
    """Put the parts together, let the outline judge each line, and leave out what is frame."""
    pieces = [
        *(_aside(segment) for segment in draft.above),
        *([_Piece(line=line_of(draft.title), known=BlockKind.TITLE)] if draft.title else []),
        *_front(draft, about),
        *_body_pieces(draft, about),
        *(_after(segment, draft.captions) for segment in draft.after),
    ]
    lines = list(_lines(pieces))
    return _put_together(pieces, lines, outline(lines, latest=latest))


def _front(draft: Draft, about: Metadata) -> Iterator[_Piece]:
    """What stands between title and body: its leads and captions, the rest aside."""
    yield from (_Piece(line=line_of(text), known=BlockKind.LEAD) for text in dict.fromkeys(draft.leads))
    for segment in draft.below:
        if not draft.leads and is_lead(segment, about):
            yield _Piece(line=segment.line, known=BlockKind.LEAD)
        elif segment.text not in draft.leads:
            yield _caption_or_aside(segment, draft.captions)


def _caption_or_aside(segment: Segment, captions: frozenset[HtmlElement]) -> _Piece:
    if not segment.is_link and _is_marked_caption(segment, captions) and not segment.is_furniture:
        return _Piece(line=segment.line, known=BlockKind.CAPTION)
    return _aside(segment)


def _after(segment: Segment, captions: frozenset[HtmlElement]) -> _Piece:
    """A line below the body; a day without a label there is another story's."""
    piece = _caption_or_aside(segment, captions)
    day = segment.line.dateline
    return _Piece(line=piece.line, known=BlockKind.FRAME, aside=True) if day and not day.label else piece


def _aside(segment: Segment) -> _Piece:
    """A line outside the body: heard when it states day or author or is a clock, else frame for certain."""
    line = segment.line
    heard = kinds.is_clock(line) or line.dateline is not None
    heard = heard or (not segment.is_link and kinds.byline_author(line) is not None)
    return _Piece(line=line, known=None if heard else BlockKind.FRAME, aside=True)


def _body_pieces(draft: Draft, about: Metadata) -> Iterator[_Piece]:
    front = [segment.text for segment in draft.below if is_lead(segment, about)]
    said = {fold(text) for text in (draft.title, *draft.leads, *front) if text}
    opening = True
    for i, segment in enumerate(draft.body):
        if i < _OPENING and (folded := segment.line.folded) in said:
            continue  # title or lead, printed again
        if i < _OPENING and segment.line.sentence:
            said.add(folded)
        known = _known(segment, draft.captions, opening=opening)
        opening = opening and known is not BlockKind.LEAD and not segment.line.sentence
        yield _Piece(line=segment.line, known=known, item=segment.kind is BlockKind.LIST_ITEM)


def _known(segment: Segment, captions: frozenset[HtmlElement], *, opening: bool) -> BlockKind | None:
    """The kind that the mark-up tells, unless the line is furniture that stands in the wrong place."""
    line = segment.line
    if segment.is_furniture:
        return None
    if _is_marked_caption(segment, captions):
        return BlockKind.CAPTION
    if segment.after_image and segment.styled and line.words <= 60 and not kinds.is_name(line):
        return BlockKind.CAPTION
    return BlockKind.LEAD if opening and segment.strong and line.words >= 12 else None


def _is_marked_caption(segment: Segment, captions: frozenset[HtmlElement]) -> bool:
    """Whether the mark-up, or a selector of the source, calls the line a caption."""
    if segment.kind is BlockKind.CAPTION or segment.node in captions:
        return True
    return bool(captions) and any(parent in captions for parent in segment.node.iterancestors())


def is_lead(segment: Segment, about: Metadata) -> bool:
    """Whether a line between title and body is prose: marked as a lead, known from the page's description, or long."""
    line = segment.line
    if segment.is_link or line.words < 8 or segment.is_furniture or segment.kind is BlockKind.CAPTION:
        return False
    near = [segment.node, *list(segment.node.iterancestors())[:1]]
    marked = any(_LEAD_NAME.search(f"{node.get('class') or ''} {node.get('id') or ''}") for node in near)
    known = about.lead is not None and about.lead[:40].lower() in line.tidy.lower()
    return marked or known or (line.sentence and line.words >= 15)


def _lines(pieces: Sequence[_Piece]) -> Iterator[Line]:
    """The pieces as lines of one provisional text."""
    start = 0
    for piece in pieces:
        yield piece.line.at(start, piece.known)
        start += len(piece.text) + 1


def _put_together(pieces: Sequence[_Piece], lines: Sequence[Line], found: Outline) -> Assembled:
    provisional = "\n".join(piece.text for piece in pieces)
    starts = {line.start: i for i, line in enumerate(lines)}
    texts: list[str] = []
    blocks: list[Block] = []
    start = owner = words = 0
    for block in found.blocks:
        owner = starts.get(block.start, owner)
        if block.kind in _LEFT_OUT or pieces[owner].aside:
            continue
        text = provisional[block.start : block.end]
        kind = BlockKind.LIST_ITEM if pieces[owner].item and block.kind is BlockKind.PARAGRAPH else block.kind
        blocks.append(Block(start=start, end=start + len(text), kind=kind))
        texts.append(text)
        start += len(text) + 1
        words += len(text.split()) if kind not in {BlockKind.TITLE, BlockKind.BYLINE} else 0
    return Assembled(
        text="\n".join(texts),
        blocks=tuple(blocks),
        title=found.title,
        published=found.published,
        author=found.author,
        words=words,
    )
