"""A crawl over loopback, from the start page to the archive."""

from __future__ import annotations

from pathlib import Path

from crawler.reading import read_at, read_pages
from crawler.run import crawl


def test_a_crawl_captures_every_article_of_every_listing_page(site, source, frontier, sink, tmp_path: Path) -> None:
    site.listing("/tin", ["/mot.html", "/hai.html"], more='<a class="next" href="/tin?p=2">2</a>')
    site.listing("/tin?p=2", ["/ba.html"])
    for name in ("mot", "hai", "ba"):
        site.article(f"/{name}.html", title=f"Bài {name}")
    report = crawl(source, frontier, sink, archive=tmp_path)
    assert report.ended == "finished"
    assert (report.articles, report.listings, report.changed, report.failed, report.pending) == (3, 2, 5, 0, 0)
    assert sorted(sink.urls()) == [f"{site.url}/{name}.html" for name in ("ba", "hai", "mot")]


def test_a_second_crawl_of_an_unchanged_site_fetches_listings_only(site, source, frontier, sink, tmp_path) -> None:
    site.listing("/tin", ["/mot.html"])
    site.article("/mot.html")
    crawl(source, frontier, sink, archive=tmp_path)
    site.asked.clear()
    frontier.next_run()
    report = crawl(source, frontier, sink, archive=tmp_path)
    assert [path for path in site.paths() if path != "/robots.txt"] == ["/tin"]
    assert (report.unchanged, report.changed) == (1, 0)


def test_each_capture_is_found_by_its_place_and_verified_by_its_hash(site, source, frontier, sink, tmp_path) -> None:
    site.listing("/tin", ["/mot.html"])
    site.article("/mot.html")
    crawl(source, frontier, sink, archive=tmp_path)
    for capture in sink.captures:
        page = read_at(tmp_path / capture.warc, capture.offset, sha256=capture.page.sha256)
        assert page.body == capture.page.body
    archived = [page for page in read_pages(tmp_path / sink.captures[0].warc) if page.source]
    assert [page.sha256 for page in archived] == [capture.page.sha256 for capture in sink.captures]
    assert [page.source for page in archived] == ["mau", "mau"]
