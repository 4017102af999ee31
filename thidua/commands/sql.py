"""`thidua sql`: a read-only query."""

from __future__ import annotations

import csv
import sys

import click

from thidua.opening import reading
from thidua.options import json_option, workspace_option
from thidua.output import print_json, say, table
from thidua.workspace import Workspace


@click.command(short_help="Run a read-only query on the registry.")
@click.argument("query")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV with a header line.")
@click.option("--limit", type=click.IntRange(min=1), default=10_000, show_default=True, help="Rows at most.")
@json_option
@workspace_option
def command(query: str, as_csv: bool, limit: int, as_json: bool, workspace: Workspace) -> None:
    """Run QUERY, a SELECT over the tables of docs/data-model.md; - reads it from standard input. It changes nothing."""
    if query == "-":
        query = sys.stdin.read()
    with reading(workspace) as registry:
        answer = registry.sql(query, limit=limit)
    if as_json:
        print_json(list(answer.dicts()))
    elif as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(answer.columns)
        writer.writerows(answer.rows)
    else:
        table(answer.columns, answer.rows)
    if answer.truncated:
        say(f"only the first {limit} rows; --limit allows more")
