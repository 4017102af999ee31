"""Events: what an article's blocs held, put together from its announcements, its titles and what it says later."""

from __future__ import annotations

import re
from datetime import timedelta

from nlp.facts.announcements import AnnouncementReader
from nlp.facts.circumstances import theme_of, venue_of, venue_told_next
from nlp.facts.context import Scene
from nlp.facts.covenants import signed_later
from nlp.facts.drafts import Draft
from nlp.facts.founding import FoundingReader
from nlp.facts.late import LateReader
from nlp.facts.merging import distinct, merge
from nlp.facts.years import Dated, about_by_day, dated
from nlp.reading import Mark, Sentence
from nlp.vocabulary import Vocabulary
from records import BlockKind, EventType


class EventReader:
    """Finds events."""

    def __init__(self, words: Vocabulary) -> None:
        """Reads `event_types`; of `phrases`: `hold`, `planned`, `before`, `jubilee`, `wished`."""
        self._announcements = AnnouncementReader(words)
        self._foundings = FoundingReader(words)
        self._late = LateReader(self._announcements)
        self._wished = re.compile(rf"(?<!\S)(?:{words.alternation('phrases', 'wished')})(?!\S)")

    def __call__(self, scene: Scene) -> list[Draft]:
        """The events of the article's blocs, in the order of the text."""
        if not scene.clusters:
            return []
        drafts: list[Draft] = []
        for sentence in scene.reading.sentences:
            for draft in self._announcements.read(scene, sentence):
                merge(drafts, draft)
        if not drafts or self._foundings.is_topic(scene):
            drafts = self._foundings(scene) + drafts
        drafts = drafts or self._late.read(scene)
        drafts = [d for d in drafts if d.sentence.kind not in (BlockKind.TITLE, BlockKind.CAPTION) or d.day] or drafts[
            :1
        ]
        self._from_titles(scene, drafts)
        signed_later(scene, drafts, self._wished)
        for draft in drafts:
            self._date(scene, drafts, draft)
            draft.venue = draft.venue or venue_told_next(scene, draft)
            draft.theme = draft.theme or theme_of(scene, draft, only=len(drafts) == 1)
        return distinct(drafts)

    def _from_titles(self, scene: Scene, drafts: list[Draft]) -> None:
        """A title adds its kinds and its year to the first event of its bloc."""
        for sentence in scene.reading.sentences:
            if sentence.kind is not BlockKind.TITLE or not drafts:
                continue
            sketch = scene.sketch(sentence)
            kinds = self._announcements.kinds(scene.reading, sketch)
            types = {kind for kind, _ in kinds}
            blocs = {scene.bloc_of(m) for m in sketch.marks if m.label == "bloc"} or {drafts[0].bloc}
            draft = next((d for d in drafts if d.bloc in blocs), None)
            if draft is None or not kinds:
                continue
            if EventType.ACTIVITY not in types and EventType.ACTIVITY not in draft.types:
                draft.types |= types
            if draft.about is None and (mark := self._announcements.about(scene.reading, sketch, kinds)):
                draft.about, draft.about_mark = mark.value.year, mark

    # --- when -----------------------------------------------------------------------------------------------------

    def _date(self, scene: Scene, drafts: list[Draft], draft: Draft) -> None:
        """Find the day, its year, and the year of emulation where it was not named."""
        if draft.about is None and not draft.schooling and not draft.activity:
            draft.about = next((d.about for d in drafts if d.about and d.bloc == draft.bloc), None)
        if draft.day is not None:
            draft.part = draft.day.value.part
            draft.dated = self._dated(scene, drafts, draft, draft.day)
        elif draft.rule in ("event.same_day", "event.next_day"):
            draft.dated = _beside(drafts, draft)
        else:
            self._borrow(scene, drafts, draft)
        if draft.about is None and draft.dated and not draft.schooling:
            draft.about = about_by_day(draft.types, draft.dated.start)

    def _dated(self, scene: Scene, drafts: list[Draft], draft: Draft, day: Mark) -> Dated | None:
        about = draft.about or next((d.about for d in drafts if d.about), None)
        return dated(scene.reading, day.value, types=frozenset(draft.types), about=about, school=draft.school)

    def _borrow(self, scene: Scene, drafts: list[Draft], draft: Draft) -> None:
        """An announcement without a day takes the one day, or the one stretch of days, on which something was held."""
        dated_ones = [s for s in scene.reading.sentences if "D" in scene.sketch(s).text]
        days = [day for s in dated_ones if (day := self._announcements.held_on(scene.sketch(s)))]
        days = days or [
            day
            for s in dated_ones
            if _soon(scene, draft, s) and (day := self._announcements.day_of_deed(scene.sketch(s)))
        ]
        widest = max(days, key=lambda m: (m.value.end > m.value.start, -m.first), default=None)
        if widest is None or not all(
            widest.value.start <= m.value.start and m.value.end <= widest.value.end for m in days
        ):
            draft.rule = "event.no_day"
            scene.reading.doubt(
                "event.no_date",
                "a bloc's event is reported, its day is not stated",
                draft.sentence.first,
                draft.sentence.last,
            )
            return
        draft.day, draft.rule, draft.part = widest, "event.day_borrowed", widest.value.part
        draft.dated = self._dated(scene, drafts, draft, widest)
        if draft.venue is None:
            draft.venue = venue_of(scene.reading, scene.sketch(scene.reading.sentence_of(widest.first)), went=False)


def _soon(scene: Scene, draft: Draft, sentence: Sentence) -> bool:
    """Whether a sentence is the announcement itself or one of the three after it."""
    place = scene.reading.sentences.index(draft.sentence)
    return sentence in scene.reading.sentences[place : place + 4]


def _beside(drafts: list[Draft], draft: Draft) -> Dated | None:
    """ "Buổi chiều là hội thi …", "sáng hôm sau": the day of the event told before, or the day after it."""
    earlier = [d for d in drafts if d.dated and d is not draft and d.sentence.first <= draft.sentence.first]
    if not earlier or (known := earlier[-1].dated) is None:
        return None
    day = known.end + timedelta(days=draft.rule == "event.next_day")
    return Dated(day, day, known.year_from, 0.85)
