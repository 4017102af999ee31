"""Years of crawls over one small portal: a workspace, a site on loopback and a clock that the test moves."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial

from store import Registry
from thidua.crawling import Wish, crawl_round
from thidua.workspace import Workspace

BLOC = """Sáng {said}, Khối thi đua số {number} tỉnh Mẫu tổ chức hội nghị ký kết giao ước thi đua năm {year}.
Các đơn vị trong khối đã thảo luận sôi nổi về nội dung giao ước và các chỉ tiêu thi đua, bảo đảm thiết thực. """


# By then articles of past years are asked for again, wherever their addresses spread them.
LATER = 400


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
        work = partial(crawl_round, self.workspace, self.registry, [source], Wish(**wish), lambda *_: None)
        with ThreadPoolExecutor(1) as apart:  # the browser's tests leave their own loop running in this thread
            (report,) = apart.submit(work).result()
        return report

    def asked(self, part):
        return [path for path in self.site.paths() if part in path]

    def bai(self, number, extra="", head="", *, dated=None, said=None):
        """An article: `dated` as the page has it, `said` as its text has it."""
        dated = dated or date(2024, 3, 1 + number % 20)
        said = said or dated
        title = f"Khối thi đua số {number} ký kết giao ước thi đua năm {said.year}"
        text = f"<p>{BLOC.format(number=number, said=f'{said:%d/%m/%Y}', year=said.year)}</p>" * 4
        body = f"<h1>{title}</h1><div class=ngay>{dated:%d/%m/%Y}</div><div class=content>{text}</div>{extra}"
        return (
            f"<html><head><title>{title}</title>{head}</head><body><div class=menu>Trang chủ</div>{body}</body></html>"
        )
