"""`thidua crawl`: sources into the archive and the registry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import click

from crawler.report import RunReport
from thidua.alarms import tell
from thidua.crawling import Wish, crawl_round
from thidua.definitions import definition
from thidua.due import due_sources, scheduled_sources
from thidua.errors import Refused
from thidua.opening import writing
from thidua.options import json_option, workspace_option
from thidua.output import counters, print_json, say, table
from thidua.workspace import Workspace

_FAILED = ("failed", "robots")


@click.command(short_help="Crawl sources into the archive and the registry.")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--due", is_flag=True, help="Only what its schedule says; suits cron and systemd timers.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Back-fill: follow listings back to this day.")
@json_option
@workspace_option
def command(
    *, sources: tuple[str, ...], due: bool, since: datetime | None, as_json: bool, workspace: Workspace
) -> None:
    """Crawl SOURCEs, or all that are scheduled when none is named; read what they give; add it to the registry.

    A run that was killed is taken up where it was. SIGTERM and Ctrl-C end a run cleanly within seconds.
    """
    named = [definition(workspace, name) for name in sources]
    with writing(workspace) as registry:
        watched = named or list(scheduled_sources(workspace).values())
        chosen = due_sources(registry, watched) if due else watched
        wish = Wish(since=since.date() if since else None, parallel=workspace.settings.schedule.parallel)
        try:
            with counters() as show:
                reports = crawl_round(workspace, registry, chosen, wish, show) if chosen else []
        finally:  # a round that failed is an alarm too, and what is not due may be overdue
            tell(workspace, registry, watched)
        if not chosen:
            say("nothing is due" if due else "no source is scheduled: name one, or see `thidua sources list`")
            return
    if as_json:
        print_json([report.to_json() for report in reports])
    else:
        print_reports(reports)
        say_older(reports)
    if failed := [report.source for report in reports if report.ended in _FAILED]:
        raise Refused(
            f"the crawl of {', '.join(failed)} failed; `thidua status` and the reports in {workspace.runs} say why"
        )


def say_older(reports: Sequence[RunReport]) -> None:
    """What a back-fill brought although it is from before its day."""
    for report in reports:
        if report.older:
            said = "their listing gives no days, so they had to be read to know"
            say(f"{report.source}: {report.older} articles are older than was asked for; {said}, and they are kept")


def print_reports(reports: Sequence[RunReport]) -> None:
    """What each run did, a line each."""
    header = (
        "source",
        "ended",
        "pages",
        "new or changed",
        "unchanged",
        "gone",
        "failed",
        "articles",
        "relevant",
        "seconds",
    )
    rows = []
    for report in reports:
        read = report.reading
        rows.append(
            (
                report.source,
                report.ended,
                report.listings + report.articles + report.files,
                report.changed,
                report.unchanged,
                report.gone,
                report.failed + report.refused,
                read.articles if read else 0,
                read.relevant if read else 0,
                f"{report.seconds:.1f}",
            )
        )
    table(header, rows)
