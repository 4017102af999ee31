"""The fields of each kind of fact as a form shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from review.formats import day
from review.i18n import Words
from store.fields import Attribute, attributes

# How the machine came to a value; nobody fills these in.
_NOT_ASKED = frozenset({"year_from"})
# Names that are completed while typing, and from what. `holder` and `recipient` may be units or persons.
_COMPLETED: Mapping[tuple[str, str], str] = {
    ("blocs", "name"): "bloc",
    ("blocs", "place"): "place",
    ("members", "unit.name"): "unit",
    ("members", "unit.place"): "place",
    ("leaders", "holder.name"): "holder.type",
    ("leaders", "holder.place"): "place",
    ("officials", "name"): "person",
    ("awards", "title"): "award",
    ("awards", "recipient.name"): "recipient.type",
    ("awards", "recipient.place"): "place",
    ("awards", "grantor"): "unit",
    ("documents", "issuer"): "unit",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. control: text, lines, number, year, day, choice, choices, flag or reference.

    completes: what is offered while typing, or the name of the field that tells (`holder.type`).
    """

    name: str
    control: str
    required: bool
    choices: tuple[str, ...] = ()
    group: str = ""
    completes: str = ""
    reference: str = ""


@cache
def form_fields(kind: str) -> tuple[Field, ...]:
    """The fields that a reviewer fills in, in the order of the record."""
    return tuple(_field(kind, each) for each in attributes(kind).values() if each.name not in _NOT_ASKED)


def _field(kind: str, of: Attribute) -> Field:
    return Field(
        name=of.name,
        control=_control(of),
        required=not of.nullable and of.type is not bool,
        choices=of.choices,
        group=of.type.__name__ if of.choices else "",
        completes=_COMPLETED.get((kind, of.name), ""),
        reference=of.reference or "",
    )


def _control(of: Attribute) -> str:
    if of.reference:
        return "reference"
    if of.choices:
        return "choices" if of.many else "choice"
    if of.many:
        return "lines"
    if of.type is int:
        return "year" if of.name.endswith("year") else "number"
    return {bool: "flag", date: "day"}.get(of.type, "text")


def shown(words: Words, kind: str, name: str, value: Any, labels: Mapping[str, str]) -> str:
    """A value as people read it; `labels` has the article's blocs and events by fact key."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(shown(words, kind, name, each, labels) for each in value)
    of = attributes(kind)[name]
    if of.type is bool:
        return words("desk.yes" if value else "desk.no")
    if of.reference:
        return labels.get(str(value), str(value))
    if of.choices or name == "year_from":
        return words.value(f"desk.value.{of.type.__name__}" if of.choices else name, value)
    return day(value, words.language) if of.type is date else str(value)


def typed(kind: str, name: str, value: Any) -> str:
    """A value as it stands in a field: what `validation` reads back to the same value."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(str(each) for each in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    of = attributes(kind).get(name)
    return f"{date.fromisoformat(value):%d/%m/%Y}" if of is not None and of.type is date else str(value)


_USUAL: Mapping[str, Mapping[str, str]] = {
    "events": {"year_inferred": "false"},
    "leaders": {"holder.type": "unit", "status": "serving"},
    "awards": {"recipient.type": "unit"},
}


def blank_values(kind: str, references: Mapping[str, Sequence[tuple[str, str]]]) -> dict[str, str]:
    """What a form for a new fact begins with: the article's only bloc or event, and what is usual."""
    only = {
        field.name: references[field.reference][0][0]
        for field in form_fields(kind)
        if field.reference and len(references.get(field.reference, ())) == 1
    }
    return {**_USUAL.get(kind, {}), **only}


def typed_values(kind: str, values: Mapping[str, Any]) -> dict[str, str]:
    """All of a fact's values as they stand in a form."""
    return {field.name: typed(kind, field.name, values.get(field.name)) for field in form_fields(kind)}
