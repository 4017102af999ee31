"""Members of blocs: lists in their many forms, units of the bloc's kind, the chair's own, guests, and stated counts."""

from __future__ import annotations

import pytest

from records import Record

from .reading import read

_BEFORE = "Sáng 12/12/2024, Khối thi đua số 9 tổ chức hội nghị tổng kết năm 2024. "


def names(record: Record) -> list[str]:
    """The members of all blocs, each with its place."""
    return [f"{m.unit.name} {m.unit.place or ''}".strip() for m in record.members]


THREE = ["Sở Y tế", "Sở Nội vụ", "Sở Tư pháp"]


@pytest.mark.parametrize(
    "text",
    [
        "Khối thi đua số 9 gồm Sở Y tế, Sở Nội vụ và Sở Tư pháp.",
        "Khối thi đua số 9 có 3 thành viên, đó là: Sở Y tế; Sở Nội vụ; Sở Tư pháp.",
        "Khối thi đua số 9 (Sở Y tế, Sở Nội vụ, Sở Tư pháp) đã ký giao ước.",
        "Khối thi đua số 9: Sở Y tế, Sở Nội vụ, Sở Tư pháp.",
        "Các đơn vị: Sở Y tế, Sở Nội vụ, Sở Tư pháp trong Khối thi đua số 9 cùng ký giao ước.",
        "Về dự có Sở Y tế, Sở Nội vụ, Sở Tư pháp (là các thành viên khối), cùng khách mời: Sở Ngoại vụ.",
        "Khối thi đua số 9 gồm các đơn vị sau:\n- Sở Y tế\n- Sở Nội vụ\n- Sở Tư pháp",
        "Khối thi đua số 9 gồm Sở Y tế (Khối trưởng), Sở Nội vụ - Khối phó, Sở Tư pháp.",
    ],
)
def test_lists(text: str) -> None:
    assert names(read(_BEFORE + text)) == THREE


@pytest.mark.parametrize(
    "text",
    [
        "Hội Luật gia tỉnh Hà Nam được mời tham dự để trao đổi kinh nghiệm.",
        "Dự hội nghị có lãnh đạo Ban Thi đua - Khen thưởng tỉnh và phóng viên Báo Hà Nam.",
        "Khối thi đua số 9 tặng quà, gồm sách vở và xe đạp, cho học sinh nghèo.",
    ],
)
def test_who_is_invited_is_no_member(text: str) -> None:
    assert names(read(_BEFORE + text)) == []


@pytest.mark.parametrize(
    ("bloc", "text", "expected"),
    [
        pytest.param(
            "Cụm thi đua Hội Luật gia các tỉnh Đông Bắc",
            "Cụm có 3 thành viên: Cao Bằng, Lạng Sơn, Bắc Kạn.",
            ["Hội Luật gia tỉnh Cao Bằng", "Hội Luật gia tỉnh Lạng Sơn", "Hội Luật gia tỉnh Bắc Kạn"],
            id="bare places are bodies of the bloc's kind",
        ),
        pytest.param(
            "Cụm thi đua các tỉnh Đông Bắc",
            "Chủ tịch UBND tỉnh Cao Bằng phát biểu. Chủ tịch UBND tỉnh Lạng Sơn và Chủ tịch UBND tỉnh "
            "Bắc Kạn tham luận.",
            ["tỉnh Cao Bằng", "tỉnh Lạng Sơn", "tỉnh Bắc Kạn"],
            id="the committee stands for its province",
        ),
        pytest.param(
            "Cụm thi đua TAND các tỉnh Đông Bắc",
            "TAND tỉnh Cao Bằng, TAND tỉnh Lạng Sơn, TAND tỉnh Bắc Kạn dự; TAND huyện Hòa An nêu khó khăn.",
            ["Tòa án nhân dân tỉnh Cao Bằng", "Tòa án nhân dân tỉnh Lạng Sơn", "Tòa án nhân dân tỉnh Bắc Kạn"],
            id="only of the level that the name says",
        ),
        pytest.param(
            "Cụm thi đua các huyện miền núi Hội CCB tỉnh Thanh Hóa",
            "Hội CCB các huyện Như Xuân, Bá Thước trồng rừng; Hội CCB huyện Quan Sơn giữ bản.",
            [f"Hội Cựu chiến binh huyện {name}" for name in ("Như Xuân", "Bá Thước", "Quan Sơn")],
            id="the body that stands last in the name, of each of its territories",
        ),
        pytest.param(
            "Khối thi đua các huyện, thị xã, thành phố tỉnh Yên Bái",
            "Trấn Yên đi đầu phong trào hiến đất. Văn Chấn giữ vững vùng chè, thị xã Nghĩa Lộ giữ phổ cập. Huyện vùng "
            "cao Trạm Tấu khai hoang 86 ha ở đèo Lục Yên.",
            ["huyện Trấn Yên", "huyện Văn Chấn", "thị xã Nghĩa Lộ", "huyện Trạm Tấu"],
            id="districts of the bloc's province by their bare names, and no mountain passes",
        ),
        pytest.param(
            "Cụm thi đua các huyện trung du, miền núi thấp",
            "Cụm thi đua các huyện trung du, miền núi thấp gồm Lâm Bình, Na Hang, Chiêm Hóa tổ chức hội nghị bình xét.",
            ["huyện Lâm Bình", "huyện Na Hang", "huyện Chiêm Hóa"],
            id="bare names after 'gồm' are territories of the bloc's kind",
        ),
    ],
)
def test_members_of_the_blocs_kind(bloc: str, text: str, expected: list[str]) -> None:
    record = read(f"Sáng 12/12/2024, {bloc} tổ chức hội nghị tổng kết năm 2024. {text}", title=f"{bloc} họp")
    assert names(record) == expected


def test_the_chairs_own_unit_is_a_member() -> None:
    text = (
        "Bà Lê Thị Hoa - Giám đốc Sở Y tế, Khối trưởng chủ trì; "
        "cùng dự có 02 đơn vị bạn trong Khối: Sở Nội vụ, Sở Tư pháp."
    )
    record = read(_BEFORE + text)
    assert sorted(names(record)) == sorted(THREE)
    assert record.blocs[0].member_count == 3


def test_who_sends_nobody_and_who_runs_a_commune_are_named_too() -> None:
    text = "Dự có lãnh đạo Sở Y tế, Sở Nội vụ. Riêng Sở Tư pháp do bận công tác nên không cử đại biểu tham dự."
    assert "Sở Tư pháp" in names(read(_BEFORE + text))
    bloc = (
        "Sáng 16/1/2026, Cụm thi đua số 6 các xã tỉnh Quảng Trị tổng kết năm 2025, 4/4 xã trong cụm đạt chỉ tiêu.\n\n"
    )
    said = (
        "Hội nghị bầu xã Vĩnh Linh làm Cụm trưởng, xã Bến Hải làm Cụm phó. Phó Bí thư Đảng ủy xã Vĩnh Hoàng phát biểu."
    )
    told = names(read(f"{bloc}{said} Xã Cồn Tiên báo cáo kết quả."))
    assert sorted(told) == ["xã Bến Hải", "xã Cồn Tiên", "xã Vĩnh Hoàng", "xã Vĩnh Linh"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("Khối thi đua số 9 có tới 12 đơn vị.", 12, id="has"),
        pytest.param("Cuối năm, 7/9 đơn vị trong khối được xếp loại tốt.", 9, id="a share of all"),
        pytest.param("Hội nghị đã chứng kiến 8 đơn vị ký kết giao ước thi đua.", 8, id="those that sign"),
        pytest.param("Khối thi đua số 9 gồm Sở Y tế, Sở Nội vụ và Sở Tư pháp.", 3, id="a complete list"),
        pytest.param(
            "Khối thi đua số 9 gồm 4 đơn vị: Sở Y tế, Sở Nội vụ và Sở Tư pháp.", 4, id="the text against its list"
        ),
        pytest.param("Khối đã hoàn thành 11/15 chỉ tiêu.", None, id="a share of targets"),
        pytest.param("Hội nghị tổng kết năm của khối sẽ họp trong tháng 12.", None, id="a year and no five"),
        pytest.param("Toàn tỉnh đã có 36/60 xã đạt chuẩn nông thôn mới.", None, id="communes of the province"),
        pytest.param("Giải cầu lông của khối với 64 vận động viên tham gia.", None, id="players"),
        pytest.param("Khối đề nghị tặng Bằng khen cho 3 đơn vị trong khối.", None, id="those honoured"),
    ],
)
def test_counts(text: str, count: int | None) -> None:
    assert read(_BEFORE + text).blocs[0].member_count == count


def test_a_count_that_its_list_does_not_bear_out_is_doubted() -> None:
    record = read(f"{_BEFORE}Khối thi đua số 9 gồm 4 đơn vị: Sở Y tế, Sở Nội vụ và Sở Tư pháp.")
    assert "members.count_differs" in {issue.code for issue in record.issues}


def test_the_fronts_committee_is_called_in_several_ways() -> None:
    text = (
        "Cụm thi đua số 4 gồm Ủy ban MTTQ Việt Nam các phường: Hòa An, Hòa Phát. "
        "Mặt trận phường Hòa An làm Cụm trưởng, MTTQ phường Hòa Phát làm Cụm phó."
    )
    assert names(read(_BEFORE + text)) == [
        "Ủy ban Mặt trận Tổ quốc Việt Nam phường Hòa An",
        "Ủy ban Mặt trận Tổ quốc Việt Nam phường Hòa Phát",
    ]


def test_territories_that_a_bloc_of_them_proposes_are_members() -> None:
    bloc = "Cụm thi đua các huyện đồng bằng"
    text = f"Sáng 12/12/2024, {bloc} tổng kết năm 2024. Cụm suy tôn huyện Mộ Đức dẫn đầu, đề nghị tặng Cờ thi đua."
    assert names(read(text, title=f"{bloc} họp")) == ["huyện Mộ Đức"]


def test_among_communes_an_abbreviated_township_is_no_centre() -> None:
    text = "Cụm thi đua số 9 gồm 3 đơn vị: xã Hải Long, xã Hải Sơn và TT Cồn."
    assert names(read(f"Sáng 12/12/2024, Cụm thi đua số 9 họp tổng kết năm 2024. {text}", title="Cụm số 9 họp")) == [
        "xã Hải Long",
        "xã Hải Sơn",
        "thị trấn Cồn",
    ]


def test_a_city_of_a_provinces_name_is_no_member_of_a_bloc_of_provinces() -> None:
    bloc = "Cụm thi đua các tỉnh, thành phố Đồng bằng sông Cửu Long"
    text = (
        f"Sáng 12/12/2024, tại thành phố Cà Mau, {bloc} tổng kết năm 2024. "
        "Hội nghị đề nghị tặng Bằng khen cho tỉnh An Giang, tỉnh Cà Mau, thành phố Cần Thơ, tỉnh Đồng Tháp."
    )
    record = read(text, title=f"{bloc} tổng kết")
    assert names(record) == ["tỉnh An Giang", "tỉnh Cà Mau", "thành phố Cần Thơ", "tỉnh Đồng Tháp"]
    assert [b.place for b in record.blocs] == [None]


def test_a_province_its_name_and_its_committee_are_one_member() -> None:
    bloc = "Cụm thi đua các tỉnh, thành phố Đồng bằng sông Cửu Long"
    text = (
        f"Sáng 12/12/2024, {bloc} tổng kết năm 2024. Cụm do UBND tỉnh Cà Mau làm Cụm trưởng. Hội nghị đề nghị tặng "
        "Bằng khen cho An Giang, tỉnh Cà Mau, Cần Thơ. "
        "Kết thúc hội nghị, Cà Mau bàn giao nhiệm vụ Cụm trưởng cho An Giang."
    )
    record = read(text, title=f"{bloc} tổng kết")
    heads = [(x.holder.name, x.status.value) for x in record.leaders]
    assert len([name for name in names(record) if "Cà Mau" in name]) == 1
    assert [status for name, status in heads if "An Giang" in name] == ["incoming"]
    assert len(heads) == 2
