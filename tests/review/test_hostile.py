"""Article text, titles and addresses are written by strangers: nothing of them runs, anywhere."""

import re

import pytest

from review.answers import _cell
from store import Registry
from tests.review.crawl import every_page
from tests.review.hostile import IMAGE, RAW, SCRIPT

_INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", re.IGNORECASE)


def test_no_page_lets_anything_through(browser):
    pages = {}
    for address, text in every_page(browser):
        if not address.partition("?")[0].endswith((".json", ".csv")):
            pages[address] = text
            for raw in RAW:
                assert raw not in text, address
            assert not _INLINE.search(re.sub(r"&[a-z#0-9]+;[^<]*", "", text)), f"inline script or style at {address}"
    shown = [address for address, text in pages.items() if "&lt;script&gt;alert" in text]
    kinds = {address.split("/")[1].partition("?")[0] for address in shown}
    assert {"article", "bloc", "event", "unit", "person", "award", "fact", "evidence"} <= kinds, "it was shown, escaped"


@pytest.mark.parametrize("text", [SCRIPT, IMAGE, "'\"<>&", "{{7*7}}", "%00", "\u202e", '" OR 1=1 --', "a" * 5000])
def test_what_is_searched_for_comes_back_escaped(browser, text):
    for path in ("/search", "/search.json", "/events", "/units", "/suggest.json"):
        answer = browser.get(path, params={"q": text})
        assert answer.status_code == 200, path
        if "html" in answer.headers["content-type"]:
            assert not any(raw in answer.text for raw in RAW)
            assert "49" not in re.findall(r'value="([^"]*)"', answer.text)


@pytest.mark.parametrize(
    "path", ["/", "/nothing", "/events.csv", "/events.json", "/static/site.css", "/login", "/sql/"]
)
def test_every_answer_carries_the_headers(browser, path):
    headers = browser.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


def test_pages_allow_no_inline_script(browser):
    policy = browser.get("/").headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


def test_datasette_runs_in_a_sandbox_without_our_origin(browser):
    policy = browser.get("/sql/").headers["content-security-policy"]
    assert policy.startswith("sandbox ")
    assert "allow-same-origin" not in policy
    assert "allow-top-navigation" not in policy


def test_links_lead_to_web_pages_only(own, open_app):
    with Registry.open(own) as registry:
        record = registry.record(registry.search("khoi", kind="article").hits[0].ref)
        assert record.article.url
        registry.db.execute("DROP TRIGGER articles_keep")
        registry.db.execute("UPDATE articles SET url = 'javascript:alert(1)'")
    client = open_app(own)
    for row in client.get("/articles.json").json()["rows"]:
        assert 'href="javascript:' not in client.get(f"/article/{row['id']}").text


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx"])
def test_a_spreadsheet_runs_no_formula_of_a_title(text):
    assert _cell(text) == f"'{text}"


def test_numbers_stay_numbers_in_csv():
    assert (_cell(-1), _cell(0.5), _cell(None), _cell("a=b")) == (-1, 0.5, None, "a=b")
