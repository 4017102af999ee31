"""What the columns of the lists mean, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

import yaml

from store.catalogue import TableInfo

COMMON = "common"


@cache
def explained(language: str) -> Mapping[str, Mapping[str, str]]:
    """The explanations of a language by table and column; none in English, which the catalogue has itself."""
    file = resources.files("review") / "messages" / "columns" / f"{language}.yml"
    return MappingProxyType(yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else {})


def columns(table: TableInfo, language: str) -> list[tuple[str, str]]:
    """Each column of a table with its explanation."""
    ours = explained(language)
    own = {**ours.get(COMMON, {}), **ours.get(table.name, {})}
    return [(column.name, own.get(column.name, column.about)) for column in table.columns]
