"""The schema as a list of steps, each applied once and recorded in the transaction that applied it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from store.clock import Clock
from store.database import give_room, one, transaction
from store.errors import NewerRegistryError
from store.rebuilding import Progress, rebuild

SET = "thidua.registry"


def migrations() -> Migrations:
    """Every step from an empty file to today's schema, in order."""
    steps = Migrations(SET)
    for script in sorted(p.name for p in resources.files("store.schema").iterdir() if p.name.endswith(".sql")):
        steps(name=script.removesuffix(".sql"))(_runner(script))
    return steps


def _runner(script: str) -> Callable[[Database], None]:
    def run(db: Database, /) -> None:
        db.executescript(resources.files("store.schema").joinpath(script).read_text(encoding="utf-8"))

    return run


def migrate(db: Database, path: Path, clock: Clock, progress: Progress | None = None) -> list[str]:
    """Bring the registry up to date and name the steps taken; an existing one is backed up first.

    Several processes may open an old registry at once: each step is taken under the write lock, once. The tables people
    read are made anew in the same transaction: what an older version made of the statements and judgements is not what
    this one makes of them. That can take long: `progress` is told how many of how many articles are done.
    """
    steps = migrations()
    known = {step.name for step in steps._migrations}
    applied = {step.name for step in steps.applied(db)}
    _refuse_newer(applied - known, path)
    if applied == known:
        return []
    with transaction(db):
        before = {step.name for step in steps.applied(db)}
        if before and before < known:
            back_up_before(path, min(known - before))
        steps.apply(db)
        if before and before < known:
            give_room(db)
            rebuild(db, clock, progress)
    return sorted(known - before)


def _refuse_newer(unknown: set[str], path: Path) -> None:
    if unknown:
        raise NewerRegistryError(
            f"{path} was written by a newer thidua (it knows {', '.join(sorted(unknown))}): upgrade, or open a backup"
        )


def back_up_before(path: Path, step: str) -> Path:
    """A copy beside the registry, made before `step` changes it; the caller holds the write lock."""
    target = path.with_name(f"{path.name}.before-{step}")
    source, copy = sqlite3.connect(path), sqlite3.connect(target)
    try:
        source.backup(copy)
    finally:
        copy.close()
        source.close()
    return target


def schema_version(db: Database) -> str:
    """The name of the last step applied."""
    found = one(db, "SELECT max(name) FROM _sqlite_migrations WHERE migration_set = ?", (SET,))
    return str(found or "")
