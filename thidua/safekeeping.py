"""Both databases of a workspace to a folder and back: the registry through its own door, the accounts beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

from store import Registry
from store.database import Connections
from store.safekeeping import backup as online_copy
from thidua.errors import Refused
from thidua.workspace import Workspace

REGISTRY, ACCOUNTS = "registry.db", "accounts.db"


def back_up(workspace: Workspace, registry: Registry, folder: Path) -> list[Path]:
    """Copy the databases online into a folder that holds no backup yet; returns the copies."""
    if any((folder / name).exists() for name in (REGISTRY, ACCOUNTS)):
        raise Refused(f"{folder} holds a backup already; name another folder with --out")
    folder.mkdir(parents=True, exist_ok=True)
    copies = [registry.backup(folder / REGISTRY)]
    if workspace.accounts_path.exists():
        accounts = Connections(workspace.accounts_path)
        try:
            copies.append(online_copy(accounts.db, folder / ACCOUNTS))
        finally:
            accounts.close()
    return copies


def restore(workspace: Workspace, registry: Registry, folder: Path) -> list[Path]:
    """Put a backup's databases in the place of the workspace's; returns what was put back."""
    if not (folder / REGISTRY).exists():
        raise Refused(f"there is no backup in {folder}: expected {REGISTRY} there")
    registry.restore(folder / REGISTRY)
    if not (folder / ACCOUNTS).exists():
        return [workspace.registry_path]
    fresh = workspace.accounts_path.with_name(f"{ACCOUNTS}.partial")
    shutil.copy2(folder / ACCOUNTS, fresh)
    for leftover in ("-wal", "-shm"):
        workspace.accounts_path.with_name(ACCOUNTS + leftover).unlink(missing_ok=True)
    fresh.replace(workspace.accounts_path)
    return [workspace.registry_path, workspace.accounts_path]
