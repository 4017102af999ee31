"""Spellings that follow from a rule and so need not be listed."""

from __future__ import annotations

import re
import unicodedata
from itertools import product

_SEPARATORS = (" - ", ", ", " ")
_CONJUNCTIONS = (" và ", " & ", " - ")
_SEPARATOR = re.compile(r"\s*(?: - |,)\s*")


def match_key(text: str) -> str:
    """The key under which two spellings count as one: NFC, lower case, single spaces.

    >>> match_key("Sở  Y Tế")
    'sở y tế'
    """
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def connective_variants(phrase: str) -> tuple[str, ...]:
    """How else a phrase's commas, dashes and "và" are written; the phrase itself is not among them.

    >>> connective_variants("Khoa học và Công nghệ")
    ('Khoa học & Công nghệ', 'Khoa học - Công nghệ')
    """
    parts = _SEPARATOR.split(phrase)
    separators = _SEPARATORS if len(parts) > 1 else (" ",)
    conjunctions = _CONJUNCTIONS if " và " in phrase else (" và ",)
    spellings = (s.join(parts).replace(" và ", c) for s, c in product(separators, conjunctions))
    return tuple(dict.fromkeys(spelling for spelling in spellings if spelling != phrase))
