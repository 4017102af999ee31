"""Every rule over sketches, on the examples beside it: it finds them, and leaves its counter-examples alone."""

from __future__ import annotations

import pytest

from nlp.facts import leader_patterns, member_patterns
from nlp.sketch import Pattern
from records import Record

from .reading import read

# A sentence alone is no article: what an example leaves unsaid stands in the paragraph before it.
_BEFORE = "Sáng 12/12/2024, Khối thi đua số 9 tổ chức hội nghị tổng kết phong trào thi đua năm 2024.\n\n"
_TITLE = "Trường Tiểu học Lê Lợi tổng kết năm 2024\n\n"
_PATTERNS = [*leader_patterns.PATTERNS, *member_patterns.PATTERNS]


def _rules(record: Record) -> set[str | None]:
    return {fact.rule for fact in (*record.leaders, *record.members, *record.blocs)}


def _cases(kind: str) -> list[object]:
    return [
        pytest.param(pattern, text, id=f"{pattern.name}: {text[:40]}")
        for pattern in _PATTERNS
        for text in getattr(pattern, kind)
    ]


@pytest.mark.parametrize(("pattern", "text"), _cases("examples"))
def test_finds_its_examples(pattern: Pattern, text: str) -> None:
    assert pattern.name in _rules(read(_BEFORE + text)) | _rules(read(text)) | _rules(read(_TITLE + text))


@pytest.mark.parametrize(("pattern", "text"), _cases("counter_examples"))
def test_leaves_its_counter_examples_alone(pattern: Pattern, text: str) -> None:
    assert pattern.name not in _rules(read(_BEFORE + text))


@pytest.mark.parametrize("pattern", _PATTERNS, ids=lambda pattern: pattern.name)
def test_every_rule_has_examples_of_both_kinds(pattern: Pattern) -> None:
    assert pattern.examples
    assert pattern.counter_examples
