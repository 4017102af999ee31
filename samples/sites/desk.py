"""What every family's site needs: its stories as they stand now, its templates, its counter and clock."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from samples.encodings import decomposed, windows_1258
from samples.pdf import document
from samples.portal import Portal
from samples.story import PORTALS, Quirk, Story
from samples.web import HTML, Request, Response
from samples.wording import long_date, short_date, weekday

SLOW = 0.25  # seconds
# A 1x1 GIF stands for every picture.
_PIXEL = base64.b64decode("R0lGODlhAQABAIAAAMjIyAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==")


@dataclass(slots=True)
class State:
    """What changes while the portals run: the revision they show, and how often each was visited."""

    clock: Callable[[], datetime]
    crawl_delay: float
    revision: int = 1
    visits: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def visit(self, portal: str) -> int:
        """Count a visit; how many there have been, with a past that such counters like to have."""
        with self._lock:
            self.visits[portal] = self.visits.get(portal, 1_284_310) + 1
            return self.visits[portal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page of a listing: its stories, its number and how many there are."""

    stories: Sequence[Story]
    number: int
    count: int


class Desk:
    """The editors' desk of one portal."""

    def __init__(self, portal: Portal, state: State) -> None:
        self.portal = portal
        self.state = state
        self._env = Environment(
            loader=FileSystemLoader(PORTALS / portal.id),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._env.filters |= {"day": short_date, "long_day": long_date, "weekday": weekday, "br": broken_lines}

    @property
    def stories(self) -> tuple[Story, ...]:
        """What is listed now, newest first. A vanished story leaves the listing, a gone one does not."""
        listed = self.portal.stories(self.state.revision)
        return tuple(story for story in listed if not (self.state.revision > 1 and story.has(Quirk.VANISHES)))

    def story(self, number: str | int | None) -> Story | None:
        """The story with this id, unless its page is gone."""
        found = [story for story in self.stories if str(story.id) == str(number)]
        return found[0] if found and not found[0].has(Quirk.GONE) else None

    def sheet(self, number: str | int, section: str | None = None) -> Sheet | None:
        """Page `number` (from 1) of the listing of a section, or of everything; None past its end."""
        chosen = [story for story in self.stories if section in (None, story.section)]
        size = self.portal.per_page
        count = max(1, -(-len(chosen) // size))
        page = int(number) if str(number).isdecimal() else 0
        if not 1 <= page <= count:
            return None
        return Sheet(stories=chosen[(page - 1) * size : page * size], number=page, count=count)

    def others(self, story: Story, count: int = 4) -> list[Story]:
        """Stories that a page offers beside its own: those of the same section that come next in the listing."""
        same = [other for other in self.stories if other.section == story.section]
        at = same.index(story)
        return (same[at + 1 :] + same[:at])[:count]

    def html(self, template: str, request: Request, **context: Any) -> str:
        """A rendered template."""
        return self._env.get_template(template).render(
            portal=self.portal,
            frame=self.portal.frame,
            base=request.base,
            request=request,
            now=self.state.clock(),
            **context,
        )

    def page(self, template: str, request: Request, **context: Any) -> Response:
        """A rendered template as a page; `status` and `tagged` in the context go to the response."""
        status, tagged = context.pop("status", 200), context.pop("tagged", True)
        return Response(body=self.html(template, request, **context).encode(), status=status, tagged=tagged)

    def article(self, template: str, request: Request, story: Story, **context: Any) -> Response:
        """A story's page, with its quirks."""
        shown = self.html(template, request, story=story, others=self.others(story), **context)
        body, content_type = _written(shown, story)
        return Response(
            body=body,
            content_type=content_type,
            changed=story.revised or story.published,
            delay=SLOW if story.has(Quirk.SLOW) else 0.0,
        )

    def file(self, name: str) -> Response | None:
        """An attachment as a PDF, or a picture; None when the portal has neither."""
        if name.endswith((".jpg", ".gif", ".png")):
            return Response(body=_PIXEL, content_type="image/gif", tagged=False)
        for story in self.stories:
            for attachment in story.attachments:
                if attachment.file == name:
                    return Response(
                        body=document(attachment.lines), content_type="application/pdf", changed=story.published
                    )
        return None

    def robots(self, *rules: str) -> Response:
        """robots.txt: these rules, and the portal's crawl delay."""
        lines = ["User-agent: *", *rules, f"Crawl-delay: {self.state.crawl_delay:g}", ""]
        return Response(body="\n".join(lines).encode(), content_type="text/plain")


def broken_lines(text: str) -> Markup:
    """The text as HTML, its line breaks as `<br>`."""
    return Markup("<br />\n").join(escape(line) for line in text.split("\n"))


def _written(html: str, story: Story) -> tuple[bytes, str]:
    if story.has(Quirk.WINDOWS_1258):
        return windows_1258(html.replace("charset=utf-8", "charset=windows-1258")), "text/html; charset=windows-1258"
    if story.has(Quirk.NFD):
        return decomposed(html).encode(), HTML
    if story.has(Quirk.WRONG_CHARSET):
        return html.encode(), "text/html; charset=ISO-8859-1"
    return html.encode(), HTML
