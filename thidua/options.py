"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from thidua.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])


def _open_workspace(ctx: click.Context, _param: click.Parameter, home: Path | None) -> Workspace:
    return Workspace(home if home is not None else ctx.find_root().obj or Path("registry"))


def workspace_option(function: F) -> F:
    """`--home DIR`, also after the command; the function gets a `workspace`."""
    return click.option(
        "--home",
        "workspace",
        type=click.Path(path_type=Path, file_okay=False),
        callback=_open_workspace,
        help="The workspace. [env: THIDUA_HOME; default: registry]",
    )(function)


def json_option(function: F) -> F:
    """`--json`; the function gets `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")(function)


def jobs_option(function: F) -> F:
    """`--jobs N`; the function gets `jobs`."""
    return click.option(
        "--jobs",
        "-j",
        type=click.IntRange(min=1, max=256),
        default=1,
        show_default=True,
        help="Processes that read articles at the same time; the order of the results stays that of the input.",
    )(function)
