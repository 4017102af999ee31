"""Results to standard output, messages and progress to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

T = TypeVar("T")

_PIPE_WIDTH = 10_000  # columns: in a pipe no line is folded


def result(text: str = "") -> None:
    """A line of the result."""
    click.echo(text)


def say(text: str) -> None:
    """A message for the person at the terminal."""
    click.echo(text, err=True)


def print_json(value: Any) -> None:
    """The result as JSON: Vietnamese as Vietnamese, dates in ISO form."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def listing(rows: Sequence[Mapping[str, Any]], *, as_json: bool, columns: Sequence[str], empty: str) -> None:
    """Rows as JSON (all their keys) or as a table (these columns); `empty` is said when there are none."""
    if as_json:
        print_json(list(rows))
    elif rows:
        table(columns, ([row.get(column) for column in columns] for row in rows))
    else:
        say(empty)


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str | None = None) -> None:
    """A plain table: as wide as the terminal, unwrapped in a pipe."""
    grid = Table(box=None, title=title, title_justify="left", pad_edge=False, header_style="bold")
    for column in columns:
        grid.add_column(column.replace("_", " "), overflow="fold")
    for row in rows:
        grid.add_row(*("" if cell is None else str(cell) for cell in row))
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = _PIPE_WIDTH
    with console.capture() as captured:
        console.print(grid)
    for line in captured.get().splitlines():
        click.echo(line.rstrip())


def _columns() -> tuple[ProgressColumn, ...]:
    return SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()


def tracked(items: Iterable[T], label: str, *, total: int | None = None, prints: bool = False) -> Iterator[T]:
    """The items, with a bar on standard error when that is a terminal, and none otherwise.

    prints: results go to standard output meanwhile; then there is no bar when that is a terminal too.
    """
    console = Console(stderr=True)
    hidden = not console.is_terminal or (prints and sys.stdout.isatty())
    with Progress(*_columns(), console=console, transient=True, disable=hidden, redirect_stdout=False) as bar:
        task = bar.add_task(label, total=total)
        for item in items:
            yield item
            bar.advance(task)


@contextmanager
def counters() -> Iterator[Callable[[str, int, int], None]]:
    """One line a name on a terminal: how many are done, how many are known of. Nothing in a pipe."""
    console = Console(stderr=True)
    tasks: dict[str, TaskID] = {}
    with Progress(*_columns(), console=console, disable=not console.is_terminal, redirect_stdout=False) as bar:

        def show(name: str, done: int, known: int) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(name)
            bar.update(tasks[name], completed=done, total=max(done, known))

        yield show
