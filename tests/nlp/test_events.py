"""Events: what a bloc held, when, of which year; what is only planned, asked for or another's."""

from __future__ import annotations

from datetime import date

import pytest

from records import Article, Event, EventType, PartOfDay, Record

from .reading import reader

MORNING, AFTERNOON = PartOfDay.MORNING, PartOfDay.AFTERNOON
_PUBLISHED = date(2024, 12, 20)


def record(text: str, published: date | None = _PUBLISHED, title: str | None = None) -> Record:
    return reader().analyse(Article(id="t", source="t.txt", text=text, title=title, published=published))


def events(text: str, published: date | None = _PUBLISHED) -> list[Event]:
    return list(record(text, published).events)


def types(event: Event) -> set[str]:
    return {kind.value for kind in event.types}


# fmt: off
@pytest.mark.parametrize(
    ("text", "kinds", "day", "about"),
    [
        ("Sáng 12/12, Khối thi đua số 9 tổ chức hội nghị tổng kết phong trào thi đua năm 2024.",
         {"year_end_review"}, date(2024, 12, 12), 2024),
        ("Ngày 5/3, Cụm thi đua số 2 ký kết giao ước thi đua năm 2024.", {"signing"}, date(2024, 3, 5), 2024),
        ("Ngày 9/7, Cụm thi đua số 2 sơ kết 6 tháng đầu năm 2024.", {"interim_review"}, date(2024, 7, 9), 2024),
        ("Báo Quân khu 9 - Ngày 9-7, Cụm thi đua số 2 sơ kết 6 tháng đầu năm 2024.",
         {"interim_review"}, date(2024, 7, 9), 2024),
        ("Sáng 12/12, Khối thi đua số 9 họp bình xét thi đua năm 2024.", {"assessment"}, date(2024, 12, 12), 2024),
        ("Ngày 12/12, Khối thi đua số 9 tổng kết năm 2024 và ký kết giao ước thi đua năm 2025.",
         {"year_end_review", "signing"}, date(2024, 12, 12), 2024),
        ("Ngày 26/3, Khối thi đua số 9 tổ chức hội thao chào mừng ngày thành lập Đoàn.",
         {"activity"}, date(2024, 3, 26), 2024),
        ("Từ ngày 11 đến 13/6, Cụm thi đua số 6 sơ kết 6 tháng đầu năm 2024 kết hợp về nguồn tại Côn Đảo.",
         {"interim_review", "activity"}, date(2024, 6, 11), 2024),
        ("Chiều 8/10, Khối thi đua số 9 họp đánh giá kết quả phong trào thi đua 9 tháng đầu năm 2024.",
         {"interim_review"}, date(2024, 10, 8), 2024),
        ("Thực hiện kế hoạch hoạt động, ngày 6/12, Cụm thi đua số 2 đã tổ chức hội nghị tổng kết năm 2024.",
         {"year_end_review"}, date(2024, 12, 6), 2024),
        ("Sáng 4/12, Sở Y tế (Khối trưởng Khối thi đua số 9) mời các sở bạn về tổng kết năm 2024.",
         {"year_end_review"}, date(2024, 12, 4), 2024),
    ],
)
def test_announcements(text: str, kinds: set[str], day: date, about: int) -> None:
    (event,) = events(text)
    assert (types(event), event.start, event.emulation_year) == (kinds, day, about)


@pytest.mark.parametrize(
    "text",
    [
        "Hội nghị tổng kết Khối thi đua số 9 dự kiến được tổ chức vào ngày 15/12.",
        "Khối thi đua số 9 sẽ tổng kết vào ngày 28/12.",
        "Yêu cầu các đơn vị Khối thi đua số 9 tổng kết trước ngày 15/12.",
        "Năm 2024, Sở Y tế là Khối trưởng Khối thi đua số 9.",
        "Ngày 12/12, Sở Y tế tổng kết 10 năm thực hiện Chỉ thị; Sở là thành viên Khối thi đua số 9.",
    ],
)
def test_what_is_no_event(text: str) -> None:
    assert record(text).relevant is False
    assert events(text) == []


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("Sáng 26/01, Khối thi đua số 9 tổng kết năm 2023.", date(2024, 1, 28), date(2024, 1, 26)),
        ("Sáng 26/12, Khối thi đua số 9 tổng kết năm.", date(2024, 1, 2), date(2023, 12, 26)),
        ("Sáng 26/01, Khối thi đua số 9 tổng kết năm 2023.", None, date(2024, 1, 26)),
        ("Sáng 20/12, Khối thi đua số 9 ký kết giao ước thi đua năm 2024.", None, date(2023, 12, 20)),
        ("Ngày 12/10/2108, Khối thi đua số 9 sơ kết 9 tháng đầu năm 2018.", date(2018, 10, 15), date(2018, 10, 12)),
        ("Ngày 23/5, Khối thi đua số 5 họp xét thi đua năm học 2013-2014.", None, date(2014, 5, 23)),
        ("Ngày 5/8, Khối thi đua các trường sư phạm tổng kết năm học 2009 - 2010.", None, date(2010, 8, 5)),
        ("Ngày 20/10, Khối thi đua các trường sư phạm ký kết giao ước năm học 2010 - 2011.", None, date(2010, 10, 20)),
    ],
)
def test_the_year_of_a_day_that_names_none(text: str, published: date | None, day: date) -> None:
    (event,) = events(text, published)
    assert (event.start, event.year_inferred) == (day, True)


def test_a_school_year_is_no_year_of_emulation() -> None:
    (event,) = events("Ngày 23/5/2014, Khối thi đua số 5 họp xét thi đua năm học 2013-2014.")
    assert event.emulation_year is None


def test_jubilees_deadlines_and_documents_are_no_days_of_an_event() -> None:
    text = (
        "Hòa chung không khí chào mừng 44 năm Ngày Giải phóng miền Nam (30/4/1975 - 30/4/2019), thực hiện Kế hoạch số "
        "5/KH-KTĐ ngày 02/01/2019, ngày 21/4/2019, Khối thi đua số 9 tổ chức hội thao; hồ sơ gửi trước ngày 25/4/2019."
    )
    (event,) = events(text, None)
    assert event.start == date(2019, 4, 21)


def test_a_part_of_the_same_day_and_the_day_after() -> None:
    text = (
        "Ngày 26/6, Cụm thi đua số 2 họp sơ kết 6 tháng đầu năm 2024.\n\n"
        "Buổi chiều là hội thi “Tuổi trẻ biên cương”.\n\n"
        "Sáng hôm sau, các đơn vị trong cụm đi thăm, tặng quà gia đình chính sách."
    )
    found = [(types(e), e.start, e.part_of_day) for e in events(text)]
    assert found == [
        ({"interim_review"}, date(2024, 6, 26), None),
        ({"activity"}, date(2024, 6, 26), AFTERNOON),
        ({"activity"}, date(2024, 6, 27), MORNING),
    ]


def test_what_was_done_in_the_frame_of_a_meeting_is_part_of_it() -> None:
    text = "Chiều 12/12, Khối thi đua số 9 tổng kết năm 2024.\n\n"
    text += "Trong khuôn khổ hội nghị, sáng cùng ngày, các đại biểu Khối thi đua số 9 đã dâng hương tại Khu lưu niệm."
    found = events(text)
    assert [event.start for event in found] == [date(2024, 12, 12)]


def test_a_house_handed_over_is_an_activity_and_a_bloc_in_brackets_held_nothing() -> None:
    text = "Ngày 21/7/2020, Cụm thi đua số 2 tổ chức lễ bàn giao “Nhà đồng đội” tặng một chiến sĩ. "
    found = events(text + "Xã Yên Thành (Cụm số 10) và xã Vân Tụ (Cụm số 10) cũng ủng hộ.")
    assert [(types(event), event.start) for event in found] == [({"activity"}, date(2020, 7, 21))]


def test_what_one_guest_did_before_is_not_the_blocs() -> None:
    text = (
        "Chiều 13/1, Cụm thi đua số 5 tổng kết công tác thi đua năm 2023.\n\n"
        "Trước đó, sáng cùng ngày, Phó Thủ tướng Lê Văn Hậu dâng hương tại đền thờ."
    )
    assert len(events(text)) == 1


def test_a_day_told_in_another_sentence() -> None:
    text = (
        "Khối thi đua các cơ quan Đảng tỉnh Lào Cai vừa tổ chức hội nghị sơ kết 6 tháng đầu năm 2024.\n\n"
        "Hội nghị diễn ra vào sáng thứ Năm (11/7) tại Trường Chính trị tỉnh."
    )
    (event,) = events(text)
    assert (event.start, event.part_of_day, event.venue) == (date(2024, 7, 11), MORNING, "Trường Chính trị tỉnh")


def test_an_event_without_a_day_stays_without_one() -> None:
    text = (
        "Vừa qua, Khối thi đua số 9 ký kết giao ước thi đua năm 2024.\n\n"
        "Đợt thi đua bắt đầu từ 19/5 và sẽ tổng kết vào 22/12."
    )
    (event,) = events(text)
    assert (event.start, event.emulation_year) == (None, 2024)


def test_each_bloc_of_a_meeting_has_its_event() -> None:
    text = "Ngày 18/12, Khối thi đua các Hội nghề nghiệp và Khối thi đua các Ban quản lý dự án tổng kết năm 2024."
    assert [e.bloc for e in events(text)] == ["b1", "b2"]


def test_a_decision_that_founds_blocs() -> None:
    text = (
        "Ngày 20/8/2024, Chủ tịch UBND tỉnh ban hành Quyết định số 14/QĐ-UBND về việc thành lập cụm, khối thi đua.\n\n"
        "- Cụm thi đua số 1 gồm 5 đơn vị.\n\n- Khối thi đua số 3 gồm 6 đơn vị."
    )
    found = [(types(e), e.start, e.emulation_year) for e in events(text)]
    assert found == [({"establishment"}, date(2024, 8, 20), None)] * 2


@pytest.mark.parametrize(
    ("later", "added"),
    [
        ("Kết thúc hội nghị, các đơn vị đã ký kết giao ước thi đua năm 2025.", {"signing"}),
        ("Sở Y tế đã bàn giao vai trò Khối trưởng cho Sở Tư pháp.", {"handover"}),
        ("Đề nghị các đơn vị ký kết giao ước thi đua trước ngày 15/1.", set()),
        ("Các Khối trưởng xây dựng quy chế, ký kết giao ước xong trước ngày 15/1.", set()),
    ],
)
def test_what_was_done_in_the_course_of_a_meeting(later: str, added: set[str]) -> None:
    text = f"Ngày 12/12, Khối thi đua số 9 tổng kết phong trào thi đua năm 2024.\n\n{later}"
    (event,) = events(text)
    assert types(event) - {"year_end_review"} == added


@pytest.mark.parametrize(
    ("where", "venue"),
    [
        ("tại hội trường Sở Y tế", "hội trường Sở Y tế"),
        ("tại thị trấn Đồng Văn (huyện Đồng Văn, tỉnh Hà Giang)", "thị trấn Đồng Văn (huyện Đồng Văn, tỉnh Hà Giang)"),
        ("tại Nhà thi đấu tỉnh, phường Tân An", "Nhà thi đấu tỉnh, phường Tân An"),
        ("tại hội nghị này", None),
    ],
)
def test_venues(where: str, venue: str | None) -> None:
    (event,) = events(f"Ngày 12/12, {where}, Khối thi đua số 9 tổng kết năm 2024.")
    assert event.venue == venue


def test_since_when_something_runs_is_no_day_of_an_event() -> None:
    (event,) = events("Đây là lần đầu Khối thi đua số 9 tổng kết kể từ khi các xã đi vào hoạt động từ ngày 1/7.")
    assert event.start is None


def test_a_venue_told_in_the_next_sentence() -> None:
    (event,) = events("Ngày 12/12, Khối thi đua số 9 tổng kết năm 2024. Hội nghị diễn ra tại hội trường Sở Y tế.")
    assert event.venue == "hội trường Sở Y tế"


@pytest.mark.parametrize(
    ("sentence", "theme"),
    [
        ("Khối phát động thi đua với chủ đề “Kỷ cương, gần dân”.", "Kỷ cương, gần dân"),
        ("Các đơn vị ký kết giao ước thi đua với chủ đề “Kỷ cương, gần dân”.", "Kỷ cương, gần dân"),
        ("Tỉnh chọn chủ đề công tác năm “Kỷ cương, gần dân”.", None),
    ],
)
def test_themes(sentence: str, theme: str | None) -> None:
    (event,) = events(f"Ngày 12/12, Khối thi đua số 9 tổng kết năm 2024.\n\n{sentence}")
    assert event.theme == theme


def test_confidence_follows_how_much_was_said() -> None:
    stated = events("Ngày 12/12/2024, Khối thi đua số 9 tổng kết năm 2024.")[0]
    missing = events("Vừa qua, Khối thi đua số 9 ký kết giao ước thi đua năm 2024.")[0]
    assert stated.confidence >= 0.9 > missing.confidence
    assert EventType.YEAR_END_REVIEW in stated.types
