"""An event while it is put together from the sentences that tell of it, and the fact that comes of it."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.facts.years import Dated, SchoolYear
from nlp.reading import Mark, Reading, Sentence
from records import Event, EventType, Evidence, Grain, PartOfDay

_ORDER = tuple(EventType)
# How often events of a rule had the right day, type and bloc, measured on articles that were annotated by hand.
_SURE = {
    "event.announced": 0.95,
    "event.same_day": 0.85,
    "event.next_day": 0.85,
    "event.founded": 0.85,
    "event.day_borrowed": 0.8,
    "event.told_late": 0.75,
    "event.no_day": 0.75,
}


@dataclass(slots=True)
class Draft:
    """One event of one bloc. `about` is its year of emulation, `about_mark` where that was read."""

    bloc: str
    sentence: Sentence
    types: set[EventType]
    day: Mark | None = None
    about: int | None = None
    about_mark: Mark | None = None
    part: PartOfDay | None = None
    dated: Dated | None = None
    venue: tuple[str, Evidence] | None = None
    theme: tuple[str, Evidence] | None = None
    rule: str = "event.announced"
    school: SchoolYear | None = None

    @property
    def activity(self) -> bool:
        """Whether it is a bloc's activity and no meeting about emulation itself."""
        return self.types == {EventType.ACTIVITY}

    @property
    def schooling(self) -> bool:
        """Whether it is about a school year and about no other: such an event has no year of emulation."""
        return self.school is not None and self.school.alone


def event_facts(reading: Reading, drafts: list[Draft]) -> list[Event]:
    """The facts, numbered in the order of the drafts."""
    return [_fact(reading, draft, f"e{number + 1}") for number, draft in enumerate(drafts)]


def _fact(reading: Reading, draft: Draft, name: str) -> Event:
    found = draft.dated
    founding = draft.types == {EventType.ESTABLISHMENT}
    return Event(
        confidence=min(_SURE[draft.rule], found.confidence if found else _SURE["event.no_day"]),
        evidence=tuple(_evidence(reading, draft)),
        rule=draft.rule,
        id=name,
        bloc=draft.bloc,
        types=tuple(sorted(draft.types, key=_ORDER.index)),
        start=found.start if found else None,
        end=found.end if found else None,
        part_of_day=draft.part,
        year_inferred=bool(found and found.year_from != "stated"),
        emulation_year=None if founding or draft.schooling else draft.about,
        theme=draft.theme[0] if draft.theme else None,
        venue=draft.venue[0] if draft.venue else None,
        grain=Grain.DAY if found else None,
        year_from=found.year_from if found else None,
    )


def _evidence(reading: Reading, draft: Draft) -> list[Evidence]:
    """The announcing sentence first, then what says the day, the year, the place and the theme."""
    evidence = [reading.evidence(draft.sentence.first, draft.sentence.last, "bloc", "types")]
    if draft.day:
        evidence.append(reading.evidence(draft.day.first, draft.day.last, "start", "end"))
    if draft.about_mark:
        evidence.append(reading.evidence(draft.about_mark.first, draft.about_mark.last, "emulation_year"))
    evidence.extend(item[1] for item in (draft.venue, draft.theme) if item)
    return evidence
