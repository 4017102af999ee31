"""Which of the lines above the body is the title."""

from __future__ import annotations

from collections.abc import Sequence

from extract import kinds
from extract.lines import Line

_LONGEST = 45
# What a line must score to be a title: two plain words may be one, a section's or a body's name is none.
_LEAST = -2


def choose_title(lines: Sequence[Line], candidates: Sequence[int], *, body: int) -> list[int]:
    """The indexes of the lines that make up the title; empty when the text starts straight with its body."""
    spoken = any(not lines[i].capitals and _score(lines[i]) >= 3 for i in candidates)
    scored = [(_score(lines[i]) - (spoken and lines[i].capitals), -i) for i in candidates]
    best, place = max(scored, default=(-9, 0))
    if best < _LEAST:
        return _sentence_as_title(lines, body)
    title = [-place]
    while title[-1] + 1 in candidates and _goes_on(
        lines[title[-1]], lines[title[-1] + 1], sum(lines[i].words for i in title)
    ):
        title.append(title[-1] + 1)
    while title[0] - 1 in candidates and _goes_on(
        lines[title[0] - 1], lines[title[0]], sum(lines[i].words for i in title)
    ):
        title.insert(0, title[0] - 1)
    return title


def _score(line: Line) -> int:
    score = 3 if kinds.is_headline(line) else 0
    score += 1 if 6 <= line.words <= _LONGEST else 0
    score -= 2 if line.words < 4 else 0
    if kinds.is_section_heading(line):
        score -= 5
    elif kinds.is_masthead(line):
        score -= 2
    if kinds.starts_frame(line) or kinds.starts_related(line) or line.words > _LONGEST + 20:
        score -= 9
    if line.numbered or line.tidy[0] in "(|" or "|" in line.raw:
        score -= 4
    if kinds.byline_author(line) or (kinds.is_name(line) and not kinds.is_headline(line)):
        score -= 4
    return score


def _goes_on(line: Line, after: Line, words: int) -> bool:
    """Whether a title broken into two lines goes on in the next one."""
    adjacent = after.start - line.end <= 2 and words + after.words <= _LONGEST
    if not adjacent or line.stops or kinds.is_section_heading(line) or kinds.is_masthead(after):
        return False
    both_capital = line.capitals and after.capitals and not kinds.is_masthead(line)
    return after.tidy[0].islower() or both_capital


def _sentence_as_title(lines: Sequence[Line], body: int) -> list[int]:
    """A title that was typed with a full stop: one short sentence without date or connective above longer prose."""
    if body + 1 >= len(lines):
        return []
    line, after = lines[body], lines[body + 1]
    short = line.words <= 22 and after.prose and after.words > 1.5 * line.words
    plain = not kinds.opens_prose(line) and " đã " not in f" {line.bare} "
    return [body] if short and plain and kinds.is_headline(line) and line.tidy.count(". ") == 0 else []
