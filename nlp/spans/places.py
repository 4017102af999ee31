"""Places: provinces and districts by the gazetteer, communes and hamlets by their level word and the
capitals after it.
"""

from __future__ import annotations

from typing import NamedTuple

from nlp.reading import Mark, Reading
from nlp.tokens import Tokens
from nlp.vocabulary import Hit, Phrases, Vocabulary

# Level words that are one letter or an everyday word count only when typed as an abbreviation or before a capital.
_MAX_NAME = 4
# After a level these make a body of it: "Tỉnh Đoàn", "Huyện ủy".
_BODIES = frozenset({"đoàn", "ủy"})
_OF_DISTRICTS = frozenset({"huyện", "thị xã", "quận", "thành phố"})
_BEFORE_NAME = frozenset({"cho", "là", "gồm", "tặng", ":", ","})
_NUMBERED = frozenset({"số", "đua", "khối", "cụm"})


class Place(NamedTuple):
    """A territory. level: "tỉnh", "thành phố", "phường" …, or None for a bare name; name without it;
    known: in the gazetteer.
    """

    level: str | None
    name: str
    known: bool

    @property
    def full(self) -> str:
        """Level and name as a record writes them."""
        return f"{self.level} {self.name}" if self.level else self.name


class PlaceReader:
    """Finds places, alone or as the tail of a unit's name."""

    def __init__(self, words: Vocabulary) -> None:
        """Reads the tables `places`, `places_districts` and `place_levels`."""
        self._levels = words.phrases("place_levels")
        provinces = [e for e in words.entries("places") if e.kind in ("tỉnh", "thành phố", "region", "country")]
        self._names = Phrases(
            (found, entry)
            for entry in [*words.entries("places_districts"), *words.entries("places"), *provinces]
            for form in entry.forms
            if (found := words.words(form)) and not found[0].isdigit()
        )
        # A district's bare name is no place on its own: "Tân Bình" may be a person's or a company's.
        self._bare = Phrases(
            (found, entry)
            for entry in provinces
            if entry.kind != "region"
            for form in entry.forms
            if (entry.attributes.get("bare") != "no" or not form.istitle()) and (found := words.words(form))
        )
        self._regions = frozenset(form.lower() for e in words.entries("places", "region") for form in e.forms)
        self._region_names = words.phrases("places", "region")
        self._surnames = words.word_set("surnames")
        self._stops = words.phrases("phrases", "name_stop")

    def __call__(self, reading: Reading) -> None:
        """Add marks `place`."""
        end, tokens = 0, reading.tokens
        for i, sentence in reading.in_sentences(sorted({*self._levels.starts(tokens), *self._bare.starts(tokens)})):
            found = self.at(reading, i, sentence.last) if i >= end else None
            if found:
                before = self._beside(reading, found, max(end, sentence.first))
                if before:
                    reading.add(before)
                reading.add(found)
                end = found.last

    def _beside(self, reading: Reading, place: Mark, first: int) -> Mark | None:
        """The district by its bare name beside one with its level: "cho | Nga Sơn và thị xã Sầm Sơn"."""
        lower, end = reading.tokens.lower, place.first - 1
        if place.value.level not in _OF_DISTRICTS or end - 3 < first or lower[end] != "và":
            return None
        hit = self._names.ending(lower, max(first + 1, end - _MAX_NAME), end)
        level = hit.entry.kind if hit else None
        if hit is None or level not in _OF_DISTRICTS or lower[hit.first - 1] not in _BEFORE_NAME:
            return None
        if not self._capitals(reading, hit):
            return None
        return Mark(hit.first, hit.last, "place", Place(level, _bare_name(hit), True), "place.beside")

    def at(self, reading: Reading, i: int, last: int) -> Mark | None:
        """The place that begins at token i: a level word with its name, or a province by its bare name."""
        tokens = reading.tokens
        word = tokens.lower[i] if i < last else ""
        if word not in self._levels.firsts and word not in self._bare.firsts:
            return None
        bare = self._bare.at(tokens.lower, i, last) if tokens.shapes[i] in "XA" else None
        level = self._levels.at(tokens.lower, i, last) if not self._begins_name(reading, i, last) else None
        if level and level.last < last and tokens.lower[level.last] in _BODIES:
            level = None
        if level and tokens.shapes[i] == "A" and tokens.lower[i : i + 2] == ["xã", "hội"]:
            level = None  # "CÁC TỔ CHỨC XÃ HỘI"
        if level and self._is_level(reading, level) and not _of_several(tokens, i):
            below = level.entry.kind in ("commune", "below")
            name = self.named(
                reading, level.last + (tokens.lower[level.last] == "." if level.last < last else 0), last, below=below
            )
            if name and not self.is_region(name.value.name):
                return Mark(
                    i, name.last, "place", Place(level.entry.name, name.value.name, name.value.known), "place.level"
                )
        if bare and self._capitals(reading, bare):
            return Mark(i, bare.last, "place", Place(_level_of(bare), _bare_name(bare), True), "place.known")
        return None

    def _begins_name(self, reading: Reading, i: int, last: int) -> bool:
        """Whether a word for a level is the first of a name instead: "Sóc Trăng", "Buôn Hồ"."""
        if reading.tokens.shapes[i] != "X":
            return False
        hit = self._names.at(reading.tokens.lower, i, last)
        return (
            hit is not None
            and hit.last - hit.first > 1
            and hit.entry.name.lower().startswith(f"{reading.tokens.lower[i]} ")
        )

    def gazetteer(self, reading: Reading, i: int, last: int) -> Mark | None:
        """The province or district whose bare name begins at token i."""
        hit = self._names.at(reading.tokens.lower, i, last)
        if hit is None or not self._capitals(reading, hit):
            return None
        return Mark(i, hit.last, "place", Place(None, _bare_name(hit), True), "place.known")

    def region(self, reading: Reading, i: int, last: int) -> int | None:
        """The end of a region's name at token i ("Nam Bộ"), None where none begins."""
        hit = self._region_names.at(reading.tokens.lower, i, last)
        return hit.last if hit and reading.tokens.shapes[i] == "X" and self._capitals(reading, hit) else None

    def is_region(self, name: str) -> bool:
        """Whether a name is that of a region ("Tây Nguyên", "Nam Bộ"), which is no territory of its own."""
        return name.lower() in self._regions

    def _is_level(self, reading: Reading, hit: Hit) -> bool:
        """One-letter abbreviations need their dot; "bản", "tổ", "làng" as words are told by what follows."""
        return len(reading.tokens.lower[hit.first]) > 1 or hit.last - hit.first > 1

    def named(self, reading: Reading, i: int, last: int, *, below: bool = False) -> Mark | None:
        """The name after a level word; `below` a district the gazetteer of this house does not know every name."""
        tokens = reading.tokens
        if i >= last:
            return None
        if tokens.shapes[i] == "9" and len(tokens.lower[i]) <= 2:
            return Mark(i, i + 1, "place", Place(None, tokens.words[i].lstrip("0"), False), "place.number")
        if tokens.shapes[i] not in "XA" or tokens.lower[i] in ("khối", "cụm"):
            return None
        hit = self._names.at(tokens.lower, i, last)
        if (
            hit
            and self._capitals(reading, hit)
            and not ((below or hit.last - i == 1) and self._goes_on(reading, hit.last, last))
        ):
            end = self._joined(reading, hit.last, last)
            name = _bare_name(hit) if end == hit.last else reading.wording(i, end)
            return Mark(i, end, "place", Place(None, name, True), "place.known")
        end = self._run(reading, i, last)
        person = not below and end - i >= 2 and tokens.lower[i] in self._surnames and end - i != 4
        # A title in capitals: "KHỐI THI ĐUA NỘI CHÍNH TỈNH | KÝ KẾT GIAO ƯỚC".
        deed = tokens.shapes[i] == "A" and self._stops.at(tokens.lower, i, last) is not None
        return (
            None if person or deed else Mark(i, end, "place", Place(None, reading.wording(i, end), False), "place.run")
        )

    def _capitals(self, reading: Reading, hit: Hit) -> bool:
        """A name is typed in capitals, an abbreviation in nothing else: "tháng Tư" is no "T.Ư"."""
        if hit.last - hit.first == 1 and reading.tokens.lower[hit.first] not in (
            hit.entry.name.lower(),
            hit.entry.name.lower().split(" ")[-1],
        ):
            return reading.tokens.shapes[hit.first] == "A"
        return all(reading.tokens.shapes[j] != "x" for j in (hit.first, hit.last - 1))

    def _goes_on(self, reading: Reading, i: int, last: int) -> bool:
        """Whether one more capital belongs to the name: "Quy Nhơn | Đông", but not "Quy Nhơn | Nguyễn Văn An"."""
        shapes = reading.tokens.shapes
        return i < last and shapes[i] == "X" and not (i + 1 < last and shapes[i + 1] == "X")

    def _run(self, reading: Reading, i: int, last: int) -> int:
        """The end of a name in capitals: what is longer than three syllables ends where a person's name begins."""
        tokens, end = reading.tokens, i
        while end < last and tokens.shapes[end] in "XA" and end - i < 7 and not (end > i and tokens.gaps[end] > 1):
            end += 1
        if end - i > 3:
            people = [j for j in range(i + 1, end - 1) if tokens.lower[j] in self._surnames]
            people = [j for j in people if j - i >= 2 and end - j <= 5] or people
            end = people[0] if people else min(end, i + _MAX_NAME)
        return self._joined(reading, end, last)

    def _joined(self, reading: Reading, end: int, last: int) -> int:
        """Past a dash and a second name: "Xuân Hương - Đà Lạt"."""
        tokens = reading.tokens
        if end + 1 < last and tokens.lower[end] == "-" and tokens.shapes[end + 1] == "X":
            hit = self._names.at(tokens.lower, end + 1, last)
            if hit and self._capitals(reading, hit):
                return hit.last
        return end


def _of_several(tokens: Tokens, i: int) -> bool:
    """ "các | xã", "8 | xã": no one territory; but "năm 2018 | xã Hải Phương", "Khối thi đua số 2 | tỉnh Hà Tĩnh"."""
    before = tokens.lower[i - 1] if i else ""
    counts = before.isdigit() and len(before) != len("2018") and tokens.lower[i - 2] not in _NUMBERED
    return before in ("các", "những") or counts


def _bare_name(hit: Hit) -> str:
    return hit.entry.name.split(" ", 1)[1] if hit.entry.name.lower().startswith("quận ") else hit.entry.name


def _level_of(hit: Hit) -> str | None:
    """ "TP.HCM" says its level itself; "Đồng Nai" does not."""
    said = hit.last - hit.first > 1 and hit.entry.kind == "thành phố" and not hit.entry.name.lower().startswith("thành")
    return "thành phố" if said and hit.entry.name == "Hồ Chí Minh" else None
