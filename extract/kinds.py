"""What a single line is, as far as it and its neighbours tell."""

from __future__ import annotations

import re

from extract.lines import Line
from extract.phrases import sections

_NAME_WORD = re.compile(r"(?:[A-ZÀ-ỸĐ][a-zà-ỹđ']*|[A-ZÀ-ỸĐ]+\.?)$")
_NAME_JOINTS = frozenset({"-", "&", ",", "và", "/"})
_AGENCY = re.compile(r"\s*\([A-ZĐ]{2,8}\)\.?$")
_INITIALS = re.compile(r"(?:[A-ZĐ]\.? ?){2,6}$")
_WITH_OFFICE = re.compile(r".{3,40}?(?P<office>\s+[-–]\s+|\s*\()[^.;:]{3,90}(?:\./?\.?)?$")
_LETTER = re.compile(r"[^\W\d_]")


def is_frame(line: Line) -> bool:
    """Whether the line is frame wherever it stands."""
    if line.words > 40 or not _LETTER.search(line.raw):
        return line.words <= 40 and not re.search(r"\d{3}", line.raw)
    return sections()["frame_line"].matches(line.bare)


def starts_frame(line: Line) -> bool:
    """Whether everything from this line on is frame, once the body has begun."""
    return line.words <= 60 and sections()["frame_start"].matches(line.bare)


def starts_related(line: Line) -> bool:
    """Whether the line is, or heads, headlines of other stories."""
    return line.words <= 40 and sections()["related_start"].matches(line.bare)


def is_clock(line: Line) -> bool:
    """Whether the line belongs to a clock or visitor widget."""
    return line.words <= 30 and sections()["clock"].matches(line.bare)


def is_furniture(line: Line) -> bool:
    """Whether the line is part of the page rather than of the article, whatever it says."""
    return is_frame(line) or starts_frame(line) or starts_related(line) or is_clock(line) or line.dateline is not None


def is_section_heading(line: Line) -> bool:
    """Whether the line names a section of the portal."""
    return line.words <= 12 and sections()["section_heading"].matches(line.bare)


def is_masthead(line: Line) -> bool:
    """Whether the line is only a body's name."""
    return line.words <= 25 and sections()["masthead"].matches(line.bare) and not is_headline(line)


def is_headline(line: Line) -> bool:
    """Whether the line says that something happens."""
    return sections()["headline_word"].matches(line.bare)


def is_name(line: Line) -> bool:
    """Whether the line is some persons' names, 2 to 4 capitalised syllables each, or somebody's initials."""
    text = _AGENCY.sub("", line.tidy).strip(" .()*")
    words = re.sub(r"([,/&-])", r" \1 ", text).split()
    names = [word for word in words if word.lower() not in _NAME_JOINTS]
    joints = len(words) - len(names)
    if _INITIALS.match(text):
        return True
    if not 2 <= len(names) <= 4 * (joints + 1) or joints > 3 or len(text) > 60:
        return False
    return all(_NAME_WORD.match(word) for word in names)


def byline_author(line: Line) -> str | None:
    """Who a labelled by-line names, in the line's own spelling; None when the line is none."""
    if line.words > 14:
        return None
    found = sections()["byline"].find(line.bare)
    if found is None:
        return None
    return spelled(line.tidy, found["who"].strip(" .*-"))


def is_signature(line: Line) -> bool:
    """Whether the line may stand below an article as its by-line: a name, a name with an office, or an office."""
    if line.words > 16:
        return False
    if is_name(line) or (line.words <= 9 and sections()["signature"].matches(line.bare)):
        return True
    found = _WITH_OFFICE.match(line.raw)
    head = line.part(0, found.start("office")) if found else None
    return head is not None and is_name(head)


def is_credit(line: Line) -> bool:
    """Whether the line says who took a picture, with or without what it shows."""
    return line.words <= 60 and sections()["caption"].phrases[0].pattern.search(line.bare) is not None


def is_caption(line: Line, before: Line | None, after: Line | None) -> bool:
    """Whether the line describes a picture: by a credit, by its opening, or by who does what."""
    if line.words > 60 or (line.numbered and not line.full_stop):
        return False
    if is_credit(line) or (after is not None and after.words <= 8 and is_credit(after) and not line.bullet):
        return True
    return not opens_prose(line) and (_is_view(line) or _is_scene(line, before, after))


def opens_prose(line: Line) -> bool:
    """Whether the line opens with a time, a place or a connective, as prose does and a caption does not."""
    return sections()["prose_opening"].matches(line.bare)


def _is_view(line: Line) -> bool:
    return line.words <= 30 and sections()["caption"].phrases[1].pattern.search(line.bare) is not None


def _is_scene(line: Line, before: Line | None, after: Line | None) -> bool:
    """Somebody doing something, in one sentence: without a full stop, or as a short line between longer paragraphs."""
    seen = line.words <= 40 and sections()["caption"].phrases[2].pattern.search(line.bare) is not None
    if not seen or _sentences(line) > 1:
        return False
    if not line.stops:
        return True
    if line.pictured is False:
        return False
    apart = (before is None or before.words <= 4 or _longer(before, line)) and _longer(after, line)
    return line.full_stop and line.words <= 30 and apart


def _longer(other: Line | None, line: Line) -> bool:
    return other is not None and other.words >= 1.4 * line.words


def _sentences(line: Line) -> int:
    return len(re.findall(r"[^\W\d_]{3,}[.!?;](?=\s+[^\W\d_])", line.tidy)) + 1


def spelled(text: str, folded: str) -> str:
    """The end of `text` that `folded` was made from; folding keeps the number of words."""
    count = len(folded.split())
    name = " ".join(text.split()[-count:]).strip(" .*-")
    return name if name.count("(") == name.count(")") else name.strip("()")
