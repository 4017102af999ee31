""" "This abbreviation always means …": a lexicon entry of the workspace, tried on the articles it touches, then kept.

Loads the reader (spaCy takes a second), so `review.desk.rules` asks for this module only when somebody wants a rule.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

import lexicon
from nlp import Reader
from records import Article, Context, Record
from store import Incoming, Registry
from store.effective import sheet
from store.keys import keyed_facts
from store.labels import label

FILE = "unit_abbreviations.yml"
MOST = 200  # articles read again at once; `thidua reextract` reads the rest
_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What always means what. kind: `body` for a whole head ("UBND"), `field` for what follows one ("KH&CN") …"""

    name: str
    expands: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What the rule changes in one article: facts in a line each, as `kind: label`."""

    article: str
    title: str
    gone: tuple[tuple[str, str], ...]
    new: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """How many articles hold the abbreviation, and what would change in the first of them."""

    articles: int
    differences: tuple[Difference, ...]


def preview(registry: Registry, home: Path, rule: Rule) -> Preview:
    """Read the articles with and without the rule; nothing is kept. Raises `LexiconError` for a rule that cannot be."""
    touched = affected(registry, rule)
    with _with_rule(home / "lexicon", rule) as folder:
        old, new = Reader(lexicon.load(_own(home))), Reader(lexicon.load([folder]))
        found = [
            _difference(article, *(_lines(r, registry, article) for r in (old, new))) for article in touched[:_SHOWN]
        ]
    return Preview(articles=len(touched), differences=tuple(each for each in found if each.gone or each.new))


def apply(registry: Registry, home: Path, rule: Rule, user: str) -> int:
    """Keep the rule in the workspace's lexicon and read the articles it touches again; returns how many. What people
    said of their facts holds, as after any new extractor.
    """
    touched = affected(registry, rule)
    own = home / "lexicon"
    with _with_rule(own, rule) as folder:
        reader = Reader(lexicon.load([folder]))
        own.mkdir(exist_ok=True)
        fresh = own / f"{FILE}.new"
        shutil.copyfile(folder / FILE, fresh)
        fresh.replace(own / FILE)
    run = registry.start_run("lexicon")
    incoming = [Incoming(record=_record(reader, registry, article), run=run) for article in touched]
    registry.add_all(incoming)
    report = {"user": user, "name": rule.name, "expands": rule.expands, "kind": rule.kind, "articles": len(touched)}
    registry.finish_run(run, report=report)
    return len(touched)


def affected(registry: Registry, rule: Rule) -> list[Article]:
    """The articles that hold the abbreviation as a word, `MOST` at most."""
    word = re.compile(rf"(?<!\w){re.escape(rule.name)}(?!\w)")
    hits = registry.search(f'"{rule.name}"', kind="article", limit=MOST).hits
    return [article for article in (registry.article(hit.ref) for hit in hits) if word.search(article.text)]


def _own(home: Path) -> list[Path]:
    return [home / "lexicon"] if (home / "lexicon").is_dir() else []


@contextmanager
def _with_rule(own: Path, rule: Rule) -> Iterator[Path]:
    """A copy of the workspace's lexicon with the rule at the end of its file."""
    with tempfile.TemporaryDirectory(prefix="thidua-lexicon-") as name:
        folder = Path(name)
        for path in own.glob("*.yml"):
            shutil.copyfile(path, folder / path.name)
        entry = [{"kind": rule.kind, "entries": [{"name": rule.name, "expands": rule.expands}]}]
        before = (folder / FILE).read_text(encoding="utf-8") if (folder / FILE).exists() else ""
        text = yaml.safe_dump(entry, allow_unicode=True, sort_keys=False)
        (folder / FILE).write_text(f"{before.rstrip()}\n{text}".lstrip(), encoding="utf-8")
        yield folder


def _record(reader: Reader, registry: Registry, article: Article) -> Record:
    source = sheet(registry.db, article.id).source
    told = {name: source.get(name) for name in ("owner", "place", "level")}
    return reader.analyse(article, Context(**told, source=source.get("id")) if source else None)


def _lines(reader: Reader, registry: Registry, article: Article) -> set[tuple[str, str]]:
    record = _record(reader, registry, article)
    return {(fact.kind, label(fact.kind, fact.values)) for fact in keyed_facts(record, article.id)}


def _difference(article: Article, old: set[tuple[str, str]], new: set[tuple[str, str]]) -> Difference:
    return Difference(
        article=article.id,
        title=article.title or article.id,
        gone=tuple(sorted(old - new)),
        new=tuple(sorted(new - old)),
    )
