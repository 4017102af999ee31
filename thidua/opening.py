"""A workspace's registry, opened so that what is wrong with it becomes one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache

from store import Registry, RegistryError
from thidua.errors import refusing
from thidua.output import counters
from thidua.workspace import Workspace


@contextmanager
def reading(workspace: Workspace) -> Iterator[Registry]:
    """The registry of a workspace that has one. Raises `Refused` when there is none, or when it refuses something."""
    workspace.require()
    with refusing(RegistryError), _opened(workspace, create=False) as registry:
        yield registry


@contextmanager
def writing(workspace: Workspace) -> Iterator[Registry]:
    """The registry of a workspace, made where there is none yet."""
    workspace.make()
    with refusing(RegistryError), _opened(workspace) as registry:
        yield registry


def _opened(workspace: Workspace, *, create: bool = True) -> Registry:
    """One that an older version wrote is first brought up to date, which can take minutes and so is shown."""
    with ExitStack() as stack:
        show = cache(lambda: stack.enter_context(counters()))
        return Registry.open(
            workspace.home,
            create=create,
            progress=lambda done, total: show()("bringing the registry up to date", done, total),
        )
