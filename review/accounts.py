"""Accounts for `thidua users`, and checking a password: argon2id, a few at a time because each takes memory."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from store.accounts import Account, Accounts
from store.errors import InvalidValueError, NotFoundError

ROLES = ("reader", "reviewer", "admin")
SHORTEST = 10
_LONGEST = 1024
# Each hash takes 64 MiB: so many at once, the others wait.
_AT_ONCE = threading.BoundedSemaphore(2)


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    """A hash to check against when there is no such user, so that both take as long."""
    return _hasher().hash("nobody has this password")


def add(home: Path, name: str, password: str, role: str) -> None:
    """Add an account, or give one a new password and role; its sessions end. Raises `InvalidValueError`."""
    if role not in ROLES:
        raise InvalidValueError(f"there is no role {role!r}; the roles are {', '.join(ROLES)}")
    if not name.strip() or name != name.strip() or len(name) > 80 or not name.isprintable():
        raise InvalidValueError(f"{name!r} is no name for an account: 1 to 80 printable characters, no space around")
    if not SHORTEST <= len(password) <= _LONGEST:
        raise InvalidValueError(f"a password has {SHORTEST} to {_LONGEST} characters")
    with _AT_ONCE:
        hashed = _hasher().hash(password)
    _with(home, lambda accounts: accounts.put(name, role, hashed))


def listed(home: Path) -> list[dict[str, Any]]:
    """The accounts with `name`, `role`, `added_at`, `last_seen`."""
    found: list[dict[str, Any]] = _with(home, lambda accounts: accounts.listed())
    return found


def remove(home: Path, name: str) -> None:
    """Take an account and its sessions away. Raises `NotFoundError`."""
    if not _with(home, lambda accounts: accounts.remove(name)):
        raise NotFoundError(f"there is no account {name!r}; `thidua users list` names them all")


def _with(home: Path, act: Any) -> Any:
    accounts = Accounts(home)
    try:
        return act(accounts)
    finally:
        accounts.close()


def verify(accounts: Accounts, name: str, password: str) -> Account | None:
    """The account when name and password belong together; takes as long when there is no such name."""
    account = accounts.get(name)
    with _AT_ONCE:
        try:
            _hasher().verify(account.password if account else _nobody(), password[:_LONGEST])
        except (VerificationError, InvalidHashError):
            return None
        if account is not None and _hasher().check_needs_rehash(account.password):
            accounts.rehash(name, _hasher().hash(password))
    return account
