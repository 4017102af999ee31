"""A sketch: a stretch of text in which every span found so far is folded to one symbol.

"hội nghị thống nhất đề nghị UBND tỉnh tặng Bằng khen cho Sở Y tế" becomes "hội nghị thống nhất đề nghị U0 tặng A1
cho U2". The text around is in small letters, so a capital with a number can only be a symbol, and what a fact rule says
is a plain regular expression over it. `Pattern` lets rules be written with names: `{confer}` is any form of that kind
in lexicon/phrases.yml, `<A:award>` a symbol to be caught, `<U+:to>` a list, `<U*:to>` a list without semicolons.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, repeat
from operator import add
from typing import NamedTuple

from nlp.needs import Gated, matches
from nlp.reading import Mark, Reading, in_order

# The label of a mark and its symbol. Of two marks over one token the one that begins first, then the longer, is shown.
SYMBOLS = {
    "award": "A", "bloc": "B", "date": "D", "group": "G", "document": "K", "place": "L", "count": "N", "office": "O",
    "person": "P", "quote": "Q", "role": "R", "unit": "U", "year": "Y", "event": "E",
}  # fmt: skip
# What may stand between the items of a list: a mark, a conjunction, and the words that say what comes.
_LINK = (
    r"(?: ,)?(?: ;)?(?: và| cùng| & | hoặc)?(?: cho)?(?: đối với)?"
    r"(?: tập thể)?(?: các đơn vị)?(?: các)?(?: đơn vị)?(?: :)?"
)
_FOLD = re.compile(r"<([A-Z]+)([+*]?)(?::(\w+))?>")
_NAME = re.compile(r"\{(\w+)\}")
_SYMBOL = re.compile(r"[A-Z]\d+")


class OrderedMarks:
    """Every mark of a reading that a sketch shows, in the order in which it shows them."""

    __slots__ = ("_firsts", "_marks")

    def __init__(self, reading: Reading) -> None:
        # Of two marks over the same tokens the one is shown whose label stands first among the symbols.
        self._marks = in_order(mark for label in SYMBOLS for mark in reading.marks.get(label, ()))
        self._firsts = [mark.first for mark in self._marks]

    def within(self, first: int, last: int) -> list[Mark]:
        """The marks inside tokens first..last."""
        at = bisect_left(self._firsts, first)
        return [mark for mark in self._marks[at : bisect_left(self._firsts, last, at)] if mark.last <= last]


class Sketch:
    """The sketch of tokens first..last: `text`, the marks behind its symbols, and the way back to tokens."""

    __slots__ = ("_firsts", "_places", "first", "last", "marks", "text")

    def __init__(self, reading: Reading, first: int, last: int, marks: OrderedMarks | None = None) -> None:
        found = (marks or OrderedMarks(reading)).within(first, last)
        lower = reading.tokens.lower
        pieces: list[str] = []
        firsts: list[int] = []
        self.marks: list[Mark] = []
        at = first
        for mark in found:
            if mark.first < at:
                continue
            pieces.extend(lower[at : mark.first])
            firsts.extend(range(at, mark.first))
            pieces.append(f"{SYMBOLS[mark.label]}{len(self.marks)}")
            firsts.append(mark.first)
            self.marks.append(mark)
            at = mark.last
        pieces.extend(lower[at:last])
        firsts.extend(range(at, last))
        self.first, self.last = first, last
        self.text = " ".join(pieces)
        self._firsts = firsts
        self._places = [0, *accumulate(map(add, map(len, pieces[:-1]), repeat(1)))]

    def token(self, place: int) -> int:
        """The token that this offset of `text` stands for."""
        i = bisect_right(self._places, place) - 1
        return self._firsts[i] if i < len(self._firsts) else self.last

    def mark(self, symbol: str) -> Mark:
        """The mark behind a symbol such as `U3`."""
        return self.marks[int(symbol[1:])]

    def symbols(self, text: str) -> list[Mark]:
        """The marks behind all symbols in a piece of the sketch."""
        return [self.mark(symbol) for symbol in _SYMBOL.findall(text)]

    def end_token(self, place: int) -> int:
        """The first token after what ends at this offset of `text`."""
        return self.token(place + 1) if place + 1 < len(self.text) else self.last


class Match(NamedTuple):
    """A pattern found in a sketch; `caught` has the marks behind each of its named symbols."""

    sketch: Sketch
    found: re.Match[str]

    def marks(self, name: str) -> list[Mark]:
        """The marks that a named place of the pattern caught; none where it is optional and missing."""
        text = self.found.groupdict().get(name)
        return self.sketch.symbols(text) if text else []

    def mark(self, name: str) -> Mark | None:
        """The first of them."""
        return next(iter(self.marks(name)), None)

    @property
    def first(self) -> int:
        """The first token of the match."""
        return self.sketch.token(self.found.start())

    @property
    def last(self) -> int:
        """The token after the match."""
        return self.sketch.end_token(self.found.end())


class Pattern:
    """A named rule over sketches, with examples and counter-examples that a test runs."""

    __slots__ = ("counter_examples", "examples", "name", "source")

    def __init__(
        self, name: str, source: str, *, examples: tuple[str, ...] = (), counter_examples: tuple[str, ...] = ()
    ) -> None:
        self.name = name
        self.source = source
        self.examples = examples
        self.counter_examples = counter_examples

    def compiled(self, phrases: Mapping[str, str]) -> CompiledPattern:
        """The pattern with the lexicon's phrases put in. Raises KeyError for a kind that no entry has."""
        text = _NAME.sub(lambda m: f"(?:{phrases[m[1]]})", self.source)
        text = _FOLD.sub(_folded, text)
        return CompiledPattern(self.name, Gated(rf"(?<!\S)(?:{text})(?!\S)"))


class CompiledPattern(NamedTuple):
    """A pattern that is ready to run."""

    name: str
    expression: Gated


def find(patterns: Iterable[CompiledPattern], sketch: Sketch) -> Iterator[tuple[str, Match]]:
    """Where patterns stand in a sketch, and their names: the places of the first from left to right, then the next."""
    for name, found in matches(patterns, sketch.text):
        yield name, Match(sketch, found)


def _folded(match: re.Match[str]) -> str:
    letters, many, name = match[1], match[2], match[3]
    one = rf"[{letters}]\d+" if len(letters) > 1 else rf"{letters}\d+"
    if many and "P" in letters:
        one = rf"{one}(?: (?:,|-|\() O\d+(?: \))?)*"
    if many:
        one = rf"{one}(?: \( B\d+ \))?"
    link = _LINK if many == "+" else _LINK.replace("(?: ;)?", "")
    text = rf"{one}(?:{link} {one})*" if many else one
    return f"(?P<{name}>{text})" if name else f"(?:{text})"
