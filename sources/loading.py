"""Every definition that is known: those that ship, and over them those of the workspace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sources.build import Builder
from sources.check import check
from sources.errors import Problem, SourceError, did_you_mean
from sources.families import Family, load_families, merge
from sources.model import Source
from sources.salvage import without_problems
from sources.yamlfile import read_yaml

SHIPPED = Path(__file__).parent / "portals"


def load(extra_dirs: Iterable[Path | str] = ()) -> dict[str, Source]:
    """All sources by id, in order of their ids; a file in a later folder replaces one of the same id.

    Raises `SourceError`, which lists every problem of every file. For a crawl that should go on without the files
    that are wrong, use `load_usable`.
    """
    sources, problems = load_usable(extra_dirs)
    if problems:
        raise SourceError(problems)
    return sources


def load_usable(extra_dirs: Iterable[Path | str] = ()) -> tuple[dict[str, Source], tuple[Problem, ...]]:
    """The sources that can be used, and what is wrong with the rest."""
    folders = [SHIPPED, *map(Path, extra_dirs)]
    families = load_families(folders[1:])
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for path in (path for folder in folders for path in sorted(folder.glob("*.yml"))):
        try:
            source = read_source(path, families)
        except SourceError as error:
            problems.extend(error.problems)
        else:
            sources[source.id] = source
    return dict(sorted(sources.items())), tuple(problems)


def read_source(path: Path, families: Mapping[str, Family] | None = None) -> Source:
    """One definition with its family's defaults in place. Raises `SourceError` with all that is wrong with it."""
    families = load_families() if families is None else families
    values, lines = read_yaml(path)
    builder = Builder(str(path), lines)
    whole = _with_family(values, families, builder)
    source: Source | None = builder.build(Source, whole)
    checked = without_problems(whole, builder.problems) if source is None else source
    if checked is not None:
        _check(_with_hosts(checked), builder, path)
    if source is None or builder.problems:
        raise SourceError(builder.problems)
    return _with_hosts(source)


def _check(source: Source, builder: Builder, path: Path) -> None:
    """Check what could be built; a key that has a problem already stays out of it."""
    told = [problem.key for problem in builder.problems]
    if source.id != path.stem:
        builder.complain("id", f"is {source.id!r} in a file named {path.name}", "name both the same")
    check(source, builder)
    later = [p for p in builder.problems[len(told) :] if not any(_overlap(p.key, key) for key in told)]
    builder.problems[len(told) :] = later


def _overlap(key: str, other: str) -> bool:
    """One of the keys is the other or below it."""
    return f"{key}.".startswith(f"{other}.") or f"{other}.".startswith(f"{key}.")


def _with_family(values: dict[str, Any], families: Mapping[str, Family], builder: Builder) -> dict[str, Any]:
    name = values.get("family")
    family = families.get(str(name))
    if family is None:
        if name is not None:
            builder.complain("family", f"{name!r} is not known", did_you_mean(str(name), families))
        return values
    return _fill_home(merge(values, family.defaults))


def _fill_home(values: dict[str, Any]) -> dict[str, Any]:
    """`{home}` in start points becomes the portal's address."""
    home = str(values.get("home") or "").rstrip("/")
    if not home:
        starts = [s for s in values.get("start", []) if "{home}" not in str(s)] if values.get("start") else []
        return {**values, "start": starts} if isinstance(values.get("start"), list) else values
    starts = values.get("start", [])
    listed = starts if isinstance(starts, list) else [starts]
    return {**values, "start": [_fill(start, home) for start in listed]}


def _fill(start: Any, home: str) -> Any:
    if isinstance(start, str):
        return start.replace("{home}", home)
    if isinstance(start, dict) and isinstance(start.get("url"), str):
        return {**start, "url": start["url"].replace("{home}", home)}
    return start


def _with_hosts(source: Source) -> Source:
    """The hosts that belong to a source: those named, that of its home, those of its start points."""
    addresses = [start.url for start in source.start] + ([source.home] if source.home else [])
    found = [urlsplit(address).hostname or "" for address in addresses]
    return replace(source, hosts=tuple(dict.fromkeys(h for h in (*source.hosts, *found) if h)))
