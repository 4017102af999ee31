"""Counted and left-over recipients ("07 tập thể", "các đơn vị còn lại"), and quotations, which may be themes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.needs import Gated
from nlp.reading import Mark, Reading
from nlp.spans.units import UnitName
from nlp.tokens import Tokens
from nlp.vocabulary import Vocabulary
from nlp.word_sets import word_set

_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_NUMBER = rf"(?P<n>\d{{1,4}}|{'|'.join(_WORDS)})"
_NOUNS = (
    r"tập thể(?: nhỏ)?(?: (?:và|,) hộ gia đình)?|lượt tập thể|cá nhân|lượt cá nhân|đơn vị(?: thành viên)?|đồng "
    r"chí|gia đình|hộ gia đình|hộ(?! (?:trợ|chiếu|kinh))|cán bộ(?: ?,? ?(?:công chức|chiến sĩ|giáo viên|đoàn "
    r"viên))?|giáo viên"
    r"|khoa ?, ?phòng|khoa|phòng ?, ?ban|phòng|chi hội|chi đoàn|tổ chức cơ sở|trường|sở ?, ?ngành|sở|doanh "
    r"nghiệp|hội viên|đoàn viên|công đoàn cơ sở|người|cán bộ|chiến sĩ|xã(?! hội)|phường|huyện|cơ quan|tổ(?! "
    r"(?:chức|quốc))|hội(?! (?:nghị|trường|thao|đồng|thi|thảo|trại|diễn))|nhân viên|thành viên|điển hình|gương"
)
_COUNT = re.compile(rf"(?<!\S){_NUMBER} (?P<noun>{_NOUNS})(?!\S)")
# Who is honoured may be counted with any noun ("26 kiểm lâm viên"); only an award's sentence tells that it is who.
_NOT_WHO = word_set(
    "năm tháng ngày giờ phút triệu tỷ nghìn ngàn đồng điểm suất phần quà lần km ha kg tấn mét vụ căn ngôi",
    "nội chỉ tiêu phong sáng mô đợt quý trang bài giải cờ bằng giấy cuộc công chương khối cụm kỳ phiếu",
    "tuổi nhiệm vòng trận bàn ván con chiếc cây lá hạng danh huân huy dự việc",
)
_ENDS_NOUN = word_set(
    "được có đã nhận là và cho vì trong do tại năm theo với đạt thuộc của để khi ở về đối từ bằng cùng",
    "đoạt giành xếp vinh trên qua sẽ như nào này đó còn khác cũng đều",
)
_LEADS_TO_WHO = word_set(', ; : . ” " ) cho tặng thưởng với và là nhân gồm của dương khen khối cụm nhận')
_LEFT_OVER = Gated(
    r"(?<!\S)(?:(?:các|những|hai|ba|bốn|năm|sáu|bảy|tám|(?P<n>\d{1,3})) )(?:[^\W\d_]+ ){1,4}còn lại(?!\S)"
)
# The people of a place as one: "Đảng bộ, chính quyền và Nhân dân phường X", "cán bộ, hội viên phụ nữ tỉnh Y".
_PEOPLE = (
    r"(?:đảng bộ|chính quyền|nhân dân(?: các dân tộc)?|quân|dân|lực lượng vũ trang|cán bộ|công chức|viên chức"
    r"|chiến sĩ|hội viên|đoàn viên|phụ nữ|nông dân|người lao động|đảng viên|tuổi trẻ|cựu chiến binh|giáo viên"
    r"|học sinh)"
)
_TOGETHER = Gated(rf"(?<!\S){_PEOPLE}(?:(?: ,)?(?: và)? {_PEOPLE})+(?= )")
# Over `Tokens.shapes`, in which a quotation mark stands for itself.
_QUOTED = re.compile('“[^”"]{0,58}[”"]|«[^»]{0,58}»|"[^"]{0,58}"')


@dataclass(frozen=True, slots=True, order=True)
class Count:
    """How many of what."""

    count: int
    noun: str


def count_at(tokens: Tokens, i: int) -> int | None:
    """The token after a count and its noun that begin at token i ("12 trường", "năm sở"), None where none does."""
    match = _COUNT.match(tokens.line, tokens.line_starts[i])
    return tokens.at(match.end() - 1) + 1 if match else None


@dataclass(frozen=True, slots=True, order=True)
class Rest:
    """Who is left over or not named: "các đơn vị còn lại"; the count where the text states one in figures."""

    name: str
    count: int | None


class GroupReader:
    """Finds counts, left-over groups and quotations."""

    def __init__(self, words: Vocabulary) -> None:
        """Reads `phrases`: `rest`."""
        self._rest = words.phrases("phrases", "rest")

    def __call__(self, reading: Reading) -> None:
        """Add marks `count`, `group` and `quote`."""
        tokens = reading.tokens
        for match in _COUNT.finditer(tokens.line):
            first, last = tokens.at(match.start()), tokens.at(match.end() - 1) + 1
            number = _WORDS.get(match["n"]) or int(match["n"])
            reading.add(Mark(first, last, "count", Count(number, match["noun"]), "count"))
        for match in _LEFT_OVER.finditer(tokens.line):
            first, last = tokens.at(match.start()), tokens.at(match.end() - 1) + 1
            words = tokens.lower[first]
            count = int(match["n"]) if match["n"] else _WORDS.get(words)
            reading.add(Mark(first, last, "group", Rest(reading.wording(first, last), count), "group.left_over"))
        for hit, sentence in reading.hits(self._rest):
            if not any(m.first <= hit.first < m.last for m in reading.within("group", sentence.first, sentence.last)):
                reading.add(Mark(hit.first, hit.last, "group", Rest(hit.entry.name, None), "group.rest"))
        for sentence in reading.sentences:
            _quotes(reading, sentence.first, sentence.last)


def _quotes(reading: Reading, first: int, last: int) -> None:
    for match in _QUOTED.finditer(reading.tokens.shapes, first, last):
        start, end = match.span()
        if end - start > 2:
            reading.add(Mark(start, end, "quote", reading.wording(start + 1, end - 1), "quote"))


def count_recipients(reading: Reading) -> None:
    """Add marks `count` in sentences that name awards: "tặng 6 sĩ quan", "43 “Tập thể lao động tiên tiến”"."""
    tokens = reading.tokens
    awards = {mark.first for mark in reading.of("award")}
    sentences = sorted({reading.sentence_of(first) for first in awards})
    taken = {
        i
        for label in ("count", "award", "date", "year", "document", "unit")
        for m in reading.of(label)
        for i in range(m.first, m.last)
    }
    begun = {m.first for label in ("place", "unit") for m in reading.of(label)}  # "2 | tỉnh Long An, Bến Tre"
    for sentence in sentences:
        for i in range(sentence.first, sentence.last):
            if i in taken or not _counts(tokens.lower[i]):
                continue
            if i + 1 in awards or (i + 2 in awards and tokens.lower[i + 1] == "danh"):
                reading.add(Mark(i, i + 1, "count", Count(int(tokens.lower[i]), ""), "count.of_title"))
            elif (
                i == sentence.first
                or tokens.lower[i - 1] in _LEADS_TO_WHO
                or any(m.last == i for m in reading.of("award"))
            ):
                last = _noun_end(reading, i + 1, sentence.last)
                if last > i + 1 and begun.isdisjoint(range(i + 1, last)):
                    reading.add(
                        Mark(
                            i,
                            last,
                            "count",
                            Count(int(tokens.lower[i]), reading.wording(i + 1, last)),
                            "count.any_noun",
                        )
                    )


def add_collectives(reading: Reading) -> None:
    """Add marks `unit` for the people of a place where a sentence honours them; the place must follow at once."""
    tokens = reading.tokens
    places = {mark.first: mark for label in ("place", "unit") for mark in reading.of(label)}
    for match in _TOGETHER.finditer(tokens.line):
        first, last = tokens.at(match.start()), tokens.at(match.end() - 1) + 1
        place = places.get(last) or (places.get(last + 1) if tokens.lower[last : last + 1] == ["các"] else None)
        if place is not None:
            end = place.last
            name = reading.wording(first, last)
            full = place.value.full if place.label == "place" else reading.wording(place.first, end)
            reading.add(Mark(first, end, "unit", UnitName(f"{name} {full}", None, None, False), COLLECTIVE))


COLLECTIVE = "unit.collective"


def _counts(word: str) -> bool:
    """A whole number that is no year."""
    return word.isdigit() and len(word) <= 4 and not (len(word) == 4 and word[:2] in ("19", "20"))


def _noun_end(reading: Reading, i: int, last: int) -> int:
    """The end of the noun that a number counts: small letters, up to a word that ends it."""
    tokens = reading.tokens
    if i >= last or tokens.lower[i] in _NOT_WHO:
        return i
    end = i
    while (
        end < min(last, i + 4)
        and tokens.shapes[end] == "x"
        and tokens.lower[end] not in _ENDS_NOUN
        and tokens.lower[end].isalpha()
    ):
        end += 1
    return end
