"""Leader roles: "Khối trưởng", "Cụm phó Cụm thi đua số 5 năm 2019": the role, the bloc it names and the year of the term."""

from __future__ import annotations

from typing import NamedTuple

from records import LeaderRole

from nlp.reading import Mark, Reading
from nlp.vocabulary import Vocabulary


class Role(NamedTuple):
    """A role in a bloc; `bloc` is the mark of the bloc it names here, `year` the year of the term where it is stated."""

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
        tokens = reading.tokens
        for sentence in reading.sentences:
            for hit in self._roles.find(tokens.lower, sentence.first, sentence.last):
                end, bloc = self._bloc(reading, hit.last, sentence.last, blocs)
                stated = years.get(end)
                if stated:
                    end = stated.last
                role = Role(LeaderRole(hit.entry.kind or "head"), bloc, stated.value.year if stated else None)
                reading.add(Mark(hit.first, end, "role", role, "role"))

    def _bloc(self, reading: Reading, i: int, last: int, blocs: dict[int, Mark]) -> tuple[int, Mark | None]:
        """Past the bloc that a role names, in full or only as "khối thi đua"."""
        if i in blocs:
            return blocs[i].last, blocs[i]
        words = reading.tokens.lower[i : min(i + 4, last)]
        for phrase in (["của", "khối", "thi", "đua"], ["của", "cụm", "thi", "đua"], ["khối", "thi", "đua"], ["cụm", "thi", "đua"], ["thi", "đua"], ["của", "khối"], ["của", "cụm"]):
            if words[: len(phrase)] == phrase:
                end = i + len(phrase)
                return (blocs[end].last, blocs[end]) if end in blocs else (end, None)
        if words[:1] == ["của"] and i + 1 in blocs:
            return blocs[i + 1].last, blocs[i + 1]
        return i, None
