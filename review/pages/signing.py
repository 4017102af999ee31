"""Signing in and out, one's own account, and the language."""

from __future__ import annotations

import math
from datetime import timedelta

from anyio import from_thread
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from review.accounts import verify
from review.i18n import COOKIE, LANGUAGES
from review.rendering import render
from review.security.sessions import SESSION, cookie
from review.security.throttle import wait
from review.security.users import current_user, local, requires, user_of
from store.accounts import Accounts

_YEAR = 365 * 24 * 3600


def form(request: Request) -> dict[str, str]:
    """The fields of a posted form, the last of each name."""
    fields = from_thread.run(_fields, request)
    return {name: value for name, value in fields.multi_items() if isinstance(value, str)}


async def _fields(request: Request) -> FormData:
    return await request.form()


def sign_in(request: Request) -> Response:
    """The form, and what comes of it."""
    if request.method == "GET":
        if current_user(request) is not None:
            return RedirectResponse(local(request.query_params.get("next")), status_code=303)
        return render(request, "login.html", {"name": "", "next": local(request.query_params.get("next")), "wrong": ""})
    given = form(request)
    name, target = given.get("name", "").strip(), local(given.get("next"))
    accounts: Accounts = request.app.state.accounts
    address = request.client.host if request.client else ""
    pause = wait(accounts, name, address)
    if pause > timedelta():
        context = {"name": name, "next": target, "wrong": "throttled", "minutes": math.ceil(pause.total_seconds() / 60)}
        answer = render(request, "login.html", context, status=429)
        answer.headers["retry-after"] = str(math.ceil(pause.total_seconds()))
        return answer
    account = verify(accounts, name, given.get("password", ""))
    if account is None:
        accounts.failed(name, address)
        return render(request, "login.html", {"name": name, "next": target, "wrong": "password"}, status=401)
    accounts.forgive(name, address)
    return _signed_in(request, account.name, address, target)


def _signed_in(request: Request, name: str, address: str, target: str) -> Response:
    """A fresh token at every sign-in: one that somebody planted before is worth nothing."""
    accounts: Accounts = request.app.state.accounts
    hours = request.app.state.settings.session_hours
    if request.scope["state"]["session"]:
        accounts.end(request.scope["state"]["session"])
    agent = request.headers.get("user-agent", "")
    token = accounts.begin(name, lasts=timedelta(hours=hours), address=address, agent=agent)
    answer = RedirectResponse(target, status_code=303)
    secure = request.url.scheme == "https"
    answer.headers.append("set-cookie", cookie(SESSION, token, secure=secure, max_age=hours * 3600))
    return answer


def sign_out(request: Request) -> Response:
    """End this session, or with `all` every session of the user."""
    accounts: Accounts = request.app.state.accounts
    user = current_user(request)
    if user is not None and form(request).get("all"):
        accounts.end_all(user.name)
    elif request.scope["state"]["session"]:
        accounts.end(request.scope["state"]["session"])
    answer = RedirectResponse("/", status_code=303)
    secure = request.url.scheme == "https"
    answer.headers.append("set-cookie", cookie(SESSION, "", secure=secure, max_age=0))
    return answer


@requires("reader")
def account(request: Request) -> Response:
    """One's own name, role and sessions."""
    accounts: Accounts = request.app.state.accounts
    return render(request, "account.html", {"sessions": accounts.sessions(user_of(request).name)})


def language(request: Request) -> Response:
    """Keep the chosen language and go back."""
    code = request.path_params["code"]
    answer = RedirectResponse(local(request.query_params.get("next")), status_code=303)
    if code in LANGUAGES:
        secure = request.url.scheme == "https"
        answer.headers.append("set-cookie", cookie(COOKIE, code, secure=secure, max_age=_YEAR))
    return answer


routes: list[BaseRoute] = [
    Route("/login", sign_in, methods=["GET", "POST"], name="login"),
    Route("/logout", sign_out, methods=["POST"], name="logout"),
    Route("/account", account, name="account"),
    Route("/language/{code}", language, name="language"),
]
