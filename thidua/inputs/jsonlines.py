"""JSON lines: one article a line, as `text` or `html`, with what is known of it beside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from thidua.inputs.files import page_of
from thidua.inputs.item import HTML, TEXT, Given, Item, Unreadable

_FIELDS = ("source", "url", "title", "author")


def from_lines(lines: Iterable[bytes], path: str, max_bytes: int) -> Iterator[Item | Unreadable]:
    """Every line as an item; a line that is wrong is said with its number and the rest is read."""
    empty = True
    for number, line in enumerate(lines, start=1):
        if line.strip():
            empty = False
            yield _from_line(line, f"{path}:{number}", max_bytes)
    if empty:
        yield Unreadable(label=path, code="empty", message="the file is empty; expected one JSON object a line")


def _from_line(line: bytes, label: str, max_bytes: int) -> Item | Unreadable:
    if len(line) > max_bytes:
        message = f"a line of {len(line) / 1e6:.0f} MB is no article (the limit is {max_bytes / 1e6:g} MB)"
        return Unreadable(label=label, code="too_large", message=message)
    try:
        return _item(_object(line), label)
    except UnicodeDecodeError:
        return Unreadable(label=label, code="bad_json", message="the line is not UTF-8; JSON lines must be")
    except (ValueError, RecursionError) as error:
        return Unreadable(label=label, code="bad_json", message=f"{error}; mend the line or remove it")


def _object(line: bytes) -> Mapping[str, Any]:
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise ValueError(f"not valid JSON ({error.msg} at column {error.colno})") from error
    except RecursionError as error:
        raise ValueError("JSON nested too deep") from error
    except UnicodeDecodeError:
        raise
    except ValueError as error:  # Python reads no number of more than 4,300 digits
        raise ValueError("a number in it has thousands of digits") from error
    if not isinstance(data, dict):
        raise ValueError(f"it is {_kind(data)}, expected an object")  # noqa: TRY004 - reported as bad JSON
    return data


def _kind(value: Any) -> str:
    """What JSON calls it."""
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def _item(data: Mapping[str, Any], label: str) -> Item:
    texts = {name: _text(data, name) for name in (*_FIELDS, "text", "html", "published")}
    content_type, content = (HTML, texts["html"]) if texts["html"] else (TEXT, texts["text"])
    if not content or not content.strip():
        raise ValueError("neither `text` nor `html` has content")
    known = {name: texts[name] for name in _FIELDS}
    given = Given(**known, published=_day(texts["published"]))
    page = page_of(content.encode(), label, content_type, url=given.url)
    return Item(
        label=label, page=replace(page, headers={"content-type": f"{content_type}; charset=utf-8"}), given=given
    )


def _text(data: Mapping[str, Any], name: str) -> str | None:
    value = data.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"`{name}` is {_kind(value)}, expected a text")
    # JSON can spell half a character ("\ud800"); no file can hold one, so it becomes the replacement character.
    return value if value is None else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _day(value: str | None) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError as error:
        raise ValueError(f"`published` is {value!r}, expected an ISO date such as 2024-12-27") from error
