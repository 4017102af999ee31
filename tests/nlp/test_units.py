"""Names of organisations: where they begin and end, and how a record writes them."""

from __future__ import annotations

import pytest

from records import Article

from .reading import reader


def units(text: str) -> list[str]:
    """The names of the units found in a sentence, in its order."""
    spans = reader().explain(Article(id="t", source="t.txt", text=text)).spans
    return [span.value for span in sorted(spans, key=lambda s: s.start) if span.label == "unit"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("Sở KH&CN báo cáo.", ["Sở Khoa học và Công nghệ"], id="an abbreviated field"),
        pytest.param(
            "Sở Văn hóa, Thể thao và Du lịch báo cáo.", ["Sở Văn hóa, Thể thao và Du lịch"], id="a field with a comma"
        ),
        pytest.param(
            "Sở Lao động - Thương binh và Xã hội đã báo cáo.",
            ["Sở Lao động - Thương binh và Xã hội"],
            id="a field with a dash",
        ),
        pytest.param(
            "Trường TC Văn hóa - Nghệ thuật dự.", ["Trường Trung cấp Văn hóa - Nghệ thuật"], id="the article's own dash"
        ),
        pytest.param(
            "Phòng Cảnh sát QLHC về TTXH báo cáo.",
            ["Phòng Cảnh sát quản lý hành chính về trật tự xã hội"],
            id="no word twice",
        ),
        pytest.param("Trường Mầm non Hoa Ban báo cáo.", ["Trường Mầm non Hoa Ban"], id="a head's word inside a name"),
        pytest.param(
            "Trường Trung cấp Pali Nam Bộ báo cáo.", ["Trường Trung cấp Pali Nam Bộ"], id="a region inside a name"
        ),
        pytest.param(
            "Cơ quan Ủy ban Kiểm tra Tỉnh ủy dự.", ["Cơ quan Ủy ban Kiểm tra Tỉnh ủy"], id="a body of the party's"
        ),
        pytest.param("Thuế tỉnh Đồng Nai, Thống kê tỉnh dự.", ["Thuế", "Thống kê tỉnh"], id="names since 2025"),
        pytest.param("Hội Luật gia (HLG) tỉnh Cà Mau dự.", ["Hội Luật gia"], id="a bracket before the place"),
        pytest.param("Điện lực Krông Năng báo cáo.", ["Điện lực Krông Năng"], id="a place that no gazetteer has"),
    ],
)
def test_bodies(text: str, names: list[str]) -> None:
    assert units(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "BIDV Phủ Diễn và Agribank Bắc Ninh II dự.",
            ["BIDV Phủ Diễn", "Agribank Bắc Ninh II"],
            id="branches by name",
        ),
        pytest.param("VNPT Bến Tre dự.", ["VNPT"], id="a brand with a place is local"),
        pytest.param(
            "VietinBank Khu công nghiệp Quế Võ dự.",
            ["VietinBank Khu công nghiệp Quế Võ"],
            id="a branch of an industrial park",
        ),
        pytest.param(
            "Công ty TNHH MTV Xổ số kiến thiết và Dịch vụ tổng hợp Hà Nam dự.",
            ["Công ty trách nhiệm hữu hạn một thành viên Xổ số kiến thiết và Dịch vụ tổng hợp Hà Nam"],
            id="the longer field wins over the longer head",
        ),
        pytest.param(
            "Công ty CP Cao su Hòa Bình dự.", ["Công ty cổ phần Cao su Hòa Bình"], id="the legal form is the article's"
        ),
    ],
)
def test_companies_and_banks(text: str, names: list[str]) -> None:
    assert units(text) == names


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Hội nghị diễn ra tại trụ sở khối.", id="hội nghị, trụ sở"),
        pytest.param("Phong trào có sức lan tỏa trong nhiệm vụ năm học.", id="nhiệm vụ"),
        pytest.param("Ông Trần Văn Sở nêu ý kiến.", id="a person's name"),
        pytest.param(
            "CẢ KHỐI THI ĐUA LẬP THÀNH TÍCH CHÀO MỪNG ĐẠI HỘI SỞ Y TẾ", id="a shouted line says nothing of names"
        ),
    ],
)
def test_leaves_other_words_alone(text: str) -> None:
    assert units(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ngân hàng Nhà nước - Chi nhánh Vĩnh Long dự.", "Ngân hàng Nhà nước - Chi nhánh Vĩnh Long"),
        ("Ngân hàng TMCP Công thương (VietinBank) - Chi nhánh Huế dự.", "Ngân hàng TMCP Công thương - Chi nhánh"),
        ("Công ty Lưới điện cao thế miền Trung dự.", "Công ty Lưới điện cao thế miền Trung"),
    ],
)
def test_branches_and_regions(text: str, name: str) -> None:
    assert units(text) == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "Công ty CP Cấp nước Bến Tre (BWC) dự. Cụm bầu BWC làm Cụm trưởng.",
            ["Công ty cổ phần Cấp nước Bến Tre"] * 2,
            id="any letters that stand for a whole name",
        ),
        pytest.param("Sở Y tế (QX) dự. Nhóm QX hát.", ["Sở Y tế"], id="two letters may be anything"),
        pytest.param("Sở Y tế (TPHCM) dự. Nhóm TPHCM hát.", ["Sở Y tế"], id="what stands for a place"),
    ],
)
def test_what_an_article_itself_abbreviates(text: str, names: list[str]) -> None:
    assert units(text) == names


def test_a_person_after_an_office_is_no_part_of_the_name() -> None:
    text = "Giám đốc Sở Y tế Lê Văn Minh chủ trì; ông Đỗ Nam, Chi hội trưởng Chi hội Văn nghệ Hương Sắc phát biểu."
    assert units(text)[0] == "Sở Y tế"
    assert units(text)[-1] == "Chi hội Văn nghệ Hương Sắc"
