"""The marks beside values: what they say, and that no text gets into the page unescaped."""

from __future__ import annotations

import pytest

from review.signs import functions

HOSTILE = '"><script>alert(1)</script>'
SIGNS = functions("vi")


@pytest.mark.parametrize(
    ("reviewed", "confidence", "kind"),
    [
        ("unreviewed", 0.9, "unreviewed"),
        ("unreviewed", 0.5, "doubtful"),
        ("unreviewed", None, "doubtful"),
        ("confirmed", 0.1, "confirmed"),
        ("conflict", 0.9, "conflict"),
    ],
)
def test_a_sign_tells_how_sure_a_value_is(reviewed, confidence, kind):
    assert f'class="state {kind}"' in SIGNS["state"]({"reviewed": reviewed, "confidence": confidence})


def test_marks_are_the_sign_and_the_way_to_the_sentences():
    row = {"id": "bloc-1", "reviewed": "unreviewed", "confidence": 0.9, "facts": ["a", "b"]}
    assert SIGNS["marks"]("blocs", row) == SIGNS["state"](row) + SIGNS["proof"]("blocs", row)
    assert 'href="/evidence/blocs/bloc-1"' in SIGNS["proof"]("blocs", row)
    assert '<span class="n">2</span>' in SIGNS["proof"]("blocs", row)


def test_no_text_gets_through_as_markup():
    row = {"id": HOSTILE, "reviewed": HOSTILE, "confidence": 0.9, "facts": None, "status": HOSTILE, "types": [HOSTILE]}
    award = {"unit": None, "person": "p", "recipient": HOSTILE, "place": HOSTILE, "count": None}
    made = [
        SIGNS["state"](row),
        SIGNS["marks"]("blocs", row),
        SIGNS["thing"]("unit", HOSTILE, HOSTILE, "x" + HOSTILE),
        SIGNS["ladder"](row),
        SIGNS["recipient"](award),
        SIGNS["seat"]("memberships", row, "member"),
        SIGNS["seat"]("leaderships", row, "head"),
    ]
    for each in made:
        assert hasattr(each, "__html__")
        assert "<script" not in each
