"""Whose a bloc is, and what else it is called: the territory, trade or body after its name, and the bracket."""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.reading import Mark, Reading
from nlp.spans.bloc_descriptions import PARTY_BODIES
from nlp.spans.places import PlaceReader
from nlp.spans.units import UnitReader
from nlp.vocabulary import Vocabulary
from nlp.word_sets import word_set

_IN_BRACKETS = frozenset({"bộ", "tổng", "tập", "ubnd"})
_AFTER_COMMA = word_set("bộ catp tổng công tập vksnd viện tand tòa ủy uỷ ubmttq cục liên kbnn nhnn quân")
_LINKS = (("trong",), ("trực", "thuộc"), ("thuộc",), ("của",), ("trên", "địa", "bàn"), ("-",), (",",))
_BEFORE_LISTED = frozenset({",", "và", "-", "các", "tỉnh", "phố", "huyện", "quận", "xã"})
_FORCES = (("llvt",), ("lực", "lượng", "vũ", "trang"))
_VERBS = word_set("được là làm đã đạt dẫn đứng xếp đảm giữ nhận vinh cũng và đoạt giành")
# "thuộc UBND huyện": which one, the article says elsewhere.
_COMMITTEE = re.compile(r"^Ủy ban nhân dân (tỉnh|thành phố|huyện|quận|thị xã)$")
_REGIONS = frozenset({"khu vực", "vùng", "miền"})


class Owner(NamedTuple):
    """end: the token after it. place: as a record writes it; "?tỉnh" when only a level is said; None without one."""

    end: int
    place: str | None


class OwnerReader:
    """Reads what follows a bloc's name."""

    def __init__(self, words: Vocabulary, units: UnitReader, places: PlaceReader) -> None:
        """Reads `place_levels`; of `phrases`: `bloc_opener`, `bloc_owner`, `bloc_generic`; and the words of units."""
        self._openers = words.word_set("phrases", "bloc_opener")
        self._heads = words.word_set("phrases", "bloc_owner")
        self._sorts = words.word_set("phrases", "bloc_sort")
        self._units = units
        self._places = places
        self._levels = words.phrases("place_levels")
        self._provinces = words.levels("places", "tỉnh", "thành phố", default="tỉnh")

    def after(self, reading: Reading, i: int, last: int) -> Owner:
        """Under whom a bloc runs: "tỉnh Bình Thuận", "ngành Y tế Đồng Nai", "- CATP Hà Nội", ", Bộ Công an"."""
        tokens = reading.tokens
        if i >= last:
            return Owner(i, None)
        if tokens.lower[i] == "(":
            return self._in_bracket(reading, i, last)
        link = next((words for words in _LINKS if tuple(tokens.lower[i : i + len(words)]) == words), ())
        at = i + len(link)
        if at >= last:
            return Owner(i, None)
        if tokens.lower[at] in ("ngành", "hệ"):
            return self._trade(reading, at, last)
        if link == (",",):
            return self._after_comma(reading, i, at, last)
        return self._of_forces(reading, at, last) or self._linked(reading, i, at, last, link)

    def _of_forces(self, reading: Reading, at: int, last: int) -> Owner | None:
        """ "LLVT tỉnh Quảng Ngãi": the armed forces of a province."""
        lower = reading.tokens.lower
        words = next((words for words in _FORCES if tuple(lower[at : at + len(words)]) == words), None)
        whose = self._places.at(reading, at + len(words), last) if words else None
        return Owner(whose.last, reading.wording(at, whose.last)) if whose else None

    def _linked(self, reading: Reading, i: int, at: int, last: int, link: tuple[str, ...]) -> Owner:
        """A territory, a body or a bare level, right after the name or after "thuộc", "của", a dash."""
        place = self._places.at(reading, at, last)
        if place and link != ("-",) and (place.value.level or reading.tokens.shapes[at] in "XA"):
            return Owner(place.last, place.value.full)
        return self._body(reading, i, at, last, link) or self._level(reading, i, at, last, link)

    def _body(self, reading: Reading, i: int, at: int, last: int, link: tuple[str, ...]) -> Owner | None:
        """A body: any after "thuộc", else one of those that run blocs."""
        tokens = reading.tokens
        unit = self._units.at(reading, at, last)
        if unit is None:
            return None
        if unit.last < last and tokens.lower[unit.last] == "các":
            return Owner(i, None)
        said = link in (("trực", "thuộc"), ("thuộc",))
        runs = tokens.lower[at] in self._heads or (not link and unit.value.head is None)
        if (said or runs) and (link or tokens.shapes[at] in "XA"):
            return Owner(unit.last, _written(unit))
        return None

    def _level(self, reading: Reading, i: int, at: int, last: int, link: tuple[str, ...]) -> Owner:
        """Only a level, "của tỉnh": which one, the article says elsewhere."""
        lower = reading.tokens.lower
        level = self._levels.at(lower, at, last)
        if level and link != ("-",) and len(lower[at]) > 1 and level.entry.kind != "below":
            return Owner(level.last, f"?{level.entry.name}")
        return Owner(i, None)

    def _after_comma(self, reading: Reading, i: int, at: int, last: int) -> Owner:
        """ ", Bộ Công an"; a territory only before a second one or the sentence's end: ", Quận 8, TP. Hồ Chí Minh"."""
        lower = reading.tokens.lower
        unit = self._units.at(reading, at, last)
        if unit and _acts(lower, unit.last, last):
            return Owner(i, None)
        if unit and (lower[at] in _AFTER_COMMA or (unit.value.head is None and unit.value.name.endswith(" Việt Nam"))):
            return Owner(unit.last, _written(unit))
        place = self._places.at(reading, at, last)
        if place is None or not place.value.level or place.value.level in _REGIONS:
            return Owner(i, None)
        more = self._places.at(reading, place.last + 1, last) if lower[place.last : place.last + 1] == [","] else None
        ends = place.last >= last or lower[place.last] == "."
        return Owner(place.last, place.value.full) if ends or (more and more.value.level) else Owner(i, None)

    def _in_bracket(self, reading: Reading, i: int, last: int) -> Owner:
        """A body of the centre, "(Bộ GD&ĐT)"; or sorts of members, then whose: "(các sở, ban) tỉnh Lạng Sơn"."""
        lower = reading.tokens.lower
        close = next((j for j in range(i + 1, min(last, i + 24)) if lower[j] == ")"), None)
        if close is None:
            return Owner(i, None)
        if lower[i + 1] in _IN_BRACKETS:
            unit = self._units.at(reading, i + 1, close)
            return Owner(close + 1, _written(unit)) if unit and unit.last == close else Owner(i, None)
        national = self._units.at(reading, i + 1, close)
        if national and national.last == close and _written(national).endswith(" Việt Nam"):
            return Owner(close + 1, _written(national))  # "Cụm thi đua số IV (Liên minh HTX Việt Nam)"
        if (
            lower[i + 1] == "các"
            and close + 1 < last
            and all(word == "," or word in self._sorts for word in lower[i + 1 : close])
        ):
            place = self._places.at(reading, close + 1, last)
            return Owner(place.last, place.value.full) if place and place.value.level else Owner(i, None)
        return Owner(i, None)

    def _trade(self, reading: Reading, i: int, last: int) -> Owner:
        """ "ngành Y tế Đồng Nai", "hệ thống Kho bạc Nhà nước": a trade, with the province whose it is."""
        tokens, at = reading.tokens, i + 1
        if tokens.lower[i] == "hệ":
            unit = self._units.at(reading, i + 2, last) if tokens.lower[i + 1 : i + 2] == ["thống"] else None
            return Owner(unit.last, f"hệ thống {_written(unit)}") if unit else Owner(i, None)
        if at >= last or tokens.shapes[at] not in "XA":
            return Owner(i, None)
        field = self._units.words.fields.at(tokens.lower, at, last) or self._units.words.short.at(
            tokens.lower, at, last
        )
        end = field.last if field else at + 1
        if tokens.lower[end : end + 2] == ["nhân", "dân"]:
            end += 2  # "ngành Kiểm sát nhân dân"
        place = self._places.at(reading, end, last) if end < last else None
        level = self._levels.at(tokens.lower, end, last) if end < last else None
        named = level and tokens.shapes[end] == "x" and level.entry.kind != "below"  # "ngành Thống kê | tổ chức"
        stop = place.last if place else level.last if level and named else end
        return Owner(stop, reading.wording(i, stop))

    def inside(self, reading: Reading, at: int, end: int) -> tuple[int, str | None]:
        """A territory at a description's end, "… | tỉnh Ninh Thuận", "… huyện": where the rest ends, and the place."""
        tokens = reading.tokens
        for i in range(max(at + 1, end - 7), end):
            if tokens.lower[i : i + 2] in PARTY_BODIES and end - i <= 5:
                return end, reading.wording(i, end)  # "giúp việc Tỉnh ủy Trà Vinh": a name's part and whose it is
            trade = self._trade(reading, i, end) if tokens.lower[i] == "ngành" else None
            numeral = tokens.shapes[i + 1 : i + 2] == "A" or tokens.lower[i + 1 : i + 2] == ["số"]
            if (
                trade
                and not numeral
                and trade.place
                and trade.end == end
                and tokens.lower[i - 1] not in ("các", ",", "và")
            ):
                return i, trade.place
            place = self._places.at(reading, i, end)
            bare = self._bare_province(reading, i, at, end) if place and place.last == end else None
            if bare:
                return i, bare
            if place and place.last == end and place.value.level and place.value.level not in _REGIONS:
                listed = tokens.lower[i - 1] in ("các", ",", "và")
                return (end if listed else i), place.value.full
        level = self._levels.at(tokens.lower, end - 1, end)
        if level is None and end - at > 2:
            level = self._levels.at(tokens.lower, end - 2, end)
        if level is None or level.last != end or level.first <= at:
            return end, None
        sort = tokens.lower[level.first - 1] in ("các", ",", "và", "cấp", "tuyến")
        return end, None if sort else f"?{level.entry.name}"

    def _bare_province(self, reading: Reading, i: int, at: int, end: int) -> str | None:
        """A province without its level at the end of a longer description: "Trung tâm Y tế phía Nam | Hà Tĩnh"."""
        before = reading.tokens.lower[i - 1]
        level = self._provinces.get(" ".join(reading.tokens.lower[i:end]))
        return f"{level} {reading.wording(i, end)}" if level and i - at > 2 and before not in _BEFORE_LISTED else None

    def only_a_level(self, reading: Reading, at: int, end: int) -> bool:
        """Whether a description is nothing but "tỉnh" or "huyện"."""
        level = self._levels.at(reading.tokens.lower, at, end)
        return level is not None and level.last == end

    def counts(self, reading: Reading, i: int, last: int) -> bool:
        """Whether a level and a name stand at token i: a number before them names the bloc, but "6 tỉnh Bắc Trung Bộ"
        counts its members.
        """
        level = self._levels.at(reading.tokens.lower, i, last)
        if level is None or level.last >= last or reading.tokens.shapes[level.last] not in "XA":
            return False
        return self._places.region(reading, level.last, last) is None

    def aliases(self, reading: Reading, i: int, last: int) -> tuple[int, tuple[str, ...]]:
        """Another name of the bloc in brackets right after it: "(Khối 2)", "(ĐBSCL)", "(cụm thi đua số 5)"."""
        tokens = reading.tokens
        if i + 2 >= last or tokens.lower[i] != "(":
            return i, ()
        close = next((j for j in range(i + 1, min(last, i + 14)) if tokens.lower[j] == ")"), None)
        if close is None or close == i + 1 or tokens.lower[i + 1] in ("gồm", "bao"):
            return i, ()
        words = tokens.lower[i + 1 : close]
        described = words[0] in self._openers and len(words) <= 10 and not {",", ";", ":"} & set(words)
        bloc = words[0] in ("khối", "cụm") and words[1:2] not in (["phó"], ["trưởng"])
        named = bloc or (len(words) == 1 and tokens.shapes[i + 1] == "A")
        known = self._places.at(reading, i + 1, close)
        whole = known is not None and known.last == close
        if named or whole or (described and tokens.shapes[i + 1] == "x"):
            return close + 1, (reading.wording(i + 1, close),)
        return i, ()


def _acts(lower: list[str], i: int, last: int) -> bool:
    """Whether a body after a comma is the subject of what follows: "Ở Cụm số 4, Công an phường A được suy tôn"."""
    return i < last and lower[i] in _VERBS


def _written(unit: Mark) -> str:
    """A body as a record writes it, with its place."""
    place: str | None = unit.value.place
    committee = _COMMITTEE.match(unit.value.name)
    if committee and not place:
        return f"?{committee[1]}"
    return f"{unit.value.name} {place}" if place else str(unit.value.name)
