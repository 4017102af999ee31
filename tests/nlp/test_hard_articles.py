"""What articles of other hands taught: blocs named late or twice, territories behind their offices, lists of people."""

from __future__ import annotations

from datetime import date

import pytest

from records import Record

from .reading import read

_DAY = "Sáng 12/12/2024, Khối thi đua số 9 tổ chức hội nghị tổng kết phong trào thi đua năm 2024. "


def members(record: Record, bloc: str = "b1") -> list[str]:
    return sorted(f"{m.unit.name} {m.unit.place or ''}".strip() for m in record.members if m.bloc == bloc)


def awards(record: Record) -> set[tuple[str, str]]:
    return {(a.title, a.recipient.name or str(a.recipient.count)) for a in record.awards}


# --- blocs -----------------------------------------------------------------------------------------------------------


def test_khoi_and_cum_of_one_number_are_two_where_both_have_numbers_of_their_own() -> None:
    text = (
        "Ngày 3/9/2025, tỉnh có các khối, cụm. Khối thi đua số 1 gồm: Sở Y tế, Sở Nội vụ. Khối thi đua số 2 gồm: Sở Tư "
        "pháp, Thanh tra tỉnh. Cụm thi đua số 1 gồm các xã: Tân Lập, Tân Hòa. Cụm thi đua số 12 gồm các xã: Bình An, "
        "Bình Minh."
    )
    assert [b.name for b in read(text, title="Tin").blocs] == [
        "Khối thi đua số 1",
        "Khối thi đua số 2",
        "Cụm thi đua số 1",
        "Cụm thi đua số 12",
    ]


@pytest.mark.parametrize(
    ("title", "lead", "number"),
    [
        pytest.param(
            "Cụm thi đua Miền núi phía Bắc sơ kết 6 tháng đầu năm 2024",
            "Sáng 28/6/2024, Cụm thi đua Tây Bắc sơ kết 6 tháng đầu năm 2024.",
            1,
            id="the title's name and the text's",
        ),
        pytest.param(
            "Khối các trường trực thuộc Bộ Công Thương tổng kết năm 2024",
            "Ngày 14/8/2024, Khối thi đua các trường Đại học, Cao đẳng trực thuộc Bộ Công Thương khu vực phía "
            "Nam (Khối "
            "7) tổng kết phong trào thi đua năm 2024.",
            1,
            id="a number in brackets after whose it is",
        ),
        pytest.param(
            "Khối thi đua số 3 tổng kết năm 2024",
            "Ngày 14/8/2024, Khối thi đua số 3 tổng kết năm 2024. Khối thi đua số 4 họp ngày 20/8/2024.",
            2,
            id="two numbers are two",
        ),
    ],
)
def test_how_many_blocs_are_meant(title: str, lead: str, number: int) -> None:
    assert len(read(lead, title=title).blocs) == number


def test_a_deed_after_the_bloc_is_no_name_of_it() -> None:
    text = _DAY + "Các đơn vị trong Khối quản lý trên 168 nghìn đoàn viên."
    assert [b.name for b in read(text).blocs] == ["Khối thi đua số 9"]


def test_guests_of_another_bloc_do_not_turn_the_article_to_it() -> None:
    text = (
        "Sáng 12/12/2024, Cụm thi đua số 4 tổng kết năm 2024; khách mời có Sở Y tế tỉnh Gia Lai (Cụm 5). Hội "
        "nghị bầu Sở "
        "Y tế tỉnh Phú Yên làm Cụm trưởng năm 2025."
    )
    record = read(text, title="Cụm thi đua số 4 tổng kết năm 2024")
    names = {b.id: b.name for b in record.blocs}
    assert [names[leader.bloc] for leader in record.leaders] == ["Cụm thi đua số 4"]


# --- events ----------------------------------------------------------------------------------------------------------


def test_a_bloc_that_is_named_late_takes_the_day_and_the_place_of_the_opening() -> None:
    text = (
        "Sáng 22/1/2013, tại hội trường huyện Thống Nhất, lãnh đạo sáu huyện đã ngồi lại với nhau.\n\nNăm "
        "qua mưa thuận "
        "gió hòa. Ấp nào cũng có đường bê tông.\n\nĐó là câu chuyện được kể tại hội nghị tổng kết năm 2012 của Cụm thi "
        "đua số 2."
    )
    event = read(text, title="Chuyện cuối năm").events[0]
    assert (event.start, event.rule) == (date(2013, 1, 22), "event.told_late")


def test_what_will_be_held_is_not_told_late() -> None:
    text = (
        "Sáng 22/1/2013, tại hội trường huyện Thống Nhất, lãnh đạo sáu huyện đã ngồi lại với nhau.\n\nHội "
        "nghị tổng kết "
        "năm 2012 của Cụm thi đua số 2 sẽ diễn ra vào tháng sau."
    )
    assert read(text, title="Chuyện cuối năm").events == ()


def test_days_across_the_end_of_a_month_are_one_meeting() -> None:
    event = read("Trong hai ngày 30.6 và 1.7.2012, Khối thi đua số 9 tổ chức hội thao.").events[0]
    assert (event.start, event.end) == (date(2012, 6, 30), date(2012, 7, 1))


def test_a_venue_ends_with_its_place() -> None:
    text = "Sáng 12/12/2024, tại Nhà thi đấu huyện Trà Ôn sôi động hơn hẳn, Khối thi đua số 9 tổ chức hội thao."
    assert read(text).events[0].venue == "Nhà thi đấu huyện Trà Ôn"


# --- members ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("came", "expected"),
    [
        pytest.param(
            "Chủ tịch UBND và Trưởng phòng Nội vụ của 3 huyện: Quan Hóa, Bá Thước, Lang Chánh",
            ["huyện Bá Thước", "huyện Lang Chánh", "huyện Quan Hóa"],
            id="districts behind their committees and offices",
        ),
        pytest.param(
            "lãnh đạo Phòng Nội vụ của 3 huyện: Quan Hóa, Bá Thước, Lang Chánh",
            ["Phòng Nội vụ huyện Bá Thước", "Phòng Nội vụ huyện Lang Chánh", "Phòng Nội vụ huyện Quan Hóa"],
            id="their offices alone",
        ),
    ],
)
def test_who_stands_behind_a_list(came: str, expected: list[str]) -> None:
    text = f"Sáng 12/12/2024, Cụm thi đua các huyện miền núi tổng kết năm 2024. Dự hội nghị có {came}."
    assert members(read(text, title="Hội nghị tổng kết năm 2024")) == expected


def test_whose_a_bloc_is_are_no_members() -> None:
    text = "Sáng 19/5/2017, Cụm thi đua số 1 (Sư đoàn 2, Quân khu 5) tổ chức hội thao."
    assert members(read(text, title="Hội thao")) == []


def test_one_level_after_a_counted_head() -> None:
    text = (
        "Ngày 7/12/2017, Cụm thi đua số 2 tổng kết năm 2017; dự có 3/3 BHXH tỉnh trong Cụm là: Hà Giang, Lào "
        "Cai, Sơn La."
    )
    expected = ["Bảo hiểm xã hội tỉnh Hà Giang", "Bảo hiểm xã hội tỉnh Lào Cai", "Bảo hiểm xã hội tỉnh Sơn La"]
    assert members(read(text, title="Tổng kết")) == expected


# --- leaders and awards ----------------------------------------------------------------------------------------------


def test_two_persons_share_a_role_in_the_plural() -> None:
    text = (
        _DAY + "Chị Hoàng Thị Lan, Phó Giám đốc Sở Y tế và anh Lê Văn Sáng, Phó Giám đốc Sở Nội vụ - các Khối phó điều "
        "hành hội nghị."
    )
    assert {leader.holder.name for leader in read(text).leaders} == {"Hoàng Thị Lan", "Lê Văn Sáng"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "UBND tỉnh tặng 3 Giấy khen cho các cá nhân Y Blang, Siu Hlan và Lê Thị Thắm.",
            {"Y Blang", "Siu Hlan", "Lê Thị Thắm"},
            id="people of every name after 'các cá nhân'",
        ),
        pytest.param(
            "Lãnh đạo tỉnh trao Huân chương Lao động hạng Nhì cho Sở Y tế, hạng Ba cho ông Lê Văn Minh.",
            {"Sở Y tế", "Lê Văn Minh"},
            id="the next class of an order",
        ),
        pytest.param(
            "Hội nghị bình chọn, đề nghị khen thưởng: Sở Y tế, Sở Nội vụ (tặng Cờ thi đua); Sở Tư pháp (tặng "
            "Bằng khen).",
            {"Sở Y tế", "Sở Nội vụ", "Sở Tư pháp"},
            id="an award in a bracket after its list",
        ),
        pytest.param(
            "Dịp này, UBND tỉnh trao Cờ thi đua cho 2 đơn vị dẫn đầu phong trào thi đua của khối là Sở Y tế, Sở "
            "Nội vụ.",
            {"Sở Y tế", "Sở Nội vụ"},
            id="who is counted is named after 'là'",
        ),
    ],
)
def test_who_gets_an_award(text: str, expected: set[str]) -> None:
    assert {a.recipient.name for a in read(_DAY + text).awards} == expected


def test_the_second_class_of_an_order_is_that_order() -> None:
    text = _DAY + "Lãnh đạo tỉnh trao Huân chương Lao động hạng Nhì cho Sở Y tế, hạng Ba cho ông Lê Văn Minh."
    assert ("Huân chương Lao động hạng Ba", "Lê Văn Minh") in awards(read(text))


# --- what two more sets of articles taught ---------------------------------------------------------------------------


def test_a_numbered_bloc_may_say_of_whom_it_is() -> None:
    text = (
        "Ngày 6/12/2024, Cụm thi đua số 9 VKSND các tỉnh Tây Bắc tổng kết năm 2024. Dự có các ông: Lê Văn An, Viện "
        "trưởng VKSND tỉnh Sơn La; Lò Văn Bình, Viện trưởng VKSND tỉnh Lai Châu; Vàng A Chư, Viện trưởng VKSND tỉnh "
        "Điện Biên."
    )
    record = read(text, title="Tin")
    assert [b.name for b in record.blocs] == ["Cụm thi đua số 9"]
    assert members(record) == [
        "Viện Kiểm sát nhân dân tỉnh Lai Châu",
        "Viện Kiểm sát nhân dân tỉnh Sơn La",
        "Viện Kiểm sát nhân dân tỉnh Điện Biên",
    ]


def test_units_told_of_one_by_one_are_the_members_when_they_are_as_many_as_are_counted() -> None:
    text = (
        "Khối có 5 đơn vị, do Sở Tư pháp làm Khối trưởng. Văn phòng UBND tỉnh tham mưu tốt; các Sở: Nội vụ, Tài "
        "chính, Ngoại vụ tham mưu có hiệu quả công tác đối ngoại."
    )
    assert members(read(_DAY + text)) == [
        "Sở Ngoại vụ", "Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp", "Văn phòng Ủy ban nhân dân tỉnh",
    ]  # fmt: skip


def test_the_dash_of_the_articles_own_spelling_is_kept() -> None:
    text = (
        "Cụm thi đua các Đài Phát thanh - Truyền hình Tây Bắc họp ngày 5/7/2024. Hội nghị bầu Đài PT-TH Sơn La làm Cụm "
        "trưởng."
    )
    assert [leader.holder.name for leader in read(text, title="Tin").leaders] == ["Đài Phát thanh - Truyền hình Sơn La"]


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        pytest.param(
            "Với những thành tích đã đạt được, năm 2023, Khối có Sở Y tế được tặng Cờ thi đua của UBND tỉnh.", 2023,
            id="a year set apart by commas",
        ),
        pytest.param(
            "Năm 2022, các đơn vị đã nỗ lực. Kết thúc năm công tác, Sở Y tế được UBND tỉnh tặng Cờ thi đua.", 2022,
            id="the year that the paragraph opens with",
        ),
        pytest.param("Sở Y tế được UBND tỉnh tặng Cờ thi đua.", 2024, id="else the year of the review"),
    ],
)  # fmt: skip
def test_the_year_of_an_award(sentence: str, year: int) -> None:
    assert [award.year for award in read(_DAY + "\n\n" + sentence).awards] == [year]


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Kết thúc, giám đốc 6 chi nhánh đã ký kết giao ước thi đua năm 2025.", 6),
        ("Sau đó, 9 xã, phường ký kết giao ước thi đua năm 2025.", 9),
        ("Chỉ huy 7 đơn vị lần lượt ký kết giao ước.", 7),
        ("Dự có lãnh đạo 10 NHNN tỉnh thuộc Cụm.", 10),
        ("14 VKSND cấp huyện thuộc các tỉnh trong Cụm được bình chọn.", None),
        ("Trong năm 2024 của Cụm, 31 tập thể được khen.", None),
    ],
)
def test_how_many_members_there_are(sentence: str, count: int | None) -> None:
    (bloc,) = read(_DAY.replace("Khối thi đua số 9", "Cụm thi đua số 9") + sentence, title="Tin").blocs
    assert bloc.member_count == count


def test_who_was_replaced_led_in_the_role_that_is_named() -> None:
    text = (
        "Bà Lê Thị An được bầu làm Phó khối năm 2025, thay ông Trần Văn Bình đã hoàn thành nhiệm vụ Trưởng khối năm "
        "2024 theo luân phiên."
    )
    found = {(leader.holder.name, leader.role.value, leader.status.value) for leader in read(_DAY + text).leaders}
    assert found == {("Lê Thị An", "deputy", "incoming"), ("Trần Văn Bình", "head", "outgoing")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Học sinh của Trường THPT Lê Lợi, Trường THPT Kim Đồng đoạt huy chương tại kỳ thi Olympic.",
        "Cụm thi đua số 4 (Thanh tra các tỉnh, TP Tây Nguyên) cũng họp.",
        "Phó Tổng Thanh tra Lâm Quang Điển phát biểu.",
    ],
)
def test_no_award_and_no_member(sentence: str) -> None:
    record = read(_DAY + sentence)
    assert not record.awards
    assert not record.members


def test_covenants_signed_at_the_beginning_of_the_year_were_not_signed_now() -> None:
    text = "Sở Y tế đã phối hợp tổ chức ký kết giao ước, triển khai phong trào thi đua ngay từ đầu năm."
    assert [t.value for t in read(_DAY + text).events[0].types] == ["year_end_review"]


def test_a_meeting_held_by_a_decision_on_dividing_blocs_founds_none() -> None:
    text = (
        "Thực hiện Quyết định số 205/QĐ-UBND ngày 22/01/2021 về việc phân chia cụm, khối thi đua, sáng 5/3, Cụm thi "
        "đua số 3 huyện Krông Pắc ký kết giao ước thi đua năm 2021."
    )
    assert [t.value for t in read(text, title="Tin").events[0].types] == ["signing"]


def test_provinces_that_a_bloc_of_branches_votes_for_are_its_branches() -> None:
    text = (
        "Ngày 20/12/2024, Cụm thi đua NHNN chi nhánh các tỉnh khu vực Tây Nguyên tổng kết năm 2024. Hội nghị bỏ phiếu "
        "suy tôn các đơn vị Đắk Lắk, Lâm Đồng để đề nghị Thống đốc tặng Cờ thi đua; Gia Lai được đề nghị tặng Bằng "
        "khen."
    )
    record = read(text, title="Tin")
    assert members(record) == [
        f"Ngân hàng Nhà nước chi nhánh tỉnh {name}" for name in ("Gia Lai", "Lâm Đồng", "Đắk Lắk")
    ]
    assert awards(record) == {("Cờ thi đua", "Đắk Lắk"), ("Cờ thi đua", "Lâm Đồng"), ("Bằng khen", "Gia Lai")}


def test_awards_listed_under_what_proposes_them() -> None:
    text = (
        "Khối đề nghị Tổng cục trình khen thưởng như sau:\n- Cờ thi đua của Chính phủ: Cục Thuế tỉnh Kiên Giang."
        "\n- Bằng khen của Bộ trưởng: Cục Thuế tỉnh Vĩnh Long."
    )
    given = {(a.form.value, a.recipient.place, a.status.value) for a in read(_DAY + "\n" + text).awards}
    assert given == {
        ("flag", "tỉnh Kiên Giang", "proposed"),
        ("merit_certificate", "tỉnh Vĩnh Long", "proposed"),
    }


def test_so_many_units_of_a_level_are_a_group() -> None:
    text = "3 phòng và 5 BHXH huyện được đề nghị tặng Bằng khen."
    assert 5 in [a.recipient.count for a in read(_DAY + text).awards]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Ngày 16/12/2024, Cụm thi đua các xã vùng ngoài huyện Tân Biên tổng kết năm; 4 xã trong cụm vượt thu."
            "\nÔng Lò Văn Sương - Chủ tịch UBND xã Xuân Mai đề nghị đầu tư; bà Lường Thị Xôm, Phó Chủ tịch UBND xã "
            "Mường Lát nêu kinh nghiệm; nhất cụm là xã Búng Nưa, nhì cụm xã Xuân Mai. Hội nghị bầu xã Chiềng Ve làm "
            "Cụm trưởng.",
            ["xã Búng Nưa", "xã Chiềng Ve", "xã Mường Lát", "xã Xuân Mai"],
            id="communes that are as many as are counted",
        ),
        pytest.param(
            "Ngày 17/10/2025, UBND xã Tân Lập (đơn vị Cụm trưởng) tổ chức sinh hoạt chuyên đề của Cụm thi đua số 6 với "
            "sự tham gia của các đơn vị: Tân Lập, Ba Mỹ, Ô Lư và các phường Hòa Biên, Thới Bình.",
            ["Ba Mỹ", "Tân Lập", "phường Hòa Biên", "phường Thới Bình", "Ô Lư"],
            id="who took part",
        ),
    ],
)
def test_members_of_blocs_of_territories(text: str, expected: list[str]) -> None:
    assert members(read(text, title="Tin")) == expected


def test_what_a_decision_rests_on_is_no_army_base() -> None:
    text = "Theo đó, căn cứ Quyết định số 191/QĐ-UBND ngày 09/02/2024 của UBND tỉnh, khối gồm 9 đơn vị thành viên."
    record = read(_DAY + text)
    assert [d.number for d in record.documents] == ["191/QĐ-UBND"]
    assert len(record.events) == 1


def test_who_heads_a_bloc_by_the_vote_that_the_sentence_before_tells_of() -> None:
    text = "Các đơn vị đã bầu Khối trưởng năm 2025. Theo đó, Khối trưởng là Sở Y tế."
    (leader,) = read(_DAY + text).leaders
    assert (leader.holder.name, leader.status.value, leader.year) == ("Sở Y tế", "incoming", 2025)


def test_societies_that_are_charged_with_tasks_are_a_blocs_description() -> None:
    text = (
        "Ngày 10/02/2026, Khối thi đua các tổ chức hội được Đảng, Nhà nước giao nhiệm vụ tỉnh Phú Thọ họp. Khối gồm 4 "
        "hội cấp tỉnh: Văn học - Nghệ thuật; Nhà báo; Đông y; Bảo trợ Người khuyết tật và Trẻ mồ côi."
    )
    record = read(text, title="Tin")
    assert [b.name for b in record.blocs] == ["Khối thi đua các tổ chức hội được Đảng, Nhà nước giao nhiệm vụ"]
    names = ("Bảo trợ Người khuyết tật và Trẻ mồ côi", "Nhà báo", "Văn học - Nghệ thuật", "Đông y")
    assert members(record) == [f"Hội {name}" for name in names]
