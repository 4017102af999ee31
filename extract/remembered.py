"""Values that are found once and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

_Value = TypeVar("_Value")


class Remembered(Generic[_Value]):
    """`functools.cached_property` without the lock that it takes before Python 3.12: a page's lines are asked so much
    that the lock was a thirtieth of all time.
    """

    def __init__(self, find: Callable[[Any], _Value]) -> None:
        self._find = find
        self.__doc__ = find.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: Any, owner: type | None = None) -> _Value:
        """The value, found now; from then on it is an attribute of the instance, and this is not asked again."""
        value = self._find(instance)
        instance.__dict__[self._name] = value
        return value
