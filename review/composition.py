"""A bloc's composition and chairs year by year, as a table of units by years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]


@dataclass(slots=True, kw_only=True)
class Seat:
    """A unit (or a person who chairs) in one year: its membership, and what it was leader as."""

    member: Row | None = None
    leads: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One unit or person over the years. `years` holds only years in which something is known."""

    kind: str
    ref: str
    name: str
    place: str | None
    years: Mapping[int | None, Seat]


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """`years` in order, the latest first; None stands last, for what no article dates."""

    years: tuple[int | None, ...]
    lines: tuple[Line, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        """The lines of units, then those of persons."""
        found = (Group(kind=kind, lines=tuple(x for x in self.lines if x.kind == kind)) for kind in ("unit", "person"))
        return tuple(group for group in found if group.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines of one kind: `unit` or `person`."""

    kind: str
    lines: tuple[Line, ...]


def composition(members: Sequence[Row], leaders: Sequence[Row]) -> Composition:
    """The table of a bloc from its memberships and leaderships."""
    seats: dict[tuple[str, str], dict[int | None, Seat]] = {}
    names: dict[tuple[str, str], tuple[str, str | None]] = {}
    for row in members:
        who = ("unit", str(row["unit"]))
        names.setdefault(who, (str(row.get("unit_name") or row["name"]), row["place"]))
        seats.setdefault(who, {}).setdefault(row["year"], Seat()).member = row
    for row in leaders:
        who = ("unit", str(row["unit"])) if row["unit"] else ("person", str(row["person"]))
        names.setdefault(who, (str(row["holder"]), row["place"]))
        seats.setdefault(who, {}).setdefault(row["year"], Seat()).leads.append(row)
    known = {year for per_year in seats.values() for year in per_year}
    years: tuple[int | None, ...] = tuple(sorted((y for y in known if y is not None), reverse=True))
    years += (None,) if None in known else ()
    lines = [
        Line(kind=who[0], ref=who[1], name=names[who][0], place=names[who][1], years=per_year)
        for who, per_year in seats.items()
    ]
    return Composition(years=years, lines=tuple(sorted(lines, key=lambda line: (line.kind != "unit", line.name))))
