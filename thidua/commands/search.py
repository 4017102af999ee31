"""`thidua search`: find by words, with or without diacritics."""

from __future__ import annotations

from dataclasses import asdict

import click

from thidua.opening import reading
from thidua.options import json_option, workspace_option
from thidua.output import listing, print_json, say
from thidua.workspace import Workspace


@click.command(short_help="Find blocs, units, people, events and articles by words.")
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--kind",
    type=click.Choice(["article", "bloc", "unit", "person", "event", "award", "document"]),
    help="Only this kind of thing.",
)
@click.option("--place", help="Only with this place.")
@click.option("--year", type=int, help="Only of this year.")
@click.option("--source", help="Only articles of this source.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many.")
@click.option("--offset", type=click.IntRange(min=0), default=0, help="How many to pass over first.")
@json_option
@workspace_option
def command(  # noqa: PLR0913 - one parameter an option
    *,
    words: tuple[str, ...],
    kind: str | None,
    place: str | None,
    year: int | None,
    source: str | None,
    limit: int,
    offset: int,
    as_json: bool,
    workspace: Workspace,
) -> None:
    """Find what has all the WORDS, typed with diacritics or without; quote words that stand together."""
    with reading(workspace) as registry:
        found = registry.search(
            " ".join(words), limit=limit, offset=offset, kind=kind, place=place, year=year, source=source
        )
    rows = [{"id": hit.ref, **asdict(hit)} for hit in found.hits]
    if as_json:
        print_json({"total": found.total, "facets": found.facets, "hits": rows})
        return
    listing(rows, as_json=False, columns=("id", "kind", "title", "place", "year", "snippet"), empty="nothing found")
    if rows:
        say(f"{len(rows)} of {found.total}; `thidua show ID` shows one with its evidence")
