"""The articles that a rule touches, and reading them again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from nlp import Reader
from records import Article, Context, Record
from review.desk.kept_rules import Rule
from review.desk.pending import Pending
from store import Incoming, Registry
from store.effective import sheet
from store.runs import report_so_far

_AT_ONCE = 500
_BATCH = 20  # articles written at once: a reviewer's save waits for no more than these


def affected(registry: Registry, rule: Rule) -> list[str]:
    """The ids of all articles that hold the abbreviation as a word, the best matches first."""
    word = re.compile(rf"(?<!\w){re.escape(rule.name)}(?!\w)")
    found: list[str] = []
    for offset in count(0, _AT_ONCE):
        hits = registry.search(f'"{rule.name}"', kind="article", limit=_AT_ONCE, offset=offset).hits
        found += (hit.ref for hit in hits if word.search(registry.article(hit.ref).text))
        if len(hits) < _AT_ONCE:
            return found
    return found


def read_on(registry: Registry, reader: Reader, pending: Pending, touched: Sequence[str], *, most: int = 0) -> Pending:
    """Read the articles that are left of those touched, at most `most` when given; closes the run after the last."""
    left = sorted(ref for ref in touched if ref > pending.after)
    for batch in _batches(left[:most] if most else left):
        records = [record_of(reader, registry, registry.article(ref)) for ref in batch]
        registry.add_all([Incoming(record=record, run=pending.run) for record in records])
        pending = replace(pending, done=pending.done + len(batch), after=batch[-1])
        report_so_far(registry.db, pending.run, pending.report())
    if not most or len(left) <= most:
        registry.finish_run(pending.run, report=pending.report())
    return pending


def _batches(refs: Sequence[str]) -> Iterator[Sequence[str]]:
    return (refs[at : at + _BATCH] for at in range(0, len(refs), _BATCH))


def own_lexicon(home: Path) -> list[Path]:
    """The workspace's own lexicon, where it has one."""
    return [home / "lexicon"] if (home / "lexicon").is_dir() else []


def record_of(reader: Reader, registry: Registry, article: Article) -> Record:
    """What the reader makes of an article, told whose portal it is from."""
    source = sheet(registry.db, article.id).source
    told = {name: source.get(name) for name in ("owner", "place", "level")}
    return reader.analyse(article, Context(**told, source=source.get("id")) if source else None)
