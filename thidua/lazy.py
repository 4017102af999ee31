"""Groups of commands that are listed without being imported."""

from __future__ import annotations

import errno
import importlib
from collections.abc import Mapping
from typing import Any

import click

from thidua.errors import Refused

_HINTS = {
    errno.ENOSPC: "free some space and run it again, nothing acknowledged was lost",
    errno.EDQUOT: "your quota is used up; free some space and run it again",
    errno.EADDRINUSE: "something listens there already; end it or name another port",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, not when the group is listed.

    commands_table: name → (module under thidua.commands, its name there, what it does in one line).
    """

    def __init__(self, *args: Any, commands_table: Mapping[str, tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commands_table = commands_table

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every command, in the order of the table."""
        return list(self.commands_table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import the module of one command."""
        if cmd_name not in self.commands_table:
            return None
        module, name, _ = self.commands_table[cmd_name]
        command: click.Command = getattr(importlib.import_module(f"thidua.commands.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """List the commands from the table, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, _, summary) in self.commands_table.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what the operating system refuses (a full disk, a missing right) becomes one line."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # click ends quietly when the reader of a pipe is gone
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            what_to_do = _HINTS.get(error.errno or 0, "look at the path and at the rights on it")
            raise Refused(f"{where}{error.strerror or error}; {what_to_do}") from error
