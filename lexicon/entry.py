"""What a lexicon table is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class LexiconError(ValueError):
    """A lexicon file that cannot be used; the message names file, entry and key, and says how to mend it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One word or phrase of the field.

    name: the canonical wording, as a record writes it. forms: every spelling, `name` first, NFC, each once.
    kind: the table's own division (`rank`, `degree` …), or None. attributes: whatever else the file says, as text; a
    list is joined with `|`, a truth value is `yes` or `no`.
    examples: phrases in which the entry is meant. counter_examples: phrases in which its words mean something else.
    """

    name: str
    forms: tuple[str, ...]
    kind: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict, hash=False)
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
