"""Parts of addresses that name a visit and no page, learned from articles that came back at ever new addresses.

An article whose one text was met at several addresses of its source, all alike but for one part that looks like a
token, shows that this part is a session's, when the rest names an article, and when a second article shows the same: a
portal that is mended has one page at every address. From then on a further address is no new one when the rest of it is
known. A parameter that tells two articles apart is no session's, nor is the last folder: it is the article's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlite_utils import Database

from records import canonical_url, in_series, url_parts
from store.database import one

# As many addresses of one article that differ in one part alone.
ENOUGH = 4
Parts = tuple[str, ...]
Pattern = tuple[str | None, ...]

_MANY = """SELECT x.article FROM article_aliases x JOIN captured_articles a ON a.id = x.article
           WHERE a.source = ? GROUP BY x.article HAVING count(*) >= ?"""
_ADDRESSES = """SELECT DISTINCT f.url FROM fetches f JOIN article_versions v ON v.id = f.version
                WHERE v.article = ? AND f.source = ?"""


@dataclass(slots=True)
class Sessions:
    """What was learned of one source. keys: names in the query. series: addresses with one part left open."""

    keys: frozenset[str] = frozenset()
    series: frozenset[Pattern] = frozenset()
    known: set[Parts] = field(default_factory=set)

    @property
    def names(self) -> list[str]:
        """What was learned, in words."""
        paths = ("/".join(part or "*" for part in each) for each in self.series)
        return [
            *(f"the parameter {key!r}" for key in sorted(self.keys)),
            *(f"{path} at the '*'" for path in sorted(paths)),
        ]

    def knows(self, url: str) -> bool:
        """The address is a known one but for a session's part. One that is not is known from now on."""
        if not self.keys and not self.series:
            return False
        parts = url_parts(url)
        if any(in_series(parts, each) for each in self.series):
            return True
        rest = self._rest(parts)
        if len(rest) == len(parts):
            return False
        new = rest not in self.known
        self.known.add(rest)
        return not new

    def remember(self, urls: Iterable[str]) -> None:
        """These are known."""
        self.known.update(self._rest(url_parts(url)) for url in urls)

    def _rest(self, parts: Parts) -> Parts:
        return tuple(part for part in parts if _key(part) not in self.keys)


def learned_sessions(db: Database, source: str) -> Sessions:
    """What the articles of a source teach."""
    shown = _shown(db, source)
    keys = {key for place in shown if (key := _key(place)) and not _tells_apart(db, source, key)}
    series = {
        pattern
        for place, patterns in shown.items()
        for pattern, article in patterns.items()
        if not _key(place) and _stands(db, source, article, pattern)
    }
    found = Sessions(keys=frozenset(keys), series=frozenset(series))
    found.remember(_standing(db, source, keys))
    return found


def _standing(db: Database, source: str, keys: Iterable[str]) -> list[str]:
    """The known addresses with these keys, but those that are gone: their article may be at another one now."""
    sql = "SELECT url FROM visits WHERE source = ? AND instr(url, ?) AND outcome IS NOT 'gone'"
    return [str(row[0]) for key in keys for row in db.execute(sql, (source, f"{key}=")).fetchall()]


def _stands(db: Database, source: str, article: str, pattern: Pattern) -> bool:
    """The same for one series."""
    urls = (str(row[0]) for row in db.execute(_ADDRESSES, (article, source)).fetchall())
    sql = "SELECT 1 FROM visits WHERE source = ? AND key = ? AND outcome IS NOT 'gone'"
    return any(in_series(url_parts(url), pattern) and one(db, sql, (source, canonical_url(url))) for url in urls)


def _shown(db: Database, source: str) -> dict[str, dict[Pattern, str]]:
    """Where addresses vary while the article does not, with the patterns; two articles at least show each."""
    by_place: dict[str, dict[Pattern, str]] = {}
    for (article,) in db.execute(_MANY, (source, ENOUGH - 1)).fetchall():
        addresses = [url_parts(str(row[0])) for row in db.execute(_ADDRESSES, (article, source)).fetchall()]
        for at, pattern in _varying(addresses):
            for place in _places(addresses, at, pattern):
                by_place.setdefault(place, {})[pattern] = str(article)
    return {place: shown for place, shown in by_place.items() if len(set(shown.values())) > 1}


def _places(addresses: list[Parts], at: int, pattern: Pattern) -> Iterator[str]:
    """The one place that varies: a parameter by its name, a folder by what comes before it."""
    names = {_key(parts[at]) for parts in addresses if in_series(parts, pattern)}
    if names == {""} and _names_an_article(pattern[at + 1 :]):
        yield "/".join(part or "" for part in pattern[:at])
    elif len(names) == 1 and names != {""} and _names_an_article(pattern[1:]):
        yield f"?{names.pop()}="


def _varying(addresses: list[Parts]) -> Iterator[tuple[int, Pattern]]:
    """Where enough of the addresses differ, and what they have in common."""
    patterns = {(at, (*p[:at], None, *p[at + 1 :])) for p in addresses for at in range(1, len(p))}
    for at, pattern in sorted(patterns, key=repr):
        if sum(in_series(parts, pattern) and _is_token(parts[at]) for parts in addresses) >= ENOUGH:
            yield at, pattern


def _is_token(part: str) -> bool:
    """No number that counts articles, and no short word: what a machine makes up for a visit."""
    value = part.partition("=")[2] if part.startswith("?") else part
    return len(value) >= (12 if value.isdecimal() else 6)


def _names_an_article(rest: Pattern) -> bool:
    """What follows the open part has a number or several words: it is one article's."""
    return any(part and (any(letter.isdigit() for letter in part) or part.count("-") > 1) for part in rest)


def _tells_apart(db: Database, source: str, key: str) -> bool:
    """Two articles of the source have addresses that are alike but for this parameter."""
    sql = "SELECT url FROM captured_articles WHERE source = ? AND instr(url, ?)"
    urls = [url_parts(str(row[0])) for row in db.execute(sql, (source, f"{key}=")).fetchall()]
    rests = [tuple(part for part in parts if _key(part) != key) for parts in urls]
    return len(set(rests)) < len(rests)


def _key(part: str) -> str:
    """The name of a query pair; empty for a folder."""
    return part[1:].partition("=")[0] if part.startswith("?") else ""
