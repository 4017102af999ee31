"""Answers that cost more than a moment, kept until something in the registry changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from store import Registry
from store.web_state import counters

T = TypeVar("T")
_LONGEST_SECONDS = 120.0  # a rebuild changes tables without a trace in what only grows
_MOST = 500


class Kept:
    """`kept("overview", ask)` asks once, and again when something was captured, read or judged since."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._lock = threading.Lock()
        self._answers: dict[str, tuple[tuple[int, ...], float, Any]] = {}

    def __call__(self, name: str, ask: Callable[[], T]) -> T:
        """The answer of that name, asked anew when it may have changed."""
        now = counters(self._registry.db)
        with self._lock:
            known = self._answers.get(name)
        if known is not None and known[0] == now and time.monotonic() - known[1] < _LONGEST_SECONDS:
            answer: T = known[2]
            return answer
        fresh = ask()
        with self._lock:
            if len(self._answers) >= _MOST:
                self._answers.clear()
            self._answers[name] = (now, time.monotonic(), fresh)
        return fresh

    def forget(self) -> None:
        """Ask everything anew from now on."""
        with self._lock:
            self._answers.clear()
