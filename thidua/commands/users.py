"""`thidua users`: the accounts of the web application."""

from __future__ import annotations

import getpass
import sys

import click

from store import RegistryError
from thidua.errors import Refused, refusing
from thidua.options import json_option, workspace_option
from thidua.output import listing, say
from thidua.web import accounts
from thidua.workspace import Workspace

_ROLES = ("reader", "reviewer", "admin")
_SHORTEST = 10


@click.group(short_help="Manage the accounts of the web application.")
def command() -> None:
    """Accounts live in accounts.db, apart from the registry; passwords are kept as memory-hard hashes only."""


@command.command()
@click.argument("name")
@click.option("--role", type=click.Choice(_ROLES), default="reader", show_default=True, help="What the account may do.")
@workspace_option
def add(name: str, role: str, workspace: Workspace) -> None:
    """Add an account, or give one a new password and role. The password is read from standard input."""
    password = _password()
    workspace.make()
    with refusing(RegistryError):
        accounts().add(workspace.home, name, password, role)
    say(f"{name} may sign in as {role}")


@command.command("list")
@json_option
@workspace_option
def list_users(as_json: bool, workspace: Workspace) -> None:
    """List the accounts and their roles."""
    rows = accounts().listed(workspace.home)
    listing(rows, as_json=as_json, columns=("name", "role", "added_at", "last_seen"), empty="there is no account yet")


@command.command()
@click.argument("name")
@workspace_option
def remove(name: str, workspace: Workspace) -> None:
    """Take an account away and end its sessions; what the person judged stays under the name."""
    with refusing(RegistryError):
        accounts().remove(workspace.home, name)
    say(f"{name} can no longer sign in")


def _password() -> str:
    typed = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline()
    password = typed.rstrip("\r\n")
    if len(password) < _SHORTEST:
        raise Refused(
            f"the password is too short: {len(password)} characters, give {_SHORTEST} or more on standard input"
        )
    return password
