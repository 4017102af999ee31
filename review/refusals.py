"""What is refused, in the reader's words: the registry says why, the messages under `refused.` say it in a language."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.exceptions import HTTPException

from review.i18n import Words
from store.errors import InvalidValueError

# What a refusal names that has words of its own.
_GROUPS: Mapping[str, str] = {"field": "desk.field", "fields": "desk.field", "kind": "desk.kind"}


class Refused(HTTPException):
    """A 400 of a page: `why` is a key under `refused.`, `told` what its sentence names."""

    def __init__(self, why: str, **told: object) -> None:
        super().__init__(400, detail=why)
        self.why = why
        self.told = told


def refusal(error: Refused | InvalidValueError, words: Words) -> str:
    """Why it was refused, in one sentence; the general one where there is none for it."""
    key = f"refused.{error.why}"
    if not words.has(key):
        return words("error.400.text")
    return words(key, **{name: _said(words, name, value) for name, value in error.told.items()})


def _said(words: Words, name: str, value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_said(words, name, each) for each in value)
    return words.value(_GROUPS[name], value) if name in _GROUPS else str(value)
