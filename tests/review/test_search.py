"""Searching: with or without diacritics, narrowed by facets that count."""

import pytest

from records import Context
from store import Registry, web_search
from tests.store.build import Hands, Maker


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


def test_names_are_offered_the_likeliest_first(browser):
    titles = [row["title"] for row in browser.get("/suggest.json?q=so").json()]
    assert titles == sorted(titles, key=lambda title: (not title.lower().startswith("sở"), len(title), title))
    assert {row["kind"] for row in browser.get("/suggest.json?q=kho").json()} <= {"bloc", "unit", "person"}


def test_of_what_is_everywhere_the_latest_are_ranked_and_every_bloc(browser, monkeypatch):
    whole = found(browser, q="khoi thi dua", limit=500)
    monkeypatch.setattr(web_search, "_RANKED", 2)
    few = found(browser, q="khoi thi dua", limit=500)
    assert 0 < few["total"] < whole["total"]
    assert few["facets"]["kind"]["bloc"] == whole["facets"]["kind"]["bloc"]
    assert found(browser, q="khoi thi dua", kind="article")["total"] == whole["facets"]["kind"]["article"]


def test_one_place_is_one_facet_whoever_words_it(open_app, own):
    with Registry.open(own, clock=Hands()) as registry:
        registry.remember_source("ben-tre", name="Cổng Bến Tre", owner="Sở Nội vụ", place="tỉnh Bến Tre")
        for number, place in enumerate(
            ("Bến Tre", "tỉnh Bến Tre", "Hội Luật gia Việt Nam", "Công an huyện Ba Tri, Bến Tre")
        ):
            text = f"Khối thi đua số 7{number} ký kết\nNgày 20/02/2025, Khối thi đua số 7{number} ký kết giao ước."
            made = Maker(text, url=f"http://ben-tre.test/{number}", published="2025-02-21")
            made.event(
                made.bloc(f"Khối thi đua số 7{number}", place=place), "signing", "2025-02-20", quote="20/02/2025"
            )
            registry.add(made.record(), context=Context(source="ben-tre", place="tỉnh Bến Tre"))
    browser = open_app(own)
    places = found(browser, q="khoi thi dua")["facets"]["place"]
    assert sorted(name for name in places if "Bến Tre" in name) == ["Bến Tre", "huyện Ba Tri, Bến Tre"]
    assert "Hội Luật gia Việt Nam" not in places
    both = found(browser, q="khoi thi dua", place="Bến Tre")
    assert both["total"] == places["Bến Tre"]
    assert {row["kind"] for row in both["rows"]} >= {"article", "bloc"}
    assert found(browser, q="khoi thi dua", place="tỉnh Bến Tre")["total"] == both["total"]
    charted = {row["place"] for row in browser.get("/chart/events-by-place.json").json()["rows"]}
    assert "Bến Tre" in charted
    assert not any(name.startswith(("Hội", "Công an")) for name in charted | set(places))
