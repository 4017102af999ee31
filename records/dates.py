"""Days and periods with their grain: "năm 2024" stays a year and never becomes the first of January."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Grain(StrEnum):
    """How exactly a date was stated."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


class PartOfDay(StrEnum):
    """sáng, chiều, tối."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From `start` to `end`, both included and equal for a single day, as exact as `grain` says.

    year_from: how the year was found: `stated`, or the evidence it was inferred from (`published`, `period`, `facts`).
    """

    start: date
    end: date
    grain: Grain = Grain.DAY
    part_of_day: PartOfDay | None = None
    year_from: str = "stated"

    @property
    def year_inferred(self) -> bool:
        """True when the text itself does not name the year beside the date."""
        return self.year_from != "stated"
