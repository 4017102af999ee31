"""The title that a page shows, told from the name of the site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from extract import kinds
from extract.folding import fold, tidy
from extract.headline import choose_title
from extract.lines import Line, line_of
from extract.metadata import Metadata
from extract.walk import Segment

_TITLE_NAME = re.compile(r"title|headline|tieu-?de|tde|heading|(?:^|\s)head(?:$|\s)", re.IGNORECASE)
_SITE = re.compile(
    r"^(?:cổng|trang|báo|đài|sở|ubnd|website|thông tin|tin tức|ủy ban|hội|công an|vksnd|tand|tòa án|viện kiểm sát"
    r"|thanh tra|\S+\.(?:vn|com|net|org))\b|\.vn$",
    re.IGNORECASE,
)
_CERTAIN_SEPARATOR = re.compile(r"\s+(?:\||::|»|«|•|·)\s+")
_UNDER_TITLE = 4
# Lines of a page are never one title broken in two, as neighbouring lines of a text may be.
_APART = 10_000
_DOUBTFUL_SEPARATOR = re.compile(r"\s+[-–—]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTitle:
    """The title and the line of the page that shows it, where one above the body does."""

    text: str | None
    shown: Segment | None

    def split(self, head: Sequence[Segment]) -> tuple[list[Segment], list[Segment]]:
        """The lines above the title, and those between it and the body: the nearest few when no line shows it."""
        places = [i for i, segment in enumerate(head) if segment is self.shown]
        if places:
            return list(head[: places[-1]]), list(head[places[-1] + 1 :])
        return list(head[:-_UNDER_TITLE]), list(head[-_UNDER_TITLE:])


def page_title(given: str | None, head: Sequence[Segment], body: Sequence[Segment], about: Metadata) -> PageTitle:
    """What a selector gave, else the line above the body that looks most like a title, else what the head says."""
    if given:
        text = _without_site(given) if given == about.title else tidy(given)
        return PageTitle(text=text, shown=_showing(text, head))
    shown = [segment for segment in [*head, *body[:3]] if not segment.is_link and _may_be_title(segment.line)]
    claimed = fold(about.title) if about.title else ""
    agreed = [segment for segment in shown if claimed and segment.line.folded in claimed and len(segment.text) >= 12]
    named = [segment for segment in shown if _is_named_title(segment)]
    best = max(agreed, key=lambda segment: len(segment.text), default=None) or (named[-1] if named else None)
    if best is not None:
        return PageTitle(text=tidy(best.text), shown=best)
    stated = _without_site(about.title) if about.title else None
    spoken = _by_its_words(shown)
    if stated and not _is_site_name(stated) and (spoken.text is None or kinds.is_headline(line_of(stated))):
        return PageTitle(text=stated, shown=None)
    return spoken


def _may_be_title(line: Line) -> bool:
    return 2 <= line.words <= 60 and not (kinds.is_frame(line) or kinds.is_clock(line) or line.dateline)


def _is_named_title(segment: Segment) -> bool:
    if kinds.is_section_heading(segment.line) or _is_site_name(segment.text):
        return False
    if segment.node.tag in {"h1", "h2"}:
        return True
    if segment.line.sentence:
        return False
    parts = [part for part in segment.node.iter("span", "font", "a", "b", "strong") if _says(part, segment.text)]
    return any(
        _TITLE_NAME.search(f"{node.get('class') or ''} {node.get('id') or ''}") for node in _near(segment, parts)
    )


def _near(segment: Segment, parts: list[HtmlElement]) -> list[HtmlElement]:
    """The elements that hold this line and nothing else."""
    return [segment.node, *parts] if _says(segment.node, segment.text) else parts


def _says(node: HtmlElement, text: str) -> bool:
    return " ".join(node.text_content().split()) == text


def _by_its_words(shown: Sequence[Segment]) -> PageTitle:
    apart = (segment.line.at(place * _APART) for place, segment in enumerate(shown))
    lines = [line for line in apart if not line.sentence]
    picked = choose_title(lines, list(range(len(lines))), body=len(lines))
    if not picked:
        return PageTitle(text=None, shown=None)
    text = lines[picked[0]].tidy
    return PageTitle(text=text, shown=_showing(text, shown))


def _showing(text: str, head: Sequence[Segment]) -> Segment | None:
    folded = fold(text)
    return next((segment for segment in reversed(head) if segment.line.folded == folded), None)


def _without_site(title: str) -> str:
    """The title without the site's name that pages append to it."""
    first = tidy(_CERTAIN_SEPARATOR.split(title)[0])
    parts = _DOUBTFUL_SEPARATOR.split(first)
    while len(parts) > 1 and _SITE.search(parts[-1]) and len(parts[-1].split()) <= 12:
        parts.pop()
    kept = (
        first
        if len(parts) == 1
        else first[: first.index(parts[-1], sum(len(part) for part in parts[:-1])) + len(parts[-1])]
    )
    return tidy(kept)


def _is_site_name(title: str) -> bool:
    line = Line(start=0, end=len(title), raw=title)
    return (
        kinds.is_masthead(line)
        or kinds.is_section_heading(line)
        or (_SITE.search(title) is not None and not kinds.is_headline(line))
    )
