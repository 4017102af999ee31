"""What a faithful reader finds in the stories, so that extraction can be measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samples.goldform import expanded
from samples.portal import portals
from samples.sites import aspnet, blogger, liferay, newspaper, nukeviet
from samples.story import Kind, Quirk, Story

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
    article: dict[str, Any] = {"title": story.title}
    if not story.has(Quirk.UNDATED):
        article["published"] = story.published.date().isoformat()
    relevant = story.kind is Kind.BLOC
    head = {"source": story.key, "article": article, "relevant": relevant, **({} if relevant else {"open": True})}
    return {**head, **expanded(story.gold)}


def gold(urls: Mapping[str, str], *, revision: int = 1) -> dict[str, dict[str, Any]]:
    """Gold by the address of the story's page, for every story whose article a crawler can get."""
    return {
        urls[portal.id] + story_path(story): gold_of(story)
        for portal in portals().values()
        if portal.id in urls
        for story in portal.stories(revision)
        if not story.quirks & {Quirk.GONE, Quirk.CHALLENGE}
    }
