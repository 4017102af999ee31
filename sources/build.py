"""From plain YAML values to the dataclasses of `sources.model`, collecting every problem on the way."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Any

from sources.durations import parse_duration, parse_quiet
from sources.errors import Problem, did_you_mean
from sources.model import QuietHours, Selector, StartPoint


def _selector(text: str) -> dict[str, Any]:
    """`time.published@datetime` is a selector and the attribute to read."""
    css, _, attr = text.partition("@")
    return {"css": css, "attr": attr or None}


# Short forms: a plain string where an object is expected.
_SHORT: dict[type, Callable[[str], dict[str, Any]]] = {
    Selector: _selector,
    StartPoint: lambda text: {"url": text},
    QuietHours: parse_quiet,
}
_FAILED = object()


class Builder:
    """Builds one file's dataclasses; `problems` fills with what it could not use."""

    def __init__(self, file: str, lines: Mapping[str, int]) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._lines = lines

    def build(self, cls: type[Any], value: object, path: str = "") -> Any:
        """An instance of `cls`, or None when something in `value` is wrong (then `problems` says what)."""
        built = self._build(cls, value, path)
        return None if built is _FAILED else built

    def complain(self, path: str, message: str, fix: str) -> None:
        """Note a problem at a key; the line is that of the key or of the nearest one around it."""
        line, at = None, path
        while at and line is None:
            line, at = self._lines.get(at), at.rpartition(".")[0]
        if line is None and path.partition(".")[0] == "start":  # the family's, made from `home`
            line = self._lines.get("home") or self._lines.get("family")
        self.problems.append(Problem(file=self.file, line=line, key=path or "(file)", message=message, fix=fix))

    def _build(self, kind: Any, value: object, path: str) -> Any:
        if typing.get_origin(kind) in (types.UnionType, typing.Union):
            if value is None:
                return None
            kind = next(option for option in typing.get_args(kind) if option is not type(None))
        if typing.get_origin(kind) is tuple:
            return self._tuple(typing.get_args(kind), value, path)
        if is_dataclass(kind):
            return self._object(typing.cast("type", kind), value, path)
        return self._scalar(kind, value, path)

    def _tuple(self, args: tuple[Any, ...], value: object, path: str) -> Any:
        items = list(value) if isinstance(value, list) else [value]
        if args[-1] is not Ellipsis and len(items) != len(args):
            self.complain(path, f"has {len(items)} values", f"give {len(args)}, as in [{', '.join(['1'] * len(args))}]")
            return _FAILED
        built = [self._build(args[0], item, f"{path}.{i}") for i, item in enumerate(items)]
        return _FAILED if _FAILED in built else tuple(built)

    def _object(self, cls: type, value: object, path: str) -> Any:
        if isinstance(value, str) and cls in _SHORT:
            try:
                value = _SHORT[cls](value)
            except ValueError as error:
                self.complain(path, str(error), "write it as '22:00-05:00'")
                return _FAILED
        if not isinstance(value, dict):
            self.complain(path, f"is {_shown(value)}", f"give keys: {', '.join(f.name for f in fields(cls))}")
            return _FAILED
        known = {f.name: f for f in fields(cls)}
        for name in value.keys() - known.keys():
            self.complain(_join(path, str(name)), "is no key here", did_you_mean(str(name), known))
        return self._construct(cls, value, known, path)

    def _construct(self, cls: type, value: dict[str, Any], known: dict[str, Field[Any]], path: str) -> Any:
        hints = typing.get_type_hints(cls)
        built = {n: self._build(hints[n], item, _join(path, n)) for n, item in value.items() if n in known}
        missing = [n for n, f in known.items() if n not in value and _required(f)]
        for name in missing:
            self.complain(_join(path, name), "is missing", f"add '{name}:'")
        return _FAILED if missing or _FAILED in built.values() else cls(**built)

    def _scalar(self, kind: Any, value: object, path: str) -> Any:
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return self._choice(kind, value, path)
        if kind in _PARSED:
            parse, fix = _PARSED[kind]
            return self._parsed(parse, value, path, fix)
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return value
        self.complain(path, f"is {_shown(value)}", f"give {_WANTED.get(kind, kind.__name__)}")
        return _FAILED

    def _choice(self, kind: type[StrEnum], value: object, path: str) -> Any:
        options = {member.value: member for member in kind}
        if value in options:
            return options[str(value)]
        self.complain(path, f"is {_shown(value)}", did_you_mean(str(value), options))
        return _FAILED

    def _parsed(self, parse: Callable[[str], Any], value: object, path: str, fix: str) -> Any:
        try:
            return parse(str(value))
        except ValueError as error:
            self.complain(path, str(error), fix)
            return _FAILED


_PARSED: dict[type, tuple[Callable[[str], Any], str]] = {
    timedelta: (parse_duration, "write 'hourly', 'daily', 'weekly', '6h' or '3d'"),
    time: (time.fromisoformat, "write it as '22:00', with quotes"),
}
_WANTED = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    date: "a day as 2024-01-31 (without quotes)",
}


def _required(spec: Field[Any]) -> bool:
    return spec.default is MISSING and spec.default_factory is MISSING


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _shown(value: object) -> str:
    return "empty" if value is None else f"{value!r}"
