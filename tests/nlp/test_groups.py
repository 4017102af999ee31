"""Counts, left-over groups and quotations."""

from __future__ import annotations

import pytest

from records import Article, Span

from .reading import reader


def _spans(text: str, label: str) -> list[str]:
    found: tuple[Span, ...] = reader().explain(Article(id="t", source="t.txt", text=text)).spans
    return [text[span.start : span.end] for span in found if span.label == label]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Khối tặng Giấy khen cho 07 tập thể và 12 cá nhân.", ["07 tập thể", "12 cá nhân"]),
        ("Khối tặng Giấy khen cho 6 sĩ quan.", ["6 sĩ quan"]),
        ("Khối tặng Giấy khen cho 5 tổ chức tôn giáo.", ["5 tổ chức tôn giáo"]),
        ("Khối tặng Giấy khen và 20 suất quà.", []),
        ("Khối nhận Cờ thi đua vào năm 2019.", []),
    ],
)
def test_counts(text: str, expected: list[str]) -> None:
    assert _spans(text, "count") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Các đơn vị còn lại được tặng Bằng khen.", ["Các đơn vị còn lại"]),
        ("Ba đội còn lại đồng giải Ba.", ["Ba đội còn lại"]),
        ("Phần còn lại của hội nghị là tham quan.", []),
    ],
)
def test_groups(text: str, expected: list[str]) -> None:
    assert _spans(text, "group") == expected


def test_quotations() -> None:
    assert _spans("Chủ đề “Đoàn kết - Sáng tạo” được phát động.", "quote") == ["“Đoàn kết - Sáng tạo”"]
