"""Leaders that were found: what their sentences say together, one leader a bloc, role and holder; and the facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from nlp.facts.same_unit import same_unit, unit_of
from nlp.reading import Mark, Reading, Sentence
from records import Holder, HolderType, Leader, LeaderRole, LeaderStatus

_RANK = {LeaderStatus.OUTGOING: 2, LeaderStatus.INCOMING: 2, LeaderStatus.SERVING: 1}


@dataclass(frozen=True, slots=True)
class Seen:
    """One holder of one role in one sentence, before status and year are known."""

    role: Mark
    holder: Mark
    status: LeaderStatus | None
    rule: str
    sentence: Sentence
    next_term: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A leader as one sentence states it; `stated` tells that the text itself gives the year."""

    bloc: str
    role: LeaderRole
    holder: Mark
    status: LeaderStatus
    year: int | None
    rule: str
    role_mark: Mark
    confidence: float
    stated: bool = False


def of_one_choice(reading: Reading, found: list[Candidate]) -> list[Candidate]:
    """Who is named in the other role beside a new head comes in too: "bầu A làm Khối trưởng; B làm Khối phó"."""
    out: list[Candidate] = []
    for known in sorted(found, key=lambda c: c.role_mark.first):
        c = known
        coming = [o for o in out if o.status is LeaderStatus.INCOMING]
        before = [o for o in coming if _beside(reading, o, c) or _in_turn(reading, o, c)]
        if before and c.status is LeaderStatus.SERVING and not c.stated and c.holder.label != "person":
            c = replace(c, status=LeaderStatus.INCOMING, year=before[-1].year)
        first = next((o for o in reversed(out) if o.stated and o.status is c.status and _beside(reading, o, c)), None)
        if (
            first
            and not c.stated
            and reading.sentence_of(c.role_mark.first) == reading.sentence_of(first.role_mark.first)
        ):
            c = replace(c, year=first.year, stated=True)  # "năm 2018 A là Khối trưởng, B là Khối phó"
        out.append(c)
    return out


def _beside(reading: Reading, known: Candidate, c: Candidate) -> bool:
    """In one sentence, or in two that follow each other."""
    if known.bloc != c.bloc or known.role is c.role or known.holder == c.holder:
        return False
    here, there = reading.sentence_of(c.role_mark.first), reading.sentence_of(known.role_mark.first)
    return here == there or (here.first == there.last and here.last - here.first < 30)


def _in_turn(reading: Reading, known: Candidate, c: Candidate) -> bool:
    """Right after another bloc's choice: "Khối 1 cử A làm khối trưởng. Khối 2: B làm khối trưởng."."""
    here, there = reading.sentence_of(c.role_mark.first), reading.sentence_of(known.role_mark.first)
    return (
        known.bloc != c.bloc and here.first == there.last and here.block == there.block and here.last - here.first < 40
    )


def settled(found: list[Candidate]) -> list[Candidate]:
    """One leader a bloc, role and holder: coming in and going out say more than serving, a stated year than none."""
    best: dict[tuple[str, LeaderRole, str], Candidate] = {}
    for candidate in found:
        key = _key(best, candidate)
        known = best.get(key)
        if known is None:
            best[key] = candidate
        elif _RANK[candidate.status] > _RANK[known.status]:
            year = candidate.year if candidate.status is not LeaderStatus.OUTGOING else (known.year or candidate.year)
            best[key] = _surer(candidate, known, year)
        elif candidate.status is known.status and candidate.stated and not known.stated:
            best[key] = _surer(candidate, known, candidate.year)
        else:
            best[key] = _surer(known, candidate, known.year)
    return sorted(best.values(), key=lambda c: c.role_mark.first)


def _surer(kept: Candidate, other: Candidate, year: int | None) -> Candidate:
    """What two sentences say is surer than what one says."""
    return replace(kept, year=year, confidence=min(0.97, max(kept.confidence, other.confidence) + 0.03))


def _key(best: Mapping[tuple[str, LeaderRole, str], Candidate], c: Candidate) -> tuple[str, LeaderRole, str]:
    """Under what a leader is kept; one unit named in two ways is one, and so is a person's name in two orders."""
    holder = _holder(c.holder)
    if holder.type is HolderType.PERSON:
        return c.bloc, c.role, " ".join(sorted(holder.name.lower().split()))
    for key, known in best.items():
        if (
            key[:2] == (c.bloc, c.role)
            and known.holder.label != "person"
            and same_unit(unit_of(known.holder), unit_of(c.holder))
        ):
            return key
    return c.bloc, c.role, f"{holder.name.lower()} {holder.place or ''}"


def _holder(mark: Mark) -> Holder:
    if mark.label == "person":
        return Holder(type=HolderType.PERSON, name=mark.value.name)
    name, place = unit_of(mark)
    return Holder(type=HolderType.UNIT, name=name, place=place)


def leader_facts(reading: Reading, found: list[Candidate]) -> list[Leader]:
    """The facts."""
    return [
        Leader(
            confidence=round(c.confidence, 2),
            evidence=(
                reading.evidence(c.holder.first, c.holder.last, "holder"),
                reading.evidence(c.role_mark.first, c.role_mark.last, "role", "year"),
            ),
            rule=c.rule,
            bloc=c.bloc,
            role=c.role,
            holder=_holder(c.holder),
            year=c.year,
            status=c.status,
        )
        for c in found
    ]
