"""`thidua serve`: the web application."""

from __future__ import annotations

import importlib
from types import ModuleType

import click

from thidua.errors import Refused
from thidua.options import workspace_option
from thidua.workspace import Workspace


@click.command(short_help="Start the web application.")
@click.option("--host", help="Where to listen. [default: web.host of thidua.toml, 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Where to listen. [default: web.port of thidua.toml, 8001]")
@workspace_option
def command(host: str | None, port: int | None, workspace: Workspace) -> None:
    """Serve the registry to researchers and reviewers; prints one line with its address when it is ready."""
    workspace.require()
    web = workspace.settings.web
    application().serve(workspace.home, host or web.host, web.port if port is None else port)


def application() -> ModuleType:
    """The web application's module, looked up when it is wanted: every other command works without it."""
    try:
        return importlib.import_module("review.app")
    except ModuleNotFoundError as error:
        if error.name != "review.app":
            raise
        raise Refused("this installation has no web application (review/app.py); update it") from error
