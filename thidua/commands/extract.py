"""`thidua extract`: records of files on standard output; the registry is not touched."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from sources.model import Source
from thidua.inputs import gather
from thidua.options import jobs_option, workspace_option
from thidua.output import result, tracked
from thidua.problems import Problems
from thidua.reading import Read, keyed
from thidua.rendering import Render
from thidua.workers import in_order
from thidua.workspace import Workspace

_MANY = (".jsonl", ".warc", ".warc.gz")


@click.command(short_help="Print the records of files; touches no registry.")
@click.argument("files", nargs=-1, required=True)
@click.option("--jsonl", is_flag=True, help="One record a line instead of one JSON array.")
@jobs_option
@workspace_option
def command(files: tuple[str, ...], jsonl: bool, jobs: int, workspace: Workspace) -> None:
    """Print what each article of FILES yields (docs/record.md): text, HTML, JSON lines, WARC, folders, - for stdin.

    Several files make a JSON array, a single one an object. What cannot be read is said on standard error, the rest is
    printed, and the exit code is 1.
    """
    render = Render(Read(workspace.lexicon, _definitions(files, workspace)), indent=None if jsonl else 2)
    items = gather(files, sys.stdin.buffer)
    problems = Problems()
    rendered = in_order(render, items, jobs=jobs, preload="thidua.rendering")
    texts = problems.beside(tracked(rendered, "reading", prints=True))
    if jsonl or (len(files) == 1 and not _holds_many(files[0])):
        for text in texts:
            result(text)
    else:
        _print_array(texts)
    problems.refuse()


def _definitions(files: Iterable[str], workspace: Workspace) -> Mapping[str, Source]:
    """The sources, which only pages need: plain texts do not wait for them."""
    if all(path == "-" or path.lower().endswith(".txt") for path in files):
        return {}
    from thidua.definitions import definitions  # noqa: PLC0415 - see above

    return keyed(definitions(workspace))


def _holds_many(path: str) -> bool:
    return path.lower().endswith(_MANY) or Path(path).is_dir()


def _print_array(texts: Iterable[str]) -> None:
    """An array written as it grows: nothing waits for the last record."""
    opener = "["
    for text in texts:
        result(opener)
        click.echo(text, nl=False)
        opener = ","
    result("[]" if opener == "[" else "\n]")
