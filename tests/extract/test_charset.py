"""Bytes to text: what a body really is, whatever its headers say."""

import gzip
import unicodedata

import pytest

from extract import NotAnArticle, legacy_encoding
from extract.charset import MAX_BYTES, decode

TEXT = "Khối thi đua số 4 ký kết giao ước thi đua; các đơn vị thống nhất những chỉ tiêu được giao trong năm."


def windows_1258(text):
    """The text as old editors saved it: base letters precomposed, tone marks as characters of their own."""
    out = bytearray()
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tone))
        out += (base + tone).encode("cp1258")
    return bytes(out)


@pytest.mark.parametrize(
    "body",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        windows_1258(TEXT),
        gzip.compress(TEXT.encode()),
        TEXT.encode().decode("cp1252", "surrogateescape").encode("utf-8", "surrogateescape"),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1258", "gzip", "mojibake"],
)
@pytest.mark.parametrize("declared", [None, "iso-8859-1", "windows-1258", "utf-8", "x-unknown", "base64"])
def test_content_decides_not_the_header(body, declared):
    assert decode(body, declared=declared) == TEXT


def test_decomposed_utf_8_stays_decomposed():
    decomposed = unicodedata.normalize("NFD", TEXT)
    assert decode(decomposed.encode()) == decomposed


def test_a_letter_broken_off_at_the_end_costs_only_itself():
    assert decode((TEXT + "ế").encode()[:-1]) == TEXT + "\ufffd"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x00" * 50, "empty"),
        (b"%PDF-1.4 ...", "PDF"),
        (b"PK\x03\x04\x14\x00", "Office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Office"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (bytes(range(256)) * 8, "binary"),
        (b"a" * (MAX_BYTES + 1), "limit"),
        (gzip.compress(b"a" * (MAX_BYTES + 1)), "limit"),
        (gzip.compress(TEXT.encode() * 9)[:-12], "breaks off"),
        (b"\x1f\x8b" + b"rubbish" * 9, "damaged"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(body, why):
    with pytest.raises(NotAnArticle, match=why):
        decode(body)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Khoái thi ñua soá 4 kyù keát giao öôùc; caùc ñôn vò ñöôïc giao chæ tieâu", "VNI"),
        ("Khèi thi ®ua sè 4 ký kÕt giao ­íc; c¸c ®¬n vÞ ®­îc giao chØ tiªu", "TCVN3"),
        (TEXT, None),
        ("Der Vorstand hält übermäßige Gebühren für falsch, señor.", None),
        ("", None),
    ],
)
def test_text_typed_for_old_fonts_is_told(text, encoding):
    assert legacy_encoding(text) == encoding
