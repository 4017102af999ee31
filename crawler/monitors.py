"""Rules that look at a source's run reports and say what an operator should look at. Pure functions, no I/O.

`alarms(source, reports, now=…)` applies every rule to the latest report and those before it. A rule takes the same and
returns an `Alarm` or None; it says nothing until it has seen enough to judge by.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median

from crawler.days import LOCAL
from crawler.history import (
    EARLIER,
    ENOUGH_FAILURES,
    ENOUGH_PAGES,
    ENOUGH_RUNS,
    always_filled,
    began_before,
    earlier,
    error_share,
    latest,
    latest_reading,
    share_filled,
    unreadable,
    visits,
)
from crawler.report import RunReport
from sources.model import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Something that an operator should look at: a code, the source, and a sentence with what to do."""

    code: str
    source: str
    message: str


Rule = Callable[[Source, Sequence[RunReport], datetime], Alarm | None]


def alarms(source: Source, reports: Sequence[RunReport], *, now: datetime) -> list[Alarm]:
    """All alarms of one source, whose reports come oldest first; `now` is aware."""
    return [alarm for rule in RULES if (alarm := rule(source, reports, now))]


def overdue(source: Source, reports: Sequence[RunReport], now: datetime) -> Alarm | None:
    """No run for twice the cadence: the schedule does not run, or every run is put off."""
    if reports and now - reports[-1].finished > 2 * source.cadence:
        days = (now - reports[-1].finished) / timedelta(days=1)
        return _alarm("overdue", source, f"the last run ended {days:.1f} days ago; is 'thidua schedule' running?")
    return None


def silent(source: Source, reports: Sequence[RunReport], now: datetime) -> Alarm | None:
    """Nothing new for longer than the source is ever silent, although it was asked."""
    limit = timedelta(days=source.expectations.silent_days)
    if not reports or now - reports[0].finished < limit:
        return None
    lately = [report for report in reports if now - report.finished <= limit]
    if lately and not any(report.new and not report.since for report in lately):
        return _alarm("silent", source, f"no new article for {limit.days} days; has the portal moved?")
    return None


def nothing_captured(source: Source, reports: Sequence[RunReport], _now: datetime) -> Alarm | None:
    """The run reached no page at all."""
    last = latest(reports)
    if last and last.requests and not last.listings + last.articles + last.unchanged and last.failed + last.refused:
        why = ", ".join(issue.message for issue in last.issues[:3])
        return _alarm("unreachable", source, f"no page could be captured ({why or 'no answer'})")
    return None


def more_errors(source: Source, reports: Sequence[RunReport], _now: datetime) -> Alarm | None:
    """A larger share of visits failed than ever before lately, or most did, be it in the very first run."""
    last, before = latest(reports), [error_share(report) for report in earlier(reports)]
    if last is None:
        return None
    share = error_share(last)
    if last.failed >= ENOUGH_FAILURES and share > 0.5:
        why = ", ".join(issue.message for issue in last.issues[:2])
        return _alarm("errors", source, f"{last.failed} of {visits(last)} visits failed ({why or 'no reason given'})")
    if len(before) < ENOUGH_RUNS or visits(last) < ENOUGH_PAGES:
        return None
    if share > max(0.1, 2 * max(before)):
        return _alarm("errors", source, f"{share:.0%} of the visits failed, at most {max(before):.0%} in earlier runs")
    return None


def listing_lost(source: Source, reports: Sequence[RunReport], _now: datetime) -> Alarm | None:
    """A start point gave no page: gone or refused, or failing for the second time, or there is no other one."""
    asked = [report for report in reports if report.requests]
    last, before = asked[-1] if asked else None, asked[-2].lost if len(asked) > 1 else {}
    if last is None:
        return None
    alone = not last.listings
    lost = [f"{url} ({why})" for url, why in last.lost.items() if alone or url in before or why.startswith("status 4")]
    if not lost:
        return None
    return _alarm("listing-lost", source, f"no page at {', '.join(lost[:3])}; has the listing moved?")


def fewer_items(source: Source, reports: Sequence[RunReport], _now: datetime) -> Alarm | None:
    """A start point names far fewer articles, known ones included, than it used to."""
    last = latest(reports)
    for url, count in last.listed.items() if last else ():
        before = [report.listed[url] for report in earlier(reports) if url in report.listed]
        usual = median(before) if len(before) >= ENOUGH_RUNS else 0
        if (usual >= ENOUGH_PAGES and count * 5 < usual) or (usual >= ENOUGH_FAILURES and not count):
            message = f"{url} names {count} articles, {usual:.0f} in earlier runs; has the listing changed?"
            return _alarm("fewer-items", source, message)
    return None


def no_items(source: Source, reports: Sequence[RunReport], _now: datetime) -> Alarm | None:
    """The listings were read and name no article at all: the article pattern does not fit, or scripts fill them."""
    last = latest(reports)
    if last is None or last.named is None or last.named or not last.listings:
        return None
    message = f"{last.listings} listings were read and name no article; do the article patterns fit its addresses?"
    return _alarm("no-items", source, message)


def off_the_month(source: Source, reports: Sequence[RunReport], now: datetime) -> Alarm | None:
    """Fewer or more new articles in the last thirty days than the definition expects."""
    expected = source.expectations.articles_per_month
    month = [report for report in reports if now - report.finished <= timedelta(days=30)]
    if expected is None or not month or now - reports[0].finished < timedelta(days=30):
        return None
    count = sum(report.new for report in month if not report.since)  # what a back-fill brings is no news
    least, most = expected
    if least <= count <= most:
        return None
    return _alarm("expectation", source, f"{count} new articles in thirty days, expected {least} to {most}")


def field_lost(source: Source, reports: Sequence[RunReport], _now: datetime) -> Alarm | None:
    """A field that articles of this source always had is no longer read."""
    readings = [report.reading for report in reports if report.reading and report.reading.articles]
    if not readings:
        return None
    last = readings[-1]
    lost = [name for name in always_filled(source, readings[:-1]) if share_filled(last, name) < 0.5]
    if last.articles < 3 or not lost:
        return None
    return _alarm("field-lost", source, f"{', '.join(lost)} missing in most articles; run 'thidua sources check'")


def unknown_layout(source: Source, reports: Sequence[RunReport], _now: datetime) -> Alarm | None:
    """Most pages give no article, or all the same one, or the source's selectors fit few: the portal was rebuilt."""
    reading = latest_reading(reports)
    nothing, pages = unreadable(reports)
    if nothing >= ENOUGH_FAILURES and nothing * 2 > pages:
        message = f"no article could be read from {nothing} of {pages} pages; see 'thidua sources check {source.id}'"
        return _alarm("unknown-layout", source, message)
    if reading and reading.repeated > ENOUGH_FAILURES and reading.repeated * 2 > reading.articles:
        message = f"{reading.repeated} of {reading.articles} articles have one text: a login, a riddle, an empty frame?"
        return _alarm("unknown-layout", source, message)
    if reading is None or not source.selectors.content or reading.unknown_layout * 2 <= reading.articles:
        return None
    message = f"no selector fits {reading.unknown_layout} of {reading.articles} articles; give the old ones valid_until"
    return _alarm("unknown-layout", source, message)


def reader_fault(source: Source, reports: Sequence[RunReport], _now: datetime) -> Alarm | None:
    """Our own reader failed on pages; they are in the archive, and read when it is mended."""
    reading = latest_reading(reports)
    if reading is None or not reading.faults:
        return None
    told = [issue.message for report in reports for issue in report.issues if issue.code == "reader_fault"]
    message = f"{reading.faults} pages: {told[-1] if told else 'the reader failed'}; then run 'thidua reextract'"
    return _alarm("reader-fault", source, message)


def challenged(source: Source, reports: Sequence[RunReport], _now: datetime) -> Alarm | None:
    """Challenge or error pages were served as 200."""
    last = latest(reports)
    if last is None or not last.challenges or last.challenges * 10 < visits(last):
        return None
    kinds = sorted({issue.code for issue in last.issues} & {"challenge", "shell", "error", "empty"})
    told = f"{last.challenges} pages were no articles although they answered 200 ({', '.join(kinds) or 'challenge'})"
    message = f"{told}; open one in a browser, and ask the portal's operator for access"
    return _alarm("challenge", source, message)


def date_equals_fetch_day(source: Source, reports: Sequence[RunReport], _now: datetime) -> Alarm | None:
    """Most articles seem to be of the day they were fetched: the date read is a clock in the page.

    A daily run meets today's news, so there the texts decide: when most speak of earlier years only, they are no news.
    The first run, or one after a pause, meets older articles.
    """
    lately = [report.reading for report in reports[-EARLIER:] if report.reading]
    belied, today = sum(one.belied for one in lately), sum(one.on_fetch_day for one in lately)
    if belied > ENOUGH_FAILURES and belied * 2 > today:
        message = f"{belied} of {today} articles dated on the day of the fetch speak of earlier years: a clock is read"
        return _alarm("date-is-fetch-day", source, message)
    reading, since = latest_reading(reports), began_before(reports)
    dated = sum(reading.days.values()) if reading else 0
    if reading is None or dated < ENOUGH_PAGES or (since and reports[-1].started - since < timedelta(days=2)):
        return None
    if reading.on_fetch_day * 2 < dated:
        return None
    message = f"{reading.on_fetch_day} of {dated} articles are dated on the day of the fetch: a clock is read as date"
    return _alarm("date-is-fetch-day", source, message)


def same_date_everywhere(source: Source, reports: Sequence[RunReport], _now: datetime) -> Alarm | None:
    """Nearly all articles have one date, and it is not that of the news since the last run: a widget is read."""
    reading, since = latest_reading(reports), began_before(reports)
    dated = sum(reading.days.values()) if reading else 0
    if reading is None or dated < ENOUGH_PAGES:
        return None
    day, count = max(reading.days.items(), key=lambda item: item[1])
    news = since is not None and date.fromisoformat(day) >= since.astimezone(LOCAL).date() - timedelta(days=1)
    if count < 0.8 * dated or news:
        return None
    return _alarm("same-date", source, f"{count} of {dated} articles are dated {day}: is a widget read as date?")


def future_dates(source: Source, reports: Sequence[RunReport], _now: datetime) -> Alarm | None:
    """Articles of tomorrow: day and month are swapped, or a deadline is read."""
    reading = latest_reading(reports)
    if reading is None or not reading.in_future:
        return None
    return _alarm("future-date", source, f"{reading.in_future} articles are dated after the day of the fetch")


def less_relevant(source: Source, reports: Sequence[RunReport], _now: datetime) -> Alarm | None:
    """The share of articles that report a bloc's event is below what the definition expects."""
    least, reading = source.expectations.share_relevant, latest_reading(reports)
    if least is None or reading is None or reading.articles < ENOUGH_PAGES * 2:
        return None
    share = reading.relevant / reading.articles
    return None if share >= least else _alarm("relevance", source, f"{share:.1%} relevant, expected {least:.1%}")


def left_over(source: Source, reports: Sequence[RunReport], _now: datetime) -> Alarm | None:
    """Runs end at a limit, and what is left grows from run to run."""
    lately = list(reports)[-ENOUGH_RUNS:]
    if len(lately) < ENOUGH_RUNS or any(report.ended not in {"max_pages", "max_minutes"} for report in lately):
        return None
    if all(one.pending <= other.pending for one, other in pairwise(lately)):
        return _alarm("backlog", source, f"{lately[-1].pending} visits are left and grow; raise its limits or cadence")
    return None


def troubled(source: Source, reports: Sequence[RunReport], _now: datetime) -> Alarm | None:
    """The run itself reported a trap, a bomb, a torn archive, a private address or a page it could not handle."""
    last = latest(reports)
    grave = {"trap", "bomb", "session", "torn-archive", "private", "crawler-error", "robots", "depth"}
    found = [issue for issue in last.issues if issue.code in grave] if last else []
    if not found:
        return None
    return _alarm("trouble", source, "; ".join(f"{issue.message} ({issue.count}×)" for issue in found[:3]))


RULES: tuple[Rule, ...] = (
    overdue,
    silent,
    nothing_captured,
    more_errors,
    listing_lost,
    fewer_items,
    no_items,
    off_the_month,
    field_lost,
    unknown_layout,
    reader_fault,
    challenged,
    date_equals_fetch_day,
    same_date_everywhere,
    future_dates,
    less_relevant,
    left_over,
    troubled,
)


def _alarm(code: str, source: Source, message: str) -> Alarm:
    return Alarm(code=code, source=source.id, message=message)
