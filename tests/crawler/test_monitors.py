"""Each monitor: a run history that rings it, and the nearest one that does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from crawler import monitors, readings
from crawler.report import Reading, RunIssue, RunReport, report_from_json
from records import Article, Block, BlockKind
from sources import Expectations, Owner, Selector, Selectors, Source

NOW = datetime(2026, 3, 20, 3, 0, tzinfo=UTC)
SOURCE = Source(id="mau", name="Cổng mẫu", owner=Owner(name="Sở mẫu"), family="generic")


def report(days_ago: float = 0.0, **values: Any) -> RunReport:
    finished = NOW - timedelta(days=days_ago)
    usual = {"requests": 25, "listings": 3, "articles": 20, "new": 20, "changed": 23, "found": 22, **values}
    return RunReport(source="mau", started=finished, finished=finished, ended=usual.pop("ended", "finished"), **usual)


def history(*last: RunReport, runs: int = 5) -> list[RunReport]:
    return [*(report(days_ago=runs - 1 - number) for number in range(runs - 1)), *last]


def listed(*counts: int) -> list[RunReport]:
    days = range(len(counts) - 1, -1, -1)
    return [report(days_ago=day, listed={"https://a.vn/tin": count}) for day, count in zip(days, counts, strict=True)]


def reading(**values: Any) -> Reading:
    days = {f"2026-03-{day:02}": 2 for day in range(1, 11)}
    full = {"title": 20, "published": 20, "author": 19, "text": 20, "lead": 20, "captions": 3}
    return Reading(**{"articles": 20, "relevant": 8, "filled": full, "days": days, **values})


def codes(reports: list[RunReport], source: Source = SOURCE) -> set[str]:
    return {alarm.code for alarm in monitors.alarms(source, reports, now=NOW)}


def test_a_healthy_history_rings_nothing() -> None:
    assert codes(history(report(reading=reading()))) == set()
    assert codes([]) == set()


@pytest.mark.parametrize(
    ("code", "rings", "quiet"),
    [
        ("overdue", [report(days_ago=2.5)], [report(days_ago=1.5)]),
        (
            "silent",
            [report(days_ago=90), *(report(days_ago=d, new=0, articles=0) for d in (50, 30, 1))],
            [report(days_ago=90), report(days_ago=50, new=1), report(days_ago=1, new=0, articles=0)],
        ),
        (
            "silent",
            [report(days_ago=90), report(days_ago=50, new=9, since="2019-01-01"), report(days_ago=1, new=0)],
            [report(days_ago=90), report(days_ago=1, new=1)],
        ),
        (
            "unreachable",
            history(report(listings=0, articles=0, new=0, found=20, failed=3)),
            history(report(listings=1, articles=0, new=0, found=20, failed=3)),
        ),
        ("errors", history(report(failed=10)), history(report(failed=1))),
        ("errors", [report(articles=0, new=0, failed=12)], [report(failed=2, articles=1)]),  # from the first run
        ("fewer-items", listed(20, 20, 18, 2), listed(20, 20, 18, 4)),
        ("fewer-items", listed(5, 5, 5, 0), listed(2, 1, 2, 0)),
        ("fewer-items", listed(20, 20, 18, 0), [*listed(20, 20, 18), report(listed={})]),  # 304: it was not read
        ("listing-lost", [report(lost={"https://a.vn/tin": "status 404"})], [report()]),
        (
            "listing-lost",
            [
                report(days_ago=1, lost={"https://a.vn/tin": "status 500"}),
                report(lost={"https://a.vn/tin": "no answer"}),
            ],
            [report(days_ago=1), report(lost={"https://a.vn/tin": "no answer"})],  # it may answer next time
        ),
        (
            "listing-lost",
            [report(listings=0, lost={"https://a.vn/tin": "no answer"})],  # there is no other
            [report(listings=1, lost={"https://a.vn/tin": "no answer"})],
        ),
        ("no-items", [report(named=0)], [report(named=1)]),
        ("no-items", [report(named=0)], [report(named=None, statuses={"304": 1})]),
        ("no-items", [report(named=0, statuses={"304": 9})], [report(named=9)]),  # articles answer 304
        ("no-items", [report(named=0)], [report()]),  # of before this was counted
        (
            "unknown-layout",
            history(report(reading=Reading(unreadable=12))),
            history(report(reading=reading(unreadable=2))),
        ),
        (
            "unknown-layout",
            [report(days_ago=days, reading=Reading(unreadable=1)) for days in (2, 1, 0)],  # one a day
            [
                report(days_ago=2, reading=reading()),
                *(report(days_ago=d, reading=Reading(unreadable=1)) for d in (1, 0)),
            ],
        ),
        ("unknown-layout", [report(reading=reading(repeated=15))], [report(reading=reading(repeated=3))]),
        ("reader-fault", [report(reading=Reading(faults=50))], [report(reading=reading())]),
        ("reader-fault", history(report(reading=reading(faults=1))), history(report(reading=reading()))),
        ("challenge", history(report(challenges=6)), history(report(challenges=1))),
        (
            "backlog",
            [report(days_ago=d, ended="max_pages", pending=p) for d, p in ((2, 100), (1, 150), (0, 200))],
            [report(days_ago=d, ended="max_pages", pending=p) for d, p in ((2, 300), (1, 150), (0, 80))],
        ),
        (
            "trouble",
            history(report(issues=(RunIssue(code="trap", message="addresses like a/lich?# all show one page"),))),
            history(report(issues=(RunIssue(code="status-500", message="the host answers with status 500"),))),
        ),
        (
            "date-is-fetch-day",
            [report(reading=reading(on_fetch_day=19))],
            [report(reading=reading(on_fetch_day=4))],
        ),
        (
            "date-is-fetch-day",
            [report(days_ago=20), report(reading=reading(on_fetch_day=19))],  # after a pause there is older news
            history(report(reading=reading(on_fetch_day=19))),  # a daily run meets today's
        ),
        (
            "date-is-fetch-day",
            history(report(reading=reading(on_fetch_day=15, belied=15))),  # a daily run, and texts of 2019
            history(report(reading=reading(on_fetch_day=15, belied=4))),
        ),
        (
            "date-is-fetch-day",
            [report(days_ago=d, reading=Reading(articles=1, on_fetch_day=1, belied=1)) for d in range(5, 0, -1)],
            [report(days_ago=d, reading=Reading(articles=1, on_fetch_day=1)) for d in range(5, 0, -1)],
        ),
        (
            "same-date",
            history(report(reading=reading(days={"2019-01-01": 19, "2026-03-02": 1}))),
            history(report(reading=reading(days={"2026-03-19": 19, "2026-03-18": 1}))),  # yesterday's news
        ),
        (
            "same-date",
            [report(reading=reading(days={"2026-03-19": 20}))],
            [report(reading=reading(days={"2026-03-19": 12, "2026-03-18": 8}))],
        ),
        ("future-date", history(report(reading=reading(in_future=1))), history(report(reading=reading()))),
        (
            "field-lost",
            [*history(report(days_ago=1, reading=reading())), report(reading=reading(filled={"title": 20}))],
            [*history(report(days_ago=1, reading=reading())), report(reading=reading())],
        ),
        (
            "field-lost",
            history(report(reading=reading(filled={"published": 20}))),  # every article has a title
            history(report(reading=reading(filled={"title": 20}))),
        ),
    ],
)
def test_a_rule_rings_for_its_case_and_not_for_the_nearest_other(
    code: str, rings: list[RunReport], quiet: list[RunReport]
) -> None:
    assert code in codes(rings)
    assert code not in codes(quiet)


def test_a_field_that_was_always_rare_may_be_missing() -> None:
    before = history(report(days_ago=1, reading=reading()))
    filled = {"title": 20, "published": 20, "author": 19, "text": 20, "lead": 20, "captions": 0}
    assert "field-lost" not in codes([*before, report(reading=reading(filled=filled))])


def test_selectors_that_fit_few_pages_mean_a_new_layout() -> None:
    source = replace(SOURCE, selectors=Selectors(content=(Selector(css="#noi-dung"),)))
    rebuilt, same = reading(unknown_layout=15), reading(unknown_layout=2)
    assert "unknown-layout" in codes(history(report(reading=rebuilt)), source)
    assert "unknown-layout" not in codes(history(report(reading=same)), source)
    assert "unknown-layout" not in codes(history(report(reading=rebuilt)))


@pytest.mark.parametrize(("expected", "rings"), [((1, 500), False), ((200, 500), True), ((1, 50), True), (None, False)])
def test_articles_a_month_are_compared_with_the_definition(expected: tuple[int, int] | None, rings: bool) -> None:
    source = replace(SOURCE, expectations=Expectations(articles_per_month=expected))
    reports = [report(days_ago=40), *history(report())]
    assert ("expectation" in codes(reports, source)) is rings
    reports.insert(2, report(days_ago=3, new=9_000, since="2019-01-01"))
    assert ("expectation" in codes(reports, source)) is rings, "what a back-fill brings is no news"


def test_too_few_relevant_articles_are_told() -> None:
    source = replace(SOURCE, expectations=Expectations(share_relevant=0.3))
    assert "relevance" in codes(history(report(reading=reading(relevant=2))), source)
    assert "relevance" not in codes(history(report(reading=reading(relevant=8))), source)


def test_a_reading_is_counted_from_articles() -> None:
    text = "Tiêu đề\nSapô\nChú thích"
    blocks = (
        Block(start=0, end=7, kind=BlockKind.TITLE),
        Block(start=8, end=12, kind=BlockKind.LEAD),
        Block(start=13, end=22, kind=BlockKind.CAPTION),
    )
    today, tomorrow = date(2026, 3, 20), date(2026, 3, 21)
    articles = [
        Article(id="a", source="a", title="Tiêu đề", published=today, text=text, blocks=blocks),
        Article(id="b", source="b", published=tomorrow, text=" "),
        Article(id="c", source="c", title="Khác", author="Thu Hà", text="Khác"),
    ]
    found = readings.read_reading(articles, fetched_on=today, relevant=1)
    assert found.filled == {"title": 2, "published": 2, "author": 1, "text": 2, "lead": 1, "captions": 1}
    assert (found.on_fetch_day, found.in_future, found.relevant) == (1, 1, 1)
    assert found.days == {"2026-03-20": 1, "2026-03-21": 1}


@pytest.mark.parametrize(
    ("text", "day", "past"),
    [
        ("Ngày 12/3/2019, Khối thi đua số 1 họp.", date(2026, 11, 28), True),
        (
            "Khối thi đua ký giao ước năm 2021 theo Kế hoạch 12/KH-UBND ngày 5 tháng 2 năm 2021.",
            date(2026, 11, 28),
            True,
        ),
        ("Ngày 12/3/2025, khối họp.", date(2026, 11, 28), True),
        ("Sáng 28/11, khối tổng kết năm 2026; thành lập ngày 30/4/1975.", date(2026, 11, 28), False),
        ("Sáng 15/1, khối tổng kết năm 2025 theo Kế hoạch ngày 2/3/2025.", date(2026, 1, 15), False),
        ("Sáng nay khối họp, so với năm 2025 tăng 5%.", date(2026, 11, 28), False),
        ("Sáng nay khối họp.", date(2026, 11, 28), False),
        ("Ngày 45/13/2025 không có trong lịch.", date(2026, 11, 28), False),
    ],
)
def test_a_text_of_another_time_is_told_by_its_years(text: str, day: date, past: bool) -> None:
    assert readings.speaks_of_the_past(text, day) is past


def test_a_report_survives_json() -> None:
    whole = report(reading=reading(), issues=(RunIssue(code="trap", message="m", url="https://a.vn", count=3),))
    assert report_from_json(whole.to_json()) == whole
