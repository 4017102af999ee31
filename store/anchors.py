"""Finding a quote again in a page that changed."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from difflib import SequenceMatcher

CONTEXT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What a person saw: the quote, what stood around it, and where."""

    text: str
    before: str = ""
    after: str = ""
    start: int = 0


def quote_at(text: str, start: int, end: int) -> Quote:
    """The quote at a place, with its surroundings."""
    return Quote(
        text=text[start:end], before=text[max(0, start - CONTEXT) : start], after=text[end : end + CONTEXT], start=start
    )


def anchor(text: str, quote: Quote) -> tuple[int, int] | None:
    """Where the quote stands in `text`, or None. Of several places the one whose surroundings are most alike.

    White space and Unicode composition may differ; the letters may not.
    """
    if not quote.text:
        return None
    places = _exact(text, quote.text) or _loose(text, quote.text)
    if not places:
        return None
    return max(places, key=lambda place: (_likeness(text, place, quote), -abs(place[0] - quote.start), -place[0]))


def _exact(text: str, wanted: str) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in re.finditer(re.escape(wanted), text)]


def _loose(text: str, wanted: str) -> list[tuple[int, int]]:
    folded, places = _folded(text)
    needle = _folded(wanted)[0].strip()
    found = re.finditer(re.escape(needle), folded) if needle else ()
    return [(places[m.start()], places[m.end() - 1] + _width(text, places[m.end() - 1])) for m in found]


def _folded(text: str) -> tuple[str, list[int]]:
    """The text composed and with single spaces, and for each of its letters the place it came from."""
    letters: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(text):
        width = _width(text, at)
        letter = unicodedata.normalize("NFC", text[at : at + width])
        if letter.isspace():
            letter = " "
        if letter != " " or not letters or letters[-1] != " ":
            letters.extend(letter)
            places.extend([at] * len(letter))
        at += width
    return "".join(letters), places


def _width(text: str, at: int) -> int:
    """How many code points the letter at `at` has with its combining marks."""
    end = at + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end - at


def _likeness(text: str, place: tuple[int, int], quote: Quote) -> float:
    before = text[max(0, place[0] - CONTEXT) : place[0]]
    after = text[place[1] : place[1] + CONTEXT]
    return _ratio(before, quote.before) + _ratio(after, quote.after)


def _ratio(left: str, right: str) -> float:
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch between two sentence ends or line breaks that holds `text[start:end]`."""
    left = max((m.end() for m in re.finditer(r"[.!?…]\s+|\n", text[:start])), default=0)
    right = re.search(r"[.!?…](?=\s|$)|\n", text[end:])
    return left, end + right.end() if right else len(text)


class Sentences:
    """The sentences of one text, folded, so that another copy of the text has the same ones."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._bounds = [0, *(m.end() for m in re.finditer(r"[.!?…](?:\s+|$)|\n", text)), len(text)]

    def around(self, start: int, end: int) -> str:
        """The sentence that holds `text[start:end]`, or all that it reaches into."""
        left = self._bounds[bisect_right(self._bounds, start) - 1] if start else 0
        right = self._bounds[min(bisect_left(self._bounds, end), len(self._bounds) - 1)]
        return _plainly(self._text[left:right])

    def all(self) -> frozenset[str]:
        """Every one of them."""
        pairs = zip(self._bounds, self._bounds[1:], strict=False)
        return frozenset(_plainly(self._text[left:right]) for left, right in pairs)


def _plainly(text: str) -> str:
    """Composed, in one case, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
