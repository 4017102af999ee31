"""What slows down, what is reached and what is kept when one small portal is crawled for years."""

from __future__ import annotations

from datetime import datetime, timedelta

from crawler.days import LOCAL
from tests.crawler.conftest import Reply

TODAY = datetime.now(LOCAL).date()


def test_a_second_crawl_of_an_unchanged_site_fetches_listings_only_also_a_day_later(years, source):
    ages = [0, 1, 5, 30, 400, 4000] * 5
    years.site.listing("/tin", [f"/bai-{number}.html" for number in range(len(ages))])
    for number, age in enumerate(ages):
        years.site.pages[f"/bai-{number}.html"] = Reply(body=years.bai(number, dated=TODAY - timedelta(days=age)))
    assert years.crawl(source).new == len(ages)
    for days in (0.01, 1, 1):
        report = years.crawl(source, days=days)
        assert [path for path in years.site.paths() if path != "/robots.txt"] == ["/tin"]
        assert (report.articles, report.unchanged) == (0, 1)
    asked = [path for _ in range(10) if years.crawl(source, days=1) for path in years.asked("/bai")]
    fresh = {f"/bai-{number}.html" for number, age in enumerate(ages) if age < 10}
    assert set(asked) == fresh, "the old ones are not"
    assert len(asked) <= 2 * len(fresh)


def test_a_correction_of_a_fresh_article_is_found_within_days_by_a_conditional_request(years, source):
    years.site.listing("/tin", ["/bai-1.html", "/bai-2.html"])
    texts = {'"v1"': "thiết thực. "}
    looks = []

    def answered(asked):
        (tag,) = texts
        looks.append(asked.headers.get("If-None-Match"))
        body = "" if looks[-1] == tag else years.bai(1, dated=TODAY).replace("thiết thực. ", texts[tag])
        return Reply(status=200 if body else 304, headers={"ETag": tag}, body=body)

    years.site.pages["/bai-1.html"] = answered
    years.site.pages["/bai-2.html"] = Reply(body=years.bai(2, dated=TODAY - timedelta(days=4000)))
    years.crawl(source)
    reports = [years.crawl(source, days=1) for _ in range(5)]
    assert looks == [None, '"v1"'], "the first look is conditional already"
    assert sum(report.changed for report in reports) == 0
    texts = {'"v2"': "thiết thực, hiệu quả và tiết kiệm. "}
    assert sum(years.crawl(source, days=1).changed for _ in range(9)) == 1
    assert sorted(row["versions"] for row in years.registry.table("articles")) == [1, 2]
    assert not years.asked("/bai-2")


def test_second_looks_do_not_lead_listings_further_down(years, source):
    paged(years, lambda n: "/tin" if n == 1 else f"/tin/p{n}", lambda n: f"/tin/p{n + 1}")
    assert years.crawl(source).new == 10
    years.crawl(source, days=400)
    assert len(years.asked("/bai")) == 10, "all are due"
    assert years.asked("/tin") == ["/tin", "/tin/p2", "/tin/p3"]


def test_pages_with_counters_and_clocks_slow_down_and_the_archive_does_not_grow(years, source, reply):
    years.site.listing("/tin", ["/bai-1.html"])
    visits = iter(range(10_000, 99_999, 7))

    def counted(_asked):
        counter = f"<div class=counter>Lượt truy cập {next(visits)} lúc 08:{next(visits) % 60:02} ngày hôm nay</div>"
        return reply(body=years.bai(1, counter, dated=TODAY))

    years.site.pages["/bai-1.html"] = counted
    years.crawl(source)
    met = []
    for day in range(1, 70):
        report = years.crawl(source, days=1)
        if years.asked("/bai-1"):
            met.append(day)
            assert report.changed == 0
    assert len(met) == 4, "doubled each time"
    assert met[0] in range(3, 6)
    kept = years.registry.db.execute("SELECT count(*) FROM fetches WHERE url LIKE '%bai%' AND warc IS NOT NULL")
    assert kept.fetchone()[0] == 1
    (article,) = years.registry.table("articles")
    assert article["versions"] == 1
    assert years.registry.check() == []


def test_a_correction_beside_a_counter_is_a_change(years, source, reply):
    years.site.listing("/tin", ["/bai-1.html"])
    years.site.pages["/bai-1.html"] = reply(body=years.bai(1, "<i>Lượt truy cập 5</i>", dated=TODAY))
    years.crawl(source)
    corrected = years.bai(1, "<i>Lượt truy cập 6</i>", dated=TODAY).replace(
        "thiết thực. ", "thiết thực, hiệu quả và tiết kiệm. "
    )
    years.site.pages["/bai-1.html"] = reply(body=corrected)
    assert years.crawl(source, days=5).changed == 1
    assert [row["versions"] for row in years.registry.table("articles")] == [2]


def paged(years, name, following, numbers=range(1, 11)):
    """A listing of several pages, one article each; `name` and `following` make addresses of numbers."""
    for number in numbers:
        more = f'<a class="next" href="{following(number)}">sau</a>' if number < max(numbers) else ""
        years.site.listing(name(number), [f"/bai-{number}.html"], more=more)
        years.site.pages[f"/bai-{number}.html"] = Reply(body=years.bai(number))


def test_paging_ends_after_three_pages_without_news_at_every_later_crawl(years, source):
    paged(years, lambda n: "/tin" if n == 1 else f"/tin/p{n}", lambda n: f"/tin/p{n + 1}")
    assert years.crawl(source).new == 10
    for _ in range(2):
        years.crawl(source, days=0.1)
        assert years.asked("/tin") == ["/tin", "/tin/p2", "/tin/p3"]
    years.site.listing("/tin", ["/bai-99.html"], more='<a class="next" href="/tin/p2">sau</a>')
    years.site.pages["/bai-99.html"] = Reply(body=years.bai(99))
    years.crawl(source, days=0.1)
    assert years.asked("/tin") == ["/tin", "/tin/p2", "/tin/p3", "/tin/p4"], "news on the first page: reckoned anew"


def test_a_page_of_a_listing_that_never_answers_strands_nothing(years, source):
    paged(years, lambda n: "/tin" if n == 1 else f"/tin/p{n}", lambda n: f"/tin/p{n + 1}")
    years.site.pages["/tin/p4"] = Reply(status=500)
    report = years.crawl(source)
    assert report.new == 9
    assert "skipped-page" in {issue.code for issue in report.issues}
    years.site.listing("/tin/p4", ["/bai-4.html"])
    assert years.crawl(source, days=0.2).new == 1, "the page itself is tried again"


def test_a_listing_that_goes_on_without_numbers_is_taken_up_when_its_page_answers_again(years, source):
    paged(
        years,
        lambda n: "/tin" if n == 1 else f"/tin/{'abcdefghij'[n]}",
        lambda n: f"/tin/{'abcdefghij'[n + 1]}",
        range(1, 9),
    )
    good = years.site.pages["/tin/f"]
    years.site.pages["/tin/f"] = Reply(status=503)
    assert years.crawl(source).new == 4
    for _ in range(8):
        years.crawl(source, days=0.2)
    years.site.pages["/tin/f"] = good
    assert sum(years.crawl(source, days=1).new for _ in range(5)) == 4


def test_stepping_over_has_an_end(years, source):
    paged(years, lambda n: "/tin" if n == 1 else f"/tin/p{n}", lambda n: f"/tin/p{n + 1}", range(1, 4))
    del years.site.pages["/tin/p3"]
    years.crawl(source)
    assert years.asked("/tin/p4") == [], "404 is the end"
    for number in range(3, 9):
        years.site.pages[f"/tin/p{number}"] = Reply(status=500)
    years.crawl(source, days=0.1)
    assert years.asked("/tin/p6") == [], "two in a row are stepped over, no more"
