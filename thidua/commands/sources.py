"""`thidua sources`: list, try, draft and record source definitions."""

from __future__ import annotations

from typing import Any

import click

from sources import Source
from thidua.definitions import definitions
from thidua.options import json_option, workspace_option
from thidua.output import listing
from thidua.workspace import Workspace


@click.group(short_help="List, try, draft and record source definitions.")
def command() -> None:
    """Work with source definitions: one YAML file a portal, those of the workspace over those that ship."""


@command.command("list")
@json_option
@workspace_option
def list_sources(as_json: bool, workspace: Workspace) -> None:
    """List every source with its owner, family, cadence and whether it was tried live."""
    known = definitions(workspace)
    rows = [_row(source, workspace) for source in known.values()]
    columns = ("id", "owner", "place", "family", "status", "cadence", "defined_in")
    listing(rows, as_json=as_json, columns=columns, empty="no source is defined")


def _row(source: Source, workspace: Workspace) -> dict[str, Any]:
    own = (workspace.sources / f"{source.id}.yml").exists()
    return {
        "id": source.id,
        "name": source.name,
        "owner": source.owner.name,
        "place": source.owner.place,
        "level": source.owner.level,
        "family": source.family,
        "home": source.home,
        "hosts": list(source.hosts),
        "status": source.status.value,
        "tried_on": source.tried_on.isoformat() if source.tried_on else None,
        "cadence": _span(source),
        "cadence_seconds": int(source.cadence.total_seconds()),
        "coverage_start": source.coverage_start.isoformat() if source.coverage_start else None,
        "defined_in": "workspace" if own else "project",
        "note": source.note,
    }


def _span(source: Source) -> str:
    days, hours = divmod(source.cadence.total_seconds() / 3600, 24)
    return " ".join(part for part in (f"{days:.0f} d" if days else "", f"{hours:g} h" if hours else "") if part)
