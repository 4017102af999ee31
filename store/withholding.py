"""What is out of sight: articles, and the names of persons, in everything that leaves the registry.

Nothing is deleted. A withheld name is covered letter by letter in the articles that name the person, so that every
offset into a text still holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from store.components import canonical, members
from store.judgement_rows import withheld

COVER = "█"


@dataclass(frozen=True, slots=True)
class Masks:
    """The names to cover, by article."""

    patterns: dict[str, re.Pattern[str]] = field(default_factory=dict)
    anywhere: re.Pattern[str] | None = None  # all of them, and the persons of withheld articles

    def cover(self, article: str | None, text: str) -> str:
        """The text of (or from) an article with the names of withheld persons covered; as long as it was."""
        return _covered(self.patterns.get(article or ""), text)

    def cover_all(self, article: str | None, value: Any) -> Any:
        """`cover` for every text in a value."""
        if isinstance(value, dict):
            return {name: self.cover_all(article, item) for name, item in value.items()}
        if isinstance(value, list):
            return [self.cover_all(article, item) for item in value]
        return self.cover(article, value) if isinstance(value, str) else value

    def cover_former(self, value: Any) -> Any:
        """A value told before something was withheld, whichever article it came from: no name is left in it."""
        if isinstance(value, list):
            return [self.cover_former(each) for each in value]
        if isinstance(value, dict):
            return {name: self.cover_former(each) for name, each in value.items()}
        return _covered(self.anywhere, value) if isinstance(value, str) else value


def _covered(pattern: re.Pattern[str] | None, text: str) -> str:
    return text if pattern is None else pattern.sub(lambda match: re.sub(r"\S", COVER, match[0]), text)


def withheld_names(db: Database) -> dict[str, set[str]]:
    """The names of withheld persons as they are written, by the article that names them."""
    names: dict[str, set[str]] = defaultdict(set)
    for person in withheld(db).get("person", ()):
        for entity in members(db, canonical(db, person)):
            sql = "SELECT f.article, f.name FROM mentions m JOIN facts f ON f.key = m.fact WHERE m.entity = ?"
            for article, name in db.execute(sql, (entity,)):
                names[article].add(name)
    return names


def masks(db: Database) -> Masks:
    """The masks of all withheld persons."""
    names = withheld_names(db)
    everybody = {name for found in names.values() for name in found} | _persons_of_withheld_articles(db)
    return Masks(
        patterns={article: _pattern(found) for article, found in names.items()},
        anywhere=_pattern(everybody) if everybody else None,
    )


def _persons_of_withheld_articles(db: Database) -> set[str]:
    sql = """SELECT name FROM facts WHERE article = ? AND name IS NOT NULL AND (kind = 'officials' OR 'person' IN
             (json_extract(value, '$."holder.type"'), json_extract(value, '$."recipient.type"')))"""
    return {name for article in withheld(db).get("article", ()) for (name,) in db.execute(sql, (article,))}


def _pattern(names: set[str]) -> re.Pattern[str]:
    spellings = {unicodedata.normalize(form, name) for name in names for form in ("NFC", "NFD")}
    return re.compile("|".join(re.escape(name) for name in sorted(spellings, key=len, reverse=True)), re.IGNORECASE)
