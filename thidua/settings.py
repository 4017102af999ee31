"""`thidua.toml`: what an operator may set in a workspace. Every key has a default; docs/cli.md lists them."""

from __future__ import annotations

import tomllib
import typing
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from review.settings import WebSettings
from thidua.errors import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSettings:
    """How this workspace crawls.

    contact: an address or page, put into the user agent so that a portal's keeper can write to you.
    warc_megabytes: a WARC file is closed and a new one begun at this size.
    """

    contact: str = ""
    warc_megabytes: int = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleSettings:
    """What `thidua schedule` and `thidua crawl --due` crawl.

    sources: sources that ship and are to be crawled, besides those in the workspace and those tried live.
    poll_seconds: how often it looks for what is due. parallel: how many sources are crawled at a time.
    """

    sources: list[str] = field(default_factory=list)
    poll_seconds: int = 30
    parallel: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmSettings:
    """Where alarms go. urls: addresses as apprise understands them (needs the optional extra `alarms`)."""

    urls: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All of thidua.toml."""

    crawl: CrawlSettings = field(default_factory=CrawlSettings)
    schedule: ScheduleSettings = field(default_factory=ScheduleSettings)
    web: WebSettings = field(default_factory=WebSettings)
    alarms: AlarmSettings = field(default_factory=AlarmSettings)


def load_settings(path: Path) -> Settings:
    """The settings of a file, defaults where there is none. Raises `Refused` naming the file, the key and the fix."""
    if not path.exists():
        return Settings()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{path} is not valid TOML: {error}; mend or remove it") from error
    return typing.cast("Settings", _section(Settings, data, path, ""))


def _section(kind: type, data: Any, path: Path, at: str) -> Any:
    if not isinstance(data, dict):
        raise Refused(f"{path}: {at} is {data!r}; expected a table [{at}]")
    known = typing.get_type_hints(kind)
    values = {}
    for key, value in data.items():
        where = f"{at}.{key}" if at else key
        if key not in known:
            raise Refused(f"{path}: there is no key {where}; known here: {', '.join(f.name for f in fields(kind))}")
        values[key] = _value(known[key], value, path, where)
    return kind(**values)


def _value(kind: Any, value: Any, path: Path, at: str) -> Any:
    if hasattr(kind, "__dataclass_fields__"):
        return _section(kind, value, path, at)
    if kind == list[str]:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return value
        raise Refused(f"{path}: {at} is {value!r}; expected a list of texts")
    if not isinstance(value, kind) or isinstance(value, bool) != (kind is bool):
        raise Refused(f"{path}: {at} is {value!r}; expected {kind.__name__}")
    return value
