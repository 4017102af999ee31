"""Decisions that found, divide or regroup blocs: documents that date themselves, and articles about them."""

from __future__ import annotations

import re

from nlp.facts.context import Scene
from nlp.facts.drafts import Draft
from nlp.reading import Mark, Reading, Sentence
from nlp.sketch import Sketch
from nlp.vocabulary import Vocabulary
from records import BlockKind, EventType

_FOUNDING = re.compile(
    r"(?<!\S)(?:thành lập|chia|phân chia|kiện toàn|sắp xếp|tổ chức lại)(?: lại)?(?: các)?(?: \d+)? (?:cụm|khối)"
    r"|(?<!\S)(?:chia|phân chia|sắp xếp|tổ chức)(?: [^\s;:.]+){1,12} thành(?: \S+){0,3}"
    r" (?:cụm|khối)(?: , (?:cụm|khối))? thi đua"
)
_ISSUED = re.compile(r"(?<!\S)(?:ban hành|ký|có|ra|ban hành kèm theo|công bố)(?: \S+){0,2} (?P<k>K\d+)")
# Within so many tokens of a sentence's beginning a day is the day of what it tells.
_OPENING = 14
_LIMIT_TAIL = r"(?: vào)?(?: sáng| chiều| tối)?(?: ngày)?(?: \S+)? ?$"


class FoundingReader:
    """Finds the events of blocs that a decision founds."""

    def __init__(self, words: Vocabulary) -> None:
        """Reads `phrases`: `before`."""
        self._limit = deadline(words)

    def __call__(self, scene: Scene) -> list[Draft]:
        """A decision that founds or divides blocs, dated at the head of the article: one for each bloc."""
        reading = scene.reading
        for sentence in [s for s in reading.sentences if s.kind is not BlockKind.CAPTION][:4]:
            day = self._decided(reading, sentence, scene.sketch(sentence))
            words = " ".join(reading.tokens.lower[sentence.first : sentence.last])
            if day and _FOUNDING.search(words):
                types = {EventType.ESTABLISHMENT}
                return [Draft(c.id, sentence, set(types), day, rule="event.founded") for c in scene.clusters]
        return []

    def is_topic(self, scene: Scene) -> bool:
        """Whether the title says that blocs were founded, so that their meetings are news beside it."""
        lower = scene.reading.tokens.lower
        return any(_FOUNDING.search(" ".join(lower[s.first : s.last])) for s in scene.reading.titles)

    def _decided(self, reading: Reading, sentence: Sentence, sketch: Sketch) -> Mark | None:
        """The day of a decision: at the head of its sentence, anywhere in one that issues it, or the document's own."""
        issued = _ISSUED.search(sketch.text)
        reach = sentence.last if issued else min(sentence.last, sentence.first + _OPENING)
        shown = {m.first for m in sketch.marks if m.label == "date"}
        days = (m for m in reading.within("date", sentence.first, reach) if m.first in shown)
        day = next((m for m in days if m.value.year), None)
        if day and not self._limit.search(sketch.text[: sketch.text.find("D")]):
            return day
        cited = sketch.mark(issued["k"]) if issued and not day else None
        return cited._replace(label="date", value=cited.value.date) if cited and cited.value.date else None


def deadline(words: Vocabulary) -> re.Pattern[str]:
    """What stands right before a day that is a limit, a beginning or a plan: "trước", "chậm nhất"."""
    return re.compile(rf"(?<!\S)(?:{words.alternation('phrases', 'before')}){_LIMIT_TAIL}")
