"""Awards: sentences of the genre and who got what by them; sentences that give nobody anything."""

from __future__ import annotations

import pytest

from records import Award, AwardForm, AwardStatus

from .reading import read

_BEFORE = "Sáng 12/12/2024, Khối thi đua số 9 tỉnh Hòa Bình tổ chức hội nghị tổng kết phong trào thi đua năm 2024.\n\n"
PROPOSED, CONFERRED, ANNOUNCED = "proposed", "conferred", "announced"


def _said(award: Award) -> tuple[str, str | int | None, str]:
    who = award.recipient.name or award.recipient.count
    if award.recipient.name and award.recipient.place:
        who = f"{award.recipient.name} {award.recipient.place}"
    return award.form.value, who, award.status.value


def _awards(text: str) -> set[tuple[str, str | int | None, str]]:
    return {_said(award) for award in read(_BEFORE + text).awards}


# fmt: off
GIVEN = [
    ("suy tôn, and what is asked for the same unit",
     "Hội nghị suy tôn Sở Tài chính là đơn vị dẫn đầu, đề nghị UBND tỉnh tặng Cờ thi đua; Sở Nội vụ, Sở Tư "
     "pháp được đề nghị tặng Bằng khen.",
     {("lead_unit", "Sở Tài chính", PROPOSED), ("flag", "Sở Tài chính", PROPOSED),
      ("merit_certificate", "Sở Nội vụ", PROPOSED), ("merit_certificate", "Sở Tư pháp", PROPOSED)}),
    ("recipients go on to those who 'đã có thành tích'",
     "Dịp này, Giám đốc Sở trao Bằng khen cho 3 tập thể: Sở Y tế, Sở Nội vụ, Sở Tư pháp đã có thành tích xuất sắc.",
     {("merit_certificate", "Sở Y tế", CONFERRED), ("merit_certificate", "Sở Nội vụ", CONFERRED),
      ("merit_certificate", "Sở Tư pháp", CONFERRED)}),
    ("the class of another flag is no rank",
     "Hội nghị suy tôn Sở Y tế và Sở Nội vụ đề nghị UBND tỉnh tặng cờ thi đua hạng nhất, hạng nhì.",
     {("flag", "Sở Y tế", PROPOSED), ("flag", "Sở Nội vụ", PROPOSED)}),
    ("the travelling flag of who leads next is no award",
     "Hội nghị bầu Sở Y tế làm Khối trưởng năm 2025. Sở Tài chính trao cờ luân lưu của khối cho Sở Y tế.",
     set()),
    ("a count that names follow is no group",
     "Khối đề nghị Chủ tịch UBND tỉnh tặng Cờ thi đua cho 02 đơn vị gồm: Sở Tài chính, Sở Y tế; tặng Bằng khen "
     "cho 03 tập thể.",
     {("flag", "Sở Tài chính", PROPOSED), ("flag", "Sở Y tế", PROPOSED), ("merit_certificate", 3, PROPOSED)}),
    ("who is chosen gets what is asked for",
     "Hội nghị suy tôn Sở Tài chính, đề nghị UBND tỉnh tặng Cờ thi đua; giới thiệu bà Lê Thị Hoa, giáo viên Trường "
     "THPT Lê Lợi đề nghị tặng Huân chương Lao động hạng Ba.",
     {("flag", "Sở Tài chính", PROPOSED), ("order", "Lê Thị Hoa", PROPOSED)}),
    ("who stands at the head of a clause that says nobody else",
     "Sở Y tế đề nghị tặng Cờ thi đua của UBND tỉnh; Sở Nội vụ, Sở Tư pháp thuộc ngành dọc nên khối đề xuất Bộ Tài "
     "chính tặng Bằng khen.",
     {("flag", "Sở Y tế", PROPOSED), ("merit_certificate", "Sở Nội vụ", PROPOSED),
      ("merit_certificate", "Sở Tư pháp", PROPOSED)}),
    ("who proposes for another gets nothing",
     "Sở Nội vụ đề nghị tặng Bằng khen cho Sở Y tế.", {("merit_certificate", "Sở Y tế", PROPOSED)}),
    ("so many of so many",
     "Cả khối có 3/7 đơn vị được UBND tỉnh tặng Bằng khen.", {("merit_certificate", 3, CONFERRED)}),
    ("whose those counted are",
     "UBND tỉnh trao Kỷ niệm chương cho 05 cá nhân của tỉnh Yên Bái.", {("commemorative", 5, CONFERRED)}),
    ("the number of the places that are named",
     "2 tỉnh Long An, Bến Tre được đề nghị tặng Cờ thi đua của Chính phủ.",
     {("flag", "tỉnh Long An", PROPOSED), ("flag", "tỉnh Bến Tre", PROPOSED)}),
    ("one rank each",
     "Sở Y tế, Sở Nội vụ xếp thứ nhì, thứ ba.", {("rank", "Sở Y tế", CONFERRED), ("rank", "Sở Nội vụ", CONFERRED)}),
    ("points before the rank",
     "Sở Y tế: 985 điểm, dẫn đầu khối.", {("lead_unit", "Sở Y tế", CONFERRED)}),
    ("what earned the flag is no second award",
     "Sở Y tế được tặng Cờ thi đua của UBND tỉnh vì đã hoàn thành xuất sắc nhiệm vụ, dẫn đầu khối năm 2024.",
     {("flag", "Sở Y tế", CONFERRED)}),
    ("pieces that are only counted",
     "Ban tổ chức trao giải nhất cho Sở Y tế cùng 24 bộ huy chương nội dung cá nhân.",
     {("prize", "Sở Y tế", CONFERRED)}),
    ("a person's trade and firm",
     "Các cá nhân được đề nghị tặng Bằng khen gồm bà Phạm Thị Loan, công nhân Công ty Cổ phần Sao Mai và ông Võ Văn "
     "Út.",
     {("merit_certificate", "Phạm Thị Loan", PROPOSED), ("merit_certificate", "Võ Văn Út", PROPOSED)}),
    ("handed over on somebody's behalf",
     "Thừa ủy quyền của Chủ tịch nước, ông Nguyễn Văn Hải trao Huân chương Lao động hạng Ba cho bà Trần Thị "
     "Mai, Giám đốc Sở Y tế.",
     {("order", "Trần Thị Mai", CONFERRED)}),
    ("counts before the verb, with any noun",
     "26 kiểm lâm viên được đề nghị tặng Kỷ niệm chương; 02 tập thể, 05 cá nhân được Giám đốc Sở tặng Giấy khen.",
     {("commemorative", 26, PROPOSED), ("commendation", 2, PROPOSED), ("commendation", 5, PROPOSED)}),
    ("a number right before a title",
     "Hội nghị công bố quyết định công nhận 43 “Tập thể lao động tiên tiến” và 310 “Lao động tiên tiến” thuộc khối.",
     {("collective_title", 43, CONFERRED), ("individual_title", 310, CONFERRED)}),
    ("who is left over",
     "Sở Tài chính được đề nghị tặng Cờ thi đua; các đơn vị còn lại được đề nghị tặng Bằng khen.",
     {("flag", "Sở Tài chính", PROPOSED), ("merit_certificate", None, PROPOSED)}),
    ("people in a list with their posts",
     "Khối đề nghị công nhận danh hiệu Chiến sĩ thi đua cấp tỉnh cho ông Nguyễn Văn Hải, Chánh Văn phòng Sở Y "
     "tế và bà Lê Thị Hoa, Trưởng phòng Sở Nội vụ.",
     {("individual_title", "Nguyễn Văn Hải", PROPOSED), ("individual_title", "Lê Thị Hoa", PROPOSED)}),
    ("units in brackets only say where people work",
     "Thiếu tướng Vũ Quang Hải trao Huân chương Bảo vệ Tổ quốc hạng Ba cho Đại tá Phạm Hữu Tân (Bộ CHQS tỉnh "
     "Thái Bình).",
     {("order", "Phạm Hữu Tân", CONFERRED)}),
    ("ranks after their units",
     "Kết quả chấm điểm xếp Sở Tài chính nhất, Sở Y tế nhì và Sở Nội vụ ba.",
     {("lead_unit", "Sở Tài chính", CONFERRED), ("rank", "Sở Y tế", CONFERRED), ("rank", "Sở Nội vụ", CONFERRED)}),
    ("ranks before their units",
     "Nhất: Sở Tài chính; nhì: Sở Y tế; ba: Sở Nội vụ.",
     {("lead_unit", "Sở Tài chính", CONFERRED), ("rank", "Sở Y tế", CONFERRED), ("rank", "Sở Nội vụ", CONFERRED)}),
    ("prizes of an activity",
     "Ban Tổ chức trao giải Nhất cho đội Sở Tài chính, giải Nhì cho đội Sở Y tế, hai giải Ba cho đội Sở Nội vụ "
     "và đội Thanh tra tỉnh.",
     {("prize", "Sở Tài chính", CONFERRED), ("prize", "Sở Y tế", CONFERRED), ("prize", "Sở Nội vụ", CONFERRED),
      ("prize", "Thanh tra tỉnh", CONFERRED)}),
    ("a flag for who is first",
     "Tặng Cờ thi đua cho đơn vị hạng Nhất là Sở Tài chính.",
     {("flag", "Sở Tài chính", CONFERRED), ("rank", "Sở Tài chính", CONFERRED)}),
    ("as many as were just named",
     "Sở Tài chính xếp thứ nhất, Sở Y tế xếp thứ nhì. Hai đơn vị này được đề nghị tặng Cờ thi đua.",
     {("lead_unit", "Sở Tài chính", CONFERRED), ("rank", "Sở Y tế", CONFERRED),
      ("flag", "Sở Tài chính", PROPOSED), ("flag", "Sở Y tế", PROPOSED)}),
    ("ranks that stand for who holds them",
     "Sở Tài chính xếp thứ nhất, Sở Y tế xếp thứ nhì, Sở Nội vụ xếp thứ ba. Khối đề nghị tặng Bằng khen cho "
     "hai đơn vị xếp thứ nhì và thứ ba.",
     {("lead_unit", "Sở Tài chính", CONFERRED), ("rank", "Sở Y tế", CONFERRED), ("rank", "Sở Nội vụ", CONFERRED),
      ("merit_certificate", "Sở Y tế", PROPOSED), ("merit_certificate", "Sở Nội vụ", PROPOSED)}),
    ("a list parted by semicolons, and the next award",
     "Ông Hải trao Cờ thi đua của UBND tỉnh cho: Sở Y tế; Sở Nội vụ và trao Bằng khen của Chủ tịch UBND tỉnh cho Sở Tư "
     "pháp.",
     {("flag", "Sở Y tế", CONFERRED), ("flag", "Sở Nội vụ", CONFERRED),
      ("merit_certificate", "Sở Tư pháp", CONFERRED)}),
    ("one of several for whom more is asked",
     "Khối đề nghị tặng Bằng khen cho Sở Y tế và Sở Nội vụ, riêng Sở Y tế đề nghị xét chọn trình Thủ tướng Chính phủ "
     "tặng Cờ thi đua của Chính phủ.",
     {("merit_certificate", "Sở Y tế", PROPOSED), ("merit_certificate", "Sở Nội vụ", PROPOSED),
      ("flag", "Sở Y tế", PROPOSED)}),
    ("what was given before is only told of",
     "Trước đó, Sở Y tế đã được Chủ tịch UBND tỉnh tặng Cờ thi đua năm 2023.",
     {("flag", "Sở Y tế", ANNOUNCED)}),
    ("the people of a place as one",
     "Phó Thủ tướng trao Huân chương Độc lập hạng Ba cho Đảng bộ, chính quyền và Nhân dân phường Ninh Kiều.",
     {("order", "Đảng bộ, chính quyền và Nhân dân phường Ninh Kiều", CONFERRED)}),
]  # fmt: skip

NOTHING = [
    "Các đơn vị đăng ký phấn đấu đạt danh hiệu Tập thể lao động xuất sắc năm 2025.",
    "Phát huy truyền thống đơn vị Anh hùng Lao động, Sở Giao thông vận tải tiếp tục thi đua.",
    "Dịp này, Công đoàn tặng 20 suất quà, 10 suất học bổng cho học sinh nghèo vượt khó.",
    "Năng suất lúa đạt 62 tạ, tỷ lệ giải ngân đạt 94 %.",
    "Các đại biểu thăm 2 Mẹ Việt Nam anh hùng ở xã Cao Sơn.",
    "Sở Y tế đề nghị làm rõ tiêu chuẩn xét danh hiệu Tập thể lao động xuất sắc.",
    "Hội nghị thống nhất Khối trưởng năm 2025 là Sở Y tế.",
    "Xếp hạng chỉ số DDCI của tỉnh, Sở Y tế đứng thứ nhất khối sở, ngành.",
    "Mỗi khối được đề nghị 01 Cờ thi đua của UBND tỉnh.",
    "Sở Tài chính trao cờ luân lưu Khối trưởng cho Sở Y tế.",
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), [(t, e) for _, t, e in GIVEN], ids=[name for name, _, _ in GIVEN])
def test_who_got_what(text: str, expected: set[tuple[str, str | int | None, str]]) -> None:
    assert _awards(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_nobody_got_anything(text: str) -> None:
    assert _awards(text) == set()


def test_who_grants_never_receives() -> None:
    (award,) = read(_BEFORE + "Khối đề nghị Bộ Nội vụ tặng Cờ thi đua cho Sở Y tế.").awards
    assert (award.grantor, award.recipient.name) == ("Bộ Nội vụ", "Sở Y tế")


def test_a_proposal_on_top_of_a_proposal_is_an_award_of_its_own() -> None:
    awards = read(
        _BEFORE
        + (
            "Khối đề nghị UBND tỉnh tặng Cờ thi đua của UBND tỉnh cho Sở Y tế để trên cơ sở đó đề nghị Chính "
            "phủ tặng Cờ thi đua của Chính phủ."
        )
    ).awards
    assert [(a.level, a.recipient.name, a.status.value) for a in awards] == [
        ("province", "Sở Y tế", PROPOSED),
        ("government", "Sở Y tế", PROPOSED),
    ]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Lãnh đạo tỉnh trao Cờ thi đua năm 2023 cho Sở Y tế.", 2023),
        ("Năm 2022, Sở Y tế được Thủ tướng Chính phủ tặng Bằng khen.", 2022),
        ("Khối đề nghị UBND tỉnh tặng Bằng khen cho Sở Y tế.", 2024),
        ("Chủ tịch nước tặng Huân chương Lao động hạng Ba cho Sở Y tế.", None),
        ("Nhiều năm liền, Sở Y tế được tặng Cờ thi đua của Chính phủ.", None),
        ("Nhờ những cố gắng đó, năm 2022 Sở Y tế được Chính phủ tặng Cờ thi đua.", 2022),
    ],
)
def test_the_year_an_award_is_for(text: str, year: int | None) -> None:
    assert [award.year for award in read(_BEFORE + text).awards] == [year]


def test_where_a_new_year_is_signed_for_awards_are_for_the_one_before() -> None:
    signed = "Sáng 12/2/2024, Khối thi đua số 9 ký kết giao ước thi đua năm 2024. "
    text = f"{signed}Sở Y tế được tặng Cờ thi đua của UBND tỉnh."
    assert [award.year for award in read(text, title="Khối thi đua số 9 ký giao ước").awards] == [2023]


def test_a_movement_called_like_an_honour_is_none() -> None:
    text = "Tỉnh tặng Cờ thi đua cho Sở Y tế có thành tích trong phong trào xây dựng tổ chức công đoàn vững mạnh."
    assert [award.form for award in read(_BEFORE + text).awards] == ["flag"]


@pytest.mark.parametrize("subject", ["bầu cử", "chuyển đổi số", "xóa nhà tạm, nhà dột nát"])
def test_a_subject_between_an_award_and_whom_it_is_for(subject: str) -> None:
    text = f"Khối đề nghị UBND tỉnh tặng Bằng khen chuyên đề {subject} cho 6 tập thể và 9 cá nhân."
    assert [award.recipient.count for award in read(_BEFORE + text).awards] == [6, 9]


def test_a_short_name_means_the_member() -> None:
    record = read(
        "Sáng 12/12/2024, Cụm thi đua số 7 (gồm: Phòng Cảnh sát hình sự (PC02), Phòng Cảnh sát giao thông "
        "(PC08), Công an huyện Lạc Sơn) "
        "tổng kết phong trào thi đua năm 2024.\n\nĐại tá Bùi Văn Thoại trao Giấy khen cho PC08."
    )
    assert [award.recipient.name for award in record.awards] == ["Phòng Cảnh sát giao thông"]


def test_told_twice_is_one_award() -> None:
    record = read(
        _BEFORE
        + (
            "Ông Nguyễn Văn Hải trao Cờ thi đua của Chính phủ cho Sở Y tế.\n\nSở Y tế vinh dự nhận Cờ thi đua "
            "của Chính phủ."
        )
    )
    assert [(a.form, a.status) for a in record.awards] == [(AwardForm.FLAG, AwardStatus.CONFERRED)]
