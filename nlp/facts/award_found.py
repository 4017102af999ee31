"""Awards that were found: what is told twice is one; the event each belongs to, its year, and the facts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlp.facts.award_years import REVIEWS, draft_of, event_year, tells_of_year
from nlp.facts.drafts import Draft
from nlp.facts.same_unit import same_unit
from nlp.reading import Mark, Reading, Sentence
from nlp.spans.award_names import level_of
from records import (
    Award,
    AwardForm,
    AwardLevel,
    AwardStatus,
    AwardStep,
    BlockKind,
    Recipient,
    RecipientType,
)

# Forms of which one body has several, told apart by their titles.
_BY_TITLE = frozenset(
    {AwardForm.INDIVIDUAL_TITLE, AwardForm.COLLECTIVE_TITLE, AwardForm.COMMEMORATIVE, AwardForm.OTHER}
)
_PEOPLE_OF = re.compile(
    r"^(?:(?:đảng bộ|chính quyền|nhân dân(?: các dân tộc)?|quân|dân|cán bộ|và|,) ?)+(?=(?:tỉnh|huyện|xã"
    r"|phường|thành phố|quận|thị xã|đặc khu) )"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An award to one recipient, as one sentence states it."""

    mark: Mark
    recipient: Recipient
    holder: Mark
    status: AwardStatus
    grantor: str | None
    year: int | None
    rule: str
    sentence: Sentence
    confidence: float

    @property
    def form(self) -> AwardForm:
        """The form of the award."""
        form: AwardForm = self.mark.value.form
        return form

    @property
    def title(self) -> str:
        """The title in small letters."""
        return str(self.mark.value.title).lower()

    @property
    def level(self) -> AwardLevel | None:
        """The level by the award's own name, else by who grants it."""
        level: AwardLevel | None = self.mark.value.level
        return level or level_of(None, "", self.grantor)


def settled(found: list[Candidate]) -> list[Candidate]:
    """The same award told twice is one; what says more about it stays. Who is not named again adds nothing."""
    kept: list[Candidate] = []
    for c in found:
        at = next((i for i, known in enumerate(kept) if _same(known, c)), None)
        if at is None:
            kept.append(c)
        else:
            kept[at] = _joined(kept[at], c)
    return [
        c
        for c in kept
        if not (_unnamed(c) and any(o.form is c.form and o.title == c.title and not _unnamed(o) for o in kept))
        and not (_below_picture(c) and any(o.form is c.form and o.sentence != c.sentence for o in kept))
    ]


def _same(one: Candidate, two: Candidate) -> bool:
    if one.form is not two.form or one.recipient.type is not two.recipient.type:
        return False
    if one.recipient.name or two.recipient.name:
        if not _one_recipient(one.recipient, two.recipient):
            return False
    elif one.recipient.count != two.recipient.count:
        return False
    levels = {c.level for c in (one, two) if c.level}
    if len(levels) > 1 or _grade(one.title) != _grade(two.title):
        return False
    return one.form not in _BY_TITLE or one.title in two.title or two.title in one.title


def _one_recipient(one: Recipient, two: Recipient) -> bool:
    """Whether two names, or a name and none, mean one recipient."""
    name, other = (_without_people((each.name or "").lower()) for each in (one, two))
    if (name, one.place) == (other, two.place):
        return True
    return (
        one.type is RecipientType.UNIT
        and bool(one.name and two.name)
        and same_unit((one.name or "", one.place), (two.name or "", two.place))
    )


def _without_people(name: str) -> str:
    """ "nhân dân và cán bộ huyện Như Thanh" is the district."""
    return _PEOPLE_OF.sub("", name)


def _joined(known: Candidate, again: Candidate) -> Candidate:
    fuller = (
        known if (known.year is not None, len(known.title)) >= (again.year is not None, len(again.title)) else again
    )
    return replace(
        fuller,
        status=known.status if known.status is not AwardStatus.ANNOUNCED else again.status,
        confidence=min(0.97, max(known.confidence, again.confidence) + 0.03),
        grantor=fuller.grantor or known.grantor or again.grantor,
    )


def _below_picture(c: Candidate) -> bool:
    """ "Lãnh đạo tỉnh trao Bằng khen cho các tập thể": a picture of what the text tells in full."""
    return c.sentence.kind is BlockKind.CAPTION and c.holder.label == "group" and c.recipient.count is None


def _unnamed(c: Candidate) -> bool:
    return (
        c.holder.label == "group"
        and c.recipient.count is None
        and c.holder.rule == "group.rest"
        and "còn lại" not in c.holder.value.name
    )


def _grade(title: str) -> str:
    match = re.search(r"(?:hạng|giải) \S+", title)
    return match[0] if match else ""


def award_facts(reading: Reading, found: list[Candidate], drafts: list[Draft]) -> list[Award]:
    """The facts. An article without an event keeps only what it says of a bloc."""
    return [_fact(reading, c, drafts) for c in found if drafts or _of_bloc(reading, c)]


def _of_bloc(reading: Reading, c: Candidate) -> bool:
    words = reading.tokens.lower[c.sentence.first : c.sentence.last]
    return "khối" in words or "cụm" in words or c.status is AwardStatus.PROPOSED


def _fact(reading: Reading, c: Candidate, drafts: list[Draft]) -> Award:
    draft, number = draft_of(drafts, c.form, c.sentence)
    award = c.mark.value
    status = _status_by_year(reading, c, draft)
    return Award(
        confidence=round(c.confidence, 2),
        evidence=(
            reading.evidence(c.mark.first, c.mark.last, "form", "title"),
            reading.evidence(c.holder.first, c.holder.last, "recipient"),
        ),
        rule=c.rule,
        event=f"e{number}" if draft else None,
        form=award.form,
        title=award.title[0].upper() + award.title[1:],
        level=c.level,
        recipient=c.recipient,
        grantor=c.grantor,
        year=c.year
        or (
            None if _of_many_years(reading, c) else event_year(award.form, draft, emulation=_for_emulation(reading, c))
        ),
        status=status,
        step=_step(reading, c),
    )


def _for_emulation(reading: Reading, c: Candidate) -> bool:
    """What is given for a half-year of emulation, and for no single deed: "… trong phong trào thi đua"."""
    words = " ".join(reading.tokens.lower[c.mark.last : c.sentence.last])
    return "thi đua" in words and "cụm thi đua" not in words and "khối thi đua" not in words


def _of_many_years(reading: Reading, c: Candidate) -> bool:
    """ "nhiều năm liền được tặng": what was won again and again is of no one year."""
    words = " ".join(reading.tokens.lower[c.sentence.first : c.mark.first])
    return c.status is AwardStatus.ANNOUNCED and any(w in words for w in ("nhiều năm", "liên tục", "từng được"))


def _status_by_year(reading: Reading, c: Candidate, draft: Draft | None) -> AwardStatus:
    """ "Năm 2023, Sở Y tế được tặng …", in a review of 2024: what a sentence tells of an earlier year is announced."""
    past = draft is not None and draft.about is not None and c.year is not None and c.year < draft.about
    if c.status is AwardStatus.CONFERRED and past and draft is not None and tells_of_year(reading, c.mark, c.sentence):
        return AwardStatus.ANNOUNCED if draft.types & REVIEWS else c.status
    return c.status


def _step(reading: Reading, c: Candidate) -> AwardStep:
    if c.status is AwardStatus.PROPOSED:
        return AwardStep.PROPOSED
    decided = "quyết định" in " ".join(reading.tokens.lower[c.sentence.first : c.mark.first])
    return AwardStep.DECIDED if decided or c.status is AwardStatus.ANNOUNCED else AwardStep.HANDED_OVER
