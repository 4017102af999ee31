"""A draft: the family by its signs, the feeds the page announces; it loads as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources import StartKind, draft, look, read_source, source_id


@pytest.mark.parametrize(
    ("page", "family"),
    [
        ('<meta name="generator" content="NukeViet v4.5"><div class="news_column">', "nukeviet"),
        ('<link href="/wp-content/themes/a.css"><script src="/wp-includes/x.js">', "wordpress"),
        ("<meta content='blogger' name='generator'/><div class='post-body entry-content'>", "blogger"),
        ('<a href="/-/asset_publisher/x"><script>Liferay.ThemeDisplay</script>', "liferay"),
        ('<meta name="GENERATOR" content="Microsoft SharePoint"><a href="/_layouts/15/x.aspx">', "sharepoint"),
        ('<div id="dnn_ContentPane"><input id="__dnnVariable"><script src="/DesktopModules/x">', "dnn"),
        ('<input type="hidden" name="__VIEWSTATE"><a href="javascript:__doPostBack(\'a\',\'\')">', "aspnet"),
        ('<link type="application/rss+xml" href="/rss/home.rss">', "newspaper"),
        ("<p>Xin chào</p>", "generic"),
        ("", "generic"),
    ],
)
def test_the_family_is_told_by_its_signs(page: str, family: str) -> None:
    assert look("https://cong.example/", page).family == family


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.soyte.langson.gov.vn/tin", "soyte-langson"),
        ("http://phuong5.blogspot.com", "phuong5-blogspot"),
        ("https://baolamdong.vn", "baolamdong"),
        ("https://vn", "portal"),
    ],
)
def test_an_id_comes_from_the_host(url: str, name: str) -> None:
    assert source_id(url) == name


@pytest.mark.parametrize(
    "page",
    [
        '<title>Sở Y tế: tin "nóng" #1 {x}</title>',
        '<title>Báo tỉnh</title><link type="application/rss+xml" href="/rss/thoi-su.rss">',
        "<meta name='generator' content='WordPress 6'><title> a\n b </title>",
        "<p>Không có gì</p>",
    ],
)
def test_a_draft_loads_as_it_stands(tmp_path: Path, page: str) -> None:
    text = draft("https://www.soyte.langson.gov.vn/", page)
    path = tmp_path / "soyte-langson.yml"
    path.write_text(text, encoding="utf-8")
    source = read_source(path)
    assert source.start
    assert source.home == "https://www.soyte.langson.gov.vn"


def test_an_announced_feed_becomes_a_start_point(tmp_path: Path) -> None:
    page = """<title>Báo tỉnh</title><link type="application/rss+xml" href="/rss/thoi-su.rss">
    <link type="application/rss+xml" href="/comments/feed/">"""
    path = tmp_path / "baotinh.yml"
    path.write_text(draft("https://baotinh.vn", page), encoding="utf-8")
    feeds = [start.url for start in read_source(path).start if start.kind is StartKind.FEED]
    assert feeds == ["https://baotinh.vn/rss/thoi-su.rss"]
