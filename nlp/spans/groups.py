"""Counted and left-over recipients ("07 tập thể", "các đơn vị còn lại"), and quotations, which may be themes."""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.reading import Mark, Reading
from nlp.vocabulary import Vocabulary

_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_NUMBER = rf"(?P<n>\d{{1,4}}|{'|'.join(_WORDS)})"
_NOUNS = (
    r"tập thể(?: nhỏ)?(?: (?:và|,) hộ gia đình)?|lượt tập thể|cá nhân|lượt cá nhân|đơn vị(?: thành viên)?|đồng chí|gia đình|hộ gia đình|hộ|cán bộ(?: ?,? ?(?:công chức|chiến sĩ|giáo viên|đoàn viên))?|giáo viên"
    r"|khoa ?, ?phòng|khoa|phòng ?, ?ban|phòng|chi hội|chi đoàn|tổ chức cơ sở|trường|sở ?, ?ngành|sở|doanh nghiệp|hội viên|đoàn viên|công đoàn cơ sở|người|cán bộ|chiến sĩ|xã|phường|huyện|cơ quan|tổ|hội|nhân viên|thành viên|điển hình|gương"
)
_COUNT = re.compile(rf"(?<!\S){_NUMBER} (?P<noun>{_NOUNS})(?!\S)")
_OPEN = {"“": "”", "«": "»", '"': '"'}
_LONGEST = 60


class Count(NamedTuple):
    """How many of what."""

    count: int
    noun: str


class GroupReader:
    """Finds counts, left-over groups and quotations."""

    def __init__(self, words: Vocabulary) -> None:
        """Reads `phrases`: `rest`."""
        self._rest = words.phrases("phrases", "rest")

    def __call__(self, reading: Reading) -> None:
        """Add marks `count`, `group` and `quote`."""
        tokens = reading.tokens
        for match in _COUNT.finditer(tokens.line):
            first, last = tokens.at(match.start()), tokens.at(match.end() - 1) + 1
            number = _WORDS.get(match["n"]) or int(match["n"])
            reading.add(Mark(first, last, "count", Count(number, match["noun"]), "count"))
        for sentence in reading.sentences:
            for hit in self._rest.find(tokens.lower, sentence.first, sentence.last):
                reading.add(Mark(hit.first, hit.last, "group", hit.entry.name, "group.rest"))
            self._quotes(reading, sentence.first, sentence.last)

    def _quotes(self, reading: Reading, first: int, last: int) -> None:
        lower = reading.tokens.lower
        i = first
        while i < last:
            close = _OPEN.get(lower[i])
            end = next((j for j in range(i + 1, min(last, i + _LONGEST)) if lower[j] == close or (close == "”" and lower[j] == '"')), None) if close else None
            if end is None:
                i += 1
                continue
            if end > i + 1:
                reading.add(Mark(i, end + 1, "quote", reading.wording(i + 1, end), "quote"))
            i = end + 1
