"""What slows down, what is reached and what is kept when one small portal is crawled for years."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

import pytest

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


def test_twins_of_an_article_are_one_with_all_its_addresses(years, source):
    forms = ["/bai-9.html", "/bai-9.html?in=1", "/khac/bai-9.html", "/print.aspx?id=9", "/ban/in/9/bai-9.html"]
    source = replace(source, article=(r"bai-\d+\.html", r"print\.aspx\?id=\d+"))
    years.site.listing("/tin", forms)
    for form in forms:
        years.site.pages[form] = Reply(body=years.bai(9))
    years.crawl(source)
    (article,) = years.registry.table("articles")
    found = years.registry.show(article["id"])["addresses"]
    assert {each["address"] for each in found} == {years.site.url + form for form in forms}
    assert years.registry.check() == []


def test_a_print_form_that_names_its_article_is_read_under_that_address(years, source):
    own = f"{years.site.url}/ky-ket-giao-uoc-thi-dua-199.html"
    source = replace(source, article=(r"-\d+\.html", r"print\.aspx\?id=\d+"))
    years.site.listing("/tin", ["/print.aspx?id=199"])
    frame = "<p>Bản in ngày hôm nay của Cổng thông tin điện tử tỉnh Mẫu, không có giá trị thay bản gốc.</p>"
    page = years.bai(9, head=f'<link rel="canonical" href="{own}">')
    years.site.pages["/print.aspx?id=199"] = Reply(body=page.replace("<p>", frame + "<p>", 1))
    years.site.pages["/ky-ket-giao-uoc-thi-dua-199.html"] = Reply(body=page)
    years.crawl(source)
    (article,) = years.registry.table("articles")
    assert article["url"].endswith("/ky-ket-giao-uoc-thi-dua-199.html")
    assert years.asked("/ky-ket"), "the article itself is visited, although only its print form was listed"
    for _ in range(3):
        years.crawl(source, days=4)
    (article,) = years.registry.table("articles")
    assert article["versions"] <= 2


def letters(number):
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:06}")


@pytest.mark.parametrize("form", ["/bai-{}.html?zid={}", "/phien-{1}/bai-{0}.html"], ids=["a key", "a folder"])
def test_an_article_at_ever_new_addresses_is_found_out_and_they_are_left_out(years, source, form):
    source = replace(source, article=(r"/bai-\d+\.html",))
    visit = count(7)

    def listing(_asked):
        links = "".join(
            f'<li><a href="{form.format(n, letters(next(visit)))}">Tin của khối số {n}</a></li>' for n in (1, 2)
        )
        return Reply(body=f"<html><body><ul>{links}</ul>{'<p>Tin tức của sở</p>' * 90}</body></html>")

    years.site.pages["/tin"] = listing
    years.site.default = lambda asked: Reply(body=years.bai(int(asked.path.partition("bai-")[2].partition(".")[0])))
    years.site.pages["/robots.txt"] = Reply(status=404)
    for _ in range(5):
        report = years.crawl(source, days=0.1)
    assert years.registry.count("articles") == 2
    assert report.new == 0, "a fifth address is none"
    assert "session" in {issue.code for issue in report.issues}
    known = years.registry.count("visits")
    years.crawl(source, days=0.1)
    assert years.registry.count("visits") == known


def test_a_new_article_is_found_although_its_address_has_a_session(years, source):
    source = replace(source, article=(r"/bai-\d+\.html",))
    years.site.default = lambda asked: Reply(body=years.bai(int(asked.path.partition("bai-")[2].partition(".")[0])))
    years.site.pages["/robots.txt"] = Reply(status=404)
    for number in range(6):
        years.site.listing("/tin", [f"/bai-{each}.html?zid={letters(number * 10 + each)}" for each in (1, 3)])
        years.crawl(source, days=0.1)
    years.site.listing("/tin", [f"/bai-{number}.html?zid={letters(99)}" for number in (1, 2, 3)])
    assert years.crawl(source, days=0.1).new == 1
    assert years.registry.count("articles") == 3


@pytest.mark.parametrize(
    "form", ["/tin.aspx?id={}", "/bai/{}", "/tin.aspx?ma={}"], ids=["a number", "a name", "a code"]
)
def test_one_notice_posted_again_and_again_hides_no_other_article(years, source, form):
    source = replace(source, article=(r"/tin\.aspx\?\w+=\w+", r"/bai/[\w-]+"))
    names = [form.format(str(100 + n) if "id" in form else letters(n)) for n in range(9)]
    for number, name in enumerate(names):
        years.site.pages[name] = Reply(body=years.bai(2 if number == 1 else 1))
    years.site.listing("/tin", names[:6])
    years.crawl(source)
    years.site.pages[names[6]] = Reply(body=years.bai(3))
    years.site.listing("/tin", names[:7])
    years.crawl(source, days=0.1)
    assert years.registry.count("articles") == 3


SENTENCES = [
    "Hội cựu chiến binh các huyện trồng được hơn nghìn cây xanh dọc tuyến đường liên xã trong tháng vừa qua.",
    "Sở Y tế mở lớp tập huấn phòng chống dịch cho cán bộ trạm y tế, có bác sĩ tuyến trên về hướng dẫn thực hành.",
    "Đoàn kiểm tra của tỉnh làm việc với các trường học về công tác chuẩn bị cho kỳ thi cuối cấp sắp tới.",
    "Nông dân vùng ven biển thu hoạch muối sớm, giá bán cao hơn năm ngoái nên bà con rất phấn khởi.",
    "Thư viện tỉnh khai trương phòng đọc mới dành cho thiếu nhi, phục vụ cả ngày thứ bảy và chủ nhật hằng tuần.",
    "Công an thành phố trao trả xe máy bị mất cắp cho người dân sau nhiều tháng kiên trì điều tra, xác minh.",
]


def story(years, number):
    page = years.bai(number, f"<i>{letters(number)}</i>", dated=TODAY)
    return page.replace(page[page.index("<p>") : page.rindex("</p>")], f"<p>{SENTENCES[number] * 3}")


@pytest.mark.parametrize(
    "form", ["/bai-{}.html", "/tin.aspx?ma={}", "/tin.aspx?tabid=123&ma={}", "/bai/{}/chi-tiet-tin.html"]
)
def test_a_portal_that_shows_one_page_everywhere_for_a_while_hides_nothing(years, source, form):
    """Its articles are one then; they part when they answer again, and no address is taken for a session's."""
    source = replace(source, article=(r"/bai-\w+\.html", r"/tin\.aspx\?", r"/bai/\w+/chi"))
    names = [form.format(letters(number)) for number in range(6)]
    years.site.listing("/tin", names[:5])
    mended = "<h1>Cổng thông tin</h1>" + "<p>Hệ thống đang được nâng cấp, mời quý vị quay lại sau ít giờ nữa.</p>" * 9
    years.site.default = lambda _: Reply(body=f"<html><title>Cổng thông tin</title><body>{mended}</body></html>")
    years.site.pages["/robots.txt"] = Reply(status=404)
    years.crawl(source)
    assert years.registry.count("articles") == 1
    for number, name in enumerate(names):
        years.site.pages[name] = Reply(body=story(years, number))
    years.site.listing("/tin", names)
    assert years.crawl(source, days=1).new == 1
    for _ in range(3):
        years.crawl(source, days=5)
    assert len({row["title"] for row in years.registry.table("articles")}) == 6
    assert years.registry.check() == []
