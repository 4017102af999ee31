"""Golden pages: HTML of the families that such articles come from, each with the article a careful reader sees in it.

`pages/NAME.html` is the page; `pages/NAME.json` has the source's selectors (empty: it is read without any), title, day,
author and every line of the article with its kind.
"""

import json
import re
import unicodedata
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import trafilatura

import extract
from records import Article, BlockKind, Page
from sources.families import load_families
from sources.model import Owner, Selector, Selectors, Source

PAGES = Path(__file__).parent / "pages"
FETCHED = datetime(2026, 11, 18, 2, 41, tzinfo=UTC)
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))


def gold(name):
    return json.loads((PAGES / f"{name}.json").read_text("utf-8"))


def source(selectors):
    if not selectors:
        return None
    chosen = {part: tuple(selector(css) for css in given) for part, given in selectors.items()}
    return Source(id="golden", name="golden", owner=Owner(name="golden"), family="x", selectors=Selectors(**chosen))


def selector(css):
    css, _, attr = css.partition("@")
    return Selector(css=css, attr=attr or None)


def read(name) -> Article:
    expected = gold(name)
    page = Page(
        url=f"http://portal.example/{name}",
        final_url=f"http://portal.example/{name}",
        status=200,
        headers={"content-type": "text/html; charset=iso-8859-1"},  # a lie, as often
        body=(PAGES / f"{name}.html").read_bytes(),
        fetched_at=FETCHED,
    )
    return extract.read(page, source(expected["selectors"]))


def lines(article, *kinds):
    return [article.text[block.start : block.end] for block in article.blocks if not kinds or block.kind in kinds]


def f1(text, other):
    mine, theirs = (Counter(re.findall(r"\w+", unicodedata.normalize("NFC", each).lower())) for each in (text, other))
    return 2 * sum((mine & theirs).values()) / (sum(mine.values()) + sum(theirs.values()))


def test_there_are_pages_of_every_family():
    """A page is named after its family: a family that ships without one, or a page of none, fails here."""
    assert {name.partition("_")[0] for name in NAMES} == set(load_families())
    assert len(NAMES) >= 12


@pytest.mark.parametrize("name", NAMES)
def test_the_body_is_read_whole_and_clean(name):
    expected = "\n".join(text for _, text in gold(name)["lines"])
    score = f1(read(name).text, expected)
    default = f1(trafilatura.extract((PAGES / f"{name}.html").read_bytes()) or "", expected)
    assert score >= 0.98
    assert score >= default


@pytest.mark.parametrize("name", NAMES)
def test_title_day_and_author(name):
    article, expected = read(name), gold(name)
    assert article.title == expected["title"]
    assert article.published == (date.fromisoformat(expected["published"]) if expected["published"] else None)
    assert article.published_from is not None
    assert article.author == expected["author"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", [BlockKind.CAPTION, BlockKind.LEAD, BlockKind.BYLINE, BlockKind.LIST_ITEM])
def test_lines_have_their_kind(name, kind):
    expected = [text for of, text in gold(name)["lines"] if of == kind]
    if expected or kind is BlockKind.CAPTION:
        assert lines(read(name), kind) == expected


@pytest.mark.parametrize("name", NAMES)
def test_lines_stand_in_reading_order_one_a_line(name):
    article = read(name)
    assert article.text.splitlines() == lines(article) == [text for _, text in gold(name)["lines"]]
    assert lines(article)[0] == article.title
