"""What follows the body of an organisation's name: a branch, a place beside the name or in it, a
bracket that abbreviates.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.reading import Mark, Reading
from nlp.spans.places import PlaceReader
from nlp.spans.unit_words import UnitWords
from nlp.vocabulary import Hit

_LEVEL_WORDS = frozenset({"tỉnh", "huyện", "quận", "thị xã", "thành phố", "xã", "phường", "thị trấn", "tp"})
_NUMERAL = re.compile(r"^(?:[IVX]{1,4}|\d{1,2})$")
_BRANCHES = (("chi", "nhánh"), ("thường", "trú", "tại"), ("thường", "trú"))
_AREAS = frozenset({"Khu công nghiệp", "Khu kinh tế", "Phòng giao dịch"})
_LONGEST_BRACKET = 6
_LONGEST_COUNTRY = 5


class Tail(NamedTuple):
    """Where a name ends, its place when that stands beside the name, and what else the name gets (with its space)."""

    end: int
    place: str | None = None
    suffix: str = ""


class UnitTails:
    """Reads what follows a body."""

    def __init__(self, words: UnitWords, places: PlaceReader) -> None:
        """`words`: the tables; `places`: reads the places."""
        self._words = words
        self._places = places

    def place(self, reading: Reading, i: int, last: int, *, apart: bool) -> Tail:
        """The place after a name; `apart`: a bare place stands beside the name, else it is part of it."""
        tokens = reading.tokens
        i = self.after_bracket(reading, i, last)
        if i >= last:
            return Tail(i)
        if tokens.lower[i : i + 3] == ["việt", "nam", "-"] and (end := self._country(reading, i + 3, last)):
            return Tail(end, None, f" {reading.wording(i, end)}")
        place = self._places.at(reading, i, last) or self._after_number(reading, i, last)
        if place and place.value.level == "khu vực":
            return Tail(place.last, None, f" {place.value.full}")
        levelled = place is not None and bool(place.value.level and place.value.name)
        if place and (levelled or tokens.shapes[i] in "XA"):
            return self._placed(reading, place, last, beside=apart or levelled)
        level = self._words.levels.at(tokens.lower, i, last)
        if level and self._stands_alone(reading, level, last):
            dotted = (
                tokens.shapes[i] == "A"
                and tokens.lower[level.last : level.last + 1] == ["."]
                and tokens.shapes[level.last + 1 : level.last + 2] == "x"
            )
            return Tail(level.last + dotted, None, f" {level.entry.name}")
        return Tail(i)

    def _placed(self, reading: Reading, place: Mark, last: int, *, beside: bool) -> Tail:
        """The place and the second that a dash adds, beside the name or as the end of it: "Thuế Gia Lai - Kon Tum"."""
        both = place.last if place.value.level and beside else self._second(reading, place.last, last)
        if not beside:
            return Tail(both, None, f" {self._said(reading, place, both)}")
        if both > place.last:
            return Tail(both, f"{place.value.full} - {reading.wording(place.last + 1, both)}")
        return Tail(self._of_province(reading, place, last), place.value.full)

    def _of_province(self, reading: Reading, place: Mark, last: int) -> int:
        """ "VKSND huyện Krông Pắc | , tỉnh Đắk Lắk": past the province that a lower territory lies in."""
        lower, end = reading.tokens.lower, place.last
        if place.value.level == "tỉnh" or lower[end : end + 2] != [",", "tỉnh"] or end + 1 >= last:
            return end
        province = self._places.at(reading, end + 1, last)
        return province.last if province and province.value.known else end

    def _after_number(self, reading: Reading, i: int, last: int) -> Mark | None:
        """ "Thuế cơ sở 1 | tỉnh Quảng Trị": the number belongs to the unit and counts no places."""
        lower = reading.tokens.lower
        level = self._words.levels.at(lower, i, last) if i and lower[i - 1].isdigit() else None
        named = self._places.named(reading, level.last, last, below=True) if level and len(lower[i]) > 1 else None
        if level is None or named is None or level.last >= last:
            return None
        return named._replace(value=named.value._replace(level=level.entry.name))

    def _second(self, reading: Reading, i: int, last: int) -> int:
        """ "Công ty Cổ phần Bia Hà Nội | - Hải Phòng": past a second place in a name."""
        lower = reading.tokens.lower
        other = self._places.at(reading, i + 1, last) if i + 1 < last and lower[i] == "-" else None
        return other.last if other and not other.value.level else i

    def _said(self, reading: Reading, place: Mark, end: int) -> str:
        return place.value.full if end == place.last else reading.wording(place.first, end)

    def _country(self, reading: Reading, i: int, last: int) -> int | None:
        """ "Bệnh viện Hữu nghị Việt Nam - | Cu Ba Đồng Hới": past the other country, and what stands on with it."""
        tokens, words, end = reading.tokens, self._words, i
        while end < last and tokens.shapes[end] == "X" and end - i < _LONGEST_COUNTRY:
            end += 1
        others = (words.posts, words.roles, words.honorifics, words.heads)
        return None if end == i or any(table.at(tokens.lower, i, last) for table in others) else end

    def _stands_alone(self, reading: Reading, level: Hit, last: int) -> bool:
        """ "Sở Y tế | tỉnh": the level without a name; but "Tỉnh ủy", "Huyện đoàn" are bodies."""
        lower = reading.tokens.lower
        if level.entry.name not in _LEVEL_WORDS or len(lower[level.first]) < 2:
            return False
        return level.last >= last or lower[level.last] not in ("ủy", "đoàn")

    def district(self, reading: Reading, i: int, last: int) -> Tail:
        """A district's bare name after a head that asks for a place: "Thành ủy Phan Rang - Tháp Chàm"."""
        name = self._places.gazetteer(reading, i, last) if i < last and reading.tokens.shapes[i] == "X" else None
        return Tail(name.last, name.value.name) if name else Tail(i)

    def unknown_place(self, reading: Reading, i: int, last: int) -> Tail:
        """A name that no gazetteer has, after a head that asks for a place alone: "Điện lực | Krông Năng"."""
        tokens, end = reading.tokens, i
        while end < last and tokens.shapes[end] in "XA" and end - i < 4 and not (end > i and tokens.gaps[end]):
            if (
                self._words.posts.at(tokens.lower, end, last)
                or self._words.roles.at(tokens.lower, end, last)
                or self._words.is_head(reading, end, last)
            ):
                break
            end += 1
        named = (
            end > i and not self._words.is_person(reading, i, last, 2) and self._words.after_post(reading, i) is None
        )
        return Tail(end, None, f" {reading.wording(i, end)}") if named else Tail(i)

    def branch(self, reading: Reading, i: int, last: int) -> Tail:
        """Past "chi nhánh" after a bank's or a company's name, "thường trú tại" after a paper's."""
        lower = reading.tokens.lower
        i = self._past_brand(reading, i, last)
        for words in _BRANCHES:
            end = i + len(words)
            if end < last and tuple(lower[i:end]) == words:
                return Tail(end, None, f" {' '.join(words)}")
        if lower[i : i + 3] == ["-", "chi", "nhánh"] and i + 3 < last and reading.tokens.shapes[i + 3] != "9":
            return Tail(i + 3, None, " - Chi nhánh")
        return Tail(i)

    def _past_brand(self, reading: Reading, i: int, last: int) -> int:
        """Past a bank's brand before its branch: "Ngân hàng Công Thương (VietinBank) | - Chi nhánh"."""
        lower = reading.tokens.lower
        if i >= last or lower[i] != "(" or "nhánh" not in lower[i : i + 8]:
            return i
        close = next((j for j in range(i + 2, min(last, i + 5)) if lower[j] == ")"), last)
        return close + 1 if lower[close + 1 : close + 2] in (["-"], ["chi"]) else i

    def bank(self, reading: Reading, i: int, last: int) -> Tail:
        """What a bank's branch is called, and its number: "BIDV | Từ Sơn", "VietinBank | Khu công
        nghiệp Quế Võ", "… | II".
        """
        tokens = reading.tokens
        tail = self.place(reading, i, last, apart=True)
        if tail.place and tail.end < last and _NUMERAL.match(tokens.words[tail.end]):
            return Tail(tail.end + 1, None, f" {tail.place} {tokens.words[tail.end]}")
        if tail.end > i or i >= last:
            return tail
        area = self._words.heads.at(tokens.lower, i, last) if tokens.shapes[i] in "XA" else None
        start = end = area.last if area and area.entry.name in _AREAS else i
        while (
            end < last
            and end - start < 4
            and tokens.shapes[end] in "XA9"
            and not self._words.posts.at(tokens.lower, end, last)
        ):
            if end == start and self._words.is_person(reading, end, last, 3):
                break
            end += 1
        return Tail(end, None, f" {reading.wording(i, end)}") if end > start else tail

    def legal_form(self, reading: Reading, tail: Tail, last: int) -> Tail:
        """Past the legal form that stands after a company's name: "Tổng công ty Cấp nước Sài Gòn | - TNHH MTV"."""
        lower, i = reading.tokens.lower, tail.end
        form = self._words.legal.at(lower, i + 1, last) if i + 1 < last and lower[i] == "-" else None
        return Tail(form.last, tail.place, tail.suffix) if form else tail

    def after_bracket(self, reading: Reading, i: int, last: int) -> int:
        """Past a bracket that only abbreviates the name before a place: "Hội Luật gia (HLG) tỉnh"."""
        tokens = reading.tokens
        if i + 3 >= last or tokens.lower[i] != "(" or tokens.shapes[i + 1] != "A":
            return i
        close = next((j for j in range(i + 2, min(last, i + _LONGEST_BRACKET)) if tokens.lower[j] == ")"), last)
        if close + 1 >= last:
            return i
        goes_on = self._words.levels.at(tokens.lower, close + 1, last) or self._places.at(reading, close + 1, last)
        return close + 1 if goes_on else i
