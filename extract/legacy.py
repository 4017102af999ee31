"""Text in the font encodings of before Unicode, which any charset reads without complaint and nobody can read after."""

from __future__ import annotations

import re

from extract.folding import fold
from extract.phrases import sections

_ENCODINGS = {"VNI": "legacy_vni", "TCVN3": "legacy_tcvn3"}
_SAMPLE = 50_000


def legacy_encoding(text: str) -> str | None:
    """`VNI` or `TCVN3` when the text looks typed for those fonts ("Khoái thi ñua", "Khèi thi ®ua"), else None."""
    words = [word for word in re.split(r"[\s.,;:()\"“”/]+", text[:_SAMPLE]) if word and not word.isascii()]
    for name, section in _ENCODINGS.items():
        seen = [word for word in map(fold, words) if sections()[section].matches(word)]
        if len(seen) >= 3 and len(set(seen)) >= 2 and len(seen) >= 0.06 * len(words):
            return name
    return None
