"""How much one SQL question of a stranger may take: limits on what a single step of SQLite can build or compare.

A time limit is looked at between SQLite's steps only. So one step must be small: no value above `LONGEST`, and none of
the text functions whose work grows with the product of two lengths, save as bounded ones.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from math import prod
from types import MappingProxyType
from typing import Any

from store.errors import InvalidValueError

LONGEST = 2_000_000  # bytes of one value or row; an article's text, the longest that people read, is far below
MOST_HEAP = 768 << 20  # bytes that SQLite takes in this process, all connections together; it may only be lowered
_LONGEST_PATTERN = 1_000
_MOST_COPIES = 2_000
_LIMITS = MappingProxyType(
    {
        sqlite3.SQLITE_LIMIT_LENGTH: LONGEST,
        sqlite3.SQLITE_LIMIT_SQL_LENGTH: 50_000,
        sqlite3.SQLITE_LIMIT_COLUMN: 200,
        sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
        sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
        sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
        sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 64,
        sqlite3.SQLITE_LIMIT_ATTACHED: 0,
        sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 250,
        sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
        sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
    }
)


def limit(conn: sqlite3.Connection) -> None:
    """Set the limits on this connection; what goes beyond them is an `sqlite3.DataError` or `OperationalError`."""
    conn.execute(f"PRAGMA hard_heap_limit = {MOST_HEAP}")
    for category, most in _LIMITS.items():
        conn.setlimit(category, most)
    for name, (arguments, act) in _BOUNDED.items():
        for count in arguments:
            conn.create_function(name, count, act, deterministic=True)


_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_DEFINED = re.compile(r"(\w+)[\"'`\]]?\s*(?:\([^()]*\)\s*)?\bas\s*(?:not\s*)?(?:materialized\s*)?\(", re.IGNORECASE)


def check_copies(sql: str) -> None:
    """Refuse a query whose named parts (`WITH a AS …`) use one another so often that SQLite would copy them for ever.

    That happens before its first step, where no clock is looked at. Raises `InvalidValueError`.
    """
    bare = _COMMENT.sub(" ", sql).lower()
    names = set(_DEFINED.findall(bare))
    uses = (len(re.findall(rf"\b{re.escape(name)}\b(?!\W?\s*\.)", bare)) - 1 for name in names)
    if prod(max(1, count) for count in uses) > _MOST_COPIES:
        raise InvalidValueError("the parts named by WITH use one another too often; use fewer of them")


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _short(value: Any) -> str:
    text = _text(value)
    if len(text) > _LONGEST_PATTERN:
        raise ValueError("too long a text to look for")
    return text


def _replace(value: Any, part: Any, other: Any) -> str | None:
    if value is None or part is None or other is None:
        return None
    text, old, new = _text(value), _short(part), _text(other)
    if not old:
        return text
    if len(text) + text.count(old) * (len(new) - len(old)) > LONGEST:
        raise ValueError("too long a text")
    return text.replace(old, new)


def _instr(value: Any, part: Any) -> int | None:
    if value is None or part is None:
        return None
    if isinstance(value, bytes) and isinstance(part, bytes):
        return value.find(part) + 1
    return _text(value).find(_text(part)) + 1


def _trimming(strip: Callable[[str, str], str]) -> Callable[..., str | None]:
    def trim(value: Any, letters: Any = " ") -> str | None:
        return None if value is None or letters is None else strip(_text(value), _short(letters))

    return trim


# SQLite's own compare every place with the whole of the second text; these do the same within bounds.
_BOUNDED: MappingProxyType[str, tuple[tuple[int, ...], Callable[..., Any]]] = MappingProxyType(
    {
        "replace": ((3,), _replace),
        "instr": ((2,), _instr),
        "trim": ((1, 2), _trimming(str.strip)),
        "ltrim": ((1, 2), _trimming(str.lstrip)),
        "rtrim": ((1, 2), _trimming(str.rstrip)),
    }
)
