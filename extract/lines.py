"""A text's lines with their exact place, and the few measures that the outline is read from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.days import LONGEST_DATELINE, Dateline, dateline
from extract.folding import folded, tidy
from extract.remembered import Remembered
from records import BlockKind

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
EDGE = " \t\xa0\ufeff\u200b\u200c\u200d\u2060\u00ad\u3000\u2002\u2003\u2009\u202f\x00\x1f"
_BULLET = re.compile(r"^(?:[•·●○▪■□◦*+✓✔➢➤►\uf0b7\uf02d-]|o(?= ))+ *(?=\S)")
_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)/]|[ivx]{1,4}[.)/]|[a-zđ][.)]) ?(?=\S)")
_SECTION = re.compile(r"^(?:\d{1,2}|[IVX]{1,4})[./] ?[^\W\d]")
# How long a line is at least that was broken for its length, and how many lines must begin small for it.
_FULL_LINE, _SMALL_STARTS, _FILLED = 60, 2, 0.75
_STOP = re.compile(r"[.!?…;:][\"”’')\]]*$|\./\.?$")
_FULL_STOP = re.compile(r"[.!?…][\"”’')\]]*$|\./\.?$")


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line without the white space around it: `text[start:end]`.

    known: its kind, where the mark-up told it. pictured: whether a picture stands directly before it; None in a text,
    which does not say.
    """

    start: int
    end: int
    raw: str
    known: BlockKind | None = None
    pictured: bool | None = None

    @Remembered
    def tidy(self) -> str:
        """The line in NFC with single spaces."""
        return tidy(self.raw)

    @Remembered
    def folded(self) -> str:
        """The line folded: what lines are compared by."""
        return folded(self.tidy)

    @Remembered
    def bare(self) -> str:
        """The line folded, without a leading bullet: what phrases are looked up in."""
        folded = self.folded
        bullet = _BULLET.match(folded)
        folded = folded[bullet.end() :] if bullet else folded
        return folded[1:-1].strip() or folded if folded[:1] == "[" and folded[-1:] == "]" else folded

    @Remembered
    def dateline(self) -> Dateline | None:
        """What the line states of the page's day, when it says nothing else."""
        return dateline(self.bare) if len(self.raw) <= LONGEST_DATELINE else None

    @Remembered
    def words(self) -> int:
        """How many words stand between white space."""
        return len(self.raw.split())

    @property
    def stops(self) -> bool:
        """Whether the line ends like a sentence or clause."""
        return _STOP.search(self.tidy) is not None

    @property
    def full_stop(self) -> bool:
        """Whether the line ends like a sentence."""
        return _FULL_STOP.search(self.tidy) is not None

    @property
    def capitals(self) -> bool:
        """Whether all its letters are capitals."""
        return self.tidy.isupper()

    @property
    def bullet(self) -> bool:
        """Whether the line opens with a bullet, a dash or a letter or number of a list."""
        low = self.tidy.lower()
        return _BULLET.match(low) is not None or _NUMBERED.match(low) is not None

    @property
    def numbered(self) -> bool:
        """Whether the line opens with a number, a Roman number or a letter of a list."""
        return _NUMBERED.match(self.tidy.lower()) is not None

    @property
    def section_number(self) -> bool:
        """Whether the line opens with a number as sections of a bulletin do: "1." or "II."."""
        return _SECTION.match(self.tidy) is not None

    @Remembered
    def sentence(self) -> bool:
        """Whether the line reads like a paragraph rather than a label, a heading or a name."""
        asks = self.words <= 25 and self.tidy[-1] in "?!"  # headlines do, paragraphs hardly ever
        return self.words >= 45 or (self.words >= 9 and self.stops and not asks)

    @property
    def prose(self) -> bool:
        """The same, or a long line that breaks off without a stop."""
        return self.sentence or (self.words >= 26 and not self.capitals)

    def at(self, start: int, known: BlockKind | None = None) -> Line:
        """The same line at another place; what was found out about its words comes along."""
        line = object.__new__(Line)
        line.__dict__.update(self.__dict__, start=start, end=start + len(self.raw), known=known)
        return line

    def part(self, start: int, end: int, known: BlockKind | None = None) -> Line | None:
        """The stretch `raw[start:end]` as a line of its own, or None when only white space is there."""
        return cut(self.raw, start, end, offset=self.start, known=known)


def cut(text: str, start: int, end: int, *, offset: int = 0, known: BlockKind | None = None) -> Line | None:
    """`text[start:end]` as a line, trimmed; `offset` is where `text` itself begins."""
    raw = text[start:end]
    left = len(raw) - len(raw.lstrip().lstrip(EDGE).lstrip())
    body = raw[left:].rstrip().rstrip(EDGE).rstrip()
    if not body:
        return None
    return Line(start=offset + start + left, end=offset + start + left + len(body), raw=body, known=known)


def line_of(text: str) -> Line:
    """A text as a line that stands at the beginning."""
    return Line(start=0, end=len(text), raw=text)


def unwrapped(lines: Sequence[Line], text: str) -> Iterator[Line]:
    """The lines, those of a paragraph that was broken at a fixed width joined into one.

    Lines on end are one paragraph when none but the last ends like a sentence, and two of them begin small; where the
    text has such a paragraph, others of its width were broken so too.
    """
    runs = list(_runs(lines, text))
    width = max((len(line.tidy) for run in runs if _broken(run) for line in run), default=0)
    for run in runs:
        if _broken(run) or (len(run) > 1 and _fills(run, width)):
            start, stop = run[0].start, run[-1].end
            yield Line(start=start, end=stop, raw=text[start:stop])
        else:
            yield from run


def _broken(run: Sequence[Line]) -> bool:
    return sum(line.tidy[0].islower() for line in run[1:]) >= _SMALL_STARTS


def _fills(run: Sequence[Line], width: int) -> bool:
    """Whether lines are as long as a width allows, all but the last."""
    return all(width * _FILLED <= len(line.tidy) <= width for line in run[:-1]) and len(run[-1].tidy) <= width


def _runs(lines: Sequence[Line], text: str) -> Iterator[Sequence[Line]]:
    """Lines on end, each but the last only broken off."""
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and _runs_on(lines[end - 1], lines[end], text):
            end += 1
        yield lines[at:end]
        at = end


def _runs_on(line: Line, after: Line, text: str) -> bool:
    """Whether a line was only broken off: the next stands right below it, and begins small or the line is full."""
    if line.stops or after.bullet or text.count("\n", line.end, after.start) > 1:
        return False
    if line.capitals and not after.capitals:
        return False  # a heading, and what stands below it
    return after.tidy[0].islower() or len(line.tidy) >= _FULL_LINE


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a text that hold more than white space, in order."""
    for found in _LINE.finditer(text):
        line = cut(text, found.start(), found.end())
        if line:
            yield line
