"""The command line's entry: a group that knows every command by name and imports its module only when it is used.

That is what keeps `thidua --help` and `thidua extract one.txt` fast. The table below is checked against the commands
themselves by tests/thidua/test_cli.py.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from pathlib import Path

import click

from thidua.lazy import LazyGroup

# Importing and loading the lexicon make a few hundred thousand objects that stay; the collector would go through them
# again and again, a tenth of the time in which one article is read.
_COLLECT_AFTER = 50_000

# name → (module under thidua.commands, its name there, what it does in one line)
COMMANDS: Mapping[str, tuple[str, str, str]] = {
    "demo": ("demo", "command", "Crawl the sample portals that ship with the project, and show what came out."),
    "ingest": ("ingest", "command", "Read files, folders or standard input into the registry."),
    "extract": ("extract", "command", "Print the records of files; touches no registry."),
    "explain": ("explain", "command", "Show for each fact of a file its rule, its spans and its sentence."),
    "crawl": ("crawl", "command", "Crawl sources into the archive and the registry."),
    "schedule": ("schedule", "command", "Stay up and crawl what is due."),
    "status": ("status", "command", "Show sources, runs, lateness and alarms; exit 3 with alarms."),
    "sources": ("sources", "command", "List, try, draft and record source definitions."),
    "reextract": ("reextract", "command", "Read the archive again with today's extractor, without network."),
    "search": ("search", "command", "Find blocs, units, people, events and articles by words."),
    "show": ("show", "command", "Show one bloc, unit, person, event or article with its evidence."),
    "export": ("export", "command", "Write the registry's tables as csv, jsonl, parquet or gold."),
    "release": ("release", "command", "Write a dated, checksummed bundle and its diff against an earlier one."),
    "rebuild": ("rebuild", "command", "Make the tables people read again from what is primary."),
    "backup": ("backup", "command", "Copy the workspace's databases while they are in use."),
    "restore": ("restore", "command", "Put a backup in the place of the workspace's databases."),
    "check": ("check", "command", "Verify the registry and its archive; exit 1 when something is off."),
    "sql": ("sql", "command", "Run a read-only query on the registry."),
    "withhold": ("withhold", "command", "Take an article or a person out of sight, logged and reversible."),
    "review": ("review", "command", "The review desk for scripts: queue, accept, reject, set, add, undo, history."),
    "evaluate": ("evaluate", "command", "Score the extractor against gold or reviewed articles."),
    "users": ("users", "command", "Manage the accounts of the web application."),
    "serve": ("serve", "command", "Start the web application."),
}


@click.group(
    cls=LazyGroup,
    commands_table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)
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
    gc.set_threshold(_COLLECT_AFTER)
    ctx.obj = home
