"""Searching: with or without diacritics, narrowed by facets that count."""

import pytest


def found(browser, **query):
    return browser.get("/search.json", params=query).json()


@pytest.mark.parametrize("words", ["Sở Tư pháp", "so tu phap", "SỞ TƯ PHÁP", "so  tu-phap", '"sở tư pháp"'])
def test_marks_case_and_spaces_are_optional(browser, words):
    titles = [row["title"] for row in found(browser, q=words, kind="unit")["rows"]]
    assert titles == ["Sở Tư pháp"]


def test_facets_count_what_one_would_find(browser):
    all_of = found(browser, q="khoi thi dua")
    for name, counts in all_of["facets"].items():
        for value, count in counts.items():
            assert found(browser, q="khoi thi dua", **{name: value})["total"] == count, (name, value)


def test_facets_of_awards_and_events(browser):
    assert {row["kind"] for row in found(browser, form="flag")["rows"]} == {"award"}
    assert found(browser, form="flag", status="conferred")["total"] == 2
    assert [row["start"] for row in found(browser, type="signing")["rows"]] == ["2025-02-20"]


def test_without_words_the_latest_events(browser):
    days = [row["start"] for row in found(browser)["rows"]]
    assert days == sorted(days, reverse=True)
    assert len(days) == 3


@pytest.mark.parametrize("query", [{"year": "x"}, {"kind": "nothing"}])
def test_what_cannot_be_asked_is_said(browser, query):
    assert browser.get("/search.json", params=query).status_code == 400


@pytest.mark.parametrize(
    "words", ['"', "AND", "NOT OR", "*", "a*", "(", "col:x", "^", "-", "NEAR(a b)", "\x00", "đ" * 400]
)
def test_nothing_typed_breaks_it(browser, words):
    assert browser.get("/search", params={"q": words}).status_code == 200
    assert browser.get("/units", params={"q": words}).status_code == 200
    assert browser.get("/suggest.json", params={"q": words}).status_code == 200


def test_what_changes_while_typing_is_a_part_of_the_page(browser):
    part = browser.get("/search?q=so+y&part=results").text
    assert "<html" not in part
    assert part.strip() in browser.get("/search?q=so+y").text
    assert "<b>Sở</b> <b>Y</b> tế" in part


def test_an_unfinished_word_is_completed(browser):
    assert "Sở Tư pháp" in [row["title"] for row in browser.get("/suggest.json?q=so+tu+ph").json()]
