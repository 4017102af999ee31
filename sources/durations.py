"""Times between runs and quiet hours, as people write them in YAML."""

from __future__ import annotations

import re
from datetime import timedelta

_NAMED = {"hourly": timedelta(hours=1), "daily": timedelta(days=1), "weekly": timedelta(weeks=1)}
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def parse_duration(text: str) -> timedelta:
    """A time between runs: a name (`daily`) or a number with m, h, d or w. Raises ValueError.

    >>> parse_duration("6h")
    datetime.timedelta(seconds=21600)
    """
    if text in _NAMED:
        return _NAMED[text]
    match = re.fullmatch(r"([1-9]\d*)\s*([mhdw])", text.strip())
    if not match:
        raise ValueError(f"{text!r} is no duration")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def parse_quiet(text: str) -> dict[str, str]:
    """The two ends of `22:00-05:00`. Raises ValueError."""
    match = re.fullmatch(r"(\d\d:\d\d)\s*[-–]\s*(\d\d:\d\d)", text.strip())
    if not match:
        raise ValueError(f"{text!r} is no span of hours")
    return {"start": match[1], "end": match[2]}
