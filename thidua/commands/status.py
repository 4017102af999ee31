"""`thidua status`: sources, runs, lateness, alarms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import click

from sources import Source
from store import Registry
from thidua.alarms import source_alarms
from thidua.definitions import definitions
from thidua.due import plans, scheduled_sources
from thidua.errors import EXIT_ALARMS, Refused
from thidua.locks import is_running
from thidua.opening import reading
from thidua.options import json_option, workspace_option
from thidua.output import print_json, result, table
from thidua.workspace import Workspace


@click.command(short_help="Show sources, runs, lateness and alarms; exit 3 with alarms.")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@json_option
@workspace_option
@click.pass_context
def command(ctx: click.Context, sources: tuple[str, ...], as_json: bool, workspace: Workspace) -> None:
    """Show every scheduled or crawled source: its last and next run, how late it is, and its alarms."""
    status = gathered(workspace, sources)
    if as_json:
        print_json(status)
    else:
        _print(status["sources"], status["alarms"], running=status["schedule_running"])
    if status["alarms"]:
        ctx.exit(EXIT_ALARMS)


def gathered(workspace: Workspace, sources: tuple[str, ...] = ()) -> dict[str, Any]:
    """What the command prints as JSON, and the operators' page shows."""
    now = datetime.now(UTC)
    with reading(workspace) as registry:
        planned = scheduled_sources(workspace)
        shown = _shown(registry, definitions(workspace), planned, sources)
        rows = [_row(registry, source, workspace, now, is_scheduled=source.id in planned) for source in shown]
        runs = registry.runs(limit=5)
    found = [alarm for row in rows for alarm in row["alarms"]]
    return {
        "schedule_running": is_running(workspace.runs, "schedule"),
        "sources": rows,
        "alarms": found,
        "runs": runs,
    }


def _shown(
    registry: Registry, known: Mapping[str, Source], planned: Mapping[str, Source], named: tuple[str, ...]
) -> list[Source]:
    if unknown := sorted(set(named) - known.keys()):
        raise Refused(f"there is no source {', '.join(unknown)}; `thidua sources list` names them all")
    if named:
        return [known[name] for name in named]
    crawled = {str(run["source"]) for run in registry.runs(limit=1000) if run["source"]}
    return [source for name, source in known.items() if name in crawled or name in planned]


def _row(
    registry: Registry, source: Source, workspace: Workspace, now: datetime, *, is_scheduled: bool
) -> dict[str, Any]:
    plan = plans(registry, [source], now)[source.id]
    running = is_running(workspace.runs, source.id)
    late = plan.late(now) if is_scheduled and not running else timedelta()
    found = source_alarms(registry, source, now)
    return {
        "source": source.id,
        "state": "running" if running else "due" if is_scheduled and plan.is_due(now) else "waiting",
        "scheduled": is_scheduled,
        "last_run": plan.last.isoformat(timespec="seconds") if plan.last else None,
        "outcome": plan.outcome if plan.last else "never crawled",
        "next_run": plan.due.isoformat(timespec="seconds") if is_scheduled else None,
        "late_seconds": int(late.total_seconds()),
        "missed": plan.missed if is_scheduled else 0,
        "alarms": [{"source": alarm.source, "code": alarm.code, "message": alarm.message} for alarm in found],
    }


def _print(rows: list[dict[str, Any]], alarms: list[dict[str, str]], *, running: bool) -> None:
    result("the schedule is running" if running else "the schedule is not running (`thidua schedule`)")
    if rows:
        header = ("source", "state", "last run", "outcome", "next run", "late", "missed", "alarms")
        table(header, (_cells(row) for row in rows))
    else:
        result("no source is scheduled or was crawled; `thidua sources list` names those that are known")
    for alarm in alarms:
        result(f"ALARM {alarm['source']} {alarm['code']}: {alarm['message']}")


def _cells(row: dict[str, Any]) -> tuple[Any, ...]:
    late = str(timedelta(seconds=row["late_seconds"])) if row["late_seconds"] else ""
    named = [row[name] for name in ("source", "state", "last_run", "outcome", "next_run")]
    return (*named, late, row["missed"] or "", len(row["alarms"]) or "")
