"""Private and loopback addresses are no portals: a connection to one is refused, however its name came to mean it.

The check sits where Twisted resolves a name for the very connection it opens, so neither a redirect nor a DNS answer
that changes between two look-ups gets past it. Sources that allow it (the samples) name their hosts here.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.reactor import reactor


def is_public(address: str) -> bool:
    """A globally routable unicast address; what is mapped or tunnelled into IPv6 is judged by the address inside.

    >>> is_public("10.0.0.1"), is_public("203.113.131.1")
    (False, True)
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo[1] if parsed.teredo else None)
        parsed = inner or parsed
    return parsed.is_global and not parsed.is_multicast


@implementer(IResolutionReceiver)
class _Guard:
    """Passes on the public addresses of an answer; an answer with none of them resolves to nothing."""

    def __init__(self, receiver: Any, host: str, refused: dict[str, str]) -> None:
        self._receiver = receiver
        self._host = host
        self._refused = refused

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802 - Twisted's name
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802 - Twisted's name
        where = str(getattr(address, "host", ""))
        if is_public(where):
            self._refused.pop(self._host, None)
            self._receiver.addressResolved(address)
        else:
            self._refused[self._host] = where

    def resolutionComplete(self) -> None:  # noqa: N802 - Twisted's name
        self._receiver.resolutionComplete()


@implementer(IHostnameResolver)
class GuardedResolver:
    """A resolver that answers with public addresses only, except for hosts that are allowed to be private."""

    def __init__(self, below: Any) -> None:
        self._below = below
        self.allowed: dict[str, int] = {}
        self.refused: dict[str, str] = {}

    def resolveHostName(  # noqa: N802 - Twisted's name and signature
        self,
        resolutionReceiver: Any,  # noqa: N803 - Twisted's name
        hostName: str,  # noqa: N803 - Twisted's name
        portNumber: int = 0,  # noqa: N803 - Twisted's name
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803 - Twisted's name
        transportSemantics: str = "TCP",  # noqa: N803 - Twisted's name
    ) -> Any:
        """Resolve as the resolver below, through the guard."""
        receiver = (
            resolutionReceiver if self.allowed.get(hostName) else _Guard(resolutionReceiver, hostName, self.refused)
        )
        return self._below.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)


@contextmanager
def guarded(private_hosts: Iterable[str]) -> Iterator[GuardedResolver]:
    """While this lasts the process connects to public addresses only, and to `private_hosts`."""
    running = reactor()
    if not isinstance(running.nameResolver, GuardedResolver):
        running.installNameResolver(GuardedResolver(running.nameResolver))
    resolver: GuardedResolver = running.nameResolver
    hosts = list(private_hosts)
    for host in hosts:
        resolver.allowed[host] = resolver.allowed.get(host, 0) + 1
    try:
        yield resolver
    finally:
        for host in hosts:
            resolver.allowed[host] -= 1
