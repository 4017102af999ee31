"""The source definitions that ship with the portals: a real crawl and a real reading find what the stories say."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from crawler.run import Job, crawl_all
from extract import read
from records import Article, BlockKind, Page, canonical_url
from samples import Serving, gold, portals, serve, sources, stories
from samples.measure import story_path
from samples.story import Quirk, Story
from sources import Status
from store import Registry
from tests.samples.browser import fetch

FETCHED = datetime(2026, 4, 1, 10, 0, tzinfo=UTC)
READABLE = [story for story in stories() if not story.quirks & {Quirk.GONE, Quirk.CHALLENGE}]
each_story = pytest.mark.parametrize("story", READABLE, ids=lambda story: story.key)


def plain(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFC", text or "").split())


Read = Callable[[Story], Article]


@pytest.fixture(scope="module")
def reading(portals_served: Serving) -> Read:
    """Reads a story's page as it is served, each once."""
    defined = sources(portals_served.urls)

    @cache
    def read_story(story_key: str) -> Article:
        story = next(story for story in READABLE if story.key == story_key)
        answer = fetch(portals_served.urls[story.portal] + story_path(story))
        page = Page(
            url=answer.url,
            final_url=answer.url,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            fetched_at=FETCHED,
            source=story.portal,
        )
        return read(page, defined[story.portal])

    return lambda story: read_story(story.key)


def blocks(found: Article, kind: BlockKind) -> list[str]:
    return [plain(found.text[block.start : block.end]) for block in found.blocks if block.kind is kind]


def test_every_portal_has_a_definition_that_is_marked_as_a_sample(portals_served: Serving) -> None:
    defined = sources(portals_served.urls)
    assert sorted(defined) == sorted(portals())
    for name, source in defined.items():
        assert (source.status, source.allow_private) == (Status.SAMPLE, True)
        assert source.family == portals()[name].family
        assert source.home == portals_served.urls[name]
        assert all(point.url.startswith(portals_served.urls[name]) for point in source.start)
        assert source.hosts == ("127.0.0.1",)


def test_portals_that_are_not_served_are_left_out() -> None:
    assert sorted(sources({"tuyhoa": "http://127.0.0.1:1"})) == ["tuyhoa"]


@each_story
def test_reading_a_page_gives_title_day_lead_and_every_paragraph_of_its_story(reading: Read, story: Story) -> None:
    found = reading(story)
    text = plain(found.text)
    assert plain(found.title) == plain(story.title)
    assert found.published == (None if story.has(Quirk.UNDATED) else story.published.date())
    lines = [plain(line) for part in (story.lead, *(p.text for p in story.parts)) for line in part.splitlines()]
    assert [line for line in lines if line not in text] == []
    assert text.count(plain(story.lead)) == 1 or not story.lead


@each_story
def test_reading_a_page_keeps_its_frame_out(reading: Read, story: Story) -> None:
    found = reading(story)
    others = [other.title for other in portals()[story.portal].stories() if other.title not in story.text]
    assert [title for title in others if plain(title) in plain(found.text)] == []
    for notice in (
        "Bài viết nổi bật",
        "TIN NỔI BẬT",
        "Tin đọc nhiều",
        "Bài viết phổ biến",
        "Lượt truy cập",
        "nhận xét:",
    ):
        assert notice not in found.text


@each_story
def test_reading_a_page_finds_its_captions(reading: Read, story: Story) -> None:
    found = blocks(reading(story), BlockKind.CAPTION)
    assert [caption for caption in story.captions if plain(caption) not in found] == []


def test_a_crawl_by_the_definitions_captures_every_article_once(tmp_path: Path) -> None:
    """All portals at once, with the crawler, the registry's own frontier and the shipped definitions."""
    with serve(crawl_delay=0.0) as serving, Registry.open(tmp_path) as registry:
        wanted = {canonical_url(url) for url in gold(serving.urls)}
        jobs = []
        for source in sources(serving.urls).values():
            registry.remember_source(source.id, name=source.name, owner=source.owner.name)
            run = registry.start_run("crawl", source=source.id)
            jobs.append(Job(source=source, frontier=registry.frontier(source.id, run), sink=registry.sink(run)))
        reports = crawl_all(jobs, archive=tmp_path / "archive")
    assert {report.ended for report in reports} == {"finished"}
    assert sum(report.articles for report in reports) == len(wanted) == len(READABLE)
    gone, challenged = (sum(story.has(quirk) for story in stories()) for quirk in (Quirk.GONE, Quirk.CHALLENGE))
    assert sum(report.failed for report in reports) == challenged
    assert sum(report.gone for report in reports) == gone
    pages = sum(report.articles + report.listings for report in reports)
    assert pages >= 110
