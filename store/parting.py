"""Addresses that were taken for one article's because they once said the same, and say something of their own now.

A portal that is mended shows one page at every address: the same text under one title, so one article. When it answers
again each address tells its own story, and must not be a version of the others. A correction keeps most of its words.
"""

from __future__ import annotations

from sqlite_utils import Database

from records import Article, canonical_url
from store.database import one

# Of the shorter text's groups of so many words, the least share that two versions of one article have in common.
_WORDS, _AKIN = 3, 0.4

_OWN = "SELECT 1 FROM captured_articles WHERE id = ? AND url = ?"
_ALIAS = "SELECT 1 FROM article_aliases WHERE alias = ? AND article = ? AND reason = 'same text'"
_TEXTS = "SELECT text FROM article_versions WHERE article = ?"


def part(db: Database, known_as: str, article: Article) -> bool:
    """Whether what is known as another article turns out to be one of its own; then it is no alias any more."""
    if article.url is None or one(db, _ALIAS, (article.id, known_as)) is None:
        return False
    if one(db, _OWN, (known_as, canonical_url(article.url))) is not None:
        return False
    if any(are_akin(article.text, str(text)) for (text,) in db.execute(_TEXTS, (known_as,)).fetchall()):
        return False
    db.execute("DELETE FROM article_aliases WHERE alias = ?", (article.id,))
    return True


def are_akin(one_text: str, other: str) -> bool:
    """Whether two texts can be versions of one article.

    >>> are_akin("Khối thi đua số 3 ký giao ước", "Đính chính: Khối thi đua số 3 ký giao ước")
    True
    >>> are_akin("Khối thi đua số 3 ký giao ước", "Trang tin đang được bảo trì, mời quay lại sau")
    False
    """
    mine, others = _groups(one_text), _groups(other)
    return len(mine & others) >= _AKIN * min(len(mine), len(others))


def _groups(text: str) -> set[tuple[str, ...]]:
    words = text.casefold().split()
    return {tuple(words[at : at + _WORDS]) for at in range(max(1, len(words) - _WORDS + 1))}
