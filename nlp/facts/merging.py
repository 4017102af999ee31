"""Which announcements tell of one event, and what each adds to it."""

from __future__ import annotations

from nlp.facts.drafts import Draft
from records import EventType

_APART = ("event.same_day", "event.next_day")


def merge(drafts: list[Draft], draft: Draft) -> None:
    """Two announcements of one bloc are one event unless their days differ; the second adds what the first left out."""
    if draft.rule not in _APART:
        for known in (d for d in drafts if d.bloc == draft.bloc):
            if draft.day is None and (known.day or EventType.ACTIVITY in draft.types):
                if known.day is None:
                    known.venue = known.venue or draft.venue
                return
            if _one(known, draft):
                _add(known, draft)
                return
    drafts.append(draft)


def _one(known: Draft, draft: Draft) -> bool:
    if known.day is None or draft.day is None or _inside(known, draft):
        return True
    return (known.day.value.start, known.day.value.end) == (draft.day.value.start, draft.day.value.end)


def _inside(known: Draft, draft: Draft) -> bool:
    """A day within the days of the bloc's activity is a part of it."""
    if EventType.ACTIVITY not in known.types or EventType.ACTIVITY not in draft.types or not (known.day and draft.day):
        return False
    return bool(known.day.value.start <= draft.day.value.start and draft.day.value.end <= known.day.value.end)


def _add(known: Draft, draft: Draft) -> None:
    """What the later announcement says of the event; the first that has a day tells it best."""
    better = known.day is None and draft.day is not None
    if better:
        known.day, known.sentence, known.venue = draft.day, draft.sentence, draft.venue or known.venue
    if known.activity and not draft.activity:
        known.types = set(draft.types) if better else known.types | draft.types
    elif not draft.activity:
        known.types |= draft.types
    if known.about is None or (better and draft.about):
        known.about, known.about_mark = draft.about or known.about, draft.about_mark or known.about_mark
    known.venue = known.venue or draft.venue
    known.school = known.school or draft.school


def distinct(drafts: list[Draft]) -> list[Draft]:
    """One event a bloc and day; a later one of the same gives its types to the first."""
    out: list[Draft] = []
    for draft in drafts:
        same = next((d for d in out if _same_day(d, draft)), None)
        if same:
            same.types |= draft.types
        else:
            out.append(draft)
    return out


def _same_day(one: Draft, other: Draft) -> bool:
    if one.bloc != other.bloc or not one.dated or not other.dated:
        return False
    return one.dated[:2] == other.dated[:2] and one.activity == other.activity
