"""The working state of one article while the pipeline reads it: its tokens, sentences and the spans found so far."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, NamedTuple

from nlp.tokens import Tokens
from nlp.vocabulary import Hit, Phrases
from records import Article, BlockKind, Context, Evidence, Issue


class Mark(NamedTuple):
    """A span over tokens first..last (excluded): its label, the value it stands for, and the rule that saw it."""

    first: int
    last: int
    label: str
    value: Any
    rule: str


_FIRST, _LAST = itemgetter(0), itemgetter(1)


def in_order(marks: Iterable[Mark]) -> list[Mark]:
    """Marks by where they begin; of those that begin together the longer first, else as they came."""
    return sorted(sorted(marks, key=_LAST, reverse=True), key=_FIRST)


class Sentence(NamedTuple):
    """Tokens first..last (excluded) of one sentence, the kind of block it stands in, and that block's number."""

    first: int
    last: int
    kind: BlockKind
    block: int


@dataclass(slots=True)
class Reading:
    """What the components share; each adds its own label to `marks` and leaves the others alone.

    abbreviations: what the article itself abbreviates.
    """

    article: Article
    context: Context
    tokens: Tokens
    sentences: list[Sentence] = field(default_factory=list)
    marks: dict[str, list[Mark]] = field(default_factory=dict)
    refused: list[Issue] = field(default_factory=list)
    facts: dict[str, list[Any]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    abbreviations: Phrases = field(default_factory=lambda: Phrases(()))
    _order: dict[str, tuple[list[Mark], list[Mark], list[int]]] = field(default_factory=dict)

    def add(self, mark: Mark) -> None:
        """Keep a mark under its label, in the order the components find them."""
        self.marks.setdefault(mark.label, []).append(mark)

    def of(self, label: str) -> list[Mark]:
        """All marks of one label."""
        return self.marks.get(label, [])

    @property
    def titles(self) -> list[Sentence]:
        """The sentences of the title."""
        return [sentence for sentence in self.sentences if sentence.kind is BlockKind.TITLE]

    def within(self, label: str, first: int, last: int) -> list[Mark]:
        """The marks of one label that lie inside tokens first..last, in the order of the text."""
        found = self.marks.get(label)
        if not found:
            return []
        known = self._order.get(label)
        if known is None or known[0] is not found or len(known[1]) != len(found):  # more or fewer than before
            marks = in_order(found)
            known = self._order[label] = (found, marks, [mark.first for mark in marks])
        _, marks, firsts = known
        at = bisect_left(firsts, first)
        return [mark for mark in marks[at : bisect_left(firsts, last, at)] if mark.last <= last]

    def wording(self, first: int, last: int) -> str:
        """The words of tokens first..last, normalised."""
        return self.tokens.wording(first, last)

    def evidence(self, first: int, last: int, *fields: str) -> Evidence:
        """The stretch of the article's own text from token `first` to `last` (excluded)."""
        start, end = self.tokens.starts[first], self.tokens.ends[last - 1]
        return Evidence(start=start, end=end, text=self.tokens.text[start:end], fields=fields)

    def sentence_of(self, token: int) -> Sentence:
        """The sentence that a token stands in."""
        low, high = 0, len(self.sentences) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.sentences[middle].first <= token:
                low = middle
            else:
                high = middle - 1
        return self.sentences[low]

    def in_sentences(self, tokens: Iterable[int]) -> Iterator[tuple[int, Sentence]]:
        """These tokens, which must be in order, each with its sentence: where rules look for what begins there."""
        sentences = iter(self.sentences)
        sentence = next(sentences, None)
        for i in tokens:
            while sentence and i >= sentence.last:
                sentence = next(sentences, None)
            if sentence:
                yield i, sentence

    def hits(self, phrases: Phrases) -> Iterator[tuple[Hit, Sentence]]:
        """All phrases that stand inside a sentence, from left to right, the longest at each place, none overlapping."""
        end = 0
        for i, sentence in self.in_sentences(phrases.starts(self.tokens)):
            hit = phrases.at(self.tokens.lower, i, sentence.last) if i >= end else None
            if hit:
                end = hit.last
                yield hit, sentence

    def refuse(self, code: str, message: str, first: int, last: int) -> None:
        """A candidate was seen and not taken; `thidua explain` shows why."""
        self.refused.append(self._issue(code, message, first, last))

    def doubt(self, code: str, message: str, first: int, last: int) -> None:
        """Something that looks like a fact could not be read; reviewers see it."""
        self.issues.append(self._issue(code, message, first, last))

    def _issue(self, code: str, message: str, first: int, last: int) -> Issue:
        start, end = self.tokens.starts[first], self.tokens.ends[last - 1]
        return Issue(code=code, message=message, start=start, end=end, text=self.tokens.text[start:end])
