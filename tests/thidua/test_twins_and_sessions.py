"""One article at many addresses, many articles at one page for a while: nothing is doubled and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import count

import pytest

from crawler.days import LOCAL
from tests.crawler.conftest import Reply

TODAY = datetime.now(LOCAL).date()


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


def gone(years):
    return {row["url"].partition("/bai-")[2][:1]: row["gone"] for row in years.registry.table("articles")}


def test_an_article_is_gone_when_all_its_addresses_are(years, source):
    source = replace(source, article=(r"/bai-\d+\.html",))
    for path in ("/print/bai-1.html", "/bai-1.html"):
        years.site.pages[path] = Reply(body=years.bai(1))
        years.site.listing("/tin", [path])
        years.crawl(source, days=1)
    years.site.pages["/print/bai-1.html"] = Reply(status=404)
    assert years.crawl(source, days=400).gone == 1
    assert gone(years) == {"1": 0}, "only its print form is"
    years.site.pages["/bai-1.html"] = Reply(status=410)
    years.crawl(source, days=400)
    assert gone(years) == {"1": 1}
    years.site.pages["/print/bai-1.html"] = Reply(body=years.bai(1))
    years.crawl(source, days=400)
    assert gone(years) == {"1": 0}, "it may come back at any"
    assert years.registry.check() == []


@pytest.mark.parametrize("form", ["/bai-{}.html?zid={}", "/phien-{1}/bai-{0}.html"], ids=["a key", "a folder"])
def test_an_article_whose_session_ended_is_asked_for_at_its_new_address(years, source, form):
    source = replace(source, article=(r"/bai-\d+\.html",))
    years.site.pages["/robots.txt"] = Reply(status=404)
    found = lambda asked: Reply(body=years.bai(int(asked.path.partition("bai-")[2].partition(".")[0])))  # noqa: E731
    years.site.default = found
    for visit in range(6):
        years.site.listing("/tin", [form.format(number, letters(visit * 10 + number)) for number in (1, 3)])
        years.crawl(source, days=0.1)
    fresh = [form.format(number, letters(900 + number)) for number in (1, 3)]
    years.site.listing("/tin", fresh)
    years.site.default = lambda _: Reply(status=404)
    years.site.pages |= dict.fromkeys(fresh, found)
    years.crawl(source, days=400)
    assert gone(years) == {"1": 1, "3": 1}, "the old addresses are, and no other is known"
    years.crawl(source, days=1)
    assert gone(years) == {"1": 0, "3": 0}
    assert years.registry.count("articles") == 2
    assert years.registry.check() == []
