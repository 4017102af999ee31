"""Cited documents: a number with its kind, its day and who issued it: "Quyết định số 1615/QĐ-UBND ngày 26/3/2024"."""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.needs import Gated
from nlp.reading import Mark, Reading
from nlp.spans.dates import Day
from nlp.spans.offices import OfficeReader
from nlp.spans.units import UnitReader
from nlp.tokens import Tokens
from nlp.vocabulary import Vocabulary

_LETTERS = r"[a-zđăâêôơưáàảãạéèẻẽẹ]+"
_NUMBER = re.compile(
    rf"(?P<num>\d(?<!\S\d)\d{{0,4}}(?: ?[a-zđ](?= ?[-/]))? ?(?:[/-] ?\d{{4}} ?)?[/-] ?(?:{_LETTERS}|\d{{1,2}}(?= ?-))"
    rf"(?: ?[-/&.] ?(?:{_LETTERS}|\d{{1,3}}))*(?:(?<=evn) (?:[csn]pc|hanoi|hcmc)(?!\S))?)(?!\S)"
)
# A number that follows the kind of document, with "số" or, of these kinds, without it.
_NUMBERED = re.compile(r" số \d|(?:quyết định|chỉ thị|nghị quyết|kết luận) \d")
_ISSUED = re.compile(r"(?:ban hành|ký|có|ra|ban hành kèm theo|công bố)(?: \S+){0,4}$")
_COUNTED = re.compile(r"^\d+[a-zđ]?[/-](?:\d{4}[/-])?")  # "30a/2008/" of "30a/2008/NQ-CP"
_CODE = re.compile(
    r"^(?:nđ|qđ|kh|ct|nq|tt|tb|kl|cv|hd|ttr|bc|gm|qh|ttg|cp|ubnd|hđnd|tw|tu|hu|qu|đu|sbn|snv|bca|bqp|[a-zđ]{2,})"
)


# A paper's own licence at the foot of its page is no document about emulation.
_LICENCE = re.compile(r"giấy phép(?: số)? ?$")
_LICENCE_LONGEST = len("giấy phép số ")


def may_cite(line: str) -> bool:
    """Whether a text (`Tokens.line`) can cite a document at all: it has a number with letters, or a kind with one."""
    return _NUMBER.search(line) is not None or _NUMBERED.search(line) is not None


class Citation(NamedTuple):
    """A document as cited; `date` is a stated day, `issuer` the body as written."""

    number: str
    kind: str | None
    issuer: str | None
    date: Day | None


def _glued(tokens: Tokens, last: int) -> int:
    """Past what is typed onto a number without a blank: "07/HD-X | 11-X15"."""
    while last < len(tokens) and tokens.starts[last] == tokens.ends[last - 1]:
        dash = tokens.lower[last] == "-" and last + 1 < len(tokens) and tokens.starts[last + 1] == tokens.ends[last]
        if not tokens.lower[last].isalnum() and not (dash and tokens.shapes[last + 1] in "XA"):
            break
        last += 1
    return last


class DocumentReader:
    """Finds cited documents."""

    def __init__(self, words: Vocabulary, units: UnitReader, offices: OfficeReader) -> None:
        """Reads `document_kinds`."""
        self._kinds = words.phrases("document_kinds")
        self._plain = Gated(
            rf"(?<!\S)(?P<kind>{words.alternation('document_kinds')}) (?:số )?(?P<num>\d{{1,4}})(?= |$)"
            r"(?! (?:%|năm|tháng|ngày|đơn|tập|cá|người|cuộc|vụ|lượt|đợt|đồng|triệu|tỷ|[/-]|[a-zđ](?= |$)))"
        )
        self._units = units
        self._offices = offices

    def __call__(self, reading: Reading) -> None:
        """Add marks `document`; a day inside one is the document's, never an event's."""
        tokens = reading.tokens
        taken = {i for mark in reading.of("bloc") for i in range(mark.first, mark.last)}
        for match in _NUMBER.finditer(tokens.line):
            first, last = tokens.at(match.start("num")), tokens.at(match.end("num") - 1) + 1
            last = _glued(tokens, last)
            number = "".join(tokens.words[first:last])
            if (
                first in taken
                or _LICENCE.search(tokens.line, max(0, match.start("num") - _LICENCE_LONGEST), match.start("num"))
                or not _CODE.search(_COUNTED.sub("", number.lower()))
                or not any(s in "A" for s in tokens.shapes[first:last])
            ):
                continue
            self._cite(reading, first, last, number)
            taken.update(range(first, last))
        for match in self._plain.finditer(tokens.line):
            first, last = tokens.at(match.start("num")), tokens.at(match.end("num") - 1) + 1
            if (taken.isdisjoint(range(first, last)) and " số " in match[0]) or (
                match["kind"] in ("quyết định", "chỉ thị", "nghị quyết", "kết luận")
                and taken.isdisjoint(range(first, last))
            ):
                self._cite(reading, first, last, tokens.words[first])

    def _cite(self, reading: Reading, first: int, last: int, number: str) -> None:
        tokens = reading.tokens
        sentence = reading.sentence_of(first)
        before = first - 1 if first and tokens.lower[first - 1] == "số" else first
        kind = self._kinds.ending(tokens.lower, sentence.first, before)
        day, end = self._day(reading, last, sentence.last)
        issuer, end = self._issuer(reading, end, sentence.last)
        if day is None:
            day, end = self._day(reading, end, sentence.last)
        if day is None:
            day = self._day_before(reading, sentence.first, before)
        start = kind.first if kind else before
        cited = Citation(number, kind.entry.name if kind else None, issuer, day)
        reading.add(Mark(start, end, "document", cited, "document.cited" if kind else "document.number"))

    def _day(self, reading: Reading, i: int, last: int) -> tuple[Day | None, int]:
        """The day right after a number: "ngày 28-12-2016", "(ngày 5/3/2024)"; a digit of the number may be its cue."""
        for mark in reading.within("date", i - 1, last):
            if mark.first > i + 1:
                break
            if mark.last > i and reading.tokens.lower[i : mark.first] in ([], [","], ["("]) and mark.value.year:
                return mark.value, mark.last
        return None, i

    def _day_before(self, reading: Reading, first: int, i: int) -> Day | None:
        """The day before a number: "Ngày 26/3/2024, UBND thành phố đã ban hành Quyết định số …"."""
        for mark in reading.within("date", first, i):
            between = " ".join(reading.tokens.lower[mark.last : i])
            if mark.value.year and ";" not in between and _ISSUED.search(between):
                day: Day = mark.value
                return day
        return None

    def _issuer(self, reading: Reading, i: int, last: int) -> tuple[str | None, int]:
        tokens = reading.tokens
        if i + 1 >= last or tokens.lower[i] != "của":
            return None, i
        for office in reading.within("office", i + 1, last):
            if office.first == i + 1:
                return office.value.title, office.last
        unit = self._units.at(reading, i + 1, last)
        if unit is None:
            return None, i
        return unit.value.name + (f" {unit.value.place}" if unit.value.place else ""), unit.last
