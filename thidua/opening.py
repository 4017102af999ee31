"""A workspace's registry, opened so that what is wrong with it becomes one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from store import Registry, RegistryError
from thidua.errors import refusing
from thidua.workspace import Workspace


@contextmanager
def reading(workspace: Workspace) -> Iterator[Registry]:
    """The registry of a workspace that has one. Raises `Refused` when there is none, or when it refuses something."""
    workspace.require()
    with refusing(RegistryError), Registry.open(workspace.home, create=False) as registry:
        yield registry


@contextmanager
def writing(workspace: Workspace) -> Iterator[Registry]:
    """The registry of a workspace, made where there is none yet."""
    workspace.make()
    with refusing(RegistryError), Registry.open(workspace.home) as registry:
        yield registry
