"""The reference in docs/cli.md, made from the commands themselves.

python -m thidua.reference            write it
python -m thidua.reference --check    exit 1 when the file is behind
"""

from __future__ import annotations

import argparse
import inspect
import json
import sys
from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import Any, get_type_hints

import click

from thidua.cli import main as root
from thidua.settings import Settings

PAGE = Path(__file__).parents[1] / "docs" / "cli.md"
MARK = "<!-- From here on written by `python -m thidua.reference`. -->"


def main(argv: list[str] | None = None) -> int:
    """Write or check the page."""
    parser = argparse.ArgumentParser(prog="python -m thidua.reference", description="Write docs/cli.md.")
    parser.add_argument("--check", action="store_true", help="only tell whether the page is up to date")
    check = parser.parse_args(argv).check
    old = PAGE.read_text(encoding="utf-8")
    new = page(old)
    if check and old != new:
        print("docs/cli.md is behind the commands; run `python -m thidua.reference`", file=sys.stderr)
        return 1
    PAGE.write_text(new, encoding="utf-8")
    return 0


def page(old: str) -> str:
    """The page: what stands before the mark stays, what follows is made again."""
    kept = old.partition(MARK)[0] + MARK
    return "\n".join([kept, "", *_settings(), *_commands(root, "thidua")]).rstrip() + "\n"


def _settings() -> Iterator[str]:
    yield "## Keys of thidua.toml\n"
    yield "| key | default | meaning |\n| --- | --- | --- |"
    for section, kind in get_type_hints(Settings).items():
        defaults = kind()
        meanings = _meanings(kind)
        for field in fields(kind):
            value = getattr(defaults, field.name)
            yield f"| `{section}.{field.name}` | `{json.dumps(value)}` | {meanings.get(field.name, '')} |"
    yield ""


def _meanings(kind: type) -> dict[str, str]:
    """The `name: meaning` sentences of a docstring."""
    text = " ".join((inspect.getdoc(kind) or "").split())
    names = [field.name for field in fields(kind)]
    starts = sorted((text.index(f"{name}: "), name) for name in names if f"{name}: " in text)
    bounds = [*starts, (len(text), "")]
    return {name: text[start + len(name) + 2 : end].strip() for (start, name), (end, _) in pairwise(bounds)}


def _commands(group: click.Group, path: str) -> Iterator[str]:
    context = click.Context(group, info_name=path)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        yield from _command(command, f"{path} {name}")
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path} {name}")


def _command(command: click.Command, path: str) -> Iterator[str]:
    yield f"{'#' * (path.count(' ') + 1)} {path}\n"
    yield f"{inspect.cleandoc(command.help or '')}\n"
    context = click.Context(command, info_name=path)
    yield f"```\n{command.get_usage(context).removeprefix('Usage: ')}\n```\n"
    if rows := [_option(option, context) for option in command.params if _shown(option)]:
        yield "| option | meaning |\n| --- | --- |"
        yield from rows
        yield ""


def _shown(parameter: click.Parameter) -> bool:
    return isinstance(parameter, click.Option) and not parameter.hidden


def _option(option: Any, context: click.Context) -> str:
    names, meaning = option.get_help_record(context)
    return f"| `{names.replace('|', '/')}` | {meaning.replace('|', '/')} |"


if __name__ == "__main__":
    sys.exit(main())
