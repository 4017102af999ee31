"""What the fact rules share while one article is read: its blocs, and which of them a sentence speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nlp.facts.blocs import Cluster
from nlp.reading import Mark, Reading, Sentence
from nlp.sketch import CompiledPattern, OrderedMarks, Pattern, Sketch

# A bloc with so many mentions is what an article is about, beside one that is named once.
_OFTEN = 3


@dataclass(slots=True)
class Scene:
    """A reading with its blocs and the sketches of its sentences, each drawn once."""

    reading: Reading
    clusters: list[Cluster]
    _of_mark: dict[int, str] = field(default_factory=dict)
    _sketches: dict[int, Sketch] = field(default_factory=dict)
    _marks: OrderedMarks | None = None

    def __post_init__(self) -> None:
        self._of_mark = {mark.first: c.id for c in self.clusters for mark in c.mentions}

    def sketch(self, sentence: Sentence) -> Sketch:
        """The sketch of a sentence."""
        found = self._sketches.get(sentence.first)
        if found is None:
            self._marks = self._marks or OrderedMarks(self.reading)
            found = Sketch(self.reading, sentence.first, sentence.last, self._marks)
            self._sketches[sentence.first] = found
        return found

    def redraw(self, sentence: Sentence) -> None:
        """Forget a sentence's sketch, because marks were added to it."""
        self._sketches.pop(sentence.first, None)
        self._marks = None

    def bloc_of(self, mark: Mark | None) -> str | None:
        """The bloc that a mention means."""
        return self._of_mark.get(mark.first) if mark else None

    def bloc_at(self, token: int) -> str | None:
        """The bloc that is spoken of at a token: the one mentioned last before it, else the first of the article."""
        if not self.clusters:
            return None
        before = [m for c in self.clusters for m in c.mentions if m.first <= token and not self._aside(c, m)]
        if before:
            last = max(before, key=lambda m: m.first)
            return self._main(token, last) or self._of_mark[last.first]
        return min(self.clusters, key=lambda c: c.first).id

    def is_aside(self, mention: Mark) -> bool:
        """Whether a bloc is only named to say where somebody belongs or comes from."""
        return any(mention in c.mentions and self._aside(c, mention) for c in self.clusters)

    def _aside(self, cluster: Cluster, mention: Mark) -> bool:
        """Whether a bloc is named once, or in brackets alone, only to say where somebody belongs or comes from.

        "khách mời có Thanh tra tỉnh Gia Lai (Cụm V)", "mới chuyển từ Cụm số 2 sang".
        """
        lower = self.reading.tokens.lower
        if len(self.clusters) == 1:
            return False
        around = lower[mention.first - 1 : mention.first] + lower[mention.last : mention.last + 1]
        if len(cluster.mentions) > 1:
            return all(
                lower[m.first - 1 : m.first] + lower[m.last : m.last + 1] == ["(", ")"] for m in cluster.mentions
            )
        return around == ["(", ")"] or (around == ["từ", "sang"] and not mention.value.description)

    def _main(self, token: int, last: Mark) -> str | None:
        """The bloc an article is about, once the paragraph is over that named another in passing."""
        here, there = self.reading.sentence_of(token), self.reading.sentence_of(last.first)
        main = max(self.clusters, key=lambda c: len(c.mentions))
        passing = [c for c in self.clusters if last in c.mentions and len(c.mentions) == 1]
        return main.id if passing and here.block != there.block and len(main.mentions) >= _OFTEN else None


def compiled(patterns: tuple[Pattern, ...], phrases: Mapping[str, str]) -> tuple[CompiledPattern, ...]:
    """The patterns of a fact file with the lexicon's phrases put in."""
    return tuple(pattern.compiled(phrases) for pattern in patterns)
