""" "This abbreviation always means …": a lexicon entry of the workspace, tried on the articles it touches, then kept.

Loads the reader (spaCy takes a second), so `review.desk.rules` asks for this module only when somebody wants a rule.
"""

from __future__ import annotations

import hmac
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from typing import Any

import lexicon
from lexicon import LexiconError
from nlp import Reader
from records import Article, Context, Record
from review.desk.kept_rules import FILE, RUN, Rule
from store import Incoming, Registry
from store.effective import sheet
from store.keys import keyed_facts
from store.labels import label

MOST = 200  # articles read again at once; the page says how many are left for `thidua reextract`
_SHOWN = 12
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What the rule changes in one article: facts in a line each, as `kind: label`."""

    article: str
    title: str
    gone: tuple[tuple[str, str], ...]
    new: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """How many articles hold the abbreviation, and what would change in the first of them.

    seal: what `apply` asks for; it is of this rule, this user, and exactly these articles.
    """

    articles: int
    differences: tuple[Difference, ...]
    seal: str

    @property
    def left(self) -> int:
        """How many articles are not read again at once."""
        return max(0, self.articles - MOST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """How many articles were read again, and how many are left for `thidua reextract`."""

    articles: int
    left: int


class UnseenError(Exception):
    """The rule was not previewed, or since then other articles hold the abbreviation."""


_SECRET = secrets.token_bytes(32)  # a preview holds as long as the server runs


def preview(registry: Registry, home: Path, rule: Rule, user: str) -> Preview:
    """Read the articles with and without the rule; nothing is kept. Raises `LexiconError` for a rule that cannot be."""
    touched = affected(registry, rule)
    with _with_rule(home / "lexicon", rule) as folder:
        old, new = Reader(lexicon.load(_own(home))), Reader(lexicon.load([folder]))
        shown = [registry.article(ref) for ref in touched[:_SHOWN]]
        found = [_difference(article, *(_lines(r, registry, article) for r in (old, new))) for article in shown]
    changes = tuple(each for each in found if each.gone or each.new)
    return Preview(articles=len(touched), differences=changes, seal=_seal(rule, user, touched))


def _seal(rule: Rule, user: str, touched: Sequence[str]) -> str:
    told = "\0".join((user, rule.name, rule.expands, rule.kind, *sorted(touched)))
    return hmac.new(_SECRET, told.encode("utf-8", "surrogatepass"), "sha256").hexdigest()


def apply(registry: Registry, home: Path, rule: Rule, user: str, seal: str) -> Reread:
    """Keep the rule in the workspace's lexicon and read the articles it touches again. What people said of their facts
    holds, as after any new extractor. Raises `UnseenError` without the seal of its preview.
    """
    touched = affected(registry, rule)
    if not hmac.compare_digest(seal.encode("utf-8", "replace"), _seal(rule, user, touched).encode()):
        raise UnseenError(rule.name)
    own = home / "lexicon"
    with _with_rule(own, rule) as folder:
        reader = Reader(lexicon.load([folder]))
        own.mkdir(exist_ok=True)
        _put(own, (folder / FILE).read_text(encoding="utf-8"))
    return _read_again(registry, reader, touched, {"user": user, **asdict(rule)})


def remove(registry: Registry, home: Path, rule: Rule, user: str) -> Reread:
    """Take a rule that was made here out of the lexicon and read the articles it touches again.

    Raises `LexiconError` when it does not stand there as it was made.
    """
    own = home / "lexicon"
    text = (own / FILE).read_text(encoding="utf-8") if (own / FILE).exists() else ""
    if rule.entry() not in text:
        raise LexiconError(
            f"{own / FILE}: {rule.name} does not stand there as it was made here; change the file by hand"
        )
    _put(own, text.replace(rule.entry(), "", 1))
    reader = Reader(lexicon.load(_own(home)))
    return _read_again(registry, reader, affected(registry, rule), {"user": user, **asdict(rule), "removed": True})


def _put(own: Path, text: str) -> None:
    if not text.strip():
        (own / FILE).unlink(missing_ok=True)
        return
    fresh = own / f"{FILE}.new"
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(own / FILE)


def _read_again(registry: Registry, reader: Reader, touched: Sequence[str], told: Mapping[str, Any]) -> Reread:
    now, left = touched[:MOST], max(0, len(touched) - MOST)
    run = registry.start_run(RUN)
    articles = (registry.article(ref) for ref in now)
    registry.add_all([Incoming(record=_record(reader, registry, article), run=run) for article in articles])
    registry.finish_run(run, report={**told, "articles": len(now), "left": left})
    return Reread(articles=len(now), left=left)


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


def _own(home: Path) -> list[Path]:
    return [home / "lexicon"] if (home / "lexicon").is_dir() else []


@contextmanager
def _with_rule(own: Path, rule: Rule) -> Iterator[Path]:
    """A copy of the workspace's lexicon with the rule at the end of its file."""
    with tempfile.TemporaryDirectory(prefix="thidua-lexicon-") as name:
        folder = Path(name)
        for path in own.glob("*.yml"):
            shutil.copyfile(path, folder / path.name)
        before = (folder / FILE).read_text(encoding="utf-8") if (folder / FILE).exists() else ""
        (folder / FILE).write_text(f"{before.rstrip()}\n{rule.entry()}".lstrip(), encoding="utf-8")
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
