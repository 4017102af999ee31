"""Sentences: the article's blocks cut at full stops that end something, and joined where a line merely wrapped."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from nlp.reading import Reading, Sentence
from nlp.tokens import Tokens
from records import Block, BlockKind

_STOPS = frozenset({".", "!", "?", "...", "…"})
_STOP = re.compile("[.!?…]")  # over `Tokens.shapes`, in which a mark stands for itself
# A dot after these belongs to the abbreviation. One-letter words do too, except the Roman numerals that number blocs.
_ABBREVIATIONS = frozenset(
    {"tp", "tx", "tt", "ts", "ths", "pgs", "gs", "bs", "cki", "ckii", "bscki", "bsckii", "tw", "nxb", "st", "ks", "cn"}
    | {"ls", "lg", "đ", "đ/c", "tr", "mr", "mrs", "nguts", "nsưt", "nsnd", "ưt"}
)
_TEXT = frozenset({BlockKind.LEAD, BlockKind.PARAGRAPH})
# A number on the next line belongs to these: "năm | 2024".
_NUMBERED = frozenset({"năm", "ngày", "tháng", "số", "quý", "đoàn", "đội"})
# A name in capitals on the next line belongs to these: "Huyện Đoàn | Thăng Bình", "đồng chí | Lê Văn Minh".
_NAME_FOLLOWS = frozenset(
    {"đoàn", "tỉnh", "huyện", "quận", "xã", "phường", "phố", "trấn", "sở", "cục", "ông", "bà", "chí", "và", "của"}
)
_BEFORE_ITEM = frozenset({":", ";"})  # "gồm: 1. Sở Y tế; 2. Sở Nội vụ"
_LONG_LINE = 60
_NUMERALS = frozenset({"i", "v", "x"})


def split_sentences(reading: Reading) -> None:
    """Fill `reading.sentences`; every token stands in exactly one sentence."""
    tokens = reading.tokens
    for number, (first, last, kind) in enumerate(_stretches(reading.article.blocks, tokens)):
        start = first
        for stop in _STOP.finditer(tokens.shapes, first, last):
            i = stop.start()
            if i >= start and _ends(tokens, start, i, last):
                end = _after_closing(tokens, i + 1, last)
                if end < last:
                    reading.sentences.append(Sentence(start, end, kind, number))
                    start = end
        if start < last:
            reading.sentences.append(Sentence(start, last, kind, number))
    tokens.break_line(sentence.first for sentence in reading.sentences)


def _stretches(blocks: tuple[Block, ...], tokens: Tokens) -> list[tuple[int, int, BlockKind]]:
    """The token ranges of the blocks; a paragraph that goes on in small letters on the next line is one stretch."""
    out: list[tuple[int, int, BlockKind]] = []
    hard = False
    for first, last, kind in _lines(blocks, tokens):
        joins = out and (kind == out[-1][2] or {kind, out[-1][2]} == _TEXT)
        item = out and out[-1][2] is BlockKind.LIST_ITEM and kind in _TEXT
        broken = kind in _TEXT and _broken_off(tokens, first, hard=hard)
        wrapped = (joins and (_wraps(tokens, first, kind) or broken)) or (item and broken)
        hard = bool(wrapped)
        out.append((out[-1][0], last, out.pop()[2]) if wrapped else (first, last, kind))
    return out


def _lines(blocks: tuple[Block, ...], tokens: Tokens) -> Iterator[tuple[int, int, BlockKind]]:
    """The tokens of each block, with its kind; what stands in none is cut by lines, each a paragraph."""
    at = 0
    for block in blocks:
        first, last = bisect_left(tokens.starts, block.start, at), bisect_left(tokens.starts, block.end, at)
        yield from _paragraphs(tokens, at, first)
        if first < last:
            yield first, last, block.kind
        at = max(at, last)
    yield from _paragraphs(tokens, at, len(tokens))


def _paragraphs(tokens: Tokens, first: int, last: int) -> Iterator[tuple[int, int, BlockKind]]:
    cuts = [first, *(i for i in range(first + 1, last) if tokens.gaps[i]), last] if first < last else []
    for start, end in pairwise(cuts):
        yield start, end, BlockKind.PARAGRAPH


def _wraps(tokens: Tokens, i: int, kind: BlockKind) -> bool:
    running = kind in (BlockKind.PARAGRAPH, BlockKind.LEAD, BlockKind.TITLE)
    goes_on = tokens.shapes[i] == "x" or (tokens.shapes[i] == "9" and tokens.lower[i - 1] in _NUMBERED)
    return running and goes_on and tokens.lower[i - 1] not in _STOPS and tokens.gaps[i] == 1


def _broken_off(tokens: Tokens, i: int, *, hard: bool) -> bool:
    """Whether a long line broke off after a comma, or inside a name: "… TAND tỉnh Phú | Yên; TAND thành phố Nha Trang".

    hard: the line before broke off too, as lines of a fixed width do.
    """
    if tokens.gaps[i] != 1 or tokens.lower[i - 1] in _STOPS:
        return False
    if tokens.lower[i - 1] == ",":
        return True
    if tokens.shapes[i] not in "XA" or (tokens.shapes[i - 1] not in "XA" and tokens.lower[i - 1] not in _NAME_FOLLOWS):
        return False
    start = tokens.text.rfind("\n", 0, tokens.starts[i - 1]) + 1
    spaced = tokens.text[tokens.ends[i - 1] : tokens.ends[i - 1] + 1] == " "
    named = tokens.lower[i - 1] in _NAME_FOLLOWS
    return tokens.ends[i - 1] - start >= _LONG_LINE and (hard or spaced or named)


def _ends(tokens: Tokens, start: int, i: int, last: int) -> bool:
    """Whether the stop at token i ends a sentence: not in an abbreviation, a number, or before a small letter."""
    if i + 1 >= last or tokens.lower[i] in ("!", "?"):
        return True
    follows = tokens.shapes[i + 1]
    if follows == "x" or i == start:
        return False
    if tokens.lower[i] != ".":
        return follows in "XA"
    return not _abbreviates(tokens, start, i)


def _abbreviates(tokens: Tokens, start: int, i: int) -> bool:
    """Whether a dot belongs to what stands before it: "TP.", "H.", "1." at a line's beginning, "3.QĐ"."""
    before, apart = tokens.lower[i - 1], tokens.starts[i + 1] > tokens.ends[i]
    letter = len(before) == 1 and before.isalpha() and not (before in _NUMERALS and apart)
    counts = tokens.shapes[i - 1] == "9" and i - 1 == start
    item = tokens.shapes[i - 1] == "9" and len(before) <= 2 and tokens.lower[i - 2] in _BEFORE_ITEM
    if before in _ABBREVIATIONS or letter or counts or item:
        return True
    return not apart and not (tokens.shapes[i + 1] == "X" and tokens.shapes[i - 1] == "x")


def _after_closing(tokens: Tokens, i: int, last: int) -> int:
    """Past the quotation marks and brackets that close right after a full stop, and past the "/." of a last line."""
    while i < last and tokens.lower[i] in ('"', "”", "’", "'", "»", ")", "/", "."):
        if tokens.starts[i] > tokens.ends[i - 1]:
            break
        i += 1
    return i
