"""A story: one article as its portal's editors wrote it, before any mark-up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from samples.wording import slug

PORTALS = Path(__file__).parent / "portals"
HANOI = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


class Kind(StrEnum):
    """What a story is to a reader of emulation blocs."""

    BLOC = "bloc"
    OTHER = "other"
    LOOKALIKE = "lookalike"


class PartKind(StrEnum):
    """What a part of a story's body is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CAPTION = "caption"


class Quirk(StrEnum):
    """How a page misbehaves, as real ones do."""

    WINDOWS_1258 = "windows-1258"  # written in the old Vietnamese code page, and says so
    WRONG_CHARSET = "wrong-charset"  # the header claims ISO 8859-1, the bytes are UTF-8
    NFD = "nfd"  # every tone mark a character of its own
    SLOW = "slow"  # answers after a while
    UNDATED = "undated"  # only the listing says when it was published
    CHALLENGE = "challenge"  # a bot check stands where the article should be
    GONE = "gone"  # still listed, but answers 404
    VANISHES = "vanishes"  # there in revision 1, 404 from revision 2 on


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a body; `text` may hold line breaks, which pages show as `<br>`."""

    kind: PartKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that a page offers: its label, its file name and the lines that the PDF prints."""

    label: str
    file: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article of one portal in one revision.

    key: the file's stem, unique among all portals.
    published: an aware instant, Asia/Ho_Chi_Minh.
    revised: when revision 2 was put up; None in revision 1 and for stories that never change.
    event: a name shared by the stories that tell the same event.
    gold: what a faithful reader finds, in the format of the gold files; empty unless kind is bloc.
    """

    key: str
    portal: str
    id: int
    kind: Kind
    title: str
    slug: str
    published: datetime
    revised: datetime | None = None
    section: str
    lead: str = ""
    parts: tuple[Part, ...]
    byline: str | None = None
    tags: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    quirks: frozenset[Quirk] = frozenset()
    event: str | None = None
    gold: Mapping[str, Any]

    @property
    def captions(self) -> tuple[str, ...]:
        """The captions under its pictures, in order."""
        return tuple(part.text for part in self.parts if part.kind is PartKind.CAPTION)

    @property
    def text(self) -> str:
        """All that a reader of the article itself reads, one part a line."""
        return "\n".join(filter(None, [self.title, self.lead, *(part.text for part in self.parts), self.byline]))

    def has(self, quirk: Quirk) -> bool:
        """Whether its page misbehaves in this way."""
        return quirk in self.quirks


_MARKS = {"## ": PartKind.HEADING, "- ": PartKind.ITEM, "[ảnh] ": PartKind.CAPTION}


def body_parts(body: str) -> tuple[Part, ...]:
    """The parts of a body: blank lines divide; `## `, `- ` and `[ảnh] ` mark headings, items and captions."""
    return tuple(_part(chunk.strip()) for chunk in body.split("\n\n") if chunk.strip())


def _part(chunk: str) -> Part:
    for mark, kind in _MARKS.items():
        if chunk.startswith(mark):
            return Part(kind=kind, text=chunk.removeprefix(mark))
    return Part(kind=PartKind.PARAGRAPH, text=chunk)


def _story(path: Path, raw: Mapping[str, Any], revised: datetime | None) -> Story:
    return Story(
        key=path.stem,
        portal=path.parent.parent.name,
        id=raw["id"],
        kind=Kind(raw["kind"]),
        title=raw["title"],
        slug=raw.get("slug") or slug(raw["title"]),
        published=raw["published"].replace(tzinfo=HANOI),
        revised=revised,
        section=raw["section"],
        lead=raw.get("lead", "").strip(),
        parts=body_parts(raw["body"]),
        byline=raw.get("byline"),
        tags=tuple(raw.get("tags", ())),
        attachments=tuple(
            Attachment(label=item["label"], file=item["file"], lines=tuple(item.get("lines", ())))
            for item in raw.get("attachments", ())
        ),
        quirks=frozenset(Quirk(name) for name in raw.get("quirks", ())),
        event=raw.get("event"),
        gold=raw.get("gold", {}),
    )


def _revision(path: Path, number: int) -> Story:
    raw: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    later: dict[str, Any] = raw.pop("revision_2", {})
    if number < 2 or not later:
        return _story(path, raw, None)
    return _story(path, raw | later, later["revised"].replace(tzinfo=HANOI))


@cache
def stories(revision: int = 1) -> tuple[Story, ...]:
    """Every story of every portal as it stood in this revision (1 or 2), newest first within a portal."""
    found = [_revision(path, revision) for path in sorted(PORTALS.glob("*/articles/*.yml"))]
    return tuple(sorted(found, key=lambda story: (story.portal, -story.published.timestamp(), story.id)))
