"""Hours of the day in which a host is left alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from crawler.days import LOCAL
from sources.model import QuietHours


def is_quiet(now: datetime, hours: Sequence[QuietHours]) -> bool:
    """Whether an aware instant falls into one of the spans, reckoned in Asia/Ho_Chi_Minh; the end is not included."""
    local = now.astimezone(LOCAL).time()
    return any(
        span.start <= local < span.end if span.start <= span.end else local >= span.start or local < span.end
        for span in hours
    )
