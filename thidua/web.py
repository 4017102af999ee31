"""The doors of the web application, looked up when they are wanted: every other command works without them."""

from __future__ import annotations

import importlib
from types import ModuleType

from thidua.errors import Refused


def application() -> ModuleType:
    """`review.app`: `serve(home, host, port, status=…)`."""
    return _module("review.app")


def accounts() -> ModuleType:
    """`review.accounts`: `add(home, name, password, role)`, `listed(home)`, `remove(home, name)`."""
    return _module("review.accounts")


def _module(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise Refused(f"this installation has no web application ({name} is missing); update it") from error
