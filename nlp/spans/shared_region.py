"""How far a list with a shared head reaches, and what parts its items."""

from __future__ import annotations

from nlp.reading import Reading
from nlp.spans.shared_opened import Intro
from nlp.spans.units import UnitReader
from nlp.vocabulary import Vocabulary

_INSIDE = frozenset({"và", "của", "thuộc"})
_BEFORE_ITEM = frozenset({",", ";", ":", "và"})


class RegionReader:
    """Reads where a list ends."""

    def __init__(self, words: Vocabulary, units: UnitReader) -> None:
        """Reads `unit_fields`, `phrases`: `name_stop`."""
        self._fields = words.phrases("unit_fields")
        self._stops = words.phrases("phrases", "name_stop")
        self._units = units

    def end(self, reading: Reading, intro: Intro, last: int) -> int:
        """Where the list must have ended: a closing bracket, or a verb in small letters."""
        tokens, depth = reading.tokens, 0
        while last > intro.end and tokens.lower[last - 1] in (".", ";", "/", "…"):
            last -= 1
        for i in range(intro.end, last):
            lower = tokens.lower[i]
            depth += (lower == "(") - (lower == ")")
            if depth < 0 or lower in ("…", "...") or (lower == ":" and i > intro.end):
                return i
            if depth == 0 and tokens.shapes[i] == "x" and i > intro.end and lower not in _INSIDE:
                hit = self._stops.at(tokens.lower, i, last)
                if (
                    hit
                    and tokens.lower[i - 1] not in _BEFORE_ITEM
                    and not self._units.words.joins(tokens.lower[i - 1], lower)
                ):
                    return i
        return last

    def by_semicolons(self, reading: Reading, intro: Intro, stop: int) -> bool:
        """Whether semicolons part the items: not where commas already part what stands before the first of them."""
        tokens = reading.tokens
        if ";" not in tokens.lower[intro.end : stop]:
            return False
        cut = intro.end + tokens.lower[intro.end : stop].index(";")
        if "," not in tokens.lower[intro.end : cut]:
            return True
        field = self._fields.at(tokens.lower, intro.end, cut)
        if field and field.last == cut:
            return True
        pieces = " ".join(
            w if w == "," else s
            for w, s in zip(tokens.lower[intro.end : cut], tokens.shapes[intro.end : cut], strict=True)
        ).split(" , ")
        return not all(piece[:1] in "XA9" for piece in pieces)
