"""Every list on a page is there as CSV and JSON."""

import csv
import io
import re

from tests.review.conftest import sign_in
from tests.review.crawl import every_page

_LIST = re.compile(r"<(table|ol class=\"(?:hits|timeline|steps)|ul class=\"(?:plain-list|columns|fact-list)|figure)")
_TAKE = re.compile(r'<a href="([^"]+\.csv[^"]*)">CSV</a> <a href="([^"]+\.json[^"]*)">JSON</a>')


def test_no_page_has_a_list_that_cannot_be_taken_away(browser):
    for address, text in every_page(browser, most_of_a_kind=6):
        main = text.partition("<main")[2].partition("</main>")[0]
        if _LIST.search(main) and not address.startswith(("/capture", "/data")):
            assert _TAKE.search(main), f"{address} has a list and no way to take it"


def test_each_link_gives_the_same_rows_in_both_forms(browser):
    seen = set()
    for _, text in every_page(browser, most_of_a_kind=6):
        for as_csv, as_json in _TAKE.findall(text):
            kind = re.sub(r"[a-z]+-[0-9a-f]{12}|[0-9a-f]{16}|\?.*", "", as_csv)
            if kind in seen:
                continue
            seen.add(kind)
            table = list(csv.DictReader(io.StringIO(browser.get(as_csv.replace("&amp;", "&")).text)))
            answer = browser.get(as_json.replace("&amp;", "&")).json()
            rows = answer["facts"] if "/evidence/" in as_json else answer["rows"]
            assert len(table) >= len(rows) > 0, as_csv
            assert list(table[0]) == list(rows[0]), as_csv
    assert "/event//awards.csv" in seen
    assert "/chart/events-by-month.csv" in seen


def test_what_is_no_list_of_a_page_is_not_there(browser):
    event = browser.get("/events.json").json()["rows"][0]["id"]
    for part in ("row", "nothing", "id"):
        assert browser.get(f"/event/{event}/{part}.csv").status_code == 404


def test_captures_and_runs_are_for_operators(open_app, workspace):
    browser = open_app(workspace)
    assert browser.get("/source/portal/captures.csv").status_code == 404
    assert browser.get("/operations/runs.csv", follow_redirects=False).status_code == 303
    sign_in(browser, "quan")
    assert browser.get("/source/portal/captures.csv").status_code == 200
    assert browser.get("/operations/runs.json").status_code == 200
