"""One run at a time a source, one writer at a time to an archive: locks that the system frees with their process."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from thidua.errors import Refused


@contextmanager
def only_run(folder: Path, name: str) -> Iterator[None]:
    """Hold the lock `folder/name.lock`. Raises `Refused`, naming the process, when another run holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.lock"
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise Refused(f"a run of {name} is under way (process {holder}); wait for it or end it") from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


@contextmanager
def in_turn(folder: Path, name: str) -> Iterator[None]:
    """Hold the lock `folder/name.lock`, after waiting for whoever holds it now."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_running(folder: Path, name: str) -> bool:
    """Whether some process holds the lock now."""
    with suppress(FileNotFoundError), (folder / f"{name}.lock").open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
