"""Units: a grammar of Vietnamese organisation names.

A name is a head ("Sở", "Ban Quản lý", "Công ty cổ phần"), a body (see unit_bodies.py), and often a
place (unit_tails.py);
or it is known to the lexicon whole. What an article abbreviates is written in full.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lexicon import Entry
from nlp.reading import Mark, Reading
from nlp.spans.loud import shouted
from nlp.spans.own_abbreviations import by_initials, is_bracket_of, of_units
from nlp.spans.places import PlaceReader
from nlp.spans.small_heads import AFTER_TRADE, SmallHeads
from nlp.spans.unit_bodies import PLACED, BodyReader
from nlp.spans.unit_tails import Tail, UnitTails
from nlp.spans.unit_words import UnitWords
from nlp.vocabulary import Hit, Phrases, Vocabulary

# A unit below another, which may follow it without a comma: "Phòng Cảnh sát hình sự Công an tỉnh".
_PARTS = frozenset(
    "phòng khoa đội vụ ban văn cục chi trung công đảng đoàn thanh hội trạm tòa viện tổ bộ cơ trường phân quỹ ủy".split()  # noqa: SIM905 - shorter so
)
# Heads that alone, or with a place, are no unit that could be told from others.
_GENERIC = frozenset(
    {
        "đơn vị", "cơ quan", "tổ chức", "bộ phận", "tổ", "khu", "vùng", "kho", "đoàn", "thuế", "thống kê",
        "khu phố", "hội đồng", "ban", "đội", "viện", "trạm", "trung tâm", "chi nhánh", "ban giám đốc",
        "ban tổ chức", "ban chỉ đạo", "bộ", "quỹ", "xưởng", "hội",
    }
)  # fmt: skip
# Everyday words that became names of provincial bodies in 2025: "Thuế tỉnh Đồng Nai", "Thống kê tỉnh".
_SINCE_2025 = frozenset({"Thuế", "Thống kê"})
_ENDS_IN_LEVEL = re.compile(r" (tỉnh|thành phố|huyện|quận|thị xã|phường|xã)$", re.IGNORECASE)
_LEVELS = frozenset({"tỉnh", "thành phố", "huyện", "quận", "thị xã"})
_GROUPS = ("Tập đoàn", "Tổng công ty")


class UnitName(NamedTuple):
    """An organisation: its name in full, its place when that is a mere suffix, and its head's entry
    (None: a known name).

    bare: only a head, as in "Công an tỉnh": which one, the article or its source must say.
    """

    name: str
    place: str | None
    head: Entry | None
    bare: bool


# After "căn cứ" these begin what something rests on, and no army base.
_ON_WHICH = frozenset({"quyết", "nghị", "kế", "chỉ", "công", "luật", "thông", "hướng", "kết", "vào", "tình", "điều"})
# After "cấp" these say at which level bodies are, and name none.
_AFTER_CAP = frozenset({"huyện", "xã", "tỉnh", "cơ", "quận", "phường", "phòng"})


class UnitReader:
    """Finds units; `places` reads their tails, `words` has the tables."""

    def __init__(self, words: Vocabulary, places: PlaceReader) -> None:
        """Reads what `UnitWords` does."""
        self.places = places
        self.words = UnitWords(words)
        self._bodies = BodyReader(self.words, places)
        self._tails = UnitTails(self.words, places)
        self._small = SmallHeads(self.words, places)

    def __call__(self, reading: Reading) -> None:
        """Add marks `unit`."""
        short = by_initials(reading)
        reading.abbreviations = Phrases(short)
        marks = self._all(reading)
        called = of_units(reading, marks, self.words.short)
        if called:
            reading.abbreviations = Phrases(called + short)
            marks = self._all(reading)
        for mark in marks:
            reading.add(mark)

    def _all(self, reading: Reading) -> list[Mark]:
        found: list[Mark] = []
        end = 0
        loud = {sentence.first for sentence in reading.sentences if shouted(reading, sentence)}
        tables = (self.words.heads, self.words.known, reading.abbreviations)
        starts = {i for table in tables for i in table.starts(reading.tokens)}
        for i, sentence in reading.in_sentences(sorted(starts)):
            mark = self.at(reading, i, sentence.last) if i >= end and sentence.first not in loud else None
            if mark:
                end = mark.last
            if mark and not _of_any_place(reading, mark) and not is_bracket_of(reading, mark, found):
                found.append(mark)
        return found

    def at(self, reading: Reading, i: int, last: int) -> Mark | None:
        """The unit that begins at token i, with the units it belongs to."""
        mark = self._one(reading, i, last)
        if mark is None or mark.last >= last or mark.value.head is None:
            return mark
        if _PARTS.isdisjoint((reading.tokens.lower[i], mark.value.head.name.split(" ")[0].lower())):
            return mark
        tokens = reading.tokens
        if tokens.shapes[mark.last] not in "XA" or tokens.starts[mark.last] == tokens.ends[mark.last - 1]:
            return mark
        parent = self._one(reading, mark.last, last)
        if parent is None or (parent.value.head and parent.value.head.name == mark.value.head.name):
            return mark
        whole = UnitName(f"{mark.value.name} {parent.value.name}", parent.value.place, mark.value.head, False)
        return Mark(i, parent.last, "unit", whole, "unit.part")

    def is_head(self, reading: Reading, i: int, last: int) -> Hit | None:
        """The head or known name that begins at token i."""
        return self.words.is_head(reading, i, last)

    def compound(self, reading: Reading, i: int, last: int) -> bool:
        """Whether a small word only ends or begins a common one: "trụ sở", "nhiệm vụ", "hội nghị"."""
        return self.words.in_compound(reading, i, last)

    def _one(self, reading: Reading, i: int, last: int) -> Mark | None:
        tokens = reading.tokens
        if tokens.shapes[i] not in "XAx":
            return None
        known = self.words.known.at(tokens.lower, i, last) if tokens.shapes[i] != "x" else None
        head = self.words.heads.at(tokens.lower, i, last)
        if head and self._meant_otherwise(reading, head, last):
            head = None
        if known and (not head or known.last >= head.last):
            return self._known(reading, known, last)
        if head:
            return self._headed(reading, self._bodies.fields_from(reading, head, last), last)
        short = reading.abbreviations.at(tokens.lower, i, last) if tokens.shapes[i] == "A" else None
        if short:
            return self._called(reading, short, last)
        return None

    def _called(self, reading: Reading, short: Hit, last: int) -> Mark:
        """A unit by what the article abbreviates it to."""
        tail = self._tails.place(reading, short.last, last, apart=True)
        if tail.end == short.last and short.last < last and reading.tokens.shapes[short.last] == "X":
            tail = self._tails.unknown_place(reading, short.last, last)  # "CVHH | Nha Trang"
        place = tail.place or short.entry.attributes.get("place")
        bare = not (place or tail.suffix or short.entry.kind)
        name = UnitName(short.entry.name + tail.suffix, place, None, bare)
        return Mark(short.first, tail.end, "unit", name, "unit.own_short")

    def _meant_otherwise(self, reading: Reading, head: Hit, last: int) -> bool:
        """ "Hội | nghị", and the post "Phó Tổng | Thanh tra": no body is named there."""
        if head.last - head.first == 1 and self.words.is_meeting(reading, head.first, last):
            return True
        after = reading.tokens.lower[head.last : head.last + 1]
        if head.entry.name == "Căn cứ" and after and after[0] in _ON_WHICH:
            return True  # "căn cứ Quyết định số 191/QĐ-UBND"
        return self.words.is_post_without_body(reading, head)

    def _known(self, reading: Reading, known: Hit, last: int) -> Mark:
        """A name that the lexicon has whole, with its branch and its place."""
        branch = self._tails.branch(reading, known.last, last)
        if known.entry.kind == "bank":
            tail = self._tails.bank(reading, branch.end, last)
        else:
            tail = self._tails.place(reading, branch.end, last, apart=True)
        if branch.suffix and tail.end == branch.end:
            tail = self._tails.district(reading, branch.end, last)
        tail = self._tails.legal_form(reading, tail, last)
        name = self.words.said(reading, known)
        if (tail.place or tail.suffix) and not branch.suffix and self._local(reading, known, name):
            name = reading.wording(known.first, known.last)
        elif tail.place or tail.suffix.strip() in _LEVELS:
            name = name.removesuffix(" Việt Nam")
        return Mark(
            known.first,
            tail.end,
            "unit",
            UnitName(name + branch.suffix + tail.suffix, tail.place, None, False),
            "unit.known",
        )

    def _local(self, reading: Reading, known: Hit, name: str) -> bool:
        """Whether a brand names a branch, and not the nationwide company: "VNPT Bến Tre", "BIDV Phủ Diễn"."""
        if reading.tokens.shapes[known.first] != "A" or reading.tokens.lower[known.first].startswith("nh"):
            return False  # "NHCSXH tỉnh" is no brand
        return known.entry.kind == "bank" or name.startswith(_GROUPS)

    def _headed(self, reading: Reading, head: Hit, last: int) -> Mark | None:
        """A head with its body, branch and place; None where these do not make a name."""
        takes = head.entry.attributes.get("takes", "").split("|")
        small = reading.tokens.shapes[head.first] == "x"
        if small and not self._small.may_name(reading, head, last):
            return None
        body = self._body(reading, head, last, takes)
        if small and not self._small.vouched(reading, head, body.end, last):
            return None
        inner = self._place_in_head(reading, head, body.end, last)
        if inner:
            return inner
        tail = self._tails.legal_form(reading, self._tail(reading, head, body.end, last, takes), last)
        tail = _numbered(reading, head, tail, last)
        if body.end == head.last and not self._names_one(reading, head, takes, tail):
            return None
        said, place = self.words.said(reading, head), tail.place
        name = " ".join(part for part in (said[0].upper() + said[1:], body.suffix) if part) + tail.suffix
        if name.endswith(" các"):
            return None  # "Công đoàn các | ngành: …" opens a list
        level = (
            _ENDS_IN_LEVEL.search(name) if place and place[0].isupper() and not name.endswith("Hợp tác xã") else None
        )
        if level:
            name, place = name[: level.start()], f"{level[1].lower()} {place}"
        bare = body.end == head.last and not (tail.place or tail.suffix)
        return Mark(head.first, tail.end, "unit", UnitName(name, place, head.entry, bare), "unit.head")

    def _body(self, reading: Reading, head: Hit, last: int, takes: list[str]) -> Tail:
        """The body and the branch after it; the suffix of what is returned is how they are written."""
        if takes in (["none"], ["place"]):
            end, body = self._tails.after_bracket(reading, head.last, last), ""
        else:
            end, body = self._bodies(reading, head, last)
        if end > head.last or head.last - head.first > 1 or reading.tokens.shapes[head.first] == "A":
            branch = self._tails.branch(reading, end, last)
            end, body = branch.end, f"{body}{branch.suffix}".strip()
        return Tail(end, None, body)

    def _place_in_head(self, reading: Reading, head: Hit, i: int, last: int) -> Mark | None:
        """ "Công an tỉnh | Long An": a head that ends in a level, and the name of the place."""
        if i != head.last or i >= last or reading.tokens.shapes[i] not in "X9":
            return None
        said = self.words.said(reading, head)
        level = _ENDS_IN_LEVEL.search(said) if not said.endswith("Hợp tác xã") else None
        if level is None:
            return None
        named = self.places.named(reading, i, last, below=True)
        if named is None:
            return None
        name = UnitName(said[: level.start()], f"{level[1].lower()} {named.value.name}", head.entry, False)
        return Mark(head.first, named.last, "unit", name, "unit.head")

    def _tail(self, reading: Reading, head: Hit, i: int, last: int, takes: list[str]) -> Tail:
        inner = self.words.heads.at(reading.tokens.lower, head.last, i) if head.last < i else None
        named = inner is not None and inner.last == i and inner.entry.kind not in PLACED  # "Đảng bộ Đại học | Huế"
        placed = head.entry.kind in PLACED and not named
        tail = self._tails.place(reading, i, last, apart=placed)
        if tail.end == i and placed and "place" in takes:
            tail = self._tails.district(reading, i, last)
        if tail.end == i == head.last and takes == ["place"] and i < last and reading.tokens.shapes[head.first] != "x":
            tail = self._tails.unknown_place(reading, i, last)
        return tail

    def _names_one(self, reading: Reading, head: Hit, takes: list[str], tail: Tail) -> bool:
        """Whether a head without a body names a unit: it may stand alone, or has a place that it asks for."""
        capital, placed = reading.tokens.shapes[head.first] != "x", tail.end > head.last
        generic = " ".join(reading.tokens.lower[head.first : head.last]) in _GENERIC
        if generic and not (head.entry.name in _SINCE_2025 and capital and placed):
            beside = reading.tokens.lower[head.last : head.last + 2] in ([",", "ban"], [";", "ban"])
            return beside and capital and head.entry.name == "Ban Tổ chức"
        plain = (head.entry.attributes.get("plain") == "yes" or self._trade(reading, head)) and (capital or placed)
        return plain or (placed and ("place" in takes or "name" in takes))

    def _trade(self, reading: Reading, head: Hit) -> bool:
        """ "Công ty Cổ phần Cấp nước": a company that says what it does and stands in a list needs no name."""
        company, _, rest = head.entry.name.partition("Công ty ")
        after = reading.tokens.lower[head.last : head.last + 1] or ["."]
        return not company and rest[:1].isupper() and (after[0] in AFTER_TRADE or after[0] in self.words.stops)


def _numbered(reading: Reading, head: Hit, tail: Tail, last: int) -> Tail:
    """Past the number of a school that is called after its place: "Trường THPT Tân Yên | số 1"."""
    tokens, end = reading.tokens, tail.end
    numbered = tokens.lower[end : end + 1] == ["số"] and tokens.shapes[end + 1 : end + 2] == "9"
    if head.entry.kind != "education" or end + 1 >= last or not numbered or end == head.last:
        return tail
    suffix = tail.suffix or (f" {tail.place}" if tail.place else "")
    return Tail(end + 2, None, f"{suffix} số {tokens.words[end + 1]}")


def _of_any_place(reading: Reading, mark: Mark) -> bool:
    """ "31 tập thể cấp phòng và VKSND | cấp huyện": bodies of a level, none of them by name."""
    after = reading.tokens.lower[mark.last : mark.last + 2]
    return mark.value.place is None and after[:1] == ["cấp"] and after[1:] != [] and after[1] in _AFTER_CAP
