"""One article's raw material, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from records import Captured, Page

TEXT = "text/plain"
HTML = "text/html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was told beside the page (a JSON line's fields); it goes before what the page says of itself.

    source: the path or address as it was given, which the record repeats.
    """

    source: str | None = None
    url: str | None = None
    title: str | None = None
    published: date | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A page to be read. label: what messages call it (a path, `path:line`, an address).

    listed: the day that a listing stated of it; believed when the page itself says none. captured: where the archive
    has it, when it comes from there.
    """

    label: str
    page: Page
    given: Given = field(default_factory=Given)
    listed: date | None = None
    captured: Captured | None = None

    @property
    def is_text(self) -> bool:
        """Whether the page is an article as somebody saved it, without mark-up."""
        return self.page.content_type == TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """Something that cannot be read: a code, and one line saying what, where (`label`) and what to do."""

    label: str
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.label}: {self.message}"


def too_large(label: str, size: int, limit: int) -> Unreadable:
    """A file that is larger than an article can be."""
    message = (
        f"it has {size / 1_048_576:.0f} MB or more, over the limit of {limit / 1_048_576:g} MB for one article; "
        "cut the article out of it"
    )
    return Unreadable(label=label, code="too_large", message=message)
