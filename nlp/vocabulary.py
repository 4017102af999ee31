"""The lexicon as the rules use it: phrases over tokens, and alternations for patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lexicon import Entry, Lexicon
from nlp.tokens import SyllableTokenizer


class Hit(NamedTuple):
    """A phrase found over tokens first..last (excluded), and the entry it belongs to."""

    first: int
    last: int
    entry: Entry


class _Node:
    """A place in the tree of phrases: what may follow, and the entry whose phrase ends here."""

    __slots__ = ("after", "entry")

    def __init__(self) -> None:
        self.after: dict[str, _Node] = {}
        self.entry: Entry | None = None


class Phrases:
    """Many phrases, found longest first at a token; of two entries with one form the first counts."""

    __slots__ = ("_root", "firsts")

    def __init__(self, phrases: Iterable[tuple[tuple[str, ...], Entry]]) -> None:
        self._root = _Node()
        for words, entry in phrases:
            node = self._root
            for word in words:
                node = node.after.setdefault(word, _Node())
            node.entry = node.entry or entry
        # The words that phrases begin with: a loop over tokens asks this set before it asks `at`.
        self.firsts = frozenset(self._root.after)

    def at(self, lower: Sequence[str], i: int, last: int) -> Hit | None:
        """The longest phrase that begins at token i and ends by `last`; None where the tokens end before it."""
        node = self._root.after.get(lower[i]) if i < last else None
        first, best = i, None
        while node is not None:
            i += 1
            if node.entry is not None:
                best = Hit(first, i, node.entry)
            if i >= last:
                break
            node = node.after.get(lower[i])
        return best

    def find(self, lower: Sequence[str], first: int, last: int) -> list[Hit]:
        """All phrases in first..last, from left to right, the longest at each place, none overlapping."""
        out: list[Hit] = []
        i = first
        heads = self.firsts
        while i < last:
            hit = self.at(lower, i, last) if lower[i] in heads else None
            if hit:
                out.append(hit)
                i = hit.last
            else:
                i += 1
        return out

    def ending(self, lower: Sequence[str], first: int, last: int) -> Hit | None:
        """The longest phrase that begins at or after `first` and ends exactly at `last`."""
        for i in range(max(first, last - 12), last):
            hit = self.at(lower, i, last)
            if hit and hit.last == last:
                return hit
        return None


class Vocabulary:
    """Everything that the rules ask of the lexicon, by table and kind."""

    def __init__(self, lexicon: Lexicon, tokenizer: SyllableTokenizer) -> None:
        self.lexicon = lexicon
        self._tokenizer = tokenizer
        self._words: dict[str, tuple[str, ...]] = {}  # one table is asked by several rules

    def words(self, phrase: str) -> tuple[str, ...]:
        """A phrase as lower-case tokens."""
        found = self._words.get(phrase)
        if found is None:
            found = self._words[phrase] = tuple(self._tokenizer.read(phrase).lower)
        return found

    def entries(self, table: str, *kinds: str) -> list[Entry]:
        """The entries of a table, of the kinds named or all."""
        return [entry for entry in self.lexicon.table(table) if not kinds or entry.kind in kinds]

    def phrases(self, table: str, *kinds: str) -> Phrases:
        """The forms of a table's entries, to be found over tokens."""
        return Phrases(
            (words, entry)
            for entry in self.entries(table, *kinds)
            for form in entry.forms
            if (words := self.words(form))
        )

    def levels(self, table: str, *kinds: str, default: str) -> dict[str, str]:
        """The level of every territory of a table by its forms in small letters: "hải phòng" → "thành phố"."""
        return {form.lower(): entry.kind or default for entry in self.entries(table, *kinds) for form in entry.forms}

    def alternation(self, table: str, *kinds: str) -> str:
        """A regular expression over `Tokens.line` that matches any form, the longest first."""
        forms = {" ".join(self.words(form)) for entry in self.entries(table, *kinds) for form in entry.forms}
        return "|".join(re.escape(form).replace(r"\ ", " ") for form in sorted(forms, key=lambda f: (-len(f), f)))

    def phrase_patterns(self) -> dict[str, str]:
        """For each kind of lexicon/phrases.yml the alternation that `{kind}` in a pattern means."""
        kinds = {entry.kind or "" for entry in self.entries("phrases")}
        return {kind: self.alternation("phrases", kind) for kind in sorted(kinds)}

    def word_set(self, table: str, *kinds: str) -> frozenset[str]:
        """The forms of a table's entries that are one token."""
        return frozenset(
            words[0]
            for entry in self.entries(table, *kinds)
            for form in entry.forms
            if len(words := self.words(form)) == 1
        )
