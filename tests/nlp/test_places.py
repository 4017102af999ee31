"""Places: levels and names, names that begin with a level's word, and what only looks like a place."""

from __future__ import annotations

import pytest

from records import Article

from .reading import reader


def places(text: str) -> list[str]:
    """The wording of the places found in a sentence."""
    explained = reader().explain(Article(id="t", source="t.txt", text=text))
    return [text[span.start : span.end] for span in explained.spans if span.label == "place"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "Đoàn đến thăm huyện Can Lộc và TP. Hồ Chí Minh.", ["huyện Can Lộc", "TP. Hồ Chí Minh"], id="levels"
        ),
        pytest.param("Đoàn đến Sóc Trăng, Đắk Lắk.", ["Sóc Trăng", "Đắk Lắk"], id="bare provinces, one like a hamlet"),
        pytest.param("Đoàn đến phường 5, xã An Bình.", ["phường 5", "xã An Bình"], id="a ward that is a number"),
        pytest.param("Đoàn đến Bà Rịa - Vũng Tàu.", ["Bà Rịa - Vũng Tàu"], id="a dash inside the name"),
        pytest.param("Cán bộ Tỉnh Đoàn và Huyện ủy có mặt.", [], id="bodies, not places"),
        pytest.param("Tổ chức họp mặt trong tháng Tư.", [], id="everyday words"),
    ],
)
def test_places(text: str, found: list[str]) -> None:
    assert places(text) == found
