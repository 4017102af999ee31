"""The demo: the sample portals on loopback, crawled like real ones into a workspace."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from crawler.report import RunReport
from samples import Serving, portals, serve
from store import Registry
from thidua.crawling import Show, Wish, crawl_round
from thidua.definitions import demo_sources
from thidua.errors import Refused
from thidua.opening import writing
from thidua.workspace import Workspace

_FIRST_PORT = 18_610  # so that two demos, one after the other, give the same addresses and so the same ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the demo has to show: the runs' reports and the registry's rows."""

    reports: tuple[RunReport, ...]
    overview: Mapping[str, Any]
    blocs: tuple[Mapping[str, Any], ...]
    chairs: tuple[Mapping[str, Any], ...]
    awards: tuple[Mapping[str, Any], ...]
    issues: tuple[Mapping[str, Any], ...]
    irrelevant: int


def run_demo(workspace: Workspace, show: Show) -> Shown:
    """Serve the portals, crawl them, and say what came out; takes up where a killed demo was."""
    with writing(workspace) as registry, _served(workspace):
        sources = list(demo_sources(workspace).values())
        reports = crawl_round(workspace, registry, sources, Wish(kind="demo", parallel=len(sources)), show)
        return _shown(registry, tuple(reports))


@contextmanager
def _served(workspace: Workspace) -> Iterator[Serving]:
    """The portals at the addresses of this workspace's earlier demo, else at the usual ones, else at any."""
    before = _ports_before(workspace)
    usual = {name: _FIRST_PORT + number for number, name in enumerate(portals())}
    with ExitStack() as stack:
        try:
            serving = stack.enter_context(serve(ports=before or usual))
        except OSError as error:
            if before:
                taken = ", ".join(map(str, before.values()))
                raise Refused(f"a port of the earlier demo ({taken}) is taken; end what listens there") from error
            serving = stack.enter_context(serve())
        workspace.demo_path.write_text(json.dumps({"urls": dict(serving.urls)}, indent=2) + "\n", encoding="utf-8")
        yield serving


def _ports_before(workspace: Workspace) -> dict[str, int]:
    if not workspace.demo_path.exists():
        return {}
    urls = json.loads(workspace.demo_path.read_text(encoding="utf-8"))["urls"]
    return {name: port for name, url in urls.items() if (port := urlsplit(url).port)}


def _shown(registry: Registry, reports: tuple[RunReport, ...]) -> Shown:
    return Shown(
        reports=reports,
        overview=registry.overview(),
        blocs=tuple(registry.table("blocs", order="-events")),
        chairs=tuple(registry.table("leaderships", {"role": "head"}, order="-year")),
        awards=tuple(registry.table("awards")),
        issues=tuple(registry.run_issues()),
        irrelevant=registry.total("articles", {"relevant": 0}),
    )
