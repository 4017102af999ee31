"""An operator mends a definition: what an earlier one made of addresses must not stand in the way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sources import Paging, PagingKind
from tests.crawler.conftest import Reply
from tests.thidua.test_back_fill import words


@pytest.fixture
def portal(years):
    links = [f"/bai-{number}.html" for number in range(1, 5)]
    years.site.listing("/tin", links)
    for number, link in enumerate(links, 1):
        years.site.pages[link] = Reply(body=years.bai(number, words(number)))
    return years


@pytest.mark.parametrize(
    "wrong", [{"article": (), "sections": (r"/bai-\d",)}, {"files": (r"\.html$",)}], ids=["sections", "files"]
)
def test_what_was_taken_for_something_else_is_read_as_an_article_once_the_definition_says_so(portal, source, wrong):
    portal.crawl(replace(source, **wrong))
    assert portal.registry.count("articles") == 0
    assert portal.crawl(source, days=1).new == 4
    assert portal.registry.count("articles") == 4
    assert portal.crawl(source, days=1).articles == 0, "once"
    assert portal.registry.check() == []


def test_a_section_that_was_taken_for_an_article_is_followed_once_the_definition_says_so(portal, source):
    portal.site.listing("/tin", ["/muc-1.html"])
    portal.site.listing("/muc-1.html", ["/bai-1.html", "/bai-2.html"])
    portal.crawl(replace(source, article=(r"/(bai|muc)-\d+\.html$",)))
    assert portal.asked("/bai") == []
    portal.crawl(replace(source, sections=(r"/muc-\d",)), days=1)
    assert len(portal.asked("/bai")) == 2
    portal.site.listing("/muc-1.html", ["/bai-3.html"])
    portal.crawl(replace(source, sections=(r"/muc-\d",)), days=1)
    assert portal.asked("/bai") == ["/bai-3.html"]


def test_pages_of_a_listing_whose_addresses_look_like_articles_are_followed_at_every_crawl(years, source):
    """Or a listing that goes on with `?id=2` ends on its first page."""
    source = replace(
        source,
        article=(r"/bai-\d+\.html$", r"[?&]id=\d+"),
        paging=Paging(kind=PagingKind.QUERY, param="id"),
    )
    for page in range(1, 6):
        pager = "".join(f'<a href="/tin?id={other}">{other}</a>' for other in range(1, 6))
        years.site.listing("/tin" if page == 1 else f"/tin?id={page}", [f"/bai-{page}.html"], more=words(page) + pager)
        years.site.pages[f"/bai-{page}.html"] = Reply(body=years.bai(page, words(page)))
    years.crawl(source)
    assert len(years.asked("/bai")) == 5
    years.site.listing("/tin?id=3", ["/bai-9.html"], more=words(9))
    years.site.pages["/bai-9.html"] = Reply(body=years.bai(9, words(9)))
    years.crawl(source, days=1)
    assert years.asked("/bai") == ["/bai-9.html"]
    assert sorted(years.asked("/tin")) == ["/tin", "/tin?id=2", "/tin?id=3"], "each once"


def test_what_is_denied_now_is_asked_for_no_more(portal, source):
    portal.crawl(source)
    report = portal.crawl(replace(source, deny=("/bai-[12]",)), days=400)
    assert sorted(portal.asked("/bai")) == ["/bai-3.html", "/bai-4.html"]
    assert (report.refused, report.failed) == (2, 0)
    assert portal.registry.count("articles") == 4, "what was published stays"


def test_a_redirect_to_a_section_says_that_an_article_is_gone(portal, source):
    source = replace(source, sections=(r"/muc/",))
    portal.site.listing("/muc/thi-dua", ["/bai-2.html"])
    portal.crawl(source)
    portal.site.pages["/bai-1.html"] = Reply(status=302, headers={"Location": "/muc/thi-dua"})
    assert portal.crawl(source, days=400).gone == 1
    assert [row["gone"] for row in portal.registry.table("articles")].count(1) == 1
    portal.site.pages["/bai-1.html"] = Reply(body=portal.bai(1, words(1)))
    portal.crawl(source, days=400)
    assert [row["gone"] for row in portal.registry.table("articles")].count(1) == 0, "and it may come back"
