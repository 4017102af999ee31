"""HTML that is broken, huge, hostile or says different things about itself."""

from datetime import UTC, date, datetime
from time import process_time

import pytest

import extract
from extract import NotAnArticle
from records import BlockKind, Page
from sources.model import Owner, Selector, Selectors, Source

FETCHED = datetime(2026, 11, 18, 20, 30, tzinfo=UTC)  # already the nineteenth in Viet Nam
TITLE = "Cụm thi đua số 3 tổng kết năm 2020"
FIRST = "Chiều 5/1, Cụm thi đua số 3 gồm bốn huyện miền núi tổ chức hội nghị tổng kết phong trào thi đua năm 2020."
SECOND = "Các huyện thống nhất suy tôn huyện Ba Bể là đơn vị dẫn đầu, đề nghị tỉnh tặng Cờ thi đua cho huyện này."
ARTICLE = f"<h1>{TITLE}</h1><div class=c><p>{FIRST}</p><p>{SECOND}</p></div>"


def page(body, *, content_type="text/html", url="http://portal.example/tin-1.html"):
    raw = body if isinstance(body, bytes) else f"<html><head></head><body>{body}</body></html>".encode()
    headers = {"content-type": content_type} if content_type else {}
    return Page(url=url, final_url=url, status=200, headers=headers, body=raw, fetched_at=FETCHED)


def source(**selectors):
    chosen = {name: value if isinstance(value, tuple) else (Selector(css=value),) for name, value in selectors.items()}
    return Source(id="s", name="s", owner=Owner(name="s"), family="generic", selectors=Selectors(**chosen))


def lines(article, kind):
    return [article.text[block.start : block.end] for block in article.blocks if block.kind == kind]


def test_an_address_names_the_article_and_a_file_is_named_by_its_text():
    fetched = extract.read(page(ARTICLE))
    saved = extract.read(page(ARTICLE, url="saved/tin.html"))
    assert fetched.url == "http://portal.example/tin-1.html"
    assert saved.url is None
    assert saved.id != fetched.id
    assert (
        extract.read(page(ARTICLE, url="saved/tin.html"), url="http://www.portal.example/tin-1.html").id == fetched.id
    )


@pytest.mark.parametrize("content_type", ["text/html", "", "application/octet-stream", "TEXT/HTML; charset=big5"])
def test_html_is_told_by_its_tags_too(content_type):
    assert extract.read(page(ARTICLE, content_type=content_type)).title == TITLE


def test_a_text_that_cites_a_tag_stays_a_text():
    text = f"{TITLE}\n\n{FIRST}\n<div> là một thẻ.\n\n{SECOND}".encode()
    assert extract.read(page(text, content_type="text/plain")).text == text.decode()


def test_a_server_that_calls_its_pages_plain_text():
    assert extract.read(page(ARTICLE, content_type="text/plain")).title == TITLE
    saved = f"<html><body>{ARTICLE}</body></html>"
    assert extract.read(page(saved.encode(), content_type="text/plain", url="saved/tin.txt")).text == saved


def test_a_selector_that_has_expired_is_not_used():
    old = (Selector(css="div.x", valid_until=date(2026, 11, 18)), Selector(css="div.c"))
    both = ARTICLE + f"<div class=x>Một đoạn khác hẳn, nói về việc khác, không thuộc bài {SECOND}</div>"
    assert "khác hẳn" not in extract.read(page(both), source(content=old)).text
    current = (Selector(css="div.x", valid_until=date(2026, 11, 19)), Selector(css="div.c"))
    assert "khác hẳn" in extract.read(page(both), source(content=current)).text


def test_selectors_that_find_nothing_leave_it_to_trafilatura():
    article = extract.read(page(ARTICLE), source(content="#gone", title="#gone", date="#gone", lead="#gone"))
    assert (article.title, FIRST in article.text, SECOND in article.text) == (TITLE, True, True)


BODY = f"<div itemprop=articleBody><p>{FIRST}</p><p>{SECOND}</p></div>"
OTHERS = "".join(
    f"<p>Ngày {n}/2, xã Tân An ra quân trồng cây và làm đường hoa cùng bà con trong thôn xóm.</p>" for n in "12"
)


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        pytest.param(
            f"<h1>{TITLE}</h1>{BODY}<div>{OTHERS}</div>", True, id="what a page marks up as its article is it"
        ),
        pytest.param(
            f"<h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p>{OTHERS}<p itemprop=articleBody>Xem ảnh.</p>",
            False,
            id="but not where little stands in it",
        ),
    ],
)
def test_an_article_body_that_the_page_marks_up(marked, told):
    found = extract.read(page(marked)).text
    assert (FIRST in found, SECOND in found) == (True, True)
    assert ("xã Tân An" not in found) == told


def test_what_a_source_cuts_is_cut():
    article = extract.read(
        page(f"<div class=c>{ARTICLE}<p class=ad>Mua ngay hôm nay kẻo lỡ.</p></div>"), source(cut=".ad")
    )
    assert "kẻo lỡ" not in article.text


@pytest.mark.parametrize(
    ("head", "body", "day", "origin"),
    [
        ("", "<p class=d>Ngày đăng: 07/05/2024 16:10</p>", date(2024, 5, 7), "dateline"),
        ('<meta property="article:published_time" content="2024-05-06T20:00:00Z">', "", date(2024, 5, 7), "meta"),
        ('<meta property="article:published_time" content="0000-00-00">', "", None, None),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-05-07 08:00"}</script>',
            "<p>Cập nhật: 09/05/2024</p>",
            date(2024, 5, 7),
            "json-ld",
        ),
        ('<script type="application/ld+json">{"@type":"Article", broken</script>', "", None, None),
        # What a server writes anew at each visit yields to what the page's editors wrote.
        (
            '<meta property="article:published_time" content="2026-11-19T03:00:00+07:00">',
            "<p>Ngày đăng: 07/05/2024</p>",
            date(2024, 5, 7),
            "dateline",
        ),
        ('<meta property="article:published_time" content="2031-01-01">', "", None, None),
        ("", "<div>Thứ Năm, ngày 19 tháng 11 năm 2026<ul><li>03Giờ</li><li>30Phút</li></ul></div>", None, None),
        ("", "<p>Thứ Năm, 19/11/2026 03:30:01</p>", None, None),
    ],
)
def test_the_day_of_publication(head, body, day, origin):
    footer = "<footer>© 2019 Giấy phép ngày 2/4/2018</footer>"
    html = f"<html><head>{head}</head><body>{body}{ARTICLE}{footer}</body></html>"
    article = extract.read(page(html.encode()))
    assert (article.published, article.published_from) == (day, origin)


def test_the_day_in_the_address_is_a_last_but_one_resort():
    article = extract.read(page(ARTICLE, url="http://bao.example/2021/01/06/cum-thi-dua.html"))
    assert (article.published, article.published_from) == (date(2021, 1, 6), "url")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p></p>",
        "<script>alert(1)</script>",
        "<ul>" + "<li><a href=/x>Tin tức sự kiện trong tỉnh hôm nay</a></li>" * 40 + "</ul>",
        "<p>Đang online: 3</p><p>Bản quyền thuộc Sở</p>",
    ],
)
def test_a_page_without_an_article_is_refused(body):
    with pytest.raises(NotAnArticle, match=r"no article text|no text"):
        extract.read(page(body))


def test_a_page_nested_ten_thousand_deep_is_refused_at_once():
    started = process_time()
    with pytest.raises(NotAnArticle, match="nested"):
        extract.read(page("<div>" * 10_000 + ARTICLE + "</div>" * 10_000))
    assert process_time() - started < 2


def test_a_page_of_fifty_megabytes_is_refused_at_once():
    body = b"<html><body>" + b"<p>" + FIRST.encode() * 400_000
    started = process_time()
    with pytest.raises(NotAnArticle, match="over the limit"):
        extract.read(page(body))
    assert process_time() - started < 2


def test_thousands_of_unclosed_tags_and_menus_are_survived():
    menu = "".join(f'<li><a href="/m{i}">Mục tin số {i} của cổng</a>' for i in range(3_000))
    article = extract.read(page(f"<ul>{menu}</ul>" + "<font><b>" * 300 + ARTICLE))
    assert lines(article, BlockKind.TITLE) == [TITLE]
    assert SECOND in article.text
    assert "Mục tin" not in article.text


def test_an_xml_declaration_and_null_characters_do_no_harm():
    body = f'<?xml version="1.0" encoding="ascii"?><html><body>{ARTICLE}\x00</body></html>'
    assert extract.read(page(body.encode())).title == TITLE


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('<?xml version="1.0"?><rss version="2.0"><channel><title>Tin</title></channel></rss>', "feed"),
        ('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>x</loc></url></urlset>', "sitemap"),
        ('{"d": "Khối thi đua số 3"}', "JSON"),
    ],
)
@pytest.mark.parametrize("content_type", ["text/html", "text/xml", "application/json"])
def test_what_machines_send_each_other_is_no_article(body, why, content_type):
    with pytest.raises(NotAnArticle, match=why):
        extract.read(page(body.encode(), content_type=content_type))


def test_a_text_that_claims_to_be_html_keeps_its_lines():
    text = f"{TITLE}\n\n{FIRST}\n\n{SECOND}"
    assert extract.read(page(text.encode())).text == text
