"""Articles as somebody saved them: what each line is, the day, the author, the title. All texts are our own."""

import unicodedata
from datetime import date

import pytest

from extract import NotAnArticle
from extract.plain import read_text
from records import BlockKind

TITLE = "Khối thi đua số 6 thành phố tổng kết phong trào thi đua năm 2022"
BODY = """Ngày 12/01/2023, tại Trung tâm Hội nghị, Khối thi đua số 6 tổ chức hội nghị tổng kết phong trào thi đua \
năm 2022 với sự tham dự của năm đơn vị thành viên.

Theo báo cáo, các đơn vị trong khối đã hoàn thành 38/40 chỉ tiêu, có 61 sáng kiến được công nhận, \
thu ngân sách vượt 4,2% so với dự toán được giao từ đầu năm.

Hội nghị bầu Sở Xây dựng làm Khối trưởng, Sở Giao thông vận tải làm Khối phó năm 2023./."""


def article(text, latest=date(2026, 11, 21)):
    return read_text(text, source="a.txt", latest=latest)


def lines(found, kind):
    return [found.text[block.start : block.end] for block in found.blocks if block.kind == kind]


def test_the_text_is_left_as_it_is():
    text = f"\r\n {TITLE}\u00a0\r\n\r\n{BODY}\r\n"
    assert article(text).text == text


@pytest.mark.parametrize(
    "head",
    [
        "{title}",
        "image banner\n \n{title}\n0:00 / 0:00",
        "Trang chủ » Tin tức » Thi đua\nTHỜI SỰ\n{title}",
        "HOẠT ĐỘNG CỦA CÁC SỞ, NGÀNH\n\n{title}\nNgày đăng 13/01/2023 | 16:10 | Lượt xem: 203",
        "Thứ Sáu, 13 tháng 1, 2023\n\n{title}",
        "A- A A+\nXem bản in\n{title}\nThu Trang",
        "Thứ Hai, ngày 03 tháng 04 năm 2023\n• 09Giờ\n• 12Phút\n{title}",
        "Sở Nội vụ tỉnh Bình Phước\nTin tức - Sự kiện\n{title}\n13/01/2023 - 10:34",
        "UBND TỈNH BÌNH PHƯỚC\nSỞ NỘI VỤ\n{title}",
        "Trang chủ\nTin tức\nTin hoạt động\n{title}\n12/01/2024 | 08:15\nXem với cỡ chữ : A- A A+",
        "Chi tiết\nChuyên mục: Tin tức\nĐược đăng: 14 Tháng 1 2022\n{title}",
    ],
)
def test_the_title_among_what_stands_above_the_body(head):
    found = article(head.format(title=TITLE) + "\n\n" + BODY)
    assert found.title == TITLE
    assert lines(found, BlockKind.TITLE) == [TITLE]
    assert len(lines(found, BlockKind.LEAD)) == 1


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (BODY, None),
        ("(Website Sở) – " + BODY, None),
        ("THỜI SỰ\n\n" + BODY, None),
        (TITLE.upper() + "\n" + BODY, TITLE.upper()),
        ("KHỐI THI ĐUA SỐ 6 THÀNH PHỐ\nTỔNG KẾT PHONG TRÀO THI ĐUA NĂM 2022\n\n" + BODY, TITLE.upper()),
        (
            "Khối thi đua số 6 tổng kết,\ntrao thưởng cho năm đơn vị\n\n" + BODY,
            "Khối thi đua số 6 tổng kết, trao thưởng cho năm đơn vị",
        ),
        ("Chia lửa\nTạp bút\n\n" + BODY, "Chia lửa"),
        (
            "Vì sao khối thi đua số 6 luôn dẫn đầu trong nhiều năm liền?\n\n" + BODY,
            "Vì sao khối thi đua số 6 luôn dẫn đầu trong nhiều năm liền?",
        ),
        (
            "BỘ Y TẾ - VỤ TỔ CHỨC CÁN BỘ\nHướng dẫn chia cụm, khối thi đua\n\n" + BODY,
            "Hướng dẫn chia cụm, khối thi đua",
        ),
        ("ĐIỂM TIN TRONG TUẦN\n(Từ 2/12 đến 8/12)\n1. Cụm thi đua số IV tổng kết\n\n" + BODY, "ĐIỂM TIN TRONG TUẦN"),
        ("BẢN TIN THI ĐUA\nBan Quản lý dự án thủy lợi\nNgày đăng: 11/03/2024\n\n" + BODY, "BẢN TIN THI ĐUA"),
    ],
)
def test_titles_that_are_missing_in_capitals_or_broken(text, title):
    assert article(text).title == title


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("Ngày đăng 07/05/2024 | 16:10  | Lượt xem: 203", date(2024, 5, 7)),
        ("Cập nhật lúc 08:20, Thứ Sáu, 16/01/2026 (GMT+7)", date(2026, 1, 16)),
        ("26/07/2022 - 10:34", date(2022, 7, 26)),
        ("Thứ Sáu, 24 tháng 1, 2025", date(2025, 1, 24)),
        ("30/05/13 07:36 GMT+7", date(2013, 5, 30)),
        ("Thứ ba, 21/05/2019 - 08:05", date(2019, 5, 21)),
        ("Đăng lúc: 10:12 - 03/04/2021 bởi Ban biên tập", date(2021, 4, 3)),
        ("TTXVN - 15:03, 29/03/2023", date(2023, 3, 29)),
        ("2020-02-07 15:03", date(2020, 2, 7)),
        ("5/7/2024 4:10:25 PM", date(2024, 5, 7)),
        ("(Ngày đăng: 05-07-2024)", date(2024, 7, 5)),
        ("Đăng lúc 15:20:11 14/01/2022 (GMT+7)", date(2022, 1, 14)),
        ("14/01/2022 03:20:00 PM", date(2022, 1, 14)),
        ("Ngày 14 Tháng 01 Năm 2022 / 356 lượt xem", date(2022, 1, 14)),
        ("Tác giả: Minh Hoa - Ngày đăng: 12/01/2022", date(2022, 1, 12)),
        ("Admin - 12/01/2022 10:15", date(2022, 1, 12)),
        ("Được viết ngày Thứ sáu, 14 Tháng 1 2022 15:20", date(2022, 1, 14)),
        ("Được đăng: 14 Tháng 1 2022", date(2022, 1, 14)),
        ("Cập nhật lần cuối vào Thứ sáu, 14 Tháng 1 2022 15:20", date(2022, 1, 14)),
        ("14 Tháng Một, 2022", date(2022, 1, 14)),
        ("Posted on Tháng Mười Hai 24, 2021 by admin", date(2021, 12, 24)),
        ("Friday, January 24, 2025", date(2025, 1, 24)),
        ("24 Th1, 2022", date(2022, 1, 24)),
        ("Cổng TTĐT Sư đoàn - 9:40 | 16/05/2024", date(2024, 5, 16)),
        ("Báo điện tử tỉnh | Chủ nhật, 08/07/2018 | 18:42", date(2018, 7, 8)),
        ("Báo Công Thương - Thứ Hai, ngày 26/07/2010", date(2010, 7, 26)),
        ("Quân khu Chín | 09.08.2022", date(2022, 8, 9)),
        ("Đăng bởi: Quản trị viên | 30/05/2022", date(2022, 5, 30)),
        ("Thứ 5, 08/12/2022 | 17:45:33 [GMT +7]", date(2022, 12, 8)),
        ("Số lượt xem: 1203 | Ngày: 14/01/2022", date(2022, 1, 14)),
        ("Ngày đăng: 14-01-2022 (06:41 PM)", date(2022, 1, 14)),
        ("Cập nhật: Thứ sáu, 6/5/2022 | 5:29:10 PM", date(2022, 5, 6)),
        ("Thứ Sáu, 14/01/2022, 19:7 (GMT+7)", date(2022, 1, 14)),
    ],
)
def test_datelines(dateline, day):
    found = article(f"{TITLE}\n{dateline}\n\n{BODY}")
    assert (found.published, found.published_from) == (day, "dateline")
    assert lines(found, BlockKind.DATELINE) == [dateline]


@pytest.mark.parametrize(
    "widget",
    [
        "Thứ 6, ngày 17 tháng 11 năm 2023\n  • 16Giờ\n  • 55Phút\n  • 55Giây",
        "Thứ Tư, 15/11/2023 | Lượt truy cập: 502.336",
        "Hôm nay: Thứ Hai, 03/04/2023",
        "Thứ Hai, 03/04/2023\nĐang online: 3\nTổng lượt truy cập: 20.113",
        "Thứ Hai, 03/04/2023 09:12:44",
        "Chủ nhật, 22/11/2026, 09:00",
        "Bây giờ là 09:12 ngày 03/04/2023",
        "Ngày 30/4/2099 - 10:00",
        "Hà Nội, ngày 12 tháng 3 năm 2021",
    ],
)
@pytest.mark.parametrize("place", ["above", "below"])
def test_clocks_and_days_to_come_are_no_datelines(widget, place):
    text = f"image banner\n{widget}\n\n{TITLE}\n\n{BODY}" if place == "above" else f"{TITLE}\n\n{BODY}\n\n{widget}"
    assert article(text).published is None


def test_a_joomla_date_below_the_byline_is_the_day():
    assert article(f"{TITLE}\n\n{BODY}\n\nD.THẠCH\nThứ hai, 22 Tháng 4 2013").published == date(2013, 4, 22)


def test_a_labelled_day_goes_before_a_bare_one():
    text = f"{TITLE}\n14/01/2023\nNgày đăng: 13/01/2023\n\n{BODY}"
    assert article(text).published == date(2023, 1, 13)


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("HOÀNG YẾN", "HOÀNG YẾN"),
        ("Lê Thu - Bảo Châu", "Lê Thu - Bảo Châu"),
        ("Tin, ảnh: ĐÌNH TRỌNG", "ĐÌNH TRỌNG"),
        ("Bài và ảnh: Mai Chi", "Mai Chi"),
        ("Theo Cổng TTĐT tỉnh", "Cổng TTĐT tỉnh"),
        ("Văn phòng Sở", "Văn phòng Sở"),
        ("N.T.H", "N.T.H"),
        ("BBT", "BBT"),
        ("(Nguồn: Cổng thông tin tỉnh)", "Cổng thông tin tỉnh"),
        ("Đỗ Thị Hà/TTXVN", "Đỗ Thị Hà/TTXVN"),
        ("Minh Châu (tổng hợp)", "Minh Châu (tổng hợp)"),
        ("Nguyễn Hữu Lộc (Chi cục Kiểm lâm)", "Nguyễn Hữu Lộc (Chi cục Kiểm lâm)"),
    ],
)
def test_bylines_below_the_body(byline, author):
    found = article(f"{TITLE}\n\n{BODY}\n\n{byline}\n\nThống kê truy cập\nĐang online: 1")
    assert lines(found, BlockKind.BYLINE) == [byline]
    assert found.author == author


@pytest.mark.parametrize(
    "caption",
    [
        "Quang cảnh Hội nghị",
        "Đại diện các đơn vị ký kết giao ước thi đua",
        "Các đại biểu chụp ảnh lưu niệm tại hội nghị. (Ảnh: HK)",
        "Ảnh: Bà Lê Thị Mận đọc báo cáo tổng kết",
        "Ông Đỗ Văn Kha, Phó Giám đốc Sở Nội vụ phát biểu tại hội nghị.",
        "Lãnh đạo thành phố tặng hoa chúc mừng khối - Ảnh: MINH AN",
    ],
)
def test_captions_between_paragraphs(caption):
    first, second, third = BODY.split("\n\n")
    found = article(f"{TITLE}\n\n{first}\n\n{caption}\n\n{second}\n\n{third}")
    assert lines(found, BlockKind.CAPTION) == [caption]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Dịp này, hai tập thể được tặng Giấy khen.",
        "Tại hội nghị, các đơn vị ký kết giao ước thi đua năm 2023.",
        "Hội nghị bầu Sở Xây dựng làm Khối trưởng.",
        "Khối thi đua số 6 gồm các đơn vị:",
    ],
)
def test_short_paragraphs_are_no_captions(paragraph):
    first, second, third = BODY.split("\n\n")
    found = article(f"{TITLE}\n\n{first}\n\n{paragraph}\n\n{second}\n\n{third}")
    assert paragraph in lines(found, BlockKind.PARAGRAPH)


@pytest.mark.parametrize(
    "leftovers",
    [
        "Thống kê truy cập\n• Đang online: 0\n• Hôm nay: 1",
        "Không có nhận xét nào:\nĐăng nhận xét\nCám ơn bạn đã quan tâm",
        "Bài viết nổi bật\nHơn 300 người đi bộ vì cộng đồng\nNgày 08/3/2025, Hội Phụ nữ phường tổ chức đi bộ lần 2.",
        "CÁC TIN KHÁC\nĐảng bộ quân sự tỉnh đẩy mạnh thi đua\nRa quân ngày thứ Bảy tình nguyện",
        "PHẦN MỀM TÁC NGHIỆP\n  Dịch vụ công trực tuyến\n  Quản lý văn bản",
        "CƠ QUAN CHỦ QUẢN: UBND TỈNH\nGiấy phép số 31/GP-TTĐT ngày 14/3/2019",
        "XEM NHIỀU: Khối thi đua số 2 tổng kết năm | Lịch cúp điện tuần này",
        "Từ khóa: thi đua, khen thưởng\nChia sẻ Facebook",
        "Tin liên quan\nKhối thi đua số 2 ký giao ước năm 2023",
        "BẠN ĐỌC BÌNH LUẬN\nTrần Thị Sen - 13/03/2023 08:12\nQuê tôi cũng được Cờ thi đua đấy ạ.",
        "Thời tiết Quy Nhơn 29°C | Giá vàng hôm nay\nTin nổi bật: Khối 3 họp\nBạn là người xem thứ 4.117",
        "[Trở về]\n[Đầu trang]\nCác tin đã đăng\nLịch tiếp công dân tháng 2",
        "Ý kiến bạn đọc\nHọ tên:\nEmail:\nNội dung:\nMã kiểm tra:\nGửi",
        "Tệp đính kèm: KH-12.pdf\nIn bài viết\nTin khác\nTập huấn nghiệp vụ văn thư",
    ],
)
def test_what_follows_the_body_is_frame(leftovers):
    found = article(f"{TITLE}\n\n{BODY}\n\nMai Chi\n\n{leftovers}")
    assert lines(found, BlockKind.FRAME) == [line.strip() for line in leftovers.splitlines()]
    assert found.author == "Mai Chi"


def test_a_box_heading_within_a_bulletin_does_not_end_the_body():
    first, second, third = BODY.split("\n\n")
    found = article("\n\n".join([TITLE, first, "Thông báo", second, third, "Thông báo", "Lịch tiếp công dân"]))
    assert lines(found, BlockKind.FRAME) == ["Thông báo", "Thông báo", "Lịch tiếp công dân"]
    assert {second, third} <= {*lines(found, BlockKind.PARAGRAPH), *lines(found, BlockKind.LEAD)}


def test_headlines_of_other_stories_within_the_body_end_with_the_next_paragraph():
    first, second, third = BODY.split("\n\n")
    found = article(f"{TITLE}\n\n{first}\n\nTin liên quan\nKhối thi đua số 2 ký giao ước năm 2023\n{second}\n\n{third}")
    assert lines(found, BlockKind.FRAME) == ["Tin liên quan", "Khối thi đua số 2 ký giao ước năm 2023"]
    assert second in lines(found, BlockKind.PARAGRAPH)


@pytest.mark.parametrize("path", [r"D:\ANH\2023\DSC_1.JPG", "IMG_20230112_0830.jpg", "leftcenterrightdel"])
def test_paths_of_pictures_are_frame_and_the_line_below_is_a_caption(path):
    first, second, third = BODY.split("\n\n")
    found = article(f"{TITLE}\n\n{first}\n\n{path}\nTrao hoa cho Khối trưởng mới\n\n{second}\n\n{third}")
    assert path in lines(found, BlockKind.FRAME)


def test_a_lead_printed_twice_is_a_lead_twice():
    first, rest = BODY.split("\n\n", 1)
    assert lines(article(f"{TITLE}\n\n{first}\n\n{first}\n\n{rest}"), BlockKind.LEAD) == [first, first]


def test_a_run_on_body_with_byline_date_and_leftovers_glued_to_its_end():
    one_line = " ".join(BODY.replace("./.", ".").split("\n\n"))
    found = article(f"{TITLE}\n{one_line} Chu Mai Lan 14/01/2023 09:30")
    assert lines(found, BlockKind.LEAD) == [one_line]
    assert (found.author, found.published) == ("Chu Mai Lan", date(2023, 1, 14))
    assert lines(article(f"{TITLE}\n{one_line} (TTXVN)"), BlockKind.LEAD) == [f"{one_line} (TTXVN)"]


def test_a_byline_with_the_websites_links_glued_to_it():
    found = article(f"{TITLE}\n\n{BODY}\n\nThu Hiền Liên kết website\n7.021.233")
    assert lines(found, BlockKind.BYLINE) == ["Thu Hiền"]
    assert lines(found, BlockKind.FRAME) == ["Liên kết website", "7.021.233"]


def test_numbered_sections_of_a_bulletin_stay_in_the_body():
    first, second, third = BODY.split("\n\n")
    found = article(f"{TITLE}\n\n{first}\n\n1. Khối 2 ký giao ước\n\n{second}\n\n2. Khối 3 bình xét\n\n{third}")
    assert {"1. Khối 2 ký giao ước", "2. Khối 3 bình xét"} <= set(lines(found, BlockKind.PARAGRAPH))


def test_lists_of_members_are_list_items_and_never_bylines():
    first, second, third = BODY.split("\n\n")
    members = ["- Văn phòng Sở Nội vụ", "- Ban Dân tộc", "+ Thanh tra tỉnh", "a) Sở Tài chính"]
    found = article("\n".join([TITLE, first, "Khối gồm các đơn vị:", *members, second, third]))
    assert lines(found, BlockKind.LIST_ITEM) == members
    bare = ["Văn phòng Ủy ban", "Ban Dân tộc", "Phòng Tư pháp"]
    found = article("\n".join([TITLE, first, "Khối gồm các đơn vị:", *bare, second, third]))
    assert set(bare) <= set(lines(found, BlockKind.PARAGRAPH))


def test_a_day_as_a_heading_within_the_body_is_no_dateline():
    first, second, third = BODY.split("\n\n")
    found = article("\n\n".join([TITLE, first, second, second, second, "Ngày 13/02/2023", second, third]))
    assert found.published is None


def test_a_text_longer_than_any_article_is_refused():
    with pytest.raises(NotAnArticle, match="one by one"):
        article(BODY * 5_000)


def test_decomposed_letters_change_nothing_but_the_offsets():
    text = f"{TITLE}\nNgày đăng: 13/01/2023\n\n{BODY}\n\nTin, ảnh: Mai Chi\n\nThống kê truy cập\nHôm nay: 3"
    plain, decomposed = article(text), article(unicodedata.normalize("NFD", text))
    assert [block.kind for block in plain.blocks] == [block.kind for block in decomposed.blocks]
    assert (plain.title, plain.author, plain.published) == (decomposed.title, decomposed.author, decomposed.published)


@pytest.mark.parametrize("text", ["", " \n\u00a0\n", "123 456\n--- 7", "\u200b"])
def test_a_text_without_a_word_is_no_article(text):
    with pytest.raises(NotAnArticle, match="no text"):
        article(text)


def test_a_paragraph_that_was_broken_at_a_fixed_width_is_one_block() -> None:
    text = (
        "CỤM THI ĐUA SỐ 2 TỔNG KẾT NĂM 2014\n\nVừa qua, tại thành phố Nha Trang, Cụm thi\nđua số 2 của Tổng công ty đã "
        "tổ chức hội nghị tổng kết\ncông tác thi đua năm 2014 và ký kết giao ước thi đua năm 2015 giữa\ncác đơn vị "
        "thành viên.\n\nDự hội nghị có lãnh đạo các ban của Tổng công ty và ông Lê Văn\nAn."
    )
    article = read_text(text, source="t.txt", latest=date(2026, 1, 1))
    assert article.title == "CỤM THI ĐUA SỐ 2 TỔNG KẾT NĂM 2014"
    assert [text[b.start : b.end].count("\n") for b in article.blocks] == [0, 3, 1]
