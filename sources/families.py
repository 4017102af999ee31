"""What portals of one system have in common; a source names its family and says only what differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sources.build import Builder
from sources.errors import SourceError
from sources.model import Source
from sources.yamlfile import read_yaml

SHIPPED = Path(__file__).parent / "families"
_PLACEHOLDERS = {"id": "family", "name": "family", "owner": {"name": "family"}, "home": "https://family.invalid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A system's defaults as plain values, ready to be merged below a source's own; `about` is for people."""

    id: str
    about: str
    signs: tuple[str, ...]
    defaults: Mapping[str, Any]


def load_families(extra_dirs: Iterable[Path] = ()) -> dict[str, Family]:
    """Shipped families and those in `families/` of each folder given, later ones first. Raises `SourceError`."""
    families: dict[str, Family] = {}
    for folder in (SHIPPED, *(Path(extra) / "families" for extra in extra_dirs)):
        for path in sorted(folder.glob("*.yml")):
            families[path.stem] = read_family(path)
    return families


def read_family(path: Path) -> Family:
    """One family's file, its defaults checked against the same keys as a source's. Raises `SourceError`."""
    values, lines = read_yaml(path)
    about, signs = values.pop("about", ""), values.pop("signs", [])
    builder = Builder(str(path), lines)
    builder.build(Source, {**_PLACEHOLDERS, "family": path.stem, **values})
    if builder.problems:
        raise SourceError(builder.problems)
    return Family(id=path.stem, about=str(about).strip(), signs=tuple(map(str, signs)), defaults=values)


def merge(own: Mapping[str, Any], defaults: Mapping[str, Any], *, join_lists: bool = False) -> dict[str, Any]:
    """A source's values over its family's: mappings merge, other values replace.

    Below `selectors` and `listing` lists join, the source's first: a family's selector stays as a fallback.
    """
    merged = dict(defaults)
    for key, value in own.items():
        below = defaults.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            merged[key] = merge(value, below, join_lists=join_lists or key in {"selectors", "listing"})
        elif join_lists and below is not None:
            merged[key] = [*_listed(value), *_listed(below)]
        else:
            merged[key] = value
    return merged


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
