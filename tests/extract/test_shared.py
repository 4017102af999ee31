"""The articles handed to us with gold: day and title as their annotators have them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

import extract
from records import Page

SHARED = Path(__file__).parents[3] / "shared"
CASES = [
    (text, gold)
    for texts, golds in (("seeds", "gold"), ("dev", "dev/gold"))
    for text in sorted((SHARED / texts).glob("*.txt"))
    if (gold := SHARED / golds / f"{text.stem}.json").exists()
]


@pytest.mark.shared
@pytest.mark.skipif(not CASES, reason="../shared is not there")
@pytest.mark.parametrize(("path", "gold"), CASES, ids=[text.stem for text, _ in CASES])
def test_day_and_title(path, gold):
    body = path.read_bytes()
    now = datetime(2026, 11, 21, tzinfo=UTC)
    page = Page(url=str(path), final_url=str(path), status=200, body=body, fetched_at=now)
    article, expected = extract.read(page), json.loads(gold.read_text("utf-8"))["article"]
    if "published" in expected:
        assert (article.published and article.published.isoformat()) == expected["published"]
    if "title" in expected:
        assert (article.title or "").lower() == (expected["title"] or "").lower()
