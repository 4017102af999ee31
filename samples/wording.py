"""How portals write dates and addresses."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

_WEEKDAYS = ("hai", "ba", "tư", "năm", "sáu", "bảy")


def weekday(day: date) -> str:
    """The day of the week as portals write it: `Thứ hai` … `Thứ bảy`, `Chủ nhật`."""
    return "Chủ nhật" if day.weekday() == 6 else f"Thứ {_WEEKDAYS[day.weekday()]}"


def folded(text: str) -> str:
    """The text without diacritics, `đ` as `d`.

    >>> folded("Khối thi đua số 2")
    'Khoi thi dua so 2'
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


def slug(title: str) -> str:
    """The title as an address writes it.

    >>> slug("Ký kết giao ước thi đua năm 2024")
    'ky-ket-giao-uoc-thi-dua-nam-2024'
    """
    return re.sub(r"[^a-z0-9]+", "-", folded(title).lower()).strip("-")


def short_date(moment: datetime) -> str:
    """`08/07/2022`."""
    return f"{moment:%d/%m/%Y}"


def long_date(moment: datetime) -> str:
    """`Thứ Sáu, 8 tháng 7, 2022`, Blogger's form."""
    return f"{weekday(moment).title()}, {moment.day} tháng {moment.month}, {moment.year}"
