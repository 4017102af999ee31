"""`thidua check`: is the registry whole?"""

from __future__ import annotations

from dataclasses import asdict

import click

from thidua.errors import Refused
from thidua.opening import reading
from thidua.options import json_option, workspace_option
from thidua.output import print_json, result
from thidua.workspace import Workspace


@click.command(short_help="Verify the registry and its archive; exit 1 when something is off.")
@click.option(
    "--quick", is_flag=True, help="Do not compare the tables with fresh ones, which takes as long as a rebuild."
)
@json_option
@workspace_option
def command(quick: bool, as_json: bool, workspace: Workspace) -> None:
    """Verify that the layers agree, every piece of evidence is exact, and the archive is readable."""
    with reading(workspace) as registry:
        problems = registry.check(deep=not quick)
    if as_json:
        print_json([asdict(problem) for problem in problems])
    else:
        for problem in problems:
            result(f"{problem.code}: {problem.message}")
    if problems:
        raise Refused(f"{len(problems)} things are off in {workspace.home}; see above, and `thidua restore` if need be")
    if not as_json:
        result(f"{workspace.home}: all is well")
