"""Small sets of syllables that rules test a token against; what reviewers may add to is in the lexicon."""

from __future__ import annotations


def word_set(*lines: str) -> frozenset[str]:
    """The words of these lines, parted by spaces."""
    return frozenset(word for line in lines for word in line.split(" "))
