"""What a faithful reader finds in the stories, so that extraction can be measured."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from samples.portal import portals
from samples.sites import aspnet, blogger, liferay, newspaper, nukeviet
from samples.story import Kind, Quirk, Story

_EMPTY: tuple[str, ...] = ("blocs", "events", "members", "leaders", "officials", "awards", "documents")
_PATHS = {
    "aspnet": aspnet.article_path,
    "liferay": liferay.story_path,
    "nukeviet": nukeviet.article_path,
    "blogger": blogger.post_path,
    "newspaper": newspaper.article_path,
}


def story_path(story: Story) -> str:
    """Where the story stands on its portal."""
    return _PATHS[portals()[story.portal].family](story)


def gold_of(story: Story) -> dict[str, Any]:
    """One story's gold in the format of the gold files; `source` is the story's key.

    A story that reports no bloc event is `open`: relevance and events alone are to be scored.
    """
    found: dict[str, Any] = {name: copy.deepcopy(list(story.gold.get(name, ()))) for name in _EMPTY}
    article: dict[str, Any] = {"title": story.title}
    if not story.has(Quirk.UNDATED):
        article["published"] = story.published.date().isoformat()
    relevant = story.kind is Kind.BLOC
    head = {"source": story.key, "article": article, "relevant": relevant, **({} if relevant else {"open": True})}
    return {**head, **{name: _plain(items) for name, items in found.items()}}


def gold(urls: Mapping[str, str], *, revision: int = 1) -> dict[str, dict[str, Any]]:
    """Gold by the address of the story's page, for every story whose article a crawler can get."""
    return {
        urls[portal.id] + story_path(story): gold_of(story)
        for portal in portals().values()
        if portal.id in urls
        for story in portal.stories(revision)
        if not story.quirks & {Quirk.GONE, Quirk.CHALLENGE}
    }


def _plain(value: Any) -> Any:
    """YAML's days as ISO text, as JSON has them."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
