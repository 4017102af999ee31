"""Years of crawls over one small portal, with a clock that the test moves: what slows down, what is reached."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sources import Owner, Paging, PagingKind, Politeness, Selector, Source, StartPoint, Status
from store import Registry
from tests.crawler.conftest import Site
from thidua.crawling import Wish, crawl_round
from thidua.workspace import Workspace

BLOC = """Sáng 12/3/2024, Khối thi đua số {number} tỉnh Mẫu tổ chức hội nghị ký kết giao ước thi đua năm 2024.
Các đơn vị trong khối đã thảo luận sôi nổi về nội dung giao ước và các chỉ tiêu thi đua, bảo đảm thiết thực. """


class Years:
    """A workspace, a portal on loopback and a clock: `crawl` is the next run."""

    def __init__(self, home, site):
        self.workspace = Workspace(home)
        self.workspace.make()
        self.site = site
        self.ahead = timedelta()
        self.registry = Registry.open(home, clock=lambda: datetime.now(UTC) + self.ahead)

    def crawl(self, source, *, days=0, **wish):
        self.ahead += timedelta(days=days)
        self.site.asked.clear()
        (report,) = crawl_round(self.workspace, self.registry, [source], Wish(**wish), lambda *_: None)
        return report

    def asked(self, part):
        return [path for path in self.site.paths() if part in path]

    def bai(self, number, extra="", head=""):
        title = f"Khối thi đua số {number} ký kết giao ước thi đua năm 2024"
        text = f"<p>{BLOC.format(number=number)}</p>" * 4
        body = f"<h1>{title}</h1><div class=ngay>12/03/2024</div><div class=content>{text}</div>{extra}"
        return (
            f"<html><head><title>{title}</title>{head}</head><body><div class=menu>Trang chủ</div>{body}</body></html>"
        )


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


def test_pages_with_counters_and_clocks_slow_down_and_the_archive_does_not_grow(years, source, reply):
    years.site.listing("/tin", ["/bai-1.html"])
    visits = iter(range(10_000, 99_999, 7))

    def counted(_asked):
        counter = f"<div class=counter>Lượt truy cập {next(visits)} lúc 08:{next(visits) % 60:02} ngày hôm nay</div>"
        return reply(body=years.bai(1, counter))

    years.site.pages["/bai-1.html"] = counted
    years.crawl(source)
    met = []
    for day in range(1, 16):
        report = years.crawl(source, days=1)
        if years.asked("/bai-1"):
            met.append(day)
            assert report.changed == 0
    assert met == [1, 3, 7, 15], "doubled each time"
    kept = years.registry.db.execute("SELECT count(*) FROM fetches WHERE url LIKE '%bai%' AND warc IS NOT NULL")
    assert kept.fetchone()[0] == 1
    (article,) = years.registry.table("articles")
    assert article["versions"] == 1
    assert years.registry.check() == []


def test_a_correction_beside_a_counter_is_a_change(years, source, reply):
    years.site.listing("/tin", ["/bai-1.html"])
    years.site.pages["/bai-1.html"] = reply(body=years.bai(1, "<i>Lượt truy cập 5</i>"))
    years.crawl(source)
    corrected = years.bai(1, "<i>Lượt truy cập 6</i>").replace("thiết thực. ", "thiết thực, hiệu quả và tiết kiệm. ")
    years.site.pages["/bai-1.html"] = reply(body=corrected)
    assert years.crawl(source, days=1).changed == 1
    assert [row["versions"] for row in years.registry.table("articles")] == [2]
