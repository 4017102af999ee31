"""When to come back to an address: soon to what is fresh or failed, ever more rarely to what stands still.

An article is corrected in its first days or hardly ever. So the time to the next look doubles as long as nothing
changes, and is never less than half the article's age: the thousands of an archive are not asked for day after day, nor
are pages that change at every look for their template's sake.
"""

from __future__ import annotations

from datetime import timedelta
from zlib import crc32

from sources.model import Revisits

KEPT_KINDS = frozenset({"article", "file"})
FIRST_RETRY = timedelta(minutes=2)
GIVE_UP_AFTER = 5
GONE_REVISIT = timedelta(days=30)
RETRY_OF_LISTING = timedelta(days=1)
_SPREAD = 0.5


def next_due(
    kind: str,
    outcome: str,
    *,
    attempts: int = 0,
    unchanged: int = 0,
    age: timedelta = timedelta(),
    revisits: Revisits,
) -> timedelta | None:
    """When to come back, or None to rest until a later run pushes the address again.

    attempts: failures in a row. unchanged: looks in a row that found the same (also: gone, refused). age: of the page.

    >>> next_due("article", "unchanged", unchanged=3, age=timedelta(days=30), revisits=Revisits())
    datetime.timedelta(days=24)
    >>> next_due("article", "captured", age=timedelta(days=90), revisits=Revisits())
    datetime.timedelta(days=45)
    """
    if outcome == "failed":
        return FIRST_RETRY * int(4 ** (attempts - 1)) if attempts < GIVE_UP_AFTER else _much_later(kind, attempts)
    if kind not in KEPT_KINDS:
        return None
    first, age = (GONE_REVISIT, timedelta()) if outcome == "gone" else (revisits.soonest, age)
    return min(max(first * int(2 ** min(unchanged, 20)), age / 2), max(revisits.longest, first))


def spread(due: timedelta, key: str) -> timedelta:
    """Later by up to a half, by the address: what was captured in one run does not come back in one run."""
    return due * (1 + _SPREAD * (crc32(key.encode("utf-8", "surrogatepass")) % 1000) / 1000)


def _much_later(kind: str, attempts: int) -> timedelta:
    """When to ask again for what failed again and again: soon for a page of a listing, for more depends on it."""
    if kind in KEPT_KINDS:
        return GONE_REVISIT
    return min(RETRY_OF_LISTING * int(2 ** min(attempts - GIVE_UP_AFTER, 20)), GONE_REVISIT)
