"""SQL for researchers: Datasette at `/sql`, on the registry opened read-only, fenced in on both sides.

Below, the connection reads only the tables that people may read (`store.web_sql`), and a question ends when it takes
too much (`store.web_sql_answers`). Above, its pages stand in a sandbox of their own, without access to this
application's pages, cookies or sessions, and no script runs in them; how they look is ours (`templates/sql/`, by
Datasette's own way of replacing templates). Beside, it has an event loop of its own: however long a large answer is
laid out, the other pages are served meanwhile.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from datasette.app import Datasette
from datasette.plugins import pm
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from review.framing import FRAME, Frame, House, say
from store.catalogue import table_names
from store.web_sql import SEARCH, VIEWS, guard
from store.web_sql_answers import Readable, enough, quiet_callbacks

T = TypeVar("T")
NAME = "registry"
TIME_LIMIT_MS = 2_000
_POLICY = (
    "sandbox allow-forms allow-downloads allow-popups; default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_TEMPLATES = Path(__file__).parent / "templates" / "sql"


class _Fenced(Datasette):  # type: ignore[misc]  # datasette ships no types
    """Datasette whose connections to the registry see only what people may read."""

    def __init__(self, path: Path, **options: Any) -> None:
        self._registry = path
        super().__init__([], **options)
        self.jinja_env.globals.update(t=say, house=House(), database_name=NAME)
        self.remove_database("_memory")
        self.add_database(_Listed(self, str(path), is_mutable=True), name=NAME)  # mode=ro; `-i` would miss the WAL

    def absolute_url(self, request: Any, path: str) -> str:
        """An address on this host, whatever name the request gave it."""
        del request
        return str(path)

    def _prepare_connection(self, conn: Any, database: str) -> None:
        super()._prepare_connection(conn, database)
        if database == NAME:
            guard(conn, self._registry, enough)


class _Listed(Readable):
    """Lists only the tables that can be read."""

    async def table_names(self) -> list[str]:
        """The tables people read."""
        return [*table_names(), *SEARCH]

    async def view_names(self) -> list[str]:
        """Nor the views that only the registry itself reads."""
        return list(VIEWS)

    async def table_exists(self, table: str) -> bool:
        """Whether it is one of them."""
        return table in await self.table_names()

    async def hidden_table_names(self) -> list[str]:
        """The search index is of use, but not to look at."""
        return list(SEARCH)

    async def attached_databases(self) -> list[Any]:
        """None can be."""
        return []


def application(path: Path, title: str) -> ASGIApp:
    """Datasette on the registry at `path`, to be mounted at `/sql`."""
    settings = {
        "base_url": "/sql/",
        "sql_time_limit_ms": TIME_LIMIT_MS,
        "facet_time_limit_ms": 400,
        "suggest_facets": False,
        "max_returned_rows": 5_000,
        "max_csv_mb": 50,
        "allow_download": False,
        "allow_csv_stream": True,
        "num_sql_threads": 2,
        "default_cache_ttl": 0,
    }
    # They would print every slow or refused query of a stranger, one of them with all local variables.
    pm.get_plugin("datasette.handle_exception").rich = None
    quiet_callbacks()
    return _Apart(_Fenced(path, settings=settings, metadata={"title": title}, template_dir=str(_TEMPLATES)).app())


class _Apart:
    """Gives Datasette's pages the house's frame and a policy of their own: no script runs in them. Leaves out those
    that tell of the server: its paths and threads.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["content-security-policy"] = _POLICY
                headers["cross-origin-resource-policy"] = "cross-origin"
            await send(message)

        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        inside = scope["path"].removeprefix("/sql") or "/"
        if inside.startswith("/-/") and not inside.startswith(_OPEN):
            await PlainTextResponse("not here\n", status_code=404)(scope, receive, sending)
            return
        # Datasette puts its base before every address: the path that it is given must be without.
        raw = scope["raw_path"].removeprefix(b"/sql") or b"/"
        FRAME.set(Frame(Request(scope)))
        await _elsewhere(self.app, {**scope, "path": inside, "raw_path": raw}, receive, sending)


_OPEN = ("/-/static/", "/-/static-plugins/")


async def _elsewhere(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Run the application on the loop of its own, its messages passed over from and to the caller's."""
    here, there = asyncio.get_running_loop(), _loop()

    async def receiving() -> Message:
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(_awaited(receive()), here))

    async def sending(message: Message) -> None:
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(_awaited(send(message)), here))

    await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(_awaited(app(scope, receiving, sending)), there))


async def _awaited(act: Awaitable[T]) -> T:
    return await act


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """One loop for all that is asked in SQL; it ends with the process."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="sql", daemon=True).start()
    return loop
