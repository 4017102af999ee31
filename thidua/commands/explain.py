"""`thidua explain`: why each fact of a file is what it is."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import click

from extract import NotAnArticle
from thidua.definitions import definitions
from thidua.explaining import explained
from thidua.inputs import Item, Unreadable, gather
from thidua.options import json_option, workspace_option
from thidua.output import print_json, result
from thidua.problems import Problems
from thidua.reading import Read, article_of, context_of, keyed, reader
from thidua.workspace import Workspace

_NOT_SAID: tuple[object, ...] = (None, [], {}, False)


@click.command(short_help="Show for each fact of a file its rule, its spans and its sentence.")
@click.argument("file")
@click.option("--spans/--no-spans", default=True, help="Show the spans that each fact was made from.")
@json_option
@workspace_option
def command(file: str, spans: bool, as_json: bool, workspace: Workspace) -> None:
    """Show what the reader makes of FILE and why: for each fact its value, confidence, rule, sentence and spans.

    Candidates that looked like a fact and were refused come last, with the reason.
    """
    read = Read(workspace.lexicon, {} if file.endswith(".txt") else keyed(definitions(workspace)))
    problems = Problems()
    shown: list[dict[str, Any]] = []
    for item in gather([file], sys.stdin.buffer):
        if isinstance(item, Unreadable):
            problems.add(item)
        else:
            shown.extend(_explained(item, read, problems))
    if as_json:
        print_json(shown[0] if len(shown) == 1 else shown)
    else:
        for explanation in shown:
            _print(explanation, with_spans=spans)
    problems.refuse()


def _explained(item: Item, read: Read, problems: Problems) -> list[dict[str, Any]]:
    source = read.source_of(item)
    try:
        article = article_of(item, source)
    except NotAnArticle as error:
        problems.add(Unreadable(label=item.label, code="not_an_article", message=str(error)))
        return []
    return [explained(reader(read.own_lexicon).explain(article, context_of(source)))]


def _print(explanation: Mapping[str, Any], *, with_spans: bool) -> None:
    article = explanation["article"]
    published = article["published"] or "no date"
    verdict = "reports an event of an emulation bloc" if explanation["relevant"] else "reports no event of a bloc"
    result(f"{article['title'] or article['source']} ({published}): {verdict}\n")
    for fact in explanation["facts"]:
        _print_fact(fact, with_spans=with_spans)
    for title, key in (("Refused", "refused"), ("Issues, for a person to look at", "issues")):
        if explanation[key]:
            result(f"{title}:")
            for issue in explanation[key]:
                result(f"  {issue['code']}: {issue['message']}")
                _print_sentence(issue, indent="    ")
            result()


def _print_fact(fact: Mapping[str, Any], *, with_spans: bool) -> None:
    result(f"{fact['kind'].removesuffix('s')}  {_value(fact['value'])}")
    result(f"  rule {fact['rule']}, confidence {fact['confidence']:.2f}")
    for _, evidence in groupby(fact["evidence"], key=lambda each: each["sentence_start"]):
        _print_evidence(list(evidence))
    if with_spans:
        for span in fact["spans"]:
            said = f" = {span['value']}" if span["value"] != span["text"] else ""
            result(f"    {span['label']} ‹{_flat(span['text'])}›{said}  ({span['rule']})")
    result()


def _value(value: Mapping[str, Any]) -> str:
    return "; ".join(f"{name} {_plain(each)}" for name, each in value.items() if each not in _NOT_SAID)


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(str(each) for each in value.values() if each is not None)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _print_evidence(evidence: Sequence[Mapping[str, Any]]) -> None:
    """A sentence once, its pieces of evidence between marks, and the attributes that they carry."""
    sentence = evidence[0]["sentence"]
    places = sorted({_place(each) for each in evidence if each["text"].strip() != sentence.strip()}, reverse=True)
    begin = len(sentence) + 1
    for start, end in places:
        if end <= begin:  # a piece that reaches into one already marked stays unmarked
            sentence, begin = f"{sentence[:start]}«{sentence[start:end]}»{sentence[end:]}", start
    fields = "; ".join(", ".join(each["fields"]) for each in evidence if each["fields"])
    result(f"  “{_flat(sentence)}”" + (f"  [{fields}]" if fields else ""))


def _place(evidence: Mapping[str, Any]) -> tuple[int, int]:
    start = evidence["start"] - evidence["sentence_start"]
    return start, start + len(evidence["text"])


def _print_sentence(issue: Mapping[str, Any], indent: str) -> None:
    if issue.get("sentence"):
        result(f"{indent}“{_flat(issue['sentence'])}”")


def _flat(text: str) -> str:
    return " ".join(text.split())
