"""Shared heads: what a head in the plural, a level or the tail of a list hands on to the items."""

from __future__ import annotations

import pytest

from .reading import read

_BEFORE = "Ngày 12/12/2024, Khối thi đua số 9 họp tổng kết năm 2024. Khối thi đua số 9 gồm "


def members(text: str) -> list[str]:
    """The members of a bloc that consists of these, each with its place."""
    found = read(_BEFORE + text).members
    return [f"{m.unit.name} {m.unit.place or ''}".strip() for m in found]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "các Sở: Y tế; Nội vụ; Khoa học và Công nghệ.",
            ["Sở Y tế", "Sở Nội vụ", "Sở Khoa học và Công nghệ"],
            id="semicolons",
        ),
        pytest.param(
            "Bệnh viện: Mắt, 30 tháng 4 và Trung tâm: Pháp y, Y tế dự phòng.",
            ["Bệnh viện Mắt", "Bệnh viện 30 tháng 4", "Trung tâm Pháp y", "Trung tâm Y tế dự phòng"],
            id="heads in the singular before a colon",
        ),
        pytest.param(
            "Hội Chữ thập đỏ (CTĐ) các tỉnh: Long An, Cà Mau.",
            ["Hội Chữ thập đỏ tỉnh Long An", "Hội Chữ thập đỏ tỉnh Cà Mau"],
            id="a head that is shortened in a bracket",
        ),
        pytest.param(
            "các tập đoàn: Dầu khí Việt Nam, Điện lực Việt Nam và Công nghiệp Tàu thủy Việt Nam.",
            [
                "Tập đoàn Dầu khí Việt Nam",
                "Tập đoàn Điện lực Việt Nam",
                "Tập đoàn Công nghiệp Tàu thủy Việt Nam",
            ],
            id="a trade is no head of its own among groups of companies",
        ),
        pytest.param(
            "các phường: Từ Liêm, Xuân Phương.",
            ["phường Từ Liêm", "phường Xuân Phương"],
            id="a name in capitals that is the word for from",
        ),
        pytest.param(
            "các Sở Tài chính, Kế hoạch và Đầu tư, Công Thương.",
            ["Sở Tài chính", "Sở Kế hoạch và Đầu tư", "Sở Công Thương"],
            id="a comma that only looks like a field's",
        ),
        pytest.param(
            "các ban Tổ chức, Tuyên giáo, Dân vận Tỉnh ủy.",
            ["Ban Tổ chức Tỉnh ủy", "Ban Tuyên giáo Tỉnh ủy", "Ban Dân vận Tỉnh ủy"],
            id="a shared tail",
        ),
        pytest.param(
            "UBND các phường: 1, 2 và 9.",
            ["Ủy ban nhân dân phường 1", "Ủy ban nhân dân phường 2", "Ủy ban nhân dân phường 9"],
            id="numbered wards",
        ),
        pytest.param(
            "Hội Nông dân phường 6, 8.",
            ["Hội Nông dân phường 6", "Hội Nông dân phường 8"],
            id="a number is the place's, not the name's",
        ),
        pytest.param(
            "các ban của Tỉnh ủy: Tổ chức, Tuyên giáo; Văn phòng Tỉnh ủy.",
            ["Ban Tổ chức Tỉnh ủy", "Ban Tuyên giáo Tỉnh ủy", "Văn phòng Tỉnh ủy"],
            id="whose they are stands before the colon",
        ),
        pytest.param(
            "các sở của tỉnh: Y tế, Nội vụ.",
            ["Sở Y tế", "Sở Nội vụ"],
            id="only the level stands before the colon",
        ),
        pytest.param(
            "các Ban CHQS: Công ty Xi măng Sao Mai (Khối trưởng), Cảng Hòn Khoai và Bệnh viện Đa khoa tỉnh.",
            [
                "Ban Chỉ huy quân sự Công ty Xi măng Sao Mai",
                "Ban Chỉ huy quân sự Cảng Hòn Khoai",
                "Ban Chỉ huy quân sự Bệnh viện Đa khoa tỉnh",
            ],
            id="bodies inside units",
        ),
        pytest.param(
            "các Công đoàn: ngành Y tế; ngành Giáo dục; Các khu công nghiệp tỉnh và ngành Xây dựng.",
            [
                "Công đoàn ngành Y tế",
                "Công đoàn ngành Giáo dục",
                "Công đoàn các khu công nghiệp tỉnh",
                "Công đoàn ngành Xây dựng",
            ],
            id="the last item begins as others did",
        ),
        pytest.param(
            "Công an các phường: Hòa An, Hòa Phát; các xã: Hòa Nhơn, Hòa Phú.",
            ["Công an phường Hòa An", "Công an phường Hòa Phát", "Công an xã Hòa Nhơn", "Công an xã Hòa Phú"],
            id="a second level under the same head",
        ),
        pytest.param(
            "các phường: Hòa An, Hòa Phát; các xã: Hòa Nhơn, Hòa Phú.",
            ["phường Hòa An", "phường Hòa Phát", "xã Hòa Nhơn", "xã Hòa Phú"],
            id="two levels of territories",
        ),
        pytest.param(
            "Sở Tư pháp 3 tỉnh: Hà Nam, Nam Định, Thái Bình.",
            ["Sở Tư pháp tỉnh Hà Nam", "Sở Tư pháp tỉnh Nam Định", "Sở Tư pháp tỉnh Thái Bình"],
            id="a count before the level",
        ),
        pytest.param(
            "Công an các tỉnh, thành phố: TP. Cần Thơ, Cà Mau, Hải Phòng.",
            ["Công an thành phố Cần Thơ", "Công an tỉnh Cà Mau", "Công an thành phố Hải Phòng"],
            id="the gazetteer knows which is a city",
        ),
        pytest.param(
            "Hội Luật gia thành phố Cần Thơ và các tỉnh: An Giang, Cà Mau.",
            ["Hội Luật gia thành phố Cần Thơ", "Hội Luật gia tỉnh An Giang", "Hội Luật gia tỉnh Cà Mau"],
            id="provinces beside a unit of one",
        ),
        pytest.param(
            "Hội Luật gia thành phố Cần Thơ và các xã: Nhơn Ái, Phong Điền.",
            ["Hội Luật gia thành phố Cần Thơ", "xã Nhơn Ái", "xã Phong Điền"],
            id="territories of another tier beside a unit",
        ),
        pytest.param(
            "Ban CHQS các huyện Đông Giang, Tây Giang và thị xã Điện Bàn.",
            [
                "Ban Chỉ huy quân sự huyện Đông Giang",
                "Ban Chỉ huy quân sự huyện Tây Giang",
                "Ban Chỉ huy quân sự thị xã Điện Bàn",
            ],
            id="another place of the tier",
        ),
        pytest.param(
            "Công an xã An Bình, huyện Cao Lãnh; Công an xã Mỹ Long.",
            ["Công an xã An Bình", "Công an xã Mỹ Long"],
            id="a place around it",
        ),
        pytest.param(
            "các phường: Tân An, An Hội; các xã: Mỹ Khánh.",
            ["phường Tân An", "phường An Hội", "xã Mỹ Khánh"],
            id="territories",
        ),
        pytest.param(
            "các trường: THPT Thạch Thành 1, 2; THPT Vĩnh Lộc.",
            [f"Trường Trung học phổ thông {name}" for name in ("Thạch Thành 1", "Thạch Thành 2", "Vĩnh Lộc")],
            id="numbers that go on a name",
        ),
        pytest.param(
            "các Công ty cổ phần: Khoáng sản Bình Định, Cảng Quy Nhơn.",
            ["Công ty cổ phần Khoáng sản Bình Định", "Công ty cổ phần Cảng Quy Nhơn"],
            id="a trade of its own before a place",
        ),
        pytest.param(
            "04 bộ là: Giáo dục và Đào tạo; Y tế và 02 cơ quan khác.",
            ["Bộ Giáo dục và Đào tạo", "Bộ Y tế"],
            id="ministries, and others after them",
        ),
        pytest.param(
            "Trung đoàn 141, 165 và 209.", ["Trung đoàn 141", "Trung đoàn 165", "Trung đoàn 209"], id="numbers"
        ),
        pytest.param(
            "Ban Quản lý Chợ Bến Nghé, Chợ Ông Đạo.",
            ["Ban Quản lý Chợ Bến Nghé", "Ban Quản lý Chợ Ông Đạo"],
            id="a head's last word again",
        ),
        pytest.param(
            "tự vệ các đơn vị: Sở Y tế, Bệnh viện Phổi.",
            ["Tự vệ Sở Y tế", "Tự vệ Bệnh viện Phổi"],
            id="bodies of units named in full",
        ),
        pytest.param(
            "các trường Đại học Sư phạm: Hà Nội, Hà Nội 2, Huế.",
            ["Trường Đại học Sư phạm Hà Nội", "Trường Đại học Sư phạm Hà Nội 2", "Trường Đại học Sư phạm Huế"],
            id="places that are part of names",
        ),
    ],
)
def test_hands_the_head_on(text: str, names: list[str]) -> None:
    assert members(text) == names


def test_the_articles_own_head_in_short() -> None:
    text = "Vườn quốc gia Côn Đảo và 2 vườn bạn: Bạch Mã, Tam Đảo."
    assert members(text) == ["Vườn quốc gia Côn Đảo", "Vườn quốc gia Bạch Mã", "Vườn quốc gia Tam Đảo"]


def test_a_verb_ends_the_list() -> None:
    assert members("các Phòng: Tham mưu, Chính trị tổ chức ký kết giao ước.") == ["Phòng Tham mưu", "Phòng Chính trị"]
