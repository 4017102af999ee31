"""Where sentences end, and where a full stop ends none."""

from __future__ import annotations

import pytest

from records import Article

from .reading import reader


def sentences(text: str) -> list[str]:
    """The sentences of a text as it was typed."""
    reading = reader()._read(Article(id="t", source="t.txt", text=text), None, whole=True)
    tokens = reading.tokens
    return [text[tokens.starts[s.first] : tokens.ends[s.last - 1]] for s in reading.sentences]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Khối họp tại TP. Hồ Chí Minh. Có 7 đơn vị dự.", 2),
        ("PGS.TS. Lê Văn Hậu dự. Ông phát biểu.", 2),
        ("Khối thi đua I. Khối có 9 đơn vị.", 2),
        ("Bà H.T.L. cho biết thêm.", 1),
        ("Khối đạt 12.500 điểm. Xếp thứ nhất.", 2),
        ("“Thi đua phải thật!”. Ông nói thế.", 2),
        ("Khối tổng kết năm\n2024 và ký giao ước.", 1),
        ("Khối thi đua số 9\ntổ chức hội nghị.", 1),
        ("Khối thi đua số 9 của Tỉnh Đoàn năm nay có Thành Đoàn Hội An, Huyện Đoàn\nThăng Bình cùng ký.", 1),
        ("Khối thi đua số 9 của Tỉnh Đoàn năm nay tổ chức nhiều hoạt động sôi nổi\nThăng Bình là huyện dẫn đầu.", 2),
        ("Khối đã họp.Đến dự có ông Hậu.", 2),
        ("1. Khối thi đua số 9 họp.", 1),
    ],
)
def test_how_many(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_every_word_stands_in_one_sentence() -> None:
    text = "Khối họp. Có 7 đơn vị!\n\nHội nghị kết thúc? Không…"
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
