"""From a page's lines to an article's text: title, lead, paragraphs and captions in reading order, one a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lxml.html import HtmlElement

from extract import kinds
from extract.folding import fold
from extract.lines import Line
from extract.outline import Outline, outline
from extract.walk import Segment
from records import Block, BlockKind

_LEFT_OUT = frozenset({BlockKind.FRAME, BlockKind.DATELINE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The parts of a page before its frame is cut.

    head: lines around the body that may state day or author; they stay out of the text. captions: elements that the
    source's selectors name as captions.
    """

    title: str | None
    head: Sequence[Segment]
    leads: Sequence[str]
    body: Sequence[Segment]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    line: Line
    known: BlockKind | None
    item: bool = False

    @property
    def text(self) -> str:
        """The piece's words."""
        return self.line.raw


def assemble(draft: Draft, *, latest: date) -> Assembled:
    """Put the parts together, let the outline judge each line, and leave out what is frame."""
    heads = [_Piece(line=segment.line, known=None) for segment in draft.head if _speaks_of_article(segment)]
    title = [_Piece(line=_line(draft.title), known=BlockKind.TITLE)] if draft.title else []
    leads = [_Piece(line=_line(text), known=BlockKind.LEAD) for text in dict.fromkeys(draft.leads)]
    pieces = [*title, *heads, *leads, *_body_pieces(draft)]
    lines = list(_lines(pieces))
    found = outline(lines, latest=latest)
    return _put_together(pieces, lines, found, heads=range(len(title), len(title) + len(heads)))


def _speaks_of_article(segment: Segment) -> bool:
    """Whether a line outside the body states its day or its author, and is no clock."""
    line = segment.line
    if kinds.is_clock(line):
        return True
    return line.dateline is not None or (not segment.is_link and kinds.byline_author(line) is not None)


def _body_pieces(draft: Draft) -> Iterator[_Piece]:
    said = {fold(text) for text in (draft.title, *draft.leads) if text}
    opening = True
    for i, segment in enumerate(draft.body):
        if fold(segment.text) in said and i < 12:
            continue
        known = _known(segment, draft.captions, opening=opening)
        opening = opening and known is not BlockKind.LEAD and not segment.line.sentence
        yield _Piece(line=segment.line, known=known, item=segment.kind is BlockKind.LIST_ITEM)


def _known(segment: Segment, captions: frozenset[HtmlElement], *, opening: bool) -> BlockKind | None:
    """The kind that the mark-up tells, unless the line is furniture that stands in the wrong place."""
    line = segment.line
    if segment.is_furniture:
        return None
    if segment.kind is BlockKind.CAPTION or segment.node in captions:
        return BlockKind.CAPTION
    if captions and any(parent in captions for parent in segment.node.iterancestors()):
        return BlockKind.CAPTION
    if segment.after_image and segment.styled and line.words <= 60 and not kinds.is_signature(line):
        return BlockKind.CAPTION
    return BlockKind.LEAD if opening and segment.strong and line.words >= 12 else None


def _line(text: str) -> Line:
    return Line(start=0, end=len(text), raw=text)


def _lines(pieces: Sequence[_Piece]) -> Iterator[Line]:
    """The pieces as lines of one provisional text."""
    start = 0
    for piece in pieces:
        yield piece.line.at(start, piece.known)
        start += len(piece.text) + 1


def _put_together(pieces: Sequence[_Piece], lines: Sequence[Line], found: Outline, *, heads: range) -> Assembled:
    provisional = "\n".join(piece.text for piece in pieces)
    starts = {line.start: i for i, line in enumerate(lines)}
    texts: list[str] = []
    blocks: list[Block] = []
    start = owner = words = 0
    for block in found.blocks:
        owner = starts.get(block.start, owner)
        if block.kind in _LEFT_OUT or owner in heads:
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
