"""From records to a registry: statements, judgements, identities, and the tables people read.

>>> from store import Registry
"""

from store.adding import Change, Incoming
from store.capture import content_hash
from store.errors import DiskFullError, GuardError, InvalidValueError, NewerRegistryError, NotFoundError, RegistryError
from store.registry import Registry

__all__ = [
    "Change",
    "DiskFullError",
    "GuardError",
    "Incoming",
    "InvalidValueError",
    "NewerRegistryError",
    "NotFoundError",
    "Registry",
    "RegistryError",
    "content_hash",
]
