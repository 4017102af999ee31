"""Syllable tokens that give the text back exactly, and the normalised copy that the rules read.

Rules see a `Tokens`: parallel sequences over the tokens that are not white space. `line` is the whole article in lower
case with exactly one space between tokens, so that a rule is a plain regular expression whatever the spacing was.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
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


class Tokens:
    """The tokens of one text that rules may read; every sequence has one entry a token.

    starts, ends: offsets into the text as it was given. words: normalised. lower: normalised, small letters.
    shapes: one character a token: `X` capitalised, `A` all capitals (two letters or more), `x` small, `9` a number,
    else the character itself. line: the lower forms with one space between them, a line break between sentences;
    `at(place)` is the token at a place there. gaps: the number of line breaks before a token. places: where each lower
    form stands; most rules begin with certain words, and a look there is much cheaper than one at every token.
    """

    __slots__ = ("ends", "gaps", "line", "line_starts", "lower", "places", "shapes", "starts", "text", "words")

    def __init__(self, text: str, chunks: Sequence[_Chunk], begins: Sequence[int], joints: Iterable[int]) -> None:
        """begins: where each chunk stands in the text. joints: the chunks before which something was left out."""
        words, lower, shapes, starts, ends, breaks, *_ = zip(*chunks, strict=True) if chunks else ((),) * 6
        counts = list(map(len, words))
        base = list(chain.from_iterable(map(repeat, begins, counts)))
        self.text = text
        self.starts = list(map(add, base, chain.from_iterable(starts)))
        self.ends = list(map(add, base, chain.from_iterable(ends)))
        self.words = list(chain.from_iterable(words))
        self.lower = list(chain.from_iterable(lower))
        self.shapes = "".join(shapes)
        self.gaps = _gaps(counts, breaks, joints)
        self.line = " ".join(self.lower)
        self.line_starts = [0, *map(add, accumulate(map(len, self.lower[:-1])), count(1))] if base else []
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        for i, word in enumerate(self.lower):
            self.places[word].append(i)

    def __len__(self) -> int:
        return len(self.words)

    def break_line(self, firsts: Iterable[int]) -> None:
        """Put a line break before each of these tokens in `line`, so that no pattern reads across a sentence's end."""
        ends = [0, *(first for first in firsts if first), len(self.lower)]
        self.line = "\n".join(" ".join(self.lower[first:last]) for first, last in pairwise(ends))

    def at(self, place: int) -> int:
        """The token that covers, or ends just before, this offset of `line`."""
        return bisect_right(self.line_starts, place) - 1

    def where(self, words: Iterable[str]) -> list[int]:
        """The tokens that are one of these words, in order."""
        found = words.intersection(self.places) if isinstance(words, frozenset) else self.places.keys() & words
        return sorted(chain.from_iterable(map(self.places.__getitem__, found)))

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
            words += chunk.typed or (" ",)
            spaces += chunk.spaces if chunk.typed else (False,)
        _end(text, words, spaces)
        return Doc(self.vocab, words=words, spaces=spaces)

    def read(self, text: str, without: Sequence[tuple[int, int]] = ()) -> Tokens:
        """The tokens of a text outside these stretches, which must be in order and apart; made without a Doc, which
        costs as much again.
        """
        pieces: list[str] = []
        begins: list[int] = []
        joints: list[int] = []
        at = 0
        for begin, end in [*without, (len(text), len(text))]:
            if begin > at:
                if at:
                    joints.append(len(pieces))
                cut = text[at:begin].split(" ")
                begins.extend(accumulate(map(add, map(len, cut[:-1]), repeat(1)), initial=at))
                pieces.extend(cut)
            at = end
        return Tokens(text, list(map(self._chunk, pieces)), begins, joints)

    def lower(self, phrase: str) -> tuple[str, ...]:
        """The tokens of a phrase in small letters."""
        return tuple(chain.from_iterable(self._chunk(piece).lower for piece in phrase.split()))

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


def _gaps(counts: Iterable[int], breaks: Iterable[Iterable[tuple[int, int]]], joints: Iterable[int]) -> list[int]:
    """The line breaks before each token of chunks; what was left out before one was a line at least."""
    firsts = list(accumulate(counts, initial=0))
    gaps = [0] * (firsts[-1] + 1)
    for first, inside in zip(firsts, breaks, strict=False):
        for i, lines in inside:
            gaps[first + i] += lines
    for chunk in joints:
        gaps[firsts[chunk]] = gaps[firsts[chunk]] or 1
    return gaps[:-1]


class _Chunk(NamedTuple):
    """What stands between two blanks: its tokens as `Tokens` has them, and what was typed.

    breaks: the line breaks inside, as the number of the token after them and how many. typed, spaces: the words that
    it is to spaCy, and whether a blank follows each, as one does after the last. Texts repeat most of their chunks, so
    each is cut once and kept.
    """

    words: tuple[str, ...]
    lower: tuple[str, ...]
    shapes: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    breaks: tuple[tuple[int, int], ...]
    typed: tuple[str, ...]
    spaces: tuple[bool, ...]


def _chunk(text: str) -> _Chunk:
    tokens: list[tuple[str, int, int]] = []
    breaks: list[tuple[int, int]] = []
    typed: list[str] = []
    for match in _TOKEN.finditer(text):
        found, start = match[0], match.start()
        if match.lastgroup == "space":
            typed.append(found)
            if lines := found.count("\n"):
                breaks.append((len(tokens), lines))
            continue
        for piece in _pieces(found):
            tokens.append((normalise(piece), start, start + len(piece)))
            typed.append(piece)
            start += len(piece)
    words, starts, ends = zip(*tokens, strict=True) if tokens else ((), (), ())
    lower, shapes = tuple(word.lower() for word in words), "".join(map(_shape, words))
    return _Chunk(words, lower, shapes, starts, ends, tuple(breaks), tuple(typed), (*(False for _ in typed[1:]), True))


def _pieces(raw: str) -> list[str]:
    """The tokens that were typed as one."""
    if len(raw) > 3 and raw[0].isalpha() and not raw.isupper():
        return [part for piece in _GLUE.split(raw) if piece for part in _parted(piece)]
    return [raw]


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
