"""Which of a workspace's sources run by themselves, and which are due now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from crawler.quiet import is_quiet
from sources import Source
from store import Registry
from thidua.definitions import definitions
from thidua.locks import is_running
from thidua.scheduling import Plan, plan, scheduled
from thidua.workspace import Workspace


def scheduled_sources(workspace: Workspace) -> dict[str, Source]:
    """The sources that run by themselves, by id."""
    known = definitions(workspace)
    own = [path.stem for path in workspace.sources.glob("*.yml")]
    return scheduled(known, own, workspace.settings.schedule.sources)


def plans(registry: Registry, sources: Iterable[Source], now: datetime) -> dict[str, Plan]:
    """The plan of each source."""
    return {source.id: plan(source, last_crawl(registry, source.id), now) for source in sources}


def last_crawl(registry: Registry, source_id: str) -> dict[str, object] | None:
    """The row of a source's last crawl."""
    return next((run for run in registry.runs(source=source_id, limit=20) if run["kind"] in ("crawl", "demo")), None)


def due_sources(registry: Registry, sources: Iterable[Source]) -> list[Source]:
    """Those whose run is due and that neither rest in quiet hours nor run already, the latest first."""
    now = datetime.now(UTC)
    listed = list(sources)
    planned = plans(registry, listed, now)
    folder = registry.path.parent / "runs"
    free = [s for s in listed if not is_quiet(now, s.politeness.quiet) and not is_running(folder, s.id)]
    return sorted((s for s in free if planned[s.id].is_due(now)), key=lambda s: planned[s.id].due)
