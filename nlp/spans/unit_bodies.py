"""The body of an organisation's name: after "Sở" the field "Khoa học và Công nghệ", after "Công ty cổ phần" the name.

It is a field that the lexicon knows, or words in capitals with the small words that names contain; it ends at a verb, a
bracket, a comma, or where a person's name begins after an office.
"""

from __future__ import annotations

from typing import NamedTuple

from nlp.reading import Reading
from nlp.spans.places import PlaceReader
from nlp.spans.unit_words import UnitWords
from nlp.vocabulary import Hit

# Units of these kinds say where they are; of the others the place is part of the name ("Nhà xuất bản Hải Phòng").
PLACED = frozenset({"party", "state", "front", "police", "army", "justice"})
# Their fields are a closed set that the lexicon has whole, with every "và" in them.
_CLOSED = frozenset({"Sở", "Bộ", "Chi cục", "Cục", "Ban"})
_JOINERS = frozenset({"-", "&", "/", "+"})
_MIDDLE_NAMES = frozenset({"văn", "thị", "đức", "ngọc", "quang"})
_CLOSING = frozenset({",", ";", "và", ")", ".", "("})
_COMPANIES = ("Tổng công ty", "Tập đoàn", "Công ty", "Ngân hàng")
_COMPANY_WORDS = frozenset({"tổng", "tập", "công", "ngân"})
_END = (-1, "")

Step = tuple[int, str]


class _Scan(NamedTuple):
    """What stays the same while one body is read. person: the fewest words of a person's name that
    may follow, 0 for none.
    """

    reading: Reading
    head: Hit
    last: int
    person: int


class BodyReader:
    """Reads bodies."""

    def __init__(self, words: UnitWords, places: PlaceReader) -> None:
        """`words`: the tables; `places`: a place may be part of a name, or end it."""
        self._words = words
        self._places = places

    def __call__(self, reading: Reading, head: Hit, last: int) -> Step:
        """Where the body of the name with this head ends and how it is written in full."""
        scan = _Scan(reading, head, last, self._person_after(reading, head))
        parts: list[str] = []
        i = head.last
        while i < last:
            end, text = self._step(scan, i, bool(parts))
            if end < 0:
                break
            if parts and reading.tokens.shapes[i] == "9" and reading.tokens.starts[i] == reading.tokens.ends[i - 1]:
                parts[-1] += text  # "Phòng PC04"
            else:
                parts.append(_unrepeated([head.entry.name, *parts], text))
            i = end
        return i, " ".join(parts).replace(" / ", "/")

    def fields_from(self, reading: Reading, head: Hit, last: int) -> Hit:
        """The shorter head whose field goes on past the longer: "Công ty TNHH MTV | Xổ số kiến thiết
        và Dịch vụ tổng hợp".
        """
        lower = reading.tokens.lower
        if head.last >= last or lower[head.last] not in ("và", "-", "&", ","):
            return head
        for end in range(head.last - 1, head.first, -1):
            shorter = self._words.heads.at(lower, head.first, end)
            field = self._words.fields.at(lower, end, last)
            if shorter and shorter.last == end and field and field.last > head.last:
                return shorter
        return head

    def _person_after(self, reading: Reading, head: Hit) -> int:
        """Two words in capitals may be a person after an office ("Giám đốc Sở Y tế | Lê Nam"), three
        after other public bodies.

        Not after an office that follows a name: "ông Trần Văn An, Chi hội trưởng | Chi hội Văn nghệ Hương Sắc".
        """
        tokens, post = reading.tokens, self._words.after_post(reading, head.first)
        if post is None:
            return 3 if head.entry.kind in PLACED else 0
        named = post.first > 1 and tokens.lower[post.first - 1] in (",", "-") and tokens.shapes[post.first - 2] == "X"
        return 3 if named else 2

    def _step(self, scan: _Scan, i: int, begun: bool) -> Step:  # noqa: PLR0911 - a rule of the grammar a line
        """One more piece of the body at token i: a field, a word in capitals, a joiner, or a small word of a name."""
        reading, head, last = scan.reading, scan.head, scan.last
        shape, lower = reading.tokens.shapes[i], reading.tokens.lower[i]
        if lower == "(":
            return _END
        field = self._words.fields.at(reading.tokens.lower, i, last)
        if field and (shape in "XA" or _fits_small(head, field, begun)):
            return field.last, self._words.written(reading, field)
        if i > head.last and self._words.levels.at(reading.tokens.lower, i, last) and self._places.at(reading, i, last):
            return _END
        if shape == "A" and (brief := self._abbreviation(scan, i)):
            return brief
        if begun and (lower in _JOINERS or (lower == "và" and head.entry.name not in _CLOSED)):
            return self._joined(scan, i)
        if shape in "XA":
            return self._capital(scan, i, begun)
        if shape == "9":
            return self._number(scan, i, begun)
        if lower == "số" and i == head.last and reading.tokens.shapes[i + 1 : i + 2] == "9":
            return i + 2, f"số {reading.tokens.words[i + 1]}"  # "Trường Tiểu học | số 1 Nam Lý"
        return self._small(scan, i)

    def _town(self, reading: Reading, i: int, last: int) -> bool:
        """A town that looks like a person, after a capital: "Giám đốc Bệnh viện Việt Nam - Thụy Điển | Uông Bí"."""
        place = self._places.gazetteer(reading, i, last) if reading.tokens.shapes[i - 1] == "X" else None
        return place is not None and (place.last == last or reading.tokens.shapes[place.last] not in "XA")

    def _abbreviation(self, scan: _Scan, i: int) -> Step | None:
        lower = scan.reading.tokens.lower
        brief = self._words.short.at(lower, i, scan.last)
        if brief and brief.entry.kind != "place":
            return brief.last, brief.entry.attributes.get("expands", brief.entry.name)
        own = scan.reading.abbreviations.at(lower, i, scan.last)
        return (own.last, own.entry.name) if own else None

    def _number(self, scan: _Scan, i: int, begun: bool) -> Step:
        """A number that names: "Trung đoàn 209", "Trường Mầm non 2"; not the one that counts what follows."""
        tokens = scan.reading.tokens
        if tokens.lower[i + 1 : i + 2] == ["/"] or tokens.lower[i + 1 : i + 3] == ["tỉnh", ","]:
            return _END  # "Thanh tra | 12/13 tỉnh", "Thanh tra | 7 tỉnh, thành phố"
        closes = i + 1 >= scan.last or tokens.lower[i + 1] in _CLOSING or tokens.lower[i + 1] in self._words.stops
        names = (len(tokens.lower[i]) <= 4 and not begun) or tokens.shapes[i - 1] in "XA"
        if names or (begun and closes and len(tokens.lower[i]) <= 5):
            return i + 1, tokens.words[i]
        return _END

    def _capital(self, scan: _Scan, i: int, begun: bool) -> Step:  # noqa: PLR0911 - a rule of the grammar a line
        """A word in capitals, or the known name or region that begins with it."""
        reading, head, last = scan.reading, scan.head, scan.last
        lower, words = reading.tokens.lower, self._words
        if (i > head.last and words.posts.at(lower, i, last)) or words.roles.at(lower, i, last):
            return _END
        region = self._places.region(reading, i, last)
        if region:
            return region, reading.wording(i, region)
        if begun and self._other_head(scan, i):
            return _END
        place = self._places.at(reading, i, last)
        if place and not place.value.level:
            inside = (
                not begun
                and head.entry.kind not in PLACED
                and place.last < last
                and reading.tokens.shapes[place.last] in "XA"
            )
            return (place.last, reading.wording(i, place.last)) if inside else _END
        named = begun and words.heads.ending(lower, head.last, i)  # "CĐCS Trường THPT | Lê Hồng Phong"
        school = named and named.entry.kind == "education"
        person = begun and scan.person and not school and words.is_person(reading, i, last, scan.person)
        if person and not self._town(reading, i, last):
            return _END
        known = words.known.at(lower, i, last) if not begun else None
        if known is None:
            return i + 1, reading.tokens.words[i]
        brand = (
            known.entry.name.startswith(_COMPANIES) and lower[i] not in _COMPANY_WORDS
        )  # "Công ty Becamex IDC": the brand is the name
        return known.last, reading.wording(i, known.last) if brand else words.said(reading, known)

    def _other_head(self, scan: _Scan, i: int) -> bool:
        """Whether another unit begins here: a long head, or "Sở", "Ban" with something after it (not
        in "Mầm non Hoa Ban").
        """
        tokens = scan.reading.tokens
        other = self._words.heads.at(tokens.lower, i, scan.last)
        if other and i - 1 >= scan.head.last:
            longer = self._words.heads.at(tokens.lower, i - 1, scan.last)  # "CĐCS Trường | Cao đẳng Sư phạm"
            if longer and longer.last >= other.last:
                return False
        if other is None or other.last - other.first > 1:
            return other is not None
        followed = other.last < scan.last and tokens.shapes[other.last] in "XA"
        return followed and "field" in other.entry.attributes.get("takes", "")

    def _joined(self, scan: _Scan, i: int) -> Step:
        """A dash, "và" or "&" inside a name: what follows must go on with it."""
        reading, tokens = scan.reading, scan.reading.tokens
        if i + 1 >= scan.last:
            return _END
        lower, after = tokens.lower[i], tokens.lower[i + 1]
        if lower == "và":
            return self._and(scan, i)
        if lower in ("&", "/", "+"):
            item = lower == "+" and self._words.is_head(reading, i + 1, scan.last)  # "Sở Y tế + Sở Tư pháp"
            goes_on = tokens.shapes[i + 1] in "XAx" and after not in self._words.stops and not item
            return (i + 2, f"{lower} {tokens.words[i + 1]}") if goes_on else _END
        return self._dash(scan, i)

    def _and(self, scan: _Scan, i: int) -> Step:
        reading, last = scan.reading, scan.last
        tokens, words = reading.tokens, self._words
        typed = "field" in scan.head.entry.attributes.get("takes", "")
        field = words.fields.at(tokens.lower, i + 1, last)
        other = words.is_head(reading, i + 1, last)
        if other and tokens.shapes[i + 1] in "XA":
            if tokens.shapes[i - 1] == "9":
                return _END  # "Phòng 8 | và Văn phòng tổng hợp"
            goes_on = field and field.last >= other.last and typed and tokens.shapes[other.last : other.last + 1] == "x"
            if not goes_on:
                return _END
        trade = scan.head.entry.name.startswith(_COMPANIES) and field and field.last - field.first > 1
        if field and (typed or trade) and tokens.shapes[i + 1] in "XA":
            return field.last, f"và {field.entry.name}"
        known = typed and words.joins(tokens.lower[i - 1], "và") and words.joins("và", tokens.lower[i + 1])
        return (i + 2, f"và {tokens.words[i + 1]}") if known else _END

    def _dash(self, scan: _Scan, i: int) -> Step:
        reading, last = scan.reading, scan.last
        tokens, words = reading.tokens, self._words
        if tokens.lower[i + 1] in _WHEN:
            return _END
        other = words.is_head(reading, i + 1, last)
        if other and other.last - other.first > 1 and tokens.starts[i] > tokens.ends[i - 1]:
            return _END
        if any(table.at(tokens.lower, i + 1, last) for table in (words.posts, words.roles, words.honorifics)):
            return _END
        field = words.fields.at(tokens.lower, i + 1, last)
        if field:
            return field.last, f"- {field.entry.name}"
        person = tokens.lower[i + 1] in words.surnames and i + 2 < last and tokens.lower[i + 2] in _MIDDLE_NAMES
        return (i + 2, f"- {tokens.words[i + 1]}") if tokens.shapes[i + 1] in "XA" and not person else _END

    def _small(self, scan: _Scan, i: int) -> Step:
        """A word in small letters inside a name: it goes on a field's way, or stands between two words in capitals."""
        reading, last = scan.reading, scan.last
        tokens, words = reading.tokens, self._words
        lower = tokens.lower[i]
        if words.begins_a_verb(reading, i, last):
            return _END
        paired = words.joins(tokens.lower[i - 1], lower)
        stops = lower in words.stops and not (
            lower != "của" and i + 1 < last and words.joins(lower, tokens.lower[i + 1])
        )
        if lower == "và" or stops or not lower.isalpha() or (words.levels.at(tokens.lower, i, last) and not paired):
            return _END
        between = i + 1 < last and tokens.shapes[i - 1 : i + 2] == "XxX" and not words.is_head(reading, i + 1, last)
        region = lower == "miền" and tokens.lower[i + 1 : i + 2] in _PARTS_OF_COUNTRY
        return (i + 1, tokens.words[i]) if paired or between or region else _END


_WHEN = frozenset({"ngày", "sáng", "chiều", "tối", "trưa", "hôm", "vừa", "mới"})  # "Báo Quân khu 1 | - Ngày 10-3"
# "Lưới điện cao thế | miền Trung".
_PARTS_OF_COUNTRY = (["bắc"], ["trung"], ["nam"])
_ONE_FIELD = frozenset({"Sở", "Bộ"})


def _unrepeated(parts: list[str], text: str) -> str:
    """What an abbreviation stands for without the words that stand before it: "Cảnh sát | (Cảnh sát)
    quản lý hành chính".
    """
    before, words = " ".join(parts).lower().split(), text.split()
    for n in range(min(3, len(before), len(words) - 1), 0, -1):
        if [word.lower() for word in words[:n]] == before[-n:]:
            return " ".join(words[n:])
    return text


def _fits_small(head: Hit, field: Hit, begun: bool) -> bool:
    """A field typed small counts when it is long, or the lexicon gives it to this head."""
    if field.entry.name == "Tổ chức":
        return False  # "Sư đoàn 7 | tổ chức hội nghị": a verb, but for "Ban tổ chức", which is a head of its own
    if begun and head.entry.name in _ONE_FIELD:
        return False  # "Sở Tư pháp | trợ giúp pháp lý cho người nghèo"
    heads = field.entry.attributes.get("heads", "").lower().split("|")
    return head.entry.name.lower() in heads or field.last - field.first > 2 or (begun and field.last - field.first > 1)
