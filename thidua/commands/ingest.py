"""`thidua ingest`: files into the registry."""

from __future__ import annotations

import sys
from collections import Counter

import click

from thidua.definitions import definitions
from thidua.ingesting import ingest
from thidua.inputs import gather
from thidua.opening import writing
from thidua.options import jobs_option, json_option, workspace_option
from thidua.output import print_json, result, tracked
from thidua.problems import Problems
from thidua.reading import Read, keyed
from thidua.workers import in_order
from thidua.workspace import Workspace


@click.command(short_help="Read files, folders or standard input into the registry.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@jobs_option
@json_option
@workspace_option
def command(paths: tuple[str, ...], jobs: int, as_json: bool, workspace: Workspace) -> None:
    """Read PATHs (.txt, .html, .jsonl, .warc.gz, folders, - for standard input), extract, and add to the registry.

    The pages go into the archive as well, so that `thidua reextract` needs no original. The same input twice changes
    nothing. What cannot be read is said on standard error and kept as an issue of the run; the rest is added.
    """
    read = Read(workspace.lexicon, keyed(definitions(workspace)))
    with writing(workspace) as registry:
        run = registry.start_run("ingest")
        problems = Problems(lambda problem: registry.run_issue(code=problem.code, message=str(problem), run=run))
        readings = in_order(read, gather(paths, sys.stdin.buffer), jobs=jobs, preload="thidua.reading")
        counts: Counter[str] = Counter()
        sound = problems.aside(tracked(readings, "reading"))
        for batch in ingest(registry, workspace, read, sound, run):
            counts.update(batch)
        counts["not_read"] = problems.by_code.total()
        registry.finish_run(run, outcome="ok", report=dict(counts))
    _say(counts, as_json=as_json, workspace=workspace)
    problems.refuse()


def _say(counts: Counter[str], *, as_json: bool, workspace: Workspace) -> None:
    if as_json:
        keys = ("read", "relevant", "new", "changed", "unchanged", "issues", "not_read")
        print_json({key: counts[key] for key in keys})
        return
    result(
        f"{counts['read']} articles read into {workspace.home}: {counts['new']} new, {counts['changed']} changed, "
        f"{counts['unchanged']} unchanged; {counts['relevant']} report bloc events; {counts['issues']} issues"
    )
