"""A meeting whose day and place open an article, and whose bloc is named further down."""

from __future__ import annotations

import re

from nlp.facts.announcements import FORESEEN, MEETING, AnnouncementReader, Said
from nlp.facts.circumstances import venue_of
from nlp.facts.context import Scene
from nlp.facts.drafts import Draft
from nlp.reading import Mark, Sentence
from records import BlockKind, EventType

_PROSE = (BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
# Among so many sentences an article that names its bloc late still names it, and its day.
_LATE, _OPENING_LINES = 14, 4
_OTHER_DAYS = re.compile(r"(?<!\S)(?:sẽ|năm ngoái|năm trước|trước đó|hằng năm|hàng năm|mỗi năm|sắp tới)(?!\S)|D\d")


class LateReader:
    """Reads an article that announces nothing in one sentence.

    "Sáng qua (22-1), tại hội trường huyện, lãnh đạo 6 huyện đã ngồi lại. … Đó là hội nghị tổng kết của Cụm số 2."
    """

    def __init__(self, announcements: AnnouncementReader) -> None:
        """`announcements` reads the kinds and the day of a sentence."""
        self._announcements = announcements

    def read(self, scene: Scene) -> list[Draft]:
        """The events of the first sentence that says what the meeting of the opening's day was."""
        body = [s for s in scene.reading.sentences if s.kind in _PROSE]
        opening = next((s for s in body[:_OPENING_LINES] if self._opens_with_day(scene, s)), None)
        if opening is None or _about_a_unit(scene):
            return []
        day = self._announcements.day_of_deed(scene.sketch(opening))
        told = next(filter(None, (self._told(scene, s, day) for s in body[:_LATE])), [])
        for draft in told:
            draft.rule = "event.told_late"
            draft.venue = draft.venue or venue_of(scene.reading, scene.sketch(opening), went=False)
        return told

    def _told(self, scene: Scene, sentence: Sentence, day: Mark | None) -> list[Draft]:
        """What a sentence with a bloc's name says the meeting of `day` was."""
        sketch = scene.sketch(sentence)
        kinds = [k for k in self._announcements.kinds(scene.reading, sketch) if k[0] is not EventType.ACTIVITY]
        met = MEETING.search(sketch.text) and not FORESEEN.search(sketch.text) and not _OTHER_DAYS.search(sketch.text)
        if not kinds or not met or self._announcements.wanted(sketch, kinds[0][1]):
            return []
        blocs = dict.fromkeys(scene.bloc_of(m) for m in sketch.marks if m.label == "bloc")
        return [self._announcements.draft_of(scene, sketch, bloc, Said(kinds, day, None)) for bloc in blocs if bloc]

    def _opens_with_day(self, scene: Scene, sentence: Sentence) -> bool:
        """Whether a sentence tells a day and no event of somebody else's."""
        sketch = scene.sketch(sentence)
        return self._announcements.day_of_deed(sketch) is not None and not self._announcements.kinds(
            scene.reading, sketch
        )


def _about_a_unit(scene: Scene) -> bool:
    """Whether an article is by its title about one unit, which may tell of its bloc in passing."""
    return any(scene.reading.within("unit", s.first, s.last) for s in scene.reading.titles)
