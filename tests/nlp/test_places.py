"""Places: levels and names, names that begin with a level's word, and what only looks like a place."""

from __future__ import annotations

import pytest

from records import Article

from .reading import read, reader


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


@pytest.mark.parametrize(
    ("spelled", "read_as"),
    [
        pytest.param("Công an tỉnh Đắc Lắc, Công an tỉnh Gia Lai", "tỉnh Đắc Lắc", id="another spelling"),
        pytest.param("Công an tỉnh Thừa Thiên - Huế, Công an tỉnh Gia Lai", "tỉnh Thừa Thiên - Huế", id="a dash"),
        pytest.param("Công an tỉnh Đăk Lăk (tỉnh Đắk Lắk), Công an tỉnh Gia Lai", "tỉnh Đắk Lắk", id="both ways"),
        pytest.param("Công an TP.HCM, Công an tỉnh Gia Lai", "thành phố Hồ Chí Minh", id="abbreviated: in full"),
    ],
)
def test_a_record_spells_places_as_its_article_does(spelled: str, read_as: str) -> None:
    record = read(f"Sáng 12/12/2024, Cụm thi đua số 9 tổng kết năm 2024. Cụm thi đua số 9 gồm {spelled}.")
    assert record.members[0].unit.place == read_as
    assert type(record.blocs[0].kind).__name__ == "BlocKind"
