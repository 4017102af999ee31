"""Alarms of a workspace's sources, and telling people when one comes up or is over."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from crawler.monitors import Alarm, alarms
from crawler.report import RunReport, report_from_json
from sources import Source
from store import Registry
from thidua.output import say
from thidua.workspace import Workspace

_HISTORY = 400  # runs of a source that are looked at; a year of daily ones


def source_alarms(registry: Registry, source: Source, now: datetime | None = None) -> list[Alarm]:
    """What an operator should look at of one source."""
    runs = [run for run in registry.runs(source=source.id, limit=_HISTORY) if run["kind"] == "crawl"]
    found = alarms(source, _reports(runs), now=now or datetime.now(UTC))
    if runs and runs[0]["outcome"] == "failed":
        message = "the last run failed; its report in runs/ says why, and it is tried again within the hour"
        return [Alarm(code="failed", source=source.id, message=message), *found]
    return found


def _reports(runs: Iterable[Mapping[str, Any]]) -> list[RunReport]:
    """The reports of the runs that have one, the oldest first."""
    return [report_from_json(run["report"]) for run in reversed(list(runs)) if "ended" in (run["report"] or {})]


def tell(workspace: Workspace, registry: Registry, sources: Iterable[Source]) -> None:
    """Send what came up and what is over since last told, to the addresses in thidua.toml."""
    listed = list(sources)
    now = {
        f"{alarm.source}/{alarm.code}": alarm.message for source in listed for alarm in source_alarms(registry, source)
    }
    path = workspace.runs / "alarms.json"
    told: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    looked_at = {source.id for source in listed}
    over = [name for name in told if name not in now and name.partition("/")[0] in looked_at]
    lines = [f"{name}: {message}" for name, message in now.items() if name not in told]
    lines += [f"{name}: over" for name in over]
    if lines:
        for line in lines:
            say(f"alarm  {line}")
        _send(workspace.settings.alarms.urls, lines)
    kept = {name: message for name, message in told.items() if name not in over} | now
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _send(urls: list[str], lines: list[str]) -> None:
    if not urls:
        return
    try:
        apprise = importlib.import_module("apprise")
    except ModuleNotFoundError:
        say("alarms.urls is set, but apprise is not installed; `pip install apprise` into thidua's environment")
        return
    sender = apprise.Apprise()
    for url in urls:
        sender.add(url)
    if not sender.notify(title="Thi Đua Registry", body="\n".join(lines)):
        say("alarms could not be sent to every address of alarms.urls; check them")
