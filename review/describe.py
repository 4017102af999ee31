"""Facts and rows in a few words of the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from review.formats import day, days
from review.i18n import Words

Row = Mapping[str, Any]


def types(row: Row, words: Words) -> str:
    """The event's types in words."""
    return ", ".join(words.value("type", each) for each in row.get("types") or ()) or words("thing.event")


def event_title(row: Row, bloc: Row | None, words: Words) -> str:
    """`Tổng kết, Ký kết giao ước năm 2024 – Khối thi đua số 3`."""
    what = types(row, words)
    if row.get("emulation_year"):
        what = words("event.of_year", what=what, year=row["emulation_year"])
    name = bloc["name"] if bloc else row.get("bloc_name")
    return f"{what} · {name}" if name else what


def fact_title(fact: Row, words: Words) -> str:
    """A fact in one line, by its kind."""
    value: Row = fact["value"] if isinstance(fact["value"], Mapping) else {}
    parts: Mapping[str, tuple[object, ...]] = {
        "events": (types(value, words), days(value, words.language), value.get("theme")),
        "members": (value.get("unit.name"), value.get("unit.place"), value.get("year")),
        "leaders": (
            words.value("role", value.get("role")),
            value.get("holder.name"),
            value.get("year"),
            words.value("term", value.get("status")),
        ),
        "officials": (value.get("name"), *value.get("titles", ())),
        "awards": (
            value.get("title"),
            value.get("recipient.name") or value.get("recipient.count"),
            value.get("year"),
            words.value("status", value.get("status")),
        ),
        "blocs": (value.get("name"), value.get("place")),
        "documents": (value.get("kind"), value.get("number"), value.get("issuer")),
    }
    found = [str(part) for part in parts[fact["kind"]] if part not in (None, "")]
    return " · ".join(found) or str(fact["label"])


# The vocabulary that a field's values are from.
_GROUPS: Mapping[str, str] = {
    "types": "type",
    "form": "form",
    "level": "level",
    "role": "role",
    "parts": "part",
    "part_of_day": "part_of_day",
    "step": "status",
    "grain": "grain",
    "holder.type": "kind",
    "recipient.type": "kind",
    "year_inferred": "boolean",
    "year_from": "year_from",
}


def field_value(kind: str, name: str, value: object, words: Words) -> str:
    """A fact's value as people read it: vocabulary in words, days as days, lists with commas."""
    if isinstance(value, list | tuple):
        return ", ".join(field_value(kind, name, each, words) for each in value)
    if name in ("start", "end", "date"):
        return day(str(value), words.language)
    group = ("term" if kind == "leaders" else "status") if name == "status" else _GROUPS.get(name)
    return words.value(group, value) if group else str(value)


def fact_values(kind: str, values: Row, words: Words) -> list[tuple[str, str, str | None]]:
    """Each value of a fact: its name, the value, and the fact it refers to where it is a reference."""
    found = []
    for name, value in values.items():
        reference = str(value) if name in ("bloc", "event") and kind != "blocs" else None
        found.append((words.value("field", name), field_value(kind, name, value, words), reference))
    return found
