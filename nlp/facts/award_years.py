"""The event an award belongs to and the year of emulation it is for."""

from __future__ import annotations

from nlp.facts.drafts import Draft
from nlp.reading import Mark, Reading, Sentence
from records import AwardForm, EventType

# Events that look back on the year of emulation they are about.
REVIEWS = frozenset({EventType.YEAR_END_REVIEW, EventType.ASSESSMENT, EventType.ACTIVITY, EventType.AWARD_CEREMONY})
# Events that open a year of emulation.
_OPENS = frozenset({EventType.SIGNING, EventType.LAUNCH, EventType.HANDOVER})
# Given for a life's work or one deed, not for a year.
_TIMELESS = frozenset({AwardForm.ORDER, AwardForm.MEDAL, AwardForm.COMMEMORATIVE})
_OF_THE_BLOC = frozenset({AwardForm.RANK, AwardForm.LEAD_UNIT, AwardForm.PRIZE})
_GOES_ON = (("theo", "đó"), ("cụ", "thể"), ("trong", "đó"), ("qua", "đó"))
# How a sentence begins that tells what a year's work has brought.
_CONCLUDES = (
    ("kết", "thúc", "năm"), ("kết", "quả"), ("với", "những", "thành"), ("với", "thành"), ("với", "kết"),
    ("với", "những", "kết"),
    ("ghi", "nhận"), ("nhờ",), ("cuối", "năm"), ("trong", "năm"), ("do", "đó"),
)  # fmt: skip
_REACH = 50


def stated_year(reading: Reading, award: Mark, sentence: Sentence) -> int | None:
    """The year that the text gives an award, beside it or at the head of what it stands in."""
    after = [m for m in _years(reading, award.last, sentence.last) if m.first - award.last < _REACH]
    if after:
        return int(after[0].value.year)
    opening = _opening(reading, sentence, award)
    if opening is not None:
        return int(opening.value.year)
    before = _years(reading, sentence.first, award.first)
    lower = reading.tokens.lower
    for mark in reversed(before):
        if "khen" in lower[max(0, mark.first - 4) : mark.first] or _receives_next(lower, mark.last):
            return int(mark.value.year)
    return _year_of_decision(reading, sentence) or _of_paragraph(reading, sentence)


def tells_of_year(reading: Reading, award: Mark, sentence: Sentence) -> bool:
    """Whether a sentence opens with the year it tells of: "Năm 2023, …"."""
    return _opening(reading, sentence, award) is not None


def _opening(reading: Reading, sentence: Sentence, award: Mark) -> Mark | None:
    lower = reading.tokens.lower
    for mark in _years(reading, sentence.first, award.first):
        set_off = lower[mark.last] == "," or _begins_name(reading, mark.last)
        apart = mark.first > sentence.first and lower[mark.first - 1] == "," and set_off
        if mark.value.months == (1, 12) and (mark.first <= sentence.first + 1 or apart):
            return mark
    return None


def _begins_name(reading: Reading, token: int) -> bool:
    """Whether a unit or a territory is named there: "nhờ vậy, năm 2020 | Sở Y tế được tặng …"."""
    return any(m.first == token for label in ("unit", "place") for m in reading.within(label, token, token + 20))


def _of_paragraph(reading: Reading, sentence: Sentence) -> int | None:
    """ "Năm 2022, các đơn vị đã … Kết thúc năm công tác, Sở Y tế được tặng …": the year that a paragraph opens with."""
    lower = reading.tokens.lower
    if not any(tuple(lower[sentence.first : sentence.first + len(words)]) == words for words in _CONCLUDES):
        return None
    at = reading.sentences.index(sentence)
    first = next((s for s in reading.sentences[: at + 1] if s.block == sentence.block), sentence)
    found = _years(reading, first.first, min(first.first + 3, sentence.first))
    return int(found[0].value.year) if found else None


def _years(reading: Reading, first: int, last: int) -> list[Mark]:
    """The years that stand on their own; those of a term ("Cụm trưởng năm 2020") are the term's."""
    others = [m for label in ("role", "bloc", "document") for m in reading.within(label, first, last)]
    return [
        m
        for m in reading.within("year", first, last)
        if m.value.year and not m.value.school and not any(o.first <= m.first < o.last for o in others)
    ]


def _receives_next(lower: list[str], i: int) -> bool:
    """ "Hội … năm 2019 đã được tặng": the year right before the verb."""
    return lower[i : i + 2] in (["đã", "được"], ["đã", "vinh"], ["được", "tặng"], ["được", "trao"])


def _year_of_decision(reading: Reading, sentence: Sentence) -> int | None:
    """ "… quyết định về khen thưởng năm 2025. Theo đó: …": the year in the sentence that this one spells out."""
    lower = reading.tokens.lower
    if tuple(lower[sentence.first : sentence.first + 2]) not in _GOES_ON or sentence.first == 0:
        return None
    previous = reading.sentence_of(sentence.first - 1)
    for mark in reversed(_years(reading, previous.first, previous.last)):
        if "khen" in lower[max(0, mark.first - 4) : mark.first]:
            return int(mark.value.year)
    return None


def event_year(form: AwardForm, draft: Draft | None, *, emulation: bool) -> int | None:
    """The year that the event is about, for awards given by the year; at an interim review those for emulation.

    Where a new year is only signed for, what is told or handed over is for the one that ended.
    """
    if draft is None or form in _TIMELESS:
        return None
    if draft.about and draft.types and draft.types <= _OPENS:
        return draft.about - 1
    if form in _OF_THE_BLOC or draft.types & REVIEWS:
        return draft.about
    return draft.about if emulation and EventType.INTERIM_REVIEW in draft.types else None


def draft_of(drafts: list[Draft], form: AwardForm, sentence: Sentence) -> tuple[Draft | None, int]:
    """The event announced last before, and its number; a prize belongs to an activity where there is one."""
    pairs = list(enumerate(drafts, start=1))
    if form is AwardForm.PRIZE:
        pairs = [(n, d) for n, d in pairs if EventType.ACTIVITY in d.types] or pairs
    elif any(EventType.ACTIVITY not in d.types for d in drafts):
        pairs = [(n, d) for n, d in pairs if EventType.ACTIVITY not in d.types]
    before = [(n, d) for n, d in pairs if d.sentence.first <= sentence.first]
    chosen = before[-1] if before else pairs[0] if pairs else None
    return (chosen[1], chosen[0]) if chosen else (None, 0)
