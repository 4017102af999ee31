"""The accounts of the web application: users, sessions, failed sign-ins. `accounts.db`, apart from the registry."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from store.clock import Clock, now, stamp
from store.database import Connections, connect, one, transaction

FILE = "accounts.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may sign in. `password` is a hash."""

    name: str
    role: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A session that holds: whose it is, and when it ends at the latest."""

    name: str
    role: str
    seen_at: str
    ends_at: str


class Accounts:
    """The file `accounts.db` of a workspace; safe to use from several threads and processes."""

    def __init__(self, home: Path | str, *, clock: Clock = now) -> None:
        self.path = Path(home) / FILE
        self.clock = clock
        _make(self.path)
        self._connections = Connections(self.path)

    @property
    def _db(self) -> Database:
        return self._connections.db

    def close(self) -> None:
        """Close every connection."""
        self._connections.close()

    # Users

    def put(self, name: str, role: str, password: str) -> None:
        """Add a user, or give one a new role and password (its hash); the sessions of old end."""
        sql = """INSERT INTO users (name, role, password, added_at) VALUES (:name, :role, :password, :now)
                 ON CONFLICT (name) DO UPDATE SET role = :role, password = :password"""
        with transaction(self._db, durable=True):
            self._db.execute(sql, {"name": name, "role": role, "password": password, "now": stamp(self.clock())})
            self._db.execute("DELETE FROM sessions WHERE user = ?", (name,))

    def get(self, name: str) -> Account | None:
        """The user of that name."""
        row = self._db.execute("SELECT name, role, password FROM users WHERE name = ?", (name,)).fetchone()
        return Account(name=row[0], role=row[1], password=row[2]) if row else None

    def rehash(self, name: str, password: str) -> None:
        """Keep the same password under today's cost; sessions go on."""
        with transaction(self._db):
            self._db.execute("UPDATE users SET password = ? WHERE name = ?", (password, name))

    def listed(self) -> list[dict[str, Any]]:
        """All users, without their hashes."""
        return list(self._db.query("SELECT name, role, added_at, last_seen FROM users ORDER BY name"))

    def remove(self, name: str) -> bool:
        """Take a user and all sessions away; whether there was one."""
        with transaction(self._db, durable=True):
            return bool(self._db.execute("DELETE FROM users WHERE name = ?", (name,)).rowcount)

    # Sessions

    def begin(self, name: str, *, lasts: timedelta, address: str, agent: str) -> str:
        """A new session; returns the token for the browser."""
        token, at = secrets.token_urlsafe(32), self.clock()
        row = (_hash(token), name, stamp(at), stamp(at), stamp(at + lasts), address, agent[:200])
        with transaction(self._db):
            self._db.execute("DELETE FROM sessions WHERE ends_at <= ?", (stamp(at),))
            self._db.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            self._db.execute("UPDATE users SET last_seen = ? WHERE name = ?", (stamp(at), name))
        return token

    def session(self, token: str, *, idle: timedelta) -> Signed | None:
        """The session of a token, unless it ended or rested longer than `idle`; noted as seen once a minute."""
        at = self.clock()
        sql = """SELECT u.name, u.role, s.seen_at, s.ends_at FROM sessions s JOIN users u ON u.name = s.user
                 WHERE s.token = ? AND s.ends_at > ? AND s.seen_at > ?"""
        row = self._db.execute(sql, (_hash(token), stamp(at), stamp(at - idle))).fetchone()
        if row is None:
            return None
        if row[2] < stamp(at - timedelta(minutes=1)):
            with transaction(self._db):
                self._db.execute("UPDATE sessions SET seen_at = ? WHERE token = ?", (stamp(at), _hash(token)))
        return Signed(name=row[0], role=row[1], seen_at=row[2], ends_at=row[3])

    def end(self, token: str) -> None:
        """End one session."""
        with transaction(self._db, durable=True):
            self._db.execute("DELETE FROM sessions WHERE token = ?", (_hash(token),))

    def end_all(self, name: str) -> int:
        """End every session of a user; how many there were."""
        with transaction(self._db, durable=True):
            return int(self._db.execute("DELETE FROM sessions WHERE user = ?", (name,)).rowcount)

    def sessions(self, name: str) -> list[dict[str, Any]]:
        """The sessions of a user that hold, the latest first."""
        sql = """SELECT begun_at, seen_at, ends_at, address, agent FROM sessions WHERE user = ? AND ends_at > ?
                 ORDER BY seen_at DESC, begun_at DESC"""
        return list(self._db.query(sql, [name, stamp(self.clock())]))

    # The throttle

    def failed(self, name: str, address: str) -> None:
        """Note a sign-in that failed."""
        at = self.clock()
        with transaction(self._db):
            self._db.execute("DELETE FROM failures WHERE failed_at < ?", (stamp(at - timedelta(days=1)),))
            row = (_hash(name), address, stamp(at))
            self._db.execute("INSERT INTO failures (name, address, failed_at) VALUES (?, ?, ?)", row)

    def forgive(self, name: str, address: str) -> None:
        """Somebody signed in: what failed before from there under that name counts no more."""
        with transaction(self._db):
            self._db.execute("DELETE FROM failures WHERE name = ? AND address = ?", (_hash(name), address))

    def failures(self, *, since: timedelta, name: str | None = None, address: str | None = None) -> list[datetime]:
        """When sign-ins failed lately, the latest first; under a name, from an address, or both."""
        sql = """SELECT failed_at FROM failures WHERE failed_at > :since AND (:name IS NULL OR name = :name)
                 AND (:address IS NULL OR address = :address) ORDER BY failed_at DESC"""
        known = _hash(name) if name is not None else None
        found = self._db.execute(sql, {"since": stamp(self.clock() - since), "name": known, "address": address})
        return [datetime.fromisoformat(row[0]) for row in found.fetchall()]

    def secret(self, name: str) -> str:
        """A secret of this workspace, made when first asked for."""
        found = one(self._db, "SELECT value FROM secrets WHERE name = ?", (name,))
        if found is None:
            with transaction(self._db, durable=True):
                sql = "INSERT OR IGNORE INTO secrets (name, value) VALUES (?, ?)"
                self._db.execute(sql, (name, secrets.token_urlsafe(32)))
            found = one(self._db, "SELECT value FROM secrets WHERE name = ?", (name,))
        return str(found)


def _make(path: Path) -> None:
    """The file, readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=True)
    db = connect(path)
    try:
        db.executescript(resources.files("store").joinpath("accounts.sql").read_text(encoding="utf-8"))
    finally:
        db.conn.close()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
