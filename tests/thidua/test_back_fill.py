"""Back-fill by date where listings give no days: what is reached, where it ends, and what is told of the rest."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from sources import Paging, PagingKind, StartKind, StartPoint
from tests.crawler.conftest import Reply

SINCE = date(2024, 1, 1)


def name(page):
    return "/tin" if page == 1 else f"/tin/p{page}"


def day_of(page, at):
    """Three articles a page, five pages a year, the latest of 2026."""
    return date(2026 - (page - 1) // 5, 12 - ((page - 1) % 5) * 2 - 1, 28 - at)


def words(number):
    """What tells pages apart that differ in numbers alone, as a trap's pages do."""
    return f"<p>{''.join('abcdefghij'[int(digit)] for digit in str(number))}</p>"


def archive(years, pages, *, pinned=()):
    """A listing without days, and articles that have them."""
    for page in range(1, pages + 1):
        numbers = [page * 10 + at for at in range(3)]
        more = words(page) + (f'<a class="next" href="{name(page + 1)}">sau</a>' if page < pages else "")
        years.site.listing(name(page), [*pinned, *(f"/bai-{number}.html" for number in numbers)], more=more)
        for at, number in enumerate(numbers):
            years.site.pages[f"/bai-{number}.html"] = Reply(
                body=years.bai(number, words(number), dated=day_of(page, at))
            )


def wanted(pages):
    return {
        f"/bai-{page * 10 + at}.html" for page in range(1, pages + 1) for at in range(3) if day_of(page, at) >= SINCE
    }


def pages_asked(years):
    return len(years.asked("/tin"))


@pytest.mark.parametrize("pinned", [(), ("/bai-9.html", "/bai-8.html")], ids=["plain", "with pinned items"])
def test_a_listing_without_days_is_followed_until_its_articles_are_older(years, source, pinned):
    archive(years, 40, pinned=pinned)
    for number in (8, 9):
        years.site.pages[f"/bai-{number}.html"] = Reply(body=years.bai(number, dated=date(2026, 11, number)))
    report = years.crawl(source, since=SINCE)
    assert wanted(40) <= set(years.asked("/bai"))
    assert len(wanted(40)) == 3 * 15
    assert 17 <= pages_asked(years) <= 19, "the last wanted page, and few more"
    old = len(set(years.asked("/bai")) - wanted(40) - set(pinned))
    assert report.older == old <= 9
    (path,) = years.workspace.runs.glob("*.json")
    assert json.loads(path.read_text())["older"] == old


def test_the_same_back_fill_again_reads_known_days_and_nothing_else(years, source):
    archive(years, 30)
    years.crawl(source, since=SINCE)
    report = years.crawl(source, days=1, since=SINCE)
    assert years.asked("/bai") == []
    assert pages_asked(years) == 17, "two pages of older articles in a row, and they are known"
    assert report.older == 0


def test_a_crawl_of_all_that_was_there_is_no_obstacle_to_a_back_fill_that_reaches_further(years, source):
    archive(years, 30)
    years.crawl(replace(source, paging=replace(source.paging, pages=4)))
    assert pages_asked(years) == 4
    years.crawl(source, days=1)
    assert pages_asked(years) == 3, "nothing new: not followed"
    years.crawl(source, days=1, since=SINCE)
    assert 17 <= pages_asked(years) <= 19
    assert years.registry.count("articles") >= len(wanted(30))


def test_coverage_start_bounds_the_first_crawl_alike(years, source):
    archive(years, 40)
    report = years.crawl(replace(source, coverage_start=SINCE))
    assert 17 <= pages_asked(years) <= 19
    assert report.older == 0, "nobody asked for a day in this run"


def test_a_listing_that_repeats_itself_ends_a_back_fill(years, source):
    years.site.pages["/bai-1.html"] = Reply(body=years.bai(1, dated=date(2026, 5, 5)))
    more = '<a class="next" href="/tin/p{}">sau</a>'
    for page in range(1, 100):
        years.site.listing(name(page), ["/bai-1.html"], more=more.format(page + 1))
    years.crawl(source, since=SINCE)
    assert pages_asked(years) == 4


def tagged(years, path):
    """The page answers 304 to whoever knows it."""
    full = years.site.pages[path]
    full.headers["ETag"] = '"v1"'
    years.site.pages[path] = lambda asked: Reply(status=304) if "If-None-Match" in asked.headers else full


@pytest.mark.parametrize("wish", [{"since": SINCE}, {}], ids=["a back-fill", "another definition"])
def test_a_listing_that_would_answer_304_is_followed_nonetheless(years, source, wish):
    archive(years, 3)
    tagged(years, "/tin")
    years.crawl(replace(source, paging=Paging(kind=PagingKind.NONE)))
    assert years.registry.count("articles") == 3
    years.crawl(source, days=1, **wish)
    assert years.registry.count("articles") == 9


def test_a_feed_is_asked_for_conditionally_and_whole_by_a_back_fill(years, source):
    item = f"<item><title>Bài một</title><link>{years.site.url}/bai-1.html</link></item>"
    body = f'<rss version="2.0"><channel>{item}</channel></rss>'
    years.site.pages["/rss"] = Reply(type="application/rss+xml", body=body)
    years.site.pages["/bai-1.html"] = Reply(body=years.bai(1))
    tagged(years, "/rss")
    source = replace(source, start=(StartPoint(url=f"{years.site.url}/rss", kind=StartKind.FEED),))
    assert years.crawl(source).new == 1
    assert years.crawl(source, days=1).statuses["304"] == 1
    assert "304" not in years.crawl(source, days=1, since=SINCE).statuses


def test_a_page_that_answers_304_is_seen_again(years, source):
    years.site.listing("/tin", ["/bai-1.html"])
    years.site.pages["/bai-1.html"] = Reply(body=years.bai(1))
    tagged(years, "/bai-1.html")
    years.crawl(source)
    assert years.crawl(source, days=400).statuses["304"] == 1
    versions = "SELECT seen_at, last_seen FROM article_versions"
    ((seen, last),) = years.registry.db.execute(versions).fetchall()
    assert last > seen
    assert years.registry.check() == []


def test_a_back_fill_that_ended_at_its_limit_is_carried_on_to_its_day_and_no_further(years, source):
    archive(years, 40)
    limited = replace(source, politeness=replace(source.politeness, max_pages=30))
    assert years.crawl(limited, since=SINCE).ended == "max_pages"
    asked = {*years.asked("/")}
    for _ in range(6):
        years.crawl(limited, days=1)
        asked |= {*years.asked("/")}
    assert wanted(40) <= asked
    assert len([path for path in asked if path.startswith("/tin")]) <= 20


def test_a_304_that_nobody_asked_for_is_an_error_and_loses_no_article(years, source):
    years.site.listing("/tin", ["/bai-1.html"])
    years.site.pages["/bai-1.html"] = Reply(status=304)
    report = years.crawl(source)
    assert (report.failed, report.unchanged) == (1, 0)
    assert "status-304" in {issue.code for issue in report.issues}
    years.site.pages["/bai-1.html"] = Reply(body=years.bai(1))
    assert years.crawl(source, days=1).new == 1
