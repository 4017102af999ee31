"""The items of a list with a shared head: fields, places and names, up to where the list ends."""

from __future__ import annotations

from typing import NamedTuple

from nlp.reading import Mark, Reading
from nlp.spans.places import Place, PlaceReader
from nlp.spans.shared_intro import IntroReader
from nlp.spans.shared_opened import OF_UNITS, Intro
from nlp.spans.shared_own import OwnHeads
from nlp.spans.shared_region import RegionReader
from nlp.spans.units import UnitName, UnitReader
from nlp.vocabulary import Vocabulary

_OPEN_HEADS = frozenset({"hội", "sở", "ban", "phòng"})
_ENDS = frozenset({",", ";", "và", "(", ".", ")", "cùng"})
_MAX_ITEMS = 80
# How far back the items before this one are looked at.
_REACH = 60


# Groups of companies are called after trades that are heads of units of their own elsewhere.
_GROUPS = frozenset({"Tập đoàn", "Tổng công ty"})
_TRADES = frozenset({"điện", "bảo", "viễn", "bưu", "cảng", "đường"})


class Item(NamedTuple):
    """An item before it has its mark; `place` where it is one, `name` where the lexicon knows head
    and item as one name.
    """

    first: int
    end: int
    place: Place | None = None
    name: str | None = None


# Small words after which a field's name goes on: "Y tế và Dân số", "Xây dựng của tỉnh".
_INSIDE_NAMES = frozenset({"và", "của", "tỉnh", "thành", "huyện", "thị", "quận", "xã", "phường", "khu", "cùng", "với"})


class ItemReader:
    """Reads the items after an opening."""

    def __init__(self, words: Vocabulary, units: UnitReader, places: PlaceReader, intros: IntroReader) -> None:
        """Reads `unit_kinds`, `unit_fields`, `unit_abbreviations`, `posts`, `phrases`: `name_stop`, `namesake`."""
        self._units = units
        self._places = places
        self._intros = intros
        self._words = words
        self._heads = words.phrases("unit_kinds")
        self._fields = words.phrases("unit_fields")
        self._short = words.phrases("unit_abbreviations", "field")
        self._region = RegionReader(words, units)
        self._posts = words.phrases("posts")
        self._namesakes = words.phrases("phrases", "namesake")

    def read(self, reading: Reading, intro: Intro, last: int, own: OwnHeads) -> list[Item]:
        """The items after an opening, up to where the list ends."""
        tokens = reading.tokens
        if intro.levels and tokens.words[intro.end : intro.end + 1] == ["từ"]:
            return self._from_to(reading, intro.end, last)
        stop = self._region.end(reading, intro, last)
        semicolons = intro.colon and self._region.by_semicolons(reading, intro, stop)
        items: list[Item] = []
        i = intro.end
        while i < stop and len(items) < _MAX_ITEMS:
            item = self._item(reading, intro, i, stop, semicolons, own)
            if item is None:
                break
            items.append(item)
            i = item.end
            if i < stop and tokens.lower[i] == "(":
                close = next((j for j in range(i, min(stop, i + 12)) if tokens.lower[j] == ")"), None)
                i = close + 1 if close else i
            if i >= stop or tokens.lower[i] not in (",", ";", "và", "cùng"):
                break
            while i < stop and tokens.lower[i] in (",", ";", "và"):
                i += 1
        return items

    def _from_to(self, reading: Reading, i: int, last: int) -> list[Item]:
        """ "từ Long An đến Cà Mau": the two that are named."""
        one = self._places.named(reading, i + 1, last, below=True)
        if one is None or one.last + 1 >= last or reading.tokens.lower[one.last] != "đến":
            return []
        two = self._places.named(reading, one.last + 1, last, below=True)
        return [Item(p.first, p.last, p.value) for p in (one, two)] if two else []

    def _item(self, reading: Reading, intro: Intro, i: int, stop: int, semicolons: bool, own: OwnHeads) -> Item | None:
        """The item at token i, None when no item of this list begins here."""
        tokens = reading.tokens
        if intro.takes == OF_UNITS:
            return self._of_unit(reading, intro, i, stop, own)
        begins = (
            tokens.shapes[i] in "XA9"
            or (intro.colon and semicolons)
            or (intro.colon and intro.of_places and self._places.at(reading, i, stop) is not None)
        )
        number = tokens.shapes[i : i + 2] == "9x" and tokens.lower[i + 1] not in _ENDS
        # "… và | 2 vườn bạn"; but the hospital "30 tháng 4"
        count = number and tokens.lower[i + 1] not in ("tháng", "và")
        inner = self._intros.at(reading, i, stop, own)
        if inner and semicolons and tokens.words[i] == "Các" and not inner.colon:
            inner = None  # "Công đoàn: …; | Các khu công nghiệp": a name that begins with "Các"
        if not begins or count or inner or self._other_head(reading, intro, i, stop) or self._post(reading, i, stop):
            return None
        found = (
            self._place_item(reading, intro, i, stop)
            if intro.of_places
            else self._known_with(intro.name, reading, i, stop)
        )
        if found or intro.of_places:
            return found
        field = self._field(reading, i, stop)
        if not intro.colon or (field is None and self._ends_place(reading, i, stop)):
            return self._short_item(reading, intro, i, field, stop)
        if not semicolons and field and self._says_more(reading, field, stop):
            return Item(i, field)
        return self._to_separator(reading, field or i, i, stop, semicolons, own)

    def _says_more(self, reading: Reading, end: int, stop: int) -> bool:
        """Whether a field is followed by a deed: "các Sở: Tài chính, Ngoại vụ | tham mưu có hiệu quả …"."""
        tokens = reading.tokens
        follows = tokens.lower[end] if end < stop and tokens.shapes[end] == "x" else ""
        if not follows.isalpha() or follows in _INSIDE_NAMES or self._units.words.joins(tokens.lower[end - 1], follows):
            return False
        return not self._places.at(reading, end, stop)

    def _post(self, reading: Reading, i: int, stop: int) -> bool:
        """Whether somebody's post begins there: "… Anh Sơn 2 và | Giám đốc Trung tâm …"."""
        post = self._posts.at(reading.tokens.lower, i, stop)
        return post is not None and post.last - post.first > 1 and bool(self._units.is_head(reading, post.last, stop))

    def _of_unit(self, reading: Reading, intro: Intro, i: int, stop: int, own: OwnHeads) -> Item | None:
        """The unit in which a body of the intro's kind stands, up to the separator where no grammar knows it."""
        unit = own.units.get(i)
        if unit and unit.last <= stop:
            return Item(i, unit.last, None, f"{intro.name} {_full(unit.value)}")
        found = self._to_separator(reading, i, i, stop, False, own) if reading.tokens.shapes[i] in "XA" else None
        return found._replace(name=f"{intro.name} {reading.wording(i, found.end)}") if found else None

    def _ends_place(self, reading: Reading, i: int, stop: int) -> Mark | None:
        """The place that is a whole item."""
        place = self._places.at(reading, i, stop)
        return place if place and (place.last == stop or reading.tokens.lower[place.last] in _ENDS) else None

    def _short_item(self, reading: Reading, intro: Intro, i: int, field: int | None, stop: int) -> Item | None:
        """An item without a colon before the list: a field, a place or, where the head asks for them, a name."""
        tokens = reading.tokens
        if field and field < stop and tokens.lower[field] not in _ENDS:
            tail = tokens.shapes[field] == "x" or tokens.lower[field] == "tỉnh" or self.party(reading, field, stop)
            return Item(i, field) if tail else None
        place = self._ends_place(reading, i, stop) if not field else None
        if place:
            return Item(i, place.last, place.value)
        end = field or self._name_run(reading, intro, i, stop)
        return Item(i, end) if end else None

    def _to_separator(
        self, reading: Reading, end: int, i: int, stop: int, semicolons: bool, own: OwnHeads
    ) -> Item | None:
        """An item after a colon goes on to the next separator."""
        lower = reading.tokens.lower
        separators = (";", "(") if semicolons else (",", ";", "(", "và")
        begun_with = {lower[j + 1] for j in range(max(0, i - _REACH), i) if lower[j] in (";", ":")}
        while end < stop and lower[end] not in separators:
            # "…; ngành Y tế; Các khu công nghiệp | và ngành Xây dựng": the last item begins as others did
            last_one = semicolons and lower[end] == "và" and end + 1 < stop
            # "… Y tế và | 04 cơ quan thuộc Chính phủ: …": others begin
            others = last_one and (lower[end + 1].isdigit() or lower[end + 1] in begun_with)
            if last_one and (others or self._begins_unit(reading, end + 1, stop, own)):
                break
            end += 1
        return Item(i, end) if end > i else None

    def _begins_unit(self, reading: Reading, i: int, stop: int, own: OwnHeads) -> bool:
        """ "…; Khoa học và Công nghệ và | Ban Quản lý Khu kinh tế": another list, or a unit with a head of its own."""
        head = self._heads.at(reading.tokens.lower, i, stop) if reading.tokens.shapes[i] == "X" else None
        own_unit = head is not None and head.last - head.first > 1 and i in own.units
        return own_unit or self._intros.at(reading, i, stop, own) is not None

    def _other_head(self, reading: Reading, intro: Intro, i: int, stop: int) -> bool:
        """Whether a unit with a head of its own begins here, and so the list has ended."""
        tokens = reading.tokens
        head = self._heads.at(tokens.lower, i, stop) if intro.colon else self._units.is_head(reading, i, stop)
        if self._units.words.is_brand(reading, i, stop) or self._itself_again(reading, intro, i, stop):
            return True
        if (
            head is None
            or tokens.shapes[i] not in "XA"
            or self._field_like(reading, intro, i, stop)
            or self._known_with(intro.name, reading, i, stop)
        ):
            return False
        if intro.colon and intro.name in _GROUPS and tokens.lower[i] in _TRADES:
            return False  # "các tập đoàn: Dầu khí Việt Nam, | Điện lực Việt Nam"
        if intro.of_places and tokens.shapes[i] == "A":
            return True  # "… NHNN chi nhánh khu vực 5, | NHNN chi nhánh khu vực 6"
        if intro.of_places and head.last == i + 1 and self._two_words(reading, i, stop):
            return False  # the commune "Trường Hà", the town "Hội An"
        takes = head.entry.attributes.get("takes", "")
        return head.last - head.first > 1 or not intro.name or tokens.lower[i] in _OPEN_HEADS or "name" not in takes

    def _two_words(self, reading: Reading, i: int, stop: int) -> bool:
        """Whether the item is two words in capitals and no more."""
        tokens = reading.tokens
        closes = i + 2 >= stop or tokens.lower[i + 2] in _ENDS
        return tokens.shapes[i : i + 2] == "XX" and closes

    def _itself_again(self, reading: Reading, intro: Intro, i: int, stop: int) -> bool:
        """ "các viện: Viện Pasteur, Viện Dinh dưỡng", "các HTX: HTX Đại Hào": the items have the head themselves."""
        head = self._heads.at(reading.tokens.lower, i, stop)
        if head is None or not intro.name or head.last >= stop:
            return False
        same_word = reading.tokens.lower[i] == intro.name.split(" ")[0].lower()
        again = same_word or head.entry.name == intro.name
        return again and not self._namesakes.at(reading.tokens.lower, i, stop)

    def _place_item(self, reading: Reading, intro: Intro, i: int, stop: int) -> Item | None:
        """A place with or without its level; of heads that also take names a longer one ("Hà Nội 2")."""
        tokens = reading.tokens
        place = self._places.at(reading, i, stop)
        if place is None or not place.value.level:
            place = self._places.named(reading, i, stop, below=True)
        if place is None or self._places.is_region(place.value.name):
            return None
        if intro.colon and "name" in intro.takes and place.last < stop and tokens.lower[place.last] not in _ENDS:
            end = place.last
            while end < stop and tokens.lower[end] not in _ENDS:
                end += 1
            return Item(i, end)
        return Item(i, place.last, place.value)

    def _field(self, reading: Reading, i: int, stop: int) -> int | None:
        """The end of a known field at token i; a comma that only the article puts into it parts two items."""
        lower = reading.tokens.lower
        hit = self._fields.at(lower, i, stop) or self._short.at(lower, i, stop)
        if hit and "," in lower[i : hit.last] and "," not in hit.entry.name:
            cut = lower.index(",", i)
            hit = self._fields.at(lower, i, cut)
            return hit.last if hit and hit.last == cut else None
        return hit.last if hit else None

    def _field_like(self, reading: Reading, intro: Intro, i: int, stop: int) -> bool:
        if "field" not in intro.takes:
            return False
        field = self._fields.at(reading.tokens.lower, i, stop)
        return field is not None and (field.last == stop or reading.tokens.lower[field.last] in _ENDS)

    def _known_with(self, name: str, reading: Reading, i: int, stop: int) -> Item | None:
        """ "các ban Tổ chức, Tuyên giáo": head and item together are a name that the lexicon has."""
        lower = reading.tokens.lower
        words = self._words.words(name) if name else ()
        if len(words) != 1:
            return None
        known: list[tuple[int, str]] = []
        for end in range(i + 1, min(stop, i + 6) + 1):
            if end == stop or lower[end] in _ENDS or self.party(reading, end, stop):
                hit = self._heads.at([*words, *lower[i:end]], 0, end - i + 1)
                if (
                    hit
                    and hit.last == end - i + 1
                    and hit.entry.attributes.get("takes", "").startswith(("place", "none"))
                ):
                    known.append((end, hit.entry.name))
        before_tail = [(end, full) for end, full in known if self.party(reading, end, stop)]
        best = (before_tail or known)[-1:]
        return Item(i, best[0][0], None, best[0][1]) if best else None

    def _name_run(self, reading: Reading, intro: Intro, i: int, stop: int) -> int | None:
        """Without a colon an item is only taken where the head asks for names: "các trường Lê Lợi, Nguyễn Du"."""
        if "name" not in intro.takes or self._posts.at(reading.tokens.lower, i, stop):
            return None
        end = i
        while end < stop and reading.tokens.shapes[end] in "XA9":
            end += 1
        return end if end > i else None

    def party(self, reading: Reading, i: int, last: int) -> int | None:
        """The end of "Tỉnh ủy", "Thành ủy" …"""
        head = self._heads.at(reading.tokens.lower, i, last) if i < last else None
        return (
            head.last
            if head
            and head.entry.kind == "party"
            and head.entry.name.endswith("ủy")
            and reading.tokens.lower[i + 1 : i + 2] == ["ủy"]
            else None
        )


def _full(unit: UnitName) -> str:
    return f"{unit.name} {unit.place}" if unit.place else unit.name
