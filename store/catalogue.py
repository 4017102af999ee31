"""The readable tables and their columns, described: `columns.yml` checked against the schema by a test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

import yaml
from sqlite_utils import Database

JSON_MARK = "[JSON] "


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `type` is text, integer or number; a column with `json` holds a JSON list or object as text."""

    name: str
    type: str
    nullable: bool
    about: str
    json: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TableInfo:
    """One readable table: what a row is, its key, its columns in order."""

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


@cache
def _described() -> Mapping[str, Mapping[str, object]]:
    text = resources.files("store").joinpath("columns.yml").read_text(encoding="utf-8")
    return MappingProxyType(yaml.safe_load(text))


def table_names() -> tuple[str, ...]:
    """The readable tables by name."""
    return tuple(sorted(name for name in _described() if name != "common"))


_TYPES: Mapping[str, str] = MappingProxyType({"TEXT": "text", "INTEGER": "integer", "REAL": "number"})


def table_info(db: Database, name: str) -> TableInfo:
    """The description of a table, its columns as the schema has them."""
    described = _described()[name]
    about = {**_mapping(_described()["common"]), **_mapping(described["columns"])}
    columns = tuple(
        Column(
            name=column,
            type=_TYPES[kind],
            nullable=not required and not key,
            about=str(about[column]).removeprefix(JSON_MARK),
            json=str(about[column]).startswith(JSON_MARK),
        )
        for _, column, kind, required, _, key in db.execute(f"PRAGMA table_info([{name}])")
    )
    return TableInfo(name=name, about=str(described["about"]), key=_key(described), columns=columns)


def _mapping(value: object) -> dict[str, object]:
    return dict(value) if isinstance(value, dict) else {}


def _key(described: Mapping[str, object]) -> tuple[str, ...]:
    key = described["key"]
    return tuple(str(part) for part in key) if isinstance(key, list) else ()
