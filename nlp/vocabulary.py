"""The lexicon as the rules use it: phrases over tokens, and alternations for patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lexicon import Entry, Lexicon
from spacy.tokens import Doc

from nlp.tokens import SyllableTokenizer, Tokens


class Hit(NamedTuple):
    """A phrase found over tokens first..last (excluded), and the entry it belongs to."""

    first: int
    last: int
    entry: Entry


class Phrases:
    """Many phrases, found longest first at a token."""

    __slots__ = ("_by_first",)

    def __init__(self, phrases: Iterable[tuple[tuple[str, ...], Entry]]) -> None:
        by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        for words, entry in phrases:
            by_first.setdefault(words[0], []).append((words, entry))
        for found in by_first.values():
            found.sort(key=lambda item: -len(item[0]))
        self._by_first = by_first

    def at(self, lower: Sequence[str], i: int, last: int) -> Hit | None:
        """The longest phrase that begins at token i and ends by `last`."""
        for words, entry in self._by_first.get(lower[i], ()):
            end = i + len(words)
            if end <= last and tuple(lower[i:end]) == words:
                return Hit(i, end, entry)
        return None

    def find(self, lower: Sequence[str], first: int, last: int) -> list[Hit]:
        """All phrases in first..last, from left to right, the longest at each place, none overlapping."""
        out: list[Hit] = []
        i = first
        heads = self._by_first
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

    def words(self, phrase: str) -> tuple[str, ...]:
        """A phrase as lower-case tokens."""
        return tuple(self.read(phrase).lower)

    def read(self, text: str) -> Tokens:
        """The tokens of a text."""
        doc: Doc = self._tokenizer(text)
        tokens: Tokens = doc.user_data["tokens"]
        return tokens

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

    def alternation(self, table: str, *kinds: str) -> str:
        """A regular expression over `Tokens.line` that matches any form, the longest first."""
        forms = {" ".join(self.words(form)) for entry in self.entries(table, *kinds) for form in entry.forms}
        return "|".join(re.escape(form).replace(r"\ ", " ") for form in sorted(forms, key=lambda f: (-len(f), f)))

    def word_set(self, table: str, *kinds: str) -> frozenset[str]:
        """The forms of a table's entries that are one token."""
        return frozenset(
            words[0]
            for entry in self.entries(table, *kinds)
            for form in entry.forms
            if len(words := self.words(form)) == 1
        )
