"""The outline of a text: which line is title, dateline, by-line, lead, paragraph, caption or frame.

The order: lines that are glued are parted; the first line of prose begins the body; before it stands the head (menus,
section names, title, dateline), after the last prose the tail (by-line, captions, the page's leftovers).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from extract import kinds
from extract.days import Dateline, days_near
from extract.folding import tidy
from extract.glue import parts
from extract.headline import choose_title
from extract.lines import Line
from records import Block, BlockKind

# So many words of prose after a box of other stories are the article's own.
_GOES_ON = 40
# Within so many lines of the body an article says when what it tells of took place, and within so many days it is out.
_OPENING, _SOON = 4, timedelta(days=14)
# How the name of who published begins.
_PAPERS = ("báo ", "tạp chí ", "cổng ", "theo ", "nguồn ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What the lines of a text say of the article."""

    blocks: tuple[Block, ...]
    title: str | None
    published: date | None
    author: str | None


def outline(lines: Iterable[Line], *, latest: date) -> Outline:
    """Read the outline of a text's lines; a day of publication after `latest` (the fetch day) is not believed."""
    parted = [part for line in lines for part in parts(line)]
    sketch = _Sketch(parted, latest=latest)
    return Outline(
        blocks=tuple(
            Block(start=line.start, end=line.end, kind=kind) for line, kind in zip(parted, sketch.kinds, strict=True)
        ),
        title=sketch.title,
        published=sketch.published(),
        author=sketch.author(),
    )


class _Sketch:
    """The lines of one text and the kinds found so far; built in one go, then only read."""

    def __init__(self, lines: Sequence[Line], *, latest: date) -> None:
        self.lines = lines
        self.kinds: list[BlockKind] = [line.known or BlockKind.PARAGRAPH for line in lines]
        self.dates: dict[int, Dateline] = {}
        self.fetched = latest
        self.latest = latest + timedelta(days=1)
        self.body = self._first_prose()
        self.frame = self._frame_start()
        self.tail = self._tail_start()
        self.title = self._head()
        self._middle()
        self._tail()

    # Where the parts begin.

    def _first_prose(self) -> int:
        for i, line in enumerate(self.lines):
            told = line.known in {BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
            if told or (line.known is None and line.sentence and not kinds.is_furniture(line)):
                return i
        return len(self.lines)

    def _frame_start(self) -> int:
        """The line from which on everything is frame, or the number of lines."""
        begin = self.body + 1 if self.body < len(self.lines) else 1
        for i in range(begin, len(self.lines)):
            line = self.lines[i]
            if line.known is None and (kinds.starts_frame(line) or (self._clock_at(i) and not self._prose_after(i))):
                return i
            if line.known is None and kinds.starts_related(line) and not self._prose_after(i):
                return i
        return len(self.lines)

    def _prose_after(self, index: int) -> bool:
        """Whether the article itself goes on after a box of other stories: prose of some length before the frame."""
        words = 0
        for line in self.lines[index + 1 :]:
            if words >= _GOES_ON or kinds.starts_frame(line):
                break
            teaser = line.tidy.endswith(("...", "…"))
            words += line.words if line.sentence and line.full_stop and not teaser else 0
        return words >= _GOES_ON

    def _tail_start(self) -> int:
        """The line after the last paragraph of the body; captions may follow it."""
        for i in range(self.frame - 1, self.body - 1, -1):
            line = self.lines[i]
            if (
                line.known is BlockKind.FRAME
                or not (line.prose or line.bullet)
                or kinds.is_furniture(line)
                or kinds.is_signature(line)
            ):
                continue
            if not kinds.is_caption(line, *self._neighbours(i)):
                return i + 1
        return min(self.body + 1, self.frame)

    def _neighbours(self, index: int) -> tuple[Line | None, Line | None]:
        before = self.lines[index - 1] if index > 0 else None
        return before, self.lines[index + 1] if index + 1 < self.frame else None

    # The three parts.

    def _head(self) -> str | None:
        """Classify what stands before the body and return the title."""
        candidates: list[int] = []
        for i in range(self.body):
            if self.lines[i].known is None and not self._settle(i):
                candidates.append(i)
        told = [i for i, line in enumerate(self.lines) if line.known is BlockKind.TITLE]
        title = told or choose_title(self.lines, candidates, body=self.body)
        for i in title:
            self.kinds[i] = BlockKind.TITLE
        for i in candidates:
            if i not in title:
                self.kinds[i] = self._head_rest(i, after_title=bool(title) and i > title[-1])
        self._settle_head_dates(title[-1] if title else -1)
        return tidy(" ".join(self.lines[i].raw for i in title)) or None

    def _head_rest(self, i: int, *, after_title: bool) -> BlockKind:
        line = self.lines[i]
        if kinds.starts_frame(line) or kinds.starts_related(line) or kinds.is_section_heading(line):
            return BlockKind.FRAME
        if not after_title:
            return BlockKind.FRAME
        if kinds.is_name(line) or kinds.byline_author(line):
            return BlockKind.BYLINE
        if kinds.is_caption(line, None, None):
            return BlockKind.CAPTION
        return BlockKind.LEAD if line.words >= 15 else BlockKind.PARAGRAPH

    def _middle(self) -> None:
        first = True
        for i in range(self.body, self.tail):
            line = self.lines[i]
            if line.known is not None or self._settle(i):
                first = first and line.known is not BlockKind.LEAD
                continue
            self.kinds[i] = self._body_kind(i)
            if self.kinds[i] is BlockKind.PARAGRAPH and line.prose and (first or self._repeats_lead(i)):
                self.kinds[i], first = BlockKind.LEAD, False
        for i in range(self.body, self.tail):
            if kinds.starts_related(self.lines[i]) and self.lines[i].known is None:
                self._cut_related(i)

    def _repeats_lead(self, i: int) -> bool:
        return self.kinds[i - 1] is BlockKind.LEAD and self.lines[i].tidy == self.lines[i - 1].tidy

    def _body_kind(self, i: int) -> BlockKind:
        line = self.lines[i]
        before, after = self._neighbours(i)
        if kinds.is_caption(line, before, after) or (i > 0 and self._is_picture(i - 1) and not line.prose):
            return BlockKind.CAPTION
        if kinds.byline_author(line) and not line.full_stop and not line.bullet and after and after.words > 4:
            return BlockKind.BYLINE if i > self.body + 1 else BlockKind.PARAGRAPH
        if line.section_number and not line.stops and after and after.prose and not after.bullet:
            return BlockKind.PARAGRAPH  # the heading of a section
        return BlockKind.LIST_ITEM if line.bullet else BlockKind.PARAGRAPH

    def _is_picture(self, i: int) -> bool:
        """Whether the line is the path of a picture that somebody pasted with the text."""
        return self.kinds[i] is BlockKind.FRAME and self.lines[i].bare.endswith(
            (".jpg", ".jpeg", ".png", ".gif", ".bmp")
        )

    def _cut_related(self, i: int) -> None:
        self.kinds[i] = BlockKind.FRAME
        for j in range(i + 1, self.tail):
            line = self.lines[j]
            if line.known is not None or line.full_stop or line.words > 30 or len(line.raw) < 15:
                break
            self.kinds[j] = BlockKind.FRAME

    def _tail(self) -> None:
        own = [line for line in self.lines[self.tail : self.frame] if line.known is None]
        names = sum(kinds.is_name(line) for line in own)
        closed = False
        for i in range(self.tail, len(self.lines)):
            if i >= self.frame:
                self.kinds[i] = self.lines[i].known or BlockKind.FRAME
            elif self.lines[i].known is None and not self._settle(i, tail=True):
                self.kinds[i] = self._tail_kind(i, closed=closed, names=names)
            closed = closed or (i in self.dates and self.kinds[i] is BlockKind.DATELINE)

    def _tail_kind(self, i: int, *, closed: bool, names: int) -> BlockKind:
        line = self.lines[i]
        if kinds.is_credit(line) or (i > 0 and self._is_picture(i - 1)):
            return BlockKind.CAPTION
        if (kinds.is_signature(line) and names <= 2) or (kinds.byline_author(line) and not line.full_stop):
            return BlockKind.FRAME if closed else BlockKind.BYLINE
        if kinds.is_caption(line, *self._neighbours(i)):
            return BlockKind.CAPTION
        listed = "|" in line.raw or line.raw.count(",") >= 4
        if closed or kinds.is_section_heading(line) or (listed and not line.stops):
            return BlockKind.FRAME
        return self._tail_rest(line, names)

    @staticmethod
    def _tail_rest(line: Line, names: int) -> BlockKind:
        """What a line below the body is that nothing marks: prose, or the words of a picture, or a button."""
        if line.stops or names > 2 or line.words > 15:
            return BlockKind.PARAGRAPH
        return BlockKind.CAPTION if line.words >= 5 else BlockKind.FRAME

    # Lines that are settled wherever they stand.

    def _settle(self, i: int, *, tail: bool = False) -> bool:
        """Give frame, clocks and datelines their kind; whether the line was one."""
        line = self.lines[i]
        found = line.dateline
        if self._clock_at(i):
            self.kinds[i] = BlockKind.FRAME
        elif found and self.body + 3 < i < self.tail and not (found.label or found.timed):
            return False  # a day as a heading within the body
        elif found and not (tail and self._tail_clock(line, found)):
            self.kinds[i] = BlockKind.DATELINE
            self.dates[i] = found
        elif found or kinds.is_frame(line):
            self.kinds[i] = BlockKind.FRAME
        else:
            return False
        return True

    def _clock_at(self, i: int) -> bool:
        """Whether the line is part of a clock, or the date that a clock or visitor counter follows."""
        line = self.lines[i]
        if kinds.is_clock(line):
            return True
        found = line.dateline
        if found is None or found.label:
            return False
        following = self.lines[i + 1 : i + 4]
        return any(kinds.is_clock(each) for each in following[:2]) or (
            not found.timed
            and any("truy cập" in each.bare or "online" in each.bare for each in following if each.words < 12)
        )

    @staticmethod
    def _tail_clock(line: Line, found: Dateline) -> bool:
        """Below the article an unlabelled weekday's date is today's, and one beside a name is a comment's, if it is not
        the paper's: "Báo Công Thương - Thứ Hai, ngày 26/07/2010".
        """
        if line.bare.startswith(_PAPERS):
            return False
        weekday = line.bare.startswith(("thứ", "chủ nhật", "hôm nay"))
        strange = found.named or (weekday and not found.zoned and not _as_written_by_cms(line))
        return found.label is None and strange

    def _settle_head_dates(self, title: int) -> None:
        """Above the title, a weekday's date among menus and a date of the fetch day are clocks, unless labelled.

        Blogger's own "Thứ Ba, 4 tháng 2, 2025" is none, nor is a time with its zone, as papers write it.
        """
        among_menus = any(self.kinds[i] is BlockKind.FRAME for i in range(title))
        for i in [i for i, found in self.dates.items() if i < title and not found.label]:
            found, line = self.dates[i], self.lines[i]
            weekday = line.bare.startswith(("thứ", "chủ nhật"))
            plain = among_menus and not found.zoned and not _as_written_by_cms(line)
            clock = weekday and ((found.seconds and not found.zoned) or plain)
            if (clock and not self._soon_after(found.day)) or found.day == self.fetched:
                self.kinds[i] = BlockKind.FRAME
                del self.dates[i]

    def _soon_after(self, day: date) -> bool:
        """Whether the article tells of a day shortly before: a page's clock shows when it was fetched, years later.

        Only where nothing else says when it was published.
        """
        if len(self.dates) > 1:
            return False
        told = " ".join(line.bare for line in self.lines[self.body : self.body + _OPENING])
        return any(day - _SOON <= found <= day for found in days_near(told, day.year))

    # What the outline says.

    def published(self) -> date | None:
        """The day of the best dateline: a labelled one before a timed one before a bare one, head before tail."""
        usable = [(self._worth(found), -i, found.day) for i, found in self.dates.items() if found.day <= self.latest]
        return max(usable)[2] if usable else None

    def _worth(self, found: Dateline) -> int:
        if found.label == "published":
            return 3
        if found.label:
            return 2
        return 0 if found.seconds else 1 + found.timed

    def author(self) -> str | None:
        """Who the by-line names, else who the dateline says posted it."""
        for i, line in enumerate(self.lines):
            if self.kinds[i] is BlockKind.BYLINE:
                return kinds.byline_author(line) or line.tidy.strip(" ./*")
        posted = ((self.lines[i].tidy, found.author) for i, found in self.dates.items())
        return next((kinds.spelled(text, author) for text, author in posted if author), None)


def _as_written_by_cms(line: Line) -> bool:
    """Whether a date is written as Blogger and Joomla do ("Thứ Ba, 4 tháng 2, 2025") and clock widgets do not."""
    return " tháng " in line.bare and " năm " not in line.bare
