"""How the command refuses: one line on standard error and an exit code.

Refused      exit 1: something was refused or failed; the line says what, where and what to do
click.UsageError (and its kin)   exit 2: wrong usage
Alarms       exit 3: `thidua status` found alarms
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

EXIT_REFUSED = 1
EXIT_ALARMS = 3


class Refused(click.ClickException):
    """Something was refused or failed. `message` is one line: what, where, and what to do."""

    exit_code = EXIT_REFUSED

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line to standard error."""
        click.echo(f"thidua: {one_line(self.message)}", file=file or sys.stderr)


def one_line(message: str) -> str:
    """The message on a single line: a library's error may have several."""
    return " ".join(message.split())


@contextmanager
def refusing(*kinds: type[Exception], doing: str | None = None, hint: str | None = None) -> Iterator[None]:
    """Turn exceptions of these kinds, raised inside, into `Refused`: `doing: error; hint`."""
    try:
        yield
    except kinds as error:
        parts = [f"{doing}: " if doing else "", str(error) or type(error).__name__, f"; {hint}" if hint else ""]
        raise Refused("".join(parts)) from error
