"""`thidua restore`: a backup in the place of the databases."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from thidua.locks import only_run
from thidua.opening import writing
from thidua.options import workspace_option
from thidua.output import result, say
from thidua.safekeeping import restore
from thidua.workspace import Workspace


@click.command(short_help="Put a backup in the place of the workspace's databases.")
@click.argument("folder", type=click.Path(path_type=Path))
@workspace_option
def command(folder: Path, workspace: Workspace) -> None:
    """Put the backup in FOLDER in the place of the workspace's databases. Stop schedule and serve first.

    What was in the registry is first copied to backups/before-restore-… in the workspace.
    """
    backup = folder.parent if folder.is_file() else folder
    with writing(workspace) as registry, only_run(workspace.runs, "schedule"):
        before = workspace.home / "backups" / f"before-restore-{_stamp()}"
        registry.backup(before / "registry.db")
        for path in restore(workspace, registry, backup):
            result(str(path))
    say(f"what was there before is in {before}; now run `thidua check`")


def _stamp() -> str:
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
