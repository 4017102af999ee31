"""How to cite a page: its permanent address, what the registry knew, and when it was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from starlette.requests import Request

from review.formats import day
from review.i18n import words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A sentence for a footnote, and an entry for a reference manager."""

    text: str
    bibtex: str
    address: str


def cite(request: Request, kind: str, ref: str, title: str) -> Citation:
    """The citation of a page as it is seen today."""
    words = words_of(request)
    today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    address = f"{str(request.base_url).rstrip('/')}/{kind}/{ref}"
    name = request.app.state.settings.title
    shown = day(today.isoformat(), words.language)
    text = words("cite.text", title=title, name=name, ref=ref, day=shown, address=address)
    escaped = title.translate({ord(c): f"\\{c}" for c in "{}%&$#_"})
    bibtex = (
        f"@misc{{{ref},\n  title = {{{escaped}}},\n  howpublished = {{{name}}},\n  year = {{{today.year}}},\n"
        f"  url = {{{address}}},\n  urldate = {{{today.isoformat()}}}\n}}"
    )
    return Citation(text=text, bibtex=bibtex, address=address)
