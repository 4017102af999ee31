"""`thidua evaluate`: how well the reader reads, against gold or reviewed articles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePath
from typing import Any

import click

from records import record_to_json
from thidua.errors import Refused
from thidua.evaluation import Case, Corpus, load_corpus, score
from thidua.evaluation.floors import broken, read_floors, write_floors
from thidua.evaluation.report import print_report
from thidua.inputs.files import from_bytes
from thidua.inputs.item import Given, Item
from thidua.options import jobs_option, json_option, workspace_option
from thidua.output import print_json, say, tracked
from thidua.problems import Problems
from thidua.reading import Read
from thidua.workers import in_order
from thidua.workspace import Workspace

_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(short_help="Score the extractor against gold or reviewed articles.")
@click.argument("folder", type=_FOLDER)
@click.option("--gold", type=_FOLDER, help="Where the gold is. [default: FOLDER/gold, FOLDER or FOLDER/../gold]")
@click.option("--errors", is_flag=True, help="List what was missed and what is wrong, grouped by rule.")
@click.option("--floors", "floors_path", type=_FILE, help="Exit 1 when a kind's F1 is under its floor in this file.")
@click.option("--write-floors", "writing", is_flag=True, help="Write today's figures as floors. [FOLDER/floors.yml]")
@click.option("--lower", is_flag=True, help="With --write-floors: let a floor sink.")
@jobs_option
@json_option
@workspace_option
def command(  # noqa: PLR0913 - one parameter an option
    *,
    folder: Path,
    gold: Path | None,
    errors: bool,
    floors_path: Path | None,
    writing: bool,
    lower: bool,
    jobs: int,
    as_json: bool,
    workspace: Workspace,
) -> None:
    """Read the articles of FOLDER and score the records against gold, per kind of fact.

    Prints precision, recall, F1 with its 95 % interval (bootstrap over articles), the share of right attributes, how
    often facts of each band of confidence are right, and the hash of the corpus. Gold is one JSON file an article, or
    what `thidua export gold` writes.
    """
    corpus = load_corpus(folder, gold)
    figures = score(corpus.cases, _records(corpus, jobs, workspace))
    if as_json:
        print_json({"corpus": corpus.sha256, **figures.as_json()})
    else:
        print_report(figures, corpus.sha256, with_errors=errors)
    if writing:
        path = floors_path or folder / "floors.yml"
        write_floors(path, figures, corpus.sha256, lower=lower)
        say(f"wrote {path}")
    elif floors_path and (problems := broken(read_floors(floors_path), figures, corpus.sha256)):
        raise Refused(f"{floors_path} does not hold: {'; '.join(problems)}")


def _records(corpus: Corpus, jobs: int, workspace: Workspace) -> Mapping[str, dict[str, Any]]:
    """The records of a corpus by the stem of their source; an article that cannot be read has none, and counts so."""
    problems = Problems()
    texts = (_item(case) for case in corpus.cases)
    readings = in_order(Read(workspace.lexicon), texts, jobs=jobs, preload="thidua.reading")
    tracking = tracked(readings, "reading", total=len(corpus.cases))
    records = [record_to_json(reading.record) for reading in problems.aside(tracking) if reading.record]
    return {PurePath(record["article"]["source"]).stem: record for record in records}


def _item(case: Case) -> Item:
    """The article's file, or of a reviewed article the text that its gold carries."""
    if case.path:
        return from_bytes(case.path.read_bytes(), str(case.path), case.path.suffix.lower())
    article = case.gold["article"]
    published = date.fromisoformat(article["published"]) if article.get("published") else None
    given = Given(url=article.get("url"), title=article.get("title"), author=article.get("author"), published=published)
    return from_bytes(article["text"].encode(), article["source"], ".txt", given)
