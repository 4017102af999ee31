"""Dates, numbers and instants as people of each language write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

_HERE = ZoneInfo("Asia/Ho_Chi_Minh")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ROMAN = ("I", "II", "III", "IV")


def day(text: str | None, language: str, grain: str | None = "day") -> str:
    """A calendar day with its grain.

    >>> day("2025-01-26", "vi"), day("2025-01-26", "en"), day("2025-04-01", "vi", "quarter")
    ('26/01/2025', '26 Jan 2025', 'quý II/2025')
    """
    if not text:
        return ""
    when = date.fromisoformat(text)
    coarse = _coarse(when, language, grain or "day")
    if coarse is not None:
        return coarse
    return f"{when:%d/%m/%Y}" if language == "vi" else f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def _coarse(when: date, language: str, grain: str) -> str | None:
    vi = language == "vi"
    if grain == "year":
        return str(when.year)
    if grain == "half":
        first = when.month <= 6
        return f"6 tháng {'đầu' if first else 'cuối'} năm {when.year}" if vi else f"H{1 if first else 2} {when.year}"
    if grain == "quarter":
        number = (when.month - 1) // 3
        return f"quý {_ROMAN[number]}/{when.year}" if vi else f"Q{number + 1} {when.year}"
    if grain == "month":
        return f"{when:%m/%Y}" if vi else f"{_MONTHS[when.month - 1]} {when.year}"
    return None


def days(row: Mapping[str, Any], language: str) -> str:
    """The days of an event's row."""
    start, end = row.get("start"), row.get("end")
    first = day(start, language, row.get("grain"))
    if not end or end == start or row.get("grain") not in (None, "day"):
        return first
    return f"{first} – {day(end, language)}"


def moment(text: str | None, language: str) -> str:
    """An instant in Viet Nam's time, to the minute."""
    if not text:
        return ""
    when = datetime.fromisoformat(text).astimezone(_HERE)
    return f"{day(when.date().isoformat(), language)} {when:%H:%M}"


def number(value: float | int | None, language: str) -> str:
    """A whole number with its thousands apart.

    >>> number(12345, "vi"), number(12345, "en")
    ('12.345', '12,345')
    """
    if value is None:
        return ""
    text = f"{value:,.0f}"
    return text.replace(",", ".") if language == "vi" else text


def percent(share: float) -> str:
    """A share of one as per cent."""
    return f"{share * 100:.0f} %"


def found(text: str, terms: Sequence[str]) -> Markup:
    """The text with the words that were looked for in bold, with or without their marks.

    >>> found("Khối thi đua <b>", ["thi", "dua"])
    Markup('Khối <b>thi</b> <b>đua</b> &lt;b&gt;')
    """
    composed = unicodedata.normalize("NFC", text)
    flat = "".join(_letter(character) for character in composed)
    pattern = "|".join(rf"\b{re.escape(term)}\b" for term in terms)
    out, at = Markup(), 0
    for match in re.finditer(pattern, flat) if pattern else ():
        out += composed[at : match.start()]
        out += Markup("<b>{}</b>").format(composed[match.start() : match.end()])
        at = match.end()
    return out + composed[at:]


def _letter(character: str) -> str:
    """The letter without its marks, always one."""
    return {"đ": "d", "Đ": "d", "Ð": "d"}.get(character) or unicodedata.normalize("NFD", character)[0].lower()[:1]


FILTERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {"day": day, "days": days, "moment": moment, "number": number, "percent": percent, "found": found}
)
