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
_FILLERS = frozenset(
    "các của đơn vị ngành sở ban hai ba bốn năm là đại diện lãnh đạo cơ quan thuộc gồm tỉnh thành phố huyện quận xã phường thị trấn đặc khu".split()
)
_MAX_FILLER = 12


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
        self, reading: Reading, sketch: Sketch, start: int, *, raw: bool = False, stop: int | None = None
    ) -> ItemList:
        """The list that begins at an offset of the sketch's text, and ends by `stop`.

        raw: between the separators of this list also names that no grammar knows are items ("Tầu Hoa Phượng Đỏ").
        """
        pieces = sketch.text[start:stop].strip().split(" ")
        offsets, place = [], start
        for piece in pieces:
            offsets.append(place)
            place += len(piece) + 1
        items: list[Item] = []
        i, end, open_item = 0, start, True
        while i < len(pieces):
            piece = pieces[i]
            if piece[:1] in "UL" and piece[1:].isdigit():
                if not open_item:
                    break
                mark, i = self._whole(reading, sketch, pieces, offsets, i) if raw else (sketch.mark(piece), i + 1)
                i, inside = self._bracket(sketch, pieces, i)
                items.append(Item(mark, inside))
                end, open_item = offsets[i] if i < len(pieces) else len(sketch.text), False
                i, more = self._role_after(sketch, pieces, i)
                if more:
                    items[-1] = Item(mark, (*inside, *more))
            elif piece in _SEPARATORS:
                if piece == ";" and items and "đại" in pieces[i + 1 : i + 4] and "," in pieces[:i]:
                    break
                open_item = True
                i += 1
            elif open_item and self._filler(pieces, i):
                i += 1
            elif open_item and raw and items and (found := self._raw(reading, sketch, pieces, offsets, i)):
                mark, i = found
                i, inside = self._bracket(sketch, pieces, i)
                items.append(Item(mark, inside))
                end, open_item = offsets[i] if i < len(pieces) else len(sketch.text), False
            else:
                break
        return ItemList(items, end)

    def _whole(
        self, reading: Reading, sketch: Sketch, pieces: list[str], offsets: list[int], i: int
    ) -> tuple[Mark, int]:
        """An item up to its separator: words that no grammar knew go on with the name ("Câu lạc bộ Hưu | trí")."""
        mark = sketch.mark(pieces[i])
        inner = (
            pieces[i : pieces.index(")", i)]
            if ")" in pieces[i:] and "(" not in pieces[i : pieces.index(")", i)]
            else pieces[i:]
        )
        semicolons = ";" in inner
        j = i + 1
        while (
            j < len(pieces)
            and pieces[j] not in (";", ")", "(", ".", ":", "-")
            and not (pieces[j] == "," and not (semicolons and j + 1 < len(pieces) and pieces[j + 1][:1].islower()))
        ):
            if pieces[j] == "và" and (
                re.match(r"[ULPOG]\d|các ", " ".join(pieces[j + 1 : j + 3]))
                or not (semicolons or self._goes_on(inner, j - i))
            ):
                break
            if pieces[j][:1].isupper() and pieces[j][1:].isdigit():
                if pieces[j][0] != "L" or sketch.mark(pieces[j]).value.level is None and j == i + 1 and False:
                    return mark, i + 1
            elif (
                self._stops.at(reading.tokens.lower, sketch.token(offsets[j]), sketch.last)
                and reading.tokens.shapes[sketch.token(offsets[j])] == "x"
                and pieces[j] not in ("và", ",", "của", "thuộc")
            ):
                break
            j += 1
        if j == i + 1 or mark.label != "unit":
            return mark, i + 1
        last = sketch.token(offsets[j]) if j < len(pieces) else sketch.last
        while last > mark.last and reading.tokens.lower[last - 1] in (",", "và", "của", "thuộc", "."):
            last -= 1
        if last <= mark.last or last - mark.last > 14:
            return mark, i + 1
        name = f"{mark.value.name} {mark.value.place or ''} {reading.wording(mark.last, last)}".replace("  ", " ")
        return Mark(mark.first, last, "unit", UnitName(name, None, mark.value.head, False), "unit.in_list"), j

    def _goes_on(self, inner: list[str], j: int) -> bool:
        """Whether more items follow a "và": then it joins words of a name, not the last item."""
        rest = " ".join(inner[j:])
        return re.match(r"và [^,;.]{0,60}, [UL]\d", rest) is not None

    def _bracket(self, sketch: Sketch, pieces: list[str], i: int) -> tuple[int, tuple[Mark, ...]]:
        """Past a bracket after an item, and the marks inside it."""
        if i >= len(pieces) or pieces[i] != "(":
            return i, ()
        close = next((j for j in range(i + 1, min(len(pieces), i + 14)) if pieces[j] == ")"), None)
        if close is None:
            return i, ()
        return close + 1, tuple(sketch.symbols(" ".join(pieces[i + 1 : close])))

    def _role_after(self, sketch: Sketch, pieces: list[str], i: int) -> tuple[int, tuple[Mark, ...]]:
        """ "A - trưởng khối, B": a role after a dash or comma belongs to the item before."""
        if (
            i + 1 < len(pieces)
            and pieces[i] in ("-", ",", "là")
            and pieces[i + 1].startswith("R")
            and pieces[i + 1][1:].isdigit()
        ):
            return i + 2, (sketch.mark(pieces[i + 1]),)
        return i, ()

    def _filler(self, pieces: list[str], i: int) -> bool:
        """Words between items that introduce the next ones: "các phường :", "và các Công ty Cổ phần :"."""
        for j in range(i, min(len(pieces), i + _MAX_FILLER)):
            piece = pieces[j]
            if piece[:1] in "UL" and piece[1:].isdigit():
                return pieces[j - 1] in (":", "các", "là", "gồm") or all(p in _FILLERS for p in pieces[i:j])
            if piece in (";", "(", ")") or (piece[:1].isupper() and piece[:1] not in "N"):
                return False
        return False

    def _raw(
        self, reading: Reading, sketch: Sketch, pieces: list[str], offsets: list[int], i: int
    ) -> tuple[Mark, int] | None:
        first = sketch.token(offsets[i])
        j = i
        while (
            j < len(pieces)
            and pieces[j] not in (",", ";", "(", ")", ".")
            and not (pieces[j] == "và" and not self._goes_on(pieces, j))
            and not (pieces[j][:1].isupper() and pieces[j][:1] != "L" and pieces[j][1:].isdigit())
        ):
            token = sketch.token(offsets[j])
            if (
                self._stops.at(reading.tokens.lower, token, sketch.last)
                and reading.tokens.shapes[token] == "x"
                and pieces[j] != "-"
            ):
                break
            j += 1
        last = sketch.token(offsets[j]) if j < len(pieces) else sketch.last
        if reading.tokens.shapes[first] not in "XA" or last - first < 2 or last - first > 14:
            return None
        return Mark(first, last, "unit", UnitName(reading.wording(first, last), None, None, False), "unit.in_list"), j


_COMMITTEE = "ủy ban nhân dân"
_CONNECTIVES = re.compile(r"(?: -|,| và| &)(?= )")
_LEVEL = re.compile(r"^(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu) ")
_TAIL = re.compile(r" (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|tp|việt nam)$")


def same_unit(one: tuple[str, str | None], two: tuple[str, str | None]) -> bool:
    """Whether two ways of naming a unit in one article mean one: a place or a level word more or less."""
    (name, place), (other, elsewhere) = (
        (_TAIL.sub("", _CONNECTIVES.sub("", n.lower())), p.lower() if p else "") for n, p in (one, two)
    )
    if _COMMITTEE in (name, other) and name != other and (place or elsewhere) in (name, other):
        return True
    if place and elsewhere and _LEVEL.sub("", place) != _LEVEL.sub("", elsewhere):
        return False
    if name == other:
        return bool(place) == bool(elsewhere) or len(name.split()) > 2 or name.startswith("sở")
    bare, longer = sorted((name, other), key=len)
    where = place or elsewhere
    if where and longer in (f"{bare} {where}", f"{bare} {_LEVEL.sub('', where)}"):
        return True
    return (
        len(bare.split()) >= 3
        and longer.endswith(f" {bare}")
        and longer.split(" ")[0] in ("ngân", "công", "trường", "tập", "tổng", "trung")
    )


def unit_of(mark: Mark) -> tuple[str, str | None]:
    """The name and the place of the unit behind an item: a unit, or a territory that is a member itself."""
    if mark.label == "place":
        place: Place = mark.value
        return place.full, None
    return mark.value.name, mark.value.place
