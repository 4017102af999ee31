"""The day that a listing, a feed or an address names, in numbers. Prose is the extractor's business."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

LOCAL = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})(T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?!\d)")
_IN_PATH = re.compile(r"/((?:19|20)\d{2})/?(0[1-9]|1[0-2])(?:/(\d{2}))?/")


def listed_day(text: str) -> date | None:
    """The first day in `text`: ISO, RFC 2822 or day first with a year of four digits; in Asia/Ho_Chi_Minh.

    >>> listed_day("Thứ Năm, 07/03/2024 | 09:15")
    datetime.date(2024, 3, 7)
    """
    if iso := _ISO.search(text):
        return _from_iso(iso)
    if match := _DAY_FIRST.search(text):
        return _day(int(match[3]), int(match[2]), int(match[1]))
    try:
        return parsedate_to_datetime(text.strip()).astimezone(LOCAL).date()
    except (ValueError, TypeError, IndexError):
        return None


def month_in_path(url: str) -> date | None:
    """The last day that an address like `/2024/03/…` can be from; None when it names no month."""
    match = _IN_PATH.search(url)
    if not match:
        return None
    if match[3] and (day := _day(int(match[1]), int(match[2]), int(match[3]))):
        return day
    following = date(int(match[1]), int(match[2]), 28) + timedelta(days=4)
    return following.replace(day=1) - timedelta(days=1)


def _from_iso(match: re.Match[str]) -> date | None:
    if match[4]:
        try:
            instant = datetime.fromisoformat(match[0])
        except ValueError:
            return _day(int(match[1]), int(match[2]), int(match[3]))
        return (instant.astimezone(LOCAL) if instant.tzinfo else instant).date()
    return _day(int(match[1]), int(match[2]), int(match[3]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
