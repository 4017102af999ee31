"""Middleware: a request that changes something must come from a page of this application.

Every unsafe request is looked at, so no handler can forget to. It must not be sent by another site (Sec-Fetch-Site,
Origin), and must carry the token of its browser: the field `csrf` of a form, or the header `X-CSRF-Token`.
"""

from __future__ import annotations

import hmac
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FIELD = "csrf"
HEADER = "x-csrf-token"
LARGEST_BODY = 1_000_000
_SAFE = ("GET", "HEAD", "OPTIONS")
_FORM = "application/x-www-form-urlencoded"


class Forgery:
    """Refuses forged requests (403) and overlong ones (413)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http" or scope["method"] in _SAFE:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        body = await _body(receive)
        if _from_elsewhere(headers) or not _carries(scope["state"]["csrf"], headers, body):
            raise HTTPException(403, detail="forgery")
        await self.app(scope, _again(body, receive), send)


def _from_elsewhere(headers: Headers) -> bool:
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


def _carries(token: str, headers: Headers, body: bytes) -> bool:
    given = headers.get(HEADER)
    if given is None and headers.get("content-type", "").partition(";")[0].strip() == _FORM:
        given = parse_qs(body.decode("utf-8", "replace")).get(FIELD, [""])[-1]
    return given is not None and hmac.compare_digest(given.encode(), token.encode())


async def _body(receive: Receive) -> bytes:
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise HTTPException(400)
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > LARGEST_BODY:
            raise HTTPException(413)
        more = message.get("more_body", False)
    return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """The body that was read, once more for the handler."""
    told = False

    async def replay() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
