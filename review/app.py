"""The application: `create` for a server or a test, `serve` for `thidua serve`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from review import desk, server, sql
from review.desk.pending import Rereader, waiting
from review.kept import Kept
from review.pages import (
    articles,
    coverage,
    errors,
    evidence,
    lists,
    operations,
    search,
    signing,
    sources,
    things,
)
from review.pages import (
    home as start,
)
from review.security.forgery import Forgery
from review.security.headers import SafeHeaders
from review.security.sessions import Sessions
from review.settings import WebSettings, load
from store import Registry
from store.accounts import Accounts

Status = Callable[[], Mapping[str, Any]]
_LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")
STATIC = Path(__file__).parent / "static"


_PAGES = (start, search, lists, things, articles, evidence, sources, coverage, operations, signing)


def create(home: Path | str, *, settings: WebSettings | None = None, status: Status | None = None) -> Starlette:
    """The application on a workspace. `status` tells what `thidua status --json` prints, for the operators' pages.

    Raises `RegistryError` when there is no registry, `ValueError` when the settings are wrong.
    """
    folder = Path(home)
    chosen = settings or load(folder)
    registry, accounts = Registry.open(folder, create=False), Accounts(folder)
    rereader = Rereader(folder)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        if waiting(registry):
            rereader.start()
        yield
        rereader.stop()
        registry.close()
        accounts.close()

    app = Starlette(
        routes=_routes(registry.path, chosen),
        middleware=_middleware(accounts, chosen),
        exception_handlers={**errors.HANDLERS, 500: errors.broken, Exception: errors.broken},
        lifespan=lifespan,
    )
    app.state.registry, app.state.accounts, app.state.settings = registry, accounts, chosen
    app.state.home, app.state.status, app.state.kept = folder, status, Kept(registry)
    app.state.rereader = rereader
    return app


def _routes(path: Path, settings: WebSettings) -> list[BaseRoute]:
    asking = [Mount("/sql", sql.application(path, settings.title))] if settings.sql else []
    return [
        *asking,
        *(route for room in _PAGES for route in room.routes),
        Mount("/desk", routes=desk.routes),
        Route("/health", _health),
        Route("/favicon.ico", _icon),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]


def _middleware(accounts: Accounts, settings: WebSettings) -> list[Middleware]:
    """From the outside in. What the inner ones refuse becomes an error page."""
    hosts = [Middleware(TrustedHostMiddleware, allowed_hosts=settings.hosts)] if settings.hosts else []
    return [
        *hosts,
        Middleware(SafeHeaders),
        Middleware(Sessions, accounts=accounts, settings=settings),
        Middleware(ExceptionMiddleware, handlers=errors.HANDLERS),
        Middleware(Forgery),
    ]


def _health(request: Request) -> Response:
    """For a proxy or a monitor: the registry answers."""
    request.app.state.registry.count("articles")
    return PlainTextResponse("ok\n")


def _icon(_request: Request) -> Response:
    """For browsers that look for it by themselves, and for the pages of `/sql`, whose sandbox is another origin."""
    return FileResponse(STATIC / "icon.svg", headers={"cross-origin-resource-policy": "cross-origin"})


def serve(home: Path | str, host: str = "127.0.0.1", port: int = 8001, *, status: Status | None = None) -> None:
    """Run until stopped; prints one line with the address when it is ready. Port 0 takes any free one.

    On loopback, with neither hosts nor proxies set, it answers to this machine's own names only: a page elsewhere whose
    name leads to 127.0.0.1 reads nothing.
    """
    settings = load(Path(home))
    if not settings.hosts and not settings.proxies and host in _LOOPBACK:
        settings = replace(settings, hosts=list(_LOOPBACK))
    server.run(create(home, settings=settings, status=status), host, port, proxies=settings.proxies)
