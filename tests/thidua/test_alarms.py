"""Alarms as an operator gets them: each plain failure of a portal raises one, from runs that were really made."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from crawler.days import LOCAL
from tests.crawler.conftest import Reply
from thidua.alarms import source_alarms

SHELL = '<html><head><title>Cổng</title></head><body><div id="root"></div><script src="/a.js"></script></body></html>'
LOGIN = "<html><title>Cổng</title><form>Tên <input name=u> Mật khẩu <input type='password'></form></html>"
RIDDLE = "<html><title>Cổng</title><p>Tôi không phải là người máy</p><div class=g-recaptcha></div></html>"
FRAME = "<html><title>Cổng</title><body><nav>" + "Trang chủ Giới thiệu Tin tức Văn bản " * 60 + "</nav></body></html>"


def site_of(years, numbers):
    years.site.listing("/tin", [f"/bai-{number}.html" for number in numbers])
    for number in numbers:
        years.site.pages[f"/bai-{number}.html"] = Reply(body=years.bai(number))


def alarms(years, source):
    found = source_alarms(years.registry, source, datetime.now(UTC) + years.ahead)
    return {alarm.code: alarm.message for alarm in found if alarm.code != "overdue"}  # reports have the real clock


def test_a_good_portal_raises_none(years, source):
    for day in range(5):
        site_of(years, range(12 + day))
        years.crawl(source, days=day and 1)
    assert alarms(years, source) == {}


def test_the_only_listing_is_gone(years, source):
    site_of(years, range(12))
    years.crawl(source)
    years.site.pages["/tin"] = Reply(status=404)
    years.crawl(source, days=0.5)
    assert "/tin (status 404)" in alarms(years, source)["listing-lost"]


def test_a_listing_is_suddenly_empty(years, source):
    site_of(years, range(12))
    for _ in range(5):
        years.crawl(source, days=0.1)
    assert alarms(years, source) == {}
    years.site.listing("/tin", [])
    years.crawl(source, days=0.1)
    assert "/tin names 0 articles, 12 in earlier runs" in alarms(years, source)["fewer-items"]


def test_a_listing_that_never_named_an_article(years, source):
    years.site.listing("/tin", ["/trang-khac"])
    years.crawl(source)
    assert "name no article" in alarms(years, source)["no-items"]


@pytest.mark.parametrize(
    ("body", "code"),
    [(SHELL, "challenge"), (LOGIN, "challenge"), (RIDDLE, "challenge"), (FRAME, "unknown-layout")],
    ids=["a shell for scripts", "a login", "a riddle", "the frame alone"],
)
def test_all_articles_turn_into_something_else(years, source, body, code):
    site_of(years, range(12))
    years.crawl(source)
    for number in range(12):
        years.site.pages[f"/bai-{number}.html"] = Reply(body=body)
    report = years.crawl(source, days=1)
    assert report.new == 0
    assert code in alarms(years, source)
    assert {row["versions"] for row in years.registry.table("articles")} == {1}


def test_the_reader_fails_on_everything(years, source, monkeypatch):
    def broken(*_args, **_more):
        raise IndexError("list index out of range")

    monkeypatch.setattr("thidua.reading.read", broken)
    site_of(years, range(12))
    report = years.crawl(source)
    assert [(issue.code, issue.count) for issue in report.issues if issue.code == "reader_fault"] == [
        ("reader_fault", 12)
    ]
    assert "12 pages" in alarms(years, source)["reader-fault"]


def test_a_clock_is_read_as_date_under_a_daily_cadence(years, source):
    site_of(years, range(3))
    years.crawl(source)
    numbers = range(3, 18)
    site_of(years, numbers)
    today = datetime.now(LOCAL).date()
    for number in numbers:
        body = years.bai(number, dated=today, said=date(2019, 3, 12))
        years.site.pages[f"/bai-{number}.html"] = Reply(body=body)
    report = years.crawl(source, days=1)
    assert report.reading.belied == 15
    assert "speak of earlier years" in alarms(years, source)["date-is-fetch-day"]


def test_news_of_the_day_is_no_alarm_under_a_daily_cadence(years, source):
    site_of(years, range(3))
    years.crawl(source)
    numbers = range(3, 18)
    site_of(years, numbers)
    today = datetime.now(LOCAL).date()
    for number in numbers:
        years.site.pages[f"/bai-{number}.html"] = Reply(body=years.bai(number, dated=today))
    report = years.crawl(source, days=1)
    assert report.reading.on_fetch_day == 15
    assert alarms(years, source) == {}


def test_every_article_fails_from_the_very_first_run(years, source):
    site_of(years, range(12))
    for number in range(12):
        years.site.pages[f"/bai-{number}.html"] = Reply(status=500)
    years.crawl(source)
    assert "the host answers with status 500" in alarms(years, source)["errors"]
