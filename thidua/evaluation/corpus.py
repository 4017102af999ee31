"""A folder of articles with gold: where the two are, and a hash of both."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from thidua.errors import Refused

_SUFFIXES = (".txt", ".html", ".htm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One article and its gold. path: the article's file, or None when gold carries its text (a reviewed article)."""

    stem: str
    gold: Mapping[str, Any]
    gold_path: Path
    path: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Cases in the order of their names; sha256 covers every article and every gold file."""

    folder: Path
    cases: tuple[Case, ...]
    sha256: str


def load_corpus(folder: Path, gold: Path | None = None) -> Corpus:
    """The articles of a folder with their gold: `gold` when given, else FOLDER/gold, FOLDER/*.json or FOLDER/../gold.

    Raises `Refused` when there is no gold, a gold file is malformed, or an article is missing.
    """
    paths = _gold_files(folder, gold)
    cases = tuple(_case(folder, path) for path in paths)
    digest = hashlib.sha256()
    for case in cases:
        for path in filter(None, (case.gold_path, case.path)):
            digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return Corpus(folder=folder, cases=cases, sha256=digest.hexdigest())


def _gold_files(folder: Path, gold: Path | None) -> list[Path]:
    candidates = [gold] if gold else [folder / "gold", folder, folder.parent / "gold"]
    for candidate in candidates:
        if paths := sorted(candidate.glob("*.json")):
            return paths
    tried = ", ".join(f"{candidate}/*.json" for candidate in candidates)
    raise Refused(f"there is no gold for {folder}: looked for {tried}; name its folder with --gold")


def _case(folder: Path, gold_path: Path) -> Case:
    try:
        gold = json.loads(gold_path.read_text(encoding="utf-8"))
        stem = PurePath(gold.get("source") or gold["article"]["source"]).stem
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(
            f"{gold_path} is no gold file ({error!r}); it needs `source` and the fields of docs/record.md"
        ) from error
    paths = [folder / f"{stem}{suffix}" for suffix in _SUFFIXES]
    path = next((path for path in paths if path.exists()), None)
    if path is None and not gold.get("article", {}).get("text"):
        raise Refused(f"{gold_path} is gold for {stem}, but there is no {paths[0]}; add the article or remove its gold")
    return Case(stem=stem, gold=gold, gold_path=gold_path, path=path)
