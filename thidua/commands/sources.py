"""`thidua sources`: list, try, draft and record source definitions."""

from __future__ import annotations

from typing import Any

import click

from sources import Source
from thidua.definitions import definitions
from thidua.lazy import LazyGroup
from thidua.options import json_option, workspace_option
from thidua.output import listing
from thidua.workspace import Workspace

_SUBCOMMANDS = {
    "list": ("sources", "list_sources", "List every source with its owner, family, cadence and whether it was tried."),
    "check": ("sources_live", "check", "Try a source live and say what was read."),
    "new": ("sources_live", "new", "Draft a definition from an address into the workspace."),
    "record": ("sources_live", "record", "Save a golden page with the article that is read from it."),
    "verify": ("sources_live", "verify", "Read the golden pages again; exit 1 when one reads differently."),
}


@click.group(cls=LazyGroup, commands_table=_SUBCOMMANDS, short_help="List, try, draft and record source definitions.")
def command() -> None:
    """Work with source definitions: one YAML file a portal, those of the workspace over those that ship."""


@click.command(short_help=_SUBCOMMANDS["list"][2])
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
