"""Bytes to text, the charset decided by content: headers and meta tags of old portals lie."""

from __future__ import annotations

import codecs
import re
import unicodedata
import zlib

from extract.errors import NotAnArticle

# No article of the genre comes near; a page beyond it is a dump, and parsing it would take minutes and gigabytes.
MAX_BYTES = 8 * 1024 * 1024

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"{\\rtf", "an RTF file"),
    (b"SQLite format 3", "a database"),
)
_GZIP = b"\x1f\x8b"
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
_MOJIBAKE = re.compile("á»|áº|Ä‘|Ä\u0090|Æ°|Æ¡|Ã[\u00a0-\u00bf]")
_HIGH_BYTE_CHARSETS = ("cp1258", "cp1252")


def unpack(body: bytes) -> bytes:
    """The body within bounds, gunzipped if it still is packed. Raises `NotAnArticle` with what is wrong."""
    if not body.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise NotAnArticle("it is empty; fetch or save it again, or leave it out")
    if body.startswith(_GZIP):
        body = _gunzip(body)
    _refuse_large(len(body))
    kind = next((name for magic, name in _MAGIC if body.lstrip()[:16].startswith(magic)), None)
    if kind:
        raise NotAnArticle(f"it is {kind}, not text or HTML; give the article's page or its text instead")
    return body


def decode(body: bytes, *, declared: str | None = None) -> str:
    """The text of a body, without byte order mark; `declared` is the charset that the headers claim, asked last.

    Windows-1258 is composed to NFC, as its combining tone marks are how that charset writes one letter; of any other
    charset the characters stay as they are. Raises `NotAnArticle` for empty, packed, oversized and binary bodies.
    """
    body = unpack(body)
    for bom, charset in _BOMS:
        if body.startswith(bom):
            return _checked(body[len(bom) :].decode(charset, "replace"))
    wide = _wide_charset(body)
    if wide:
        return _checked(body.decode(wide, "replace"))
    try:
        return _checked(_mended(body.decode("utf-8")))
    except UnicodeDecodeError:
        pass  # not clean UTF-8: weigh the charsets of single bytes
    return _checked(_best(body, declared))


def _refuse_large(size: int) -> None:
    if size > MAX_BYTES:
        raise NotAnArticle(
            f"it has {size / 1_048_576:.0f} MB or more, over the limit of {MAX_BYTES // 1_048_576} MB for one article; "
            "cut the article out of it"
        )


def _gunzip(body: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(body, MAX_BYTES + 1)
    except zlib.error as error:
        raise NotAnArticle(f"it is packed with gzip and damaged ({error}); fetch it again") from error
    _refuse_large(len(plain))
    if not unpacker.eof:
        raise NotAnArticle("it is packed with gzip and breaks off before its end; fetch it again")
    return plain


def _wide_charset(body: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of its markup, digits and spaces is zero."""
    sample = body[:4096]
    if len(sample) < 8 or b"\x00" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.25 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.25 * half and odd < 0.05 * half else None


def _best(body: bytes, declared: str | None) -> str:
    """The reading of a body that is not clean UTF-8: with a few broken places, or in a charset of single bytes."""
    nearly = body.decode("utf-8", "replace")
    broken = nearly.count("\ufffd")
    letters = len(_VIETNAMESE.findall(nearly))
    if broken <= 3 or broken * 20 < letters:
        return nearly
    claimed = [charset for charset in (_in_body(body), declared) if charset]
    readings = [text for charset in (*_HIGH_BYTE_CHARSETS, *claimed) if (text := _read(body, charset)) is not None]
    return max(readings, key=_vietnamese_share, default=nearly)


def _in_body(body: bytes) -> str | None:
    found = _DECLARED.search(body[:2048])
    return found[1].decode("ascii", "replace") if found else None


def _read(body: bytes, charset: str) -> str | None:
    try:
        name = codecs.lookup(charset).name
        text = body.decode(name, "replace")
    except (LookupError, UnicodeError):
        return None  # a charset that nobody knows, or one that is no text encoding
    return unicodedata.normalize("NFC", text) if name == "cp1258" else text


def _vietnamese_share(text: str) -> float:
    """How much like Vietnamese a reading looks: its letters, less what no Vietnamese text holds."""
    stray = len(re.findall(r"[\u0300-\u036f\ufffd\x80-\x9f¤¦¨¬®¯°±²³´µ¶¸¹º¼½¾×þðßæøåñöüïõ]", text.lower()))
    return len(_VIETNAMESE.findall(text)) - 2 * stray


def _mended(text: str) -> str:
    """UTF-8 that somebody took for Windows-1252 and encoded again ("Khá»‘i"): the text before that accident."""
    if len(_MOJIBAKE.findall(text[:20_000])) < 5:
        return text
    try:
        raw = b"".join(_byte(character) for character in text)
        return raw.decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text  # only parts of it are spoilt; it stays as it is


def _byte(character: str) -> bytes:
    """The Windows-1252 byte of a character; the five that it leaves undefined pass as they are."""
    return bytes([ord(character)]) if ord(character) in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else character.encode("cp1252")


def _checked(text: str) -> str:
    sample = text[:200_000]
    if len(_CONTROL.findall(sample)) > 2 + len(sample) // 100:
        raise NotAnArticle("it is binary data, not text or HTML; give the article's page or its text instead")
    return text
