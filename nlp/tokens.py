"""Syllable tokens that give the text back exactly, and the normalised copy that the rules read.

Rules see a `Tokens`: parallel sequences over the tokens that are not white space. `line` is the whole article in lower
case with exactly one space between tokens, so that a rule is a plain regular expression whatever the spacing was.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, chain, count, pairwise, repeat
from operator import add
from typing import NamedTuple

from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp.normalise import normalise

_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_TOKEN = re.compile(
    rf"""
    (?P<space>[\s{_MARKS}]+)
  | [^\W\d_]{{1,3}}[{_MARKS}]*[’'ʼ](?=[^\W\d_])[^\W\d_{_MARKS}][^\W\d_{_MARKS}{_MARKS}]*   # D'Ran, K'Tiêng
  | [^\W\d_]+(?:[{_MARKS}]+[^\W\d_]*)*                                               # a syllable
  | \d+(?:[.,]\d+)*                                                                # 1.327  2,4  3.2.2023
  | \.\.\.|…
  | .
    """,
    re.VERBOSE | re.DOTALL,
)
# Two words typed as one: a small letter before a capital, or a đ after a small letter ("chứcHội", "vàđăng").
_GLUE = re.compile(rf"(?:(?<=[^\W\d_A-ZĐ])|(?<=[{_MARKS}]))(?=[A-ZĐÀ-ÖØ-Ý])|(?:(?<=[^\W\d_])|(?<=[{_MARKS}]))(?=đ)")
# Small words that get typed onto the word before them ("Dũngcùng", "Bộvà"), composed and decomposed.
_SMALL = tuple(
    unicodedata.normalize(form, word)
    for word in ("cùng", "và", "tại", "với", "của", "gồm", "sẽ", "vừa")
    for form in ("NFC", "NFD")
)
_VOWEL = re.compile("[aeiouy]", re.IGNORECASE)
_CACHE = 50_000


class Token(NamedTuple):
    """A token as it was typed, as it should be, in lower case, and its shape.

    shape: `X` capitalised, `A` all capitals (two letters or more), `x` small, `9` a number, else the character itself.
    """

    raw: str
    word: str
    lower: str
    shape: str


class RawTokens(NamedTuple):
    """The tokens of a text that are not white space, where each begins, and the line breaks before it."""

    text: str
    tokens: list[Token]
    starts: list[int]
    gaps: list[int]

    def outside(self, ranges: Sequence[tuple[int, int]]) -> Tokens:
        """The tokens outside these stretches of the text, which must be in order and apart."""
        tokens: list[Token] = []
        starts: list[int] = []
        gaps: list[int] = []
        at = 0
        for begin, end in [*ranges, (len(self.text), len(self.text))]:
            cut = bisect_left(self.starts, begin, at)
            if cut > at:
                gaps.extend(self.gaps[at:cut])
                if at:
                    gaps[len(tokens)] = gaps[len(tokens)] or 1  # what was left out was a line at least
                tokens.extend(self.tokens[at:cut])
                starts.extend(self.starts[at:cut])
            at = bisect_left(self.starts, end, cut)
        return Tokens(self.text, tokens, starts, gaps)


class Tokens:
    """The tokens of one text that rules may read; every sequence has one entry a token.

    starts, ends: offsets into the text as it was given. words: normalised. lower: normalised, small letters.
    shapes: one character a token. line: the lower forms with one space between them, a line break between sentences;
    `at(place)` is the token at a place there. gaps: the number of line breaks before a token.
    """

    __slots__ = ("ends", "gaps", "line", "line_starts", "lower", "shapes", "starts", "text", "words")

    def __init__(self, text: str, tokens: Sequence[Token], starts: list[int], gaps: list[int]) -> None:
        raws, words, lower, shapes = zip(*tokens, strict=True) if tokens else ((), (), (), ())
        self.text = text
        self.starts = starts
        self.ends = list(map(add, starts, map(len, raws)))
        self.words = list(words)
        self.lower = list(lower)
        self.shapes = "".join(shapes)
        self.gaps = gaps
        self.line = " ".join(lower)
        self.line_starts = [0, *map(add, accumulate(map(len, lower[:-1])), count(1))] if tokens else []

    def __len__(self) -> int:
        return len(self.words)

    def break_line(self, firsts: Iterable[int]) -> None:
        """Put a line break before each of these tokens in `line`, so that no pattern reads across a sentence's end."""
        ends = [0, *(first for first in firsts if first), len(self.lower)]
        self.line = "\n".join(" ".join(self.lower[first:last]) for first, last in pairwise(ends))

    def at(self, place: int) -> int:
        """The token that covers, or ends just before, this offset of `line`."""
        return bisect_right(self.line_starts, place) - 1

    def wording(self, first: int, last: int) -> str:
        """Tokens first..last (excluded) as a person would write them: normalised, with single spaces."""
        parts: list[str] = []
        for i in range(first, last):
            if i > first and self.starts[i] > self.ends[i - 1]:
                parts.append(" ")
            parts.append(self.words[i])
        return "".join(parts)


class SyllableTokenizer:
    """A spaCy tokenizer: `doc.text == text` for every text, each syllable, number and mark a token of its own."""

    def __init__(self, vocab: Vocab) -> None:
        """`vocab`: the pipeline's."""
        self.vocab = vocab
        self._chunk = lru_cache(_CACHE)(_chunk)

    def __call__(self, text: str) -> Doc:
        """The Doc, white space included."""
        words: list[str] = []
        spaces: list[bool] = []
        for chunk in map(self._chunk, text.split(" ")):
            words += chunk.words or (" ",)
            spaces += chunk.spaces if chunk.words else (False,)
        _end(text, words, spaces)
        return Doc(self.vocab, words=words, spaces=spaces)

    def raw(self, text: str) -> RawTokens:
        """The tokens that are not white space; made without a Doc, which costs as much again."""
        pieces = text.split(" ")
        tokens, offsets, breaks, *_ = zip(*map(self._chunk, pieces), strict=True)
        counts = list(map(len, tokens))
        places = accumulate(map(add, map(len, pieces), repeat(1)), initial=0)
        starts = list(map(add, chain.from_iterable(map(repeat, places, counts)), chain.from_iterable(offsets)))
        gaps = [0] * (len(starts) + 1)
        for at, inside in zip(accumulate(counts, initial=0), breaks, strict=False):
            for i, lines in inside:
                gaps[at + i] += lines
        return RawTokens(text, list(chain.from_iterable(tokens)), starts, gaps[:-1])

    def read(self, text: str) -> Tokens:
        """The tokens of a text, all of them."""
        return self.raw(text).outside(())

    def lower(self, phrase: str) -> tuple[str, ...]:
        """The tokens of a phrase in small letters."""
        return tuple(token.lower for piece in phrase.split() for token in self._chunk(piece).tokens)

    def to_bytes(self, **_: object) -> bytes:
        """spaCy asks every tokenizer; this one has no state."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> SyllableTokenizer:
        """The inverse of `to_bytes`."""
        return self


def _end(text: str, words: list[str], spaces: list[bool]) -> None:
    """No blank follows the last piece of a text, and what is left of a blank at its very end is no word."""
    if text.endswith(" ") or not text:
        words.pop()
        spaces.pop()
    else:
        spaces[-1] = False


class _Chunk(NamedTuple):
    """What stands between two blanks: its tokens and where each begins, and the words that it is to spaCy.

    breaks: the line breaks inside, as the number of the token after them and how many. spaces: whether a blank
    follows a word, as one does after the last. Texts repeat most of their chunks, so each is cut once and kept.
    """

    tokens: tuple[Token, ...]
    offsets: tuple[int, ...]
    breaks: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    spaces: tuple[bool, ...]


def _chunk(text: str) -> _Chunk:
    tokens: list[Token] = []
    offsets: list[int] = []
    breaks: list[tuple[int, int]] = []
    words: list[str] = []
    for match in _TOKEN.finditer(text):
        found, start = match[0], match.start()
        if match.lastgroup == "space":
            words.append(found)
            if lines := found.count("\n"):
                breaks.append((len(tokens), lines))
            continue
        for token in _token(found):
            tokens.append(token)
            offsets.append(start)
            words.append(token.raw)
            start += len(token.raw)
    return _Chunk(tuple(tokens), tuple(offsets), tuple(breaks), tuple(words), (*(False for _ in words[1:]), True))


def _token(raw: str) -> tuple[Token, ...]:
    pieces = [raw]
    if len(raw) > 3 and raw[0].isalpha() and not raw.isupper():
        pieces = [part for piece in _GLUE.split(raw) if piece for part in _parted(piece)]
    return tuple(Token(piece, word := normalise(piece), word.lower(), _shape(word)) for piece in pieces)


def _parted(piece: str) -> tuple[str, ...]:
    """The piece, cut before a small word that was typed onto it: no syllable has a second one inside."""
    if len(piece) < 4 or piece.isascii():
        return (piece,)
    word = next((word for word in _SMALL if piece.endswith(word)), "")
    first = piece[: len(piece) - len(word)]
    bare = unicodedata.normalize("NFD", first)
    return (first, word) if word and len(first) > 1 and _VOWEL.search(bare) else (piece,)


def _shape(word: str) -> str:
    if not word:
        return "x"
    first = word[0]
    if first.isdigit():
        return "9"
    if not first.isalpha():
        return first
    if first.isupper():
        return "A" if len(word) > 1 and word.isupper() else "X"
    return "x"
