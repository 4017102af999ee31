"""Heads in small letters: "hội nông dân TP. HCM", "trường THPT Lê Lợi" name units, "hội nghị", "nhà trường" do not."""

from __future__ import annotations

import re

from nlp.reading import Reading
from nlp.spans.places import PlaceReader
from nlp.spans.unit_words import UnitWords
from nlp.vocabulary import Hit

# After a name that is complete without a place: "bệnh viện đa khoa tỉnh | ;", "Công ty Cổ phần Cấp nước | xếp".
AFTER_TRADE = frozenset({",", ";", "và", ".", ")", "dẫn", "đứng", "xếp", "đạt"})
# So far from a head in small letters a name in capitals begins.
_SOON = 16
_CAPITAL = re.compile("[XA]")  # over `Tokens.shapes`


class SmallHeads:
    """Tells whether such a head names a unit."""

    def __init__(self, words: UnitWords, places: PlaceReader) -> None:
        """`words`: the tables; `places`: a place after a head vouches for it."""
        self._words = words
        self._places = places

    def may_name(self, reading: Reading, head: Hit, last: int) -> bool:
        """A look before the body is read: the head is no part of a common word, and a name or a level stands soon
        after it.
        """
        return self._may_be_vouched(reading, head, last) and not self._common_word(reading, head, last)

    def _common_word(self, reading: Reading, head: Hit, last: int) -> bool:
        """A small head that is part of a common word, or of another head."""
        if self._words.in_compound(reading, head.first, last):
            return True
        single = head.last - head.first == 1 and head.last < last
        return single and self._words.is_head(reading, head.last, last) is not None

    def _may_be_vouched(self, reading: Reading, head: Hit, last: int) -> bool:
        """Whether a capital or a level stands soon after the head."""
        tokens, end = reading.tokens, min(last, head.last + _SOON)
        if _CAPITAL.search(tokens.shapes, head.last, end):
            return True
        return not self._words.levels.firsts.isdisjoint(tokens.lower[head.last : end])

    def vouched(self, reading: Reading, head: Hit, body_end: int, last: int) -> bool:
        """Whether the body, or a place right after it, is a name."""
        tokens = reading.tokens
        if body_end > head.last and any(shape in "XA" for shape in tokens.shapes[head.last : body_end]):
            return True
        if body_end >= last or (
            head.last - head.first < 2 and body_end == head.last and tokens.lower[head.first] != "công"
        ):
            return False
        return self._places.at(reading, body_end, last) is not None or self._bare_level(reading, body_end, last)

    def _bare_level(self, reading: Reading, i: int, last: int) -> bool:
        """ "thanh tra tỉnh, bệnh viện đa khoa tỉnh": a level without a name, at the end of an item."""
        lower = reading.tokens.lower
        level = self._words.levels.at(lower, i, last)
        return level is not None and len(lower[i]) > 1 and (level.last >= last or lower[level.last] in AFTER_TRADE)
