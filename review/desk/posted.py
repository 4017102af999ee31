"""An act as it was posted by a form or a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from review.i18n import Words
from review.security.users import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """The fields of an act, each with all its values in order. `user` and `words` are of whoever posted it."""

    fields: Mapping[str, Sequence[str]]
    user: User
    words: Words

    def one(self, name: str, otherwise: str = "") -> str:
        """The last value of a field."""
        return next(iter(reversed(self.fields.get(name, ()))), otherwise)

    def all(self, name: str) -> list[str]:
        """Every value of a field."""
        return list(self.fields.get(name, ()))

    def number(self, name: str) -> int:
        """A whole number, 0 when there is none."""
        text = self.one(name)
        return int(text) if text.isdecimal() and len(text) < 16 else 0

    def group(self, prefix: str) -> dict[str, str]:
        """The fields `prefix.*`, several values of one field on lines of their own; `has.*` names those with none."""
        found = {
            name.removeprefix(f"{prefix}."): "\n".join(v)
            for name, v in self.fields.items()
            if name.startswith(f"{prefix}.")
        }
        if prefix == "value":
            absent = [name.removeprefix("has.") for name in self.fields if name.startswith("has.")]
            found = {**dict.fromkeys(absent, ""), **found}
        return found

    @property
    def insists(self) -> bool:
        """The reviewer was told of the other's word and keeps to the own."""
        return self.one("insist") == "1"
