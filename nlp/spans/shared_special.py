"""Openings of lists whose head is not simply in the plural: bodies of units, parts of a committee, own heads."""

from __future__ import annotations

from lexicon import Entry
from nlp.reading import Reading
from nlp.spans.shared_opened import BESIDE, GENERIC, OF_UNITS, Intro, Opened, OpeningReader, taking
from nlp.spans.shared_own import OwnHeads
from nlp.vocabulary import Hit, Phrases, Vocabulary

# Bodies that exist inside other units, and are called after them.
_WITHIN_UNITS = frozenset(
    {
        "Ban Chỉ huy quân sự",
        "Công đoàn",
        "Công đoàn cơ sở",
        "Chi bộ",
        "Chi đoàn",
        "Đảng bộ",
        "Đảng ủy",
        "Tự vệ",
        "Đoàn Thanh niên",
        "Đoàn cơ sở",
    }
)
_REVERSED = frozenset({"hội", "đoàn"})
_OWNED = frozenset({"ban", "sở", "phòng"})
_OF = frozenset({"của", "thuộc"})


class SpecialOpenings:
    """Reads such openings."""

    def __init__(self, words: Vocabulary, heads: Phrases, openings: OpeningReader) -> None:
        """Reads `place_levels`; heads: those that lists may have."""
        self._heads = heads
        self._levels = words.phrases("place_levels")
        self._openings = openings

    def of_units(self, reading: Reading, i: int, head: Hit, last: int) -> Intro | None:
        """ "Tự vệ các đơn vị cùng dự:", "Công đoàn các cơ quan:": bodies of units that the list names in full."""
        lower = reading.tokens.lower
        if (
            head.last + 2 >= last
            or lower[head.last] != "các"
            or " ".join(lower[head.last + 1 : head.last + 3]) not in GENERIC
        ):
            return None
        end = head.last + 3
        colon = next((j for j in range(end, min(last, end + 4)) if not lower[j].isalpha()), None)
        if colon is None or lower[colon] != ":":
            return None
        opened = Opened(colon, head.entry.name, taking(head.entry, OF_UNITS), ())
        return self._openings.intro(reading, (i, head.first), last, opened)

    def of_full_units(self, reading: Reading, i: int, head: Hit, last: int, own: OwnHeads) -> Intro | None:
        """ "các Ban Chỉ huy quân sự: Công ty A; Cảng B": units with heads of their own after the colon."""
        lower = reading.tokens.lower
        if head.entry.name not in _WITHIN_UNITS or lower[head.last : head.last + 1] != [":"]:
            return None
        unit = own.units.get(head.last + 1) if head.last + 1 < last else None
        if unit is None or unit.value.head is None or unit.value.head.name == head.entry.name:
            return None
        return self._openings.intro(
            reading, (i, head.first), last, Opened(head.last, head.entry.name, taking(head.entry, OF_UNITS), ())
        )

    def of_owner(self, reading: Reading, i: int, at: int, last: int, own: OwnHeads) -> Intro | None:
        """ "các ban của Tỉnh ủy: Tổ chức, Tuyên giáo": whose they are stands before the colon, and not after each."""
        lower = reading.tokens.lower
        head = self._heads.at(lower, at, at + 1) if at + 3 < last else None
        if head is None or lower[at] not in _OWNED:
            return None
        start = head.last + (2 if lower[head.last : head.last + 2] == ["trực", "thuộc"] else lower[head.last] in _OF)
        skip = 2 if lower[start : start + 2] == ["xây", "dựng"] else 0
        skip += lower[start + skip : start + skip + 1] == ["đảng"]
        start += skip + (lower[start + skip : start + skip + 1] == ["của"])
        owner = own.units.get(start)
        level = self._levels.at(lower, start, last) if start > head.last else None
        end, tail = (level.last, "") if level else (start, "")
        if owner and owner.value.name.endswith(" ủy"):
            end, tail = owner.last, f" {owner.value.name}"
        if end == start or end >= last or lower[end] != ":":
            return None
        return Intro(i, end + 1, end + 1, head.entry.name, taking(head.entry, "field"), (), True, None, tail)

    def reversed(self, reading: Reading, i: int, at: int, last: int, own: OwnHeads) -> Intro | None:
        """ "3 tỉnh hội Đồng Tháp, Bạc Liêu": the level stands before the head, which the article has named in full."""
        lower = reading.tokens.lower
        level = self._levels.at(lower, at, last)
        if level is None or level.last >= last or lower[level.last] not in _REVERSED:
            return None
        name = own.placed_name(lower[level.last].capitalize())
        if " " not in name:
            return None
        entry = Entry(name=name, forms=(name,), attributes={"takes": "place"})
        return self._openings.intro(reading, (i, at), last, Opened(level.last + 1, name, entry, (level.entry.name,)))

    def own_short(self, reading: Reading, i: int, at: int, last: int, own: OwnHeads) -> Intro | None:
        """ "5 vườn bạn:": the first word of a head that the article has in full."""
        tokens = reading.tokens
        entry = own.head(tokens.lower[at]) if tokens.shapes[at] == "x" else None
        if (
            entry is None
            or at + 1 >= last
            or not (tokens.lower[at + 1] in (":", *BESIDE) or tokens.shapes[at + 1] in "XA")
        ):
            return None
        return self._openings.intro(reading, (i, at), last, Opened(at + 1, entry.name, entry, ()))
