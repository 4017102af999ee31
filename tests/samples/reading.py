"""How a careful proof-reader checks gold against its story: is every value somewhere in the text?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

# What articles abbreviate and gold writes out.
SHORT = {
    "nn&ptnt": "nông nghiệp và phát triển nông thôn",
    "kh&đt": "kế hoạch và đầu tư",
    "tn&mt": "tài nguyên và môi trường",
    "kh&cn": "khoa học và công nghệ",
    "gd&đt": "giáo dục và đào tạo",
    "lđ-tb&xh": "lao động - thương binh và xã hội",
    "lđtb&xh": "lao động - thương binh và xã hội",
    "vh-tt&dl": "văn hóa, thể thao và du lịch",
    "vhttdl": "văn hóa, thể thao và du lịch",
    "tt&tt": "thông tin và truyền thông",
    "gtvt": "giao thông vận tải",
    "ubnd": "ủy ban nhân dân",
    "mttq": "mặt trận tổ quốc",
    "cựu tnxp": "cựu thanh niên xung phong",
    "ccb": "cựu chiến binh",
    "lhpn": "liên hiệp phụ nữ",
    "lđlđ": "liên đoàn lao động",
    "thcs": "trung học cơ sở",
    "thpt": "trung học phổ thông",
    "tp.": "thành phố",
    "tx.": "thị xã",
    "tnhh": "trách nhiệm hữu hạn",
    "tmcp": "thương mại cổ phần",
    "cp": "cổ phần",
}


def folded(text: str) -> str:
    """The text as it is compared: composed, lower case, abbreviations written out, one kind of dash and blank."""
    text = unicodedata.normalize("NFC", text).lower().replace("–", "-").replace("tổ quốc việt nam", "tổ quốc việt nam")
    for short, full in SHORT.items():
        text = re.sub(rf"(?<![\wà-ỹ]){re.escape(short)}(?![\wà-ỹ])", full, text)
    return re.sub(r"\s+", " ", text)


def words(text: str) -> set[str]:
    return set(re.findall(r"[\wà-ỹ]+", folded(text)))


def literally(readings: Iterable[str], text: str) -> bool:
    """Whether one of the readings stands in the text as it is."""
    return any(folded(reading) in folded(text) for reading in readings)


def in_words(readings: Iterable[str], text: str) -> bool:
    """Whether all words of one of the readings stand in the text, together or not (lists share their heads)."""
    known = words(text)
    return any(words(reading) <= known for reading in readings)


def day_shown(day: date, text: str) -> bool:
    """Whether the text shows a day and month, in any of the ways in which articles write them."""
    shown = rf"(?<!\d)0?{day.day}\s*[-/.]\s*0?{day.month}(?!\d)|(?<!\d)0?{day.day}\s+tháng\s+0?{day.month}(?!\d)"
    span = rf"(?<!\d)0?{day.day}(?:\s*(?:-|và|đến|đến ngày|,)\s*\d+)+\s*[-/.]\s*0?{day.month}(?!\d)"
    spelled = rf"(?<!\d)0?{day.day}(?:\s*(?:-|và|đến|đến ngày|,)\s*\d+)+\s+tháng\s+0?{day.month}(?!\d)"
    return re.search(f"{shown}|{span}|{spelled}", folded(text)) is not None
