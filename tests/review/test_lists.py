"""Lists narrow, sort, turn pages, and are the same as CSV and JSON."""

import csv
import io

import pytest

from review.pages.choices import vocabulary
from store.web_lists import LISTINGS


@pytest.mark.parametrize("name", LISTINGS)
def test_page_csv_and_json_are_the_same_list(browser, name):
    page = browser.get(f"/{name}")
    table = list(csv.DictReader(io.StringIO(browser.get(f"/{name}.csv").text)))
    answer = browser.get(f"/{name}.json", params={"limit": 1000}).json()
    assert page.status_code == 200
    assert len(table) == len(answer["rows"]) == answer["total"] > 0
    assert list(table[0]) == list(answer["rows"][0])


@pytest.mark.parametrize("name", LISTINGS)
def test_every_order_and_filter_of_a_list_can_be_asked(browser, name):
    for order in LISTINGS[name].orders:
        assert browser.get(f"/{name}", params={"order": order}).status_code == 200
    for key in LISTINGS[name].filters:
        value = {"month": "2024-05"}.get(key) or (vocabulary(key, name) or ("2024",))[0]
        for form in ("", ".csv", ".json"):
            assert browser.get(f"/{name}{form}", params={key: value}).status_code == 200


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/events.json?order=colour", "there is no order 'colour'"),
        ("/events.json?year=abc", "year is 'abc'; expected a whole number"),
        ("/events.json?limit=-1", "limit is '-1'; expected a whole number"),
        ("/events.json?offset=1e9", "offset is '1e9'"),
        ("/events?page=x", "page is"),
        ("/events?year=99999999999999999999", "expected a smaller number"),
        ("/events.csv?year=99999999999999999999", "expected a smaller number"),
        ("/events.json?offset=99999999999999999999", "expected a smaller number"),
        ("/search?year=99999999999999999999", "expected a smaller number"),
        ("/search.json?q=a&year=-99999999999999999999", "expected a smaller number"),
        ("/capture/99999999999999999999", "too large"),
        ("/capture/99999999999999999999/text", "too large"),
        ("/capture/99999999999999999999/page", "too large"),
        ("/capture/" + "9" * 5000, "too large"),
        ("/awards?form=bogus", "form is 'bogus'; possible: flag, "),
        ("/awards.csv?status=bogus", "status is 'bogus'; possible: proposed, decided, conferred"),
        ("/leaderships.csv?status=decided", "possible: serving, incoming, outgoing"),
        ("/events.csv?reviewed=bogus", "possible: yes, no"),
        ("/events.csv?month=may", "expected a month as 2024-05"),
        ("/events?since=yesterday", "expected a day as"),
        ("/search?kind=bogus", "possible: article, bloc"),
        ("/events.csv?yaer=2024", "there is no filter 'yaer'; possible: place, year"),
        ("/search.json?q=a&colour=red", "there is no filter 'colour'"),
    ],
)
def test_what_cannot_be_asked_is_said(browser, address, says):
    answer = browser.get(address, headers={"accept-language": "en"})
    assert answer.status_code == 400
    assert says in answer.text.replace("&#39;", "'")
    own = browser.get(address, headers={"accept-language": "vi"})
    assert own.status_code == 400
    assert "“" in own.text, "said in the reader's language, naming what was given"
    assert "possible" not in own.text
    assert "expected" not in own.text


def test_a_page_ignores_what_a_link_was_given_on_its_way(browser):
    assert browser.get("/events?utm_source=mail").status_code == 200


def test_filters_narrow_page_csv_and_json_alike(browser):
    query = {"type": "signing", "year": "2025"}
    answer = browser.get("/events.json", params=query).json()
    assert [row["start"] for row in answer["rows"]] == ["2025-02-20"]
    assert "20/02/2025" in browser.get("/events", params=query).text
    assert "15/01/2025" not in browser.get("/events", params=query).text
    assert len(browser.get("/events.csv", params=query).text.splitlines()) == 2


def test_a_list_is_found_without_diacritics(browser):
    rows = browser.get("/units.json", params={"q": "so y te"}).json()["rows"]
    assert [row["name"] for row in rows] == ["Sở Y tế"]


def test_json_names_the_next_rows_until_there_are_none(browser):
    address, names = "/units.json?limit=2&order=name", []
    while address:
        answer = browser.get(address).json()
        names += [row["name"] for row in answer["rows"]]
        address = answer["next"]
    assert len(names) == len(set(names)) == browser.get("/units.json").json()["total"]
    assert names == sorted(names)


def test_excel_is_told_that_it_is_utf_8(browser):
    assert browser.get("/units.csv").content[:3] != b"\xef\xbb\xbf"
    assert browser.get("/units.csv?excel=1").content[:3] == b"\xef\xbb\xbf"


def test_an_empty_list_still_has_its_page(browser):
    assert "Chưa có gì ở đây" in browser.get("/events?year=1999").text
    assert browser.get("/events.csv?year=1999").status_code == 200


def test_charts_give_their_numbers(browser):
    months = browser.get("/chart/events-by-month.json").json()["rows"]
    assert [(row["month"], row["events"]) for row in months] == [("2025-01", 1), ("2025-02", 1), ("2025-03", 1)]
    assert browser.get("/chart/flags-by-unit.csv").text.startswith("unit,name,place,won,proposed\n")
    assert browser.get("/chart/nothing.json").status_code == 404
    page = browser.get("/coverage").text
    assert page.count("<svg viewBox") == 4
    assert page.count('role="img" aria-labelledby=') == 4
