"""Offices: posts with their bodies, what belongs to the body and where the person begins."""

from __future__ import annotations

import pytest

from records import Article

from .reading import reader


def offices(text: str) -> list[str]:
    """The offices of a sentence, as a record writes them."""
    spans = reader().explain(Article(id="t", source="t.txt", text=text)).spans
    return [span.value for span in sorted(spans, key=lambda s: s.start) if span.label == "office"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Phó Giám đốc Sở Nội vụ Lê Văn Hậu dự.", ["Phó Giám đốc Sở Nội vụ"]),
        ("Phó Chủ tịch UBND tỉnh Kon Tum Trần Văn Lâm dự.", ["Phó Chủ tịch Ủy ban nhân dân tỉnh Kon Tum"]),
        ("Chánh Thanh tra tỉnh Nguyễn Văn Bình Nguyên dự.", ["Chánh Thanh tra tỉnh"]),
        ("Vụ trưởng Vụ Thi đua - Khen thưởng Đoàn Văn Kha dự.", ["Vụ trưởng Vụ Thi đua - Khen thưởng"]),
        (
            "Hiệu trưởng Trường THPT Nguyễn Thị Minh Khai dự.",
            ["Hiệu trưởng Trường Trung học phổ thông Nguyễn Thị Minh Khai"],
        ),
        ("ông Lê Văn Hậu, Giám đốc Công ty nói.", ["Giám đốc Công ty"]),
        ("Đại tá Lê Văn Hậu, Chủ nhiệm Chính trị Quân khu đến dự.", ["Chủ nhiệm Chính trị Quân khu"]),
        ("Đại tá Lê Văn Hậu, Phó Tham mưu trưởng Bộ Tư lệnh dự.", ["Phó Tham mưu trưởng Bộ Tư lệnh"]),
        ("thầy Lê Văn Hậu, Phó Trưởng phòng GD&ĐT huyện dự.", ["Phó Trưởng phòng Giáo dục và Đào tạo huyện"]),
        ("cô Lê Thị Hậu, Chủ tịch Công đoàn ngành dự.", ["Chủ tịch Công đoàn ngành"]),
        ("ông Lê Văn Hậu, Phó Vụ trưởng Vụ Tổ chức cán bộ Tổng cục; dự.", ["Phó Vụ trưởng Vụ Tổ chức cán bộ Tổng cục"]),
        ("bà Lê Thị Hậu - chuyên viên phụ trách thi đua.", ["Chuyên viên phụ trách thi đua"]),
        ("bà Lê Thị Hậu, Phó Trưởng ban Tổ chức & Nhân sự; dự.", ["Phó Trưởng ban Tổ chức & Nhân sự"]),
        (
            "bà Lê Thị Hậu, Trưởng ban Chính sách Kinh tế - Xã hội và Thi đua khen thưởng.",
            ["Trưởng ban Chính sách Kinh tế - Xã hội và Thi đua khen thưởng"],
        ),
        (
            "ông Lê Văn Hậu, Trưởng phòng Tổ chức - Hành chính và Quản trị Bệnh viện Mắt.",
            ["Trưởng phòng Tổ chức - Hành chính và Quản trị Bệnh viện Mắt"],
        ),
        ("bà Lê Thị Hậu, Trưởng ban Tổ chức và ông Đỗ Văn Nam dự.", ["Trưởng ban Tổ chức"]),
        ("bà Lê Thị Hậu, Trưởng Ban Tổ chức nhấn mạnh.", ["Trưởng Ban Tổ chức"]),
        (
            "ông Lê Văn Hậu, Phó Cục trưởng Cục Công tác đảng và công tác chính trị Bộ Công an dự.",
            ["Phó Cục trưởng Cục Công tác đảng và công tác chính trị Bộ Công an"],
        ),
        ("ông Lê Văn Hậu, Quyền Giám đốc Sở Tài chính.", ["Quyền Giám đốc Sở Tài chính"]),
        ("bà Lê Thị Hậu, Phó Giám đốc phụ trách Sở Y tế.", ["Phó Giám đốc phụ trách Sở Y tế"]),
        (
            "ông Lê Văn Hậu, Ủy viên Ban Thường vụ, Trưởng Ban Tổ chức Tỉnh ủy.",
            ["Ủy viên Ban Thường vụ", "Trưởng Ban Tổ chức Tỉnh ủy"],
        ),
        (
            "bà Lê Thị Hậu, Phó Giám đốc Sở Nội vụ kiêm Trưởng ban Ban Thi đua - Khen thưởng tỉnh.",
            ["Phó Giám đốc Sở Nội vụ", "Trưởng ban Ban Thi đua - Khen thưởng tỉnh"],
        ),
        ("nguyên Chủ tịch Hội Nông dân tỉnh Lê Văn Hậu.", ["Nguyên Chủ tịch Hội Nông dân tỉnh"]),
    ],
)
def test_posts_and_bodies(text: str, found: list[str]) -> None:
    assert offices(text) == found


def test_a_body_that_breaks_off_is_the_one_told_elsewhere() -> None:
    text = "Sở Giáo dục và Đào tạo là Khối trưởng. Phó Giám đốc Sở Giáo dục và Đào nhấn mạnh nhiệm vụ."
    assert offices(text) == ["Phó Giám đốc Sở Giáo dục và Đào tạo"]


@pytest.mark.parametrize(
    "text",
    [
        "Đơn vị được ủy quyền thực hiện.",
        "Sở Y tế bàn giao nhiệm vụ Trưởng khối cho Sở Tư pháp.",
        "Ông Trần Nguyên Lập dự.",
        "Hội nghị tại TP. Hồ Chí Minh.",
    ],
)
def test_words_that_are_no_offices(text: str) -> None:
    assert offices(text) == []
