"""Which kinds of event a sentence names: a review of the year or in its course, a signing, an activity …"""

from __future__ import annotations

import re

from nlp.needs import Gated
from nlp.reading import Reading
from nlp.sketch import Sketch
from nlp.vocabulary import Hit, Vocabulary
from records import EventType

# An event's kind and the token where the words for it begin.
Kinds = list[tuple[EventType, int]]
# What is assessed for less than a year: "đánh giá kết quả phong trào thi đua | 9 tháng đầu năm".
_PART_OF_YEAR = re.compile(r"\S*(?: \S+){0,2} (?:tháng đầu|quý|tháng)(?!\S)")
_LONG_REVIEW = Gated(r"(?:sơ kết|tổng kết)(?: \S+){0,2} \d+ năm (?!20)")
_FOUNDED = Gated(r"(?<!\S)(?:thành lập|kiện toàn|chia tách)(?: \S+){0,4} B\d+")
_REVIEWS = (EventType.YEAR_END_REVIEW, EventType.INTERIM_REVIEW)


class EventKindReader:
    """Finds the words for kinds of event."""

    def __init__(self, words: Vocabulary) -> None:
        """Reads `event_types`."""
        self._types = words.phrases("event_types")

    def __call__(self, reading: Reading, sketch: Sketch) -> Kinds:
        """The kinds of event that a sentence names; what only goes with a meeting ("kết hợp về nguồn") is one more."""
        hits = self._types.find(reading.tokens.lower, sketch.first, sketch.last)
        inside = [range(m.first, m.last) for m in sketch.marks if m.label in ("bloc", "quote", "role")] if hits else []
        found: Kinds = [
            (_kind_of(reading, hit), hit.first)
            for hit in hits
            if not any(hit.first in mark for mark in inside) and not _cited(reading, hit)
        ]
        if _LONG_REVIEW.search(sketch.text):
            found = [(kind, first) for kind, first in found if kind not in _REVIEWS]
        founded = _FOUNDED.search(sketch.text)
        if founded:
            found.append((EventType.ESTABLISHMENT, sketch.token(founded.start())))
        serious = [k for k in found if k[0] is not EventType.ACTIVITY]
        beside = [k for k in found if k[0] is EventType.ACTIVITY and _goes_with(reading, k[1])]
        return serious + beside if serious else found


def _kind_of(reading: Reading, hit: Hit) -> EventType:
    """The kind of event that words stand for; what is assessed in the course of a year is reviewed in the interim."""
    kind = EventType(hit.entry.kind or "activity")
    assessed = kind is EventType.YEAR_END_REVIEW and hit.entry.name.startswith("đánh giá")
    after = " ".join(["", *reading.tokens.lower[hit.last : hit.last + 4]])
    return EventType.INTERIM_REVIEW if assessed and _PART_OF_YEAR.match(after) else kind


def _cited(reading: Reading, hit: Hit) -> bool:
    """ "Thực hiện Quyết định … về việc phân chia cụm": what a decision was about, by which a meeting is held."""
    before = reading.tokens.lower[max(0, hit.first - 4) : hit.first]
    return (
        hit.entry.kind == EventType.ESTABLISHMENT
        and {"thực", "căn", "theo"} & {reading.tokens.lower[reading.sentence_of(hit.first).first]} != set()
        and "về" in before
    )


def _goes_with(reading: Reading, first: int) -> bool:
    """ "sơ kết 6 tháng kết hợp về nguồn", "về nguồn kết hợp sơ kết": an activity that a meeting was held with."""
    return "kết hợp" in " ".join(reading.tokens.lower[max(0, first - 4) : first + 6])
