"""What an operator may set of the web application: the table `[web]` of `thidua.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """Where `thidua serve` listens when the command line does not say, and who may read.

    host: an address of this machine; leave it on loopback and put a reverse proxy in front. port: 0 takes any free one.
    reading: `open` lets everybody read, `closed` only who signed in; reviewing is always behind sign-in.
    session_hours: a session ends after so many hours whatever happens, idle_hours: after so many hours of rest.
    proxies: addresses of reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.
    hosts: host names under which the application answers; none named: on loopback without a proxy those of the machine
    itself, else any. sql: false takes /sql away.
    title: what the application is called in its head and in citations.
    """

    host: str = "127.0.0.1"
    port: int = 8001
    reading: str = "open"
    session_hours: int = 72
    idle_hours: int = 12
    proxies: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    sql: bool = True
    title: str = "Thi Đua Registry"


def load(home: Path) -> WebSettings:
    """The settings of a workspace. Raises `ValueError` naming the file, the key and what is expected."""
    path = home / "thidua.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8")).get("web", {}) if path.exists() else {}
    known = {each.name for each in fields(WebSettings)}
    if unknown := sorted(table.keys() - known):
        raise ValueError(f"{path}: there is no key web.{unknown[0]}; known here: {', '.join(sorted(known))}")
    return checked(WebSettings(**table), path)


def checked(settings: WebSettings, path: Path) -> WebSettings:
    """The settings, when they can be used."""
    wrong: dict[str, tuple[bool, Any]] = {
        "reading": (settings.reading not in ("open", "closed"), '"open" or "closed"'),
        "session_hours": (settings.session_hours < 1, "one hour or more"),
        "idle_hours": (settings.idle_hours < 1, "one hour or more"),
    }
    for key, (is_wrong, expected) in wrong.items():
        if is_wrong:
            raise ValueError(f"{path}: web.{key} is {getattr(settings, key)!r}; expected {expected}")
    return settings
