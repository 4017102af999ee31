"""The opening of a list with a shared head: what was read of it, and what stands between it and the first item."""

from __future__ import annotations

from typing import NamedTuple

from lexicon import Entry
from nlp.reading import Reading
from nlp.spans.groups import count_at
from nlp.vocabulary import Vocabulary

PLURAL = frozenset({"các", "những", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "gồm", "cả"})
# What units of any kind are called: no head of a list.
GENERIC = frozenset(
    {
        "đơn vị",
        "cơ quan",
        "tổ chức",
        "bộ phận",
        "thành viên",
        "địa phương",
        "đoàn thể",
        "khối",
        "cụm",
        "hội nghị",
        "bộ",
        "tổ",
    }
)
BESIDE = frozenset({"bạn", "sau", "này", "khác", "là", "gồm"})
BLOCS = frozenset({"khối", "cụm"})
_IN_BLOC = frozenset({"trong", "của", "thuộc"})
_SPEAKS_FOR = frozenset({"đại diện", "kiêm"})
OF_UNITS = "units"  # what a head takes when its items are units in full


class Intro(NamedTuple):
    """What a list opens with. first: its first token; start: where the first item's evidence begins;
    end: the first item.

    name: the head in full ("" where only levels stand); levels: those that the items may be of.
    tail: whose they all are, where that stands before them ("các ban của Tỉnh ủy: …").
    """

    first: int
    start: int
    end: int
    name: str
    entry: Entry | None
    levels: tuple[str, ...]
    colon: bool
    number: int | None = None
    tail: str = ""

    @property
    def takes(self) -> str:
        """What usually follows the head, as the lexicon says."""
        return self.entry.attributes.get("takes", "") if self.entry else ""

    @property
    def of_places(self) -> bool:
        """Whether the items are places."""
        return bool(self.levels) or self.takes.startswith("place")


class Opened(NamedTuple):
    """A head or levels that open a list, as far as they were read."""

    end: int
    name: str
    entry: Entry | None
    levels: tuple[str, ...]


class OpeningReader:
    """Reads on from a head or levels to the first item of their list."""

    def __init__(self, words: Vocabulary) -> None:
        """Reads `posts`."""
        self._posts = words.phrases("posts")

    def intro(self, reading: Reading, begins: tuple[int, int], last: int, opened: Opened) -> Intro | None:
        """Past "bạn", "là" and a colon. begins: the plural word or number, and the head."""
        lower, (i, at), end = reading.tokens.lower, begins, opened.end
        of_bloc = past_bloc(lower, end, last)
        if of_bloc:
            return Intro(i, of_bloc, of_bloc, opened.name, opened.entry, opened.levels, True)
        while end < last and lower[end] in BESIDE:
            end += 1
        colon = end < last and lower[end] in (":", "(")
        counted = count_at(reading.tokens, i)
        start = max(at, counted) if counted and counted <= end else at
        numbers = [int(lower[j]) for j in range(i, end) if lower[j].isdigit()]
        post = self._posts.ending(lower, max(0, at - 6), at)
        if post and post.entry.name not in _SPEAKS_FOR:
            start = end + colon
        start, number = (start if start < end else end + colon), next(iter(numbers), None)
        return Intro(i, start, end + colon, opened.name, opened.entry, opened.levels, colon, number)


def past_bloc(lower: list[str], i: int, last: int) -> int | None:
    """ "các trường THPT | trong khối: …", "các phòng GD&ĐT | của cụm gồm: …": past the bloc and the colon."""
    if i + 2 >= last or lower[i] not in _IN_BLOC or lower[i + 1] not in BLOCS:
        return None
    colon = next((j for j in range(i + 2, min(last, i + 9)) if not lower[j].isalnum()), None)
    return colon + 1 if colon is not None and lower[colon] == ":" else None


def taking(entry: Entry, takes: str) -> Entry:
    """The head, as one that such items follow."""
    return Entry(name=entry.name, forms=entry.forms, kind=entry.kind, attributes={**entry.attributes, "takes": takes})


def past_short(reading: Reading, i: int, last: int) -> int:
    """Past the bracket in which a name is shortened: "Hội Chữ thập đỏ (CTĐ) | các tỉnh"."""
    tokens = reading.tokens
    for opening in (i, i - 2):
        if tokens.lower[opening : opening + 1] == ["("] and opening + 2 < last and tokens.lower[opening + 2] == ")":
            return opening + 3 if tokens.shapes[opening + 1] == "A" else i
    return i
