"""Officials: who took part in an event, with which offices, and what they did."""

from __future__ import annotations

import pytest

from records import Official

from .reading import read

BEFORE = "Sáng 26/01/2024, Khối thi đua số 9 tổng kết phong trào thi đua năm 2023.\n\n"


def officials(text: str) -> dict[str, Official]:
    return {official.name: official for official in read(BEFORE + text).officials}


# fmt: off
@pytest.mark.parametrize(
    ("text", "name", "titles"),
    [
        ("Dự hội nghị có ông Lê Văn Hậu, Phó Giám đốc Sở Nội vụ.", "Lê Văn Hậu", ("Phó Giám đốc Sở Nội vụ",)),
        ("Phó Giám đốc Sở Nội vụ Lê Văn Hậu dự.", "Lê Văn Hậu", ("Phó Giám đốc Sở Nội vụ",)),
        ("Chủ tịch Hội Đông y tỉnh, Khối trưởng Lê Văn Hậu báo cáo.", "Lê Văn Hậu", ("Chủ tịch Hội Đông y tỉnh",)),
        ("Dự có bà Lê Thị Hậu, nguyên Chủ tịch Hội Nông dân tỉnh, Phó Trưởng ban Dân vận Tỉnh ủy.", "Lê Thị Hậu",
         ("Phó Trưởng ban Dân vận Tỉnh ủy",)),
        ("Dự có bà Lê Thị Hậu, nguyên Chủ tịch Hội Nông dân tỉnh.", "Lê Thị Hậu",
         ("Nguyên Chủ tịch Hội Nông dân tỉnh",)),
        ("Dự có Đại tá Lê Văn Hậu, Ủy viên Ban Thường vụ, Giám đốc Công an tỉnh.", "Lê Văn Hậu",
         ("Ủy viên Ban Thường vụ", "Giám đốc Công an tỉnh")),
    ],
)
def test_titles(text: str, name: str, titles: tuple[str, ...]) -> None:
    assert officials(text)[name].titles == titles


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Dự và chỉ đạo hội nghị có ông Lê Văn Hậu, Giám đốc Sở Nội vụ.", {"attended", "directed"}),
        ("Ông Lê Văn Hậu, Giám đốc Sở Nội vụ chủ trì hội nghị.", {"chaired"}),
        ("Ông Lê Văn Hậu, Giám đốc Sở Nội vụ và bà Trần Thị Mai, Giám đốc Sở Y tế đồng chủ trì.", {"chaired"}),
        ("Phát biểu tại hội nghị, ông Lê Văn Hậu, Giám đốc Sở Nội vụ biểu dương khối.", {"spoke"}),
        ("Ông Lê Văn Hậu, Giám đốc Sở Nội vụ trao Cờ thi đua cho Sở Y tế.", {"presented_award"}),
    ],
)
def test_parts(text: str, parts: set[str]) -> None:
    assert {part.value for part in officials(text)["Lê Văn Hậu"].parts} == parts


@pytest.mark.parametrize(
    "text",
    [
        "Ông Lê Văn Hậu, Giám đốc Công ty May và bà Trần Thị Mai được đề nghị tặng Bằng khen.",
        "Tin, ảnh: Lê Văn Hậu",
        "Hội nghị diễn ra tại Trường THPT Lê Hồng Phong.",
    ],
)
def test_who_takes_no_part(text: str) -> None:
    assert officials(text) == {}


def test_an_article_without_an_event_has_no_officials() -> None:
    text = "Sở Y tế là thành viên Khối thi đua số 9. Ông Lê Văn Hậu, Giám đốc Sở Y tế phát biểu tại lễ hội."
    assert read(text, title="Lễ hội của tỉnh").officials == ()
