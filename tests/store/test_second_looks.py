"""When known articles are looked at again: soon when they are fresh, ever more rarely when they stand still."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import pairwise

import pytest

from records import Captured, Page, Visit
from sources import Revisits
from store import Registry
from store.revisits import next_due, spread
from tests.store.build import REVIEW, Hands, review

URL = "http://portal.test/tin/{}"
Answer = Callable[[int], str]


def capture(registry: Registry, hands: Hands, url: str, published: str | None) -> None:
    body = url.encode()
    page = Page(url=url, final_url=url, status=200, body=body, fetched_at=hands(), source="portal")
    maker = review(f"{REVIEW}Tin {url}", url=url)
    maker.published = published
    registry.add(maker.record(), fetch=registry.capture(Captured(page=page)))


def looks(
    registry: Registry, hands: Hands, answer: Answer, *, days: int, published: str | None = None, **how: object
) -> list[int]:
    """The days on which one article is asked for, when a crawl a day finds what `answer` says at the n-th look."""
    asked: list[int] = []
    for day in range(days):
        frontier = registry.frontier("portal", registry.start_run("crawl"), **how)
        frontier.push([Visit(url=URL.format(1), kind="article")])
        for lease in frontier.lease(9):
            outcome = answer(len(asked))
            asked.append(day)
            if outcome == "captured":
                capture(registry, hands, lease.visit.url, published)
            frontier.done(lease, outcome=outcome)
        hands.forward(days=1)
    return asked


def first_then(outcome: str) -> Answer:
    return lambda number: outcome if number else "captured"


def gaps(days: Iterable[int]) -> list[int]:
    return [later - earlier for earlier, later in pairwise(days)]


@pytest.mark.parametrize(
    ("published", "revisits", "least", "most"),
    [
        ("2025-01-10", Revisits(), 3, 6),
        (None, Revisits(), 3, 6),
        ("2031-05-05", Revisits(), 3, 6),  # a day that is misread makes no article young
        ("2024-11-11", Revisits(), 30, 46),
        ("2012-03-04", Revisits(), 180, 271),
        ("2025-01-10", Revisits(soonest=timedelta(days=1)), 1, 2),
        ("2012-03-04", Revisits(longest=timedelta(days=20)), 20, 31),
        ("2012-03-04", Revisits(soonest=timedelta(days=700), longest=timedelta(days=700)), 700, 1051),
    ],
)
def test_the_first_second_look_is_as_far_away_as_the_article_is_old(
    registry: Registry, hands: Hands, published: str | None, revisits: Revisits, least: int, most: int
) -> None:
    asked = looks(registry, hands, first_then("unchanged"), days=most + 1, published=published, revisits=revisits)
    assert asked[0] == 0
    assert least <= asked[1] <= most


@pytest.mark.parametrize("outcome", ["unchanged", "gone", "refused"])
def test_what_stays_as_it_is_is_asked_for_ever_more_rarely(registry: Registry, hands: Hands, outcome: str) -> None:
    asked = looks(registry, hands, first_then(outcome), days=500, published="2025-01-10")
    assert 4 <= len(asked) <= 10
    waits = gaps(asked)[1:]
    assert all(later >= 1.5 * earlier for earlier, later in pairwise(waits) if later < 180)


def test_a_page_that_changes_at_every_look_is_asked_for_more_often_but_ever_more_rarely_too(
    registry: Registry, hands: Hands
) -> None:
    asked = looks(registry, hands, lambda _: "captured", days=365, published="2025-01-10")
    assert 8 <= len(asked) <= 20
    assert max(gaps(asked)) > 60


def test_a_failure_in_between_does_not_begin_anew(registry: Registry, hands: Hands) -> None:
    def answer(number: int) -> str:
        return "captured" if not number else "failed" if number == 5 else "unchanged"

    asked = looks(registry, hands, answer, days=700, published="2025-01-10")
    assert gaps(asked)[5] == 1, "tried again at the next run"
    assert gaps(asked)[6] > gaps(asked)[4]


def test_an_archive_that_was_read_in_one_day_does_not_come_back_in_one_day(registry: Registry, hands: Hands) -> None:
    frontier = registry.frontier("portal", registry.start_run("crawl"))
    frontier.push([Visit(url=URL.format(number), kind="article") for number in range(1_000)])
    for lease in frontier.lease(1_000):
        frontier.done(lease, outcome="captured")
    due = registry.db.execute("SELECT substr(due_at, 1, 10) FROM visits").fetchall()
    first = Counter(day for (day,) in due)
    assert min(first) >= "2025-01-13"
    year = Counter(
        int(spread(next_due("article", "captured", age=timedelta(days=900), revisits=Revisits()), URL.format(n)).days)  # type: ignore[arg-type]
        for n in range(1_000)
    )
    assert min(year) >= 180
    assert max(year.values()) < 40


def test_news_come_before_second_looks(registry: Registry, hands: Hands) -> None:
    frontier = registry.frontier("portal", registry.start_run("crawl"))
    known = [Visit(url=URL.format(number), kind="article", priority=15) for number in range(9)]
    frontier.push(known)
    for lease in frontier.lease(9):
        frontier.done(lease, outcome="captured")
    hands.forward(days=30)
    frontier = registry.frontier("portal", registry.start_run("crawl"))
    listing = Visit(url="http://portal.test/tin?p=2", kind="listing", priority=5)
    assert frontier.push([listing, Visit(url=URL.format(99), kind="article", priority=10)]) == 2
    assert [lease.visit.url for lease in frontier.lease(3)] == [
        URL.format(99),
        listing.url,
        URL.format(0),
    ]


def test_a_second_look_that_is_due_is_no_news(registry: Registry, hands: Hands) -> None:
    """Or a listing would be followed down to the page where nothing is due."""
    frontier = registry.frontier("portal", registry.start_run("crawl"))
    visits = [Visit(url=URL.format(1), kind="article"), Visit(url=URL.format(2), kind="article")]
    assert frontier.push(visits) == 2
    (lease,) = frontier.lease(1)
    frontier.done(lease, outcome="captured")
    hands.forward(days=30)
    later = registry.frontier("portal", registry.start_run("crawl"))
    assert later.push(visits) == 1, "the other was never visited: the run that found it was killed"
    assert later.pending() == 2
