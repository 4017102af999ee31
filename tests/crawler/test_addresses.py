"""Addresses: whose they are, what is behind them, which are one."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from crawler.addresses import Addresses, is_trap, shape
from sources import Owner, Source, load
from sources.loading import read_source

shipped = cache(load)

SOURCE = Source(
    id="mau",
    name="Cổng mẫu",
    owner=Owner(name="Sở mẫu"),
    family="generic",
    hosts=("so.example", "www.tinh.example"),
    article=(r"-\d+\.html$", r"(?i)\?newsid=\d+"),
    deny=(r"/quang-cao/",),
    sections=(r"/tin-tuc",),
    files=(r"\.pdf$",),
)


@pytest.mark.parametrize(
    ("href", "url", "kind"),
    [
        ("/bai-12.html", "https://so.example/bai-12.html", "article"),
        ("bai-12.html", "https://so.example/muc/bai-12.html", "article"),
        ("https://www.so.example/bai-12.html#cuoi", "https://www.so.example/bai-12.html", "article"),
        ("http://sotp.tinh.example/bai-12.html", "http://sotp.tinh.example/bai-12.html", "article"),
        ("/x.aspx?NewsID=7&utm_source=zalo", "https://so.example/x.aspx?NewsID=7", "article"),
        ("/bai-12.html;jsessionid=1A2B", "https://so.example/bai-12.html", "article"),
        ("/(S(abc123))/bai-12.html", "https://so.example/bai-12.html", "article"),
        ("/quang-cao/bai-12.html", "https://so.example/quang-cao/bai-12.html", None),
        ("/tin-tuc/trang-2/", "https://so.example/tin-tuc/trang-2/", "listing"),
        ("/van-ban/12-qd.pdf", "https://so.example/van-ban/12-qd.pdf", "file"),
        ("/gioi-thieu", "https://so.example/gioi-thieu", None),
    ],
)
def test_a_link_is_folded_and_sorted(href: str, url: str, kind: str | None) -> None:
    found = Addresses(SOURCE).look("https://so.example/muc/", href)
    assert found is not None
    assert (found.url, found.kind) == (url, kind)


@pytest.mark.parametrize(
    "href",
    [
        "https://khac.example/bai-1.html",
        "https://so.example.evil.example/bai-1.html",
        "javascript:void(0)",
        "mailto:a@so.example",
        "#top",
        "",
        "https://[bad/bai-1.html",
        "/a/b/a/b/a/b/bai-1.html",
        "/" + "dai-" * 200 + "1.html",
    ],
)
def test_what_leads_off_the_source_or_nowhere_or_into_a_trap_is_left(href: str) -> None:
    assert Addresses(SOURCE).look("https://so.example/", href) is None


def test_only_the_parameters_that_matter_are_kept() -> None:
    addresses = Addresses(replace(SOURCE, keep_params=("NewsID",)))
    assert addresses.fold("https://so.example/a.aspx?l=vi&NewsID=7&TopicID=1") == "https://so.example/a.aspx?NewsID=7"


@pytest.mark.parametrize(
    ("source", "one", "other"),
    [
        ("vusta", "https://vusta.vn/vi/news/print/tin/bai-viet-51.html", "https://vusta.vn/vi/news/tin/bai-viet-51.html"),
        ("baolamdong", "https://amp.baolamdong.vn/xahoi/202104/bai-3052452/", "https://baolamdong.vn/xahoi/202104/bai-3052452/"),
        ("thanhtra-thainguyen", "https://thanhtra.thainguyen.gov.vn/tin/-/asset_publisher/x/content/bai?inheritRedirect=false", "https://thanhtra.thainguyen.gov.vn/tin/-/asset_publisher/x/content/bai"),  # noqa: E501 - an address is one word
        ("toaan-thainguyen", "https://thainguyen.toaan.gov.vn/webcenter/portal/thainguyen/chitiet?dDocName=T1&_afrLoop=99", "https://thainguyen.toaan.gov.vn/webcenter/portal/thainguyen/chitiet?dDocName=T1"),  # noqa: E501 - an address is one word
        ("mttq-dongnai", "https://ubmttq.dongnai.gov.vn/Pages/noi-dung-hoatdong.aspx?NewsID=1909&TopicID=1&IsDlg=1", "https://ubmttq.dongnai.gov.vn/Pages/noi-dung-hoatdong.aspx?NewsID=1909&TopicID=1"),
        ("soyte-hanoi", "https://soyte.hanoi.gov.vn/(S(abc))/bai-5.aspx?AspxAutoDetectCookieSupport=1", "https://soyte.hanoi.gov.vn/bai-5.aspx"),
    ],
)  # fmt: skip
def test_twins_fold_into_the_article_in_every_family(source: str, one: str, other: str) -> None:
    addresses = Addresses(shipped()[source])
    assert addresses.fold(one) == addresses.fold(other) == other


# The address patterns on which real articles were found, with each host's definition.
@pytest.mark.parametrize(
    ("source", "url"),
    [
        ("sokhcn-khanhhoa", "https://dostkhanhhoa.gov.vn/vi-vn/tin-chi-tiet/id/5596"),
        ("sovhttdl-daklak", "https://vhttdldaklak.gov.vn/thoi-su/ky-ket-giao-uoc-thi-dua-3075.html"),
        ("sogtvt-ninhthuan", "https://sogtvt.ninhthuan.gov.vn/portal/pages/print.aspx?p=28793"),
        ("sonv-ninhthuan", "https://www.ninhthuan.gov.vn/chinhquyen/sonv/Pages/Ky-ket.aspx"),
        (
            "thanhtra-thainguyen",
            "https://thanhtra.thainguyen.gov.vn/tin-thanh-tra/-/asset_publisher/abc/content/ky-ket",
        ),
        ("thanhtra-quangtri", "https://thanhtra.quangtri.gov.vn/index.php/vi/news/savefile/tin/ky-ket-12.html"),
        ("thiduakhenthuong-langson", "https://thiduakhenthuong.langson.gov.vn/vi/quyetdinhkhen/12"),
        ("mttq-dongnai", "https://ubmttq.dongnai.gov.vn/Pages/noi-dung-hoatdong.aspx?NewsID=1909&TopicID=1"),
        ("hcmcpv", "https://hcmcpv.org.vn/nhom-tin/ky-ket-giao-uoc-1197614591"),
        ("tinhdoan-khanhhoa", "https://tinhdoankhanhhoa.org.vn/20719/"),
        ("baolamdong", "https://baolamdong.vn/xahoi/202104/ky-ket-giao-uoc-3052452/"),
        ("baodongnai", "https://baodongnai.com.vn/tintuc/201903/ky-ket-giao-uoc-2937015/"),
        ("baoninhthuan", "https://baoninhthuan.com.vn/news/13587p1c24/ky-ket.htm"),
        ("baothanhhoa", "https://baothanhhoa.vn/ky-ket-giao-uoc-275336.htm"),
        ("baodongthap", "https://baodongthap.com.vn/chinh-tri/ky-ket-giao-uoc-92392.aspx"),
        ("anninhthudo", "https://anninhthudo.vn/ky-ket-giao-uoc-post256895.antd"),
        ("baoquankhu7", "https://baoquankhu7.vn/ExtAppCommon/Home_V2/ViewDetailPost?idPost=12242"),
        ("baovephapluat", "https://baovephapluat.vn/kiem-sat-24h/ky-ket-giao-uoc-149580.html"),
        ("cucthongke-ninhthuan", "https://cucthongke.ninhthuan.gov.vn/CTK/1237/30486/40792/71855/Ky-ket"),
        ("congviencayxanh", "https://congviencayxanh.com.vn/tin-tuc/ky-ket-giao-uoc/663/"),
        ("vpub-hcm", "https://vpub.hochiminhcity.gov.vn/portal/Home/tin-tuc/ky-ket.aspx"),
        ("baodaklak", "https://baodaklak.vn/channel/3606/201912/ky-ket-5662001/"),
    ],
)
def test_the_shipped_definitions_know_the_addresses_where_articles_were_found(source: str, url: str) -> None:
    found = Addresses(shipped()[source]).look(url, url)
    assert found is not None
    assert found.kind == "article"


def test_a_blogger_site_needs_five_lines(tmp_path) -> None:
    path = tmp_path / "phuong.yml"
    path.write_text(
        "id: phuong\nname: Phường mẫu\nowner: {name: UBND phường mẫu, place: phường mẫu, level: commune}\n"
        "family: blogger\nhome: https://phuongmau.blogspot.com\n",
        encoding="utf-8",
    )
    source = read_source(path)
    assert source.start[0].url == "https://phuongmau.blogspot.com/feeds/posts/default?orderby=published&max-results=50"
    found = Addresses(source).look(source.start[0].url, "https://phuongmau.blogspot.com/2024/03/ky-ket.html?m=1")
    assert found is not None
    assert (found.url, found.kind) == ("https://phuongmau.blogspot.com/2024/03/ky-ket.html", "article")


@pytest.mark.parametrize(
    ("page", "href", "canonical"),
    [
        ("/amp/bai-123.html", "https://so.example/bai-123.html", "https://so.example/bai-123.html"),
        ("/print.aspx?id=123", "/bai-123.html", "https://so.example/bai-123.html"),
        (
            "/in/ky-ket-giao-uoc",
            "http://www.so.example/ky-ket-giao-uoc-7.html",
            "http://www.so.example/ky-ket-giao-uoc-7.html",
        ),
        ("/bai-123.html?utm_source=fb", "/bai-123.html", None),  # itself
        ("/bai-123.html", "https://so.example/", None),  # a template that calls every page by its start page
        ("/bai-123.html", "/bai-456.html", None),  # or by one article
        ("/bai-123.html", "https://khac.example/bai-123.html", None),
        ("/bai-123.html", "https://tin.tinh.example/bai-123.html", None),  # another host of the source
        ("/bai-123.html", "javascript:void(0)", None),
    ],
)
def test_the_address_that_a_page_calls_its_own_is_believed_with_care(
    page: str, href: str, canonical: str | None
) -> None:
    assert Addresses(SOURCE).canonical(f"https://so.example{page}", href) == canonical


def test_pages_of_one_template_share_a_shape() -> None:
    assert shape("https://a.vn/lich/2031/05?ngay=3") == shape("https://a.vn/lich/2032/11?ngay=17")
    assert shape("https://a.vn/ky-ket-giao-uoc-thi-dua-12.html") == shape("https://a.vn/hop-mat-dau-nam-moi-7.html")
    assert shape("https://a.vn/tin?id=5") != shape("https://a.vn/tin?trang=5")


@pytest.mark.parametrize(
    ("url", "trap"),
    [
        ("https://a.vn/tin/tin/tin/bai.html", True),
        ("https://a.vn/a/b/a/b/a/b/", True),
        ("https://a.vn/2024/03/03/bai.html", False),
        ("https://a.vn/tin/tin/bai.html", False),
    ],
)
def test_folders_over_and_over_are_a_trap(url: str, trap: bool) -> None:
    assert is_trap(url) is trap
