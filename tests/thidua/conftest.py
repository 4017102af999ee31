"""What the tests of the command share: a way to call it, and articles in our own words."""

import json

import pytest
from click.testing import CliRunner

from sources import Owner, Paging, PagingKind, Politeness, Selector, Source, StartPoint, Status
from tests.crawler.conftest import Reply, Site
from tests.thidua.texts import OTHER, REVIEW, SIGNING
from tests.thidua.years import Years
from thidua.cli import main


class Thidua:
    """The command in this process: `thidua("ingest", path)` gives click's result."""

    def __init__(self, home):
        self.home = home

    def __call__(self, *arguments, stdin=None):
        words = [str(argument) for argument in arguments]
        return CliRunner().invoke(main, ["--home", str(self.home), *words], input=stdin, catch_exceptions=False)

    def ok(self, *arguments, stdin=None):
        """The result, which must be exit code 0."""
        answer = self(*arguments, stdin=stdin)
        assert answer.exit_code == 0, answer.stderr
        return answer

    def json(self, *arguments, stdin=None):
        """What the command prints as JSON."""
        return json.loads(self.ok(*arguments, "--json", stdin=stdin).stdout)

    def rows(self, query):
        """The rows of a query."""
        return self.json("sql", query)


@pytest.fixture
def thidua(tmp_path):
    return Thidua(tmp_path / "registry")


@pytest.fixture
def articles(tmp_path):
    """A folder with three articles, two of bloc events."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in (("signing", SIGNING), ("review", REVIEW), ("other", OTHER)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def reply():
    return Reply


@pytest.fixture
def years(tmp_path):
    site = Site()
    years = Years(tmp_path / "registry", site)
    yield years
    years.registry.close()
    site.close()


@pytest.fixture
def source(years):
    return Source(
        id="mau",
        name="Cổng mẫu",
        owner=Owner(name="Sở Nội vụ tỉnh Mẫu", place="tỉnh Mẫu", level="province"),
        family="generic",
        home=years.site.url,
        hosts=("127.0.0.1",),
        start=(StartPoint(url=f"{years.site.url}/tin"),),
        article=(r"/bai-\d+\.html$",),
        files=(r"\.(pdf|docx?)$",),
        paging=Paging(kind=PagingKind.NEXT, next=(Selector(css="a.next"),)),
        politeness=Politeness(delay=0.0, concurrency=4, timeout=5.0),
        status=Status.SAMPLE,
        allow_private=True,
    )
