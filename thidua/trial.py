"""A few pages of a source, fetched now with the real crawler into a workspace that is thrown away."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from crawler.errors import CrawlerError
from crawler.options import CrawlOptions
from crawler.reading import read_visits
from crawler.report import RunReport
from crawler.run import crawl
from records import Page
from sources import Source, StartKind, StartPoint
from store import Registry
from thidua.errors import refusing
from thidua.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a few requests brought: the run's report, and each page with the kind of visit it was."""

    report: RunReport
    pages: tuple[tuple[Page, str], ...]

    @property
    def articles(self) -> tuple[Page, ...]:
        """The pages that were visited as articles."""
        return tuple(page for page, kind in self.pages if kind == "article")


def try_source(workspace: Workspace, source: Source, *, pages: int) -> Trial:
    """Crawl at most so many pages of a source; the workspace only lends its contact. Raises `Refused`."""
    options = CrawlOptions(contact=workspace.settings.crawl.contact, max_pages=pages, durable=False, batch=1)
    with tempfile.TemporaryDirectory(prefix="thidua-trial-") as folder, refusing(CrawlerError):
        home = Path(folder)
        with Registry.open(home) as registry:
            run = registry.start_run("trial", source=source.id)
            report = crawl(
                source, registry.frontier(source.id, run), registry.sink(run), archive=home / "archive", options=options
            )
        found = [visit for path in sorted((home / "archive").rglob("*.warc.gz")) for visit in read_visits(path)]
    kept = tuple((page, facts["kind"]) for page, facts in found if "kind" in facts)
    return Trial(report=report, pages=kept)


def only_page(source: Source, url: str) -> Source:
    """The source as if this page were all there is of it."""
    return replace(source, start=(StartPoint(url=url, kind=StartKind.LISTING),))
