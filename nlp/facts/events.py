"""Events: the sentences that announce what a bloc held, when, where, and about which year of emulation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from records import BlockKind, Event, EventType, Evidence, Grain, PartOfDay

from nlp.facts.context import Scene
from nlp.facts.years import Dated, dated
from nlp.reading import Mark, Reading, Sentence
from nlp.sketch import Sketch
from nlp.vocabulary import Hit, Phrases, Vocabulary

_ANAPHOR = re.compile(r"(?<!\S)(?:(?:các đơn vị|đơn vị|N\d+|cơ quan|thành viên|G\d+|chi hội|các trường|các hội|các báo) (?:trong|thuộc|của) (?:toàn )?(?:khối|cụm)(?: thi đua)?(?!\S)|các đơn vị (?:ấy|này|nói trên)|(?:giải|hội thao|hội nghị|hội thi|lễ|cuộc họp|buổi)(?: \S+){0,6} của (?:khối|cụm)|(?:khối|cụm)(?: thi đua)?(?= (?:đã |cũng |còn |vừa )?(?:tổ chức|họp|tiến hành|ký kết|ký giao ước|tổng kết|sơ kết|ra quân|thăm|trao|tặng|sinh hoạt|giao lưu)))")
_NEXT_DAY = re.compile(r"(?<!\S)(?:(?P<part>sáng|chiều|tối) |ngày )(?:hôm sau|kế tiếp)(?!\S)")
_FOUNDING = re.compile(r"(?<!\S)(?:thành lập|chia|phân chia|kiện toàn|sắp xếp)(?: lại)?(?: các)? (?:cụm|khối)")
_MEETING = re.compile(r"(?<!\S)(?:họp|hội nghị|gặp mặt|cuộc họp|phiên họp|tổ chức|diễn ra)(?!\S)")
_SAME_DAY = re.compile(r"(?<!\S)(?:(?:(?P<part>sáng|chiều|tối) )?cùng ngày(?!\S)|buổi (?P<part2>sáng|chiều|tối)(?= ,| là| diễn ra| cùng ngày))")
_JUBILEE = re.compile(r"(?:kỷ niệm|năm ngày|truyền thống|chào mừng|hướng tới|nhân dịp|thành lập|lần thứ|giải phóng|quốc khánh|nhiệm kỳ|sinh nhật)[^.;]{0,80}\(? ?$")
_LIMIT = re.compile(r"(?:trước|chậm nhất|hạn|quá|đến hết|kể từ|có hiệu lực|xong|tính đến|từ nay đến|dự kiến|sẽ(?: được)?(?: tổ chức| diễn ra)?(?: vào)?|sắp tới|kỳ đầu|bầu cử)(?: vào)?(?: sáng| chiều| tối)?(?: ngày)?(?: \S+)? ?$")
_PLANNED = re.compile(r"(?<!\S)(?:sẽ|dự kiến|sắp tới|chuẩn bị|cần|phải|phấn đấu|tiến tới|quy chế|kế hoạch|đề nghị|yêu cầu|mong|nếu|hằng năm|hàng năm|định kỳ|căn cứ|theo quy định|hướng dẫn)(?!\S)")
_WISHED = re.compile(r"(?<!\S)(?:sẽ|dự kiến|cần|phải|đề nghị|yêu cầu|mong|hằng năm|hàng năm)(?!\S)")
_STRONG = re.compile(r"(?:(?:đã|vừa|tổ chức|tham dự|về dự|dự|diễn ra|tiến hành|phối hợp) (?:\S+ ){0,8}?(?:tổng kết|sơ kết|ký kết|ký|bình xét|triển khai|hội nghị|hội thao|giao lưu)(?: \S+){0,9} B\d|B\d+(?: Y\d+)? (?:đã |vừa |cũng )*(?:tổ chức|tiến hành|có buổi|họp|ký kết|tổng kết|sơ kết|ra quân))")
_LONG_REVIEW = re.compile(r"(?:sơ kết|tổng kết)(?: \S+){0,2} \d+ năm (?!20)")
_HELD = re.compile(r"(?<!\S)(?:tổ chức|diễn ra|họp|tiến hành|khai mạc|có buổi|ký|ký kết|tham dự|về dự|tới dự|ra quân|tổng kết|sơ kết|bàn giao|hành trình|thăm|phối hợp|triển khai|phát động|thành lập|ra mắt|trao|giao lưu|sinh hoạt|gặp mặt|bình xét|chấm điểm|tọa đàm|hội thao)(?!\S)")
_SIGNED = re.compile(r"(?<!\S)(?:ký kết|ký|kí kết)(?: \S+){0,6}? giao ước")
_NOT_HERE = re.compile(r"^(?:thực hiện|theo|trong năm|trong Y|năm Y|Y\d+|căn cứ|nội dung|từ khi|sau khi ký|đầu năm|ngay từ|ngay sau|trên cơ sở|bám sát)")
_FOUNDED = re.compile(r"(?<!\S)(?:thành lập|ra mắt|kiện toàn|chia tách)(?: \S+){0,4} B\d+")
_THEME = re.compile(r"chủ đề(?P<what>(?: \S+){0,9}?)(?: :)? (?P<q>Q\d+)")
_ORDER = tuple(EventType)
# What an announcement is about, best first: the year reviewed before the year signed for.
_ABOUT = (EventType.YEAR_END_REVIEW, EventType.INTERIM_REVIEW, EventType.ASSESSMENT, EventType.AWARD_CEREMONY, EventType.SIGNING,
          EventType.LAUNCH, EventType.HANDOVER, EventType.ESTABLISHMENT, EventType.ACTIVITY)  # fmt: skip
_VENUE_NOT = frozenset("hội buổi lễ đây chỗ cuộc đại phiên phần quyết các kế nghị văn công thông báo điểm khoản điều bài mục".split())


@dataclass(slots=True)
class Draft:
    """An event while it is put together."""

    bloc: str
    sentence: Sentence
    types: set[EventType]
    day: Mark | None
    about: int | None
    about_mark: Mark | None
    part: PartOfDay | None = None
    dated: Dated | None = None
    venue: tuple[str, Evidence] | None = None
    theme: tuple[str, Evidence] | None = None
    rule: str = "event.announced"
    confidence: float = 0.9
    marks: list[Evidence] = field(default_factory=list)
    school: bool = False
    near: int | None = None


class EventReader:
    """Finds events."""

    def __init__(self, words: Vocabulary) -> None:
        """Reads `event_types`."""
        self._types: Phrases = words.phrases("event_types")

    def __call__(self, scene: Scene) -> list[Draft]:
        """The events of the article's blocs, in the order of the text."""
        drafts: list[Draft] = []
        if not scene.clusters:
            return drafts
        for sentence in scene.reading.sentences:
            for draft in self._announced(scene, sentence):
                self._merge(scene, drafts, draft)
        drafts = drafts or self._founded(scene)
        drafts = [d for d in drafts if d.sentence.kind not in (BlockKind.TITLE, BlockKind.CAPTION) or d.day]or drafts[:1]
        self._from_titles(scene, drafts)
        self._signed_later(scene, drafts)
        for draft in drafts:
            self._finish(scene, drafts, draft)
        return _distinct(drafts)

    # --- announcements ------------------------------------------------------------------------------------------

    def _announced(self, scene: Scene, sentence: Sentence) -> list[Draft]:
        """What a sentence announces: a type of event and a bloc, with a day or where an article says what it is about."""
        sketch = scene.sketch(sentence)
        hits = self._hits(scene.reading, sentence, sketch) or self._told_next(scene, sentence, sketch)
        if not hits:
            return []
        blocs = self._blocs(scene, sketch, sentence, hits)
        if not blocs or not _HELD.search(sketch.text):
            return []
        day = self._day(sketch, hits)
        same = _SAME_DAY.search(sketch.text) or _NEXT_DAY.search(sketch.text)
        early = self._early(scene.reading, sentence)
        planned = self._planned(sketch, hits)
        if planned or (day is None and not same and not ((early or _STRONG.search(sketch.text)) and self._named(sketch))):
            if hits and blocs:
                scene.reading.refuse("event.not_announced", "a bloc and an event, but neither a day nor an announcement", sentence.first, sentence.last)
            return []
        types = {kind for kind, _ in hits}
        about, mark, school = self._about(scene.reading, sentence, hits)
        drafts = [Draft(bloc, sentence, set(types), day, about, mark, school=school) for bloc in blocs]
        for draft in drafts:
            if same and day is None:
                groups = same.groupdict()
                draft.rule = "event.same_day" if "part2" in groups else "event.next_day"
                draft.part = {"sáng": PartOfDay.MORNING, "chiều": PartOfDay.AFTERNOON, "tối": PartOfDay.EVENING}.get(groups["part"] or groups.get("part2") or "")
            draft.venue = self._venue(scene.reading, sketch)
            draft.near = self._school_year(scene.reading, sentence)
        return drafts

    def _hits(self, reading: Reading, sentence: Sentence, sketch: Sketch) -> list[tuple[EventType, Hit]]:
        inside = {i for mark in reading.of("bloc") + reading.of("quote") + reading.of("role") for i in range(mark.first, mark.last) if sentence.first <= i < sentence.last}
        hits = [
            (EventType(hit.entry.kind or "activity"), hit)
            for hit in self._types.find(reading.tokens.lower, sentence.first, sentence.last)
            if hit.first not in inside
        ]
        if _LONG_REVIEW.search(sketch.text):
            hits = [(k, h) for k, h in hits if k not in (EventType.YEAR_END_REVIEW, EventType.INTERIM_REVIEW)]
        founded = _FOUNDED.search(sketch.text)
        if founded:
            hits.append((EventType.ESTABLISHMENT, Hit(sketch.token(founded.start()), sketch.token(founded.start()) + 2, hits[0][1].entry if hits else self._any())))
        serious = [(k, h) for k, h in hits if k is not EventType.ACTIVITY]
        return serious or hits

    def _told_next(self, scene: Scene, sentence: Sentence, sketch: Sketch) -> list[tuple[EventType, Hit]]:
        """"Sáng ngày 17/4, Khối thi đua I họp phiên đầu tiên. Cuộc họp … ký kết giao ước": what was held stands in what follows."""
        if not ("D" in sketch.text and self._named(sketch) and _MEETING.search(sketch.text)):
            return []
        index = scene.reading.sentences.index(sentence)
        for later in scene.reading.sentences[index + 1 : index + 3]:
            text = scene.sketch(later)
            if "D" in text.text or later.kind in (BlockKind.CAPTION, BlockKind.TITLE):
                break
            hits = self._hits(scene.reading, later, text)
            if hits:
                return hits
        titles = [s for s in scene.reading.sentences if s.kind is BlockKind.TITLE]
        return self._hits(scene.reading, titles[0], scene.sketch(titles[0])) if titles else []

    def _any(self) -> object:
        return next(iter(self._types._by_first.values()))[0][1]  # noqa: SLF001

    def _blocs(self, scene: Scene, sketch: Sketch, sentence: Sentence, hits: list[tuple[EventType, Hit]]) -> list[str]:
        """The blocs a sentence announces something of, by name or as "khối", "cụm"."""
        named = [m for m in sketch.marks if m.label == "bloc"]
        if named:
            ids = [scene.bloc_of(mark) for mark in named]
            return list(dict.fromkeys(i for i in ids if i))[:4]
        if self._of_title(scene, sketch, sentence):
            return [scene.clusters[0].id]
        if sentence.kind in (BlockKind.CAPTION, BlockKind.TITLE) or not (_ANAPHOR.search(sketch.text) or (len(scene.clusters) == 1 and _SAME_DAY.search(sketch.text))):
            return []
        bloc = scene.bloc_at(sentence.first)
        return [bloc] if bloc else []

    def _of_title(self, scene: Scene, sketch: Sketch, sentence: Sentence) -> bool:
        """A dated announcement at the head of an article whose title names its only bloc: "Lễ trao thưởng diễn ra ngày …"."""
        if len(scene.clusters) != 1 or "D" not in sketch.text or not self._early(scene.reading, sentence) or sentence.kind is BlockKind.TITLE:
            return False
        titles = [s for s in scene.reading.sentences if s.kind is BlockKind.TITLE]
        return any(m.first < s.last and m.first >= s.first for s in titles for m in scene.clusters[0].mentions) and _MEETING.search(sketch.text) is not None

    def _named(self, sketch: Sketch) -> bool:
        return any(m.label == "bloc" for m in sketch.marks)

    def _early(self, reading: Reading, sentence: Sentence) -> bool:
        """Titles, leads and the first sentences of the body say what an article is about."""
        if sentence.kind in (BlockKind.TITLE, BlockKind.LEAD):
            return True
        body = [s for s in reading.sentences if s.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.LEAD)]
        return sentence in body[:3]

    def _planned(self, sketch: Sketch, hits: list[tuple[EventType, Hit]]) -> bool:
        """Whether the first type phrase stands in what is only wanted, ordered or foreseen."""
        for match in _PLANNED.finditer(sketch.text):
            if sketch.token(match.start()) < hits[0][1].first:
                between = sketch.text[match.end() :]
                return not re.match(r"(?: \S+){0,3} D\d+", between) or match[0] in ("sẽ", "dự kiến")
        return False

    def _day(self, sketch: Sketch, hits: list[tuple[EventType, Hit]]) -> Mark | None:
        """The day of the announcement: the first that is no deadline, no anniversary and no plan."""
        for match in re.finditer(r"D\d+", sketch.text):
            before = sketch.text[: match.start()]
            mark = sketch.mark(match[0])
            cue = mark.value.cue
            after = sketch.text[match.end() : match.end() + 12]
            if _JUBILEE.search(before) or _LIMIT.search(f"{before}{cue.split(' ')[0] if cue.startswith(('trước', 'đến', 'hết', 'sau')) else ''}"):
                continue
            if cue.startswith(("trước", "hết", "đến ")) or re.match(r" ?[-)]? ?- D\d+| tới(?! dự)", after):
                continue
            return mark
        return None

    def _about(self, reading: Reading, sentence: Sentence, hits: list[tuple[EventType, Hit]]) -> tuple[int | None, Mark | None, bool]:
        """The year of emulation: the one after the best type phrase, else any in the sentence."""
        years = [m for m in reading.within("year", sentence.first, sentence.last) if m.value.year]
        school = bool(years) and all(m.value.school for m in years)
        years = [m for m in years if not m.value.school]
        days = [m for m in reading.within("date", sentence.first, sentence.last) if m.value.year]
        for kind in _ABOUT:
            for hit_kind, hit in hits:
                if hit_kind is not kind:
                    continue
                after = next((m for m in years if m.first >= hit.first), None)
                if after:
                    return after.value.year, after, False
        if years:
            return years[-1].value.year, years[-1], False
        return None, days[0] if False else None, school

    def _school_year(self, reading: Reading, sentence: Sentence) -> int | None:
        """The calendar year in which the school year ends that an announcement is about."""
        years = [m.value for m in reading.within("year", sentence.first, sentence.last) if m.value.school]
        return (years[0].last_year or years[0].year) - 1 if years else None

    def _venue(self, reading: Reading, sketch: Sketch) -> tuple[str, Evidence] | None:
        """Where: what follows "tại" up to a comma, unless it is "tại hội nghị"."""
        tokens = reading.tokens
        taken = {i: m for m in sketch.marks if m.label in ("bloc", "date") for i in range(m.first, m.last)}
        for i in range(sketch.first, sketch.last - 1):
            if tokens.lower[i] not in ("tại", "ở") or i in taken or i + 1 in taken:
                continue
            nxt = tokens.lower[i + 1 : i + 3]
            if nxt[0] == "các" and self._level(reading, i + 2):
                end = self._venue_end(reading, sketch, i + 1, taken)
                return reading.wording(i + 1, end), reading.evidence(i + 1, end, "venue")
            if nxt[0] in _VENUE_NOT and nxt != ["hội", "trường"] and not (tokens.shapes[i + 1] in "XA" and nxt[0] in ("công", "hội", "thông", "văn") and nxt[1] not in ("nghị",)):
                continue
            end = self._venue_end(reading, sketch, i + 1, taken)
            if end > i + 1:
                return reading.wording(i + 1, end), reading.evidence(i + 1, end, "venue")
        return None

    def _venue_end(self, reading: Reading, sketch: Sketch, i: int, taken: Mapping[int, Mark]) -> int:
        tokens = reading.tokens
        places = {m.first: m for m in reading.of("place")}
        end = i
        while end < sketch.last and end not in taken:
            lower = tokens.lower[end]
            if lower == "," and ((place := places.get(end + 1)) and place.value.level):
                end = place.last
                continue
            if lower == "," and tokens.lower[i] in ("các",) and tokens.shapes[end + 1] == "X":
                end += 1
                continue
            if lower == "(" and end + 3 < sketch.last and tokens.lower[end + 2] == ")" and (end + 3) in places:
                end = places[end + 3].last
                continue
            if lower in (",", ";", "(", ".", ":", "đã", "tổ", "diễn", "vừa", "với", "do", "nhằm", "-") and not self._in_name(reading, end):
                if lower != "tổ" or tokens.lower[end + 1 : end + 2] == ["chức"]:
                    break
            end += 1
        return end

    def _level(self, reading: Reading, i: int) -> bool:
        return i < len(reading.tokens) and reading.tokens.lower[i] in ("xã", "phường", "huyện", "tỉnh", "quận")

    def _in_name(self, reading: Reading, i: int) -> bool:
        return any(m.first < i < m.last for label in ("unit", "place") for m in reading.of(label))

    def _founded(self, scene: Scene) -> list[Draft]:
        """A decision that founds or divides blocs, with its day at the head of the article: an event for each bloc it names."""
        body = [s for s in scene.reading.sentences if s.kind is not BlockKind.CAPTION][:4]
        for sentence in body:
            sketch = scene.sketch(sentence)
            day = next((m for m in scene.reading.within("date", sentence.first, sentence.last) if m.first <= sentence.first + 12 and m.value.year), None)
            if day and _FOUNDING.search(" ".join(scene.reading.tokens.lower[sentence.first : sentence.last])) and not _LIMIT.search(sketch.text[: sketch.text.find("D")]):
                return [Draft(c.id, sentence, {EventType.ESTABLISHMENT}, day, None, None, rule="event.founded") for c in scene.clusters]
        return []

    # --- putting together ---------------------------------------------------------------------------------------

    def _merge(self, scene: Scene, drafts: list[Draft], draft: Draft) -> None:
        """Two announcements of one bloc are one event unless their days differ."""
        for known in drafts:
            if known.bloc != draft.bloc or draft.rule in ("event.same_day", "event.next_day"):
                continue
            if draft.day is None and (known.day or EventType.ACTIVITY in draft.types):
                return
            same = known.day is None or draft.day is None or _inside(known, draft) or (known.day.value.start, known.day.value.end) == (draft.day.value.start, draft.day.value.end)
            if not same or (EventType.ACTIVITY in draft.types) != (EventType.ACTIVITY in known.types) and known.day and draft.day is None:
                continue
            better = known.day is None and draft.day is not None
            if better:
                known.day, known.sentence, known.venue = draft.day, draft.sentence, draft.venue or known.venue
            if EventType.ACTIVITY in known.types and EventType.ACTIVITY not in draft.types:
                known.types = set(draft.types) if better else known.types | draft.types
            elif EventType.ACTIVITY not in draft.types:
                known.types |= draft.types
            if known.about is None or (better and draft.about):
                known.about, known.about_mark = draft.about or known.about, draft.about_mark or known.about_mark
            known.venue = known.venue or draft.venue
            return
        drafts.append(draft)

    def _from_titles(self, scene: Scene, drafts: list[Draft]) -> None:
        """A title adds its types and its year to the first event."""
        if not drafts:
            return
        for sentence in scene.reading.sentences:
            if sentence.kind is not BlockKind.TITLE:
                continue
            sketch = scene.sketch(sentence)
            hits = self._hits(scene.reading, sentence, sketch)
            types = {k for k, _ in hits}
            blocs = {scene.bloc_of(m) for m in sketch.marks if m.label == "bloc"} or {drafts[0].bloc}
            for draft in drafts:
                if draft.bloc in blocs and draft is next(d for d in drafts if d.bloc in blocs):
                    if EventType.ACTIVITY not in types and EventType.ACTIVITY not in draft.types:
                        draft.types |= types
                    if draft.about is None:
                        draft.about, draft.about_mark, _ = self._about(scene.reading, sentence, hits) if hits else (None, None, False)

    def _signed_later(self, scene: Scene, drafts: list[Draft]) -> None:
        """A covenant signed in the course of the event: "Kết thúc hội nghị, các đơn vị đã ký kết giao ước thi đua"."""
        meetings = [d for d in drafts if EventType.ACTIVITY not in d.types]
        for sentence in scene.reading.sentences:
            if not meetings or sentence.kind is BlockKind.TITLE:
                continue
            sketch = scene.sketch(sentence)
            match = _SIGNED.search(sketch.text)
            if match is None or _WISHED.search(sketch.text[: match.start()]) or _NOT_HERE.search(sketch.text):
                continue
            if re.search(r"(?:bản|nội dung|theo|các) (?:đã )?$", sketch.text[: match.start()]) or "báo cáo" in sketch.text[: match.start()]:
                continue
            before = [d for d in meetings if d.sentence.first <= sentence.first] or meetings
            before[-1].types.add(EventType.SIGNING)

    def _finish(self, scene: Scene, drafts: list[Draft], draft: Draft) -> None:
        """Find the year, the theme, and what is still missing."""
        reading = scene.reading
        if draft.about is None and not draft.school:
            draft.about = next((d.about for d in drafts if d.about and d.bloc == draft.bloc), None) if EventType.ACTIVITY not in draft.types else None
        about = draft.about or next((d.about for d in drafts if d.about), None) or draft.near
        if draft.day is not None:
            draft.part = draft.day.value.part
            draft.dated = dated(reading, draft.day.value, types=frozenset(draft.types), about=about)
        elif draft.rule in ("event.same_day", "event.next_day"):
            earlier = [d for d in drafts if d.dated and d is not draft and d.sentence.first <= draft.sentence.first]
            if earlier and (known := earlier[-1].dated):
                day = known.end + timedelta(days=draft.rule == "event.next_day")
                draft.dated = Dated(day, day, known.year_from, 0.85)
        else:
            self._borrow(scene, draft, about)
        if draft.about is None and draft.dated and not draft.school:
            draft.about = _about_by_day(draft.types, draft.dated.start)
        draft.theme = draft.theme or self._theme(scene, draft, drafts)

    def _borrow(self, scene: Scene, draft: Draft, about: int | None) -> None:
        """An announcement without a day takes the one day on which the article says something was held."""
        days: list[Mark] = []
        for sentence in scene.reading.sentences:
            sketch = scene.sketch(sentence)
            day = self._day(sketch, [])
            if day and _HELD.search(sketch.text) and not _PLANNED.search(sketch.text[: sketch.text.find("D")]):
                days.append(day)
        distinct = {(m.value.start, m.value.end) for m in days}
        if len(distinct) == 1:
            draft.day, draft.rule = days[0], "event.day_borrowed"
            draft.dated = dated(scene.reading, days[0].value, types=frozenset(draft.types), about=about)
            near = abs(scene.reading.sentence_of(days[0].first).first - draft.sentence.first) < 60
            draft.part = days[0].value.part if near and scene.reading.sentence_of(days[0].first).block == draft.sentence.block else None
            draft.confidence = 0.65
        else:
            scene.reading.doubt("event.no_date", "a bloc's event is reported, its day is not stated", draft.sentence.first, draft.sentence.last)
            draft.confidence = 0.75

    def _theme(self, scene: Scene, draft: Draft, drafts: list[Draft]) -> tuple[str, Evidence] | None:
        """A quotation after "chủ đề": in the announcement, or where the bloc itself has the theme."""
        reading = scene.reading
        for sentence in reading.sentences:
            sketch = scene.sketch(sentence)
            for match in _THEME.finditer(sketch.text):
                own = sentence == draft.sentence
                later = len(drafts) == 1 and sentence.first > draft.sentence.first
                what = match["what"]
                if re.search(r"hành động|công tác|của (?:tỉnh|huyện|thành phố|ngành)|năm của", what):
                    continue
                before = sketch.text[: match.start()]
                bloc = re.search(r"(?:^| )(?:khối|cụm|B\d+)(?= |$)", before) or "thi đua" in what
                if re.search(r"thực hiện(?: tốt)? $", before) and "thi đua" not in what:
                    continue
                if own or (later and bloc):
                    mark = sketch.mark(match["q"])
                    return mark.value, reading.evidence(mark.first + 1, mark.last - 1, "theme")
        return None


def _inside(known: Draft, draft: Draft) -> bool:
    """A day within the days of the bloc's activity is a part of it."""
    if EventType.ACTIVITY not in known.types or EventType.ACTIVITY not in draft.types or not (known.day and draft.day):
        return False
    return bool(known.day.value.start <= draft.day.value.start and draft.day.value.end <= known.day.value.end)


def _about_by_day(types: set[EventType], day: date) -> int:
    if types & {EventType.YEAR_END_REVIEW, EventType.ASSESSMENT, EventType.AWARD_CEREMONY} and EventType.INTERIM_REVIEW not in types:
        return day.year if day.month >= 6 else day.year - 1
    if types & {EventType.SIGNING, EventType.LAUNCH} and EventType.ACTIVITY not in types:
        return day.year + 1 if day.month == 12 else day.year
    return day.year


def _distinct(drafts: list[Draft]) -> list[Draft]:
    """One event a bloc and day; a later one of the same gives its types to the first."""
    out: list[Draft] = []
    for draft in drafts:
        same = [d for d in out if d.bloc == draft.bloc and d.dated and draft.dated and d.dated[:2] == draft.dated[:2]
                and (EventType.ACTIVITY in d.types) == (EventType.ACTIVITY in draft.types)]  # fmt: skip
        if same:
            same[0].types |= draft.types
        else:
            out.append(draft)
    return out


def event_facts(reading: Reading, drafts: list[Draft]) -> list[Event]:
    """The facts."""
    return [_fact(reading, draft, number + 1) for number, draft in enumerate(drafts)]


def _fact(reading: Reading, draft: Draft, number: int) -> Event:
    evidence = [reading.evidence(draft.sentence.first, draft.sentence.last, "bloc", "types")]
    if draft.day:
        evidence.append(reading.evidence(draft.day.first, draft.day.last, "start", "end"))
    if draft.about_mark:
        evidence.append(reading.evidence(draft.about_mark.first, draft.about_mark.last, "emulation_year"))
    evidence.extend(item[1] for item in (draft.venue, draft.theme) if item)
    found = draft.dated
    establishing = draft.types == {EventType.ESTABLISHMENT}
    return Event(
        confidence=min(draft.confidence, found.confidence if found else draft.confidence),
        evidence=tuple(evidence),
        rule=draft.rule,
        id=f"e{number}",
        bloc=draft.bloc,
        types=tuple(sorted(draft.types, key=_ORDER.index)),
        start=found.start if found else None,
        end=found.end if found else None,
        part_of_day=draft.part,
        year_inferred=bool(found and found.year_from != "stated"),
        emulation_year=None if establishing or draft.school else draft.about,
        theme=draft.theme[0] if draft.theme else None,
        venue=draft.venue[0] if draft.venue else None,
        grain=Grain.DAY if found else None,
        year_from=found.year_from if found else None,
    )
