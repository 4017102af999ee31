"""What a bloc is described by: "các Sở Quản lý nhà nước", "lĩnh vực Pháp luật", "5 thành phố trực thuộc Trung ương"."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.reading import Reading
from nlp.spans.places import PlaceReader
from nlp.spans.units import UnitReader
from nlp.vocabulary import Vocabulary
from nlp.word_sets import word_set

# What a bloc does next, so that its name has just ended.
_HOLDS = frozenset({"tổ", "đã", "vừa", "ký", "tổng", "sơ", "họp", "tiến", "triển", "phát", "bàn", "năm"})
# Kinds of school in small letters, which a list of them goes on with: "các trường trung cấp, cao đẳng, trung tâm …".
_SCHOOLS = frozenset(
    {("cao", "đẳng"), ("đại", "học"), ("trung", "cấp"), ("trung", "tâm"), ("học", "viện"), ("dạy", "nghề")}
)
_BEFORE_BRANCH = frozenset({"bộ", "sở", "ban"})
# "Mặt trận Tổ quốc, | các đoàn thể tỉnh".
_BESIDE_THE_FRONT = frozenset({("các", "đoàn", "thể"), ("các", "tổ", "chức")})
# "… của Cụm thi đua khu vực X | về hoạt động của Cụm"; but "quản lý nhà nước về kinh tế".
_WHAT_ABOUT = frozenset({"hoạt", "việc", "công", "tổ", "tổng", "kế", "thực"})
_BESIDE_THE_PARTY = frozenset({"quốc", "nhà", "mặt", "mttq", "đoàn", "chính"})
# Fields with a dash inside: "Văn hóa - xã hội", "thi đua - khen thưởng".
_FIELDISH = word_set("xã kinh khen thương thể du dân kế chính ngân nội tài giáo báo hợp truyền thông")
# Words of descriptions that no body's name has.
_DESCRIBING = word_set(
    "trên địa bàn lĩnh vực giao ước đặc thù bậc trong ngoài ven biển đóng chân nhóm khác loại hình quy mô",
    "vừa nhỏ lớn có vốn tương đương thấp cao sâu xa khó khăn",
)
_OWNS = frozenset({"tỉnh", "thành", "huyện", "quận", "thị"})
_CLOSING = frozenset({"và", "-", ",", "về", "của", "các", "đóng"})
_LONGEST = 30
# So far a list of sorts may run on after a comma.
_LISTED = 12
_PAIRS = (["thành", "phố"], ["cơ", "quan"], ["công", "ty"], ["đơn", "vị"], ["doanh", "nghiệp"], ["đoàn", "thể"])
PARTY_BODIES = (["tỉnh", "ủy"], ["thành", "ủy"], ["huyện", "ủy"], ["quận", "ủy"])
# Who was there is told after a comma too, and is no part of a name.
_PEOPLE = frozenset({"ông", "bà", "đồng", "lãnh", "đại", "cùng", "các", "cụm", "khối", "hội"})


def _charged(lower: Sequence[str], i: int, last: int) -> int:
    """ "các hội | được Đảng, Nhà nước giao nhiệm vụ", as laws call some: where these words end, or 0."""
    if lower[i] not in ("được", "do") or lower[i + 1 : i + 2] != ["đảng"]:
        return 0
    charge = next((j for j in range(i + 2, min(last, i + 9)) if lower[j : j + 3] == ["giao", "nhiệm", "vụ"]), 0)
    return charge + 3 if charge else 0


class DescriptionReader:
    """Finds where a bloc's description ends."""

    def __init__(self, words: Vocabulary, units: UnitReader, places: PlaceReader) -> None:
        """Reads `event_types`; of `phrases`: `name_stop`, `bloc_opener`, `bloc_counted`, `bloc_generic`."""
        self.openers = words.word_set("phrases", "bloc_opener")
        self.counted = words.word_set("phrases", "bloc_counted")
        self._generic = words.word_set("phrases", "bloc_generic")
        self._sorts = self._generic | {"hợp"}
        self._units = units
        self._places = places
        self._stops = words.phrases("phrases", "name_stop")
        self._events = words.phrases("event_types")
        self._words = _DESCRIBING | frozenset(
            word.strip(",")
            for table in ("unit_kinds", "unit_fields", "organisations", "place_levels", "unit_abbreviations")
            for entry in words.entries(table)
            for form in entry.forms
            for word in form.lower().split()
        )

    def end(self, reading: Reading, at: int, last: int) -> int:
        """The end of what a bloc is described by, or `at` when nothing describes it."""
        tokens = reading.tokens
        if at >= last or not self._opens(reading, at, last) or self._stop(reading, at, last, at):
            return at
        i = at
        while i < last and i - at < _LONGEST:
            if i > at and self._abbreviated(reading, i, last, at):
                i += 3
                continue
            charged = _charged(tokens.lower, i, last) if i > at else 0
            if charged:
                i = charged
                continue
            if i > at and self._stop(reading, i, last, at):
                break
            i += 1
        while i > at and tokens.lower[i - 1] in _CLOSING:
            i -= 1
        return i

    def in_full(self, reading: Reading, at: int, end: int) -> str:
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

    def _opens(self, reading: Reading, at: int, last: int) -> bool:
        tokens = reading.tokens
        if tokens.lower[at] == "số":
            return False
        counted = tokens.lower[at].isdigit() and at + 1 < last and tokens.lower[at + 1] in self.counted
        return tokens.shapes[at] in "XA" or tokens.lower[at] in self.openers or counted

    def _abbreviated(self, reading: Reading, i: int, last: int, at: int) -> bool:
        """ "Hội Liên hiệp Phụ nữ (LHPN) | các tỉnh": an abbreviation in brackets that the description goes on after."""
        tokens = reading.tokens
        if tokens.lower[i] != "(" or i + 3 >= last or tokens.lower[i + 2] != ")" or tokens.shapes[i + 1] != "A":
            return False
        return not self._stop(reading, i + 3, last, at)

    def _stop(self, reading: Reading, i: int, last: int, at: int) -> bool:
        """Whether the description ends before token i."""
        tokens = reading.tokens
        lower = tokens.lower[i]
        if not lower[0].isalnum() and lower not in ("/", "&", "'"):
            return self._mark_stops(reading, i, last, at)
        if lower == "và" and i + 1 < last:
            ends = self._stop(reading, i + 1, last, at) and tokens.shapes[i + 1] == "x"
            return ends or tokens.lower[i + 1] in ("khối", "cụm")
        shouted = tokens.shapes[i] == "A" and tokens.shapes[max(0, i - 3) : i + 3].count("A") > 4
        if tokens.shapes[i] in "XA" and not shouted:
            named = self._events.at(tokens.lower, i, last) is not None and not self._inside_name(reading, i, last)
            return tokens.shapes[i] == "X" and named
        return self._word_stops(reading, i, last)

    def _word_stops(self, reading: Reading, i: int, last: int) -> bool:
        """Verbs and small words that no name contains; "trực thuộc Trung ương" and "các tổ chức" belong to one."""
        lower = reading.tokens.lower
        if lower[i : i + 2] == ["tổ", "chức"]:
            return lower[i - 1] not in ("các", "và", ",", "tác", "công")
        if lower[i] in ("trực", "thuộc") and "trung" in lower[i + 1 : min(i + 3, last)]:
            return False
        if lower[i] in ("trong", "ngoài") and lower[i - 1] in ("vùng", "khu"):
            return False  # "các xã vùng ngoài"
        about = lower[i] == "về" and lower[i + 1 : i + 2] and lower[i + 1] in _WHAT_ABOUT
        if about or lower[i : i + 2] == ["trực", "thuộc"] or (lower[i].isalpha() and lower[i] not in self._words):
            return True  # no name of a body or a trade has this word
        return self._stops.at(lower, i, last) is not None and not self._inside_name(reading, i, last)

    def _mark_stops(self, reading: Reading, i: int, last: int, at: int) -> bool:
        """Commas and dashes may stand inside a description, other marks end it."""
        lower = reading.tokens.lower[i]
        if lower == ",":
            return not self._comma_inside(reading, i, last, at)
        return self._dash_ends(reading, i, last) if lower == "-" else True

    def _comma_inside(self, reading: Reading, i: int, last: int, at: int) -> bool:
        """Whether a comma parts sorts of members, or parts of a field: "các huyện, thị xã", "Văn hóa, Thể thao …"."""
        tokens = reading.tokens
        if i + 1 >= last:
            return False
        after, small = tokens.lower[i + 1], tokens.shapes[i + 1] == "x"
        if after == "ngành" and i + 2 < last and tokens.shapes[i + 2] in "XA":
            return tokens.lower[i - 1] in _BEFORE_BRANCH  # "các bộ, ngành Khoa học - Văn hóa"
        listed = tokens.lower[i - 1] in self._generic or tokens.lower[i - 2 : i] in _PAIRS
        if listed and (small or tokens.lower[i + 1 : i + 4] == ["hợp", "tác", "xã"]) and after in self._sorts:
            return True
        if tuple(tokens.lower[i + 1 : i + 3]) in _SCHOOLS and (small or tokens.shapes[i - 1] == "x"):
            return True
        beside_party = tokens.lower[i - 1] == "đảng" and after in _BESIDE_THE_PARTY
        if beside_party or tuple(tokens.lower[i + 1 : i + 4]) in _BESIDE_THE_FRONT:
            return True
        return self._field_goes_on(reading, i, at) or self._list_closes(reading, i + 1, last)

    def _list_closes(self, reading: Reading, i: int, last: int) -> bool:
        """Whether small words after a comma run into a territory, a verb or the end: "báo chí, | xuất bản tỉnh Thái
        Nguyên", "các cơ quan Đảng, | đoàn thể tổ chức".
        """
        tokens = reading.tokens
        shouted = tokens.shapes[max(0, i - 4) : i].count("A") > 2
        for j in range(i, min(last, i + _LISTED)):
            word = tokens.lower[j]
            if j > i and (word in ("trên", "thuộc", "gồm") or self._territory(reading, j, last)):
                return True
            if j > i and word == "của" and tokens.lower[j + 1 : j + 2] and tokens.lower[j + 1] in _OWNS:
                return True
            if word in (",", "và"):
                continue
            if j > i and word in _HOLDS:
                return True
            small = tokens.shapes[j] == "x" or (shouted and tokens.shapes[j] == "A")
            if not small or not word.isalpha() or self._stops.at(tokens.lower, j, last) or word in _PEOPLE:
                return False
        return i < last <= i + _LISTED

    def _territory(self, reading: Reading, i: int, last: int) -> bool:
        place = self._places.at(reading, i, last)
        if place and place.value.level:
            return True
        return reading.tokens.lower[i : i + 2] in PARTY_BODIES or reading.tokens.lower[i : i + 2] == ["khu", "vực"]

    def _dash_ends(self, reading: Reading, i: int, last: int) -> bool:
        """A dash between blanks before a unit's head in capitals: whose bloc it is follows."""
        tokens = reading.tokens
        if i + 1 >= last:
            return False
        spaced = tokens.starts[i] > tokens.ends[i - 1] and tokens.starts[i + 1] > tokens.ends[i]
        head = self._units.is_head(reading, i + 1, last) and tokens.shapes[i + 1] in "XA"
        return bool(spaced and head and tokens.lower[i + 1] not in _FIELDISH)

    def _field_goes_on(self, reading: Reading, i: int, at: int) -> bool:
        """A comma inside a field that the lexicon knows: "Văn hóa, Thể thao và Du lịch"."""
        lower = reading.tokens.lower
        hits = (self._units.words.fields.at(lower, first, len(lower)) for first in range(max(at, i - 5), i))
        return any(hit.first < i < hit.last for hit in hits if hit)

    def _inside_name(self, reading: Reading, i: int, last: int) -> bool:
        """A stop word that is part of a known field or head: "đăng ký đất đai", "thi đua - khen thưởng"."""
        lower = reading.tokens.lower
        for first in range(max(0, i - 6), i + 1):
            for hit in (self._units.words.fields.at(lower, first, last), self._units.is_head(reading, first, last)):
                if hit and (hit.last > i + 1 or (hit.last == i + 1 and first < i)) and hit.last - hit.first > 1:
                    return True
        return False
