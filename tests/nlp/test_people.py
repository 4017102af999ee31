"""People's names: called by a form of address, after an office, before one; and capitals that are no names."""

from __future__ import annotations

import pytest

from records import Article

from .reading import reader


def people(text: str) -> list[str]:
    """The people of a sentence."""
    spans = reader().explain(Article(id="t", source="t.txt", text=text)).spans
    return [span.value for span in sorted(spans, key=lambda s: s.start) if span.label == "person"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("đồng chí Lê Văn Hậu phát biểu.", ["Lê Văn Hậu"]),
        ("PGS.TS Trần Nguyên Lập phát biểu.", ["Trần Nguyên Lập"]),
        ("Th.S Ngô Bích Đào, GS.TSKH Đỗ Viết Hùng Anh chủ trì.", ["Ngô Bích Đào", "Đỗ Viết Hùng Anh"]),
        ("Thượng tá, TS. Phan Minh Chánh phát biểu.", ["Phan Minh Chánh"]),
        ("Phó Chủ tịch Hội Luật gia Việt Nam Hà Đình Bốn dự.", ["Hà Đình Bốn"]),
        ("Chủ tịch Hội Luật gia tỉnh Bắc Giang Thân Thị Thu Nga dự.", ["Thân Thị Thu Nga"]),
        ("Chủ tịch Hội Văn học nghệ thuật Nguyễn Đình Chiểu Huỳnh Thanh Mộng nói.", ["Huỳnh Thanh Mộng"]),
        ("Giám đốc Công ty Cổ phần Hoa Sen Lê Văn Hậu dự.", ["Lê Văn Hậu"]),
        ("Cụm trưởng Lý Thị Cẩm trình bày báo cáo.", ["Lý Thị Cẩm"]),
        ("Giám đốc Sở Y tế Lâm Hùng Dũngcùng lãnh đạo Sở dự.", ["Lâm Hùng Dũng"]),
        ("Vi Ngọc Hải Bích, Phó Bí thư Tỉnh ủy dự.", ["Vi Ngọc Hải Bích"]),
        ("bà Rơ Chăm Hân dự.", ["Rơ Chăm Hân"]),
        ("đồng chí Nguyễn Văn Bình Nguyên, Trưởng phòng Nội vụ dự.", ["Nguyễn Văn Bình Nguyên"]),
        ("khen 02 nhà giáo: Bùi Văn Hậu (THPT Sông Mây), Lê Thị Lan (THPT Núi Đá).", ["Bùi Văn Hậu", "Lê Thị Lan"]),
        ("khen 2 mô hình của Đồng Tháp, Cà Mau.", []),
        ("Phó Chủ tịch Hội Nông dân tỉnh, Lê Đình Sơn cho rằng cần đổi mới.", ["Lê Đình Sơn"]),
        ("Phó Giám đốc Sở Tài chính, Lê Lợi và Trần Phú là hai tuyến đường lớn.", []),
        ("Bí thư Đảng ủy, Giám đốc Bệnh viện Việt Nam - Thụy Điển Uông Bí dự.", []),
        ("Thứ trưởng Bộ Y tế Đoàn Hữu Khải, Trưởng Khối thi đua số 9 chủ trì.", ["Đoàn Hữu Khải"]),
        ("Linh mục Giuse Trần Văn Ánh dự.", ["Giuse Trần Văn Ánh"]),
    ],
)
def test_names(text: str, found: list[str]) -> None:
    assert people(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Hiệu trưởng Trường THPT Lê Hồng Phong phát biểu.",
        "Chủ tịch UBND Thành phố Hồ Chí Minh phát biểu.",
        "Bí thư Huyện ủy Trần Văn Thời phát biểu.",
        "Chi hội Văn nghệ Hương Sắc dự.",
        "Hội Luật gia Việt Nam phát biểu.",
        "Đoàn Thanh niên phát biểu.",
    ],
)
def test_capitals_that_are_no_names(text: str) -> None:
    assert people(text) == []
