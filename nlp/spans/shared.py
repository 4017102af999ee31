"""Shared heads: "các Sở: Y tế; Tư pháp" is two Sở, "Công an các tỉnh A, B" two Công an, "phường C, D" two wards.

A head in the plural hands itself on to every item after it; so does a unit with a place, to the bare places that follow
("Công an tỉnh Long An và Tiền Giang"), and a head that ends in a word with which the next items begin ("Ban Quản lý Chợ
A, Chợ B"). Each item becomes a mark of its own, with its name in full.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from nlp.reading import Mark, Reading
from nlp.spans.places import Place, PlaceReader
from nlp.spans.units import UnitName, UnitReader
from nlp.vocabulary import Hit, Vocabulary

_PLURAL = frozenset({"các", "những", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "gồm", "cả"})
_GENERIC = frozenset({"đơn vị", "cơ quan", "tổ chức", "bộ phận", "thành viên", "địa phương", "đoàn thể", "khối", "cụm", "hội nghị", "bộ", "ban", "tổ"})
_OPEN_HEADS = frozenset({"hội", "sở", "ban", "phòng"})
_REPEATED = frozenset({"chợ", "cảng", "rừng", "bến", "hồ", "chùa"})
_MAX_ITEMS = 80


class _Intro(NamedTuple):
    first: int
    end: int
    head: Hit | None
    levels: tuple[str, ...]
    colon: bool


class SharedReader:
    """Hands shared heads on to their items."""

    def __init__(self, words: Vocabulary, units: UnitReader, places: PlaceReader) -> None:
        """Reads `unit_kinds`, `unit_fields`, `place_levels`, `phrases`: `name_stop`."""
        self._units = units
        self._places = places
        self._heads = words.phrases("unit_kinds")
        self._fields = words.phrases("unit_fields")
        self._short = words.phrases("unit_abbreviations", "field")
        self._levels = words.phrases("place_levels")
        self._names = words.phrases("places")
        self._stops = words.phrases("phrases", "name_stop")
        self._posts = words.phrases("posts")

    def __call__(self, reading: Reading) -> None:
        """Add marks `unit` and `place` for the items, in place of what stood there."""
        lower, firsts = reading.tokens.lower, self._heads.firsts | _PLURAL
        for sentence in reading.sentences:
            i = sentence.first
            while i < sentence.last:
                intro = self._intro(reading, i, sentence.last) if lower[i] in firsts or lower[i].isdigit() else None
                end = self._hand_on(reading, intro, sentence.last) if intro else i
                i = max(end, i + 1)
        self._places_after_units(reading)
        self._heads_again(reading)
        self._numbers_after(reading)

    def _numbers_after(self, reading: Reading) -> None:
        """"Trung đoàn 141, 165 và 209": numbers that follow a numbered unit are units of its kind."""
        tokens = reading.tokens
        for unit in list(reading.of("unit")):
            if unit.value.head is None or not tokens.lower[unit.last - 1].isdigit() or unit.last - unit.first > 5:
                continue
            prefix, at = unit.value.name.rsplit(" ", 1)[0], unit.last
            while at + 1 < len(tokens) and tokens.lower[at] in (",", "và") and tokens.lower[at + 1].isdigit() and len(tokens.lower[at + 1]) <= 4:
                if at + 2 < len(tokens) and tokens.shapes[at + 2] == "x" and tokens.lower[at + 2] not in ("và", "của", "thuộc", "làm", "là", "được", "đã"):
                    break
                name = unit.value._replace(name=f"{prefix} {tokens.words[at + 1]}")
                _replace(reading, Mark(at + 1, at + 2, "unit", name, "unit.shared_number"))
                at += 2

    # --- "các Sở: …", "TAND các tỉnh: …", "các phường: …" ---------------------------------------------------------

    def _intro(self, reading: Reading, i: int, last: int) -> _Intro | None:
        """A plural head or level at token i, with the levels after it and perhaps a colon."""
        lower = reading.tokens.lower
        plural = lower[i] in _PLURAL or (lower[i].isdigit() and len(lower[i]) <= 3)
        at = i + 1 if plural else i
        if plural and at < last and lower[at] == "các":
            at += 1
        if at >= last:
            return None
        head = self._heads.at(lower, at, last)
        if head and " ".join(lower[head.first : head.last]) in _GENERIC:
            head = None
        end = head.last if head else at
        levels, after = self._level_list(reading, end, last, bare=head is None)
        if not (plural or (head and levels)) or not (head or levels):
            return None
        end = after
        if head and not levels and lower[end : end + 2] == ["chi", "nhánh"]:
            head = Hit(head.first, end + 2, replace(head.entry, name=f"{head.entry.name} chi nhánh", attributes={**head.entry.attributes, "takes": "place"}))
            end += 2
        if head and not levels and end < last and lower[end] in (",", "và") and lower[end + 1 : end + 2] in (["ngành"], ["ban"], ["phòng"], ["đoàn"], ["hội"]):
            end = self._sorts(reading, end, last)
        if plural and head and not levels:
            head, end = self._with_body(reading, head, end, last)
        colon = end < last and lower[end] == ":"
        return _Intro(i, end + colon, head, levels, colon)

    def _with_body(self, reading: Reading, head: Hit, end: int, last: int) -> tuple[Hit, int]:
        """A plural head with words of its own before the colon: "các trường Đại học Sư phạm Kỹ thuật: …"."""
        lower = reading.tokens.lower
        colon = next((j for j in range(end, min(last, end + 7)) if not (lower[j].isalpha() or lower[j] in ("-", "&"))), None)
        if colon is None or colon == end or lower[colon] != ":" or any(self._stops.at(lower, j, last) and reading.tokens.shapes[j] == "x" for j in range(end, colon)):
            return head, end
        name = f"{head.entry.name} {reading.wording(end, colon)}"
        return Hit(head.first, colon, replace(head.entry, name=name, attributes={**head.entry.attributes, "takes": "name"})), colon

    def _sorts(self, reading: Reading, i: int, last: int) -> int:
        """Past "các Sở, ban, ngành": sorts of units, none by name."""
        lower = reading.tokens.lower
        while i + 1 < last and lower[i] in (",", "và") and lower[i + 1] in ("ngành", "ban", "phòng", "đoàn", "hội", "đơn", "cơ"):
            i += 3 if lower[i + 1] in ("đơn", "cơ", "đoàn") and i + 2 < last and lower[i + 2] in ("vị", "quan", "thể") else 2
        return i

    def _level_list(self, reading: Reading, i: int, last: int, *, bare: bool) -> tuple[tuple[str, ...], int]:
        """"các tỉnh, thành phố", "của các huyện": the levels that the items are of."""
        lower = reading.tokens.lower
        at = i
        if not bare:
            at += at < last and lower[at] in ("của", "thuộc", "ở", "tại")
            if at >= last or lower[at] not in ("các", "hai", "ba", "bốn"):
                return (), i
            at += 1
        levels: list[str] = []
        while at < last:
            hit = self._levels.at(lower, at, last)
            if hit is None or len(lower[at]) == 1:
                break
            levels.append(hit.entry.name)
            at = hit.last
            if at + 1 < last and lower[at] in (",", "và") and self._levels.at(lower, at + 1, last) and reading.tokens.shapes[at + 1] == "x":
                after = self._levels.at(lower, at + 1, last)
                if after and after.last < last and reading.tokens.shapes[after.last] in "XA" and lower[at] == "và":
                    break
                at += 1
                continue
            break
        return (tuple(levels), at) if levels else ((), i)

    def _hand_on(self, reading: Reading, intro: _Intro, last: int) -> int:
        """Make a mark of each item; returns where the list ended, or the intro's beginning when there was none."""
        items = self._items(reading, intro, last)
        if not items or (len(items) == 1 and not intro.colon):
            return intro.first
        for label in ("unit", "place"):
            reading.marks[label] = [m for m in reading.of(label) if m.last <= intro.first or m.first >= intro.end]
        descriptor = ""
        for first, end in items:
            mark, descriptor = self._item(reading, intro, first, end, descriptor)
            _replace(reading, mark)
        return items[-1][1]

    def _items(self, reading: Reading, intro: _Intro, last: int) -> list[tuple[int, int]]:
        tokens = reading.tokens
        stop = self._region(reading, intro, last)
        semicolons = intro.colon and self._semicolons(reading, intro, stop)
        items: list[tuple[int, int]] = []
        i = intro.end
        while i < stop and len(items) < _MAX_ITEMS:
            end = self._item_end(reading, intro, i, stop, semicolons)
            if end is None:
                break
            items.append((i, end))
            i = end
            if i < stop and tokens.lower[i] == "(":
                close = next((j for j in range(i, min(stop, i + 12)) if tokens.lower[j] == ")"), None)
                i = close + 1 if close else i
            if i >= stop or tokens.lower[i] not in (",", ";", "và", "cùng"):
                break
            while i < stop and tokens.lower[i] in (",", ";", "và"):
                i += 1
        return items

    def _semicolons(self, reading: Reading, intro: _Intro, stop: int) -> bool:
        """Whether semicolons part the items: not where commas already part what stands before the first of them."""
        tokens = reading.tokens
        if ";" not in tokens.lower[intro.end : stop]:
            return False
        cut = intro.end + tokens.lower[intro.end : stop].index(";")
        if "," not in tokens.lower[intro.end : cut]:
            return True
        field = self._fields.at(tokens.lower, intro.end, cut)
        if field and field.last == cut:
            return True
        pieces = " ".join(w if w == "," else s for w, s in zip(tokens.lower[intro.end : cut], tokens.shapes[intro.end : cut], strict=True)).split(" , ")
        return not all(piece[:1] in "XA9" for piece in pieces)

    def _region(self, reading: Reading, intro: _Intro, last: int) -> int:
        """Where the list must have ended: a closing bracket, or a verb in small letters."""
        tokens, depth = reading.tokens, 0
        while last > intro.end and tokens.lower[last - 1] in (".", ";", "/", "…"):
            last -= 1
        for i in range(intro.end, last):
            lower = tokens.lower[i]
            depth += (lower == "(") - (lower == ")")
            if depth < 0 or lower in ("…", "..."):
                return i
            if depth == 0 and tokens.shapes[i] == "x" and i > intro.end and lower not in ("và", "của", "tổ", "thuộc"):
                hit = self._stops.at(tokens.lower, i, last)
                if hit and (tokens.lower[i - 1], lower) not in self._units._pairs:  # noqa: SLF001 - one lexicon of names
                    return i
            if lower == ":" and i > intro.end:
                return i
        return last

    def _item_end(self, reading: Reading, intro: _Intro, i: int, stop: int, semicolons: bool) -> int | None:
        """The end of the item at token i, None when no item of this list begins here."""
        tokens = reading.tokens
        if self._intro(reading, i, stop) or (tokens.shapes[i] not in "XA9" and not (intro.colon and semicolons)):
            return None
        other = self._heads.at(tokens.lower, i, stop) if intro.colon else self._units.is_head(reading, i, stop)
        own = other is not None and tokens.shapes[i] in "XA" and not self._field_like(reading, intro, i, stop)
        if own and (other.last - other.first > 1 or intro.head is None or tokens.lower[i] in _OPEN_HEADS or "name" not in other.entry.attributes.get("takes", "")):  # type: ignore[union-attr] # `own` says it is there
            return None
        if intro.levels or (intro.head and intro.head.entry.attributes.get("takes", "").startswith("place")):
            place = self._places.named(reading, i, stop, below=True)
            return place.last if place else None
        field = self._fields.at(tokens.lower, i, stop) or self._short.at(tokens.lower, i, stop)
        if field and not intro.colon and field.last < stop and tokens.lower[field.last] not in (",", ";", "và", "(", ".", ")", "cùng"):
            return field.last if tokens.shapes[field.last] == "x" else None
        if not intro.colon:
            return field.last if field else self._name_run(reading, intro, i, stop)
        end = field.last if field else i
        while end < stop and tokens.lower[end] not in ((";", "(") if semicolons else (",", ";", "(", "và")):
            if semicolons and tokens.lower[end] == "và" and self._intro(reading, end + 1, stop):
                break
            end += 1
        return end if end > i else None

    def _field_like(self, reading: Reading, intro: _Intro, i: int, stop: int) -> bool:
        if intro.head is None or "field" not in intro.head.entry.attributes.get("takes", ""):
            return False
        field = self._fields.at(reading.tokens.lower, i, stop)
        return field is not None and (field.last == stop or reading.tokens.lower[field.last] in (",", ";", "và", "(", "."))

    def _name_run(self, reading: Reading, intro: _Intro, i: int, stop: int) -> int | None:
        """Without a colon an item is only taken where the head asks for names: "các trường Lê Lợi, Nguyễn Du"."""
        if intro.head is None or "name" not in intro.head.entry.attributes.get("takes", "") or self._posts.at(reading.tokens.lower, i, stop):
            return None
        end = i
        while end < stop and reading.tokens.shapes[end] in "XA9":
            end += 1
        return end if end > i else None

    def _item(self, reading: Reading, intro: _Intro, first: int, end: int, descriptor: str) -> tuple[Mark, str]:
        """The item's mark, and what stands before a place in it, for bare places that may follow."""
        tokens = reading.tokens
        wording = reading.wording(first, end)
        if intro.head is None:
            name = self._level_of(reading, intro, first, end)
            return Mark(first, end, "place", Place(name, wording, True), "place.shared"), ""
        head = intro.head.entry.name
        if intro.levels or intro.head.entry.attributes.get("takes", "").startswith("place"):
            level = self._level_of(reading, intro, first, end) if intro.levels else ""
            place = f"{level} {self._place_name(reading, first, end, wording)}".strip()
            return Mark(first, end, "unit", UnitName(head, place, intro.head.entry, False), "unit.shared_place"), ""
        field = self._fields.at(tokens.lower, first, end) or self._short.at(tokens.lower, first, end)
        body = wording
        if field and field.last == end:
            body = field.entry.attributes.get("expands", field.entry.name)
        bare = self._names.at(tokens.lower, first, end)
        if descriptor and ((bare and bare.last == end) or (end - first <= 3 and set(tokens.shapes[first:end]) <= {"X"})):
            body = f"{descriptor} {wording}"
        else:
            descriptor = self._descriptor(reading, first, end)
        return Mark(first, end, "unit", UnitName(f"{head} {body}", None, intro.head.entry, False), "unit.shared"), descriptor

    def _districtlike(self, reading: Reading, first: int, end: int) -> bool:
        hit = self._places._names.at(reading.tokens.lower, first, end)  # noqa: SLF001 - the gazetteer
        return hit is not None and hit.last == end

    def _descriptor(self, reading: Reading, first: int, end: int) -> str:
        """"Đa khoa khu vực" of "Đa khoa khu vực Long Thành"."""
        for i in range(first + 1, end):
            if self._districtlike(reading, i, end):
                return reading.wording(first, i)
        return ""

    def _level_of(self, reading: Reading, intro: _Intro, first: int, end: int) -> str:
        """Of several levels the one that the gazetteer gives the place, else the first."""
        if len(intro.levels) < 2:
            return intro.levels[0] if intro.levels else ""
        hit = self._names.at(reading.tokens.lower, first, end) or self._places._names.at(reading.tokens.lower, first, end)  # noqa: SLF001
        return hit.entry.kind if hit and hit.entry.kind in intro.levels else intro.levels[0]

    def _place_name(self, reading: Reading, first: int, end: int, wording: str) -> str:
        hit = self._names.at(reading.tokens.lower, first, end)
        return hit.entry.name if hit and hit.last == end else wording

    # --- "Công an tỉnh Long An và Tiền Giang" ---------------------------------------------------------------------

    def _places_after_units(self, reading: Reading) -> None:
        tokens = reading.tokens
        places = {mark.first: mark for mark in reading.of("place")}
        taken = {i for mark in reading.of("unit") for i in range(mark.first, mark.last)}
        for unit in list(reading.of("unit")):
            value: UnitName = unit.value
            at = unit.last
            while value.place and at + 1 < len(tokens) and tokens.lower[at] in (",", "và", ";"):
                place = places.get(at + 1)
                if place is None or place.value.level or at + 1 in taken or not place.value.known:
                    break
                level = value.place.split(" ")[0] if value.place[0].islower() else ""
                level = "thành phố" if value.place.startswith("thành phố") else level
                name = f"{level} {place.value.name}".strip()
                _replace(reading, Mark(place.first, place.last, "unit", value._replace(place=name), "unit.shared_place"))
                taken.update(range(place.first, place.last))
                at = place.last

    # --- "Ban Quản lý Chợ A, Chợ B" ------------------------------------------------------------------------------

    def _heads_again(self, reading: Reading) -> None:
        tokens = reading.tokens
        for unit in list(reading.of("unit")):
            head = self._heads.at(tokens.lower, unit.first, unit.last)
            if head is None or head.last - head.first < 2:
                continue
            word, at = tokens.lower[head.last - 1], unit.last
            if word not in _REPEATED:
                continue
            while at + 2 < len(tokens) and tokens.lower[at] in (",", "và", ";") and tokens.lower[at + 1] == word and tokens.shapes[at + 1] in "Xx":
                end = at + 2
                while end < len(tokens) and tokens.shapes[end] in "XA":
                    end += 1
                if end == at + 2:
                    break
                name = f"{head.entry.name} {reading.wording(at + 2, end)}"
                _replace(reading, Mark(at + 1, end, "unit", UnitName(name, None, head.entry, False), "unit.shared_word"))
                at = end


def _replace(reading: Reading, mark: Mark) -> None:
    """Put a mark in the place of the units, places and people that an item was taken for."""
    for label in ("unit", "place", "person"):
        kept = [m for m in reading.of(label) if m.last <= mark.first or m.first >= mark.last]
        if len(kept) != len(reading.of(label)):
            reading.marks[label] = kept
    reading.add(mark)
