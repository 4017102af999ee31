"""What the members' rules found in an article, and the facts that come of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from nlp.facts.same_unit import NameAndPlace, same_unit, unit_of
from nlp.reading import Mark, Reading
from records import Evidence, Member, Unit


class Seen(NamedTuple):
    """A member as it was first named: its mark, the rule that took it, and how sure that is."""

    mark: Mark
    rule: str
    confidence: float


class Stated(NamedTuple):
    """A number of members that the text states; the lower the weight, the better the statement."""

    weight: int
    number: int
    evidence: Evidence


@dataclass(slots=True)
class Found:
    """Members in the making by bloc, the stated counts, the lengths of complete lists, and roles beside members."""

    units: dict[str, dict[NameAndPlace, Seen]] = field(default_factory=dict)
    stated: dict[str, list[Stated]] = field(default_factory=dict)
    complete: dict[str, int] = field(default_factory=dict)
    roles: list[tuple[str, Mark, Mark]] = field(default_factory=list)

    def add(self, bloc: str, mark: Mark, rule: str, confidence: float) -> None:
        """Keep a member once, by its first mention: the name alone, and with its place or level, are one."""
        units = self.units.setdefault(bloc, {})
        named = unit_of(mark)
        if not any(same_unit(named, known) for known in units):
            units[named] = Seen(mark, rule, confidence)

    def state(self, bloc: str, weight: int, number: int, evidence: Evidence) -> None:
        """Keep a stated number of members."""
        self.stated.setdefault(bloc, []).append(Stated(weight, number, evidence))

    def of(self, bloc: str) -> list[Seen]:
        """The members of a bloc so far."""
        return list(self.units.get(bloc, {}).values())

    def all_listed(self, bloc: str) -> bool:
        """Whether the lists already give every member that the text counts."""
        stated = [s.number for s in self.stated.get(bloc, ())] or [self.complete.get(bloc, 0)]
        return 0 < max(stated) <= len(self.of(bloc))

    def heads(self, bloc: str) -> set[str]:
        """The heads of a bloc's members so far."""
        return {
            seen.mark.value.head.name for seen in self.of(bloc) if seen.mark.label == "unit" and seen.mark.value.head
        }

    def of_territories(self, bloc: str) -> bool:
        """Whether most members of a bloc so far are territories."""
        marks = [seen.mark for seen in self.of(bloc)]
        territories = sum(mark.label == "place" or mark.value.head is None for mark in marks)
        return 2 * territories > len(marks)

    def marks(self) -> Iterator[Mark]:
        """The first mention of every member."""
        return (seen.mark for units in self.units.values() for seen in units.values())


def member_counts(found: Found) -> dict[str, tuple[int, Evidence | None]]:
    """For each bloc the number of members that the text states, else that of a list that claims to be complete."""
    out: dict[str, tuple[int, Evidence | None]] = {bloc: (length, None) for bloc, length in found.complete.items()}
    for bloc, stated in found.stated.items():
        best = min(stated, key=lambda s: s.weight)
        out[bloc] = (best.number, best.evidence)
    return out


def member_facts(reading: Reading, found: Found, years: Mapping[str, int | None]) -> list[Member]:
    """The facts, in the order of the text."""
    return [
        Member(
            confidence=seen.confidence,
            evidence=(reading.evidence(seen.mark.first, seen.mark.last, "unit"),),
            rule=seen.rule,
            bloc=bloc,
            unit=Unit(name=name, place=place),
            year=years.get(bloc),
        )
        for bloc, units in found.units.items()
        for (name, place), seen in sorted(units.items(), key=lambda item: item[1].mark.first)
    ]
