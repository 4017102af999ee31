"""One request and its answer, as they went over the wire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What was asked and what came back, its body still compressed as the server sent it.

    fetched_at: an aware instant in UTC. ip: the address that answered, where known. protocol: as in `HTTP/1.1`.
    """

    url: str
    method: str = "GET"
    request_headers: Headers = ()
    request_body: bytes = b""
    status: int
    reason: str = ""
    protocol: str = "HTTP/1.1"
    headers: Headers = ()
    body: bytes = b""
    fetched_at: datetime
    ip: str | None = None
