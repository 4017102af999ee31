"""A record with its reasons, as a tree of plain values: each fact's rule, spans and sentence, and what was refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nlp import Explanation
from records import FACT_KINDS, Evidence, Issue, Span, record_to_json

_BREAK = re.compile(r"\n|(?<=[.!?…])\s+(?=\S)")
_ABBREVIATION = re.compile(r"(?:^|[\s(])[^\s.]{1,3}\.$")  # "TP. Hà Nội" is no end of a sentence
_APART = ("confidence", "evidence", "rule", "id")


def explained(explanation: Explanation) -> dict[str, Any]:
    """Everything that `thidua explain` shows, as JSON has it."""
    record = explanation.record
    wire = record_to_json(record)
    text = record.article.text
    return {
        "article": {name: wire["article"][name] for name in ("id", "source", "url", "title", "published")},
        "relevant": record.relevant,
        "extractor": record.extractor,
        "facts": [
            _fact(kind, fact, values, explanation.spans, text)
            for kind in FACT_KINDS
            for fact, values in zip(getattr(record, kind), wire[kind], strict=True)
        ],
        "refused": [_issue(issue, text) for issue in explanation.refused],
        "issues": [_issue(issue, text) for issue in record.issues],
    }


def _fact(kind: str, fact: Any, values: Mapping[str, Any], spans: Iterable[Span], text: str) -> dict[str, Any]:
    evidence = list(fact.evidence)
    return {
        "kind": kind,
        "rule": fact.rule,
        "confidence": fact.confidence,
        "value": {name: value for name, value in values.items() if name not in _APART or name == "id"},
        "evidence": [_evidence(each, text) for each in evidence],
        "spans": [_span(span, text) for span in spans if any(_inside(span, each) for each in evidence)],
    }


def _evidence(evidence: Evidence, text: str) -> dict[str, Any]:
    start, end = sentence_around(text, evidence.start, evidence.end)
    return {
        "start": evidence.start,
        "end": evidence.end,
        "text": evidence.text,
        "fields": list(evidence.fields),
        "sentence": text[start:end],
        "sentence_start": start,
    }


def _span(span: Span, text: str) -> dict[str, Any]:
    return {
        "label": span.label,
        "text": text[span.start : span.end],
        "value": span.value,
        "rule": span.rule,
        "start": span.start,
        "end": span.end,
    }


def _issue(issue: Issue, text: str) -> dict[str, Any]:
    values = {"code": issue.code, "message": issue.message, "start": issue.start, "end": issue.end, "text": issue.text}
    if issue.start is not None and issue.end is not None:
        start, end = sentence_around(text, issue.start, issue.end)
        values["sentence"] = text[start:end]
    return values


def _inside(span: Span, evidence: Evidence) -> bool:
    return evidence.start <= span.start and span.end <= evidence.end


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence that holds `text[start:end]` begins and ends.

    >>> text = "Một câu. Khối họp ở TP. Huế. Hết."
    >>> text[slice(*sentence_around(text, 9, 13))]
    'Khối họp ở TP. Huế.'
    """
    begin, finish = 0, len(text)
    for cut_start, cut_end in _cuts(text):
        if cut_end <= start:
            begin = cut_end
        elif cut_start >= end:
            finish = cut_start
            break
    while begin < start and text[begin].isspace():
        begin += 1
    return begin, finish


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    for found in _BREAK.finditer(text):
        before = text[max(0, found.start() - 6) : found.start()]
        if found[0] == "\n" or (text[found.end()].isupper() and not _ABBREVIATION.search(before)):
            yield found.span()
