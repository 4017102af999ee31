"""A portal: whose it is, what its frame says, which stories it publishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from samples.story import PORTALS, Story, stories


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """One sample portal.

    host: the reserved name that its source definition ships with and its pages print.
    family: the mark-up it is true to.
    frame: what its templates print around articles (menu, notices, comments, popular posts …).
    """

    id: str
    name: str
    host: str
    family: str
    per_page: int
    sections: Mapping[str, str]
    frame: Mapping[str, Any]

    def stories(self, revision: int = 1) -> tuple[Story, ...]:
        """Its stories as they stood in this revision, newest first."""
        return tuple(story for story in stories(revision) if story.portal == self.id)


@cache
def portals() -> Mapping[str, Portal]:
    """The five portals by id."""
    found = [_portal(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in sorted(PORTALS.glob("*/portal.yml"))]
    return {portal.id: portal for portal in found}


def _portal(raw: Mapping[str, Any]) -> Portal:
    return Portal(
        id=raw["id"],
        name=raw["name"],
        host=raw["host"],
        family=raw["family"],
        per_page=raw["per_page"],
        sections=raw["sections"],
        frame=raw["frame"],
    )
