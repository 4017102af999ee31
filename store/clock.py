"""Instants are kept in UTC, calendar days are reckoned in Asia/Ho_Chi_Minh."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def stamp(instant: datetime) -> str:
    """An instant as it is written to the registry: fixed width, so that text order is time order.

    >>> stamp(datetime(2025, 1, 5, 3, 4, 5, tzinfo=UTC))
    '2025-01-05T03:04:05.000000Z'
    """
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def unstamp(text: str) -> datetime:
    """The instant that `stamp` wrote."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def local_day(text: str) -> str:
    """The calendar day in Viet Nam of a stamped instant.

    >>> local_day("2025-01-05T18:00:00.000000Z")
    '2025-01-06'
    """
    return unstamp(text).astimezone(VIETNAM).date().isoformat()
