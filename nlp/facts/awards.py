"""Awards: what was proposed, conferred or told of, to whom and by whom, from the verb and how far it reaches.

A sentence is read clause by clause. Each award name looks for its recipients after it ("tặng A cho U, U") and, failing
that, before it ("U, U được tặng A"). The body right before "tặng" is who grants, never who receives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from records import (
    Award,
    AwardForm,
    AwardLevel,
    AwardStatus,
    AwardStep,
    BlockKind,
    EventType,
    Recipient,
    RecipientType,
)

from nlp.facts.award_lists import Given, given
from nlp.facts.context import Scene
from nlp.facts.events import Draft
from nlp.facts.lists import unit_of
from nlp.reading import Mark, Reading, Sentence
from nlp.sketch import Sketch
from nlp.spans.award_names import level_of
from nlp.spans.groups import COLLECTIVE

_GRANT = re.compile(
    r"(?P<g>[UOB]\d+)(?: (?:xem xét|xét|xem|quyết định|khen thưởng|trao|công nhận|đã|ra quyết định))* (?:,)? ?(?:tặng|trao tặng|trao|công nhận|khen thưởng|tặng thưởng|xét tặng|phong tặng|cấp|xét|khen)(?= |$)"
)
_ON_BEHALF = re.compile(r"(?:thừa ủy quyền|được ủy quyền|ủy quyền)(?: của)? (?P<g>[UO]\d+)")
_STRONG = r"(?:trao tặng|trao|đón nhận|vinh dự|quyết định tặng|đã tặng|công bố quyết định|thừa ủy quyền|được ủy quyền|trao thưởng|tặng thưởng)"
_TOLD = re.compile(
    r"(?<!\S)(?:đã (?:được |vinh dự |vinh dự được |quyết định |ký quyết định )?(?:tặng|trao|công nhận|nhận|khen|đón nhận)|thông báo kết quả khen thưởng|trước đó|năm trước|từng|liên tục|nhiều năm liền|nhiều năm liên tục)(?!\S)"
)
_MENTION = re.compile(
    r"(?:đăng ký|phấn đấu|tiêu chuẩn|danh hiệu thi đua|điều kiện|xứng đáng|giữ vững|phong trào|tiêu chí|quy định|hồ sơ|từng được|đạt danh hiệu|nếu|việc|chỉ tiêu|mục tiêu|phát huy|giữ gìn)(?: \S+){0,4}$"
)
_PERSONAL = frozenset({AwardForm.INDIVIDUAL_TITLE, AwardForm.COMMEMORATIVE})
_ACTIVITY_FORMS = frozenset({AwardForm.PRIZE})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An award to one recipient, as one sentence states it."""

    mark: Mark
    recipient: Recipient
    holder: Mark
    status: AwardStatus
    grantor: str | None
    year: int | None
    told: bool
    rule: str
    sentence: Sentence
    confidence: float


class AwardFacts:
    """Finds who got what."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        """Reads `phrases`: `propose`, `confer`."""
        self._propose = re.compile(rf"(?<!\S)(?:{phrases['propose']})(?!\S)")
        self._confer = re.compile(rf"(?<!\S)(?:{phrases['confer']})(?!\S)")
        self._strong = re.compile(rf"(?<!\S){_STRONG}(?!\S)")

    def __call__(self, scene: Scene) -> list[Candidate]:
        """The awards of the article, each once."""
        found: list[Candidate] = []
        if not scene.reading.of("award"):
            return found
        for sentence in scene.reading.sentences:
            sketch = scene.sketch(sentence)
            if "A" in sketch.text and sentence.kind is not BlockKind.TITLE:
                found.extend(self._sentence(scene, sentence, sketch))
        return _settled(found)

    def _sentence(self, scene: Scene, sentence: Sentence, sketch: Sketch) -> list[Candidate]:
        out: list[Candidate] = []
        for award in given(sketch):
            said = [c.year for c in out if c.year]
            new = self._candidates(scene, sentence, sketch, award)
            out.extend(replace(c, year=c.year or (said[-1] if said else None)) for c in new)
        return out

    def _candidates(self, scene: Scene, sentence: Sentence, sketch: Sketch, match: Given) -> list[Candidate]:
        award, marks, rule = match.award, list(match.recipients), match.rule
        if not marks:
            scene.reading.refuse("award.no_recipient", "an award is named, nobody who gets it", award.first, award.last)
            return []
        status, told = self._status(sketch, match, sentence)
        if status is None:
            scene.reading.refuse(
                "award.no_verb", "an award is named, but nothing says it was given or proposed", award.first, award.last
            )
            return []
        grantor = award.value.grantor or self._grantor(sketch, match)
        year = award.value.year or _year_after(scene.reading, award, sentence)
        out = []
        fitting = _fitting(award.value.form, marks)
        for number, mark in enumerate(fitting):
            recipient = _recipient(mark, fitting[:number])
            if recipient is None:
                continue
            confidence = 0.9 if rule == "award.to" else 0.82
            if award.value.form is AwardForm.RANK:
                confidence = 0.75
            out.append(Candidate(award, recipient, mark, status, grantor, year, told, rule, sentence, confidence))
        return out

    def _status(self, sketch: Sketch, match: Given, sentence: Sentence) -> tuple[AwardStatus | None, bool]:
        """From the last verb that reaches this award; a proposal reaches to the end of its sentence unless something was handed over after it."""
        before = sketch.text[: match.start]
        clause = before[before.rfind(" ; ") + 1 :]
        proposals = list(self._propose.finditer(before))
        strong = list(self._strong.finditer(before))
        conferred = list(self._confer.finditer(before)) or list(
            self._confer.finditer(sketch.text[match.end : match.end + 60])
        )
        mention = _MENTION.search(clause.rstrip())
        if proposals:
            handed = [
                s
                for s in strong
                if s.start() > proposals[-1].end() and re.search(r"[;,]", before[proposals[-1].end() : s.start()])
            ]
            noun = re.search(
                r"(?:kết quả|sau khi|hồ sơ|căn cứ|trên cơ sở|theo)(?: \S+){0,3} ?$", before[: proposals[-1].start()]
            )
            if not handed and not (noun and conferred and conferred[-1].start() > proposals[-1].end()):
                return AwardStatus.PROPOSED, False
        if mention and not strong:
            return None, False
        if _TOLD.search(clause):
            return AwardStatus.ANNOUNCED, True
        if conferred or strong or match.award.value.form in (AwardForm.PRIZE, AwardForm.LEAD_UNIT, AwardForm.RANK):
            return AwardStatus.CONFERRED, False
        return None, False

    def _grantor(self, sketch: Sketch, match: Given) -> str | None:
        before = sketch.text[: match.start]
        found = [*_GRANT.finditer(before), *_ON_BEHALF.finditer(before)]
        if not found:
            return None
        mark = sketch.mark(max(found, key=lambda m: m.start())["g"])
        if mark.label == "unit":
            name, place = unit_of(mark)
            return f"{name} {place}" if place else name
        return str(mark.value.title) if mark.label == "office" else None


def _fitting(form: AwardForm, marks: list[Mark]) -> list[Mark]:
    """People where people are honoured and named; the units beside them only say where they work."""
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


def _recipient(mark: Mark, before: list[Mark]) -> Recipient | None:
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


def _year_after(reading: Reading, award: Mark, sentence: Sentence) -> int | None:
    """ "… cho 07 tập thể có thành tích xuất sắc năm 2023": a year after the award in its clause."""
    for mark in reading.within("year", award.last, sentence.last):
        if mark.value.year and not mark.value.school:
            words = reading.tokens.lower[award.last : mark.first]
            return int(mark.value.year) if len(words) < 50 else None
    before = [m for m in reading.within("year", sentence.first, award.first) if m.value.year and not m.value.school]
    return (
        int(before[-1].value.year)
        if before
        and "khen"
        in reading.tokens.lower[before[-1].first - 2 : before[-1].first]
        + reading.tokens.lower[before[-1].first - 4 : before[-1].first]
        else None
    )


def _settled(found: list[Candidate]) -> list[Candidate]:
    """The same award told twice is one; what says more about it stays."""
    best: dict[tuple[object, ...], Candidate] = {}
    for c in found:
        name = (c.recipient.name or "").lower()
        key = (
            c.mark.value.form,
            c.recipient.type,
            (name, c.recipient.place) if name else c.recipient.count,
            _grade(c.mark.value.title) if c.mark.value.form in (AwardForm.ORDER, AwardForm.MEDAL) else "",
        )
        known = best.get(key)
        if known is None:
            best[key] = c
        else:
            fuller = (
                known
                if (known.year is not None, len(known.mark.value.title))
                >= (c.year is not None, len(c.mark.value.title))
                else c
            )
            status = known.status if known.status is not AwardStatus.ANNOUNCED else c.status
            best[key] = replace(
                fuller,
                status=status,
                confidence=min(0.96, known.confidence + 0.04),
                grantor=fuller.grantor or known.grantor or c.grantor,
            )
    return list(best.values())


def _grade(title: str) -> str:
    match = re.search(r"hạng \S+", title.lower())
    return match[0] if match else ""


def award_facts(reading: Reading, found: list[Candidate], drafts: list[Draft]) -> list[Award]:
    """The facts."""
    return [_fact(reading, candidate, drafts) for candidate in found]


def _fact(reading: Reading, c: Candidate, drafts: list[Draft]) -> Award:
    draft, number = _draft_of(drafts, c)
    award = c.mark.value
    steps = {AwardStatus.PROPOSED: AwardStep.PROPOSED, AwardStatus.CONFERRED: AwardStep.HANDED_OVER}
    decided = re.search(r"quyết định", " ".join(reading.tokens.lower[c.sentence.first : c.mark.first]))
    step = AwardStep.DECIDED if c.status is not AwardStatus.PROPOSED and (decided or c.told) else steps.get(c.status)
    evidence = [reading.evidence(c.mark.first, c.mark.last, "form", "title")]
    evidence.append(reading.evidence(c.holder.first, c.holder.last, "recipient"))
    return Award(
        confidence=round(c.confidence, 2),
        evidence=tuple(evidence),
        rule=c.rule,
        event=f"e{number}" if draft else None,
        form=award.form,
        title=award.title[0].upper() + award.title[1:],
        level=award.level or _granted(c.grantor),
        recipient=c.recipient,
        grantor=c.grantor,
        year=c.year or _event_year(award.form, draft),
        status=c.status,
        step=step,
    )


def _granted(grantor: str | None) -> AwardLevel | None:
    return level_of(None, "", grantor)


def _event_year(form: AwardForm, draft: Draft | None) -> int | None:
    if draft is None or form in (AwardForm.ORDER, AwardForm.MEDAL, AwardForm.COMMEMORATIVE):
        return None
    if draft.types & {EventType.YEAR_END_REVIEW, EventType.ASSESSMENT, EventType.ACTIVITY, EventType.AWARD_CEREMONY}:
        return draft.about
    return None


def _draft_of(drafts: list[Draft], c: Candidate) -> tuple[Draft | None, int]:
    """The event announced last before; a prize belongs to an activity where there is one."""
    pairs = list(enumerate(drafts, start=1))
    if c.mark.value.form in _ACTIVITY_FORMS:
        active = [(n, d) for n, d in pairs if EventType.ACTIVITY in d.types]
        pairs = active or pairs
    elif any(EventType.ACTIVITY not in d.types for d in drafts):
        pairs = [(n, d) for n, d in pairs if EventType.ACTIVITY not in d.types]
    before = [(n, d) for n, d in pairs if d.sentence.first <= c.sentence.first]
    chosen = before[-1] if before else pairs[0] if pairs else None
    return (chosen[1], chosen[0]) if chosen else (None, 0)
