"""The source definitions that a workspace sees."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sources import Source, load_usable
from thidua.errors import Refused
from thidua.output import say
from thidua.workspace import Workspace


def definitions(workspace: Workspace) -> Mapping[str, Source]:
    """All usable sources by id; what is wrong with the others is said."""
    known, problems = load_usable([workspace.sources])
    for problem in problems:
        say(str(problem))
    return {**known, **demo_sources(workspace)}


def demo_sources(workspace: Workspace) -> dict[str, Source]:
    """The sample portals at the addresses that this workspace's demo gave them; none where there was no demo."""
    if not workspace.demo_path.exists():
        return {}
    import samples  # noqa: PLC0415 - only a demo's workspace needs the portals, and every command passes here

    return samples.sources(json.loads(workspace.demo_path.read_text(encoding="utf-8"))["urls"])


def definition(workspace: Workspace, source_id: str) -> Source:
    """One source. Raises `Refused` when there is none of that id."""
    known = definitions(workspace)
    if source_id not in known:
        raise Refused(f"there is no source {source_id}; `thidua sources list` names them all")
    return known[source_id]
