"""What a reviewer typed, checked before the registry sees it, so that every complaint stands beside its field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from review.desk.fields import Field, form_fields
from review.i18n import Words

_YEARS = range(1945, 2101)  # the first appeal to emulate came in 1948
_LONGEST = 2_000
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The values as the registry holds them, None for an empty field; `wrong` has a complaint by field."""

    values: Mapping[str, Any]
    wrong: Mapping[str, str]


class _Wrong(Exception):  # noqa: N818 - caught a few lines on, never shown
    """The key of a complaint."""


def check(
    words: Words, kind: str, given: Mapping[str, str], standing: Mapping[str, Any] = MappingProxyType({})
) -> Checked:
    """Read the typed fields of a kind of fact; those that are not given are not looked at.

    standing: the values that the fact has now, with which the typed ones must go together.
    """
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for field in form_fields(kind):
        if field.name not in given:
            continue
        try:
            values[field.name] = read(field, given[field.name])
        except _Wrong as error:
            wrong[field.name] = words(f"desk.wrong.{error}")
    wrong |= {
        name: words(f"desk.wrong.{key}") for name, key in _together(kind, values, standing).items() if name not in wrong
    }
    return Checked(values=values, wrong=wrong)


def read(field: Field, text: str) -> Any:
    """One field's value."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        if field.required:
            raise _Wrong("empty")
        return None
    _check_letters(text)
    return _READERS[field.control](field, text)


def _check_letters(text: str) -> None:
    """Nobody types a NUL or a novel into a field; who pastes one by mistake is told."""
    if len(text) > _LONGEST:
        raise _Wrong("long")
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") and letter not in "\n\t" for letter in text):
        raise _Wrong("letters")


def _text(_field: Field, text: str) -> str:
    return " ".join(text.split())


def _lines(_field: Field, text: str) -> list[str]:
    return [" ".join(line.split()) for line in re.split(r"[\n;]", text) if line.strip()]


def _choice(field: Field, text: str) -> str:
    if text not in field.choices:
        raise _Wrong("choice")
    return text


def _choices(field: Field, text: str) -> list[str]:
    return [_choice(field, item) for item in re.split(r"[\n;]", text) if item]


def _number(_field: Field, text: str) -> int:
    if not re.fullmatch(r"\d{1,7}", text):
        raise _Wrong("number")
    return int(text)


def _year(_field: Field, text: str) -> int:
    if not re.fullmatch(r"\d{4}", text) or int(text) not in _YEARS:
        raise _Wrong("year")
    return int(text)


def _day(_field: Field, text: str) -> str:
    match = _DAY.fullmatch(text)
    parts = (match[3], match[2], match[1]) if match else tuple(text.split("-"))
    try:
        found = date(*(int(part) for part in parts))
    except (ValueError, TypeError) as error:
        raise _Wrong("day") from error
    if found.year not in _YEARS:
        raise _Wrong("day")
    return found.isoformat()


def _flag(_field: Field, text: str) -> bool:
    if text not in ("true", "false"):
        raise _Wrong("choice")
    return text == "true"


_READERS: Mapping[str, Callable[[Field, str], Any]] = MappingProxyType(
    {
        "text": _text,
        "lines": _lines,
        "choice": _choice,
        "choices": _choices,
        "number": _number,
        "year": _year,
        "day": _day,
        "flag": _flag,
        "reference": _text,
    }
)


def _together(kind: str, values: Mapping[str, Any], standing: Mapping[str, Any]) -> dict[str, str]:
    """Complaints about values that do not go together."""
    wrong = {}
    start, end = values.get("start"), values.get("end")
    if kind == "events" and start and end and end < start:
        wrong["end"] = "order"
    if kind == "events" and "types" in values and not values["types"]:
        wrong["types"] = "empty"
    named = values.get("recipient.type") in ("unit", "person")
    emptied = "recipient.name" in values and not values["recipient.name"]
    nobody = bool(standing.get("recipient.name")) and not {**standing, **values}.get("recipient.count")
    if kind == "awards" and emptied and (named or nobody):
        wrong["recipient.name"] = "recipient"
    return wrong
