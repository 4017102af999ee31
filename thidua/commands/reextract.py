"""`thidua reextract`: the archive again, with today's extractor."""

from __future__ import annotations

from collections import Counter

import click

from thidua.definitions import definitions
from thidua.locks import only_run
from thidua.opening import writing
from thidua.options import jobs_option, json_option, workspace_option
from thidua.output import print_json, result, say, tracked
from thidua.problems import Problems
from thidua.reading import Read, keyed
from thidua.reextracting import Reread, archived, archives, keep, restore_documents
from thidua.workers import in_order
from thidua.workspace import Workspace

_SHOWN = 20


@click.command(short_help="Read the archive again with today's extractor, without network.")
@click.option("--changed", is_flag=True, help="List every article whose reading changed, not only how many.")
@jobs_option
@json_option
@workspace_option
def command(changed: bool, jobs: int, as_json: bool, workspace: Workspace) -> None:
    """Read every archived page again and say what changed. No network; corrections that people made stay.

    Only what is read differently, or by another version of the extractor, is written: a second run changes nothing.
    Where registry.db is lost it is made anew from the archive: articles with all their versions, and documents. What
    people judged is in no archive; that comes back from a backup alone.
    """
    if not archives(workspace.archive):
        workspace.require()
    elif not workspace.registry_path.exists():
        say(f"{workspace.registry_path} is not there: it is made anew from the archive; judgements need a backup")
    read = Read(workspace.lexicon, keyed(definitions(workspace)))
    problems = Problems()
    with writing(workspace) as registry, only_run(workspace.runs, "reextract"):
        run = registry.start_run("reextract")
        if not registry.count("captured_articles"):
            restore_documents(registry, workspace.archive, run)
        readings = in_order(read, archived(workspace.archive), jobs=jobs, preload="thidua.reading")
        rereads = list(keep(registry, read, problems.aside(tracked(readings, "reading")), run))
        counts = Counter(_kind(reread) for reread in rereads) + Counter(not_read=problems.by_code.total())
        registry.finish_run(run, report=dict(counts))
    others = [reread for reread in rereads if _kind(reread) != "unchanged"]
    if as_json:
        listed = [{"article": r.change.article, "source": r.label, "change": _kind(r)} for r in others]
        print_json({"read": len(rereads), **counts, "articles": listed})
    else:
        result(f"{len(rereads)} articles read again: {_summary(counts)}")
        for reread in others if changed else others[:_SHOWN]:
            result(f"  {reread.change.article}  {_kind(reread)}  {reread.label}")
        if not changed and len(others) > _SHOWN:
            result(f"  … and {len(others) - _SHOWN} more; --changed lists them all")
    problems.refuse()


def _kind(reread: Reread) -> str:
    change = reread.change
    if change.new_article:
        return "new"
    if change.new_version:
        return "other text"
    return "other facts" if change.other_facts else "unchanged"


def _summary(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items())) or "none"
