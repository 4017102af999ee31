"""Expressions that first ask whether a text has the words without which they cannot match.

A rule is tried on every sentence and holds in few. To ask for a word ("gồm") costs a hundredth of trying the rule, so
each expression is asked once, when it is made, which words every match of it must have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from re import _compiler, _parser  # type: ignore[attr-defined] # private; tests hold them for every Python we claim
from re import _constants as op  # type: ignore[attr-defined] # as above
from typing import Any, TypeVar

_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
# Where the parts that must stand in a match have their own sequence.
_INSIDE = {op.SUBPATTERN: 3, op.ASSERT: 1, **dict.fromkeys(_REPEATS, 2), op.ATOMIC_GROUP: slice(None)}
_Name = TypeVar("_Name")
_NOTHING: frozenset[str] = frozenset()
# So many pieces a choice, and choices an expression, are worth asking for.
_FEW, _CHOICES = 12, 3


class Gated:
    """A regular expression with what a text must have for it to match; finds what `regex` itself would find."""

    __slots__ = ("needs", "regex", "source")

    def __init__(self, pattern: str) -> None:
        parsed = _parser.parse(pattern)  # once for both: it takes longer than all the rest
        self.source = pattern
        self.needs = _best(parsed)
        self.regex: re.Pattern[str] = _compiler.compile(parsed)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches, from left to right."""
        for choice in self.needs:  # of each choice of pieces one stands in the text; here without a call, as it is hot
            for piece in choice:
                if piece in text:
                    break
            else:
                return iter(())
        return self.regex.finditer(text)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        for choice in self.needs:
            for piece in choice:
                if piece in text:
                    break
            else:
                return None
        return self.regex.search(text)


def matches(named: Iterable[tuple[_Name, Gated]], text: str) -> Iterator[tuple[_Name, re.Match[str]]]:
    """All matches of many expressions, each with its expression's name: those of the first from left to right, then
    those of the next. Most expressions are asked in vain, so each is asked here, without a call.
    """
    for name, gated in named:
        for choice in gated.needs:
            for piece in choice:
                if piece in text:
                    break
            else:
                break
        else:
            for found in gated.regex.finditer(text):
                yield name, found


def needs(pattern: str) -> tuple[tuple[str, ...], ...]:
    """Choices of pieces: a match has at least one piece of every choice.

    >>> needs("Khối (?:hiện )?(?:bao gồm|gồm|có mặt) [0-9]+")
    (('Khối ',), ('có mặt', 'gồm'))
    """
    return _best(_parser.parse(pattern))


def _best(parsed: Any) -> tuple[tuple[str, ...], ...]:
    choices = sorted(set(_choices(parsed)), key=_worth, reverse=True)
    return tuple(tuple(sorted(choice)) for choice in choices[:_CHOICES])


def _choices(parsed: Any) -> list[frozenset[str]]:
    """What a sequence needs: what each of its parts does."""
    found: list[frozenset[str]] = []
    run: list[str] = []
    for kind, value in [*parsed, (None, None)]:
        if kind is op.LITERAL:
            run.append(chr(value))
            continue
        if run:
            found.append(frozenset({"".join(run)}))
            run = []
        found.extend(_part(kind, value))
    return [choice for choice in found if _worth(choice)[0] > 0 and len(choice) <= _FEW]


def _part(kind: Any, value: Any) -> list[frozenset[str]]:
    """What one part of a sequence needs; nothing for a part that may be missing or is of any letters."""
    if kind is op.BRANCH:
        ways = [max(_choices(way), key=_worth, default=_NOTHING) for way in value[1]]
        return [_shortest(_NOTHING.union(*ways))] if all(ways) else []
    if kind is op.IN and all(each is op.LITERAL for each, _ in value):
        return [frozenset(chr(letter) for _, letter in value)]
    if kind in _REPEATS and value[0] == 0:
        return []
    return _choices(value[_INSIDE[kind]]) if kind in _INSIDE else []


def _shortest(pieces: frozenset[str]) -> frozenset[str]:
    """Without the pieces that hold another one."""
    return frozenset(p for p in pieces if not any(other in p for other in pieces if other != p))


def _worth(pieces: frozenset[str]) -> tuple[float, list[str]]:
    """Long pieces and capitals stand in few texts, and few pieces are quickly looked for; the rest is for order."""
    rarest = min(3 if piece.isupper() or piece.strip() == ":" else len(piece.strip(" ,;.")) for piece in pieces)
    return (rarest - len(pieces) / 4 if rarest > 1 else 0), sorted(pieces)
