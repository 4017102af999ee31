"""Middleware: the headers that keep hostile text from doing anything in a browser."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
_FOR_EVER = "public, max-age=31536000, immutable"  # the address changes when the file does
_COMMON = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class SafeHeaders:
    """Adds them to every response; one that brings its own policy keeps it. Redirects on this host do not name it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "location" in headers:
                    headers["location"] = _without_host(headers["location"], Headers(scope=scope).get("host", ""))
                headers.setdefault("content-security-policy", POLICY)
                for_ever = scope["path"].startswith("/static/") and scope["query_string"].startswith(b"v=")
                headers.setdefault("cache-control", _FOR_EVER if for_ever else "private, no-cache")
                if scope["path"].startswith(
                    "/static/"
                ):  # the pages of /sql stand in a sandbox, which is another origin
                    headers["cross-origin-resource-policy"] = "cross-origin"
                for name, value in _COMMON.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, sending if scope["type"] == "http" else send)


def _without_host(location: str, host: str) -> str:
    """Where a redirect leads on this host, without naming it: the name is only what the request said it was."""
    parts = urlsplit(location)
    if parts.netloc and parts.netloc == host:
        return urlunsplit(("", "", parts.path or "/", parts.query, parts.fragment))
    return location
