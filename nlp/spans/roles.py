"""Leader roles: "Khối trưởng", "Cụm phó Cụm thi đua số 5 năm 2019": the role, the bloc and the year of the term."""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.reading import Mark, Reading
from nlp.vocabulary import Vocabulary
from records import LeaderRole

# How a role goes on to the bloc that it is of, in words that name none.
_OF_A_BLOC = tuple(
    tuple(phrase.split(" "))
    for phrase in (
        "của khối thi đua",
        "của cụm thi đua",
        "khối thi đua",
        "cụm thi đua",
        "thi đua",
        "của khối",
        "của cụm",
    )
)
_TERM = re.compile(r"(?:nhiệm kỳ|nhiệm kì|nhiệm kỳ năm|niên hạn) (?P<year>(?:19|20)\d\d)(?!\d)")


class Role(NamedTuple):
    """A role in a bloc: the mark of the bloc it names here, and the year of the term where it is stated."""

    role: LeaderRole
    bloc: Mark | None
    year: int | None


class RoleReader:
    """Finds roles."""

    def __init__(self, words: Vocabulary) -> None:
        """Reads `leader_roles`."""
        self._roles = words.phrases("leader_roles")

    def __call__(self, reading: Reading) -> None:
        """Add marks `role`."""
        blocs = {mark.first: mark for mark in reading.of("bloc")}
        years = {mark.first: mark for mark in reading.of("year")}
        for hit, sentence in reading.hits(self._roles):
            end, bloc = _bloc(reading, hit.last, sentence.last, blocs)
            end, year = _year(reading, end, sentence.last, years)
            role = Role(LeaderRole(hit.entry.kind or "head"), bloc, year)
            reading.add(Mark(hit.first, end, "role", role, "role"))


def _bloc(reading: Reading, i: int, last: int, blocs: dict[int, Mark]) -> tuple[int, Mark | None]:
    """Past the bloc that a role names: in full, by its number ("Trưởng khối số 3"), or only as "khối thi đua"."""
    if i in blocs:
        return blocs[i].last, blocs[i]
    words = tuple(reading.tokens.lower[i : min(i + 4, last)])
    numbered = _numbered(reading, words)
    if numbered is not None:
        return i + 2, numbered
    if words[:1] == ("của",) and i + 1 in blocs:
        return blocs[i + 1].last, blocs[i + 1]
    for phrase in _OF_A_BLOC:
        if words[: len(phrase)] == phrase:
            end = i + len(phrase)
            return (blocs[end].last, blocs[end]) if end in blocs else (end, None)
    return i, None


def _numbered(reading: Reading, words: tuple[str, ...]) -> Mark | None:
    """The bloc of this article that "số 3" after a role means."""
    if len(words) < 2 or words[0] != "số":
        return None
    number = words[1].lstrip("0")
    return next((mark for mark in reading.of("bloc") if mark.value.number == number), None)


def _year(reading: Reading, i: int, last: int, years: dict[int, Mark]) -> tuple[int, int | None]:
    """Past the year of the term: "năm 2019", "nhiệm kỳ 2020"; a school year is none."""
    stated = years.get(i)
    if stated is not None:
        return stated.last, stated.value.year if not stated.value.school else None
    if i >= last:
        return i, None
    term = _TERM.match(reading.tokens.line, reading.tokens.line_starts[i])
    if term is None:
        return i, None
    return reading.tokens.at(term.end() - 1) + 1, int(term["year"])
