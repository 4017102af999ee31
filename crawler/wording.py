"""Is an answer of 200 really an article? And does an article speak of emulation blocs?"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from crawler.html import decode
from records import Page

# A page whose own text is shorter than this many characters can be a gate or an error; articles are longer.
SHORT = 1_500
# A larger page is a full page; of it only the title is looked at.
_LOOKED_AT = 64 * 1024
# A page with as many paragraphs is not empty.
_PARAGRAPHS = 3
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
# With fewer characters a page says nothing: a form or a script is all there is of it.
BARE = 400
_UNSEEN = re.compile(r"<(script|style|noscript|head)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    challenge: tuple[str, ...]
    challenge_marks: tuple[str, ...]
    gate_marks: tuple[str, ...]
    gate_titles: tuple[str, ...]
    shell_marks: tuple[str, ...]
    error: tuple[str, ...]
    bloc: tuple[str, ...]


@cache
def _wording() -> _Wording:
    values = yaml.safe_load(Path(__file__).with_name("wording.yml").read_text(encoding="utf-8"))
    return _Wording(**{name: tuple(words) for name, words in values.items()})


def not_an_article(page: Page) -> str | None:
    """`challenge` (a login too), `shell`, `error` or `empty` when a page that answered 200 tells nothing; else None."""
    if page.content_type and "html" not in page.content_type:
        return None
    text = decode(page.body[:_LOOKED_AT], page.headers.get("content-type", ""))
    if text.count("<p") >= _PARAGRAPHS and not _suspicious(text):
        return None
    title = _title(text)
    seen = "" if len(page.body) > _LOOKED_AT else _seen(text)
    if len(page.body) > _LOOKED_AT or len(seen) >= SHORT:
        return _long_page(text, title)
    return _short_page(text, title, seen)


def _long_page(text: str, title: str) -> str | None:
    """Menus make any page long: only its title is believed."""
    words = _wording()
    if title.strip().startswith(words.gate_titles) and "password" in text.casefold():
        return "challenge"
    return "error" if _says(title, words.error) else None


def _short_page(text: str, title: str, seen: str) -> str | None:
    words, said = _wording(), f"{title} {seen}".casefold()
    if _says(said, words.challenge) or _says(text, words.challenge_marks):
        return "challenge"
    if _says(said, words.error):
        return "error"
    if len(seen) < BARE and (kind := _bare_page(unicodedata.normalize("NFC", text).casefold())):
        return kind
    return None if said.strip() else "empty"


def _bare_page(text: str) -> str | None:
    words = _wording()
    if _says(text, words.gate_marks):
        return "challenge"
    return "shell" if _says(text, words.shell_marks) else None


def _suspicious(text: str) -> bool:
    """Any of the words occurs anywhere, be it in a script: a quick look that spares most pages the long one."""
    words = _wording()
    folded = unicodedata.normalize("NFC", text).casefold()
    phrases = (words.challenge, words.error, words.gate_marks, words.shell_marks)
    return any(_says(folded, each) for each in phrases) or _says(text, words.challenge_marks)


def speaks_of_blocs(page: Page) -> bool:
    """The page's text names an emulation bloc; a hint only, the extractor decides."""
    return names_bloc(decode(page.body, page.headers.get("content-type", "")))


def names_bloc(text: str) -> bool:
    """The text has a word for an emulation bloc, its chair or its covenant."""
    return _says(unicodedata.normalize("NFC", text).casefold(), _wording().bloc)


def signature(body: bytes) -> int:
    """A number that pages share which differ only in mark-up, digits and white space: calendars, sessions, counters."""
    return hash(re.sub(rb"<[^>]*>", b"", body).translate(None, b"0123456789 \t\r\n&;/:-"))


def _says(text: str, phrases: tuple[str, ...]) -> bool:
    return any(phrase in text for phrase in phrases)


def _title(text: str) -> str:
    match = _TITLE.search(text)
    return unicodedata.normalize("NFC", match[1]).casefold() if match else ""


def _seen(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(_UNSEEN.sub(" ", text).split()))
