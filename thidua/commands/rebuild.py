"""`thidua rebuild`: the tables people read, again."""

from __future__ import annotations

import click

from thidua.opening import writing
from thidua.options import workspace_option
from thidua.output import counters, result
from thidua.workspace import Workspace


@click.command(short_help="Make the tables people read again from what is primary.")
@workspace_option
def command(workspace: Workspace) -> None:
    """Make the tables people read again, from captures, statements and judgements. Nothing primary is touched."""
    workspace.require()
    with writing(workspace) as registry, counters() as show:
        articles = registry.rebuild(lambda done, total: show("rebuilding", done, total))
    result(f"the tables were made again from {articles} articles")
