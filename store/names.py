"""When two wordings are one name: case, composition, tone placement, dashes and spaces do not count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_DASHES = re.compile(r"\s*[-‐‑‒–—]\s*")
_QUOTES = re.compile("[\"'“”‘’«»]")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_ROMAN |= {
    "xi": 11,
    "xii": 12,
    "xiii": 13,
    "xiv": 14,
    "xv": 15,
    "xvi": 16,
    "xvii": 17,
    "xviii": 18,
    "xix": 19,
    "xx": 20,
}
_BLOC_HEAD = re.compile(r"^(?:(?:khối|cụm)\s+)?(?:giao ước\s+)?(?:thi đua\s+)?(?:khối\s+|cụm\s+)?")
_NUMBER = re.compile(r"^(?:số\s+)?(\d+|[ivx]+)(?![\w/])\s*(.*)$")
_TERRITORY = re.compile(r"^(?:của\s+|thuộc\s+)?(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường)\s+[^\W\d_]")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, composed, one space, plain dashes, no quotes, `&` spoken out.

    >>> fold("Sở  Khoa học & Công nghệ")
    'sở khoa học và công nghệ'
    """
    text = unicodedata.normalize("NFC", text).replace("Ð", "Đ").casefold()
    text = _QUOTES.sub("", _DASHES.sub(" - ", text.replace("&", " và ")))
    return " ".join(text.split()).strip(" .,;:")


@lru_cache(maxsize=65536)
def name_key(text: str) -> str:
    """What two spellings of one name share: `fold`, and each syllable's tone written after it.

    >>> name_key("Hoà Bình") == name_key("HÒA BÌNH")
    True
    >>> name_key("Hòa") == name_key("Hóa")
    False
    """
    return " ".join(_tone_last(word) for word in fold(text).split())


def _tone_last(word: str) -> str:
    loose = unicodedata.normalize("NFD", word)
    tones = "".join(_TONES.findall(loose))
    return unicodedata.normalize("NFC", _TONES.sub("", loose)) + tones


def plain(text: str) -> str:
    """Without diacritics and đ, in lower case, for search; as long as `text` when that is composed (NFC).

    >>> plain("Cờ thi đua")
    'co thi dua'
    """
    return "".join(_plain_letter(letter) for letter in text)


def _plain_letter(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return "d" if base in "đð" else base[0]


def bloc_core(name: str) -> str:
    """What names a bloc inside its authority: `#9` for a numbered one, else its description without "Khối thi đua".

    A number before a noun is a count, not a name.

    >>> bloc_core("Khối thi đua số IX"), bloc_core("Cụm thi đua 5 thành phố trực thuộc Trung ương")
    ('#9', '5 thành phố trực thuộc trung ương')
    """
    rest = _BLOC_HEAD.sub("", fold(name), count=1)
    match = _NUMBER.match(rest)
    if match is None or not _is_name(match[2], name):
        return rest or fold(name)
    number = _ROMAN.get(match[1]) or (int(match[1]) if match[1].isdecimal() else match[1])
    return f"#{number}"


def _is_name(after: str, name: str) -> bool:
    """A numeral names the bloc when nothing follows it, or only a description in brackets or its territory."""
    if not after or not after[0].isalnum():
        return True
    match = _TERRITORY.match(after)
    if match is None:
        return False
    written = unicodedata.normalize("NFC", name)[-len(after) :]
    return written[match.end() - 1 : match.end()].isupper()


def digits_and_letters(text: str) -> str:
    """A document's number without the spaces and cases that copies differ in: `15/KH-UBND`."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text).replace("Ð", "Đ").upper().replace("–", "-"))
