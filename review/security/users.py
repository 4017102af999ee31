"""Who asks."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

Handler = Callable[[Request], Response]
_RANK = ("reader", "reviewer", "admin")


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who signed in. A reviewer may do what a reader may, an admin what a reviewer may."""

    name: str
    role: str

    def may(self, role: str) -> bool:
        """Whether this role is enough for what takes `role`."""
        return _RANK.index(self.role) >= _RANK.index(role)


def current_user(request: Request) -> User | None:
    """Who asks, None for a visitor who did not sign in."""
    found: User | None = request.scope.get("state", {}).get("user")
    return found


def user_of(request: Request) -> User:
    """Who asks, on a route that `requires` somebody."""
    user = current_user(request)
    if user is None:
        raise HTTPException(403)
    return user


def requires(role: str) -> Callable[[Handler], Handler]:
    """A handler for people of this role: visitors are sent to sign in and back, others see a refusal (403)."""

    def decorate(handler: Handler) -> Handler:
        @functools.wraps(handler)
        def guarded(request: Request) -> Response:
            user = current_user(request)
            if user is None:
                return to_sign_in(request)
            if not user.may(role):
                raise HTTPException(403)
            return handler(request)

        return guarded

    return decorate


def to_sign_in(request: Request) -> Response:
    """Off to sign in, and back here; a request that changes something, or asks for data, is refused instead."""
    if request.method not in ("GET", "HEAD"):
        raise HTTPException(401)
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/login?next={quote(here, safe='')}", status_code=303)


def local(address: str | None, otherwise: str = "/") -> str:
    """The address when it leads to this application itself, else another: nobody is sent away by a crafted link.

    >>> local("/bloc/1?year=2024"), local("//evil.example"), local("/\\\\evil.example"), local("https://evil.example")
    ('/bloc/1?year=2024', '/', '/', '/')
    """
    if not address or not address.startswith("/") or address.startswith("//"):
        return otherwise
    return otherwise if "\\" in address or not address.isprintable() else address
