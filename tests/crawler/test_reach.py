"""How far back a listing is followed: its own days, else those of its articles, whatever is pinned."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.reach import Reach

SINCE = date(2024, 3, 1)
NEW, OLD = date(2024, 5, 5), date(2020, 1, 1)
N, O, X = NEW, OLD, None  # noqa: E741 - a day that is wanted, one that is not, one that nobody knows


@pytest.mark.parametrize(
    ("captured", "past"),
    [
        ([[N, N], [N, N], [N, N]], None),
        ([[N, N], [O, O], [O, O], [O, O]], 3),
        ([[O, O], [N, N], [O, O], [N, N]], None),  # a page of old ones between new ones: sorted by update
        ([[N, N], [O, O], [X, X], [O, O], [O, O]], 5),  # a page that tells nothing parts two others
        ([[N, N, N, N], [O, O, O, N], [O, O, O, N]], 3),  # one that was put up again
        ([[N, N, N, N], [O, O, N, N], [O, N, O, N]], None),
        ([[N, N], [O, X, X], [O, X, X]], None),  # too few are known
        ([[N, N], [O, X], [O, X]], 3),
        ([[N], [], [], []], None),
    ],
)
def test_days_of_articles_end_a_listing_that_gives_none(captured: list[list[date | None]], past: int | None) -> None:
    days = {f"/{page}/{at}": day for page, row in enumerate(captured, 1) for at, day in enumerate(row) if day}
    reach = Reach(lambda urls: {url: days[url] for url in urls if url in days})
    found = None
    for page, row in enumerate(captured, 1):
        reach.note("/tin", page, [(f"/{page}/{at}", None) for at in range(len(row))])
        found = found or (page if reach.is_past("/tin", page, SINCE) else None)
    assert found == past


@pytest.mark.parametrize(
    ("given", "past"),
    [([O, O, O], True), ([O, O, N], False), ([O, X, X], False), ([X, X, X], False), ([O, O, X], True), ([], False)],
)
def test_days_of_the_listing_end_it_at_once_when_most_entries_have_one(given: list[date | None], *, past: bool) -> None:
    reach = Reach(lambda _: {})
    reach.note("/tin", 1, [(f"/{at}", day) for at, day in enumerate(given)])
    assert reach.is_past("/tin", 1, SINCE) is past


def test_what_stands_on_every_page_says_nothing() -> None:
    pinned = [("/moi-1", NEW), ("/moi-2", NEW)]
    reach = Reach(lambda urls: dict.fromkeys(urls, OLD))
    assert reach.note("/tin", 1, [*pinned, ("/a", None)]) == 3
    assert [reach.note("/tin", page, [*pinned, (f"/{page}", None)]) for page in (2, 3)] == [1, 1]
    assert reach.is_past("/tin", 3, SINCE)


def test_articles_whose_capture_is_on_its_way_are_looked_for_again() -> None:
    days: dict[str, date] = {}
    reach = Reach(lambda urls: {url: days[url] for url in urls if url in days})
    for page in (1, 2, 3):
        reach.note("/tin", page, [(f"/{page}", None)])
        assert not reach.is_past("/tin", page, SINCE)
    days |= {"/2": OLD, "/3": OLD}
    assert reach.is_past("/tin", 3, SINCE)
    assert not reach.is_past("/tin", 2, SINCE)


def test_listings_are_told_apart_and_no_more_is_kept_than_is_looked_at() -> None:
    asked: list[str] = []
    reach = Reach(lambda urls: asked.extend(urls) or {})  # type: ignore[func-returns-value]
    for page in range(1, 50):
        reach.note("/tin", page, [(f"/{page}", None)])
    assert not reach.is_past("/khac", 49, SINCE)
    assert not reach.is_past("/tin", 49, SINCE)
    assert len(asked) == 6
