"""A span: a labelled stretch of text with the value it stands for and the rule that saw it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """`text[start:end]`, in code points of the article's text.

    label: what it is (`date`, `unit`, `post`, `person` …). value: its normalised wording. rule: who saw it.
    """

    start: int
    end: int
    label: str
    value: str
    rule: str
