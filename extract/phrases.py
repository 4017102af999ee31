"""The phrases of pages (lexicon/page_frame.yml), compiled once a process."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

_FILE = "page_frame.yml"
_CACHE = 2048


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """One entry: its name, its expression over folded text, lines it matches and lines it must not match.

    needs: words of which the line must hold one; looking for them first saves the pattern on most lines.
    """

    name: str
    expression: str
    needs: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled when it is first looked for: compiling all takes as long as reading an article."""
        return re.compile(self.expression)


@dataclass(frozen=True, kw_only=True)
class Section:
    """All entries of one section."""

    phrases: tuple[Phrase, ...]

    @cached_property
    def matches(self) -> Callable[[str], bool]:
        """Says whether one of the entries is seen in a folded line; of a page's lines several rules ask the same."""
        pattern = re.compile("|".join(re.sub(r"\?P<\w+>", "?:", phrase.expression) for phrase in self.phrases))
        return lru_cache(_CACHE)(lambda folded: pattern.search(folded) is not None)

    def find(self, folded: str) -> re.Match[str] | None:
        """The first entry's match, with its named groups."""
        if not self.matches(folded):
            return None
        return next((found for phrase in self.phrases if (found := phrase.pattern.search(folded))), None)


@lru_cache(maxsize=1)
def sections() -> Mapping[str, Section]:
    """Every section of page_frame.yml by name."""
    text = resources.files("lexicon").joinpath(_FILE).read_text("utf-8")
    raw: dict[str, list[dict[str, Any]]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return MappingProxyType({name: Section(phrases=tuple(map(_phrase, entries))) for name, entries in raw.items()})


def _phrase(entry: dict[str, Any]) -> Phrase:
    return Phrase(
        name=entry["name"],
        expression=_expression(entry["pattern"], entry.get("words", ())),
        needs=tuple(entry.get("needs", ())),
        examples=tuple(entry["examples"]),
        counter_examples=tuple(entry["counter_examples"]),
    )


def _expression(given: str | list[str], words: Sequence[str]) -> str:
    """One expression from a pattern or several, with the entry's words where `{words}` stands."""
    joined = given if isinstance(given, str) else "|".join(given)
    return joined.replace("{words}", "|".join(words))
