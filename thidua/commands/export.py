"""`thidua export`: the registry's tables as files."""

from __future__ import annotations

from pathlib import Path

import click

from thidua.opening import reading
from thidua.options import json_option, workspace_option
from thidua.output import print_json, result, say
from thidua.workspace import Workspace

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(short_help="Write the registry's tables as csv, jsonl, parquet or gold.")
@click.argument("form", metavar="FORMAT", type=click.Choice(["csv", "jsonl", "parquet", "gold"]))
@click.option("--out", type=_FOLDER, default=Path("export"), show_default=True, help="The folder to write into.")
@json_option
@workspace_option
def command(form: str, out: Path, as_json: bool, workspace: Workspace) -> None:
    """Write one file a table into a folder: csv (with a data package descriptor), jsonl, parquet; or gold.

    gold is one record an article of which every fact was reviewed, for `thidua evaluate`. Rows stand in a stable
    order: two exports of one state are byte-identical.
    """
    with reading(workspace) as registry:
        files = registry.export(form, out)
    if as_json:
        print_json([str(path) for path in files])
        return
    for path in files:
        result(str(path))
    if not files:
        say("no article is wholly reviewed yet; see `thidua review queue`")
