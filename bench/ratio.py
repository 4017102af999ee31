"""One measured ratio, the limit it should keep, and whether it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """`value` with its limit: `at_least` or `at_most`; without either it is only told."""

    value: float
    at_least: float | None = None
    at_most: float | None = None

    @property
    def held(self) -> bool:
        return not (
            (self.at_least is not None and self.value < self.at_least)
            or (self.at_most is not None and self.value > self.at_most)
        )

    def as_dict(self) -> dict[str, Any]:
        return {"value": self.value, "at_least": self.at_least, "at_most": self.at_most, "held": self.held}

    def __str__(self) -> str:
        limit = f" (at least {self.at_least:g})" if self.at_least is not None else ""
        limit += f" (at most {self.at_most:g})" if self.at_most is not None else ""
        return f"{self.value:.3g}{limit}{'' if self.held else '  MISSED'}"
