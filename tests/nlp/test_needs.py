"""An expression that first asks for the words it needs finds what it would find without asking."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.needs import Gated, needs

CASES = [
    ("khối gồm", (("khối gồm",),)),
    ("(?:bao gồm|gồm|có mặt) [0-9]+", (("có mặt", "gồm"),)),  # "bao gồm" holds "gồm"
    (r"U\d+ (?:là|làm) R\d+", (("U",), (" R",), (" là",))),
    ("(?:đã )?ký", (("ký",),)),  # what may be missing is not needed
    ("(?:ký|[a-z]+)", ()),  # one way needs nothing
    ("(?!họp)ký kết", (("ký kết",),)),  # what must not follow is not needed
    ("[a-z]+", ()),
]


@pytest.mark.parametrize(("pattern", "expected"), CASES)
def test_what_a_match_must_have(pattern: str, expected: tuple[tuple[str, ...], ...]) -> None:
    assert set(needs(pattern)) == set(expected)


PATTERNS = [
    r"(?<!\S)(?:khối|cụm)(?: thi đua)? (?:hiện )?(?:gồm|có) (?P<n>\d+)",
    r"^(?:các|những) đơn vị :",
    r"U\d+(?: ,| và) (?=U\d+)(?:(?!ký).)*? R\d+",
    r"(?:thay mặt|đại diện)? U\d+ [,;] R\d+",
]
WORDS = ["khối", "cụm", "thi đua", "gồm", "có", "3", "các", "đơn vị", ":", "U0", ",", "và", "R2", "ký", "thay mặt", ";"]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(words=st.lists(st.sampled_from(WORDS), max_size=12))
def test_asking_first_changes_no_answer(pattern: str, words: list[str]) -> None:
    text, plain = " ".join(words), re.compile(pattern)
    gated = Gated(pattern)
    assert [m.span() for m in gated.finditer(text)] == [m.span() for m in plain.finditer(text)]
    assert (gated.search(text) is None) == (plain.search(text) is None)
