"""A bloc's story by years: who chaired, what took place, who was honoured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]


@dataclass(slots=True, kw_only=True)
class Year:
    """What is known of one emulation year; `year` None for what no article dates."""

    year: int | None
    heads: list[Row] = field(default_factory=list)
    deputies: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    awards: list[Row] = field(default_factory=list)


def timeline(page: Mapping[str, Any]) -> list[Year]:
    """The years of a bloc's page, the latest first."""
    years: dict[int | None, Year] = {}

    def of(year: int | None) -> Year:
        return years.setdefault(year, Year(year=year))

    for event in page["events"]:
        of(_year(event)).events.append(event)
    for leader in page["leaders"]:
        found = of(leader["year"])
        (found.heads if leader["role"] == "head" else found.deputies).append(leader)
    for award in page["awards"]:
        of(award["year"]).awards.append(award)
    return sorted(years.values(), key=lambda each: -(each.year or 0))


def _year(event: Row) -> int | None:
    if event["emulation_year"]:
        return int(event["emulation_year"])
    return int(event["start"][:4]) if event["start"] else None
