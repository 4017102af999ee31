"""The command line's entry: a group that knows every command by name and imports its module only when it is used.

That is what keeps `thidua --help` and `thidua extract one.txt` fast. The table below is checked against the commands
themselves by tests/thidua/test_cli.py.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path

import click

from thidua.errors import Refused

# name → (module under thidua.commands, what it does in one line)
COMMANDS: Mapping[str, tuple[str, str]] = {
    "demo": ("demo", "Crawl the sample portals that ship with the project, and show what came out."),
    "ingest": ("ingest", "Read files, folders or standard input into the registry."),
    "extract": ("extract", "Print the records of files; touches no registry."),
    "explain": ("explain", "Show for each fact of a file its rule, its spans and its sentence."),
    "crawl": ("crawl", "Crawl sources into the archive and the registry."),
    "schedule": ("schedule", "Stay up and crawl what is due."),
    "status": ("status", "Show sources, runs, lateness and alarms; exit 3 with alarms."),
    "sources": ("sources", "List, try, draft and record source definitions."),
    "reextract": ("reextract", "Read the archive again with today's extractor, without network."),
    "search": ("search", "Find blocs, units, people, events and articles by words."),
    "show": ("show", "Show one bloc, unit, person, event or article with its evidence."),
    "export": ("export", "Write the registry's tables as csv, jsonl, parquet or gold."),
    "release": ("release", "Write a dated, checksummed bundle and its diff against an earlier one."),
    "rebuild": ("rebuild", "Make statements' tables and the tables people read again from what is primary."),
    "backup": ("backup", "Copy the workspace's databases while they are in use."),
    "restore": ("restore", "Put a backup in the place of the workspace's databases."),
    "check": ("check", "Verify the registry and its archive; exit 1 when something is off."),
    "sql": ("sql", "Run a read-only query on the registry."),
    "withhold": ("withhold", "Take an article or a person out of sight, logged and reversible."),
    "review": ("review", "The review desk for scripts: queue, accept, reject, set, add, undo, history."),
    "evaluate": ("evaluate", "Score the extractor against gold or reviewed articles."),
    "users": ("users", "Manage the accounts of the web application."),
    "serve": ("serve", "Start the web application."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, not when the group is listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every command, in the order of a registry's life."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import the module of one command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"thidua.commands.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """List the commands from the table, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what the operating system refuses (a full disk, a missing right) becomes one line."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # click ends quietly when the reader of a pipe is gone
        except OSError as error:
            where = f" {error.filename}" if error.filename else ""
            raise Refused(f"{error.strerror or error}{where}") from error


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(package_name="thidua-registry", prog_name="thidua")
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="THIDUA_HOME",
    show_envvar=True,
    default=Path("registry"),
    show_default=True,
    help="The workspace: registry.db, archive/, sources/, runs/, thidua.toml. May also stand after the command.",
)
@click.pass_context
def main(ctx: click.Context, home: Path) -> None:
    """Read Vietnamese news about emulation blocs (khối, cụm thi đua) into a registry that one can query and cite.

    Results go to standard output, messages and progress to standard error. Exit codes: 0 done, 1 refused or failed
    (with one line saying what, where and what to do), 2 wrong usage, 3 alarms (status).
    """
    ctx.obj = home
