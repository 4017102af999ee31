"""Awards: what was proposed, conferred or told of, to whom and by whom, from the verb and how far it reaches.

A sentence is read clause by clause. Each award name looks for its recipients after it ("tặng A cho U, U") and, failing
that, before it ("U, U được tặng A"). The body right before "tặng" is who grants, never who receives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from nlp.facts.award_found import Candidate, settled
from nlp.facts.award_lists import given
from nlp.facts.award_references import Given
from nlp.facts.award_status import StatusReader
from nlp.facts.award_years import stated_year
from nlp.facts.context import Scene
from nlp.facts.same_unit import unit_of
from nlp.reading import Mark, Reading, Sentence
from nlp.sketch import Sketch
from nlp.spans.groups import COLLECTIVE, Count
from records import (
    AwardForm,
    AwardStatus,
    BlockKind,
    Recipient,
    RecipientType,
)

_GRANT = re.compile(
    r"(?P<g>[UOB]\d+)(?: (?:xem xét|xét|xem|quyết định|khen thưởng|trao|công nhận|đã|ra quyết định))* (?:,)? "
    r"?(?:tặng|trao tặng|trao|công nhận|khen thưởng|tặng thưởng|xét tặng|phong tặng|cấp|xét|khen)(?= |$)"
)
_ON_BEHALF = re.compile(r"(?:thừa ủy quyền|được ủy quyền|ủy quyền|thừa ủy nhiệm|thừa lệnh)(?: của)? (?P<g>[UO]\d+)")
_PERSONAL = frozenset({AwardForm.INDIVIDUAL_TITLE, AwardForm.COMMEMORATIVE})
_ELSEWHERE = re.compile(
    r"^(?: [^\s;,.A-Z]+){0,4} (?:quốc gia|toàn quốc|quốc tế|cấp (?:tỉnh|huyện|thành phố|quốc gia)|khu vực)(?!\S)"
)
_HANDED_BY = re.compile(r"[PO]\d+[^;]* (?:trao|tặng)(?!\S)")
# An item of a list: "- Cờ thi đua của Chính phủ: Sở Y tế".
_LISTED = re.compile(r"^(?:(?:-|\+|•|\*|\d+ \.|\d+ \)|[a-z] \)) |(?:\d+ )?A\d+ :|(?:danh hiệu )?A\d)")
_LEVELS = (" huyện", " tỉnh", " xã", " phường", " quận")
_RAW_GRANT = re.compile(
    r"(?:đề nghị|đề xuất|trình) (?P<g>(?:trung ương|thành|tỉnh|huyện|tổng) [^\W\d_]+(?: [^\W\d_]+){0,3}?) "
    r"(?:tặng|trao|xét|công nhận|khen)(?!\S)"
)
# How often each rule was right on the articles it was measured on, less what unseen ones will cost it.
_CONFIDENCE = {
    "award.to": 0.93,
    "award.received": 0.92,
    "award.asked_for": 0.85,
    "award.also": 0.9,
    "award.rank_of": 0.88,
    "award.of_count": 0.85,
}


class AwardFacts:
    """Finds who got what."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        """Reads `phrases`: `propose`, `confer`."""
        self._status = StatusReader(phrases)

    def __call__(self, scene: Scene) -> list[Candidate]:
        """The awards of the article, each once."""
        found: list[Candidate] = []
        earlier: list[Given] = []
        block, heading = -1, ""
        if not scene.reading.of("award"):
            return found
        for sentence in scene.reading.sentences:
            sketch = scene.sketch(sentence)
            heading = heading if _LISTED.match(sketch.text) else ""
            if "A" in sketch.text and sentence.kind is not BlockKind.TITLE:
                awards = given(sketch, earlier)
                earlier.extend(awards)
                new = self._sentence(scene, sentence, sketch, awards, heading)
                if found and sentence.block == block:
                    new = _of_the_year_before(new, found[-1])
                found.extend(new)
                block = sentence.block if new else block
            heading = f"{sketch.text} " if sketch.text.endswith(":") and "A" not in sketch.text else heading
        return settled(found)

    def _sentence(
        self, scene: Scene, sentence: Sentence, sketch: Sketch, awards: list[Given], heading: str
    ) -> list[Candidate]:
        out: list[Candidate] = []
        for award in awards:
            said = [c.year for c in out if c.year]
            new = self._candidates(scene, sentence, sketch, award, heading)
            out.extend(replace(c, year=c.year or (said[-1] if said else None)) for c in new)
        return out

    def _candidates(
        self, scene: Scene, sentence: Sentence, sketch: Sketch, match: Given, heading: str
    ) -> list[Candidate]:
        award, reading = match.award, scene.reading
        if _passes_on(reading, sentence, award) or _won_elsewhere(sketch, match):
            return []
        if not match.recipients:
            reading.refuse("award.no_recipient", "an award is named, nobody who gets it", award.first, award.last)
            return []
        status = self._status(sketch, match, heading)
        if status is None:
            reading.refuse(
                "award.no_verb", "an award is named, but nothing says it was given or proposed", award.first, award.last
            )
            return []
        grantor = award.value.grantor or _grantor(sketch, match)
        year = award.value.year or stated_year(reading, award, sentence)
        marks = _fitting(award.value.form, [_counted_unit(reading, mark) for mark in match.recipients])
        return [
            Candidate(
                award,
                _recipient(mark, marks[:number]),
                mark,
                status,
                grantor,
                year,
                match.rule,
                sentence,
                _confidence(match, mark),
            )
            for number, mark in enumerate(marks)
        ]


def _counted_unit(reading: Reading, mark: Mark) -> Mark:
    """ "5 BHXH huyện được đề nghị tặng Bằng khen": so many of a kind, none by name."""
    if mark.label != "unit" or mark.value.place or not mark.first or not mark.value.name.endswith(_LEVELS):
        return mark
    number = reading.tokens.lower[mark.first - 1]
    if not (number.isdigit() and len(number) <= 3) or number == "1":
        return mark
    return mark._replace(label="count", value=Count(int(number), str(mark.value.name)), rule="group.counted_unit")


def _of_the_year_before(new: list[Candidate], last: Candidate) -> list[Candidate]:
    """Awards handed over after others in one paragraph are for their year: "… năm 2018. Ba huyện được tặng Cờ"."""
    if last.status is not AwardStatus.CONFERRED or last.year is None:
        return new
    return [replace(c, year=c.year or (last.year if c.status is AwardStatus.CONFERRED else None)) for c in new]


def _passes_on(reading: Reading, sentence: Sentence, award: Mark) -> bool:
    """A travelling flag that goes with the leading role is a token of the role, no award."""
    words = reading.tokens.lower[award.first : award.last + 2]
    if "luân lưu" not in " ".join(words):
        return False
    return any(reading.within("role", sentence.first, sentence.last))


def _won_elsewhere(sketch: Sketch, match: Given) -> bool:
    """ "1 học sinh đạt giải Ba quốc gia": a figure of the report, no prize that the bloc or its members won."""
    counted = all(mark.label == "count" for mark in match.recipients)
    return (
        match.award.value.form is AwardForm.PRIZE and counted and _ELSEWHERE.match(sketch.text[match.end :]) is not None
    )


def _confidence(match: Given, mark: Mark) -> float:
    base = _CONFIDENCE[match.rule]
    return base - 0.1 if mark.label == "place" or match.award.value.form is AwardForm.OTHER else base


def _grantor(sketch: Sketch, match: Given) -> str | None:
    """Who grants: before "tặng", after "thừa ủy quyền"; not where somebody else hands over in between."""
    before = sketch.text[: match.start]
    found = [m for m in _ON_BEHALF.finditer(before) if "đề nghị" not in before[m.end() :]] or [
        m for m in _GRANT.finditer(before) if not _HANDED_BY.search(before[m.end() :])
    ]
    if not found:
        named = _RAW_GRANT.search(before)
        return sketch_words(named["g"]) if named else None
    mark = sketch.mark(max(found, key=lambda m: m.start())["g"])
    if mark.label == "unit":
        name, place = unit_of(mark)
        return f"{name} {place}" if place else name
    return str(mark.value.title) if mark.label == "office" else None


def sketch_words(text: str) -> str:
    """Words of a sketch as a record writes them."""
    return text[:1].upper() + text[1:]


def _fitting(form: AwardForm, marks: list[Mark]) -> list[Mark]:
    """People where people are honoured and named; the units beside them only say where they work."""
    if form is AwardForm.INDIVIDUAL_TITLE:
        marks = [m for m in marks if m.label not in ("unit", "place")]
    people = [m for m in marks if m.label == "person"]
    units = [m for m in marks if m.label in ("unit", "place")]
    if people and units and form in (*_PERSONAL, AwardForm.MEDAL):
        return [m for m in marks if m.label not in ("unit", "place")]
    named = [m for m in marks if m.label != "group"] or marks
    return [
        m
        for m in named
        if not (m.label == "place" and not m.value.level and form is not AwardForm.PRIZE and units and m not in units)
    ]


def _recipient(mark: Mark, before: list[Mark]) -> Recipient:
    """The recipient behind a mark; `before` are those listed before it, whose head it may share."""
    if mark.label == "person":
        return Recipient(type=RecipientType.PERSON, name=mark.value.name)
    if mark.label in ("count", "group"):
        return Recipient(type=RecipientType.GROUP, count=mark.value.count)
    name, place = unit_of(mark)
    if mark.label == "place" and before and before[-1].rule == COLLECTIVE:
        head = re.split(r"(?= (?:tỉnh|huyện|xã|phường|thành phố|quận|thị xã) )", before[-1].value.name)[0]
        name = f"{head} {name}"
    return Recipient(type=RecipientType.UNIT, name=name, place=place)
