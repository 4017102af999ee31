"""`thidua serve`: the web application."""

from __future__ import annotations

from functools import partial

import click

from store import RegistryError
from thidua.commands.status import gathered
from thidua.errors import refusing
from thidua.options import workspace_option
from thidua.web import application
from thidua.workspace import Workspace


@click.command(short_help="Start the web application.")
@click.option("--host", help="Where to listen. [default: web.host of thidua.toml, 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Where to listen. [default: web.port of thidua.toml, 8001]")
@workspace_option
def command(host: str | None, port: int | None, workspace: Workspace) -> None:
    """Serve the registry to researchers and reviewers; prints one line with its address when it is ready."""
    workspace.require()
    web = workspace.settings.web
    at = host or web.host, web.port if port is None else port
    with refusing(RegistryError, ValueError, OSError):
        application().serve(workspace.home, *at, status=partial(gathered, workspace))
