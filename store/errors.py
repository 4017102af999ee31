"""What the registry refuses, as one small tree.

RegistryError            anything below; `str(error)` is one line for people
├── NewerRegistryError        the file was written by a newer thidua
├── DiskFullError             nothing of the interrupted change was kept
├── NotFoundError             no article, fact, entity or judgement by that id
├── InvalidValueError              a value that does not fit its field
└── GuardError          the value changed since the reviewer saw it
"""

from __future__ import annotations


class RegistryError(Exception):
    """Something the registry refuses; the message says what, where and what to do."""


class NewerRegistryError(RegistryError):
    """The registry was written by a newer version of this software."""


class DiskFullError(RegistryError):
    """The disk is full; the change was rolled back."""


class NotFoundError(RegistryError):
    """Nothing has that id."""


class InvalidValueError(RegistryError):
    """A value does not fit the field it is meant for.

    `why` and `told` are the same for whoever says it in another language: the kind of refusal, and what it names.
    """

    def __init__(self, message: str, why: str = "", **told: object) -> None:
        super().__init__(message)
        self.why = why
        self.told = told


class GuardError(RegistryError):
    """The value is no longer the one the reviewer saw; `expected` and `found` are shown in the message too."""

    def __init__(self, message: str, *, expected: object, found: object) -> None:
        super().__init__(message)
        self.expected = expected
        self.found = found
