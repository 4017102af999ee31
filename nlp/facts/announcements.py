"""Announcements: the sentences that say a bloc held something, with the kinds of event, the day and the year."""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.facts.blocs import COMMON
from nlp.facts.circumstances import venue_of
from nlp.facts.context import Scene
from nlp.facts.drafts import Draft
from nlp.facts.event_kinds import EventKindReader, Kinds
from nlp.facts.founding import deadline
from nlp.facts.years import SchoolYear
from nlp.needs import Gated
from nlp.reading import Mark, Reading, Sentence
from nlp.sketch import Sketch
from nlp.vocabulary import Vocabulary
from records import BlockKind, EventType, PartOfDay

# "các đơn vị trong khối", "cụm đã tổ chức": the bloc that is spoken of, without its name.
_HELD_BY_IT = "tổ chức|họp|tiến hành|ký kết|ký giao ước|tổng kết|sơ kết|ra quân|thăm|trao|tặng|sinh hoạt|giao lưu"
_ANAPHOR = re.compile(
    r"(?<!\S)(?:(?:các đơn vị|đơn vị|N\d+|cơ quan|thành viên|G\d+|O\d+|chi hội|các trường|các hội|các báo)"
    r" (?:trong|thuộc|của) (?:toàn )?(?:khối|cụm)(?: thi đua)?(?!\S)"
    r"|các đơn vị (?:ấy|này|nói trên)"
    r"|(?:giải|hội thao|hội nghị|hội thi|lễ|cuộc họp|buổi)(?: \S+){0,6} của (?:khối|cụm)"
    rf"|(?:khối|cụm)(?: thi đua)?(?= (?:đã |cũng |còn |vừa )?(?:{_HELD_BY_IT})))"
)
_SAME_DAY = Gated(
    r"(?<!\S)(?:(?:(?P<part>sáng|chiều|tối) )?cùng ngày(?!\S)"
    r"|buổi (?P<part2>sáng|chiều|tối)(?= ,| là| diễn ra| cùng ngày)"
    r"|(?:(?P<part3>sáng|chiều|tối) |ngày )(?P<next>hôm sau|kế tiếp)(?!\S))"
)
# "Trong khuôn khổ hội nghị, sáng cùng ngày, …": a part of what was told of.
_FRAMED = re.compile(r"(?:cũng )?(?:trong|nằm trong) khuôn khổ (?:của )?(?:hội nghị|chương trình|buổi|lễ|cuộc họp)")
_PARTS = {"sáng": PartOfDay.MORNING, "chiều": PartOfDay.AFTERNOON, "tối": PartOfDay.EVENING}
MEETING = re.compile(r"(?<!\S)(?:họp|hội nghị|gặp mặt|cuộc họp|phiên họp|tổ chức|diễn ra)(?!\S)")
_STRONG = re.compile(
    r"(?:đã|vừa|tổ chức|tham dự|về dự|dự|diễn ra|tiến hành|phối hợp) (?:\S+ ){0,8}?"
    r"(?:tổng kết|sơ kết|ký kết|ký|bình xét|triển khai|hội nghị|hội thao|giao lưu)(?: \S+){0,9} B\d"
    r"|B\d+(?: Y\d+)? (?:đã |vừa |cũng )*(?:tổ chức|tiến hành|có buổi|họp|ký kết|tổng kết|sơ kết|ra quân)"
)
FORESEEN = re.compile(r"(?<!\S)(?:sẽ|dự kiến)(?: sẽ)?(?: được)? (?:tổ chức|diễn ra|họp|tiến hành)(?!\S)")
# "Thực hiện kế hoạch năm học, ngày 19/5 Cụm đã tổ chức …": by which plan something was held.
_PURSUES = re.compile(
    r"(?:căn cứ|thực hiện|theo|triển khai)(?!\S)[^;:]*? , (?=(?:(?:sáng|chiều|tối|trong|vào|từ) )*D\d)"
)
# What an announcement is about, best first: the year reviewed before the year signed for.
_ABOUT = (
    EventType.YEAR_END_REVIEW, EventType.INTERIM_REVIEW, EventType.ASSESSMENT, EventType.AWARD_CEREMONY,
    EventType.SIGNING, EventType.LAUNCH, EventType.HANDOVER, EventType.ESTABLISHMENT, EventType.ACTIVITY,
)  # fmt: skip
# Longer than anything that blocs hold.
_LONGEST_EVENT = 45
_SINCE = re.compile(r"(?<!\S)(?:kể từ|hoạt động|vận hành|thành lập|hiệu lực|có mặt)(?!\S)[^;,.D]{0,60}$")
_FEWEST_WORDS = 2
_ENDS_PROSE = frozenset({".", "…", "...", "!", '"', "”", ")", ":", ";", "/", ","})


class Said(NamedTuple):
    """What a sentence says was held: the kinds, the day, or the words that put it beside another event's day."""

    kinds: Kinds
    day: Mark | None
    beside: re.Match[str] | None


class AnnouncementReader:
    """Reads one sentence at a time."""

    def __init__(self, words: Vocabulary) -> None:
        """Reads `event_types`; of `phrases`: `hold`, `planned`, `wished`, `before`, `jubilee`."""
        self.kinds = EventKindReader(words)
        self._held = _alternation(words, "hold")
        self._planned = _alternation(words, "planned")
        self._wished = _alternation(words, "wished")
        self._limit = deadline(words)
        self._jubilee = re.compile(rf"(?<!\S)(?:{words.alternation('phrases', 'jubilee')})(?!\S)[^.;)]{{0,80}}\(? ?$")

    def read(self, scene: Scene, sentence: Sentence) -> list[Draft]:
        """What a sentence announces: a kind of event and a bloc, with a day or where articles say what they tell."""
        sketch = scene.sketch(sentence)
        same = None if _FRAMED.match(sketch.text) else _SAME_DAY.search(sketch.text)
        if not (same or self._held.search(sketch.text)):
            return []
        kinds = self.kinds(scene.reading, sketch) or self._told_next(scene, sentence, sketch)
        if not kinds:
            return []
        blocs = self._blocs(scene, sketch, sentence)
        if not blocs:
            return []
        day = self.day(sketch)
        if day is None and FORESEEN.search(sketch.text):
            return []
        stated = day is not None or same is not None or (self._leading(scene, sentence, sketch) and _named(sketch))
        if not stated or self.wanted(sketch, kinds[0][1]):
            scene.reading.refuse(
                "event.not_announced",
                "a bloc and an event, but neither a day nor an announcement",
                sentence.first,
                sentence.last,
            )
            return []
        return [self.draft_of(scene, sketch, bloc, Said(kinds, day, same)) for bloc in blocs]

    def held_on(self, sketch: Sketch) -> Mark | None:
        """The day on which a sentence says that something was held, whatever it was."""
        return self.day_of_deed(sketch) if self._held.search(sketch.text) else None

    def day_of_deed(self, sketch: Sketch) -> Mark | None:
        """The day of a sentence that neither plans nor asks for what it tells."""
        day = self.day(sketch)
        if day is None or self._wished.search(sketch.text[: sketch.text.find(f"D{sketch.marks.index(day)}")]):
            return None
        return day

    def day(self, sketch: Sketch) -> Mark | None:
        """The day of the announcement: the first that is no deadline, no anniversary and no plan."""
        for match in re.finditer(r"D\d+", sketch.text):
            before, mark = sketch.text[: match.start()], sketch.mark(match[0])
            if _lasts(mark):
                continue  # "từ ngày 01/12/2021 đến ngày 30/11/2022": what a report is about
            cue = mark.value.cue
            limit = cue.split(" ")[0] if cue.startswith(("trước", "đến", "hết", "sau")) else ""
            after = sketch.text[match.end() : match.end() + 12]
            if (
                self._jubilee.search(before)
                or self._limit.search(before + limit)
                or cue.startswith(("trước", "hết", "đến"))
            ):
                continue
            if re.match(r" ?[-)]? ?- D\d+| tới(?! dự)", after):
                continue
            if (cue.startswith("từ") or before.endswith("từ ")) and _SINCE.search(before):
                continue  # "đi vào hoạt động từ ngày 1/7/2025"
            return mark
        return None

    def about(self, reading: Reading, sketch: Sketch, kinds: Kinds) -> Mark | None:
        """Where the year of emulation stands: after the words for the weightiest kind, else the last one named."""
        roles = {i for m in sketch.marks if m.label == "role" for i in range(m.first, m.last)}
        years = [
            m
            for m in reading.within("year", sketch.first, sketch.last)
            if m.value.year and not m.value.school and m.first not in roles and not _of_merits(reading, m)
        ]
        for kind in _ABOUT:
            for _, first in (k for k in kinds if k[0] is kind):
                after = next((m for m in years if m.first >= first), None)
                if after:
                    return after
        return years[-1] if years else None

    def draft_of(self, scene: Scene, sketch: Sketch, bloc: str, said: Said) -> Draft:
        """The event of `bloc` that a sentence says, with the year, the place and the part of the day it names."""
        reading = scene.reading
        about = self.about(reading, sketch, said.kinds)
        sentence = reading.sentence_of(sketch.first)
        draft = Draft(bloc, sentence, {kind for kind, _ in said.kinds}, said.day, about_mark=about)
        draft.about = about.value.year if about else None
        draft.school = _school(reading, sketch)
        draft.venue = venue_of(reading, sketch, went=draft.activity)
        if said.beside and said.day is None:
            draft.rule = "event.next_day" if said.beside["next"] else "event.same_day"
            draft.part = _PARTS.get(said.beside["part"] or said.beside["part2"] or said.beside["part3"] or "")
        return draft

    def wanted(self, sketch: Sketch, first: int) -> bool:
        """Whether the words for the event stand in what is only wanted, ordered or foreseen."""
        pursues = _PURSUES.match(sketch.text)
        for match in self._planned.finditer(sketch.text, pursues.end() if pursues else 0):
            if sketch.token(match.start()) < first:
                return not re.match(r"(?: \S+){0,3} D\d+", sketch.text[match.end() :]) or match[0] in ("sẽ", "dự kiến")
        return False

    # --- parts of an announcement -------------------------------------------------------------------------------

    def _told_next(self, scene: Scene, sentence: Sentence, sketch: Sketch) -> Kinds:
        """What was held stands in what follows: "Ngày 17/4, Khối I họp. Cuộc họp ký kết giao ước …"."""
        day = self.day(sketch) if _named(sketch) and MEETING.search(sketch.text) else None
        if day is None or self.wanted(sketch, day.first):
            return []
        index = scene.reading.sentences.index(sentence)
        for later in scene.reading.sentences[index + 1 : index + 3]:
            text = scene.sketch(later)
            if "D" in text.text or later.kind in (BlockKind.CAPTION, BlockKind.TITLE):
                break
            kinds = self.kinds(scene.reading, text)
            if kinds:
                return kinds
        title = next((s for s in scene.reading.sentences if s.kind is BlockKind.TITLE), None)
        return self.kinds(scene.reading, scene.sketch(title)) if title else []

    def _blocs(self, scene: Scene, sketch: Sketch, sentence: Sentence) -> list[str]:
        """The blocs a sentence announces something of, by name, in a leader's role, or as "khối", "cụm"."""
        named = [m for m in sketch.marks if m.label == "bloc" and not scene.is_aside(m)]
        named = named or [m.value.bloc for m in sketch.marks if m.label == "role" and m.value.bloc]
        if named:
            return list(dict.fromkeys(i for i in map(scene.bloc_of, named) if i))[:4]
        if self._of_title(scene, sketch, sentence):
            return [scene.clusters[0].id]
        described = self._described(scene, sketch, sentence)
        if described:
            return described
        spoken_of = _ANAPHOR.search(sketch.text) or (len(scene.clusters) == 1 and _together(sketch))
        if sentence.kind in (BlockKind.CAPTION, BlockKind.TITLE) or not spoken_of:
            return []
        bloc = scene.bloc_at(sentence.first)
        return [bloc] if bloc else []

    def _described(self, scene: Scene, sketch: Sketch, sentence: Sentence) -> list[str]:
        """The bloc whose description stands in a dated sentence: "Ngày 21/12, 8 cơ quan nội chính của tỉnh họp …"."""
        if "D" not in sketch.text or sentence.kind in (BlockKind.CAPTION, BlockKind.TITLE):
            return []
        words = set(scene.reading.tokens.lower[sentence.first : sentence.last])
        found = [c.id for c in scene.clusters if any(_told_by(description, words) for description in c.descriptions)]
        return found if len(found) == 1 else []

    def _of_title(self, scene: Scene, sketch: Sketch, sentence: Sentence) -> bool:
        """The title names the only bloc, the dated announcement below it does not: "Lễ trao thưởng diễn ra ngày …"."""
        if (
            len(scene.clusters) != 1
            or "D" not in sketch.text
            or not _early(scene.reading, sentence)
            or sentence.kind is BlockKind.TITLE
        ):
            return False
        titles = scene.reading.titles
        named = any(s.first <= m.first < s.last for s in titles for m in scene.clusters[0].mentions)
        return named and MEETING.search(sketch.text) is not None

    def _leading(self, scene: Scene, sentence: Sentence, sketch: Sketch) -> bool:
        """Without a day only what stands early, or says at length that something was held, announces an event."""
        whole = scene.reading.tokens.lower[sentence.last - 1] in _ENDS_PROSE  # no line of a box of other stories
        return _early(scene.reading, sentence) or (whole and _STRONG.search(sketch.text) is not None)


def _lasts(day: Mark) -> bool:
    """Whether a stretch of days is longer than anything that blocs hold."""
    found = day.value.dates(day.value.year or 2024)
    return found is not None and (found[1] - found[0]).days > _LONGEST_EVENT


def _of_merits(reading: Reading, year: Mark) -> bool:
    """ "ký giao ước, đồng thời công bố khen thưởng thành tích năm 2019": the year of what is rewarded beside it."""
    return reading.tokens.lower[year.first - 2 : year.first] == ["thành", "tích"]


def _told_by(description: str, words: set[str]) -> bool:
    """Whether a sentence has every word of a description that tells it from others."""
    own = {word for word in description.split() if word.isalpha()} - COMMON
    return len(own) >= _FEWEST_WORDS and own <= words


def _alternation(words: Vocabulary, kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{words.alternation('phrases', kind)})(?!\S)")


def _named(sketch: Sketch) -> bool:
    return any(m.label == "bloc" for m in sketch.marks)


def _together(sketch: Sketch) -> bool:
    """ "Chiều cùng ngày, các đoàn tham quan …" is the bloc's; "…, Phó Thủ tướng dâng hương" is one person's."""
    same = _SAME_DAY.search(sketch.text)
    return same is not None and re.match(r"[ ,]*(?:O\d+|P\d+)", sketch.text[same.end() :]) is None


def _early(reading: Reading, sentence: Sentence) -> bool:
    """Titles, leads and the first sentences of the body say what an article is about."""
    if sentence.kind in (BlockKind.TITLE, BlockKind.LEAD):
        return True
    body = [s for s in reading.sentences if s.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.LEAD)]
    return sentence in body[:3]


def _school(reading: Reading, sketch: Sketch) -> SchoolYear | None:
    """The school year that an announcement names, the first of several."""
    years = [m.value for m in reading.within("year", sketch.first, sketch.last) if m.value.year]
    school = next((y for y in years if y.school), None)
    return (
        SchoolYear(school.year, school.last_year or school.year + 1, all(y.school for y in years)) if school else None
    )
