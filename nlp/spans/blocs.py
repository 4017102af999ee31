"""Blocs: every mention of an emulation bloc, with its number or description and the authority it runs under.

A mention is numbered ("Khối thi đua số 9"), described ("Khối thi đua các Sở quản lý nhà nước"), or both at once. Bare
words ("khối thi đua", "Cụm") are left to the facts: they mean the bloc that is spoken of.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from records import BlocKind

from nlp.reading import Mark, Reading
from nlp.spans.places import PlaceReader
from nlp.spans.units import UnitReader
from nlp.vocabulary import Vocabulary

_ROMAN = re.compile(r"^(?:x{0,3}(?:ix|iv|v?i{0,3})|x{1,3})$")
_SEED = re.compile(r"(?<!\S)(khối|cụm)(?!\S)")
_PLURAL = frozenset({"các", "những", "nhiều", "mỗi", "từng", "mọi", "một", "hai", "ba", "bốn", "năm"})
_COUNTED = frozenset("thành tỉnh đơn huyện quận xã phường trường sở cơ doanh công bệnh ban hội thị chi bộ ngân đội".split())
# What a description may begin with besides a unit's head or a capital.
_OPENERS = frozenset(
    "các ngành lĩnh doanh đơn cơ trường miền khu công hội sở ban phòng tổ đồng duyên bắc trung nam tây đông quận huyện xã phường tỉnh thành"
    " hành sự văn kinh tham nội tư quản nhà giáo y khoa báo ngân bệnh chi cục đoàn tôn pháp lực phụ nông mặt tự an quân biên tòa viện"
    " mầm tiểu trung thcs thpt mẫu chợ".split()
)
_GENERIC_WORDS = frozenset("huyện thành tỉnh thị xã phường quận ban ngành sở phòng đoàn cơ hội tổ chi viện ủy".split())
_OWNER_HEADS = frozenset("bộ tổng tập công ubnd ủy bộ chỉ liên hội cục catp đảng ngân quân sở viện tòa bảo thành tỉnh mttq".split())


class BlocName(NamedTuple):
    """A mention. number: "9", "i", or None. description: what the bloc is of, small letters, without its place.

    styled: the name as the article has it, without a place that is a mere suffix. strong: "thi đua" stands in it.
    """

    kind: BlocKind
    number: str | None
    description: str
    styled: str
    place: str | None
    strong: bool
    aliases: tuple[str, ...] = ()


class BlocReader:
    """Finds mentions of blocs."""

    def __init__(self, words: Vocabulary, units: UnitReader, places: PlaceReader) -> None:
        """Reads `phrases`: `name_stop`, `bloc_not`, `bloc_owner_not`."""
        self._units = units
        self._places = places
        self._stops = words.phrases("phrases", "name_stop")
        self._not = words.phrases("phrases", "bloc_not")
        self._owner_not = words.phrases("phrases", "bloc_owner_not")
        self._roles = words.phrases("leader_roles")
        self._levels = words.phrases("place_levels")
        self._events = words.phrases("event_types")

    def __call__(self, reading: Reading) -> None:
        """Add marks `bloc`."""
        tokens = reading.tokens
        done = 0
        emulation = re.search(r"thi đua|(?:khối|cụm) (?:trưởng|phó)|trưởng (?:khối|cụm)", tokens.line) is not None
        quoted = {i for mark in reading.of("quote") for i in range(mark.first, mark.last)}
        for match in _SEED.finditer(tokens.line):
            i = tokens.at(match.start())
            if i < done or not emulation or i in quoted or self._roles.at(tokens.lower, i, len(tokens)):
                continue
            mark = self._mention(reading, i, reading.sentence_of(i).last)
            if mark:
                reading.add(mark)
                done = self._more_numbers(reading, mark)

    def _more_numbers(self, reading: Reading, mark: Mark) -> int:
        """"Khối thi đua số 1, số 2 và số 3": a mention for each number; returns where they end."""
        tokens, end = reading.tokens, mark.last
        last = reading.sentence_of(mark.first).last
        if not mark.value.number:
            return end
        at = next((j for j in range(mark.first, mark.last) if tokens.lower[j] in (mark.value.number, mark.value.number.zfill(2))), end - 1) + 1
        found: list[Mark] = []
        while at + 2 < last and tokens.lower[at] in (",", "và") and (tokens.lower[at + 1] == "số" or (found and tokens.lower[at + 1].isdigit())):
            stop, number = self._number(reading, at + 1, last, strong=True)
            if not number:
                break
            styled = re.sub(r"\S+$", number, mark.value.styled)
            found.append(Mark(at + 1, stop, "bloc", mark.value._replace(number=number, styled=styled), "bloc.also_numbered"))
            at = stop
        if not found:
            return end
        at, place = self._authority(reading, at + (tokens.lower[at : at + 1] == ["("]), last)
        if place:
            bloc = reading.marks["bloc"].pop()
            found = [m._replace(value=m.value._replace(place=place)) for m in (bloc._replace(last=min(bloc.last, found[0].first - 1)), *found)]
        for more in found:
            reading.add(more)
        return max(end, at)

    def _mention(self, reading: Reading, i: int, last: int) -> Mark | None:
        tokens = reading.tokens
        kind = BlocKind(tokens.lower[i])
        at = i + 1
        for words in (("giao", "ước", "thi", "đua"), ("thi", "đua"), ("giao", "ước")):
            if tuple(tokens.lower[at : at + len(words)]) == words:
                at += len(words)
                break
        strong = at > i + 1
        if at >= last or self._foreign(reading, i, at, last, strong):
            return None
        number_end, number = self._number(reading, at, last, strong)
        if number:
            return self._numbered(reading, i, number_end, last, kind, number, strong)
        end = self._description(reading, at, last, strong)
        if end == at:
            return None
        return self._described(reading, i, at, end, last, kind, strong)

    def _foreign(self, reading: Reading, i: int, at: int, last: int, strong: bool) -> bool:
        """"Đảng ủy Khối …", "khối lượng", "các cụm thi đua": not one emulation bloc."""
        tokens = reading.tokens
        start = reading.sentence_of(i).first
        before = tokens.lower[i - 1] if i > start else ""
        if not strong:
            after = self._not.at(tokens.lower, at, last)
            if after:
                reading.refuse("bloc.other_meaning", f"“{tokens.lower[i]} {after.entry.name}” is no bloc", i, after.last)
                return True
            owner = self._owner_not.ending(tokens.lower, start, i)
            if owner and tokens.starts[i] > tokens.ends[i - 1]:
                reading.refuse("bloc.other_owner", f"“{owner.entry.name} khối” is a party or youth body", owner.first, i + 1)
                return True
        if before in _PLURAL and tokens.lower[at : at + 1] == ["số"]:
            return False
        plural = before in _PLURAL or (before.isdigit() and len(before) <= 2) or (before == "," and i - 2 >= start and tokens.lower[i - 2] in ("cụm", "khối", "khối,"))
        if plural and not (tokens.lower[at : at + 1] == ["số"] or self._number(reading, at, last, strong)[1]):
            reading.refuse("bloc.plural", "several blocs at once, none by name", i, at)
            return True
        return False

    def _number(self, reading: Reading, at: int, last: int, strong: bool) -> tuple[int, str | None]:
        """"số 9", "9", "I": a number names the bloc unless it counts what follows ("5 thành phố")."""
        tokens = reading.tokens
        stated = tokens.lower[at] == "số"
        j = at + stated
        if j >= last:
            return at, None
        word, shape = tokens.lower[j], tokens.shapes[j]
        if word.isdigit() and len(word) <= 3:
            counts = j + 1 < last and tokens.lower[j + 1] in _COUNTED and not stated
            if counts and not (j + 2 < last and self._levels.at(tokens.lower, j + 1, last) and tokens.shapes[j + 2] in "XA"):
                return at, None
            return j + 1, str(int(word))
        if shape in "XA" and word and _ROMAN.match(word):
            return j + 1, word
        return at, None

    def _numbered(self, reading: Reading, i: int, end: int, last: int, kind: BlocKind, number: str, strong: bool) -> Mark | None:
        tokens = reading.tokens
        if not strong and tokens.shapes[i] == "x" and not self._in_role(reading, i):
            return None
        styled = reading.wording(i, end)
        stop, place = self._authority(reading, end, last)
        stop, aliases = self._aliases(reading, stop, last)
        if place is None:
            stop2, place = self._authority(reading, stop, last)
            stop = max(stop, stop2)
        description = ""
        if stop == end and end + 1 < last and tokens.lower[end] in ("-", ","):
            more = self._units.at(reading, end + 1, last)
            if more and more.last < last and tokens.lower[more.last] == "các" and tokens.lower[end] == "-":
                tail = self._description(reading, end + 1, last, strong)
                return Mark(i, tail, "bloc", BlocName(kind, number, self._in_full(reading, end + 1, tail), _capital(reading.wording(i, tail)), None, True), "bloc.numbered_and_described")
        if stop < last and tokens.lower[stop] in ("-", "/") and stop + 1 < last and tokens.lower[stop + 1] in ("khối", "cụm"):
            inner = self._mention(reading, stop + 1, last)
            if inner and not inner.value.number:
                return Mark(i, inner.last, "bloc", BlocName(kind, number, inner.value.description, styled, inner.value.place or place, True, (inner.value.styled,)), "bloc.numbered_and_described")
        return Mark(i, stop, "bloc", BlocName(kind, number, description, _capital(styled), place, strong, aliases), "bloc.numbered")

    def _described(self, reading: Reading, i: int, at: int, end: int, last: int, kind: BlocKind, strong: bool) -> Mark | None:
        tokens = reading.tokens
        known = self._places.at(reading, at, last) or self._places.gazetteer(reading, at, last)
        if not strong and tokens.shapes[i] == "x" and tokens.lower[at] != "các" and not known and not self._in_role(reading, i):
            reading.refuse("bloc.weak", "“khối” or “cụm” in small letters without “thi đua”", i, end)
            return None
        body_end, place = self._split_place(reading, at, end)
        only = self._levels.at(tokens.lower, at, end)
        if only and only.last == end:
            reading.refuse("bloc.no_name", "a level of administration is no bloc's name", i, end)
            return None
        number = None
        tail = tokens.lower[body_end - 1]
        if tokens.shapes[body_end - 1] in "XA9" and body_end - at > 1 and (tail.isdigit() or _ROMAN.match(tail)):
            number = tail
        styled = _capital(re.sub(r" \([^()]*\)", "", reading.wording(i, body_end)))
        stop = end
        if place is None:
            stop, place = self._authority(reading, end, last)
        stop, aliases = self._aliases(reading, stop, last)
        if place is None:
            stop2, place = self._authority(reading, stop, last)
            stop = max(stop, stop2)
        description = self._in_full(reading, at, body_end)
        return Mark(i, stop, "bloc", BlocName(kind, None, description, styled, place, strong, aliases), "bloc.described" if not number else "bloc.described_numbered")

    def _in_full(self, reading: Reading, at: int, end: int) -> str:
        """A description in small letters, with heads that the lexicon knows written in full and without brackets."""
        tokens, parts, i = reading.tokens, [], at
        while i < end:
            head = self._units.is_head(reading, i, end) if tokens.shapes[i] == "A" else None
            if tokens.lower[i] == "(":
                i += 3
            elif head:
                parts.append(head.entry.name.lower())
                i = head.last
            else:
                parts.append(tokens.lower[i])
                i += 1
        return " ".join(parts)

    def _in_role(self, reading: Reading, i: int) -> bool:
        """Right after "Cụm trưởng", "Khối phó": small letters name a bloc there too."""
        return self._roles.ending(reading.tokens.lower, max(0, i - 5), i) is not None

    def _description(self, reading: Reading, at: int, last: int, strong: bool) -> int:
        """The end of what a bloc is described by, or `at` when nothing describes it."""
        tokens = reading.tokens
        counted = tokens.lower[at].isdigit() and at + 1 < last and tokens.lower[at + 1] in _COUNTED
        if tokens.shapes[at] not in "XA" and tokens.lower[at] not in _OPENERS and not counted:
            return at
        if self._stop(reading, at, last, at):
            return at
        i = at
        while i < last and i - at < 30:
            if i > at and tokens.lower[i] == "(" and i + 3 < last and tokens.lower[i + 2] == ")" and tokens.shapes[i + 1] == "A" and not self._stop(reading, i + 3, last, at):
                i += 3
                continue
            if i > at and self._stop(reading, i, last, at):
                break
            i += 1
        while i > at and tokens.lower[i - 1] in ("và", "-", ",", "về", "của", "các"):
            i -= 1
        return i

    def _stop(self, reading: Reading, i: int, last: int, at: int) -> bool:
        tokens = reading.tokens
        lower, shape = tokens.lower[i], tokens.shapes[i]
        after = tokens.lower[i + 1] if i + 1 < last else ""
        if lower == ",":
            if after == "ngành" and i + 2 < last and tokens.shapes[i + 2] in "XA":
                return True
            listed = tokens.lower[i - 1] in _GENERIC_WORDS or tokens.lower[i - 2 : i] in (["thành", "phố"], ["cơ", "quan"])
            return not (listed and after in _GENERIC_WORDS and tokens.shapes[i + 1] == "x") and not self._field_goes_on(reading, i, at)
        if lower == "-":
            spaced = tokens.starts[i] > tokens.ends[i - 1] and i + 1 < last and tokens.starts[i + 1] > tokens.ends[i]
            return bool(spaced and self._units.is_head(reading, i + 1, last) and tokens.shapes[i + 1] in "XA" and not _fieldish(tokens.lower[i + 1]))
        if not lower[0].isalnum() and lower not in ("/", "&", "'"):
            return True
        if lower == "tổ" and after == "chức":
            return not (tokens.lower[i - 1] in ("các", "và", ",", "tác", "công") or (i == at and tokens.lower[i - 1] == "đua" and False))
        if lower in ("trực", "thuộc") and "trung" in (after, tokens.lower[i + 2] if i + 2 < last else ""):
            return False
        if lower == "và" and i + 1 < last:
            return self._stop(reading, i + 1, last, at) and tokens.shapes[i + 1] == "x"
        shouted = shape == "A" and tokens.shapes[max(0, i - 3) : i + 3].count("A") > 4
        if shape in "XA" and not shouted:
            return shape == "X" and self._events.at(tokens.lower, i, last) is not None
        stop = self._stops.at(tokens.lower, i, last)
        if stop is None:
            return False
        return not self._inside_name(reading, i, last)

    def _field_goes_on(self, reading: Reading, i: int, at: int) -> bool:
        """A comma inside a field that the lexicon knows: "Văn hóa, Thể thao và Du lịch"."""
        for first in range(max(at, i - 5), i):
            hit = self._units.words.fields.at(reading.tokens.lower, first, len(reading.tokens))
            if hit and hit.first < i < hit.last:
                return True
        return False

    def _inside_name(self, reading: Reading, i: int, last: int) -> bool:
        """A stop word that is part of a known field or head: "đăng ký đất đai", "thi hành án", "thi đua - khen thưởng"."""
        tokens = reading.tokens
        for first in range(max(0, i - 6), i + 1):
            hit = self._units.words.fields.at(tokens.lower, first, last) or self._units.is_head(reading, first, last)
            if hit and hit.last > i + 1 and hit.last - hit.first > 1:
                return True
        return False

    def _split_place(self, reading: Reading, at: int, end: int) -> tuple[int, str | None]:
        """A territory or a trade at the end of a description: "… tỉnh Ninh Thuận", "… huyện"."""
        tokens = reading.tokens
        for i in range(max(at + 1, end - 7), end):
            place = self._places.at(reading, i, end)
            if place and place.last == end and place.value.level:
                if tokens.lower[i - 1] in ("các", ",", "và"):
                    return end, place.value.full
                return i, place.value.full
        level = self._levels.at(tokens.lower, end - 1, end) or (self._levels.at(tokens.lower, end - 2, end) if end - at > 2 else None)
        if level and level.last == end and tokens.lower[level.first - 1] not in ("các", ",", "và", "cấp") and level.first > at:
            return end, f"?{level.entry.name}"
        return end, None

    def _authority(self, reading: Reading, i: int, last: int) -> tuple[int, str | None]:
        """Under whom a bloc runs: a territory, "ngành Y tế Đồng Nai", "- CATP Hà Nội", "thuộc Bộ CHQS tỉnh", ", Bộ Công an"."""
        tokens = reading.tokens
        if i >= last:
            return i, None
        linked = i
        for words in (("trực", "thuộc"), ("thuộc",), ("của",), ("-",), (",",)):
            if tuple(tokens.lower[i : i + len(words)]) == words:
                linked = i + len(words)
                break
        if linked >= last:
            return i, None
        comma, dash = tokens.lower[i] == ",", tokens.lower[i] == "-"
        place = self._places.at(reading, linked, last)
        if place and place.value.level and not comma and not dash:
            return place.last, place.value.full
        if place and not place.value.level and not comma and not dash and tokens.shapes[linked] in "XA":
            return place.last, place.value.full
        if tokens.lower[linked] == "ngành":
            return self._trade(reading, linked, last)
        unit = self._units.at(reading, linked, last)
        owner = unit and (tokens.lower[linked] in _OWNER_HEADS or (linked == i and unit.value.head is None))
        if unit and unit.last < last and tokens.lower[unit.last] == "các":
            return i, None
        if unit and owner and (linked > i or tokens.shapes[linked] in "XA"):
            if comma and not (tokens.lower[linked] in ("bộ", "catp", "tổng", "công", "tập") and unit.value.name):
                return i, None
            name = unit.value.name + (f" {unit.value.place}" if unit.value.place else "")
            return unit.last, name
        level = self._levels.at(tokens.lower, linked, last)
        if level and not comma and not dash and len(tokens.lower[linked]) > 1 and level.entry.kind != "below":
            return level.last, f"?{level.entry.name}"
        return i, None

    def _trade(self, reading: Reading, i: int, last: int) -> tuple[int, str | None]:
        """"ngành Y tế Đồng Nai": a trade, with the province whose it is."""
        tokens = reading.tokens
        field = (self._units.words.fields.at(tokens.lower, i + 1, last) or self._units.words.short.at(tokens.lower, i + 1, last)) if i + 1 < last else None
        end = field.last if field else i + 2
        if end > last or tokens.shapes[i + 1] not in "XA":
            return i, None
        place = self._places.at(reading, end, last) if end < last else None
        level = self._levels.at(tokens.lower, end, last) if end < last else None
        stop = place.last if place else level.last if level and tokens.shapes[end] == "x" else end
        return stop, reading.wording(i, stop)

    def _aliases(self, reading: Reading, i: int, last: int) -> tuple[int, tuple[str, ...]]:
        """Another name of the bloc in brackets right after it: "(Khối 2)", "(ĐBSCL)", "(cụm thi đua số 5)"."""
        tokens = reading.tokens
        if i + 2 >= last or tokens.lower[i] != "(":
            return i, ()
        close = next((j for j in range(i + 1, min(last, i + 14)) if tokens.lower[j] == ")"), None)
        if close is None or close == i + 1:
            return i, ()
        inner = tokens.lower[i + 1]
        words = tokens.lower[i + 1 : close]
        described = inner in _OPENERS and inner not in ("gồm", "bao") and len(words) <= 10 and not {",", ";", ":"} & set(words) and tokens.shapes[i + 1] == "x"
        named = described or inner in ("khối", "cụm") or (close == i + 2 and tokens.shapes[i + 1] == "A")
        known = self._places.at(reading, i + 1, close)
        if not named and not (known and known.last == close):
            return i, ()
        if inner in ("gồm", "bao"):
            return i, ()
        return close + 1, (reading.wording(i + 1, close),)


def _capital(styled: str) -> str:
    return styled[0].upper() + styled[1:]


def _fieldish(word: str) -> bool:
    return word in ("xã", "kinh", "khen", "thương", "thể", "du", "dân", "kế", "chính")
