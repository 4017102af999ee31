"""Help for the tests of the reader: an article from bare sentences."""

from __future__ import annotations

from functools import lru_cache

from nlp import Reader
from records import Article, Record


@lru_cache(maxsize=1)
def reader() -> Reader:
    """One reader for all tests; building it takes a second."""
    return Reader()


def read(text: str, *, title: str = "Khối thi đua số 9 tổng kết năm 2024") -> Record:
    """The record of an article with this body."""
    return reader().analyse(Article(id="t", source="t.txt", text=text, title=title))
