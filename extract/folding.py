"""One spelling for comparing: portals write the same phrase in NFD, with Ð for Đ, with either tone placement."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), None)
_LOOKALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "’": "'"})
# Most lines have none of them, and translating is slow.
_ODD = re.compile("[" + "".join(map(chr, [*_INVISIBLE, *_LOOKALIKES])) + "]")
_TONE_PAIRS = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_NEW_TONE = re.compile(rf"(?<!q)({'|'.join(_TONE_PAIRS)})(?![\w])")


def tidy(text: str) -> str:
    """NFC, lookalike letters and dashes unified, invisible characters gone, any white space one space."""
    clean = unicodedata.normalize("NFC", text)
    if _ODD.search(clean):
        clean = clean.translate(_INVISIBLE).translate(_LOOKALIKES)
    return " ".join(clean.split())


def fold(text: str) -> str:
    """`tidy`, in lower case and with the old tone placement: what the patterns of page_frame.yml are written in.

    >>> fold("  Uỷ Ban   NHÂN DÂN ")
    'ủy ban nhân dân'
    """
    return folded(tidy(text))


def folded(clean: str) -> str:
    """`fold` for a text that is tidy already."""
    low = clean.lower()
    return _NEW_TONE.sub(lambda found: _TONE_PAIRS[found[1]], low) if _NEW_TONE.search(low) else low
