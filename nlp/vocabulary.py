"""The lexicon as the rules use it: phrases over tokens, and alternations for patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from lexicon import Entry, Lexicon
from nlp.tokens import SyllableTokenizer, Tokens


class Hit(NamedTuple):
    """A phrase found over tokens first..last (excluded), and the entry it belongs to."""

    first: int
    last: int
    entry: Entry


# A place in a tree of phrases: what may follow, by word, and the entry whose phrase ends here.
_Node = list[Any]


class Phrases:
    """Many phrases, found longest first at a token; of two entries with one form the first counts.

    Phrases that begin with the same word are made a tree when a text first has that word: most words of the
    gazetteer stand in no text that one process reads.
    """

    __slots__ = ("_listed", "_longest", "_seconds", "_trees", "firsts")

    def __init__(self, phrases: Iterable[tuple[tuple[str, ...], Entry]]) -> None:
        self._listed: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        for words, entry in phrases:
            self._listed.setdefault(words[0], []).append((words, entry))
        self._trees: dict[str, _Node] = {}
        self._longest = max((len(words) for listed in self._listed.values() for words, _ in listed), default=0)
        self._seconds: dict[str, set[str]] = {}
        self.firsts = self._listed.keys()  # the words that phrases begin with

    def at(self, lower: Sequence[str], i: int, last: int) -> Hit | None:
        """The longest phrase that begins at token i and ends by `last`; None where the tokens end before it."""
        if i >= last or (word := lower[i]) not in self._listed:
            return None
        after, entry = self._trees.get(word) or self._grown(word)
        end = at = i + 1
        while at < last and (node := after.get(lower[at])) is not None:
            at += 1
            after, ends = node
            if ends is not None:
                end, entry = at, ends
        return None if entry is None else Hit(i, end, entry)

    def _grown(self, word: str) -> _Node:
        """The tree of the phrases that begin with a word; it is kept."""
        tree: _Node = [{}, None]
        for words, entry in self._listed[word]:
            node = tree
            for each in words[1:]:
                node = node[0].setdefault(each, [{}, None])
            node[1] = node[1] or entry
        self._trees[word] = tree
        return tree

    def starts(self, tokens: Tokens) -> list[int]:
        """The tokens at which a phrase may begin, by its first two words: a cheap look before `at`."""
        seconds, places, lower = self._seconds or self._second_words(), tokens.places, tokens.lower
        found: list[int] = []
        for word in places.keys() & seconds.keys():
            then = seconds[word]
            found += (
                places[word]
                if "" in then
                else [i for i in places[word] if lower[i + 1 : i + 2] and lower[i + 1] in then]
            )
        return sorted(found)

    def _second_words(self) -> dict[str, set[str]]:
        """What follows each first word in some phrase, "" where it is one by itself; it is kept."""
        for word, listed in self._listed.items():
            self._seconds[word] = {words[1] if len(words) > 1 else "" for words, _ in listed}
        return self._seconds

    def find(self, lower: Sequence[str], first: int, last: int) -> list[Hit]:
        """All phrases in first..last, from left to right, the longest at each place, none overlapping."""
        out: list[Hit] = []
        end = first
        for i in [i for i, word in enumerate(lower[first:last], first) if word in self._listed]:
            hit = self.at(lower, i, last) if i >= end else None
            if hit:
                out.append(hit)
                end = hit.last
        return out

    def ending(self, lower: Sequence[str], first: int, last: int) -> Hit | None:
        """The longest phrase that begins at or after `first` and ends exactly at `last`."""
        for i in range(max(first, last - self._longest), last):
            hit = self.at(lower, i, last) if lower[i] in self._listed else None
            if hit and hit.last == last:
                return hit
        return None


class Vocabulary:
    """Everything that the rules ask of the lexicon, by table and kind."""

    def __init__(self, lexicon: Lexicon, tokenizer: SyllableTokenizer) -> None:
        self.lexicon = lexicon
        self._tokenizer = tokenizer
        self._words: dict[str, tuple[str, ...]] = {}  # one table is asked by several rules
        self._phrases: dict[tuple[str, ...], Phrases] = {}

    def words(self, phrase: str) -> tuple[str, ...]:
        """A phrase as lower-case tokens."""
        found = self._words.get(phrase)
        if found is None:
            found = self._words[phrase] = self._tokenizer.lower(phrase)
        return found

    def entries(self, table: str, *kinds: str) -> list[Entry]:
        """The entries of a table, of the kinds named or all."""
        return [entry for entry in self.lexicon.table(table) if not kinds or entry.kind in kinds]

    def phrases(self, table: str, *kinds: str) -> Phrases:
        """The forms of a table's entries, to be found over tokens; made once for all rules that ask."""
        asked = (table, *kinds)
        if asked not in self._phrases:
            self._phrases[asked] = Phrases(
                (words, entry)
                for entry in self.entries(table, *kinds)
                for form in entry.forms
                if (words := self.words(form))
            )
        return self._phrases[asked]

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
