"""The phrases of pages (lexicon/page_frame.yml), compiled once a process."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

_FILE = "page_frame.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One entry: its name, its pattern over folded text, lines it matches and lines it must not match.

    needs: words of which the line must hold one; looking for them first saves the pattern on most lines.
    """

    name: str
    pattern: re.Pattern[str]
    needs: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """All entries of one section, and their patterns as one alternation."""

    phrases: tuple[Phrase, ...]
    any: re.Pattern[str]

    def matches(self, folded: str) -> bool:
        """Whether one of the entries is seen in a folded line."""
        return self.any.search(folded) is not None

    def find(self, folded: str) -> re.Match[str] | None:
        """The first entry's match, with its named groups."""
        return next((found for phrase in self.phrases if (found := phrase.pattern.search(folded))), None)


@lru_cache(maxsize=1)
def sections() -> Mapping[str, Section]:
    """Every section of page_frame.yml by name. Raises ValueError naming an entry whose pattern is wrong."""
    text = resources.files("lexicon").joinpath(_FILE).read_text("utf-8")
    raw: dict[str, list[dict[str, Any]]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return MappingProxyType({name: _section(name, entries) for name, entries in raw.items()})


def _section(name: str, entries: list[dict[str, Any]]) -> Section:
    phrases = tuple(_phrase(name, entry) for entry in entries)
    joined = "|".join(re.sub(r"\?P<\w+>", "?:", phrase.pattern.pattern) for phrase in phrases)
    return Section(phrases=phrases, any=re.compile(joined))


def _phrase(section: str, entry: dict[str, Any]) -> Phrase:
    try:
        pattern = re.compile(entry["pattern"])
    except re.error as error:
        raise ValueError(f"lexicon/{_FILE}: {section}: {entry['name']}: {error}; mend the pattern") from error
    return Phrase(
        name=entry["name"],
        pattern=pattern,
        needs=tuple(entry.get("needs", ())),
        examples=tuple(entry["examples"]),
        counter_examples=tuple(entry["counter_examples"]),
    )
