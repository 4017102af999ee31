"""`thidua demo`: the whole way on sample portals, and a summary worth reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import click

from thidua.demo import Shown, run_demo
from thidua.options import json_option, workspace_option
from thidua.output import counters, print_json, result, say, table
from thidua.workspace import Workspace

_TOP = 10


@click.command(short_help="Crawl the sample portals that ship with the project, and show what came out.")
@click.option("--serve", "serving", is_flag=True, help="Start the web application on the result.")
@json_option
@workspace_option
@click.pass_context
def command(ctx: click.Context, serving: bool, as_json: bool, workspace: Workspace) -> None:
    """Serve five sample portals on loopback, crawl them with the real spider, read, and build a registry.

    No network beyond loopback. A demo that was killed is taken up where it was.
    """
    say(f"crawling the sample portals into {workspace.home}")
    with counters() as show:
        shown = run_demo(workspace, show)
    if as_json:
        print_json(_as_json(shown))
    else:
        _print(shown, workspace)
    if serving:
        from thidua.commands.serve import command as serve_command  # noqa: PLC0415 - only wanted with --serve

        ctx.invoke(serve_command, workspace=workspace, host=None, port=None)


def _as_json(shown: Shown) -> dict[str, Any]:
    return {
        "reports": [report.to_json() for report in shown.reports],
        "overview": shown.overview,
        "blocs": shown.blocs,
        "chairs": shown.chairs,
        "awards": [{"form": form, "status": status, "count": n} for (form, status), n in _awards(shown).items()],
        "skipped": dict(_skipped(shown)),
    }


def _print(shown: Shown, workspace: Workspace) -> None:
    counts, reports = shown.overview["counts"], shown.reports
    pages = sum(report.listings + report.articles + report.files for report in reports)
    events = counts["articles"] - shown.irrelevant
    result(
        f"{len(reports)} portals, {pages} pages fetched in this run; the registry has {counts['articles']} articles, "
        f"{events} of which report events of emulation blocs"
    )
    result(
        f"{counts['blocs']} blocs, {counts['events']} events, {counts['units']} units, {counts['persons']} people, "
        f"{counts['memberships']} memberships, {counts['awards']} awards, {counts['documents']} documents"
    )
    table(
        ("bloc", "place", "years", "events", "articles"),
        ((b["name"], b["place"], _years(b), b["events"], b["articles"]) for b in shown.blocs[:_TOP]),
        title=f"\nBlocs with most events, {min(_TOP, len(shown.blocs))} of {len(shown.blocs)}",
    )
    _print_events(shown.overview["events_by_year"])
    _print_chairs(shown)
    table(("form", "status", "awards"), ((*key, n) for key, n in sorted(_awards(shown).items())), title="\nAwards")
    table(("pages", "why"), ((n, why) for why, n in _skipped(shown).most_common()), title="\nSkipped, and why")
    _print_next(shown, workspace)


def _years(bloc: Mapping[str, Any]) -> str:
    first, last = bloc["first_year"], bloc["last_year"]
    return str(first or "") if first == last else f"{first}–{last}"


def _print_events(rows: Iterable[Mapping[str, Any]]) -> None:
    """A line a year: how many of each type; an event of two types counts in both columns."""
    counts = Counter({(row["year"], row["type"]): row["events"] for row in rows})
    years, types = sorted({year for year, _ in counts}), sorted({kind for _, kind in counts})
    rows_of = ((year, *(counts[year, kind] or "" for kind in types)) for year in years)
    table(("year", *types), rows_of, title="\nEvents by year and type")


def _print_chairs(shown: Shown) -> None:
    names = {bloc["id"]: bloc["name"] for bloc in shown.blocs}
    rows = [
        (chair["year"], names.get(chair["bloc"], ""), chair["holder"], chair["place"], chair["status"])
        for chair in shown.chairs[:_TOP]
    ]
    table(
        ("year", "bloc", "chair", "place", "status"), rows, title=f"\nLatest chairs, {len(rows)} of {len(shown.chairs)}"
    )


def _awards(shown: Shown) -> Counter[tuple[str, str]]:
    return Counter((award["form"], award["status"]) for award in shown.awards)


def _skipped(shown: Shown) -> Counter[str]:
    why: Counter[str] = Counter()
    if shown.irrelevant:
        why["articles that report no event of a bloc: other news and look-alikes, kept without events"] = (
            shown.irrelevant
        )
    for report in shown.reports:
        why["addresses that are gone (404 or 410)"] += report.gone
        why["challenge and error pages served as articles"] += report.challenges
    why.update(f"{issue['code']}: {issue['message']}" for issue in shown.issues)
    return +why


def _print_next(shown: Shown, workspace: Workspace) -> None:
    thidua = f"thidua --home {workspace.home}"
    bloc = shown.blocs[0]["id"] if shown.blocs else "ID"
    result("\nWhat to type next")
    for line, what in (
        ("search co thi dua", "finds with and without diacritics"),
        (f"show {bloc}", "a bloc with its years, chairs and evidence"),
        ("review queue", "what a person should look at first"),
        ('sql "select * from bloc_chairs"', "any question, read-only (docs/data-model.md)"),
        ("export csv --out demo-csv", "every table as a file"),
        ("serve", "the same in a browser"),
    ):
        result(f"  {thidua} {line:42} # {what}")
