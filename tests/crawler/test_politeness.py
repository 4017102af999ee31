"""What a host asks for, it gets: robots.txt, pauses, quiet hours; and it learns who asks."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from datetime import time as clock_time

import pytest
from protego import Protego

from crawler.errors import CannotCrawl
from crawler.options import CrawlOptions
from crawler.quiet import is_quiet
from crawler.robots import asked_delay
from crawler.run import crawl
from sources import Politeness, QuietHours


def test_what_robots_txt_forbids_is_not_asked(site, source, frontier, sink, reply, tmp_path) -> None:
    site.pages["/robots.txt"] = reply(body="User-agent: *\nDisallow: /kin-", type="text/plain")
    site.listing("/tin", ["/mo.html", "/kin-dao.html"])
    site.article("/mo.html")
    report = crawl(source, frontier, sink, archive=tmp_path)
    assert "/kin-dao.html" not in site.paths()
    assert (report.articles, report.refused) == (1, 1)
    assert frontier.ended[f"{site.url}/kin-dao.html"] == "refused"


def test_a_crawl_delay_is_kept(site, source, frontier, sink, reply, tmp_path) -> None:
    site.pages["/robots.txt"] = reply(body="User-agent: *\nCrawl-delay: 0.3", type="text/plain")
    site.listing("/tin", ["/mot.html", "/hai.html"])
    site.article("/mot.html")
    site.article("/hai.html")
    started = time.monotonic()
    report = crawl(source, frontier, sink, archive=tmp_path)
    assert report.articles == 2
    assert time.monotonic() - started >= 3 * 0.3
    assert report.delay >= 0.3


@pytest.mark.parametrize(
    ("rules", "seconds"),
    [
        ("User-agent: *\nCrawl-delay: 5", 5.0),
        ("User-agent: *\nRequest-rate: 1/10s", 10.0),
        ("User-agent: *\nCrawl-delay: 2\nRequest-rate: 3/60", 20.0),
        ("User-agent: ThiDuaRegistry\nCrawl-delay: 7\n\nUser-agent: *\nCrawl-delay: 1", 7.0),
        ("User-agent: *\nDisallow:", 0.0),
    ],
)
def test_the_longer_of_crawl_delay_and_request_rate_counts(rules: str, seconds: float) -> None:
    assert asked_delay(Protego.parse(rules), "ThiDuaRegistry") == seconds


def test_a_host_whose_robots_txt_fails_is_left_alone(site, source, frontier, sink, reply, tmp_path) -> None:
    site.pages["/robots.txt"] = reply(status=500, body="busy")
    site.listing("/tin", ["/mot.html"])
    report = crawl(source, frontier, sink, archive=tmp_path)
    assert report.ended == "robots"
    assert set(site.paths()) == {"/robots.txt"}
    assert "robots" in sink.codes()


def test_a_host_without_robots_txt_may_be_crawled(site, source, frontier, sink, reply, tmp_path) -> None:
    site.pages["/robots.txt"] = reply(status=404, body="User-agent: *\nDisallow: /")
    site.listing("/tin", ["/mot.html"])
    site.article("/mot.html")
    assert crawl(source, frontier, sink, archive=tmp_path).articles == 1


def test_the_user_agent_names_a_contact(site, source, frontier, sink, tmp_path) -> None:
    site.listing("/tin", [])
    crawl(source, frontier, sink, archive=tmp_path, options=CrawlOptions(contact="mailto:to@thidua.example"))
    assert all("mailto:to@thidua.example" in asked.headers["User-Agent"] for asked in site.asked)


def test_without_a_contact_no_portal_is_crawled(altered, frontier, sink, tmp_path) -> None:
    with pytest.raises(CannotCrawl, match="contact"):
        crawl(altered(allow_private=False), frontier, sink, archive=tmp_path)


def test_a_source_without_an_address_is_refused_with_the_file_to_write(altered, frontier, sink, tmp_path) -> None:
    with pytest.raises(CannotCrawl, match=r"registry/sources/mau\.yml"):
        crawl(altered(start=(), home=None), frontier, sink, archive=tmp_path)


NIGHT = QuietHours(start=clock_time(22), end=clock_time(5))
NOON = QuietHours(start=clock_time(11, 30), end=clock_time(13, 30))


@pytest.mark.parametrize(
    ("utc", "hours", "quiet"),
    [
        ("2026-03-02T16:00", [NIGHT], True),  # 23:00 in Việt Nam
        ("2026-03-02T21:59", [NIGHT], True),  # 04:59
        ("2026-03-02T22:00", [NIGHT], False),  # 05:00
        ("2026-03-02T05:00", [NOON], True),  # 12:00
        ("2026-03-02T05:00", [NIGHT], False),
        ("2026-03-02T05:00", [NIGHT, NOON], True),
        ("2026-03-02T05:00", [], False),
    ],
)
def test_quiet_hours_are_those_of_vietnam(utc: str, hours: list[QuietHours], quiet: bool) -> None:
    assert is_quiet(datetime.fromisoformat(utc).replace(tzinfo=UTC), hours) is quiet


def test_in_quiet_hours_nothing_is_asked(site, altered, frontier, sink, tmp_path) -> None:
    night = datetime(2026, 3, 2, 16, tzinfo=UTC)
    source = altered(politeness=Politeness(quiet=(NIGHT,)))
    report = crawl(source, frontier, sink, archive=tmp_path, options=CrawlOptions(clock=lambda: night))
    assert (report.ended, site.asked) == ("quiet_hours", [])


def test_a_busy_host_is_asked_more_slowly(site, altered, frontier, sink, reply, tmp_path) -> None:
    site.listing("/tin", ["/mot.html"])
    busy = iter([reply(status=429, headers={"Retry-After": "1"}, body="busy")])
    site.article("/mot.html")
    fine = site.pages["/mot.html"]
    site.pages["/mot.html"] = lambda _asked: next(busy, fine)
    started = time.monotonic()
    report = crawl(altered(), frontier, sink, archive=tmp_path)
    assert report.articles == 1
    assert time.monotonic() - started >= 0.5
