"""Blocs: how they are named, which mentions are one bloc, whose they are, and what only looks like one."""

from __future__ import annotations

import pytest

from records import Article, Context, Record

from .reading import reader


def blocs(text: str, context: Context | None = None) -> list[tuple[str, str | None]]:
    """Name and place of each bloc of a text without a title of ours."""
    record: Record = reader().analyse(Article(id="t", source="t.txt", text=text, title=None), context)
    return [(bloc.name, bloc.place) for bloc in record.blocs]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Khối thi đua số 9 tỉnh Hòa Bình tổ chức hội nghị.", [("Khối thi đua số 9", "tỉnh Hòa Bình")]),
        ("Cụm thi đua số V tổ chức hội nghị.", [("Cụm thi đua số V", None)]),
        ("Khối thi đua các cơ quan thuộc Chính phủ họp.", [("Khối thi đua các cơ quan thuộc Chính phủ", "Chính phủ")]),
        (
            "Khối thi đua Mặt trận Tổ quốc, các đoàn thể tỉnh Cà Mau họp. Khối Mặt trận Tổ quốc, các đoàn thể ký.",
            [("Khối thi đua Mặt trận Tổ quốc, các đoàn thể", "tỉnh Cà Mau")],
        ),
        ("Kế hoạch của Cụm thi đua Khu vực X về hoạt động của cụm.", [("Cụm thi đua Khu vực X", None)]),
        (
            "Khối thi đua số 9 họp. Theo Trưởng Khối thi đua Lê Văn Hậu, phong trào tốt.",
            [("Khối thi đua số 9", None)],
        ),
        ("Khối thi đua 18 họp.", [("Khối thi đua 18", None)]),
        ("Khối thi đua I họp.", [("Khối thi đua I", None)]),
        ("Cụm thi đua số 4 CATP Hà Nội họp.", [("Cụm thi đua số 4", "Công an thành phố Hà Nội")]),
        ("Cụm thi đua số 8, Bộ Công an họp.", [("Cụm thi đua số 8", "Bộ Công an")]),
        ("Khối thi đua số 4 ngành Y tế Đồng Nai họp.", [("Khối thi đua số 4", "ngành Y tế Đồng Nai")]),
        ("Cụm thi đua số 3 hệ thống Kho bạc Nhà nước họp.", [("Cụm thi đua số 3", "hệ thống Kho bạc Nhà nước")]),
        (
            "Khối thi đua các Sở Quản lý nhà nước tỉnh Bình Định họp.",
            [("Khối thi đua các Sở Quản lý nhà nước", "tỉnh Bình Định")],
        ),
        (
            "Khối thi đua các cơ quan báo chí, xuất bản tỉnh Thái Bình họp.",
            [("Khối thi đua các cơ quan báo chí, xuất bản", "tỉnh Thái Bình")],
        ),
        (
            "Khối thi đua các trường trung cấp, cao đẳng tỉnh Long An họp.",
            [("Khối thi đua các trường trung cấp, cao đẳng", "tỉnh Long An")],
        ),
        (
            "Cụm thi đua 5 thành phố trực thuộc Trung ương họp.",
            [("Cụm thi đua 5 thành phố trực thuộc Trung ương", None)],
        ),
        (
            "Khối thi đua các trường sư phạm (Bộ GD&ĐT) họp.",
            [("Khối thi đua các trường sư phạm", "Bộ Giáo dục và Đào tạo")],
        ),
        (
            "Khối thi đua số 1 (các sở, ban, ngành) tỉnh Lạng Sơn họp.",
            [("Khối thi đua số 1", "tỉnh Lạng Sơn")],
        ),
    ],
)
def test_names_and_places(text: str, found: list[tuple[str, str | None]]) -> None:
    assert blocs(text) == found


def test_numbers_in_a_row_share_what_follows_the_last() -> None:
    text = "Khối thi đua số 1, số 2 và số 3 tỉnh Hải Dương cùng ký kết giao ước thi đua."
    assert blocs(text) == [(f"Khối thi đua số {n}", "tỉnh Hải Dương") for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Khối thi đua số 2 họp. Khối thi đua 02 có 7 đơn vị.", 1),
        ("Khối thi đua số 2 họp. Khối thi đua số 3 có 7 đơn vị.", 2),
        ("Cụm thi đua các tỉnh Tây Bắc (Cụm số 5) họp. Cụm thi đua số 5 có 6 tỉnh.", 1),
        ("Cụm thi đua số 9 họp; xã Yên Thành (Cụm số 10) dự với xã Vân Tụ (Cụm số 10", 2),
        ("Cụm thi đua số 9 họp; xã Yên Thành (Cụm số 10) dự, xã Vân Tụ (Cụm số 10) góp ý.", 2),
        ("Khối thi đua các Ban Đảng họp. Khối thi đua các trường nghề có 7 đơn vị.", 2),
        (
            "Hội là Cụm phó Cụm thi đua số 3 của Trung ương Hội. Tại địa phương, Hội là thành viên Khối thi đua các "
            "đoàn thể tỉnh.",
            2,
        ),
        ("Khối thi đua các Hội nghề nghiệp và Khối thi đua các Ban quản lý dự án họp.", 2),
    ],
)
def test_which_mentions_are_one_bloc(text: str, number: int) -> None:
    assert len(blocs(text)) == number


@pytest.mark.parametrize(
    "text",
    [
        "Đảng ủy Khối các cơ quan tỉnh phát động thi đua.",
        "Khối lượng công việc của đợt thi đua rất lớn.",
        "Cụm công nghiệp Tân Hồng thi đua giữ môi trường sạch.",
        "Khối diễu binh và khối quần chúng thi đua luyện tập.",
        'Điểm chuẩn khối ngành Sư phạm tăng, "thi đua" với khối ngành Sức khỏe.',
        "Công ty tổ chức cho Khối văn phòng, Khối sản xuất thi đua lao động giỏi.",
        "Bà con khối phố 4 thi đua làm đường.",
        "Tỉnh có 12 cụm, khối thi đua.",
    ],
)
def test_what_only_looks_like_a_bloc(text: str) -> None:
    assert blocs(text) == []


def test_a_level_is_read_as_the_territory_that_the_article_names() -> None:
    text = "Ủy ban nhân dân tỉnh Kiên Giang giao nhiệm vụ. Khối thi đua số 2 tỉnh họp."
    assert blocs(text) == [("Khối thi đua số 2", "tỉnh Kiên Giang")]


@pytest.mark.parametrize(
    ("context", "place"),
    [
        (Context(place="tỉnh Vĩnh Long", level="province"), "tỉnh Vĩnh Long"),
        (Context(place="tỉnh Vĩnh Long", level="ministry"), None),
        (Context(), None),
    ],
)
def test_the_source_says_whose_a_bloc_is_only_where_the_text_does_not(context: Context, place: str | None) -> None:
    assert blocs("Khối thi đua số 7 họp.", context) == [("Khối thi đua số 7", place)]
    assert blocs("Khối thi đua số 7 tỉnh Cà Mau họp.", context) == [("Khối thi đua số 7", "tỉnh Cà Mau")]
    assert blocs("Cụm thi đua các tỉnh miền Đông Nam Bộ họp.", context)[0][1] is None
