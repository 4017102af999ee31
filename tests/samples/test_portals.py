"""The portals as a visitor meets them: every page renders, every link leads somewhere, every article can be reached."""

from __future__ import annotations

import json
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree

from samples import PortTakenError, Serving, portals, serve, stories
from samples.measure import story_path
from samples.story import PartKind, Quirk, Story
from tests.samples.browser import Answer, fetch, postback_pages, walk

IDS = sorted(portals())
ODD_ENCODING = {Quirk.WINDOWS_1258, Quirk.NFD}
each_portal = pytest.mark.parametrize("portal", IDS)
LISTS = {
    "bientay": ["/chinh-tri/", "/thi-dua/", "/xa-hoi/"],
    "congyenbai": ["/tin-trong-tinh", "/thi-dua-khen-thuong"],
    "mttqhanam": ["/vi/news/hoat-dong-mat-tran/", "/vi/news/phong-trao-thi-dua/"],
    "tuyhoa": ["/"],
}


@pytest.fixture(scope="module")
def walked(portals_served: Serving) -> dict[str, dict[str, Answer]]:
    """All that links lead to, by portal; the form of the ASP.NET list included."""
    found = {name: walk([f"{url}/"]) for name, url in portals_served.urls.items()}
    more = postback_pages(fetch(f"{portals_served.urls['sonoivu']}/TinTuc.aspx"))
    found["sonoivu"] |= walk([link for page in more for link in page.links()])
    return found


def address(serving: Serving, story: Story) -> str:
    return serving.urls[story.portal] + story_path(story)


def there(story: Story) -> bool:
    return not story.quirks & {Quirk.GONE, Quirk.CHALLENGE}


@each_portal
def test_every_link_leads_to_a_page_except_that_of_the_article_that_is_gone(
    walked, portals_served, portal: str
) -> None:
    gone = {address(portals_served, s) for s in stories() if s.has(Quirk.GONE)}
    challenged = {address(portals_served, s) for s in stories() if s.has(Quirk.CHALLENGE)}
    missing = {url for url, answer in walked[portal].items() if answer.status == 404}
    stopped = {url for url, answer in walked[portal].items() if answer.status == 503}
    assert {url.replace("/amp/", "/") for url in missing} <= gone
    assert {url.replace("/amp/", "/") for url in stopped} <= challenged
    assert [
        url for url, answer in walked[portal].items() if "lỗi xảy ra" in unquote(answer.body.decode("utf-8", "replace"))
    ] == []


@each_portal
def test_links_lead_to_every_article(walked, portals_served: Serving, portal: str) -> None:
    reached = {url.partition("?")[0] for url in walked[portal]} | set(walked[portal])
    assert [s.key for s in portals()[portal].stories() if address(portals_served, s) not in reached] == []


def test_there_are_as_many_pages_as_promised(walked) -> None:
    pages = {
        url for answers in walked.values() for url, a in answers.items() if a.status == 200 and a.type == "text/html"
    }
    articles = {story.key for story in stories() if there(story)}
    assert len(articles) >= 80
    assert len(pages) >= 110


@pytest.mark.parametrize("story", [s for s in stories() if there(s)], ids=lambda story: story.key)
def test_an_article_shows_all_that_its_story_says(portals_served: Serving, story: Story) -> None:
    answer = fetch(address(portals_served, story))
    assert answer.status == 200
    if story.quirks & ODD_ENCODING:
        return
    shown = " ".join(answer.tree.text_content().split()).casefold()
    parts = [story.title, story.lead, *(part.text for part in story.parts), story.byline or ""]
    assert [part for part in parts if " ".join(part.split()).casefold() not in shown] == []


@pytest.mark.parametrize("portal", sorted(LISTS))
def test_paging_reaches_every_article_of_a_list_once(portals_served: Serving, portal: str) -> None:
    paths = [f"{story_path(story)}" for story in portals()[portal].stories()]
    seen: list[str] = []
    for start in LISTS[portal]:
        url: str | None = portals_served.urls[portal] + start
        for _ in range(20):
            assert url is not None
            page = fetch(url)
            items = page.tree.cssselect(".asset-title a, .story__title a, .news_column h3 a, h3.post-title a")
            seen += [urlsplit(link.get("href")).path for link in items]
            url = older(page)
            if url is None:
                break
    assert sorted(seen) == sorted(paths)


def older(page: Answer) -> str | None:
    """The next page by the link that each family has for it."""
    rules = "a[rel=next], ul.pagination a[title='Trang sau'], a.blog-pager-older-link"
    found = [link.get("href") for link in page.tree.cssselect(rules)]
    found += [link.get("href") for link in page.tree.cssselect("ul.pager a") if link.text_content() == "Tiếp theo"]
    links = [link for link in page.links() if any(link.endswith(href) for href in found)]
    return links[0] if links else None


def test_the_postback_list_pages_through_every_article_and_refuses_a_foreign_view_state(
    portals_served: Serving,
) -> None:
    first = fetch(f"{portals_served.urls['sonoivu']}/TinTuc.aspx")
    links = [a.get("href") for page in postback_pages(first) for a in page.tree.cssselect("a.tieudetin")]
    assert sorted(links) == sorted(story_path(story) for story in portals()["sonoivu"].stories())
    refused = fetch(
        first.url, {"__EVENTTARGET": "ctl00$cphMain$grvTinTuc", "__EVENTARGUMENT": "Page$2", "__VIEWSTATE": "x"}
    )
    assert (refused.status, "viewstate MAC failed" in refused.text) == (500, True)


@each_portal
def test_robots_txt_asks_for_the_crawl_delay(portals_served: Serving, portal: str) -> None:
    answer = fetch(f"{portals_served.urls[portal]}/robots.txt")
    assert answer.type == "text/plain"
    assert answer.text.startswith("User-agent: *\n")
    assert "Crawl-delay: 1.5" in answer.text.splitlines()


def test_the_blog_closes_its_older_pages_to_robots_and_lists_all_in_its_feed(portals_served: Serving) -> None:
    home = portals_served.urls["tuyhoa"]
    assert "Disallow: /search" in fetch(f"{home}/robots.txt").text
    feed = etree.fromstring(fetch(f"{home}/feeds/posts/default?max-results=3").body)
    assert len(feed.findall("{*}entry")) == 3
    assert feed.find("{*}link[@rel='next']") is not None
    whole = etree.fromstring(fetch(f"{home}/feeds/posts/default?max-results=500").body)
    assert len(whole.findall("{*}entry")) == len(portals()["tuyhoa"].stories())


def test_sitemaps_and_feeds_name_the_newspapers_articles(portals_served: Serving) -> None:
    home = portals_served.urls["bientay"]
    maps = list(fetch(f"{home}/sitemap.xml").links())
    named = {link for url in maps for link in fetch(url).links()}
    assert named == {address(portals_served, story) for story in portals()["bientay"].stories()}
    assert 0 < len(set(fetch(f"{home}/rss/thi-dua.rss").links())) < len(named)


@pytest.mark.parametrize(
    ("portal", "form"),
    [
        ("bientay", lambda path: f"/amp{path}"),
        ("mttqhanam", lambda path: path.replace("/vi/news/", "/vi/news/print/")),
        ("mttqhanam", lambda path: path.replace("/vi/news/", "/vi/news/savefile/")),
        ("sonoivu", lambda path: path.replace("ChiTietTin", "InTin")),
        ("congyenbai", lambda path: f"{path}?inheritRedirect=false"),
    ],
)
def test_a_twin_tells_the_same_story_at_another_address(portals_served: Serving, portal: str, form) -> None:
    story = next(s for s in portals()[portal].stories() if there(s) and not s.quirks)
    twin = fetch(portals_served.urls[portal] + form(story_path(story)))
    assert twin.status == 200
    shown = " ".join(twin.tree.text_content().split())
    assert story.title in shown
    assert story.parts[-1].text.splitlines()[-1] in shown


def test_the_newspaper_prints_its_lead_twice_and_the_others_once(portals_served: Serving) -> None:
    for portal in ("bientay", "congyenbai"):
        story = next(s for s in portals()[portal].stories() if there(s) and s.lead and not s.quirks)
        body = fetch(address(portals_served, story)).tree.find("body")
        assert " ".join(body.text_content().split()).count(story.lead) == (2 if portal == "bientay" else 1)


@each_portal
def test_conditional_requests_are_answered_as_the_family_does(portals_served: Serving, portal: str) -> None:
    story = next(s for s in portals()[portal].stories() if there(s) and not s.quirks)
    first = fetch(address(portals_served, story))
    if portal == "sonoivu":  # a counter in every page: it has no validators to offer
        assert {"etag", "last-modified"} & first.headers.keys() == set()
        return
    again = fetch(first.url, If_None_Match=first.headers["etag"])
    since = fetch(first.url, If_Modified_Since=first.headers["last-modified"])
    assert [(again.status, again.body), (since.status, since.body)] == [(304, b"")] * 2


def test_clocks_show_the_time_of_the_visit_and_counters_count(portals_served: Serving) -> None:
    page = f"{portals_served.urls['sonoivu']}/TinTuc.aspx"
    first, second = fetch(page), fetch(page)
    assert "Thứ tư, ngày 01 tháng 04 năm 2026" in first.text
    counted = [int(a.tree.cssselect("#ctl00_lblTongTruyCap")[0].text_content()) for a in (first, second)]
    assert counted[0] < counted[1]


@pytest.mark.parametrize(("quirk", "read"), [(Quirk.WINDOWS_1258, "cp1258"), (Quirk.WRONG_CHARSET, "utf-8")])
def test_pages_in_odd_encodings_are_really_written_so(portals_served: Serving, quirk: Quirk, read: str) -> None:
    for story in (s for s in stories() if s.has(quirk)):
        answer = fetch(address(portals_served, story))
        assert "charset=utf-8" not in answer.headers["content-type"]
        assert "thi đua" in answer.body.decode(read)


def test_a_decomposed_page_has_its_marks_apart(portals_served: Serving) -> None:
    for story in (s for s in stories() if s.has(Quirk.NFD)):
        text = fetch(address(portals_served, story)).text
        assert "hội" not in text
        assert "ho\u0302\u0323i".lower() in text.lower() or "ho\u0323\u0302i" in text.lower()


def test_an_undated_page_has_its_day_in_the_list_only(portals_served: Serving) -> None:
    for story in (s for s in stories() if s.has(Quirk.UNDATED)):
        text = fetch(address(portals_served, story)).text
        assert f"{story.published:%d/%m/%Y}" not in text.partition("Tin liên quan")[0].partition("Các tin khác")[0]


def test_a_challenge_stands_in_for_one_article(portals_served: Serving) -> None:
    for story in (s for s in stories() if s.has(Quirk.CHALLENGE)):
        answer = fetch(address(portals_served, story))
        assert answer.status == 503
        assert "Just a moment" in answer.text
        assert story.title not in answer.text


def test_attached_decisions_are_pdf_files_that_name_the_award(portals_served: Serving, walked) -> None:
    files = {url: a for answers in walked.values() for url, a in answers.items() if a.type == "application/pdf"}
    assert len(files) == len({file.file for story in stories() for file in story.attachments})
    for answer in files.values():
        assert answer.body.startswith(b"%PDF-1.4")
        assert answer.body.endswith(b"%%EOF\n")
        start = int(answer.body.rpartition(b"startxref\n")[2].split()[0])
        assert answer.body[start:].startswith(b"xref\n")
    assert any(b"QUYET DINH" in answer.body for answer in files.values())


def test_json_ld_and_meta_of_the_newspaper_can_be_read(portals_served: Serving) -> None:
    for story in (s for s in portals()["bientay"].stories() if there(s)):
        tree = fetch(address(portals_served, story)).tree
        said = json.loads(tree.cssselect("script[type='application/ld+json']")[0].text)
        assert (said["headline"], said["datePublished"]) == (story.title, story.published.isoformat())


def test_revision_2_changes_one_article_and_takes_one_away() -> None:
    with serve() as serving:
        changed = next(story for story in stories(2) if story.revised)
        vanishing = next(story for story in stories() if story.has(Quirk.VANISHES))
        before = fetch(address(serving, changed))
        assert fetch(address(serving, vanishing)).status == 200
        serving.advance()
        after = fetch(address(serving, changed), If_None_Match=before.headers["etag"])
        assert after.status == 200
        assert after.headers["last-modified"] != before.headers["last-modified"]
        assert after.body != before.body
        assert fetch(address(serving, vanishing)).status == 404
        listed = fetch(f"{serving.urls[vanishing.portal]}/{vanishing.section}/")
        assert vanishing.title not in listed.text


def test_wished_ports_are_given_and_a_taken_one_is_named() -> None:
    with serve() as first:
        taken = urlsplit(first.urls["tuyhoa"]).port
        assert taken is not None
        with pytest.raises(PortTakenError, match=rf"tuyhoa: port {taken} of 127.0.0.1 cannot be used"):  # noqa: SIM117
            with serve(ports={"tuyhoa": taken}):
                pass
    with serve(ports={"tuyhoa": taken}) as second:
        assert second.urls["tuyhoa"] == first.urls["tuyhoa"]


def test_every_part_of_a_body_has_its_own_markup(portals_served: Serving) -> None:
    rules = {
        "bientay": ".image-caption",
        "congyenbai": "figcaption",
        "mttqhanam": "figcaption",
        "sonoivu": "td.chuthich",
        "tuyhoa": ".tr-caption",
    }
    for portal, rule in rules.items():
        story = next(s for s in portals()[portal].stories() if s.captions and there(s) and not s.quirks)
        shown = [" ".join(e.text_content().split()) for e in fetch(address(portals_served, story)).tree.cssselect(rule)]
        wanted = [part.text for part in story.parts if part.kind is PartKind.CAPTION]
        assert sorted(shown) == sorted(wanted), portal
