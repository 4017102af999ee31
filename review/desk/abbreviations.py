"""What can be the abbreviation of a rule: something that nobody writes for anything else."""

from __future__ import annotations

import re

from store.names import plain

_SYLLABLE = re.compile(
    r"(ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(ng|nh|ch|[cmnpt])?"  # as Vietnamese has them
)


def is_everyday(name: str) -> bool:
    """Whether a name is nothing but everyday words, which stand in all articles and mean what they say.

    >>> [is_everyday(name) for name in ("và", "Sở", "SỞ", "hội nghị")]
    [True, True, True, True]
    >>> [is_everyday(name) for name in ("QLXD", "KH&CN", "Cty", "CA", "TT HĐND")]
    [False, False, False, False, False]
    """
    parts = re.findall(r"[^\W\d_]+", name)
    return not any(_is_abbreviated(part) for part in parts)


def _is_abbreviated(part: str) -> bool:
    flat = plain(part)
    two_capitals = len(part) == 2 and part.isupper() and part.isascii()
    return two_capitals or _SYLLABLE.fullmatch(flat) is None
