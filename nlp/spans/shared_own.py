"""What an article has named in full and so may shorten: the heads behind its "5 vườn bạn:", "4 Sở: Hải Dương"."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from lexicon import Entry
from nlp.reading import Mark, Reading
from nlp.spans.units import UnitName


@dataclass(slots=True)
class OwnHeads:
    """The heads that an article has named in full: what its "5 vườn bạn" or "4 Sở: Hải Dương, …" are short for."""

    units: dict[int, Mark] = field(default_factory=dict)
    by_word: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    entries: dict[str, Entry] = field(default_factory=dict)
    placed: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, reading: Reading) -> OwnHeads:
        """Those of the units found so far."""
        own = cls()
        for mark in reading.of("unit"):
            value: UnitName = mark.value
            own.units[mark.first] = mark
            if value.place:
                own.placed[value.name] += 1
            if value.head and " " in value.head.name:
                own.by_word[value.head.name.split(" ")[0].lower()][value.head.name] += 1
                own.entries[value.head.name] = value.head
        return own

    def head(self, word: str) -> Entry | None:
        """The head that the article shortens to its first word."""
        found = self.by_word.get(word)
        return self.entries[found.most_common(1)[0][0]] if found else None

    def placed_name(self, head: str) -> str:
        """The name that such units of a place have in this article: "Sở Tư pháp" for "Sở"; the head
        itself when none.
        """
        named = [name for name, _ in self.placed.most_common() if name.startswith(f"{head} ")]
        return named[0] if named else head
