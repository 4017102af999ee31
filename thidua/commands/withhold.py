"""`thidua withhold`: out of sight, logged and reversible."""

from __future__ import annotations

import click

from thidua.opening import writing
from thidua.options import json_option, workspace_option
from thidua.output import print_json, result
from thidua.workspace import Workspace


@click.command(short_help="Take an article or a person out of sight, logged and reversible.")
@click.argument("subject", metavar="ID")
@click.option("--reason", required=True, help="Why; kept with the judgement.")
@click.option("--user", required=True, envvar="USER", show_envvar=True, help="Who decides; kept with the judgement.")
@json_option
@workspace_option
def command(*, subject: str, reason: str, user: str, as_json: bool, workspace: Workspace) -> None:
    """Take the article or person ID out of web, search and exports. Nothing is deleted.

    `thidua review undo JUDGEMENT --user U` brings it back.
    """
    workspace.require()
    with writing(workspace) as registry:
        said = registry.desk(user, reason=reason).withhold(subject)
    if as_json:
        print_json({"judgement": said.id, "withheld": subject})
    else:
        result(
            f"{subject} is out of sight (judgement {said.id}); `thidua review undo {said.id} --user U` brings it back"
        )
