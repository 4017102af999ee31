"""Guessing passwords is slow: after some failures one waits, longer each time.

Failures are counted under one name from one address, under the name from anywhere, and from the address under any name;
the limits grow in that order, so that a stranger cannot easily lock somebody out.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from store.accounts import Accounts

_WINDOW = timedelta(hours=1)
_FIRST_WAIT = timedelta(seconds=15)
_LONGEST_WAIT = timedelta(minutes=30)
_FREE_TOGETHER, _FREE_BY_ADDRESS, _FREE_BY_NAME = 5, 30, 60


def wait(accounts: Accounts, name: str, address: str) -> timedelta:
    """How long this name must wait from this address; nothing in most cases."""
    counted = (
        (accounts.failures(since=_WINDOW, name=name, address=address), _FREE_TOGETHER),
        (accounts.failures(since=_WINDOW, address=address), _FREE_BY_ADDRESS),
        (accounts.failures(since=_WINDOW, name=name), _FREE_BY_NAME),
    )
    now = accounts.clock()
    waits: list[timedelta] = [_remaining(failed, free, now) for failed, free in counted]
    return max(waits)


def _remaining(failed: list[datetime], free: int, now: datetime) -> timedelta:
    if len(failed) < free:
        return timedelta()
    doublings: int = min(len(failed) - free, 10)
    span = min(_FIRST_WAIT * (1 << doublings), _LONGEST_WAIT)
    return max(failed[0] + span - now, timedelta())
