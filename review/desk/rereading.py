""" "This abbreviation always means …": a lexicon entry of the workspace, tried on the articles it touches, then kept.

Loads the reader (spaCy takes a second), so `review.desk.rules` asks for this module only when somebody wants a rule.
"""

from __future__ import annotations

import hmac
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import lexicon
from nlp import Reader
from records import Article
from review.desk.kept_rules import FILE, Rule
from review.desk.pending import Pending, begin, is_at_work
from review.desk.touched import affected, own_lexicon, read_on, record_of
from store import Registry
from store.keys import keyed_facts
from store.labels import label

MOST = 40  # articles read again before the answer; the others follow in the background
_SHOWN = 12


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


class UnseenError(Exception):
    """The rule was not previewed, or since then other articles hold the abbreviation."""


class ChangedError(Exception):
    """The rule does not stand in the lexicon as it was made: somebody changed the file by hand."""


_SECRET = secrets.token_bytes(32)  # a preview holds as long as the server runs


def preview(registry: Registry, home: Path, rule: Rule, user: str) -> Preview:
    """Read the articles with and without the rule; nothing is kept. Raises `LexiconError` for a rule that cannot be."""
    touched = affected(registry, rule)
    with _with_rule(home / "lexicon", rule) as folder:
        old, new = Reader(lexicon.load(own_lexicon(home))), Reader(lexicon.load([folder]))
        shown = [registry.article(ref) for ref in touched[:_SHOWN]]
        found = [_difference(article, *(_lines(r, registry, article) for r in (old, new))) for article in shown]
    changes = tuple(each for each in found if each.gone or each.new)
    return Preview(articles=len(touched), differences=changes, seal=_seal(rule, user, touched))


def _seal(rule: Rule, user: str, touched: Sequence[str]) -> str:
    told = "\0".join((user, rule.name, rule.expands, rule.kind, *sorted(touched)))
    return hmac.new(_SECRET, told.encode("utf-8", "surrogatepass"), "sha256").hexdigest()


def apply(registry: Registry, home: Path, rule: Rule, user: str, seal: str) -> Pending:
    """Keep the rule in the workspace's lexicon and read the first articles it touches again; whoever calls has the
    others read. What people said of their facts holds, as after any new extractor. Raises `UnseenError` without the
    seal of its preview.
    """
    touched = affected(registry, rule)
    if not hmac.compare_digest(seal.encode("utf-8", "replace"), _seal(rule, user, touched).encode()):
        raise UnseenError(rule.name)
    own = home / "lexicon"
    with _with_rule(own, rule) as folder:
        lexicon.load([folder])  # refuses what cannot be before anything is kept
        own.mkdir(exist_ok=True)
        _put(own, (folder / FILE).read_text(encoding="utf-8"))
    return _read_again(registry, home, rule, user, touched=touched)


def remove(registry: Registry, home: Path, rule: Rule, user: str) -> Pending:
    """Take a rule that was made here out of the lexicon and read the first articles it touches again.

    Raises `ChangedError` when it does not stand there as it was made.
    """
    own = home / "lexicon"
    text = (own / FILE).read_text(encoding="utf-8") if (own / FILE).exists() else ""
    if rule.entry() not in text:
        raise ChangedError(rule.name)
    _put(own, text.replace(rule.entry(), "", 1))
    return _read_again(registry, home, rule, user, touched=affected(registry, rule), removed=True)


def _put(own: Path, text: str) -> None:
    if not text.strip():
        (own / FILE).unlink(missing_ok=True)
        return
    fresh = own / f"{FILE}.new"
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(own / FILE)


def _read_again(
    registry: Registry, home: Path, rule: Rule, user: str, *, touched: Sequence[str], removed: bool = False
) -> Pending:
    pending = begin(registry, rule, user, articles=len(touched), removed=removed)
    if is_at_work(home):
        return pending  # whoever reads in the background takes this up as well
    reader = Reader(lexicon.load(own_lexicon(home)))
    return read_on(registry, reader, pending, touched, most=MOST)


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


def _lines(reader: Reader, registry: Registry, article: Article) -> set[tuple[str, str]]:
    record = record_of(reader, registry, article)
    return {(fact.kind, label(fact.kind, fact.values)) for fact in keyed_facts(record, article.id)}


def _difference(article: Article, old: set[tuple[str, str]], new: set[tuple[str, str]]) -> Difference:
    return Difference(
        article=article.id,
        title=article.title or article.id,
        gone=tuple(sorted(old - new)),
        new=tuple(sorted(new - old)),
    )
