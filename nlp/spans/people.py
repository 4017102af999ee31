"""People: a name after an honorific, a rank or an office, or before the office that follows a comma or a dash."""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

from nlp.reading import Mark, Reading
from nlp.spans.loud import shouted
from nlp.spans.names import LONGEST, NameReader
from nlp.vocabulary import Hit, Vocabulary

# Middle names that hardly stand anywhere else: with one, a family name need not be known.
_MIDDLE = frozenset(
    {"văn", "thị", "đình", "hữu", "đức", "ngọc", "xuân", "quang", "minh", "thanh", "công", "duy", "bá", "khắc"}
    | {"trọng", "seo"}
)


_PLURAL = frozenset(
    {"các đồng chí", "các ông", "các bà", "các ông bà", "hai đồng chí", "các anh", "các chị", "cá nhân", "các cá nhân"}
    | {"các tác giả"}
)
# After the first of several any words in capitals are a name, if they end as an item of a list does.
_ITEM_ENDS = frozenset({",", ";", "và", ".", "(", ")"})


_BRACKET = 14


class PersonName(NamedTuple):
    """A person as named; `called` is the honorific or rank before the name, None without one."""

    name: str
    called: str | None


class _Around(NamedTuple):
    """What the steps before found, by the token where it begins or ends."""

    offices_from: dict[int, Mark]
    offices_to: dict[int, Mark]
    places: dict[int, int]
    units: frozenset[int]
    unit_ends: frozenset[int]
    inside: frozenset[int]
    starts: frozenset[int]


class PersonReader:
    """Finds people."""

    def __init__(self, words: Vocabulary) -> None:
        """Reads `honorifics`, `posts`, `leader_roles`, `unit_kinds`, names; of `phrases`: `compound`, `speak`."""
        self._honorifics = words.phrases("honorifics")
        self._names = NameReader(words)
        self._posts = words.phrases("posts")
        self._roles = words.phrases("leader_roles")
        self._heads = words.phrases("unit_kinds")
        self._compounds = words.phrases("phrases", "compound")
        self._speaks = words.phrases("phrases", "speak")

    def __call__(self, reading: Reading) -> None:
        """Add marks `person`."""
        bodies = [mark for label in ("office", "unit") for mark in reading.of(label)]
        around = _Around(
            {mark.first: mark for mark in reading.of("office")},
            {mark.last: mark for mark in reading.of("office")},
            {mark.first: mark.last for mark in reading.of("place") if mark.value.known},
            frozenset(mark.first for mark in reading.of("unit")),
            frozenset(mark.last for mark in reading.of("unit")),
            frozenset(chain.from_iterable(range(mark.first + 1, mark.last) for mark in bodies)),
            frozenset(mark.first for mark in (*bodies, *reading.of("place"))),
        )
        end = 0
        loud = {sentence.first for sentence in reading.sentences if shouted(reading, sentence)}
        for i, sentence in reading.in_sentences(self._beginning(reading)):
            quiet = i >= end and sentence.first not in loud
            mark = self._at(reading, i, sentence.first, sentence.last, around) if quiet else None
            if mark is None:
                continue
            counted = _counted(reading, mark)
            if counted:
                mark = mark._replace(first=reading.tokens.lower.index(":", i) + 1)
            reading.add(mark)
            several = counted or mark.value.called in _PLURAL
            end = self._others(reading, mark, sentence.last, around) if several else mark.last

    def _beginning(self, reading: Reading) -> list[int]:
        """Where a person may begin: at an honorific, a family name, or, as that need not be known, a middle name."""
        tokens, shapes = reading.tokens, reading.tokens.shapes
        names = [i for i in tokens.where(self._names.surnames) if shapes[i] in "XA"]
        middles = [i - 1 for i in tokens.where(_MIDDLE) if i and shapes[i - 1] == "X"]
        return sorted({*self._honorifics.starts(tokens), *names, *middles})

    def _others(self, reading: Reading, mark: Mark, last: int, around: _Around) -> int:
        """Past the people named after the first: "các đồng chí Nguyễn Khắc Tường và Vi Thị Hảo"."""
        tokens, end = reading.tokens, _past_bracket(reading, mark.last, last)
        while end + 2 < last and tokens.lower[end] in (",", "và") and end + 1 not in around.starts:
            stop = self._name_end(reading, end + 1, last)
            family = tokens.lower[end + 1] in self._names.surnames
            if not 2 <= stop - end - 1 <= LONGEST or any(shape not in "XA" for shape in tokens.shapes[end + 1 : stop]):
                break
            if not family and stop < last and tokens.lower[stop] not in _ITEM_ENDS:
                break
            name = PersonName(reading.wording(end + 1, stop), mark.value.called)
            reading.add(Mark(end + 1, stop, "person", name, "person.called"))
            end = _past_bracket(reading, stop, last)
        return end

    def _at(self, reading: Reading, i: int, first: int, last: int, around: _Around) -> Mark | None:
        return (
            self._called(reading, i, last, around)
            or self._after_office(reading, i, last, around)
            or self._before_office(reading, i, first, last, around)
        )

    def _called(self, reading: Reading, i: int, last: int, around: _Around) -> Mark | None:
        """Honorifics, ranks and degrees, one after another, and then a name; "Hội | Luật gia Việt Nam" is no lawyer."""
        hit = self._honorifics.at(reading.tokens.lower, i, last) if i not in around.inside else None
        if hit is None or self._ends_a_word(reading, i, last):
            return None
        at, called = self._honours(reading, hit, last)
        end = self._name_end(reading, at, last)
        if at in around.places and around.places[at] >= end:
            return None
        if at in around.units and reading.tokens.lower[at] not in self._names.surnames:
            return None  # "nhóm tác giả | Báo Nghệ An"
        if end - at < 2 and not (end - at == 1 and hit.entry.kind == "religious"):
            return None
        return Mark(i, end, "person", PersonName(reading.wording(at, end), called), "person.called")

    def _ends_a_word(self, reading: Reading, i: int, last: int) -> bool:
        """ "hồ | sơ Trưởng khối" is no nun, "cán | bộ" nobody's rank."""
        before = self._compounds.at(reading.tokens.lower, i - 1, last) if i else None
        return before is not None and before.last > i

    def _honours(self, reading: Reading, hit: Hit, last: int) -> tuple[int, str]:
        """Past everything a person is called by: "PGS.TS.", "Đại tá, TS."; and those words."""
        tokens, at, called = reading.tokens, hit.last, hit.entry.name
        while at < last:
            if tokens.lower[at] == ":" and self._honorifics.at(tokens.lower, at + 1, last):
                break  # "3 nhà giáo: thầy A, cô B"
            if tokens.lower[at] in (".", "-", ":") and tokens.starts[at] == tokens.ends[at - 1]:
                at += 1
                continue
            more = self._honorifics.at(tokens.lower, at, last)
            if more is None:
                break
            called, at = f"{called} {more.entry.name}", more.last
        return at, called

    def _after_office(self, reading: Reading, i: int, last: int, around: _Around) -> Mark | None:
        """A name right after: "Chánh Văn phòng UBND TP Đặng Quốc Toàn", "Cụm trưởng Lý Thị Cẩm"."""
        tokens = reading.tokens
        middle = i + 2 < last and tokens.lower[i + 1] in _MIDDLE and tokens.shapes[i : i + 3] == "XXX"
        if not (middle or tokens.lower[i] in self._names.surnames):
            return None
        if i > 1 and tokens.lower[i - 1] == "," and i - 1 in around.offices_to:
            return self._speaker(reading, i, last)
        role = i > 0 and tokens.shapes[i] == "X" and self._roles.ending(tokens.lower, max(0, i - 6), i) is not None
        if not (role or i in around.offices_to):
            return None
        end = self._name_end(reading, i, last)
        if not 2 <= end - i <= LONGEST or around.places.get(i, i) >= end:
            return None
        return Mark(i, end, "person", PersonName(reading.wording(i, end), None), "person.after_office")

    def _speaker(self, reading: Reading, i: int, last: int) -> Mark | None:
        """ "Phó Chủ tịch LĐLĐ tỉnh, | Trần Đình Sơn cho rằng": a name after an office and a comma, if it speaks."""
        end = self._name_end(reading, i, last)
        if not 2 <= end - i <= LONGEST or self._speaks.at(reading.tokens.lower, end, last) is None:
            return None
        return Mark(i, end, "person", PersonName(reading.wording(i, end), None), "person.speaks")

    def _before_office(self, reading: Reading, i: int, first: int, last: int, around: _Around) -> Mark | None:
        """ "Nguyễn Văn A - Giám đốc …", "Nguyễn Văn A, Chủ tịch …": a family name, then an office after a mark."""
        tokens = reading.tokens
        if tokens.shapes[i] != "X" or tokens.lower[i] not in self._names.surnames or i in around.unit_ends:
            return None
        if i > first and tokens.shapes[i - 1] in "XA":
            return None
        end = self._name_end(reading, i, last)
        if not 2 <= end - i <= LONGEST or end + 1 >= last or tokens.lower[end] not in (",", "-", "("):
            return None
        if end + 1 not in around.offices_from:
            return None
        return Mark(i, end, "person", PersonName(reading.wording(i, end), None), "person.before_office")

    def _name_end(self, reading: Reading, i: int, last: int) -> int:
        """The end of a run of capitals that is a name: at most five syllables, before an office or a unit begins."""
        tokens, end = reading.tokens, i
        while end < last and end - i < LONGEST and tokens.shapes[end] in "XA":
            if end > i and (tokens.gaps[end] > 1 or self._begins_office(reading, end, last)):
                break
            if end - i >= 2 and self._begins_unit(reading, end, last):
                break
            end += 1
        return end

    def _begins_office(self, reading: Reading, i: int, last: int) -> bool:
        """An office or a role; "Nguyên" and "Quyền" in capitals are names too and need a post after them."""
        lower = reading.tokens.lower
        post = self._posts.at(lower, i, last)
        if post and post.entry.kind == "mark":
            post = self._posts.at(lower, post.last, last)
        return post is not None or self._roles.at(lower, i, last) is not None

    def _begins_unit(self, reading: Reading, i: int, last: int) -> bool:
        hit = self._heads.at(reading.tokens.lower, i, last)
        return hit is not None and (hit.last - hit.first > 1 or reading.tokens.lower[i] in ("sở", "bộ"))


def _counted(reading: Reading, mark: Mark) -> bool:
    """ "03 nhà giáo: Bùi Văn An, Lê Thị Hoa": the first of people who are counted before their names."""
    lower = reading.tokens.lower
    number = lower[mark.first - 1] if mark.first else ""
    return number.isdigit() and int(number) > 1 and ":" in lower[mark.first : mark.last]


def _past_bracket(reading: Reading, i: int, last: int) -> int:
    """Past a bracket that says where somebody works: "Bùi Văn An (Sở Y tế) |, Lê Thị Hoa"."""
    lower = reading.tokens.lower
    if i >= last or lower[i] != "(":
        return i
    return next((j + 1 for j in range(i + 1, min(last, i + _BRACKET)) if lower[j] == ")"), i)
