"""Feeds and sitemaps, as they come: namespaces, gzip, broken XML, XML made to hurt."""

from __future__ import annotations

import gzip
from datetime import date

import pytest

from crawler.days import listed_day, month_in_path
from crawler.errors import Bomb
from crawler.feeds import read_feed

ATOM = """<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'
 xmlns:openSearch='http://a9.com/-/spec/opensearchrss/1.0/'><openSearch:totalResults>2</openSearch:totalResults>
<link rel='self' href='https://p.blogspot.com/feeds/posts/default'/>
<link rel='next' href='https://p.blogspot.com/feeds/posts/default?start-index=26'/>
<entry><published>2024-03-07T23:30:00+07:00</published><updated>2025-01-01T00:00:00+07:00</updated>
<title type='text'>Ký kết giao ước</title><link rel='replies' href='https://p.blogspot.com/feeds/1/comments'/>
<link rel='alternate' href='https://p.blogspot.com/2024/03/ky-ket.html'/></entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc> https://bao.vn/bai-1.html </loc>
<news:news><news:publication_date>2024-03-07T01:00:00+07:00</news:publication_date><news:title>Bài một</news:title>
</news:news></url></urlset>"""


def feed(body: bytes | str):
    return read_feed(body.encode() if isinstance(body, str) else body, max_bytes=1_000_000)


def test_an_atom_feed_names_entries_and_its_older_part() -> None:
    found = feed(ATOM)
    assert (found.kind, found.older) == ("atom", "https://p.blogspot.com/feeds/posts/default?start-index=26")
    [entry] = found.entries
    assert (entry.url, entry.title, entry.day) == (
        "https://p.blogspot.com/2024/03/ky-ket.html",
        "Ký kết giao ước",
        date(2024, 3, 7),
    )


@pytest.mark.parametrize("packed", [False, True])
def test_a_sitemap_may_be_gzipped_and_carry_news(packed: bool) -> None:
    found = feed(gzip.compress(SITEMAP.encode()) if packed else SITEMAP)
    [entry] = found.entries
    assert (entry.url, entry.title, entry.day) == ("https://bao.vn/bai-1.html", "Bài một", date(2024, 3, 7))


def test_a_broken_feed_gives_what_can_be_read() -> None:
    found = feed("<rss><channel><item><link>https://a.vn/1</link><title>A & B</title></item><item><link>https://a.vn/2")
    assert [entry.url for entry in found.entries][:1] == ["https://a.vn/1"]


def test_entities_are_not_opened() -> None:
    own = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY amp2 "&#38;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    found = feed(f"{own}<rss><channel><item><link>https://a.vn/&a;&f;</link></item></channel></rss>")
    assert all("aaaa" not in entry.url and "root" not in entry.url for entry in found.entries)
    with pytest.raises(Bomb, match="entities made of entities"):
        feed('<!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;">]><rss><channel/></rss>')


@pytest.mark.parametrize("body", [b"", b"<html><body>404</body></html>", b"\x1f\x8b broken", b"not xml at all"])
def test_what_is_no_feed_is_none(body: bytes) -> None:
    assert feed(body) is None


def test_a_gzipped_sitemap_is_unpacked_up_to_the_limit_only() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * 50_000_000)
    with pytest.raises(Bomb, match="larger, unpacked"):
        read_feed(bomb, max_bytes=1_000)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-07", date(2024, 3, 7)),
        ("2024-03-07T23:30:00Z", date(2024, 3, 8)),
        ("2024-03-07T23:30:00+07:00", date(2024, 3, 7)),
        ("Thu, 07 Mar 2024 20:30:00 GMT", date(2024, 3, 8)),
        ("Thứ Năm, 07/03/2024 | 09:15", date(2024, 3, 7)),
        ("Ngày đăng: 7.3.2024", date(2024, 3, 7)),
        ("(7-3-2024 09:15)", date(2024, 3, 7)),
        ("31/02/2024", None),
        ("07/03", None),
        ("hôm nay", None),
        ("", None),
    ],
)
def test_the_day_a_listing_names(text: str, day: date | None) -> None:
    assert listed_day(text) == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://p.blogspot.com/2024/02/a.html", date(2024, 2, 29)),
        ("https://a.vn/2024/03/07/a", date(2024, 3, 7)),
        ("https://bao.vn/xahoi/202104/bai-1/", date(2021, 4, 30)),
        ("https://a.vn/tin/5596", None),
    ],
)
def test_the_latest_day_an_address_can_be_of(url: str, day: date | None) -> None:
    assert month_in_path(url) == day
