"""The rules that reviewers made: who and when, from the runs that applied them, and whether they still stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from store import Registry

FILE = "unit_abbreviations.yml"
RUN = "lexicon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What always means what. kind: `body` for a whole head ("UBND"), `field` for what follows one ("KH&CN") …"""

    name: str
    expands: str
    kind: str

    def entry(self) -> str:
        """The rule as it stands in the file."""
        entry = [{"kind": self.kind, "entries": [{"name": self.name, "expands": self.expands}]}]
        return yaml.safe_dump(entry, allow_unicode=True, sort_keys=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRule:
    """A rule that stands in the workspace's lexicon; `user` made it `at`, which touched so many articles."""

    rule: Rule
    user: str
    at: str
    articles: int


def kept_rules(registry: Registry, home: Path) -> list[KeptRule]:
    """The rules that were made here and still stand, the latest first. An operator's own entries are not among them."""
    path = home / "lexicon" / FILE
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    found: dict[Rule, KeptRule] = {}
    for kept in _made(registry):
        if kept.rule not in found and kept.rule.entry() in text:
            found[kept.rule] = kept
    return list(found.values())


def _made(registry: Registry) -> Iterator[KeptRule]:
    for run in registry.runs_of(RUN):
        told = run["report"] or {}
        if not told.get("removed") and {"name", "expands", "kind", "user"} <= told.keys():
            rule = Rule(name=told["name"], expands=told["expands"], kind=told["kind"])
            yield KeptRule(rule=rule, user=told["user"], at=run["started_at"], articles=int(told.get("articles", 0)))
