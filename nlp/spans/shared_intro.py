"""How a list with a shared head opens: "các Sở:", "Công an các tỉnh", "Hội Nông dân 13 tỉnh, thành", "5 vườn bạn:"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from nlp.reading import Reading
from nlp.spans.shared_levels import SEVERAL, PluralLevels
from nlp.spans.shared_opened import BESIDE, BLOCS, GENERIC, PLURAL, Intro, Opened, OpeningReader, past_short, taking
from nlp.spans.shared_own import OwnHeads
from nlp.spans.shared_special import SpecialOpenings
from nlp.vocabulary import Hit, Phrases, Vocabulary

_SORTS = frozenset({"ngành", "ban", "phòng", "đoàn", "hội", "đơn", "cơ"})
# The words of committees that run a territory, and how far before a part of them they stand.
_COMMITTEES = frozenset({"ubnd", "hđnd"})
_BESIDE_COMMITTEE = 8
# Where a head may stand in the singular before a colon and a list, and which heads do.
_BEFORE_HEAD = frozenset({"gồm", "có", "là", "và", ";", ",", ":"})
_OF_MANY = frozenset({"Bệnh viện", "Trung tâm", "Trường", "Công ty", "Hội", "Sở", "Phòng", "Chi cục", "Xã", "Phường"})
_NUMBER = re.compile("9")  # over `Tokens.shapes`
# One of these, or a number, follows a head in the singular that opens a list: "Hội Nông dân (ND) của 13 tỉnh, thành".
_SIGNS = SEVERAL | {":"}
_NEAR = 20


def _plural(word: str) -> bool:
    return word in PLURAL or (word.isdigit() and len(word) <= 3)


class IntroReader:
    """Reads the opening of a list."""

    def __init__(self, words: Vocabulary) -> None:
        """Reads `unit_kinds`, `place_levels`, `posts`, `phrases`: `name_stop`, `compound`."""
        self._heads = Phrases(
            (found, entry)
            for entry in words.entries("unit_kinds")
            for form in entry.forms
            if (found := words.words(form)) and found[0] not in BLOCS
        )
        self._levels = PluralLevels(words)
        self._level_words = words.phrases("place_levels")
        self._openings = OpeningReader(words)
        self._special = SpecialOpenings(words, self._heads, self._openings)
        self._compounds = words.phrases("phrases", "compound")
        self._stops = words.phrases("phrases", "name_stop")

    def opening(self, reading: Reading, own: OwnHeads) -> list[int]:
        """The tokens at which an opening can begin, a cheap look before `at`: at all that says that there are several,
        and at a head or a unit that such a word or a colon follows.
        """
        tokens, lower = reading.tokens, reading.tokens.lower
        heads = self._heads.starts(tokens)
        numbers = [match.start() for match in _NUMBER.finditer(tokens.shapes)]
        signs = sorted([*tokens.where(_SIGNS), *numbers, len(lower) + _NEAR + 1])
        near = [i for i in heads if signs[bisect_right(signs, i)] - i <= _NEAR]
        units = [i for i, mark in own.units.items() if signs[bisect_left(signs, mark.last)] - mark.last <= _NEAR]
        listed = {*heads, *own.units, *self._levels.starts(tokens), *tokens.where(own.by_word.keys())}
        plural = [*tokens.where(PLURAL), *(i for i in numbers if _plural(lower[i]))]
        opens = [i for i in plural if i + 1 in listed or (i + 2 in listed and lower[i + 1] == "các")]
        return sorted({*opens, *near, *units})

    def at(self, reading: Reading, i: int, last: int, own: OwnHeads) -> Intro | None:
        """The opening at token i, if any."""
        lower = reading.tokens.lower
        glued = i and lower[i].isdigit() and reading.tokens.starts[i] == reading.tokens.ends[i - 1]
        plural = _plural(lower[i]) and not (glued and lower[i - 1] != "/")  # "13/14 Sở Y tế"
        at = i + 1 if plural else i
        if plural and at < last and lower[at] == "các":
            at += 1
        if at >= last:
            return None
        head = self._heads.at(lower, at, last) if plural or not self._ends_a_word(reading, i) else None
        if plural and head:
            owned = self._special.of_owner(reading, i, at, last, own)
            special = owned or self._special.of_full_units(reading, i, head, last, own)
            if special:
                return special
        return (
            (self._special.of_units(reading, i, head, last) if head else None)
            or self._of_unit(reading, i, at, last, own)
            or (self._of_head(reading, i, head, last, plural=plural) if head else None)
            or (self._special.reversed(reading, i, at, last, own) if plural else None)
            or (self._levels_only(reading, i, at, last) if plural else None)
            or (self._special.own_short(reading, i, at, last, own) if plural else None)
        )

    def shorter(self, reading: Reading, intro: Intro) -> Intro | None:
        """ "các ban | Tổ chức, Tuyên giáo": the opening with only the first word of its head, when
        the second is in capitals.
        """
        tokens = reading.tokens
        at = next(
            (
                j
                for j in range(intro.first, intro.end)
                if tokens.lower[j] not in PLURAL and not tokens.lower[j].isdigit()
            ),
            intro.end,
        )
        head = self._heads.at(tokens.lower, at, at + 1) if at + 1 < intro.end else None
        if head is None or intro.levels or tokens.shapes[at + 1] != "X":
            return None
        return intro._replace(start=at, end=at + 1, name=head.entry.name, entry=taking(head.entry, "field"))

    def _ends_a_word(self, reading: Reading, i: int) -> bool:
        """ "cán | bộ các đơn vị trong khối: Sở Y tế, …" names no ministries."""
        if not i or reading.tokens.shapes[i] != "x":
            return False
        before = self._compounds.at(reading.tokens.lower, i - 1, i + 1)
        return before is not None and before.last > i

    def _of_unit(self, reading: Reading, i: int, at: int, last: int, own: OwnHeads) -> Intro | None:
        """ "Sở Tư pháp các tỉnh", "Đài PT-TH 6 tỉnh là": a unit without a place, then levels in the plural."""
        mark = own.units.get(at)
        if mark is None or mark.value.place or mark.last >= last:
            return None
        levels, end = self._levels.after_head(reading, past_short(reading, mark.last, last), last)
        if not levels:
            return None
        name = mark.value.name
        if _of_territories(reading.tokens.lower, at, name):
            return self._openings.intro(reading, (i, at), last, Opened(end, "", None, levels))
        if mark.value.head is None and reading.tokens.lower[mark.last - 1] != "nam":
            name = name.removesuffix(" Việt Nam")  # "NHCSXH các tỉnh" are its branches
        return self._openings.intro(reading, (i, at), last, Opened(end, name, mark.value.head, levels))

    def _of_head(self, reading: Reading, i: int, head: Hit, last: int, *, plural: bool) -> Intro | None:
        """ "các Sở, ngành:", "các trường Đại học Sư phạm Kỹ thuật:", "Công an các tỉnh"."""
        lower, at = reading.tokens.lower, head.first
        ministries = lower[at : head.last] == ["bộ"] and ":" in lower[head.last : head.last + 2]  # "04 bộ là: Y tế; …"
        if " ".join(lower[at : head.last]) in GENERIC and not ministries:
            return None
        levels, end = self._levels.after_head(reading, past_short(reading, head.last, last), last)
        if plural and not levels:
            levels, end = self._levels.counted(reading, head.last, last)
        name, entry = head.entry.name, head.entry
        if levels and _of_territories(lower, at, name):
            return self._openings.intro(reading, (i, at), last, Opened(end, "", None, levels))
        if levels:
            return self._openings.intro(reading, (i, at), last, Opened(end, name, entry, levels))
        if lower[head.last : head.last + 2] == ["các", "ngành"] and "field" in entry.attributes.get("takes", ""):
            opened = Opened(head.last + 2, f"{name} ngành", taking(entry, "field"), ())
            return self._openings.intro(reading, (i, at), last, opened)
        if not plural and not self._heads_a_list(reading, head, last):
            return None
        if lower[end : end + 2] == ["chi", "nhánh"]:
            name, end = f"{name} chi nhánh", end + 2
            entry = taking(entry, "place")
        if lower[end : end + 1] == ["cấp"] and self._level_words.at(lower, end + 1, last):
            end += 2  # "11 hội cấp tỉnh: …"
        if end + 1 < last and lower[end] in (",", "và") and lower[end + 1] in _SORTS:
            end = self._sorts(lower, end, last)
        body = self._body(reading, head, end, last)
        if body:
            said = reading.wording(end, body).removesuffix("thành viên").removesuffix("trực thuộc").strip()
            name, entry, end = f"{name} {said}".strip(), taking(entry, "name"), body
        return self._openings.intro(reading, (i, at), last, Opened(end, name, entry, ()))

    def _heads_a_list(self, reading: Reading, head: Hit, last: int) -> bool:
        """ "gồm Bệnh viện: Đa khoa tỉnh, Quân y và Trung tâm: Pháp y, Mắt": a head of many in the singular."""
        lower, i = reading.tokens.lower, head.first
        opens = i > 0 and lower[i - 1] in _BEFORE_HEAD and lower[head.last : head.last + 1] == [":"]
        return opens and head.last + 1 < last and head.entry.name in _OF_MANY

    def _levels_only(self, reading: Reading, i: int, at: int, last: int) -> Intro | None:
        """ "các phường:", "14 tỉnh bạn:": territories themselves."""
        levels, end = self._levels.listed(reading, at, last)
        if not levels:
            return None
        return self._openings.intro(
            reading, (i, at), last, Opened(self._to_colon(reading, end, last), "", None, levels)
        )

    def _to_colon(self, reading: Reading, i: int, last: int) -> int:
        """ "7 tỉnh | miền núi phía Bắc: …": past words that only describe, when a colon follows them."""
        lower, end = reading.tokens.lower, i
        while end < min(last, i + 6) and lower[end].isalpha() and not self._stops.at(lower, end, last):
            end += 1
        return end if end < last and lower[end] == ":" else i

    def _sorts(self, lower: list[str], i: int, last: int) -> int:
        """Past "các Sở, ban, ngành": sorts of units, none by name."""
        while i + 1 < last and lower[i] in (",", "và") and lower[i + 1] in _SORTS:
            i += (
                3
                if lower[i + 1] in ("đơn", "cơ", "đoàn") and i + 2 < last and lower[i + 2] in ("vị", "quan", "thể")
                else 2
            )
        return i

    def _body(self, reading: Reading, head: Hit, end: int, last: int) -> int | None:
        """Where words of the head's own end before the colon: "các trường Đại học Sư phạm Kỹ thuật: …"."""
        lower = reading.tokens.lower
        colon = next(
            (j for j in range(end, min(last, end + 7)) if not (lower[j].isalpha() or lower[j] in ("-", "&"))), None
        )
        if colon is None or colon == end or lower[colon] != ":":
            return None
        if any(self._stops.at(lower, j, last) and reading.tokens.shapes[j] == "x" for j in range(head.last, colon)):
            return None
        while lower[colon - 1] in BESIDE:
            colon -= 1
        return colon if colon > end else None


def _of_territories(lower: list[str], at: int, name: str) -> bool:
    """ "Chủ tịch UBND và Trưởng phòng Nội vụ của 11 huyện": the committee stands for the territory, beside its part."""
    return name.startswith("Phòng ") and not _COMMITTEES.isdisjoint(lower[max(0, at - _BESIDE_COMMITTEE) : at])
