"""How a person's name looks: a family name, middle and given names in capitals, nothing that a street is called."""

from __future__ import annotations

from nlp.reading import Reading
from nlp.vocabulary import Vocabulary

LONGEST = 5
_FREQUENT = frozenset({"very_common", "common"})
# Middle names that hardly stand anywhere else.
_TELLING = frozenset({"văn", "thị", "đình", "hữu", "bá", "khắc", "seo", "sỹ", "viết", "thế", "duy"})


class NameReader:
    """Tells a person's name from other words in capitals."""

    def __init__(self, words: Vocabulary) -> None:
        """Reads `surnames`, `given_names`; of `phrases` the kind `namesake`."""
        self.surnames = words.word_set("surnames")
        frequent = [e for e in words.entries("surnames") if e.attributes.get("frequency") in _FREQUENT]
        self._frequent = frozenset(w[0] for e in frequent for f in e.forms if len(w := words.words(f)) == 1)
        given = words.entries("given_names")
        self._given = frozenset(w[0] for e in given for f in e.forms if len(w := words.words(f)) == 1)
        self._namesakes = words.phrases("phrases", "namesake")

    def after_namesake(self, reading: Reading, i: int, last: int) -> int | None:
        """Past the name of someone long dead, whom a school or a street is called after: "Nguyễn Đình Chiểu"."""
        hit = self._namesakes.at(reading.tokens.lower, i, last)
        return hit.last if hit else None

    def certain(self, reading: Reading, i: int, last: int) -> int | None:
        """The end of what can only be a person's name: three to five capitals, a common family name, known given names.

        >>> # "Nguyễn Văn Bình Nguyên", "Đoàn Sĩ Kha"; not "Lê Lợi", "Hồ Chí Minh", "Đoàn Thanh niên"
        """
        lower, shapes = reading.tokens.lower, reading.tokens.shapes
        if i + 2 >= last or shapes[i : i + 3] != "XXX" or lower[i] not in self._frequent:
            return None
        if self.after_namesake(reading, i, last):
            return None
        end = self.run(reading, i, last)
        if end - i > LONGEST:
            return None
        told = lower[i + 1] in _TELLING or all(word in self._given for word in lower[i + 1 : end])
        return end if told else None

    def run(self, reading: Reading, i: int, last: int) -> int:
        """The end of the words in capitals that begin at token i, on one line."""
        tokens, end = reading.tokens, i
        while end < last and tokens.shapes[end] == "X" and not (end > i and tokens.gaps[end]):
            end += 1
        return end
