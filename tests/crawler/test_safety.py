"""What a hostile or broken host does is cut off and reported; the crawl goes on."""

from __future__ import annotations

import gzip
import time
from typing import Any

import pytest
from twisted.internet.address import IPv4Address

from crawler.options import CrawlOptions
from crawler.private import GuardedResolver, is_public
from crawler.run import crawl
from sources import Politeness, StartKind, StartPoint

CONTACT = CrawlOptions(contact="mailto:to@thidua.example")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("203.113.131.1", True),
        ("2001:4860:4860::8888", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.20.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("no address", False),
    ],
)
def test_private_and_special_addresses_are_no_portals(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_loopback_host_is_never_connected_to_unless_the_source_allows_it(
    site, altered, frontier, sink, tmp_path
) -> None:
    site.listing("/tin", ["/mot.html"])
    report = crawl(altered(allow_private=False), frontier, sink, archive=tmp_path, options=CONTACT)
    assert site.asked == []
    assert report.refused == 1
    assert "private" in sink.codes()


class _Answers:
    """A resolver below the guard, whose answer changes from one question to the next."""

    def __init__(self, *answers: str) -> None:
        self.answers = iter(answers)

    def resolveHostName(self, receiver: Any, host: str, port: int, *_more: Any) -> Any:  # noqa: N802 - Twisted's
        receiver.resolutionBegan(None)
        receiver.addressResolved(IPv4Address("TCP", next(self.answers), port))
        receiver.resolutionComplete()
        return receiver


class _Heard:
    def __init__(self) -> None:
        self.addresses: list[str] = []

    def resolutionBegan(self, _resolution: Any) -> None: ...  # noqa: N802 - Twisted's

    def addressResolved(self, address: IPv4Address) -> None:  # noqa: N802 - Twisted's
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None: ...  # noqa: N802 - Twisted's


def test_a_dns_answer_that_turns_private_is_refused_at_the_connection_it_is_for() -> None:
    resolver = GuardedResolver(_Answers("203.113.131.1", "127.0.0.1"))
    first, second = _Heard(), _Heard()
    resolver.resolveHostName(first, "cong.example", 80)
    resolver.resolveHostName(second, "cong.example", 80)
    assert (first.addresses, second.addresses) == (["203.113.131.1"], [])
    assert resolver.refused == {"cong.example": "127.0.0.1"}


def test_a_redirect_off_the_sources_hosts_is_refused(site, altered, frontier, sink, reply, tmp_path) -> None:
    port = site.url.rpartition(":")[2]
    site.listing("/tin", ["/mot.html"])
    site.pages["/mot.html"] = reply(status=302, headers={"Location": f"http://localhost:{port}/secret.html"})
    report = crawl(altered(), frontier, sink, archive=tmp_path)
    assert "/secret.html" not in site.paths()
    assert (report.refused, report.articles) == (1, 0)


def test_an_answer_larger_than_the_limit_is_cut_off(site, altered, frontier, sink, reply, tmp_path) -> None:
    site.listing("/tin", ["/to.html", "/vua.html"])
    site.pages["/to.html"] = reply(body="x" * 200_000)
    site.article("/vua.html")
    source = altered(politeness=Politeness(delay=0.0, max_bytes=100_000))
    report = crawl(source, frontier, sink, archive=tmp_path)
    assert (report.articles, report.refused) == (1, 1)
    assert "too-large" in sink.codes()


def test_a_decompression_bomb_is_not_unpacked(site, altered, frontier, sink, reply, tmp_path) -> None:
    site.listing("/tin", ["/bom.html"])
    bomb = gzip.compress(b"0" * 50_000_000)
    site.pages["/bom.html"] = reply(body=bomb, headers={"Content-Encoding": "gzip"})
    source = altered(politeness=Politeness(delay=0.0, max_bytes=1_000_000))
    report = crawl(source, frontier, sink, archive=tmp_path)
    assert (report.articles, report.refused) == (0, 1)
    assert "too-large" in sink.codes()


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        (gzip.compress(b"<urlset>" + b" " * 50_000_000 + b"</urlset>"), "sitemap", "larger, unpacked"),
        (
            b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;">]>'
            b"<rss><channel><item><title>&c;</title><link>/mot.html</link></item></channel></rss>",
            "feed",
            "entities made of entities",
        ),
    ],
    ids=["a gzipped sitemap", "entities"],
)
def test_a_bomb_in_a_feed_or_a_sitemap_is_refused_and_told(  # noqa: PLR0917 - fixtures
    body: bytes, kind: str, said: str, site, altered, frontier, sink, reply, tmp_path
) -> None:
    site.pages["/feed"] = reply(body=body, type="application/xml")
    start = (StartPoint(url=f"{site.url}/feed", kind=StartKind(kind)),)
    source = altered(start=start, politeness=Politeness(delay=0.0, max_bytes=1_000_000))
    report = crawl(source, frontier, sink, archive=tmp_path)
    assert (report.refused, sink.captures) == (1, [])
    assert [said in message for code, message, _ in sink.issues if code == "bomb"] == [True]
    assert said in report.lost[f"{site.url}/feed"]


def test_a_host_that_never_answers_is_given_up_after_the_timeout(
    site, altered, frontier, sink, reply, tmp_path
) -> None:
    site.listing("/tin", ["/cham.html", "/nhanh.html"])
    site.article("/nhanh.html")

    def slow(_asked: Any) -> Any:
        time.sleep(3)
        return reply(body="late")

    site.pages["/cham.html"] = slow
    source = altered(politeness=Politeness(delay=0.0, timeout=0.5))
    started = time.monotonic()
    report = crawl(source, frontier, sink, archive=tmp_path)
    assert (report.articles, report.failed) == (1, 1)
    assert frontier.ended[f"{site.url}/cham.html"] == "failed"
    assert time.monotonic() - started < 3


def test_a_calendar_without_end_is_cut_off_and_reported(site, altered, frontier, sink, reply, tmp_path) -> None:
    def month(asked: Any) -> Any:
        number = int(asked.path.rpartition("=")[2] or 0) if "=" in asked.path else 0
        text = f"<p>Lịch công tác tháng {number}, không có sự kiện nào được ghi trong tháng này. </p>" * 40
        return reply(body=f'<html><body><a href="/lich?thang={number + 1}">Tháng sau</a>{text}</body></html>')

    site.default = month
    source = altered(article=(), sections=(r"/lich\?thang=\d+",), politeness=Politeness(delay=0.0, max_depth=500))
    report = crawl(source, frontier, sink, archive=tmp_path)
    assert report.ended == "finished"
    assert report.requests < 150
    assert "trap" in sink.codes()


def test_session_ids_in_addresses_make_no_new_articles(site, source, frontier, sink, reply, tmp_path) -> None:
    sessions = iter(range(1000))

    def listing(_asked: Any) -> Any:
        number = next(sessions)
        links = f'<a href="/mot.html;jsessionid={number:08X}">Một</a><a href="/mot.html?PHPSESSID={number}">Một</a>'
        return reply(body=f"<html><body>{links}{'tin tức ' * 400}</body></html>")

    site.pages["/tin"] = listing
    site.article("/mot.html")
    crawl(source, frontier, sink, archive=tmp_path)
    frontier.next_run()
    crawl(source, frontier, sink, archive=tmp_path)
    assert sink.urls() == [f"{site.url}/mot.html"]


def test_unknown_session_keys_end_as_a_trap(site, altered, frontier, sink, reply, tmp_path) -> None:
    def page(asked: Any) -> Any:
        number = len(site.asked)
        links = f'<a href="/muc?phien={number}a">Mục</a><a href="/muc?phien={number}b">Mục</a>'
        return reply(body=f"<html><body>{links}{'<p>chuyên mục tin tức của sở</p>' * 60}</body></html>")

    site.default = page
    site.pages["/robots.txt"] = reply(status=404)
    report = crawl(altered(sections=(r"/muc",)), frontier, sink, archive=tmp_path)
    assert report.ended == "finished"
    assert "trap" in sink.codes()
    assert report.requests < 500


def test_session_tokens_in_a_folder_end_as_a_trap(site, altered, frontier, sink, reply, tmp_path) -> None:
    def page(asked: Any) -> Any:
        number = len(site.asked)
        word = "".join("abcdefghij"[int(digit)] for digit in f"{number:04}")
        links = "".join(f'<a href="/loop/{word}{letter}/tin-tuc/">Mục</a>' for letter in "xy")
        return reply(body=f"<html><body>{links}{'<p>chuyên mục tin tức của sở</p>' * 60}</body></html>")

    site.default = page
    site.pages["/robots.txt"] = reply(status=404)
    report = crawl(altered(sections=(r"/loop/",)), frontier, sink, archive=tmp_path)
    assert report.ended == "finished"
    assert "trap" in sink.codes()
    assert report.requests < 200


def test_depth_has_a_limit(site, altered, frontier, sink, reply, tmp_path) -> None:
    def page(asked: Any) -> Any:
        number = int("0" + asked.path.rpartition("/")[2].removeprefix("tin"))
        word = "".join("abcdefghij"[int(digit)] for digit in str(number))
        return reply(
            body=f'<html><body><a href="/tin/{number + 1}">{word}</a>{f"<p>{word} tin</p>" * 300}</body></html>'
        )

    site.default = page
    site.pages["/robots.txt"] = reply(status=404)
    source = altered(sections=(r"/tin/\d+",), politeness=Politeness(delay=0.0, max_depth=10))
    report = crawl(source, frontier, sink, archive=tmp_path)
    assert report.listings == 11
    assert "depth" in sink.codes()


def test_a_run_ends_at_its_limit_of_pages_and_the_next_goes_on(site, altered, frontier, sink, tmp_path) -> None:
    site.listing("/tin", [f"/bai-{i}.html" for i in range(12)])
    for i in range(12):
        site.article(f"/bai-{i}.html")
    source = altered(politeness=Politeness(delay=0.0, max_pages=5))
    reports = []
    for _ in range(3):
        reports.append(crawl(source, frontier, sink, archive=tmp_path))
        frontier.due |= set(frontier.leased.values())
        frontier.leased.clear()
        frontier.next_run()
    assert [report.ended for report in reports[:2]] == ["max_pages", "max_pages"]
    assert len(set(sink.urls())) == len(sink.urls()) >= 10


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<title>Just a moment...</title><p>Checking your browser before accessing</p>", "challenge"),
        ("<script>toNumbers;slowAES.decrypt(a,b)</script>", "challenge"),
        ("<title>Runtime Error</title><h1>Server Error in '/' Application.</h1>", "error"),
        ("<p>Trang bạn tìm không có. Trang web đang bảo trì, mời quay lại sau.</p>", "error"),
        ("<html><body></body></html>", "empty"),
    ],
)
def test_a_gate_or_an_error_served_as_200_is_no_article(  # noqa: PLR0917 - fixtures
    body: str, code: str, site, source, frontier, sink, reply, tmp_path
) -> None:
    site.listing("/tin", ["/mot.html"])
    site.pages["/mot.html"] = reply(body=body)
    report = crawl(source, frontier, sink, archive=tmp_path)
    assert (report.articles, report.challenges, sink.urls()) == (0, 1, [])
    assert code in sink.codes()


def test_an_article_that_redirects_to_the_home_page_is_gone(site, source, frontier, sink, reply, tmp_path) -> None:
    site.listing("/tin", ["/mot.html"])
    site.pages["/mot.html"] = reply(status=302, headers={"Location": "/"})
    site.article("/")
    assert crawl(source, frontier, sink, archive=tmp_path).gone == 1


def test_an_answer_packed_as_nobody_asked_is_no_article(site, source, frontier, sink, reply, tmp_path) -> None:
    site.listing("/tin", ["/mot.html"])
    site.pages["/mot.html"] = reply(body=b"\x0b\x02\x80 packed", headers={"Content-Encoding": "x-own"})
    report = crawl(source, frontier, sink, archive=tmp_path)
    assert (report.articles, report.failed) == (0, 1)
    assert "packing" in sink.codes()


def test_a_broken_gzip_body_is_a_failure_that_the_frontier_tries_again(
    site, source, frontier, sink, reply, tmp_path
) -> None:
    site.listing("/tin", ["/mot.html"])
    site.pages["/mot.html"] = reply(body=b"no gzip at all", headers={"Content-Encoding": "gzip"})
    report = crawl(source, frontier, sink, archive=tmp_path)
    assert (report.articles, report.failed) == (0, 1)
    assert frontier.ended[f"{site.url}/mot.html"] == "failed"
