"""What is no article although it answers 200, what speaks of blocs, what makes pages alike."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.traps import TrapWatch
from crawler.wording import not_an_article, signature, speaks_of_blocs
from records import Page

LONG = "<p>Các đại biểu thảo luận về phong trào thi đua của tỉnh trong năm qua.</p>" * 40


def page(body: str, content_type: str = "text/html; charset=utf-8") -> Page:
    return Page(
        url="https://so.example/bai.html",
        final_url="https://so.example/bai.html",
        status=200,
        headers={"content-type": content_type},
        body=body.encode(),
        fetched_at=datetime(2024, 3, 7, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<title>Just a moment...</title>", "challenge"),
        ("<h1>Attention Required!</h1><p>verify you are human</p>", "challenge"),
        ("<p>The requested URL was rejected. Your support ID is: 123</p>", "challenge"),
        ("<script src='/_Incapsula_Resource?x'></script>", "challenge"),
        ("<p>Vui lòng đăng nhập để tiếp tục</p>", "challenge"),
        ("<p>Phiên làm việc đã hết hạn, mời quý vị tải lại.</p>", "challenge"),
        ("<p>I'm not a robot</p><div class='g-recaptcha'></div>", "challenge"),
        ("<p>Hệ thống phát hiện truy cập bất thường từ mạng của bạn</p>", "challenge"),
        ("<p>Nhập mã trong hình</p><img src='/captcha.aspx'><input name='ma'>", "challenge"),
        ('<h1>Cổng</h1><p>Tên</p><p>Mật khẩu</p><p>x</p><input type="password" name="p">', "challenge"),
        (f"<title>Đăng nhập - Cổng thông tin</title>{LONG}<input type='password'>", "challenge"),
        (f"<title>Login</title>{LONG}<input type='password'>", "challenge"),
        ('<title>Cổng</title><div id="root"></div><script src="a.js"></script>', "shell"),
        (
            "<title>Cổng</title><noscript>You need to enable JavaScript to run this app.</noscript><main></main>",
            "shell",
        ),
        ("<title>Cổng</title><noscript>Vui lòng bật JavaScript để xem trang.</noscript><app-root></app-root>", "shell"),
        ("<title>404 Not Found</title>", "error"),
        ("<title>Lỗi 404 - Không tìm thấy trang</title>" + LONG, "error"),
        ("<p>Bài viết không tồn tại hoặc đã bị xóa.</p>", "error"),
        ("<p>Hệ thống đang bảo trì</p>", "error"),
        ("", "empty"),
        ("<html><script>var a=1</script></html>", "empty"),
        (f"<title>Khối thi đua số 3</title>{LONG}", None),
        (f"<title>Khối thi đua</title><p>Cổng thông tin đang bảo trì từ ngày mai.</p>{LONG}", None),
        ("<title>Thông báo</title><p>Họp khối thi đua lúc 8 giờ.</p>", None),
        # What articles have around them: a login box, a riddle before comments, words for who has no scripts.
        (f"<title>Khối thi đua</title><a>Đăng nhập</a><input type='password'>{LONG}", None),
        (f"<title>Khối thi đua</title>{LONG[:900]}<p>Đăng nhập để bình luận</p><div class='g-recaptcha'></div>", None),
        (f"<title>Khối thi đua</title>{LONG}<noscript>Please enable JavaScript to view the comments.</noscript>", None),
        (f'<title>Hướng dẫn đăng nhập hệ thống</title><div id="app">{LONG}</div><input type="password">', None),
    ],
)
def test_gates_and_errors_are_told_from_articles(body: str, code: str | None) -> None:
    assert not_an_article(page(body)) == code


def test_what_is_no_html_is_not_judged() -> None:
    assert not_an_article(page("", "application/pdf")) is None
    assert not_an_article(page("<rss/>", "application/rss+xml")) is None


@pytest.mark.parametrize(
    ("body", "speaks"),
    [
        ("<p>KHỐI THI ĐUA số 3 ký kết</p>", True),
        ("<p>cụm thi đua các huyện</p>", True),
        ("<p>khối doanh nghiệp tăng trưởng</p>", False),
    ],
)
def test_an_article_on_blocs_is_told_by_its_words(body: str, speaks: bool) -> None:
    assert speaks_of_blocs(page(body)) is speaks


def test_digits_and_mark_up_make_no_difference_and_words_do() -> None:
    one = signature(b'<a href="/lich?thang=3">Lich thang 3</a>')
    assert one == signature(b'<a class="x" href="/lich?thang=11"> Lich  thang 11 </a>')
    assert one != signature(b'<a href="/lich?thang=3">Lich thang ba</a>')


def test_a_trap_is_a_shape_whose_pages_say_the_same() -> None:
    watch = TrapWatch()
    told = [watch.saw(f"https://a.vn/lich?thang={n}", b"<p>Lich cong tac</p>") for n in range(100)]
    assert [shape for shape in told if shape] == ["a.vn/lich?thang"]
    assert watch.is_cut("https://a.vn/lich?thang=999")
    assert not watch.is_cut("https://a.vn/tin?id=1")


def test_a_token_of_letters_in_a_folder_is_a_trap_too() -> None:
    watch = TrapWatch()
    tokens = ["".join("abcdefghij"[int(digit)] for digit in str(n)) for n in range(100, 140)]
    told = [watch.saw_listing(f"https://a.vn/loop/{token}/tin-tuc/", b"<p>Tin tuc</p>") for token in tokens]
    assert next(each for each in told if each) == "a.vn/loop/*/tin-tuc"
    assert watch.is_cut("https://a.vn/loop/moi/tin-tuc")
    assert not watch.is_cut("https://a.vn/loop/moi/su-kien")


def test_categories_of_which_many_are_empty_are_no_trap() -> None:
    watch = TrapWatch()
    assert watch.saw_listing("https://a.vn/muc/thi-dua", b"<p>Khoi thi dua ky ket</p>") is None
    for n in range(60):
        token = "".join("abcdefghij"[int(digit)] for digit in str(n))
        assert watch.saw_listing(f"https://a.vn/muc/{token}", b"<p>Khong co bai viet</p>") is None
    assert not watch.is_cut("https://a.vn/muc/khac")


def test_many_pages_of_one_template_are_no_trap() -> None:
    watch = TrapWatch()
    words = ["mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "khong"]
    for n in range(500):
        text = " ".join(words[int(digit)] for digit in str(n))
        assert watch.saw(f"https://a.vn/tin?id={n}", f"<p>Tin {text}</p>".encode()) is None
