"""What could not be read: said at once, on a line each, and remembered for the exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from thidua.errors import Refused, one_line
from thidua.inputs.item import Unreadable
from thidua.output import say
from thidua.reading import Reading

T = TypeVar("T")


class Problems:
    """The problems of one run, counted by code; `keep` is told each of them too."""

    def __init__(self, keep: Callable[[Unreadable], None] | None = None) -> None:
        self.by_code: Counter[str] = Counter()
        self._keep = keep

    def add(self, problem: Unreadable) -> None:
        """Say a problem and count it."""
        self.by_code[problem.code] += 1
        if self._keep:
            self._keep(problem)
        say(one_line(str(problem)))

    def aside(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """The readings without a problem."""
        for reading in readings:
            if reading.problem:
                self.add(reading.problem)
            else:
                yield reading

    def beside(self, results: Iterable[T | Unreadable]) -> Iterator[T]:
        """The results that are no problem."""
        for each in results:
            if isinstance(each, Unreadable):
                self.add(each)
            else:
                yield each

    def refuse(self) -> None:
        """Raise `Refused` when there was any: the rest was done, but the exit code shall say that not all was."""
        if count := self.by_code.total():
            what = "one input was" if count == 1 else f"{count} inputs were"
            raise Refused(f"{what} not read, for the reason said above; everything else was")
