"""Lists: from where a list begins in a sketch, its items one by one, and where it ends."""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.reading import Mark, Reading
from nlp.sketch import Sketch
from nlp.spans.places import Place
from nlp.spans.units import UnitName
from nlp.vocabulary import Phrases

_SEPARATORS = frozenset({",", ";", "và", "cùng", "-", "+", "•", ":", "&", "*"})
_CLOSES_NAME = frozenset({";", ")", "(", ".", ":", "-"})
_INSIDE_NAME = frozenset({"và", ",", "của", "thuộc"})
# Words that may stand between a separator and the next item: "và các cơ quan của tỉnh: …".
_FILLERS = frozenset(
    {
        "các", "của", "đơn", "vị", "ngành", "sở", "ban", "hai", "ba", "bốn", "năm", "là", "đại", "diện",
        "lãnh", "đạo", "cơ", "quan",
        "thuộc", "gồm", "tỉnh", "thành", "phố", "huyện", "quận", "xã", "phường", "thị", "trấn", "đặc", "khu",
    }
)  # fmt: skip
_BEFORE_ITEM = frozenset({":", "các", "là", "gồm"})
_ANOTHER_ITEM = re.compile(r"[ULPOGN]\d|\d|các ")
_GOES_ON = re.compile(r"và [^,;.]{0,60}, [UL]\d")
_COMMUNES = frozenset({"xã", "phường", "thị trấn"})
_NAMED = 2  # so short a name is one of a territory
_MAX_FILLER, _MAX_BRACKET, _MAX_NAME = 12, 14, 14


class Item(NamedTuple):
    """One item: its mark (`unit` or `place`), and the roles or abbreviations in a bracket after it."""

    mark: Mark
    inside: tuple[Mark, ...]


class ItemList(NamedTuple):
    """The items of a list and the offset in the sketch's text where it ended."""

    items: list[Item]
    end: int


class ListReader:
    """Walks lists."""

    def __init__(self, stops: Phrases) -> None:
        """`stops`: words at which a name, and so a list, has ended."""
        self._stops = stops

    def walk(
        self,
        reading: Reading,
        sketch: Sketch,
        start: int,
        *,
        raw: bool = False,
        stop: int | None = None,
        bare: bool = False,
    ) -> ItemList:
        """The list that begins at an offset of the sketch's text, and ends by `stop`.

        bare: names that no grammar knows may also be first, where a bloc's members are territories ("gồm Hải Lăng, …").
        raw: between the separators of this list also names that no grammar knows are items ("Tầu Hoa Phượng Đỏ").
        """
        pieces = _Pieces(reading, sketch, start, stop, self._stops)
        items: list[Item] = []
        i, end, wanted = 0, start, True
        while i < len(pieces.words):
            found = pieces.item(i, raw=raw, begun=bare or bool(items)) if wanted else None
            if found and pieces.only_opens(found[1], found[0]):
                i = found[1] + 1
                continue
            if found:
                mark, i = found
                mark = _township(reading, items, _under_head(items, mark))
                i, inside = pieces.bracket(i)
                end = pieces.offset(i)
                i, role = pieces.role_after(i)
                items.append(Item(mark, (*inside, *role)))
                wanted = False
                continue
            after = pieces.after_separator(i, begun=bool(items)) or (i + 1 if wanted and pieces.is_filler(i) else None)
            if after is None:
                break
            i, wanted = after, True
        return ItemList(items, end)


def _under_head(items: list[Item], mark: Mark) -> Mark:
    """A bare name among schools that share a head is one of them: "các trường THPT Nghèn, Dân lập Can Lộc, Lam"."""
    before = items[-1].mark if items else None
    if mark.rule != "unit.in_list" or mark.value.head is not None or before is None or before.label != "unit":
        return mark
    if not before.rule.startswith("unit.shared") or before.value.head is None or before.value.head.kind != "education":
        return mark
    name = f"{before.value.head.name} {mark.value.name}"
    return mark._replace(value=UnitName(name, None, before.value.head, False), rule="unit.shared")


def _township(reading: Reading, items: list[Item], mark: Mark) -> Mark:
    """ "các xã Hải Long, Hải Sơn, TT Cồn": among communes "TT" is no centre."""
    before = items[-1].mark if items else None
    if before is None or before.label != "place" or before.value.level not in _COMMUNES:
        return mark
    if mark.label != "unit" or reading.tokens.lower[mark.first] != "tt" or mark.value.head is None:
        return mark
    return mark._replace(label="place", value=Place("thị trấn", reading.wording(mark.first + 1, mark.last), False))


class _Pieces:
    """The words and symbols of a sketch from an offset on, and what may stand at each of them."""

    __slots__ = ("_offsets", "_reading", "_sketch", "_stops", "words")

    def __init__(self, reading: Reading, sketch: Sketch, start: int, stop: int | None, stops: Phrases) -> None:
        self.words = sketch.text[start:stop].strip().split(" ")
        self._offsets, place = [], start
        for word in self.words:
            self._offsets.append(place)
            place += len(word) + 1
        self._reading, self._sketch, self._stops = reading, sketch, stops

    def offset(self, i: int) -> int:
        """The offset of piece i in the sketch's text."""
        return self._offsets[i] if i < len(self.words) else len(self._sketch.text)

    def item(self, i: int, *, raw: bool, begun: bool) -> tuple[Mark, int] | None:
        """The item at piece i and the piece after it."""
        if self._is_symbol(i, "UL"):
            return self._whole(i) if raw else (self._sketch.mark(self.words[i]), i + 1)
        return self._unknown_name(i) if raw and begun and not self.is_filler(i) else None

    def after_separator(self, i: int, *, begun: bool) -> int | None:
        """The piece after a comma, "và" or the number of an item ("1. Sở Y tế, 2. Sở Nội vụ").

        Guests begin after a semicolon: "… và Hòa Bình; đại diện Ban Dân vận".
        """
        if self._numbers_item(i):
            return i + 2
        if self.words[i] == "(" and self._numbers_item(i + 1) and self.words[i + 2] == ")":
            return i + 3
        if self._closes_list(i):
            return i + 1
        if self.words[i] not in _SEPARATORS:
            return None
        guests = self.words[i] == ";" and begun and "đại" in self.words[i + 1 : i + 4] and "," in self.words[:i]
        return None if guests else i + 1

    def _numbers_item(self, i: int) -> bool:
        """ "1.", "2)", "a)": what numbers the next item."""
        word = self.words[i] if i < len(self.words) else ""
        return (word.isdigit() or (len(word) == 1 and word.isalpha())) and self.words[i + 1 : i + 2] in (["."], [")"])

    def _closes_list(self, i: int) -> bool:
        """ "5 tỉnh (A, B, C) và thành phố D": a bracket that the list's opening has taken in, and more behind it."""
        goes_on = self.words[i] == ")" and self.words[i + 1 : i + 2] in (["và"], [","])
        return goes_on and self._is_symbol(i + 2, "UL") and "(" not in self.words[:i]

    def only_opens(self, i: int, mark: Mark) -> bool:
        """ "8 Đảng bộ: Đảng bộ Sở Y tế, …": a head without a name before a colon says what the items are."""
        return mark.label == "unit" and mark.value.bare and self.words[i : i + 1] == [":"]

    def bracket(self, i: int) -> tuple[int, tuple[Mark, ...]]:
        """Past a bracket after an item, and the marks inside it."""
        if self.words[i : i + 1] != ["("]:
            return i, ()
        close = next((j for j in range(i + 1, min(len(self.words), i + _MAX_BRACKET)) if self.words[j] == ")"), None)
        if close is None:
            return i, ()
        return close + 1, tuple(self._sketch.symbols(" ".join(self.words[i + 1 : close])))

    def role_after(self, i: int) -> tuple[int, tuple[Mark, ...]]:
        """ "A - trưởng khối, B": a role after a dash or comma belongs to the item before."""
        if self.words[i : i + 1] and self.words[i] in ("-", ",", "là") and self._is_symbol(i + 1, "R"):
            return i + 2, (self._sketch.mark(self.words[i + 1]),)
        return i, ()

    def is_filler(self, i: int) -> bool:
        """Words between items that introduce the next ones: "các phường :", "và 2 đơn vị phụ trợ là"."""
        for j in range(i, min(len(self.words), i + _MAX_FILLER)):
            word = self.words[j]
            if self._is_symbol(j, "UL"):
                introduced = self.words[j - 1] in _BEFORE_ITEM
                return introduced or all(w in _FILLERS or w.removeprefix("N").isdigit() for w in self.words[i:j])
            named = word in (",", "và") and j - i <= _NAMED and not self._small(i)  # "Ba Mỹ, Ô Lư và các phường …"
            if named or word in (";", "(", ")") or (word[:1].isupper() and word[0] != "N"):
                return False
        return False

    def _is_symbol(self, i: int, kinds: str) -> bool:
        word = self.words[i] if i < len(self.words) else ""
        return word[:1] in kinds and word[1:].isdigit()

    def _token(self, i: int) -> int:
        return self._sketch.token(self._offsets[i]) if i < len(self.words) else self._sketch.last

    def _small(self, i: int) -> bool:
        """Whether piece i is a word in small letters in the text itself."""
        return self._reading.tokens.shapes[self._token(i)] == "x"

    def _stops_at(self, i: int) -> bool:
        """Whether piece i is a verb or another word in small letters at which a name ends."""
        token, tokens = self._token(i), self._reading.tokens
        return tokens.shapes[token] == "x" and self._stops.at(tokens.lower, token, self._sketch.last) is not None

    def _joins(self, i: int, first: int) -> bool:
        """Whether more items follow a "và": then it joins words of a name, and not the last item."""
        before, inner = self.words[:first], self.words[first:]
        if before.count(";") > 1 and "," not in before:
            return True  # "…; Khuyến học; Bảo trợ Người khuyết tật và Trẻ em mồ côi": semicolons alone part the items
        if ")" in inner and "(" not in inner[: inner.index(")")]:
            inner = inner[: inner.index(")")]
        return ";" in inner or _GOES_ON.match(" ".join(inner[i - first :])) is not None

    def _whole(self, i: int) -> tuple[Mark, int]:
        """An item up to its separator: words that no grammar knew go on with the name ("Câu lạc bộ Hưu | trí")."""
        mark, tokens = self._sketch.mark(self.words[i]), self._reading.tokens
        semicolons = ";" in self.words[i:]
        j = i + 1
        while j < len(self.words) and self.words[j] not in _CLOSES_NAME:
            word, after = self.words[j], self.words[j + 1] if j + 1 < len(self.words) else ""
            if word == "," and not (semicolons and after[:1].islower() and self._small(j + 1)):
                break
            another = word == "và" and _ANOTHER_ITEM.match(" ".join(self.words[j + 1 : j + 3]))
            if another or (word == "và" and not self._joins(j, i)):
                break
            if word[:1].isupper() and word[1:].isdigit() and word[0] != "L":
                return mark, i + 1
            if word not in _INSIDE_NAME and not self._is_symbol(j, "L") and self._stops_at(j):
                break
            j += 1
        last = self._token(j)
        while last > mark.last and tokens.lower[last - 1] in (",", "và", "của", "thuộc", "."):
            last -= 1
        if mark.label != "unit" or not mark.last < last <= mark.last + _MAX_NAME:
            return mark, i + 1
        parts = (mark.value.name, mark.value.place, self._reading.wording(mark.last, last))
        name = UnitName(" ".join(part for part in parts if part), None, mark.value.head, False)
        return Mark(mark.first, last, "unit", name, "unit.in_list"), j

    def _unknown_name(self, i: int) -> tuple[Mark, int] | None:
        """A name that no grammar knows, between two separators of a list that has begun."""
        first, j = self._token(i), i
        while j < len(self.words) and self.words[j] not in (",", ";", "(", ")", "."):
            if self.words[j] == "-" and self._is_symbol(j + 1, "R"):
                break  # "Hải Lăng - Trưởng khối"
            symbol = self.words[j][:1].isupper() and self.words[j][1:].isdigit() and self.words[j][0] != "L"
            if (
                symbol
                or (self.words[j] == "và" and not self._joins(j, j))
                or (self.words[j] != "-" and self._stops_at(j))
            ):
                break
            j += 1
        last = self._token(j)
        if self._reading.tokens.shapes[first] not in "XA" or not first + 2 <= last <= first + _MAX_NAME:
            return None
        return Mark(
            first, last, "unit", UnitName(self._reading.wording(first, last), None, None, False), "unit.in_list"
        ), j
