"""What can be wrong with a definition, said so that whoever wrote the file can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong: the file, its line where known (counted from 1), the key's path, what is wrong and the fix."""

    file: str
    key: str
    message: str
    fix: str
    line: int | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.key}: {self.message}; {self.fix}"


class SourceError(ValueError):
    """Definitions cannot be used as they stand; `problems` lists every one, the message one a line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The fix for an unknown word: the nearest known one, or the whole list."""
    options = sorted(known)
    near = difflib.get_close_matches(word, options, n=1)
    return f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(options)}"
