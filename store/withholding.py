"""What is out of sight: articles, and the names of persons, in everything that leaves the registry.

Nothing is deleted. A withheld name is covered letter by letter in the articles that name the person, so that every
offset into a text still holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field

from sqlite_utils import Database

from store.components import canonical, members
from store.judgement_rows import withheld

COVER = "█"


@dataclass(frozen=True, slots=True)
class Masks:
    """The names to cover, by article."""

    patterns: dict[str, re.Pattern[str]] = field(default_factory=dict)

    def cover(self, article: str | None, text: str) -> str:
        """The text of (or from) an article with the names of withheld persons covered; as long as it was."""
        pattern = self.patterns.get(article or "")
        return text if pattern is None else pattern.sub(lambda match: re.sub(r"\S", COVER, match[0]), text)


def masks(db: Database) -> Masks:
    """The masks of all withheld persons."""
    names: dict[str, set[str]] = defaultdict(set)
    for person in withheld(db).get("person", ()):
        for entity in members(db, canonical(db, person)):
            sql = "SELECT f.article, f.name FROM mentions m JOIN facts f ON f.key = m.fact WHERE m.entity = ?"
            for article, name in db.execute(sql, (entity,)):
                names[article].add(name)
    return Masks({article: _pattern(found) for article, found in names.items()})


def _pattern(names: set[str]) -> re.Pattern[str]:
    spellings = {unicodedata.normalize(form, name) for name in names for form in ("NFC", "NFD")}
    return re.compile("|".join(re.escape(name) for name in sorted(spellings, key=len, reverse=True)), re.IGNORECASE)
