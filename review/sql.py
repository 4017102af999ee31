"""SQL for researchers: Datasette at `/sql`, on the registry opened read-only, fenced in on both sides.

Below, the connection reads only the tables that people may read (`store.web_sql`). Above, its pages run in a sandbox of
their own: should a page of Datasette ever run hostile script, that script has no access to this application's pages,
cookies or sessions.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from store.catalogue import table_names
from store.web_sql import SEARCH, guard

NAME = "registry"
TIME_LIMIT_MS = 2_000
_POLICY = (
    "sandbox allow-scripts allow-forms allow-downloads allow-popups; default-src 'none'; "
    "script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class _Fenced(Datasette):  # type: ignore[misc]  # datasette ships no types
    """Datasette whose connections to the registry see only what people may read."""

    def __init__(self, path: Path, **options: Any) -> None:
        self._registry = path
        super().__init__([], **options)
        self.remove_database("_memory")
        self.add_database(_Readable(self, str(path), is_mutable=True), name=NAME)  # mode=ro; `-i` would miss the WAL

    def _prepare_connection(self, conn: Any, database: str) -> None:
        super()._prepare_connection(conn, database)
        if database == NAME:
            guard(conn, self._registry)


class _Readable(Database):  # type: ignore[misc]  # datasette ships no types
    """Lists only the tables that can be read."""

    async def table_names(self) -> list[str]:
        """The tables people read."""
        return [*table_names(), *SEARCH]

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
    pm.get_plugin(
        "datasette.handle_exception"
    ).rich = None  # it would print every slow or refused query of a stranger with all local variables
    return _Apart(_Fenced(path, settings=settings, metadata={"title": title, "about": title, "about_url": "/"}).app())


class _Apart:
    """Gives Datasette's pages their own policy."""

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

        await self.app(scope, receive, sending)
