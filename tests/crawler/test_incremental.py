"""The second crawl, and all after it: conditional requests, revisits, changes, what vanished, back-fill."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.options import CrawlOptions
from crawler.run import crawl
from sources import ListingSelectors, Selector, StartKind, StartPoint, Twin


def _again(source, frontier, sink, tmp_path, **options: Any) -> Any:
    frontier.next_run()
    return crawl(source, frontier, sink, archive=tmp_path, options=CrawlOptions(**options))


def _revisits(tmp_path) -> list[tuple[str, str]]:
    found = []
    for path in sorted(tmp_path.rglob("*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                if record.rec_type == "revisit":
                    profile = record.rec_headers.get_header("WARC-Profile").rpartition("/")[2]
                    found.append((record.rec_headers.get_header("WARC-Target-URI"), profile))
    return found


@pytest.fixture
def revisiting(frontier):
    frontier.revisit_articles = True
    return frontier


def test_a_known_page_is_asked_for_conditionally(site, source, revisiting, sink, reply, tmp_path) -> None:
    site.listing("/tin", ["/mot.html"])
    site.article("/mot.html")
    full = site.pages["/mot.html"]
    full.headers |= {"ETag": '"v1"', "Last-Modified": "Mon, 04 Mar 2024 02:00:00 GMT"}
    fresh = lambda asked: reply(status=304) if asked.headers.get("If-None-Match") == '"v1"' else full  # noqa: E731
    site.pages["/mot.html"] = fresh
    crawl(source, revisiting, sink, archive=tmp_path)
    report = _again(source, revisiting, sink, tmp_path)
    last = [asked for asked in site.asked if asked.path == "/mot.html"][-1]
    assert last.headers["If-Modified-Since"] == "Mon, 04 Mar 2024 02:00:00 GMT"
    assert (report.articles, report.unchanged) == (0, 2)
    assert revisiting.ended[f"{site.url}/mot.html"] == "unchanged"
    told = [(each.page.status, each.changed) for each in sink.captures if each.facts["kind"] == "article"]
    assert told == [(200, True), (304, False)], "the registry is told that it still stands"
    assert (f"{site.url}/mot.html", "server-not-modified") in _revisits(tmp_path)


def test_the_same_body_again_is_a_revisit_record(site, source, revisiting, sink, tmp_path) -> None:
    site.listing("/tin", ["/mot.html"])
    site.article("/mot.html")
    crawl(source, revisiting, sink, archive=tmp_path)
    _again(source, revisiting, sink, tmp_path)
    assert (f"{site.url}/mot.html", "identical-payload-digest") in _revisits(tmp_path)
    first, second = (each for each in sink.captures if each.facts["kind"] == "article")
    assert (first.changed, second.changed) == (True, False)
    assert first.warc
    assert second.warc is None


def test_a_page_whose_counter_moved_is_a_revisit_record_of_its_own_profile(
    site, source, revisiting, sink, tmp_path
) -> None:
    site.listing("/tin", ["/mot.html"])
    says = lambda page, _visit: page.body.decode().partition("<i>")[0]  # noqa: E731
    for count in (1, 2, 3):
        site.article("/mot.html", links=f"<i>Lượt xem: {count}</i>")
        report = _again(source, revisiting, sink, tmp_path, says=says)
        revisiting.said[f"{site.url}/mot.html"] = says(sink.captures[-1].page, None)
    assert (report.changed, report.unchanged) == (0, 2)
    same = (f"{site.url}/mot.html", "urn:thidua:revisit:same-article")
    assert [found for found in _revisits(tmp_path) if found[0] == same[0]] == [same, same]
    assert [each.changed for each in sink.captures if each.facts["kind"] == "article"] == [True, False, False]
    # The second counter's body was not kept: a page that shows it again is no revisit of a body in the archive.
    _again(source, revisiting, sink, tmp_path, says=says)
    assert [found for found in _revisits(tmp_path) if found[0] == same[0]] == [same] * 3
    site.article("/mot.html", body="Đã đính chính. " * 300, links="<i>Lượt xem: 4</i>")
    assert _again(source, revisiting, sink, tmp_path, says=says).changed == 1


def test_a_changed_page_is_captured_again_and_both_bodies_are_kept(site, source, revisiting, sink, tmp_path) -> None:
    site.listing("/tin", ["/mot.html"])
    site.article("/mot.html", body="Lần đầu. " * 300)
    crawl(source, revisiting, sink, archive=tmp_path)
    site.article("/mot.html", body="Đã đính chính. " * 300)
    report = _again(source, revisiting, sink, tmp_path)
    assert report.changed == 1
    bodies = {each.page.sha256 for each in sink.captures if each.facts["kind"] == "article"}
    assert len(bodies) == 2


def test_a_page_that_vanished_is_noted(site, source, revisiting, sink, reply, tmp_path) -> None:
    site.listing("/tin", ["/mot.html"])
    site.article("/mot.html")
    crawl(source, revisiting, sink, archive=tmp_path)
    site.pages["/mot.html"] = reply(status=410, body="gone")
    report = _again(source, revisiting, sink, tmp_path)
    assert report.gone == 1
    assert ("vanished", f"{site.url}/mot.html") in [(code, url) for code, _, url in sink.issues]


def test_paging_stops_some_pages_after_nothing_new(site, source, frontier, sink, tmp_path) -> None:
    for number in range(1, 9):
        more = f'<a class="next" href="/tin?p={number + 1}">sau</a>' if number < 8 else ""
        site.listing("/tin" if number == 1 else f"/tin?p={number}", [f"/bai-{number}.html"], more=more)
        site.article(f"/bai-{number}.html")
    crawl(source, frontier, sink, archive=tmp_path)
    assert len(sink.urls()) == 8
    site.asked.clear()
    report = _again(source, frontier, sink, tmp_path)
    assert (report.listings, report.articles) == (3, 0)


def test_a_back_fill_follows_known_pages_down_to_its_day_and_no_further(
    site, altered, frontier, sink, reply, tmp_path
) -> None:
    for number, day in enumerate(["20/05/2024", "10/04/2024", "05/03/2024", "01/02/2024"], start=1):
        item = f'<div class="tin"><a href="/bai-{number}.html">Bài số {number} của khối</a><i>{day}</i></div>'
        more = f'<a class="next" href="/tin?p={number + 1}">sau</a>{"tin tức " * 300}'
        site.pages["/tin" if number == 1 else f"/tin?p={number}"] = reply(
            body=f"<html><body>{item}{more}</body></html>"
        )
        site.article(f"/bai-{number}.html")
    listing = ListingSelectors(item=(Selector(css="div.tin"),), date=(Selector(css="i"),))
    report = crawl(
        altered(listing=listing), frontier, sink, archive=tmp_path, options=CrawlOptions(since=date(2024, 3, 1))
    )
    assert sorted(sink.urls()) == [f"{site.url}/bai-{number}.html" for number in (1, 2, 3)]
    assert report.listings == 4
    article = next(each for each in sink.captures if each.page.url.endswith("bai-3.html"))
    assert article.facts["listed-day"] == "2024-03-05"


def test_print_savefile_and_amp_twins_are_one_article(site, altered, frontier, sink, tmp_path) -> None:
    links = ["/mot.html", "/print/mot.html", "/savefile/mot.html", "/mot.html?utm_source=fb", "/mot.html#binh-luan"]
    site.listing("/tin", [*links, "/mot.html/amp"])
    site.article("/mot.html")
    crawl(altered(twins=(Twin(pattern="/(print|savefile)/", replace="/"),)), frontier, sink, archive=tmp_path)
    assert [path for path in site.paths() if path not in {"/robots.txt", "/tin"}] == ["/mot.html"]


def test_a_listing_that_names_an_article_and_its_print_forms_leads_to_the_article_alone(
    site, source, frontier, sink, tmp_path
) -> None:
    forms = ["/print/mot.html", "/amp/mot.html", "/in/mot.html", "/mot.amp.html", "/muc/print/hai.html"]
    site.listing("/tin", [*forms, "/mot.html", "/in/ba.html"])
    for path in (*forms, "/mot.html", "/in/ba.html"):
        site.article(path)
    crawl(source, frontier, sink, archive=tmp_path)
    asked = [path for path in site.paths() if path not in {"/robots.txt", "/tin"}]
    # What is not listed beside its article is asked for: it may be all there is of it, or no print form at all.
    assert sorted(asked) == ["/in/ba.html", "/mot.html", "/muc/print/hai.html"]


def test_redirects_are_archived_hop_by_hop(site, source, frontier, sink, reply, tmp_path) -> None:
    site.listing("/tin", ["/cu.html"])
    site.pages["/cu.html"] = reply(status=301, headers={"Location": "/moi.html"})
    site.article("/moi.html")
    crawl(source, frontier, sink, archive=tmp_path)
    page = next(each.page for each in sink.captures if each.facts["kind"] == "article")
    assert (page.url, page.final_url) == (f"{site.url}/cu.html", f"{site.url}/moi.html")
    with next(tmp_path.rglob("*.warc.gz")).open("rb") as file:
        statuses = {
            record.rec_headers.get_header("WARC-Target-URI").rpartition("/")[2]: record.http_headers.get_statuscode()
            for record in ArchiveIterator(file)
            if record.rec_type == "response"
        }
    assert (statuses["cu.html"], statuses["moi.html"]) == ("301", "200")


def test_documents_of_an_article_on_blocs_are_captured_and_no_others(
    site, source, frontier, sink, reply, tmp_path
) -> None:
    site.listing("/tin", ["/khoi.html", "/bao.html"])
    site.article("/khoi.html", body="Khối thi đua số 3 ký kết. " * 80, links='<a href="/qd-12.pdf">Quyết định</a>')
    site.article("/bao.html", title="Bão số 4", body="Tin bão số 4. " * 200, links='<a href="/lich.pdf">Lịch</a>')
    site.pages["/qd-12.pdf"] = reply(body=b"%PDF-1.7 ...", type="application/pdf")
    report = crawl(source, frontier, sink, archive=tmp_path)
    assert sink.urls("file") == [f"{site.url}/qd-12.pdf"]
    assert report.files == 1
    file = next(each for each in sink.captures if each.facts["kind"] == "file")
    assert file.facts["listed-article"] == f"{site.url}/khoi.html"


def test_a_feed_and_a_sitemap_lead_to_articles(site, altered, frontier, sink, reply, tmp_path) -> None:
    site.pages["/rss"] = reply(
        type="application/rss+xml",
        body=f"""<rss version="2.0"><channel><item><title>Bài một</title><link>{site.url}/mot.html</link>
        <pubDate>Thu, 07 Mar 2024 20:30:00 GMT</pubDate></item></channel></rss>""",
    )
    site.pages["/sitemap.xml"] = reply(
        type="application/xml",
        body=f"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
        <sitemap><loc>{site.url}/s1.xml</loc></sitemap></sitemapindex>""",
    )
    site.pages["/s1.xml"] = reply(
        type="application/xml",
        body=f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
        <url><loc>{site.url}/hai.html</loc><lastmod>2024-03-08</lastmod></url>
        <url><loc>{site.url}/gioi-thieu</loc></url></urlset>""",
    )
    site.article("/mot.html")
    site.article("/hai.html")
    starts = (
        StartPoint(url=f"{site.url}/rss", kind=StartKind.FEED),
        StartPoint(url=f"{site.url}/sitemap.xml", kind=StartKind.SITEMAP),
    )
    crawl(altered(start=starts), frontier, sink, archive=tmp_path)
    assert sorted(sink.urls()) == [f"{site.url}/hai.html", f"{site.url}/mot.html"]
    first = next(each for each in sink.captures if each.page.url.endswith("mot.html"))
    assert first.facts["listed-day"] == "2024-03-08"  # 20:30 GMT is the next morning in Việt Nam


def test_a_search_is_asked_each_of_its_queries(site, altered, frontier, sink, tmp_path) -> None:
    site.listing("/tim?q=kh%E1%BB%91i+thi+%C4%91ua", ["/mot.html"])
    site.listing("/tim?q=giao+%C6%B0%E1%BB%9Bc", ["/hai.html"])
    site.article("/mot.html")
    site.article("/hai.html")
    start = StartPoint(url=f"{site.url}/tim?q={{query}}", kind=StartKind.SEARCH, queries=("khối thi đua", "giao ước"))
    crawl(altered(start=(start,)), frontier, sink, archive=tmp_path)
    assert len(sink.urls()) == 2
