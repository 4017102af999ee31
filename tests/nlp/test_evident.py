"""Members that no list names: who evidently belongs, and who only stood beside."""

from __future__ import annotations

import pytest

from .reading import read

_BEFORE = "Sáng 12/12/2024, Khối thi đua số 9 tổ chức hội nghị tổng kết phong trào thi đua năm 2024.\n\n"
FOUR = ["Sở Y tế", "Sở Nội vụ", "Sở Tư pháp", "Thanh tra tỉnh"]

BELONG = [
    pytest.param(
        "Dự hội nghị có lãnh đạo Sở Y tế, Sở Nội vụ, Sở Tư pháp, Thanh tra tỉnh. Năm qua, 4/4 đơn vị trong khối đạt "
        "các chỉ tiêu.",
        FOUR,
        id="as many came as are counted",
    ),
    pytest.param(
        "Dự hội nghị có lãnh đạo các đơn vị: Sở Nội vụ, Sở Tư pháp, Thanh tra tỉnh; đại diện Báo Hà Nam, Đài PT-TH.\n\n"
        "Hội nghị bầu Sở Y tế làm Khối trưởng năm 2025. Kết thúc, 4 đơn vị trong khối ký giao ước thi đua.",
        FOUR,
        id="with the chair as many as are counted; guests behind a semicolon",
    ),
    pytest.param(
        "Dự hội nghị có lãnh đạo Sở Y tế, Sở Nội vụ, Sở Tư pháp, Thanh tra tỉnh.\n\n"
        "Hội nghị bầu Sở Y tế làm Khối trưởng, Thanh tra tỉnh làm Khối phó năm 2025.",
        FOUR,
        id="a list with two that lead",
    ),
    pytest.param(
        "Khối suy tôn, đề nghị UBND tỉnh tặng Cờ thi đua cho Sở Y tế; tặng Bằng khen cho Sở Nội vụ, Sở Tư pháp và "
        "Thanh tra tỉnh.",
        FOUR,
        id="whom the bloc proposes",
    ),
    pytest.param(
        "Tại hội nghị, UBND tỉnh tặng Cờ thi đua năm 2023 cho Sở Y tế; tặng Bằng khen cho Sở Nội vụ, Sở Tư pháp, "
        "Thanh tra tỉnh.",
        FOUR,
        id="who is honoured before the bloc",
    ),
    pytest.param(
        "Khối bầu Sở Y tế làm Khối trưởng, Sở Nội vụ làm Khối phó; đề nghị tặng Cờ thi đua cho Sở Tư pháp.\n\nSở Y tế "
        "khám bệnh miễn phí, Sở Nội vụ tinh giản biên chế, Sở Tư pháp trợ giúp pháp lý, Thanh tra tỉnh mở 12 cuộc "
        "thanh tra. Lãnh đạo 4 đơn vị trong khối đã ký giao ước.",
        FOUR,
        id="the one whose work is told beside the others', as the count says",
    ),
    pytest.param(
        "Lãnh đạo các Sở: Y tế, Nội vụ, Tư pháp và Thanh tra tỉnh đã ký kết giao ước thi đua năm 2025.",
        FOUR,
        id="who signs",
    ),
    pytest.param(
        "Đại diện các đơn vị thành viên có ông Lê Văn An, Giám đốc Sở Y tế; bà Trần Thị Bình, Phó Giám đốc Sở Nội vụ; "
        "ông Đỗ Nam, Giám đốc Sở Tư pháp; ông Vũ Hải, Chánh Thanh tra tỉnh.",
        FOUR,
        id="for whom people came",
    ),
    pytest.param(
        "Trong năm, các đơn vị trong khối đã bám sát nhiệm vụ. Sở Y tế khám bệnh cho 2.000 lượt người. Sở Nội vụ tinh "
        "giản 30 biên chế. Riêng Sở Tư pháp, Thanh tra tỉnh hoàn thành kế hoạch sớm.",
        FOUR,
        id="of whom a paragraph tells one by one",
    ),
    pytest.param(
        "Trong năm, Thanh tra tỉnh mở 27 cuộc thanh tra; Sở Tư pháp trợ giúp 90 vụ.\n\nHội nghị suy tôn Sở Y tế dẫn "
        "đầu khối, đề nghị Chính phủ tặng Cờ thi đua; Sở Nội vụ xếp thứ Nhì, đề nghị UBND tỉnh tặng Cờ thi đua. Lãnh "
        "đạo 4 đơn vị trong khối đã ký giao ước thi đua.",
        FOUR,
        id="who governs all of them completes no count",
    ),
    pytest.param(
        "Dự có cán bộ các đơn vị trong khối: Sở Y tế, Sở Nội vụ, Sở Tư pháp, Thanh tra tỉnh; cùng đại diện Bưu điện "
        "tỉnh - đơn vị tài trợ. Ban Tổ chức trao giải Nhất cho Sở Y tế, giải Ba cho Bưu điện tỉnh.",
        FOUR,
        id="who only pays for it is none of them, and 'cán bộ' no ministry",
    ),
    pytest.param(
        "Về phía các đơn vị trong khối có ông Lê Văn An, Tỉnh ủy viên, Giám đốc Sở Y tế; bà Trần Thị Bình, Phó Giám "
        "đốc Sở Nội vụ; ông Đỗ Nam, Giám đốc Sở Tư pháp; ông Vũ Hải, Chánh Thanh tra tỉnh.",
        FOUR,
        id="a seat on a committee is not whom he came for",
    ),
    pytest.param(
        "Sáu tháng qua, Sở Y tế, Sở Nội vụ, Thanh tra tỉnh cùng các đơn vị bạn trong khối thi đua sôi nổi. Khối tặng "
        "Giấy khen cho Sở Tư pháp và Phòng Tổ chức Sở Y tế.",
        FOUR,
        id="beside the other units of the bloc; the bloc's own commendation",
    ),
    pytest.param(
        "Dự hội nghị có thủ trưởng của các cơ quan: Sở Y tế, Sở Nội vụ, Sở Tư pháp, Thanh tra tỉnh. Cơ quan Sở Y tế là "
        "Khối trưởng. Lãnh đạo 04 đơn vị ký kết giao ước thi đua.",
        FOUR,
        id="an office is its body",
    ),
]

STRANGERS = [
    pytest.param("Dự hội nghị có lãnh đạo Sở Y tế, Sở Nội vụ, Sở Tư pháp, Thanh tra tỉnh.", id="a list and no more"),
    pytest.param(
        "Dự hội nghị có lãnh đạo Sở Y tế, Sở Nội vụ, Sở Tư pháp, Thanh tra tỉnh. Khối hiện có 9 đơn vị thành viên.",
        id="fewer than are counted, none of them known",
    ),
    pytest.param(
        "Thừa ủy quyền của Chủ tịch nước, lãnh đạo tỉnh trao Huân chương Lao động cho Phòng Tổ chức Sở Y tế.",
        id="a part of a unit",
    ),
    pytest.param(
        "Về phía tỉnh có ông Lê Văn An, Giám đốc Sở Y tế; bà Trần Thị Bình, Phó Giám đốc Sở Nội vụ; ông Đỗ Nam, Giám "
        "đốc Sở Tư pháp.",
        id="who came for the province",
    ),
    pytest.param(
        "Trong năm, tỉnh có nhiều đổi mới. Sở Y tế khám bệnh cho 2.000 lượt người. Sở Nội vụ tinh giản 30 biên chế. Sở "
        "Tư pháp mở 9 lớp.",
        id="a paragraph that tells of others",
    ),
    pytest.param(
        "Trước sự chứng kiến của lãnh đạo Sở Nội vụ, Văn phòng UBND tỉnh, đại diện 9 đơn vị đã ký kết giao ước.",
        id="who looks on",
    ),
    pytest.param("Sở Y tế từng được Chính phủ tặng Cờ thi đua.", id="praise of earlier years"),
]


def members(text: str) -> list[str]:
    return sorted(f"{m.unit.name} {m.unit.place or ''}".strip() for m in read(_BEFORE + text).members)


@pytest.mark.parametrize(("text", "expected"), BELONG)
def test_who_evidently_belongs(text: str, expected: list[str]) -> None:
    assert members(text) == sorted(expected)


@pytest.mark.parametrize("text", STRANGERS)
def test_who_does_not(text: str) -> None:
    assert members(text) == []


def test_what_is_only_visited_completes_no_count() -> None:
    led = "Khối hiện có 3 đơn vị. Sở Y tế là Khối trưởng, Sở Tư pháp là Khối phó."
    assert members(f"{led}\n\nĐại biểu Sở Y tế, Sở Tư pháp dâng hương tại Khu di tích Tân Trào.") == [
        "Sở Tư pháp",
        "Sở Y tế",
    ]
    assert len(members(f"{led}\n\nĐại biểu Sở Y tế, Sở Tư pháp giao lưu tại Sở Tài chính.")) == 3


def test_a_district_unit_that_is_proposed_stands_in_no_bloc_of_provinces() -> None:
    text = (
        "Cụm thi đua số 5 gồm VKSND các tỉnh: Bến Tre, Trà Vinh, Vĩnh Long. Cụm đề nghị tặng Cờ thi đua cho VKSND tỉnh "
        "Bến Tre, VKSND huyện Ba Tri."
    )
    found = {m.unit.place for m in read("Sáng 12/12/2024, Cụm thi đua số 5 họp tổng kết năm 2024. " + text).members}
    assert found == {"tỉnh Bến Tre", "tỉnh Trà Vinh", "tỉnh Vĩnh Long"}


def test_each_of_two_blocs_has_its_own() -> None:
    text = (
        "Ngày 12/12/2024, Khối thi đua số 4 và Khối thi đua số 5 họp tổng kết năm 2024. Trong đó Khối thi đua số 4 có "
        "02 đơn vị (Sở Y tế và Sở Nội vụ), Sở Y tế làm Khối trưởng; Khối thi đua số 5 do Sở Tư pháp làm Khối trưởng, "
        "gồm 02 đơn vị là Sở Tư pháp và Thanh tra tỉnh."
    )
    found = {(m.bloc, m.unit.name) for m in read(text).members}
    assert found == {("b1", "Sở Y tế"), ("b1", "Sở Nội vụ"), ("b2", "Sở Tư pháp"), ("b2", "Thanh tra tỉnh")}
