"""Middleware: finds out who asks, gives every browser a token against forged forms, keeps a closed registry closed."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Any

from anyio import to_thread
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from review.security.users import User, to_sign_in
from review.settings import WebSettings
from store.accounts import Accounts, Signed

SESSION = "thidua_session"
VISIT = "thidua_visit"  # binds the token in a form to one browser, before anybody signed in
# What a closed registry shows to who has not signed in. Datasette's own files hold no data.
_ALWAYS_OPEN = ("/login", "/static/", "/language/", "/health", "/sql/-/static/")


class Sessions:
    """Puts `user`, `session` and `csrf` into the request's state."""

    def __init__(self, app: ASGIApp, *, accounts: Accounts, settings: WebSettings) -> None:
        self.app = app
        self._accounts = accounts
        self._settings = settings
        self._secret = accounts.secret("forms").encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Find out who asks, then pass the request on or send to sign in."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        token = connection.cookies.get(SESSION, "")
        signed = await to_thread.run_sync(self._session, token) if token else None
        visit = connection.cookies.get(VISIT) or secrets.token_urlsafe(24)
        state: dict[str, Any] = scope.setdefault("state", {})
        state["user"] = User(name=signed.name, role=signed.role) if signed else None
        state["session"] = token if signed else None
        state["csrf"] = self._form_token(token if signed else visit)
        send = _with_visit(send, scope, visit) if VISIT not in connection.cookies else send
        if state["user"] is None and self._settings.reading == "closed" and not _is_open(connection.url.path):
            await to_sign_in(Request(scope))(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _session(self, token: str) -> Signed | None:
        return self._accounts.session(token, idle=timedelta(hours=self._settings.idle_hours))

    def _form_token(self, browser: str) -> str:
        return hmac.new(self._secret, browser.encode(), hashlib.sha256).hexdigest()


def _is_open(path: str) -> bool:
    return any(path == each.rstrip("/") or (each.endswith("/") and path.startswith(each)) for each in _ALWAYS_OPEN)


def _with_visit(send: Send, scope: Scope, visit: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith("text/html"):
                headers.append("set-cookie", cookie(VISIT, visit, secure=scope["scheme"] == "https"))
        await send(message)

    return sending


def cookie(name: str, value: str, *, secure: bool, max_age: int | None = None) -> str:
    """A cookie that scripts cannot read and other sites do not send along."""
    parts = [f"{name}={value}", "Path=/", "HttpOnly", "SameSite=Lax"]
    if max_age is not None:
        parts.append(f"Max-Age={max_age}")
    return "; ".join([*parts, "Secure"] if secure else parts)
