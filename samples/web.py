"""Requests and responses, and what every portal's web server does alike."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Protocol
from urllib.parse import quote

HTML = "text/html; charset=utf-8"
_GZIP_FROM = 512  # bytes; below that the header costs more than it saves


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a browser asks. `base` is the portal's own address as the asker sees it, without a trailing slash."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    base: str

    @property
    def url(self) -> str:
        """The address of the page itself, without its query."""
        return self.base + quote(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a portal answers.

    changed: when what it shows last changed; sent as Last-Modified and honoured in conditional requests.
    tagged: whether the portal sends ETags at all (old ASP.NET pages with their counters do not).
    delay: seconds the portal takes to answer.
    """

    body: bytes
    status: int = 200
    content_type: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)
    changed: datetime | None = None
    tagged: bool = True
    delay: float = 0.0


class Site(Protocol):
    """One portal's application."""

    def respond(self, request: Request) -> Response:
        """The answer to a request; a page that does not exist is an answer too."""
        ...


def redirect(to: str, status: int = 302) -> Response:
    """Send the asker elsewhere."""
    return Response(body=b"", status=status, headers={"Location": to}, tagged=False)


def finished(request: Request, response: Response) -> Response:
    """The response with validators; 304 where the asker has it already, compressed where they can read that."""
    headers = dict(response.headers)
    if response.status == 200 and response.tagged:
        headers["ETag"] = f'"{hashlib.sha256(response.body).hexdigest()[:20]}"'
    if response.changed is not None:
        headers["Last-Modified"] = format_datetime(response.changed.astimezone(UTC), usegmt=True)
    if response.status == 200 and _unchanged(request, headers.get("ETag"), response.changed):
        return replace(response, status=304, body=b"", headers=headers)
    return _compressed(request, replace(response, headers=headers))


def _unchanged(request: Request, etag: str | None, changed: datetime | None) -> bool:
    if request.method not in ("GET", "HEAD"):
        return False
    known = request.headers.get("if-none-match")
    if known is not None:
        return etag is not None and etag in [tag.strip().removeprefix("W/") for tag in known.split(",")]
    since = request.headers.get("if-modified-since")
    return since is not None and changed is not None and changed <= parsedate_to_datetime(since)


def _compressed(request: Request, response: Response) -> Response:
    wanted = "gzip" in request.headers.get("accept-encoding", "")
    if not (wanted and response.tagged and response.content_type.startswith(("text/", "application/"))):
        return response
    if len(response.body) < _GZIP_FROM or response.content_type == "application/pdf":
        return response
    headers = dict(response.headers) | {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return replace(response, body=gzip.compress(response.body, mtime=0), headers=headers)
