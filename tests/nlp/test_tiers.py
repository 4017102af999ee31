"""Which of the levels before a list each of its places has."""

from __future__ import annotations

import pytest

from lexicon import load
from nlp.pipeline import new_language
from nlp.spans.tiers import LevelReader
from nlp.vocabulary import Vocabulary

LEVELS = LevelReader(Vocabulary(load(()), new_language()[1]))


@pytest.mark.parametrize(
    ("names", "allowed", "expected"),
    [
        pytest.param(
            ["Đồng Hới", "Ba Đồn", "Lệ Thủy"],
            ("huyện", "thị xã", "thành phố"),
            ["thành phố", "thị xã", "huyện"],
            id="towns and districts of a province",
        ),
        pytest.param(
            ["Hà Nội", "Bắc Ninh", "Hải Dương"],
            ("tỉnh", "thành phố"),
            ["thành phố", "tỉnh", "tỉnh"],
            id="a province and not its chief town",
        ),
        pytest.param(
            ["Cẩm Thành", "Nghĩa Lộ", "Tịnh Khê"],
            ("xã", "phường"),
            ["phường", "phường", "xã"],
            id="communes since July 2025",
        ),
        pytest.param(["Không Có", "Lệ Thủy"], ("xã", "huyện"), ["xã", "xã"], id="unknown names: the first level"),
        pytest.param(["Đồng Hới"], ("quận",), ["quận"], id="one level is all of theirs"),
    ],
)
def test_levels(names: list[str], allowed: tuple[str, ...], expected: list[str]) -> None:
    assert LEVELS.levels(names, allowed) == expected
