"""One syllable as it should have been typed: NFC, Đ for Ð, tones where dictionaries put them, nothing invisible.

Only copies are normalised, token by token, so that offsets always point into the text as it was given.
"""

from __future__ import annotations

import re
import unicodedata

# Eth (U+00D0, U+00F0) and the African D are typed for Đ by old keyboards.
_LETTERS = str.maketrans(
    {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "–": "-", "—": "-", "−": "-", "‑": "-", "‐": "-", "’": "'", "ʼ": "'"}
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# Two schools put the tone of open oa, oe, uy on the first or on the second vowel; "qu" is a consonant and keeps its y.
_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_OPEN = re.compile(f"(?<![qQ])({'|'.join(_TONES)})$", re.IGNORECASE)


def normalise(token: str) -> str:
    """The token in its normal spelling; case is kept.

    >>> normalise("Hoà"), normalise("QUÝ"), normalise("UỶ"), normalise("Ðông")
    ('Hòa', 'QUÝ', 'ỦY', 'Đông')
    """
    if token.isascii():
        return token
    clean = unicodedata.normalize("NFC", _INVISIBLE.sub("", token)).translate(_LETTERS)
    return _OPEN.sub(_moved, clean)


def _moved(match: re.Match[str]) -> str:
    """The vowels with the tone moved, in the case they had."""
    seen = match[0]
    moved = _TONES[seen.lower()]
    return "".join(new.upper() if old.isupper() else new for old, new in zip(seen, moved, strict=True))
