"""Listings: what they list, and every way in which portals lead to older pages."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.addresses import Addresses
from crawler.html import decode, parse
from crawler.listing import entries, older_page, query_url
from records import Visit
from sources import ListingSelectors, Owner, Paging, PagingKind, Selector, Source, load_families
from sources.build import Builder

BASE = "https://so.example/tin-tuc"


def paging_of(family: str) -> Paging:
    return Builder("test", {}).build(Paging, load_families()[family].defaults["paging"])


def older(html: str, paging: Paging, *, url: str = BASE, meta: tuple[tuple[str, str], ...] = ()) -> Visit | None:
    tree = parse(html.encode())
    assert tree is not None
    return older_page(tree, Visit(url=url, kind="listing", meta=meta), url, paging)


@pytest.mark.parametrize(
    ("family", "html", "leads_to"),
    [
        (
            "nukeviet",
            '<ul class="pagination"><li class="page-item active"><a href="#">1</a></li>'
            '<li class="page-item"><a href="/vi/news/page-2/">2</a></li></ul>',
            "https://so.example/vi/news/page-2/",
        ),
        (
            "nukeviet",
            '<ul class="pagination"><li><a href="/vi/news/">1</a></li><li class="active"><a href="#">2</a></li>'
            '<li class="disabled"><a href="#">»</a></li></ul>',
            None,
        ),
        ("wordpress", '<a class="next page-numbers" href="/page/2/">»</a>', "https://so.example/page/2/"),
        ("wordpress", '<div class="nav-previous"><a href="/page/3/">Bài cũ hơn</a></div>', "https://so.example/page/3/"),
        (
            "liferay",
            '<a href="/tin?p_p_id=101_INSTANCE_x&amp;_101_INSTANCE_x_cur=2&amp;p_p_lifecycle=0">2</a>'
            '<a href="/tin?p_p_id=101_INSTANCE_x&amp;_101_INSTANCE_x_cur=9">Cuối</a>',
            "https://so.example/tin?p_p_id=101_INSTANCE_x&_101_INSTANCE_x_cur=2&p_p_lifecycle=0",
        ),
        ("liferay", '<a href="/tin?_101_INSTANCE_x_cur=1">1</a>', None),
        ("blogger", '<a class="blog-pager-older-link" href="/search?updated-max=2024">Bài đăng cũ hơn</a>', "https://so.example/search?updated-max=2024"),
        ("generic", '<a href="/tin?trang=2">Trang sau</a>', "https://so.example/tin?trang=2"),
        ("generic", '<a href="/tin?trang=1">1</a><a href="/tin?trang=2">2</a>', "https://so.example/tin?trang=2"),
        ("generic", '<a rel="next nofollow" href="?p=2">2</a>', "https://so.example/tin-tuc?p=2"),
        ("generic", '<a href="/tin?trang=3">3</a>', None),
        ("newspaper", '<a href="#">Xem thêm</a><a href="/xa-hoi?p=2">»</a>', "https://so.example/xa-hoi?p=2"),
    ],
)  # fmt: skip
def test_the_families_find_the_next_page(family: str, html: str, leads_to: str | None) -> None:
    visit = older(html, paging_of(family))
    assert (visit.url if visit else None) == leads_to


FORM = """<form action="Default.aspx?tab=5"><input type="hidden" name="__VIEWSTATE" value="abc=">
<input type="hidden" name="__EVENTVALIDATION" value="def="><input name="tuKhoa" value="">{links}</form>"""


@pytest.mark.parametrize(
    ("links", "page", "target", "argument"),
    [
        (
            """<a href="javascript:__doPostBack('ctl00$rpt$lbtPage','')">1</a>
               <a href="javascript:__doPostBack('ctl00$rpt$ctl02$lbtPage','')">2</a>""",
            1,
            "ctl00$rpt$ctl02$lbtPage",
            "",
        ),
        (
            """<a href="javascript:__doPostBack('ctl00$grd','Page$2')">2</a>
               <a href="javascript:__doPostBack('ctl00$grd','Page$3')">3</a>""",
            2,
            "ctl00$grd",
            "Page$3",
        ),
        ("""<a onclick="__doPostBack('lnkNext','')" href="#">Tiếp theo</a>""", 4, "lnkNext", ""),
        ("""<a href="javascript:__doPostBack(&#39;p$btnNext&#39;,&#39;&#39;)">&gt;</a>""", 1, "p$btnNext", ""),
    ],
)
def test_paging_by_postback_sends_the_form(links: str, page: int, target: str, argument: str) -> None:
    visit = older(FORM.replace("{links}", links), paging_of("aspnet"), meta=(("page", str(page)),))
    assert visit is not None
    assert visit.url == "https://so.example/Default.aspx?tab=5"
    assert dict(visit.form) == {
        "__EVENTTARGET": target,
        "__EVENTARGUMENT": argument,
        "__VIEWSTATE": "abc=",
        "__EVENTVALIDATION": "def=",
    }
    assert dict(visit.meta)["page"] == str(page + 1)


def test_a_postback_that_is_no_paging_is_left() -> None:
    links = """<a href="javascript:__doPostBack('ctl00$lbtDangXuat','')">Sau</a>
               <a href="javascript:__doPostBack('ctl00$menu','2')">Giới thiệu</a>"""
    paging = Paging(kind=PagingKind.POSTBACK, target="(?i)page", words=("Sau",))
    assert older(FORM.replace("{links}", links), paging) is None


@pytest.mark.parametrize(
    ("url", "page", "leads_to"),
    [
        ("https://so.example/tin-tuc", 1, "https://so.example/tin-tuc/trang-2"),
        ("https://so.example/tin-tuc/", 1, "https://so.example/tin-tuc/trang-2"),
        ("https://so.example/tin-tuc/trang-2", 2, "https://so.example/tin-tuc/trang-3"),
    ],
)
def test_paging_by_a_pattern_of_the_path(url: str, page: int, leads_to: str) -> None:
    paging = Paging(kind=PagingKind.PATH, path="/trang-{page}")
    visit = older("<p>tin</p>", paging, url=url, meta=(("page", str(page)),))
    assert visit is not None
    assert visit.url == leads_to


def test_paging_ends_after_as_many_pages_as_the_source_says() -> None:
    paging = Paging(kind=PagingKind.PATH, path="/trang-{page}", pages=3)
    assert older("<p>tin</p>", paging, meta=(("page", "2"),)) is not None
    assert older("<p>tin</p>", paging, meta=(("page", "3"),)) is None


SOURCE = Source(
    id="mau",
    name="Cổng mẫu",
    owner=Owner(name="Sở mẫu"),
    family="generic",
    hosts=("so.example",),
    article=(r"-\d+\.html$",),
    sections=(r"/chuyen-muc/",),
    listing=ListingSelectors(item=(Selector(css="li.tin"),), title=(Selector(css="h3"),), date=(Selector(css="i"),)),
)


def test_entries_carry_what_the_listing_says_of_them() -> None:
    html = """<base href="https://so.example/vi/"><ul>
      <li class="tin"><a href="anh-1.html"><img></a><h3>Khối thi đua số 2 họp</h3><i>Thứ Năm, 7/3/2024</i></li>
      <li class="tin"><a href="/tin-2.html">Tin hai của khối thi đua</a></li></ul>
      <a href="/tin-2.html">Tin hai</a> <a href="/tin-3.html">ba</a> <a href="/chuyen-muc/a">Mục</a>
      <a href="https://khac.example/tin-9.html">Nơi khác</a> <a href="mailto:a@b.vn">thư</a>"""
    tree = parse(html.encode())
    assert tree is not None
    found = {entry.url: entry for entry in entries(tree, BASE, SOURCE, Addresses(SOURCE))}
    assert list(found) == [
        "https://so.example/vi/anh-1.html",
        "https://so.example/tin-2.html",
        "https://so.example/tin-3.html",
        "https://so.example/chuyen-muc/a",
    ]
    first = found["https://so.example/vi/anh-1.html"]
    assert (first.title, first.day) == ("Khối thi đua số 2 họp", date(2024, 3, 7))
    assert found["https://so.example/tin-2.html"].title == "Tin hai của khối thi đua"
    assert found["https://so.example/chuyen-muc/a"].kind == "listing"


def test_what_names_a_bloc_is_visited_first() -> None:
    html = """<a href="/tin-1.html">Tin bão số ba trên biển Đông</a>
              <a href="/tin-2.html">Khối thi đua số 3 ký kết giao ước</a>"""
    tree = parse(html.encode())
    assert tree is not None
    other, bloc = (entry.visit(1) for entry in entries(tree, BASE, SOURCE, Addresses(SOURCE)))
    assert bloc.priority > other.priority


def test_a_search_address_carries_the_words() -> None:
    assert query_url("https://a.vn/tim?q={query}&p=1", "khối thi đua") == (
        "https://a.vn/tim?q=kh%E1%BB%91i+thi+%C4%91ua&p=1"
    )


@pytest.mark.parametrize(
    ("body", "header", "text"),
    [
        ("khối".encode(), "text/html; charset=windows-1252", "khối"),
        ("khối".encode("utf-16"), "", "khối"),
        (b"\xef\xbb\xbf" + "khối".encode(), "", "khối"),
        ("thi đua".encode("windows-1258"), "text/html; charset=windows-1258", "thi đua"),
        (b'<meta charset="windows-1258">' + "đua".encode("windows-1258"), "", '<meta charset="windows-1258">đua'),
        ("đua".encode("windows-1258"), "text/html; charset=utf-9", "đua"),
    ],
)
def test_bytes_are_decoded_by_what_they_are_before_what_the_header_claims(body: bytes, header: str, text: str) -> None:
    assert decode(body, header) == text
