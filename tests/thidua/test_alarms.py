"""Alarms as an operator gets them: each plain failure of a portal raises one, from runs that were really made."""

from __future__ import annotations

import json
import subprocess
import sys
import types
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar

import pytest

from crawler.days import LOCAL
from tests.crawler.conftest import Reply
from tests.thidua.years import LATER
from thidua.alarms import source_alarms, tell
from thidua.locks import only_run
from thidua.runner import Runner

SHELL = '<html><head><title>Cổng</title></head><body><div id="root"></div><script src="/a.js"></script></body></html>'
LOGIN = "<html><title>Cổng</title><form>Tên <input name=u> Mật khẩu <input type='password'></form></html>"
RIDDLE = "<html><title>Cổng</title><p>Tôi không phải là người máy</p><div class=g-recaptcha></div></html>"
FRAME = "<html><title>Cổng</title><body><nav>" + "Trang chủ Giới thiệu Tin tức Văn bản " * 60 + "</nav></body></html>"


def site_of(years, numbers):
    years.site.listing("/tin", [f"/bai-{number}.html" for number in numbers])
    for number in numbers:
        years.site.pages[f"/bai-{number}.html"] = Reply(body=years.bai(number))


def alarms(years, source):
    found = source_alarms(years.registry, source, datetime.now(UTC) + years.ahead)
    return {alarm.code: alarm.message for alarm in found if alarm.code != "overdue"}  # reports have the real clock


def test_a_good_portal_raises_none(years, source):
    for day in range(5):
        site_of(years, range(12 + day))
        years.crawl(source, days=day and 1)
    assert alarms(years, source) == {}


def test_the_only_listing_is_gone(years, source):
    site_of(years, range(12))
    years.crawl(source)
    years.site.pages["/tin"] = Reply(status=404)
    years.crawl(source, days=0.5)
    assert "/tin (status 404)" in alarms(years, source)["listing-lost"]


def test_a_listing_is_suddenly_empty(years, source):
    site_of(years, range(12))
    for _ in range(5):
        years.crawl(source, days=0.1)
    assert alarms(years, source) == {}
    years.site.listing("/tin", [])
    years.crawl(source, days=0.1)
    assert "/tin names 0 articles, 12 in earlier runs" in alarms(years, source)["fewer-items"]


def test_a_listing_that_never_named_an_article(years, source):
    years.site.listing("/tin", ["/trang-khac"])
    years.crawl(source)
    assert "name no article" in alarms(years, source)["no-items"]


@pytest.mark.parametrize(
    ("body", "code"),
    [(SHELL, "challenge"), (LOGIN, "challenge"), (RIDDLE, "challenge"), (FRAME, "unknown-layout")],
    ids=["a shell for scripts", "a login", "a riddle", "the frame alone"],
)
def test_all_articles_turn_into_something_else(years, source, body, code):
    site_of(years, range(12))
    years.crawl(source)
    for number in range(12):
        years.site.pages[f"/bai-{number}.html"] = Reply(body=body)
    report = years.crawl(source, days=LATER)
    assert report.new == 0
    assert code in alarms(years, source)
    assert {row["versions"] for row in years.registry.table("articles")} == {1}


def test_the_reader_fails_on_everything(years, source, monkeypatch):
    def broken(*_args, **_more):
        raise IndexError("list index out of range")

    monkeypatch.setattr("thidua.reading.read", broken)
    site_of(years, range(12))
    report = years.crawl(source)
    assert [(issue.code, issue.count) for issue in report.issues if issue.code == "reader_fault"] == [
        ("reader_fault", 12)
    ]
    assert "12 pages" in alarms(years, source)["reader-fault"]


def fifteen_dated_today(years, source, *, said=None):
    """The report of a crawl that finds fifteen articles more, all dated its own day; their text speaks of `said`."""
    site_of(years, range(3))
    years.crawl(source)
    numbers = range(3, 18)
    site_of(years, numbers)
    today = datetime.now(LOCAL).date()
    for number in numbers:
        years.site.pages[f"/bai-{number}.html"] = Reply(body=years.bai(number, dated=today, said=said))
    return years.crawl(source, days=1)


def test_a_clock_is_read_as_date_under_a_daily_cadence(years, source):
    report = fifteen_dated_today(years, source, said=date(2019, 3, 12))
    assert report.reading.belied == 15
    assert "speak of earlier years" in alarms(years, source)["date-is-fetch-day"]


def test_news_of_the_day_is_no_alarm_under_a_daily_cadence(years, source):
    report = fifteen_dated_today(years, source)
    assert report.reading.on_fetch_day == 15
    assert alarms(years, source) == {}


def test_every_article_fails_from_the_very_first_run(years, source):
    site_of(years, range(12))
    for number in range(12):
        years.site.pages[f"/bai-{number}.html"] = Reply(status=500)
    years.crawl(source)
    assert "the host answers with status 500" in alarms(years, source)["errors"]


# Telling them


class Apprise:
    """Stands for the library: addresses that begin with `down:` take nothing, with `bad:` are none."""

    taken: ClassVar[list[tuple[str, str]]] = []
    down: ClassVar[set[str]] = set()

    def __init__(self):
        self.urls = []

    def add(self, url):
        self.urls.append(url)
        return not url.startswith("bad:")

    def notify(self, *, title, body):
        assert title == "Thi Đua Registry"
        if self.urls[0] in Apprise.down:
            return False
        if self.urls[0].startswith("odd:"):
            raise OSError("no route")
        Apprise.taken.append((self.urls[0], body))
        return True


@pytest.fixture
def mail(monkeypatch):
    module = types.ModuleType("apprise")
    module.Apprise = Apprise
    monkeypatch.setitem(sys.modules, "apprise", module)
    Apprise.taken.clear()
    Apprise.down.clear()
    return Apprise


@pytest.fixture
def troubled(years, source):
    """A source of whom one alarm stands; `mended` takes it away."""
    site_of(years, range(3))
    years.crawl(source)
    years.site.pages["/tin"] = Reply(status=404)
    years.crawl(source, days=0.1)
    return years


def addresses(years, *urls):
    text = f"[alarms]\nurls = {json.dumps(urls)}\n"
    (years.workspace.home / "thidua.toml").write_text(text, encoding="utf-8")


def mended(years, source):
    site_of(years, range(3))
    years.crawl(source, days=0.1)


def bodies(mail):
    taken = [(url, body.partition(": ")[0], body.endswith(": over")) for url, body in mail.taken]
    mail.taken.clear()
    return taken


def test_an_alarm_is_sent_once_and_once_more_when_it_is_over(troubled, source, mail):
    addresses(troubled, "json://a")
    for _ in range(3):
        tell(troubled.workspace, troubled.registry, [source])
    assert bodies(mail) == [("json://a", "mau/listing-lost", False)]
    mended(troubled, source)
    for _ in range(3):
        tell(troubled.workspace, troubled.registry, [source])
    assert bodies(mail) == [("json://a", "mau/listing-lost", True)]
    assert json.loads((troubled.workspace.runs / "alarms.json").read_text(encoding="utf-8")) == {}


def test_what_an_address_did_not_take_is_sent_again_to_it_alone(troubled, source, mail, capsys):
    addresses(troubled, "json://a", "mailto://u:secret@b")
    mail.down.add("mailto://u:secret@b")
    tell(troubled.workspace, troubled.registry, [source])
    assert bodies(mail) == [("json://a", "mau/listing-lost", False)]
    said = capsys.readouterr().err
    assert "could not be sent to the mailto: address" in said
    tell(troubled.workspace, troubled.registry, [source])
    assert bodies(mail) == []
    mail.down.clear()
    tell(troubled.workspace, troubled.registry, [source])
    assert bodies(mail) == [("mailto://u:secret@b", "mau/listing-lost", False)]
    mail.down.add("json://a")
    mended(troubled, source)
    tell(troubled.workspace, troubled.registry, [source])
    assert bodies(mail) == [("mailto://u:secret@b", "mau/listing-lost", True)]
    mail.down.clear()
    tell(troubled.workspace, troubled.registry, [source])
    assert bodies(mail) == [("json://a", "mau/listing-lost", True)]
    kept = (troubled.workspace.runs / "alarms.json").read_text(encoding="utf-8")
    assert "secret" not in said + capsys.readouterr().err + kept


def test_addresses_that_are_set_later_hear_of_what_stands(troubled, source, mail, monkeypatch, capsys):
    tell(troubled.workspace, troubled.registry, [source])
    assert bodies(mail) == []
    assert "alarm  mau/listing-lost: no page at" in capsys.readouterr().err
    addresses(troubled, "json://a")
    monkeypatch.setitem(sys.modules, "apprise", None)
    tell(troubled.workspace, troubled.registry, [source])
    assert "pip install apprise" in capsys.readouterr().err
    module = types.ModuleType("apprise")
    module.Apprise = mail
    monkeypatch.setitem(sys.modules, "apprise", module)
    tell(troubled.workspace, troubled.registry, [source])
    assert bodies(mail) == [("json://a", "mau/listing-lost", False)]


def test_an_address_that_is_wrong_or_a_plug_in_that_fails_ends_nothing(troubled, source, mail, capsys):
    addresses(troubled, "bad:x", "odd://y", "json://a")
    tell(troubled.workspace, troubled.registry, [source])
    assert bodies(mail) == [("json://a", "mau/listing-lost", False)]
    said = capsys.readouterr().err
    assert "begins with bad:" in said
    assert "(OSError)" in said


@pytest.mark.parametrize("text", ['{"mau/lis', "[]", '{"mau/listing-lost": 3}', '{"a/b": {}}', "\udcff"])
def test_a_torn_memory_is_put_aside_with_a_line(troubled, source, mail, capsys, text):
    addresses(troubled, "json://a")
    path = troubled.workspace.runs / "alarms.json"
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    tell(troubled.workspace, troubled.registry, [source])
    assert "alarms.json cannot be read" in capsys.readouterr().err
    assert path.with_suffix(".unreadable").read_text(encoding="utf-8", errors="surrogateescape") == text
    assert bodies(mail) == [("json://a", "mau/listing-lost", False)]
    assert set(json.loads(path.read_text(encoding="utf-8"))) == {"mau/listing-lost"}


def test_a_memory_of_an_earlier_version_was_told(troubled, source, mail):
    addresses(troubled, "json://a")
    (troubled.workspace.runs / "alarms.json").write_text('{"mau/listing-lost": "gone"}', encoding="utf-8")
    tell(troubled.workspace, troubled.registry, [source])
    assert bodies(mail) == []


def test_a_run_whose_process_died_is_an_alarm(years, source):
    site_of(years, range(3))
    years.crawl(source)
    years.registry.start_run("crawl", source="mau")
    assert "died" in alarms(years, source)["killed"]
    with only_run(years.workspace.runs, "mau"):
        assert "killed" not in alarms(years, source), "it runs"
    years.crawl(source, days=0.1)
    assert alarms(years, source) == {}


def test_the_schedule_tells_what_no_run_can(years, source, mail, monkeypatch):
    addresses(years, "json://a")
    monkeypatch.setattr("thidua.runner.scheduled_sources", lambda _workspace: {source.id: source})
    monkeypatch.setattr("thidua.runner.due_sources", lambda *_: [])
    runner = Runner(years.workspace, years.registry)
    site_of(years, range(3))
    years.crawl(source)
    runner.look()
    assert bodies(mail) == []
    # A run that is killed says nothing; the schedule, whose child it was, does.
    years.registry.start_run("crawl", source="mau")
    runner.running["mau"] = subprocess.Popen([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"])
    runner.running["mau"].wait()
    runner.look()
    assert bodies(mail) == [("json://a", "mau/killed", False)]
    years.crawl(source, days=0.1)
    # Nor can one that never began.
    monkeypatch.setattr("thidua.alarms.datetime", Later)
    monkeypatch.setattr("thidua.runner.TELL_EVERY", 0.0)
    runner.look()
    ((_, body),) = mail.taken
    assert "mau/killed: over" in body
    assert "mau/overdue: the last run ended" in body


class Later(datetime):
    """The clock a week on."""

    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) + timedelta(days=7)
