"""Fold what two honest annotators may write differently, so that names can be compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_LEVEL = r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)"
# Tone placement: the newer spelling on the left, the one that the contract compares in on the right.
_TONE = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe"}
_TONE |= {"oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}
_TONE_AT_END = re.compile("(" + "|".join(_TONE) + r")(?=[^a-zà-ỹ]|$)")


@cache
def _abbreviations() -> tuple[tuple[re.Pattern[str], str], ...]:
    entries = yaml.safe_load(files(__package__).joinpath("abbreviations.yml").read_text(encoding="utf-8"))
    return tuple((_abbreviation(entry), entry["full"]) for entry in entries)


def _abbreviation(entry: Mapping[str, Any]) -> re.Pattern[str]:
    word = entry["word"].replace("&", r"\s*(?:&|và)\s*")
    return re.compile(rf"\b{word}\b" + (r"\.?" if entry.get("stop") else ""))


def fold(text: str | None) -> str:
    """The text in lower case with dashes, quotes, tone placement and known abbreviations made alike."""
    folded = unicodedata.normalize("NFC", text or "").replace("Ð", "Đ").lower()
    folded = re.sub(r"\s*[-–—−]\s*", " - ", folded)
    folded = _TONE_AT_END.sub(lambda match: _TONE[match[1]], folded)
    folded = re.sub(r"[“”\"'‘’«».,;:()]", " ", folded)
    for pattern, full in _abbreviations():
        folded = pattern.sub(full, folded)
    return re.sub(r"\s+", " ", folded.replace("&", " và ")).strip()


def bare_place(place: str) -> str:
    """A place without its level: "tỉnh Cà Mau" is "cà mau"."""
    return re.sub(rf"^{_LEVEL}\s+", "", fold(place))


def without_place(name: str | None, place: str | None = None) -> str:
    """A unit's name without the suffix that only says where it is."""
    folded = fold(name)
    if place:
        folded = re.sub(rf"(?:\s*-)?(?:\s+{_LEVEL})?\s+{re.escape(bare_place(place))}$", "", folded)
    return re.sub(rf"\s+{_LEVEL}$", "", folded)


def names(item: Mapping[str, Any], place: str | None = None) -> frozenset[str]:
    """Every way of writing this name that counts as right: its place may stand in it or beside it."""
    own = item.get("place")
    keys: set[str] = set()
    for raw in (item.get("name"), *item.get("accept", [])):
        if not raw:
            continue
        keys |= {fold(raw), without_place(raw), without_place(raw, own or place)}
        if own:
            keys |= {f"{without_place(raw, own)} {fold(own)}", f"{without_place(raw, own)} {bare_place(own)}"}
    return frozenset(keys)
