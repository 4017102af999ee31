"""Leaders: sentences of the genre and who leads by them; people and units that lead nothing."""

from __future__ import annotations

import pytest

from .reading import read

_BEFORE = "Sáng 12/12/2024, Khối thi đua số 9 tỉnh Hòa Bình tổ chức hội nghị tổng kết phong trào thi đua năm 2024.\n\n"
HEAD, DEPUTY = "head", "deputy"
SERVING, INCOMING, OUTGOING = "serving", "incoming", "outgoing"


def _leaders(text: str) -> set[tuple[str, str, int | None, str]]:
    return {(x.role.value, x.holder.name, x.year, x.status.value) for x in read(_BEFORE + text).leaders}


# fmt: off
LEAD = [
    ("the next head and deputies",
     "Hội nghị thống nhất bầu Sở Y tế làm Khối trưởng, Sở Nội vụ và Sở Tư pháp làm Khối phó Khối thi đua số 9 "
     "năm 2025.",
     {(HEAD, "Sở Y tế", 2025, INCOMING), (DEPUTY, "Sở Nội vụ", 2025, INCOMING),
      (DEPUTY, "Sở Tư pháp", 2025, INCOMING)}),
    ("the deputy comes in with the head",
     "Theo sự thống nhất của các thành viên, Sở Y tế là đơn vị Khối trưởng năm 2025; Khối phó là Sở Nội vụ.",
     {(HEAD, "Sở Y tế", 2025, INCOMING), (DEPUTY, "Sở Nội vụ", 2025, INCOMING)}),
    ("the deputy in a sentence of its own",
     "Các đơn vị cử Sở Y tế làm Khối trưởng năm 2025. Sở Nội vụ làm Khối phó.",
     {(HEAD, "Sở Y tế", 2025, INCOMING), (DEPUTY, "Sở Nội vụ", 2025, INCOMING)}),
    ("given to one, and another for the other role",
     "Hội nghị công nhận Khối trưởng cho đồng chí Lê Văn Minh (Giám đốc Sở Y tế) và đồng chí Trần Thị Lan "
     "(Giám đốc Sở Nội vụ) làm Khối phó năm 2025.",
     {(HEAD, "Lê Văn Minh", 2025, INCOMING), (DEPUTY, "Trần Thị Lan", 2025, INCOMING)}),
    ("whose role it is comes after the address",
     "Sáng 12/12, tại phường Nghĩa Lộ, với vai trò Khối trưởng, Sở Y tế tổ chức hội nghị.",
     {(HEAD, "Sở Y tế", 2024, SERVING)}),
    ("after a semicolon it is another's role",
     "Nhiệm vụ Khối trưởng năm 2025 được các đơn vị giới thiệu cho Sở Y tế; Sở Nội vụ làm Khối phó.",
     {(HEAD, "Sở Y tế", 2025, INCOMING), (DEPUTY, "Sở Nội vụ", 2025, INCOMING)}),
    ("this year's head and a deputy in plain words",
     "Khối trưởng năm nay là Sở Y tế, còn Sở Nội vụ giữ chân Khối phó.",
     {(HEAD, "Sở Y tế", 2024, SERVING), (DEPUTY, "Sở Nội vụ", 2024, SERVING)}),
    ("who takes the task on comes in",
     "Từ năm 2025, Sở Y tế nhận nhiệm vụ Khối trưởng năm 2025.", {(HEAD, "Sở Y tế", 2025, INCOMING)}),
    ("people with their posts",
     "Ông Nguyễn Văn Hải, Giám đốc Sở Tài chính, Khối trưởng và bà Lê Thị Hoa, Phó Giám đốc Sở Y tế, Khối phó "
     "đồng chủ trì.",
     {(HEAD, "Nguyễn Văn Hải", 2024, SERVING), (DEPUTY, "Lê Thị Hoa", 2024, SERVING)}),
    ("a role before its person",
     "Cùng dự có Bí thư Tỉnh ủy Ngô Thiên Đức; Chủ tịch UBND tỉnh, Khối trưởng Nguyễn Bá Duy.",
     {(HEAD, "Nguyễn Bá Duy", 2024, SERVING)}),
    ("several deputies with posts in one sentence",
     "Chủ trì có bốn Khối phó là chị Lê Thị Quỳnh, Chủ tịch Hội LHPN tỉnh Bình Định; chị Ka Thùy Dung, Phó Chủ "
     "tịch Hội LHPN tỉnh Lâm Đồng.",
     {(DEPUTY, "Lê Thị Quỳnh", 2024, SERVING), (DEPUTY, "Ka Thùy Dung", 2024, SERVING)}),
    ("units in brackets",
     "Sở Tài chính (Khối trưởng) và Sở Y tế (Khối phó) đã tích cực triển khai.",
     {(HEAD, "Sở Tài chính", 2024, SERVING), (DEPUTY, "Sở Y tế", 2024, SERVING)}),
    ("a hand-over",
     "Sở Tài chính bàn giao chức danh Trưởng khối năm 2025 cho Sở Y tế.",
     {(HEAD, "Sở Tài chính", 2024, OUTGOING), (HEAD, "Sở Y tế", 2025, INCOMING)}),
    ("a hand-over from one to another",
     "Lễ bàn giao nhiệm vụ Khối trưởng từ Sở Tài chính sang Sở Y tế diễn ra trang trọng.",
     {(HEAD, "Sở Tài chính", 2024, OUTGOING), (HEAD, "Sở Y tế", 2025, INCOMING)}),
    ("one in place of another",
     "Sở Y tế được giao Khối phó, thay Sở Tài chính.",
     {(DEPUTY, "Sở Y tế", 2025, INCOMING), (DEPUTY, "Sở Tài chính", 2024, OUTGOING)}),
    ("who speaks for the leading unit names it by his office",
     "Thay mặt đơn vị Khối trưởng, ông Nguyễn Văn Hải, Giám đốc Sở Tài chính báo cáo kết quả.",
     {(HEAD, "Sở Tài chính", 2024, SERVING)}),
    ("roles in a bracket behind a list are those of whom the bracket names",
     "Khối thi đua số 9 gồm Sở Tài chính, Sở Nội vụ và Sở Y tế (Khối trưởng là Sở Tài chính).",
     {(HEAD, "Sở Tài chính", 2024, SERVING)}),
    ("a term by its year", "Khối cử Sở Y tế là Trưởng khối nhiệm kỳ 2026.", {(HEAD, "Sở Y tế", 2026, INCOMING)}),
]

NOBODY = [
    "Thay mặt Khối trưởng, ông Nguyễn Văn Hải, Giám đốc Sở Tài chính báo cáo kết quả.",
    "Khối trưởng đề nghị Sở Y tế sớm gửi hồ sơ.",
    "Sở Y tế gửi báo cáo cho Khối trưởng trước ngày 15/12.",
    "Nguyên Khối trưởng Khối thi đua số 9, ông Trần Văn Nam cũng tới dự.",
    "Kết thúc hội nghị, các đơn vị đã bầu ra Khối trưởng và Khối phó năm 2025.",
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), [(t, e) for _, t, e in LEAD], ids=[name for name, _, _ in LEAD])
def test_who_leads(text: str, expected: set[tuple[str, str, int | None, str]]) -> None:
    assert _leaders(text) == expected


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_leads(text: str) -> None:
    assert _leaders(text) == set()


def test_a_school_year_is_no_term() -> None:
    record = read(
        "Ngày 23/5/2014, Khối thi đua số 5 họp xét thi đua năm học 2013-2014. Năm học sau, Trường Tiểu học Tân "
        "Tiến làm trưởng khối."
    )
    assert [leader.year for leader in record.leaders] == [None]


def test_a_role_by_the_number_of_its_bloc() -> None:
    record = read(
        "Chiều 6/7/2018, Khối thi đua số 1 và Khối thi đua số 2 tổ chức sơ kết 6 tháng đầu năm 2018.\n\nSở Tài "
        "chính, Trưởng khối số 2, góp ý."
    )
    names = {bloc.id: bloc.name for bloc in record.blocs}
    assert [names[leader.bloc] for leader in record.leaders] == ["Khối thi đua số 2"]
