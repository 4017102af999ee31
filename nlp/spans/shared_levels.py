"""Levels in the plural that a list may open with: "các tỉnh, thành phố", "13 tỉnh, thành", "10 địa phương"."""

from __future__ import annotations

from nlp.reading import Reading
from nlp.spans.shared_opened import past_bloc
from nlp.tokens import Tokens
from nlp.vocabulary import Vocabulary

# Words for levels that are none elsewhere: "13 tỉnh, thành", "10 địa phương Hà Nội, Hải Phòng".
_LOOSE_LEVELS = {("thành",): ("thành phố",), ("địa", "phương"): ("tỉnh", "thành phố")}
# Before levels in the plural, as a number is.
SEVERAL = frozenset({"các", "hai", "ba", "bốn"})

Levels = tuple[tuple[str, ...], int]  # the levels, and where their words end


class PluralLevels:
    """Reads levels of territories."""

    def __init__(self, words: Vocabulary) -> None:
        """Reads `place_levels`."""
        self._levels = words.phrases("place_levels")
        self._loose = frozenset(words[0] for words in _LOOSE_LEVELS)

    def starts(self, tokens: Tokens) -> list[int]:
        """The tokens at which a level may begin."""
        return [*self._levels.starts(tokens), *tokens.where(self._loose)]

    def after_head(self, reading: Reading, i: int, last: int) -> Levels:
        """ "các tỉnh, thành phố", "của 13 tỉnh, thành": the levels that the items are of."""
        lower = reading.tokens.lower
        at = i + (i < last and lower[i] in ("của", "thuộc", "ở", "tại"))
        if at >= last or not (lower[at] in SEVERAL or (lower[at].isdigit() and len(lower[at]) <= 2)):
            return (), i
        levels, end = self.listed(reading, at + 1, last)
        return (levels, end) if levels else ((), i)

    def counted(self, reading: Reading, i: int, last: int) -> Levels:
        """ "14 BHXH | tỉnh trong Cụm là: Hà Giang, …": one level for all items, before the bloc or a colon."""
        levels, end = self._level(reading, i, last)
        lower = reading.tokens.lower
        opens = bool(levels) and end < last and (lower[end] == ":" or past_bloc(lower, end, last) is not None)
        return (levels, end) if opens else ((), i)

    def listed(self, reading: Reading, i: int, last: int) -> Levels:
        """ "tỉnh, thành phố", "huyện, thị xã và thành phố": all levels from token i on."""
        lower, shapes = reading.tokens.lower, reading.tokens.shapes
        levels: list[str] = []
        at = i
        while at < last:
            found, end = self._level(reading, at, last)
            if not found:
                break
            levels.extend(found)
            at = end
            small = at + 1 < last and (shapes[at + 1] == "x" or lower[at + 1] == "tp")
            joined = small and lower[at] in (",", "và")
            more, after = self._level(reading, at + joined, last) if at + joined < last else ((), at)
            one_item = joined and lower[at] == "và" and after < last and shapes[after] in "XA"
            if not more or one_item or not (shapes[at + joined] == "x" or lower[at + joined] == "tp"):
                break
            at += joined
        return tuple(dict.fromkeys(levels)), at

    def _level(self, reading: Reading, i: int, last: int) -> Levels:
        lower = reading.tokens.lower
        hit = self._levels.at(lower, i, last)
        if hit and len(lower[i]) > 1:
            return (hit.entry.name,), hit.last
        if i >= last or lower[i] not in self._loose:
            return (), i
        for words, levels in _LOOSE_LEVELS.items():
            if tuple(lower[i : i + len(words)]) == words and lower[i + 1 : i + 2] != ["viên"]:
                return levels, i + len(words)
        return (), i
