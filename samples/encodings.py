"""Pages as bytes, in the encodings and normal forms that old portals use."""

from __future__ import annotations

import unicodedata

# Windows-1258 has the vowels â ă ê ô ơ ư ready-made, but the five tones only as marks that follow their vowel.
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def windows_1258(text: str) -> bytes:
    """The text in the old Vietnamese code page; what it cannot write becomes a numeric character reference."""
    return "".join(map(_tones_apart, unicodedata.normalize("NFC", text))).encode("cp1258", "xmlcharrefreplace")


def _tones_apart(char: str) -> str:
    marks = unicodedata.normalize("NFD", char)
    tones = "".join(mark for mark in marks if mark in _TONES)
    rest = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    return rest + tones if tones else char


def decomposed(text: str) -> str:
    """The text with every diacritic a character of its own, as some editors on macOS leave it."""
    return unicodedata.normalize("NFD", text)
