"""The attributes of each kind of fact, read off the dataclasses of `records`, so that there is one list of them."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from records import FACT_KINDS, Award, Bloc, Document, Event, Fact, Leader, Member, Official, Record
from store.errors import InvalidValueError

CLASSES: Mapping[str, type[Fact]] = types.MappingProxyType(
    {
        "blocs": Bloc,
        "events": Event,
        "members": Member,
        "leaders": Leader,
        "officials": Official,
        "awards": Award,
        "documents": Document,
    }
)
REFERENCES: Mapping[tuple[str, str], str] = types.MappingProxyType(
    {
        ("events", "bloc"): "blocs",
        ("members", "bloc"): "blocs",
        ("leaders", "bloc"): "blocs",
        ("officials", "event"): "events",
        ("awards", "event"): "events",
    }
)
_OWN = frozenset({"id", "confidence", "evidence", "rule"})
Values = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One attribute: `name` as a path (`unit.name`), its type, whether it may be null and whether it is a list.

    reference: the kind of fact it points to; its value is then a fact key.
    """

    name: str
    type: type
    nullable: bool
    many: bool = False
    reference: str | None = None

    @property
    def choices(self) -> tuple[str, ...]:
        """The values of an enumeration, else nothing."""
        return tuple(member.value for member in self.type) if issubclass(self.type, StrEnum) else ()


def fact_kind(name: str) -> str:
    """The kind by its wire name or its singular: `award` and `awards` are one."""
    for kind in FACT_KINDS:
        if name in (kind, kind.removesuffix("s")):
            return kind
    message = f"there is no kind of fact {name!r}; the kinds are {', '.join(FACT_KINDS)}"
    raise InvalidValueError(message, "kind", value=name)


@cache
def attributes(kind: str) -> Mapping[str, Attribute]:
    """The attributes of a kind by name, in the order of the record."""
    found = {a.name: a for a in _attributes(CLASSES[kind], "", kind, nullable=False)}
    return types.MappingProxyType(found)


def _attributes(cls: Any, prefix: str, kind: str, *, nullable: bool) -> list[Attribute]:
    hints = typing.get_type_hints(cls)
    out: list[Attribute] = []
    for each in fields(cls):
        if each.name in _OWN and cls is CLASSES[kind]:
            continue
        inner, optional, many = _unwrap(hints[each.name])
        if is_dataclass(inner):
            out += _attributes(inner, f"{each.name}.", kind, nullable=optional)
            continue
        name = prefix + each.name
        reference = REFERENCES.get((kind, name))
        null = optional or nullable or many
        out.append(Attribute(name=name, type=inner, nullable=null, many=many, reference=reference))
    return out


def _unwrap(hint: Any) -> tuple[Any, bool, bool]:
    optional = typing.get_origin(hint) in (types.UnionType, typing.Union)
    if optional:
        hint = next(option for option in typing.get_args(hint) if option is not type(None))
    many = typing.get_origin(hint) is tuple
    return (typing.get_args(hint)[0] if many else hint), optional, many


def attribute(kind: str, name: str) -> Attribute:
    """The attribute by its path, or by its last part where that names one alone (`name` for `unit.name`)."""
    known = attributes(kind)
    if name in known:
        return known[name]
    tails = [a for a in known.values() if a.name.rpartition(".")[2] == name or a.name == f"{name}.name"]
    if len(tails) != 1:
        message = f"{kind} have no field {name!r}; the fields are {', '.join(known)}"
        raise InvalidValueError(message, "field", kind=kind, value=name)
    return tails[0]


def flatten(fact: Fact, kind: str, references: Mapping[str, str]) -> Values:
    """The fact's attributes as plain JSON values, absent when null or empty; record-local ids become fact keys."""
    values: Values = {}
    for each in attributes(kind).values():
        value = _get(fact, each.name)
        if value is None or value == ():
            continue
        if each.reference is not None:
            value = references.get(str(value))
        plain = _plain(value)
        if plain is not None:
            values[each.name] = plain
    return values


def _get(fact: Fact, path: str) -> Any:
    found: Any = fact
    for name in path.split("."):
        found = None if found is None else getattr(found, name)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def parse_value(kind: str, name: str, given: Any) -> Any:
    """A value that a person typed or a script sent, as the field holds it; raises `InvalidValueError` with the way out.

    An empty text is null. Lists are given as a list or with `;` between the items.
    """
    field = attribute(kind, name)
    if given in (None, "", []):
        if not field.nullable:
            message = f"{kind}.{field.name} cannot be empty; reject the fact if the article does not say so"
            raise InvalidValueError(message, "empty", field=field.name)
        return None
    if field.many:
        items = given if isinstance(given, list | tuple) else [item.strip() for item in str(given).split(";")]
        return [_parse_one(kind, field, item) for item in items if item != ""]
    return _parse_one(kind, field, given)


def _parse_one(kind: str, field: Attribute, given: Any) -> Any:
    try:
        if field.type is bool:
            return _parse_bool(given)
        if field.type is int:
            return int(given)
        if field.type is date:
            return date.fromisoformat(str(given)).isoformat()
        return field.type(str(given).strip()).value if field.choices else str(given).strip()
    except (ValueError, KeyError) as error:
        wanted = f"one of {', '.join(field.choices)}" if field.choices else _WANTED.get(field.type, "text")
        message = f"{kind}.{field.name} cannot be {given!r}; expected {wanted}"
        raise InvalidValueError(message, "value", field=field.name, value=given) from error


_WANTED: Mapping[type, str] = types.MappingProxyType(
    {bool: "true or false", int: "a whole number", date: "a day such as 2025-01-31"}
)


def _parse_bool(given: Any) -> bool:
    if isinstance(given, bool):
        return given
    return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}[str(given).lower()]


def facts_of(record: Record) -> list[tuple[str, Fact]]:
    """Every fact with its kind, in the order of the record."""
    return [(kind, fact) for kind in FACT_KINDS for fact in getattr(record, kind)]


def dump(value: Any) -> str:
    """A value as compact JSON with sorted keys: equal values are equal texts."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
