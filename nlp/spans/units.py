"""Units: a grammar of Vietnamese organisation names.

A name is a head ("Sở", "Ban Quản lý", "Công ty Cổ phần"), a body, and often a place. The body is a field that the lexicon
knows ("Văn hóa, Thể thao và Du lịch"), or words in capitals with the small words that names contain; it ends at a verb,
a bracket, a comma, or where a person's name begins after an office. What an article abbreviates is written in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from lexicon import Entry

from nlp.reading import Mark, Reading, Sentence
from nlp.spans.places import PlaceReader
from nlp.vocabulary import Hit, Phrases, Vocabulary

# A unit below another, which may follow it without a comma: "Phòng Cảnh sát hình sự Công an tỉnh".
_PARTS = frozenset(
    "phòng khoa đội vụ ban văn cục chi trung công đảng đoàn thanh hội trạm tòa viện tổ bộ cơ trường phân quỹ".split()
)
# Units of these kinds say where they are; of the others the place is part of the name ("Nhà xuất bản Hải Phòng").
_PLACED = frozenset({"party", "state", "front", "police", "army", "justice"})
_LEVEL_WORDS = frozenset({"tỉnh", "huyện", "quận", "thị xã", "thành phố", "xã", "phường", "thị trấn", "tp"})
_GENERIC = frozenset({"đơn vị", "cơ quan", "tổ chức", "bộ phận", "tổ", "khu", "vùng", "kho", "đoàn", "thuế", "thống kê", "khu phố", "hội đồng", "ban", "đội", "viện", "trạm", "trung tâm", "chi nhánh", "ban giám đốc", "ban tổ chức", "ban chỉ đạo", "bộ", "quỹ", "xưởng", "hội"})  # fmt: skip
# Everyday words that became names of provincial bodies in 2025: "Thuế tỉnh Đồng Nai", "Thống kê tỉnh".
_SINCE_2025 = frozenset({"Thuế", "Thống kê"})
_ENDS_IN_LEVEL = re.compile(r" (tỉnh|thành phố|huyện|quận|thị xã|phường|xã)$", re.IGNORECASE)
# Their fields are a closed set that the lexicon has whole, with every "và" in them.
_CLOSED = frozenset({"Sở", "Bộ", "Chi cục", "Cục", "Ban"})
_NUMERAL = re.compile(r"^(?:[IVX]{1,4}|\d{1,2})$")
_JOINERS = frozenset({"-", "&", "/", "+"})


class UnitName(NamedTuple):
    """An organisation: its name in full, its place when that is a mere suffix, and its head's entry (None: a known name).

    bare: only a head, as in "Công an tỉnh": which one, the article or its source must say.
    """

    name: str
    place: str | None
    head: Entry | None
    bare: bool


class UnitReader:
    """Finds units; `places` reads their tails, `posts` tells where an office stands before one."""

    def __init__(self, words: Vocabulary, places: PlaceReader) -> None:
        """Reads `unit_kinds`, `unit_fields`, `unit_abbreviations`, `organisations`."""
        self.places = places
        kinds = [(w, e) for e in words.entries("unit_kinds") for f in e.forms if (w := words.words(f)) and w[0] not in ("khối", "cụm")]
        self._heads = Phrases(kinds)
        self._fields = words.phrases("unit_fields")
        self._short = words.phrases("unit_abbreviations", "field", "company", "school", "word", "body", "place")
        self._known = words.phrases("organisations")
        self._posts = words.phrases("posts")
        self._roles = words.phrases("leader_roles")
        self._honorifics = words.phrases("honorifics")
        self._levels = words.phrases("place_levels")
        self._surnames = words.word_set("surnames")
        stops = [w for e in words.entries("phrases", "name_stop") for f in e.forms if (w := words.words(f))]
        self._stops = frozenset(w[0] for w in stops if len(w) == 1)
        self._compounds = words.phrases("phrases", "compound")
        self._firsts = self._heads.firsts | self._known.firsts
        self._pairs = _pairs(words, ("unit_fields", "unit_kinds", "organisations"))

    def __call__(self, reading: Reading) -> None:
        """Add marks `unit`."""
        short = _own_abbreviations(reading)
        for sentence in reading.sentences:
            if _shouted(reading, sentence):
                continue
            i = sentence.first
            lower, firsts = reading.tokens.lower, self._firsts | short.firsts
            while i < sentence.last:
                mark = self.at(reading, i, sentence.last, short) if lower[i] in firsts else None
                if mark:
                    reading.add(mark)
                    i = mark.last
                else:
                    i += 1

    def at(self, reading: Reading, i: int, last: int, short: Phrases | None = None) -> Mark | None:
        """The unit that begins at token i, with the units it belongs to."""
        mark = self._one(reading, i, last, short)
        if mark is None or mark.last >= last or mark.value.head is None or reading.tokens.lower[i] not in _PARTS:
            return mark
        tokens = reading.tokens
        if tokens.shapes[mark.last] not in "XA" or tokens.starts[mark.last] == tokens.ends[mark.last - 1]:
            return mark
        parent = self._one(reading, mark.last, last, short)
        if parent is None or (parent.value.head and parent.value.head.name == mark.value.head.name):
            return mark
        whole = UnitName(f"{mark.value.name} {parent.value.name}", parent.value.place, mark.value.head, False)
        return Mark(i, parent.last, "unit", whole, "unit.part")

    def _branch(self, reading: Reading, i: int, last: int) -> tuple[int, str]:
        """Past "chi nhánh" after a bank's or a company's name."""
        if i + 2 < last and reading.tokens.lower[i : i + 2] == ["chi", "nhánh"]:
            return i + 2, " chi nhánh"
        return i, ""

    def _branch_name(self, reading: Reading, i: int, last: int) -> tuple[int, str]:
        """What a bank's branch is called, and the number after it: "BIDV | Từ Sơn", "VietinBank | Khu công nghiệp Quế Võ"."""
        tokens = reading.tokens
        area = self._heads.at(tokens.lower, i, last) if i < last and tokens.shapes[i] in "XA" else None
        start = area.last if area and area.entry.name in ("Khu công nghiệp", "Khu kinh tế", "Phòng giao dịch") else i
        end = start
        while end < last and end - start < 4 and tokens.shapes[end] in "XA9" and not self._posts.at(tokens.lower, end, last):
            if end == start and tokens.lower[end] in self._surnames and self._person(reading, end, last, 3):
                break
            end += 1
        return (end, f" {reading.wording(i, end)}") if end > start else (i, "")

    def joins(self, one: str, two: str) -> bool:
        """Whether a name that the lexicon knows has these two syllables side by side."""
        return (one, two) in self._pairs

    def written(self, reading: Reading, field: Hit) -> str:
        """A field as a record writes it: in full, with the dashes that an article puts between its parts."""
        words = reading.tokens.lower[field.first : field.last]
        full = field.entry.attributes.get("expands", field.entry.name)
        return reading.wording(field.first, field.last) if "-" in words and "A" not in reading.tokens.shapes[field.first : field.last] and "-" not in full else full

    def is_brand(self, reading: Reading, i: int, last: int) -> bool:
        """Whether a bank is named at token i, which needs no head: "Vietcombank", "BIDV"."""
        hit = self._known.at(reading.tokens.lower, i, last)
        return hit is not None and hit.entry.kind == "bank" and reading.tokens.shapes[i] in "XA"

    def is_head(self, reading: Reading, i: int, last: int) -> Hit | None:
        """The head or known name that begins at token i."""
        return self._heads.at(reading.tokens.lower, i, last) or self._known.at(reading.tokens.lower, i, last)

    def _one(self, reading: Reading, i: int, last: int, short: Phrases | None) -> Mark | None:
        tokens = reading.tokens
        if tokens.shapes[i] not in "XAx":
            return None
        known = self._known.at(tokens.lower, i, last)
        head = self._heads.at(tokens.lower, i, last)
        if head and head.last - head.first == 1 and self._meeting(reading, i, last):
            head = None
        own = short.at(tokens.lower, i, last) if short else None
        if known and tokens.shapes[i] != "x" and (not head or known.last >= head.last):
            at, branch = self._branch(reading, known.last, last)
            end, place, suffix = self._place(reading, at, last, True)
            if branch and end == at:
                end, place = self._district(reading, at, last)
            if place and known.entry.kind == "bank" and end < last and _NUMERAL.match(tokens.words[end]):
                end, place, suffix = end + 1, None, f" {place} {tokens.words[end]}"
            if known.entry.kind == "bank" and end == at:
                end, more = self._branch_name(reading, at, last)
                suffix = more
            name = _said(reading, known) + branch + suffix
            return Mark(i, end, "unit", UnitName(name, place, None, False), "unit.known")
        if head:
            return self._headed(reading, self._with_longer_field(reading, head, last), last, short)
        if own and tokens.shapes[i] == "A":
            end, place, suffix = self._place(reading, own.last, last, True)
            return Mark(i, end, "unit", UnitName(own.entry.name + suffix, place, None, not (place or suffix)), "unit.own_short")
        return None

    def _with_longer_field(self, reading: Reading, head: Hit, last: int) -> Hit:
        """The shorter head whose field goes on past the longer: "Công ty TNHH MTV | Xổ số kiến thiết và Dịch vụ tổng hợp"."""
        lower = reading.tokens.lower
        if head.last >= last or lower[head.last] not in ("và", "-", "&", ","):
            return head
        for end in range(head.last - 1, head.first, -1):
            shorter = self._heads.at(lower, head.first, end)
            field = self._fields.at(lower, end, last)
            if shorter and shorter.last == end and field and field.last > head.last:
                return shorter
        return head

    def _meeting(self, reading: Reading, i: int, last: int) -> bool:
        """"Hội nghị", "Hội trường", "Bộ đội" in capitals are no units either."""
        hit = self._compounds.at(reading.tokens.lower, i, last)
        return hit is not None and hit.first == i and reading.tokens.shapes[i + 1] == "x"

    def _headed(self, reading: Reading, head: Hit, last: int, short: Phrases | None) -> Mark | None:
        tokens = reading.tokens
        takes = head.entry.attributes.get("takes", "").split("|")
        small = tokens.shapes[head.first] == "x"
        if small and (self.compound(reading, head.first, last) or (head.last < last and self.is_head(reading, head.last, last) and head.last - head.first == 1)):
            return None
        body_end, body = self._body(reading, head, last, takes, short)
        if small and not self._vouched(reading, head, body_end, last):
            return None
        body_end, branch = self._branch(reading, body_end, last) if body_end > head.last or head.last - head.first > 1 or tokens.shapes[head.first] == "A" else (body_end, "")
        body = f"{body}{branch}".strip()
        inner = _ENDS_IN_LEVEL.search(_said(reading, head)) if body_end == head.last else None
        named = self.places.named(reading, body_end, last, below=True) if inner and body_end < last and tokens.shapes[body_end] in "X9" else None
        if named and inner:
            name = UnitName(_said(reading, head)[: inner.start()], f"{inner[1].lower()} {named.value.name}", head.entry, False)
            return Mark(head.first, named.last, "unit", name, "unit.head")
        end, place, suffix = self._place(reading, body_end, last, head.entry.kind in _PLACED)
        if end == body_end and head.entry.kind in _PLACED and "place" in takes and body_end < last:
            end, place = self._district(reading, body_end, last)
        bare = body_end == head.last
        generic = " ".join(tokens.lower[head.first : head.last]) in _GENERIC
        if head.entry.name in _SINCE_2025 and not small and end > head.last:
            generic = False
        plain = head.entry.attributes.get("plain") == "yes" and (not small or end > head.last)
        if bare and (generic or not plain) and not (("place" in takes or "name" in takes) and end > head.last and not generic):
            return None
        said = _said(reading, head)
        if place and bare and (level := _ENDS_IN_LEVEL.search(said)) and place[0].isupper():
            said, place = said[: level.start()], f"{level[1].lower()} {place}"
        name = " ".join(part for part in (said, body) if part) + suffix
        return Mark(head.first, end, "unit", UnitName(name, place, head.entry, bare and not (place or suffix)), "unit.head")

    def compound(self, reading: Reading, i: int, last: int) -> bool:
        """Whether a small word only ends or begins a common one: "trụ sở", "nhiệm vụ", "hội nghị"."""
        lower = reading.tokens.lower
        return self._compounds.at(lower, i, last) is not None or (i > 0 and (hit := self._compounds.at(lower, i - 1, last)) is not None and hit.last > i)

    def _vouched(self, reading: Reading, head: Hit, body_end: int, last: int) -> bool:
        """A head in small letters ("hội nông dân TP. HCM", "trường THPT Lê Lợi") needs a body or a place that is one."""
        tokens = reading.tokens
        if body_end > head.last and any(shape in "XA" for shape in tokens.shapes[head.last : body_end]):
            return True
        if head.last - head.first < 2 and body_end == head.last:
            return tokens.lower[head.first] == "công" and self.places.at(reading, body_end, last) is not None
        return body_end < last and self.places.at(reading, body_end, last) is not None

    def _body(self, reading: Reading, head: Hit, last: int, takes: list[str], short: Phrases | None) -> tuple[int, str]:
        """Where the body ends and how it is written in full."""
        if takes == ["none"] or takes == ["place"]:
            return self._after_short(reading, head.last, last), ""
        parts: list[str] = []
        i = head.last
        office = self._office_before(reading, head.first)
        while i < last:
            step = self._step(reading, head, i, last, office, bool(parts), short)
            if step is None:
                break
            end, text = step
            parts.append(text)
            i = end
        return i, " ".join(parts).replace(" / ", "/")

    def _step(
        self, reading: Reading, head: Hit, i: int, last: int, office: bool, begun: bool, short: Phrases | None
    ) -> tuple[int, str] | None:
        """One more piece of the body at token i: a field, a word in capitals, a joiner, or a small word of a name."""
        tokens = reading.tokens
        shape, lower = tokens.shapes[i], tokens.lower[i]
        field = self._fields.at(tokens.lower, i, last)
        if field and (shape in "XA" or self._fits_small(reading, head, field, begun)):
            return field.last, self.written(reading, field)
        brief = self._short.at(tokens.lower, i, last)
        if brief and shape == "A" and brief.entry.kind != "place":
            return brief.last, brief.entry.attributes.get("expands", brief.entry.name)
        if short and shape == "A" and (own := short.at(tokens.lower, i, last)):
            return own.last, own.entry.name
        if lower == "(":
            return None
        if begun and (lower in _JOINERS or (lower == "và" and head.entry.name not in _CLOSED)):
            return self._joined(reading, head, i, last)
        if shape in "XA":
            return self._capital(reading, head, i, last, office, begun)
        if shape == "9" and i > head.first:
            closes = i + 1 >= last or tokens.lower[i + 1] in (",", ";", "và", ")", ".", "(") or tokens.lower[i + 1] in self._stops
            plain = len(lower) <= 4 and not begun or tokens.shapes[i - 1] in "XA"
            return (i + 1, tokens.words[i]) if plain or (begun and closes and len(lower) <= 5) else None
        return self._small(reading, i, last)

    def _fits_small(self, reading: Reading, head: Hit, field: Hit, begun: bool) -> bool:
        """A field typed small counts when it is long, or the lexicon gives it to this head."""
        heads = field.entry.attributes.get("heads", "")
        named = head.entry.name.lower() in heads.lower().split("|")
        return named or field.last - field.first > 2 or (begun and field.last - field.first > 1)

    def _capital(self, reading: Reading, head: Hit, i: int, last: int, office: bool, begun: bool) -> tuple[int, str] | None:
        tokens = reading.tokens
        if (self._posts.at(tokens.lower, i, last) and not (i == head.last)) or self._roles.at(tokens.lower, i, last):
            return None
        level = self._levels.at(tokens.lower, i, last)
        if level and i > head.last and self.places.at(reading, i, last):
            return None
        region = self.places.region(reading, i, last)
        if region:
            return region, reading.wording(i, region)
        other = self._heads.at(tokens.lower, i, last)
        if begun and other and (other.last - other.first > 1 or "field" in other.entry.attributes.get("takes", "")):
            return None
        if (place := self.places.at(reading, i, last)) and not place.value.level:
            return None if begun or head.entry.kind in _PLACED or place.last >= last or tokens.shapes[place.last] not in "XA" else (place.last, reading.wording(i, place.last))
        named = begun and tokens.lower[i] in self._surnames and (office or head.entry.kind in _PLACED)
        if named and self._person(reading, i, last, 2 if office and not self._after_person(reading, head.first) else 3):
            return None
        hit = self._known.at(tokens.lower, i, last)
        if hit and not begun:
            return hit.last, _said(reading, hit)
        return i + 1, tokens.words[i]

    def _person(self, reading: Reading, i: int, last: int, least: int) -> bool:
        """Whether `least` to five words in capitals from here end before anything else does: a person's name."""
        end = i
        while end < last and reading.tokens.shapes[end] in "XA" and end - i < 6:
            end += 1
        return least <= end - i <= 5

    def _joined(self, reading: Reading, head: Hit, i: int, last: int) -> tuple[int, str] | None:
        """A dash, "và" or "&" inside a name: what follows must go on with it."""
        tokens = reading.tokens
        if i + 1 >= last:
            return None
        lower, after = tokens.lower[i], tokens.lower[i + 1]
        field = self._fields.at(tokens.lower, i + 1, last)
        other = self.is_head(reading, i + 1, last)
        if lower == "và":
            typed = "field" in head.entry.attributes.get("takes", "")
            if other and tokens.shapes[i + 1] in "XA" and not (field and field.last >= other.last and typed and tokens.shapes[other.last : other.last + 1] == "x"):
                return None
            if field and typed and tokens.shapes[i + 1] in "XA":
                return field.last, f"và {field.entry.name}"
            ok = typed and (tokens.lower[i - 1], "và") in self._pairs and ("và", after) in self._pairs
            return (i + 2, f"và {tokens.words[i + 1]}") if ok else None
        if lower in ("&", "/", "+"):
            return (i + 2, f"{lower} {tokens.words[i + 1]}") if tokens.shapes[i + 1] in "XAx" and after not in self._stops else None
        if other and other.last - other.first > 1 and tokens.starts[i] > tokens.ends[i - 1]:
            return None
        if self._posts.at(tokens.lower, i + 1, last) or self._roles.at(tokens.lower, i + 1, last) or self._honorifics.at(tokens.lower, i + 1, last):
            return None
        if field:
            return field.last, f"- {field.entry.name}"
        if tokens.shapes[i + 1] not in "XA" or self._person_after_dash(reading, i + 1, last):
            return None
        return i + 2, f"- {tokens.words[i + 1]}"

    def _person_after_dash(self, reading: Reading, i: int, last: int) -> bool:
        tokens = reading.tokens
        return tokens.lower[i] in self._surnames and i + 2 < last and tokens.lower[i + 1] in ("văn", "thị", "đức", "ngọc", "quang")

    def _small(self, reading: Reading, i: int, last: int) -> tuple[int, str] | None:
        """A word in small letters inside a name: it goes on a field's way, or stands between two words in capitals."""
        tokens = reading.tokens
        lower = tokens.lower[i]
        if lower == "và" or lower in self._stops and not (i + 1 < last and (lower, tokens.lower[i + 1]) in self._pairs and lower not in ("và", "của")):
            return None
        if self._levels.at(tokens.lower, i, last) and (tokens.lower[i - 1], lower) not in self._pairs:
            return None
        if lower.isalpha() and (tokens.lower[i - 1], lower) in self._pairs:
            return i + 1, tokens.words[i]
        between = i + 1 < last and tokens.shapes[i + 1] == "X" and tokens.shapes[i - 1] == "X" and tokens.shapes[i] == "x"
        if between and lower.isalpha() and not self.is_head(reading, i + 1, last):
            return i + 1, tokens.words[i]
        return None

    def _office_before(self, reading: Reading, i: int) -> bool:
        return i > 0 and self._posts.ending(reading.tokens.lower, max(0, i - 6), i) is not None

    def _after_person(self, reading: Reading, i: int) -> bool:
        """Whether the office before token i follows a name: "ông Trần Văn An, Chủ tịch | Hội Văn nghệ Hương Sắc"."""
        tokens = reading.tokens
        post = self._posts.ending(tokens.lower, max(0, i - 6), i)
        return post is not None and post.first > 1 and tokens.lower[post.first - 1] in (",", "-") and tokens.shapes[post.first - 2] == "X"

    def _after_short(self, reading: Reading, i: int, last: int) -> int:
        """Past a bracket that only defines the head's abbreviation: "Hội Luật gia (HLG) tỉnh"."""
        tokens = reading.tokens
        if i + 3 < last and tokens.lower[i] == "(" and tokens.shapes[i + 1] == "A":
            close = i + 2
            while close < last and close - i < 6 and tokens.lower[close] != ")":
                close += 1
            if close + 1 < last and tokens.lower[close] == ")" and (self._levels.at(tokens.lower, close + 1, last) or self.places.at(reading, close + 1, last)):
                return close + 1
        return i

    def _district(self, reading: Reading, i: int, last: int) -> tuple[int, str | None]:
        """A district's bare name after a head that asks for a place: "Thành ủy Phan Rang - Tháp Chàm"."""
        name = self.places.gazetteer(reading, i, last) if reading.tokens.shapes[i] == "X" else None
        return (name.last, name.value.name) if name else (i, None)

    def _place(self, reading: Reading, i: int, last: int, apart: bool) -> tuple[int, str | None, str]:
        """The end of the place after a name, the place when it stands beside the name, and what else the name gets."""
        tokens = reading.tokens
        i = self._after_short(reading, i, last)
        if i >= last:
            return i, None, ""
        place = self.places.at(reading, i, last)
        if place and place.value.level and place.value.name:
            return place.last, place.value.full, ""
        if place and tokens.shapes[i] in "XA":
            return (place.last, place.value.full, "") if apart else (place.last, None, f" {place.value.full}")
        level = self._levels.at(tokens.lower, i, last)
        if level and level.entry.name in _LEVEL_WORDS and len(tokens.lower[i]) > 1 and tokens.lower[level.last : level.last + 1] not in (["ủy"], ["đoàn"]):
            end = level.last + (level.last < last and tokens.lower[level.last] == "." and level.last + 1 < last and tokens.shapes[i] == "A" and tokens.shapes[level.last + 1] == "x")
            return end, None, f" {level.entry.name}"
        if " ".join(tokens.lower[i : i + 2]) == "việt nam":
            return i + 2, None, " Việt Nam"
        return i, None, ""


def _said(reading: Reading, hit: Hit) -> str:
    """How a phrase is written in a record: in full where the article abbreviates, else as the article has it."""
    if any(reading.tokens.shapes[i] == "A" for i in range(hit.first, hit.last)):
        return hit.entry.attributes.get("expands", hit.entry.name)
    return reading.wording(hit.first, hit.last)


def _shouted(reading: Reading, sentence: Sentence) -> bool:
    """A sentence in capitals says nothing about where names begin."""
    shapes = reading.tokens.shapes[sentence.first : sentence.last]
    return shapes.count("A") > 5 and shapes.count("A") > 2 * shapes.count("x")


def _own_abbreviations(reading: Reading) -> Phrases:
    """What the article itself abbreviates: "Giao thông vận tải (GTVT)", initials before a bracket."""
    tokens = reading.tokens
    found: list[tuple[tuple[str, ...], Entry]] = []
    for i, lower in enumerate(tokens.lower):
        if lower != "(" or i + 2 >= len(tokens) or tokens.shapes[i + 1] != "A" or tokens.lower[i + 2] != ")":
            continue
        letters = tokens.lower[i + 1]
        first = i - len(letters)
        initials = "".join(word[0] for word in tokens.lower[first:i]) if first >= 0 else ""
        if initials == letters:
            full = reading.wording(first, i)
            found.append(((letters,), Entry(name=full, forms=(full, tokens.words[i + 1]))))
    return Phrases(found)


def _pairs(words: Vocabulary, tables: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Which syllable follows which inside the names the lexicon knows."""
    out: set[tuple[str, str]] = set()
    for table in tables:
        for entry in words.entries(table):
            for form in entry.forms:
                found = words.words(form)
                out.update(zip(found, found[1:], strict=False))
    return frozenset(out)
