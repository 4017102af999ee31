"""What an award name says: its form, title, level, grantor and year; and the level that a grantor has."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from records import AwardForm, AwardLevel

_LEVELS = (
    (re.compile((
        r"chủ tịch nước|nhà nước(?! (?:chi nhánh|tỉnh|khu vực|việt nam))(?<!ngân hàng nhà nước)(?<!kho bạc nhà "
        r"nước)"
    )), AwardLevel.STATE),
    (re.compile(r"chính phủ|thủ tướng"), AwardLevel.GOVERNMENT),
    (re.compile(r"giám đốc (?:sở|công an|ngân hàng|kho bạc)|bộ chỉ huy"), AwardLevel.PROVINCE),
    (re.compile(
        r"\bbộ\b|trung ương|tổng liên đoàn|tối cao|thống đốc|ngân hàng nhà nước|nhnn|việt nam|toàn quốc|quân khu"
        r"|tư lệnh|tổng cục|tập đoàn|ngành"
    ), AwardLevel.MINISTRY),
    (re.compile(r"tỉnh|thành phố|\bsở\b|\btp\b|thành hội"), AwardLevel.PROVINCE),
    (re.compile(r"huyện|quận|thị xã"), AwardLevel.DISTRICT),
    (re.compile(r"\bxã\b|phường|thị trấn"), AwardLevel.COMMUNE),
    (re.compile(r"khối|cụm"), AwardLevel.BLOC),
)  # fmt: skip


class AwardName(NamedTuple):
    """An award as named: form, title as a record writes it, and its level, grantor and year where they stand here."""

    form: AwardForm
    title: str
    level: AwardLevel | None
    grantor: str | None
    year: int | None


@lru_cache(1024)
def level_of(said: str | None, title: str, grantor: str | None) -> AwardLevel | None:
    """The level of an award: by who grants it, else as the lexicon says of its form, else by its own words."""
    return _by_words(grantor) or (AwardLevel(said) if said else None) or _by_words(title)


def _by_words(text: str | None) -> AwardLevel | None:
    words = (text or "").lower()
    return next((level for regex, level in _LEVELS if regex.search(words)), None)
