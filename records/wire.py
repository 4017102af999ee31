"""The record as JSON, `thidua.record/1`: the contract that scripts, the scorer and reviewers' exports rely on."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from records.article import Article
from records.record import FACT_KINDS, Record

SCHEMA = "thidua.record/1"
_ARTICLE_FIELDS = ("id", "source", "url", "title", "published", "author", "text")
_OMIT_WHEN_EMPTY = {"fields", "published_from", "step", "decision", "grain", "year_from"}


class WireError(ValueError):
    """A JSON object is not a record; the message names the field and what was expected there."""


def record_to_json(record: Record) -> dict[str, Any]:
    """The record as a JSON object, keys in the order of the contract; offsets are code points of `article.text`."""
    article = {name: _plain(getattr(record.article, name)) for name in _ARTICLE_FIELDS}
    if record.article.published_from:
        article["published_from"] = record.article.published_from
    facts = {kind: [_plain(fact) for fact in getattr(record, kind)] for kind in FACT_KINDS}
    out: dict[str, Any] = {"schema": SCHEMA, "article": article, "relevant": record.relevant, **facts}
    if record.extractor:
        out["extractor"] = record.extractor
    if record.issues:
        out["issues"] = [_plain(issue) for issue in record.issues]
    return out


def record_from_json(data: Mapping[str, Any]) -> Record:
    """The record that `record_to_json` wrote. Raises `WireError` for anything else; blocks are not on the wire."""
    if data.get("schema") != SCHEMA:
        raise WireError(f"schema is {data.get('schema')!r}; expected {SCHEMA!r}")
    known = {f.name for f in fields(Record)}
    values = {name: value for name, value in data.items() if name in known}
    values["article"] = {k: v for k, v in data.get("article", {}).items() if k in {*_ARTICLE_FIELDS, "published_from"}}
    return typing.cast("Record", _build(Record, values, "record"))


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        items = ((f.name, getattr(value, f.name)) for f in _ordered(type(value)))
        return {name: _plain(item) for name, item in items if item or name not in _OMIT_WHEN_EMPTY}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _ordered(cls: type) -> list[Any]:
    """Own fields first: an item reads better when its value comes before its confidence and evidence."""
    shared = {"confidence", "evidence", "rule"}
    return sorted(fields(cls), key=lambda f: f.name in shared and cls is not Article)


def _build(kind: Any, value: Any, path: str) -> Any:
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        if value is None:
            return None
        kind = next(option for option in typing.get_args(kind) if option is not type(None))
    if typing.get_origin(kind) is tuple:
        item = typing.get_args(kind)[0]
        return tuple(_build(item, each, f"{path}[{i}]") for i, each in enumerate(_expect(list, value, path)))
    if is_dataclass(kind):
        return _build_object(kind, _expect(dict, value, path), path)
    return _build_scalar(kind, value, path)


def _build_object(kind: Any, value: dict[str, Any], path: str) -> Any:
    hints = typing.get_type_hints(kind)
    values = {f.name: _build(hints[f.name], value[f.name], f"{path}.{f.name}") for f in fields(kind) if f.name in value}
    for f in fields(kind):
        if f.name not in values and f.default is MISSING and f.default_factory is MISSING:
            if f.name == "rule":
                values["rule"] = ""
                continue
            raise WireError(f"{path}.{f.name} is missing")
    return kind(**values)


def _build_scalar(kind: Any, value: Any, path: str) -> Any:
    try:
        if kind is date:
            return date.fromisoformat(_expect(str, value, path))
        if issubclass(kind, StrEnum):
            return kind(value)
    except ValueError as error:
        raise WireError(f"{path} is {value!r}: {error}") from error
    if kind is float and isinstance(value, int):
        return float(value)
    return _expect(kind, value, path)


def _expect(kind: type, value: Any, path: str) -> Any:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise WireError(f"{path} is {value!r}; expected {kind.__name__}")
    return value
