"""HTML and text to articles: cost beside trafilatura's defaults, with and without selectors, and how it grows."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from urllib.error import HTTPError

import trafilatura

from bench.ratio import Ratio
from extract import NotAnArticle, read
from records import Page
from samples import serve, sources, stories
from samples.measure import story_path
from sources.model import Source

_ROUNDS = 5
_TIMES_LONGER = 50
_NOW = datetime(2026, 11, 21, tzinfo=UTC)


def run() -> dict[str, object]:
    pages = sample_pages()
    with_selectors, without, default = _fastest(
        lambda: _read_all(pages),
        lambda: _read_all([(page, None) for page, _ in pages]),
        lambda: [trafilatura.extract(page.body) for page, _ in pages],
    )
    text = max((story.text for story in stories()), key=len)
    short, long = _fastest(lambda: _read_text(text), lambda: _read_text("\n\n".join([text] * _TIMES_LONGER)))
    return {
        "pages": len(pages),
        "pages a second of CPU, with selectors": len(pages) / with_selectors,
        "with selectors, trafilatura's default = 1": Ratio(value=with_selectors / default, at_most=0.5),
        "without selectors, trafilatura's default = 1": Ratio(value=without / default, at_most=1.5),
        f"cost of a text {_TIMES_LONGER} times longer": Ratio(value=long / short, at_most=60),
    }


def sample_pages() -> list[tuple[Page, Source]]:
    """The articles of the sample portals as their servers send them, each with its source's definition."""
    with serve() as serving:
        known = sources(serving.urls)
        return [
            (page, known[story.portal])
            for story in stories()
            for page in _fetched(serving.urls[story.portal] + story_path(story))
        ]


def _fetched(url: str) -> Iterable[Page]:
    try:
        with urllib.request.urlopen(url) as answer:
            headers = {"content-type": answer.headers.get("Content-Type", "")}
            yield Page(url=url, final_url=url, status=200, headers=headers, body=answer.read(), fetched_at=_NOW)
    except HTTPError:
        return  # a story that is listed and gone


def _read_all(pages: Iterable[tuple[Page, Source | None]]) -> None:
    for page, source in pages:
        try:
            read(page, source)
        except NotAnArticle:
            continue  # a bot check, served as an article's page


def _read_text(text: str) -> None:
    headers = {"content-type": "text/plain"}
    read(Page(url="x", final_url="x", status=200, headers=headers, body=text.encode(), fetched_at=_NOW))


def _fastest(*actions: Callable[[], object]) -> list[float]:
    """The least CPU time of each action, taken in turns so that a slow moment of the machine hits all alike."""
    best = [float("inf")] * len(actions)
    for _ in range(_ROUNDS):
        for i, action in enumerate(actions):
            started = time.process_time()
            action()
            best[i] = min(best[i], time.process_time() - started)
    return best
