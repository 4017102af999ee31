"""`thidua backup`: an online copy of the databases."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from thidua.opening import reading
from thidua.options import workspace_option
from thidua.output import result, say
from thidua.safekeeping import back_up
from thidua.workspace import Workspace


@click.command(short_help="Copy the workspace's databases while they are in use.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write into. [default: WORKSPACE/backups/INSTANT]",
)
@workspace_option
def command(out: Path | None, workspace: Workspace) -> None:
    """Copy registry.db and accounts.db while others read and write, and print the folder.

    The WARC archive is not copied: its files never change once they are full, so copy archive/ with any tool that
    copies files.
    """
    folder = out or workspace.home / "backups" / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    with reading(workspace) as registry:
        back_up(workspace, registry, folder)
    result(str(folder))
    say("copy archive/ beside it: it holds what cannot be had again")
