"""The interface's words in Vietnamese and English, from `review/messages/*.yml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml
from starlette.requests import Request

LANGUAGES: Mapping[str, str] = MappingProxyType({"vi": "Tiếng Việt", "en": "English"})
DEFAULT = "vi"
COOKIE = "thidua_language"


class Words:
    """The words of one language. `words("search.title")`, `words("found", n=3)`; an unknown key is an error."""

    def __init__(self, language: str, table: Mapping[str, str]) -> None:
        self.language = language
        self._table = table

    def __call__(self, key: str, **values: Any) -> str:
        """The words for a key, with values put in."""
        text = self._table[key]
        return text.format(**values) if values else text

    def has(self, key: str) -> bool:
        """Whether there are words for this key."""
        return key in self._table

    def value(self, group: str, value: object) -> str:
        """The words for a value of a vocabulary (`type`, `form`, `state` …), the value itself where there are none."""
        return self._table.get(f"{group}.{value}", "" if value is None else str(value))

    def keys(self) -> frozenset[str]:
        """Every key."""
        return frozenset(self._table)


@cache
def words(language: str) -> Words:
    """The words of a language; every `*.yml` in its folder adds to them."""
    table: dict[str, str] = {}
    for file in sorted((resources.files("review") / "messages" / language).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yml"):
            table.update(_flat(yaml.safe_load(file.read_text(encoding="utf-8")), file.name))
    return Words(language, MappingProxyType(table))


def _flat(tree: Mapping[Any, Any], file: str, at: str = "") -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        key = f"{at}{name}"
        if isinstance(value, dict):
            yield from _flat(value, file, f"{key}.")
        elif isinstance(value, str):
            yield key, value
        else:
            raise TypeError(f"{file}: {key} is {value!r}; put it in quotes")


def language_of(request: Request) -> str:
    """`?lang=` of the address, else what was chosen before, else what the browser prefers."""
    for wish in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if wish is not None and wish in LANGUAGES:
            return wish
    preferred = request.headers.get("accept-language", "").lower()
    for part in preferred.split(","):
        code = part.strip().partition(";")[0].partition("-")[0]
        if code in LANGUAGES:
            return code
    return DEFAULT


def words_of(request: Request) -> Words:
    """The words in the language of whoever asks."""
    return words(language_of(request))
