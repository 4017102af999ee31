"""`thidua release`: a bundle that can be cited."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import click

from thidua.opening import reading
from thidua.options import json_option, workspace_option
from thidua.output import print_json, result, table
from thidua.workspace import Workspace

_FOLDER = click.Path(path_type=Path, file_okay=False)
_CHANGES = ("added", "removed", "changed")
_HANOI = timezone(timedelta(hours=7))


@click.command(short_help="Write a dated, checksummed bundle and its diff against an earlier one.")
@click.option("--out", type=_FOLDER, default=Path("releases"), show_default=True, help="The folder of all releases.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The release's date. [default: today in Ha Noi]")
@click.option("--before", type=_FOLDER, help="The earlier release to compare with. [default: the latest in OUT]")
@json_option
@workspace_option
def command(out: Path, day: datetime | None, before: Path | None, as_json: bool, workspace: Workspace) -> None:
    """Write every table as CSV, JSON Lines and Parquet with checksums, and what changed since the release before."""
    with reading(workspace) as registry:
        made = registry.release(out, _day(day), before=before)
    if as_json:
        changes = {"before": made.before, "changes": made.changes}
        print_json({"folder": str(made.folder), "archive": str(made.archive), **changes})
        return
    result(f"{made.folder}\n{made.archive}")
    if made.before:
        rows = [(name, *(counts.get(what, 0) for what in _CHANGES)) for name, counts in made.changes.items()]
        table(("table", *_CHANGES), rows, title=f"\nsince {made.before}")


def _day(given: datetime | None) -> date:
    return given.date() if given else datetime.now(_HANOI).date()
