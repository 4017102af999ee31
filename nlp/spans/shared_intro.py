"""How a list with a shared head opens: "các Sở:", "Công an các tỉnh", "Hội Nông dân 13 tỉnh, thành", "5 vườn bạn:"."""

from __future__ import annotations

from typing import NamedTuple

from lexicon import Entry
from nlp.reading import Reading
from nlp.spans.groups import count_at
from nlp.spans.shared_own import OwnHeads
from nlp.vocabulary import Hit, Phrases, Vocabulary

_PLURAL = frozenset({"các", "những", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "gồm", "cả"})
_GENERIC = frozenset(
    {
        "đơn vị",
        "cơ quan",
        "tổ chức",
        "bộ phận",
        "thành viên",
        "địa phương",
        "đoàn thể",
        "khối",
        "cụm",
        "hội nghị",
        "bộ",
        "tổ",
    }
)
# Words for levels that are none elsewhere: "13 tỉnh, thành", "10 địa phương Hà Nội, Hải Phòng".
_LOOSE_LEVELS = {("thành",): ("thành phố",), ("địa", "phương"): ("tỉnh", "thành phố")}
_SORTS = frozenset({"ngành", "ban", "phòng", "đoàn", "hội", "đơn", "cơ"})
_BESIDE = frozenset({"bạn", "sau", "này", "khác", "là", "gồm"})
_BLOCS = frozenset({"khối", "cụm"})
_IN_BLOC = frozenset({"trong", "của", "thuộc"})
_SPEAKS_FOR = frozenset({"đại diện", "kiêm"})
_REVERSED = frozenset({"hội", "đoàn"})
_OWNED = frozenset({"ban", "sở", "phòng"})
_OF = frozenset({"của", "thuộc"})


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
# The words of committees that run a territory, and how far before a part of them they stand.
_COMMITTEES = frozenset({"ubnd", "hđnd"})
_BESIDE_COMMITTEE = 8
# Where a head may stand in the singular before a colon and a list, and which heads do.
_BEFORE_HEAD = frozenset({"gồm", "có", "là", "và", ";", ",", ":"})
_OF_MANY = frozenset({"Bệnh viện", "Trung tâm", "Trường", "Công ty", "Hội", "Sở", "Phòng", "Chi cục", "Xã", "Phường"})
OF_UNITS = "units"  # what a head takes when its items are units in full


class Intro(NamedTuple):
    """What a list opens with. first: its first token; start: where the first item's evidence begins;
    end: the first item.

    name: the head in full ("" where only levels stand); levels: those that the items may be of.
    tail: whose they all are, where that stands before them ("các ban của Tỉnh ủy: …").
    """

    first: int
    start: int
    end: int
    name: str
    entry: Entry | None
    levels: tuple[str, ...]
    colon: bool
    number: int | None = None
    tail: str = ""

    @property
    def takes(self) -> str:
        """What usually follows the head, as the lexicon says."""
        return self.entry.attributes.get("takes", "") if self.entry else ""

    @property
    def of_places(self) -> bool:
        """Whether the items are places."""
        return bool(self.levels) or self.takes.startswith("place")


class _Opened(NamedTuple):
    """A head or levels that open a list, as far as they were read."""

    end: int
    name: str
    entry: Entry | None
    levels: tuple[str, ...]


class IntroReader:
    """Reads the opening of a list."""

    def __init__(self, words: Vocabulary) -> None:
        """Reads `unit_kinds`, `place_levels`, `posts`, `phrases`: `name_stop`."""
        self._heads = Phrases(
            (found, entry)
            for entry in words.entries("unit_kinds")
            for form in entry.forms
            if (found := words.words(form)) and found[0] not in _BLOCS
        )
        self._levels = words.phrases("place_levels")
        self._posts = words.phrases("posts")
        self._stops = words.phrases("phrases", "name_stop")

    def opening(self, reading: Reading, own: OwnHeads) -> set[int]:
        """The tokens at which an opening can begin: a cheap look before `at`."""
        firsts = self._heads.firsts
        own_or_plural = {i for i, word in enumerate(reading.tokens.lower) if word in firsts or self._plural(word)}
        return own.units.keys() | own_or_plural

    def at(self, reading: Reading, i: int, last: int, own: OwnHeads) -> Intro | None:
        """The opening at token i, if any."""
        lower = reading.tokens.lower
        glued = i and lower[i].isdigit() and reading.tokens.starts[i] == reading.tokens.ends[i - 1]
        plural = self._plural(lower[i]) and not (glued and lower[i - 1] != "/")  # "13/14 Sở Y tế"
        at = i + 1 if plural else i
        if plural and at < last and lower[at] == "các":
            at += 1
        if at >= last:
            return None
        head = self._heads.at(lower, at, last)
        if plural and head:
            special = self._of_owner(reading, i, at, last, own) or self._of_full_units(reading, i, head, last, own)
            if special:
                return special
        return (
            (self._of_units(reading, i, head, last) if head else None)
            or self._of_unit(reading, i, at, last, own)
            or (self._of_head(reading, i, head, last, plural=plural) if head else None)
            or (self._reversed(reading, i, at, last, own) if plural else None)
            or (self._levels_only(reading, i, at, last) if plural else None)
            or (self._own_short(reading, i, at, last, own) if plural else None)
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
                if tokens.lower[j] not in _PLURAL and not tokens.lower[j].isdigit()
            ),
            intro.end,
        )
        head = self._heads.at(tokens.lower, at, at + 1) if at + 1 < intro.end else None
        if head is None or intro.levels or tokens.shapes[at + 1] != "X":
            return None
        return intro._replace(start=at, end=at + 1, name=head.entry.name, entry=_taking(head.entry, "field"))

    def _plural(self, word: str) -> bool:
        return word in _PLURAL or (word.isdigit() and len(word) <= 3)

    def _of_units(self, reading: Reading, i: int, head: Hit, last: int) -> Intro | None:
        """ "Tự vệ các đơn vị cùng dự:", "Công đoàn các cơ quan:": bodies of units that the list names in full."""
        lower = reading.tokens.lower
        if (
            head.last + 2 >= last
            or lower[head.last] != "các"
            or " ".join(lower[head.last + 1 : head.last + 3]) not in _GENERIC
        ):
            return None
        end = head.last + 3
        colon = next((j for j in range(end, min(last, end + 4)) if not lower[j].isalpha()), None)
        if colon is None or lower[colon] != ":":
            return None
        opened = _Opened(colon, head.entry.name, _taking(head.entry, OF_UNITS), ())
        return self._intro(reading, (i, head.first), last, opened)

    def _of_full_units(self, reading: Reading, i: int, head: Hit, last: int, own: OwnHeads) -> Intro | None:
        """ "các Ban Chỉ huy quân sự: Công ty A; Cảng B": units with heads of their own after the colon."""
        lower = reading.tokens.lower
        if head.entry.name not in _WITHIN_UNITS or lower[head.last : head.last + 1] != [":"]:
            return None
        unit = own.units.get(head.last + 1) if head.last + 1 < last else None
        if unit is None or unit.value.head is None or unit.value.head.name == head.entry.name:
            return None
        return self._intro(
            reading, (i, head.first), last, _Opened(head.last, head.entry.name, _taking(head.entry, OF_UNITS), ())
        )

    def _of_unit(self, reading: Reading, i: int, at: int, last: int, own: OwnHeads) -> Intro | None:
        """ "Sở Tư pháp các tỉnh", "Đài PT-TH 6 tỉnh là": a unit without a place, then levels in the plural."""
        mark = own.units.get(at)
        if mark is None or mark.value.place or mark.last >= last:
            return None
        levels, end = self._plural_levels(reading, _past_short(reading, mark.last, last), last)
        if not levels:
            return None
        name = mark.value.name
        if _of_territories(reading.tokens.lower, at, name):
            return self._intro(reading, (i, at), last, _Opened(end, "", None, levels))
        if mark.value.head is None and reading.tokens.lower[mark.last - 1] != "nam":
            name = name.removesuffix(" Việt Nam")  # "NHCSXH các tỉnh" are its branches
        return self._intro(reading, (i, at), last, _Opened(end, name, mark.value.head, levels))

    def _of_head(self, reading: Reading, i: int, head: Hit, last: int, *, plural: bool) -> Intro | None:
        """ "các Sở, ngành:", "các trường Đại học Sư phạm Kỹ thuật:", "Công an các tỉnh"."""
        lower, at = reading.tokens.lower, head.first
        if " ".join(lower[at : head.last]) in _GENERIC:
            return None
        levels, end = self._plural_levels(reading, _past_short(reading, head.last, last), last)
        if plural and not levels:
            levels, end = self._counted_level(reading, head.last, last)
        name, entry = head.entry.name, head.entry
        if levels and _of_territories(lower, at, name):
            return self._intro(reading, (i, at), last, _Opened(end, "", None, levels))
        if levels:
            return self._intro(reading, (i, at), last, _Opened(end, name, entry, levels))
        if lower[head.last : head.last + 2] == ["các", "ngành"] and "field" in entry.attributes.get("takes", ""):
            opened = _Opened(head.last + 2, f"{name} ngành", _taking(entry, "field"), ())
            return self._intro(reading, (i, at), last, opened)
        if not plural and not self._heads_a_list(reading, head, last):
            return None
        if lower[end : end + 2] == ["chi", "nhánh"]:
            name, end = f"{name} chi nhánh", end + 2
            entry = _taking(entry, "place")
        if lower[end : end + 1] == ["cấp"] and self._levels.at(lower, end + 1, last):
            end += 2  # "11 hội cấp tỉnh: …"
        if end + 1 < last and lower[end] in (",", "và") and lower[end + 1] in _SORTS:
            end = self._sorts(lower, end, last)
        body = self._body(reading, head, end, last)
        if body:
            said = reading.wording(end, body).removesuffix("thành viên").removesuffix("trực thuộc").strip()
            name, entry, end = f"{name} {said}".strip(), _taking(entry, "name"), body
        return self._intro(reading, (i, at), last, _Opened(end, name, entry, ()))

    def _heads_a_list(self, reading: Reading, head: Hit, last: int) -> bool:
        """ "gồm Bệnh viện: Đa khoa tỉnh, Quân y và Trung tâm: Pháp y, Mắt": a head of many in the singular."""
        lower, i = reading.tokens.lower, head.first
        opens = i > 0 and lower[i - 1] in _BEFORE_HEAD and lower[head.last : head.last + 1] == [":"]
        return opens and head.last + 1 < last and head.entry.name in _OF_MANY

    def _of_owner(self, reading: Reading, i: int, at: int, last: int, own: OwnHeads) -> Intro | None:
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
        return Intro(i, end + 1, end + 1, head.entry.name, _taking(head.entry, "field"), (), True, None, tail)

    def _reversed(self, reading: Reading, i: int, at: int, last: int, own: OwnHeads) -> Intro | None:
        """ "3 tỉnh hội Đồng Tháp, Bạc Liêu": the level stands before the head, which the article has named in full."""
        lower = reading.tokens.lower
        level = self._levels.at(lower, at, last)
        if level is None or level.last >= last or lower[level.last] not in _REVERSED:
            return None
        name = own.placed_name(lower[level.last].capitalize())
        if " " not in name:
            return None
        entry = Entry(name=name, forms=(name,), attributes={"takes": "place"})
        return self._intro(reading, (i, at), last, _Opened(level.last + 1, name, entry, (level.entry.name,)))

    def _levels_only(self, reading: Reading, i: int, at: int, last: int) -> Intro | None:
        """ "các phường:", "14 tỉnh bạn:": territories themselves."""
        levels, end = self._level_list(reading, at, last)
        if not levels:
            return None
        return self._intro(reading, (i, at), last, _Opened(self._to_colon(reading, end, last), "", None, levels))

    def _to_colon(self, reading: Reading, i: int, last: int) -> int:
        """ "7 tỉnh | miền núi phía Bắc: …": past words that only describe, when a colon follows them."""
        lower, end = reading.tokens.lower, i
        while end < min(last, i + 6) and lower[end].isalpha() and not self._stops.at(lower, end, last):
            end += 1
        return end if end < last and lower[end] == ":" else i

    def _own_short(self, reading: Reading, i: int, at: int, last: int, own: OwnHeads) -> Intro | None:
        """ "5 vườn bạn:": the first word of a head that the article has in full."""
        tokens = reading.tokens
        entry = own.head(tokens.lower[at]) if tokens.shapes[at] == "x" else None
        if (
            entry is None
            or at + 1 >= last
            or not (tokens.lower[at + 1] in (":", *_BESIDE) or tokens.shapes[at + 1] in "XA")
        ):
            return None
        return self._intro(reading, (i, at), last, _Opened(at + 1, entry.name, entry, ()))

    def _intro(self, reading: Reading, begins: tuple[int, int], last: int, opened: _Opened) -> Intro | None:
        """Past "bạn", "là" and a colon. begins: the plural word or number, and the head."""
        lower, (i, at), end = reading.tokens.lower, begins, opened.end
        of_bloc = self._of_bloc(lower, end, last)
        if of_bloc:
            return Intro(i, of_bloc, of_bloc, opened.name, opened.entry, opened.levels, True)
        while end < last and lower[end] in _BESIDE:
            end += 1
        colon = end < last and lower[end] in (":", "(")
        counted = count_at(reading.tokens, i)
        start = max(at, counted) if counted and counted <= end else at
        numbers = [int(lower[j]) for j in range(i, end) if lower[j].isdigit()]
        post = self._posts.ending(lower, max(0, at - 6), at)
        if post and post.entry.name not in _SPEAKS_FOR:
            start = end + colon
        start, number = (start if start < end else end + colon), next(iter(numbers), None)
        return Intro(i, start, end + colon, opened.name, opened.entry, opened.levels, colon, number)

    def _of_bloc(self, lower: list[str], i: int, last: int) -> int | None:
        """ "các trường THPT | trong khối: …", "các phòng GD&ĐT | của cụm gồm: …": past the bloc and the colon."""
        if i + 2 >= last or lower[i] not in _IN_BLOC or lower[i + 1] not in _BLOCS:
            return None
        colon = next((j for j in range(i + 2, min(last, i + 9)) if not lower[j].isalnum()), None)
        return colon + 1 if colon is not None and lower[colon] == ":" else None

    def _plural_levels(self, reading: Reading, i: int, last: int) -> tuple[tuple[str, ...], int]:
        """ "các tỉnh, thành phố", "của 13 tỉnh, thành": the levels that the items are of."""
        lower = reading.tokens.lower
        at = i + (i < last and lower[i] in ("của", "thuộc", "ở", "tại"))
        if at >= last or not (
            lower[at] in ("các", "hai", "ba", "bốn") or (lower[at].isdigit() and len(lower[at]) <= 2)
        ):
            return (), i
        levels, end = self._level_list(reading, at + 1, last)
        return (levels, end) if levels else ((), i)

    def _counted_level(self, reading: Reading, i: int, last: int) -> tuple[tuple[str, ...], int]:
        """ "14 BHXH | tỉnh trong Cụm là: Hà Giang, …": one level for all items, before the bloc or a colon."""
        levels, end = self._level(reading, i, last)
        lower = reading.tokens.lower
        opens = bool(levels) and end < last and (lower[end] == ":" or self._of_bloc(lower, end, last) is not None)
        return (levels, end) if opens else ((), i)

    def _level_list(self, reading: Reading, i: int, last: int) -> tuple[tuple[str, ...], int]:
        lower, shapes = reading.tokens.lower, reading.tokens.shapes
        levels: list[str] = []
        at = i
        while at < last:
            found, end = self._level(reading, at, last)
            if not found:
                break
            levels.extend(found)
            at = end
            small = at + 1 < last and (shapes[at + 1] == "x" or lower[at + 1] == "tp")
            joined = small and lower[at] in (",", "và")
            more, after = self._level(reading, at + joined, last) if at + joined < last else ((), at)
            one_item = joined and lower[at] == "và" and after < last and shapes[after] in "XA"
            if not more or one_item or not (shapes[at + joined] == "x" or lower[at + joined] == "tp"):
                break
            at += joined
        return tuple(dict.fromkeys(levels)), at

    def _level(self, reading: Reading, i: int, last: int) -> tuple[tuple[str, ...], int]:
        lower = reading.tokens.lower
        hit = self._levels.at(lower, i, last)
        if hit and len(lower[i]) > 1:
            return (hit.entry.name,), hit.last
        for words, levels in _LOOSE_LEVELS.items():
            if tuple(lower[i : i + len(words)]) == words and lower[i + 1 : i + 2] != ["viên"]:
                return levels, i + len(words)
        return (), i

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
        while lower[colon - 1] in _BESIDE:
            colon -= 1
        return colon if colon > end else None


def _taking(entry: Entry, takes: str) -> Entry:
    return Entry(name=entry.name, forms=entry.forms, kind=entry.kind, attributes={**entry.attributes, "takes": takes})


def _of_territories(lower: list[str], at: int, name: str) -> bool:
    """ "Chủ tịch UBND và Trưởng phòng Nội vụ của 11 huyện": the committee stands for the territory, beside its part."""
    return name.startswith("Phòng ") and not _COMMITTEES.isdisjoint(lower[max(0, at - _BESIDE_COMMITTEE) : at])


def _past_short(reading: Reading, i: int, last: int) -> int:
    """Past the bracket in which a name is shortened: "Hội Chữ thập đỏ (CTĐ) | các tỉnh"."""
    tokens = reading.tokens
    for opening in (i, i - 2):
        if tokens.lower[opening : opening + 1] == ["("] and opening + 2 < last and tokens.lower[opening + 2] == ")":
            return opening + 3 if tokens.shapes[opening + 1] == "A" else i
    return i
