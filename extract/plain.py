"""A `.txt`: an article as somebody saved it, with title, by-line, body and the page's leftovers in one piece."""

from __future__ import annotations

from datetime import date

from extract.errors import NotAnArticle, refuse_long
from extract.lines import lines_of, unwrapped
from extract.outline import outline
from records import Article, article_id


def read_text(text: str, *, source: str, url: str | None = None, latest: date) -> Article:
    """The article in a text. `text` stays as it is; the blocks cover its lines.

    latest: the day the text was fetched or saved; no later day of publication is believed.
    Raises `NotAnArticle` when the text has no letters.
    """
    if not any(character.isalpha() for character in text):
        raise NotAnArticle("there is no text in it; save the article again, or leave the file out")
    refuse_long(len(text))
    found = outline(unwrapped(list(lines_of(text)), text), latest=latest)
    return Article(
        id=article_id(url=url, text=text),
        source=source,
        url=url,
        title=found.title,
        published=found.published,
        published_from="dateline" if found.published else None,
        author=found.author,
        text=text,
        blocks=found.blocks,
    )
