"""The portals on loopback, one port each."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

from samples.portal import Portal, portals
from samples.sites.aspnet import AspNetSite
from samples.sites.blogger import BloggerSite
from samples.sites.desk import Desk, State
from samples.sites.liferay import LiferaySite
from samples.sites.newspaper import NewspaperSite
from samples.sites.nukeviet import NukeVietSite
from samples.story import HANOI
from samples.web import Request, Response, Site, finished

_FAMILIES: Mapping[str, Callable[[Desk], Site]] = {
    "aspnet": AspNetSite,
    "liferay": LiferaySite,
    "nukeviet": NukeVietSite,
    "blogger": BloggerSite,
    "newspaper": NewspaperSite,
}
_LOOPBACK = "127.0.0.1"
_FORM_LIMIT = 1 << 20  # bytes; no form here is larger


class PortTakenError(OSError):
    """A wished port is in use; the message says which and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """The portals while they run.

    urls: portal id → its address on a loopback port of its own, without a trailing slash.
    """

    urls: Mapping[str, str]
    state: State

    def advance(self) -> None:
        """Go on to revision 2: one article changed, one vanished."""
        self.state.revision = 2


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # With Nagle's algorithm each answer over loopback would wait 40 ms for the asker's acknowledgement.
    disable_nagle_algorithm = True
    server: _Server

    def _answer(self) -> None:
        target = urlsplit(self.path)
        request = self._request(target.path, target.query, f"http://{self.headers.get('Host', '')}")
        response = finished(request, self.server.site.respond(request))
        time.sleep(response.delay)
        try:
            self._send(response)
        except (BrokenPipeError, ConnectionResetError):  # the asker gave up, as crawlers that are stopped do
            self.close_connection = True

    def _request(self, path: str, query: str, base: str) -> Request:
        length = min(int(self.headers.get("Content-Length") or 0), _FORM_LIMIT)
        form = self.rfile.read(length).decode("utf-8", "replace") if length else ""
        return Request(
            method=self.command,
            path=unquote(path) or "/",
            query=dict(parse_qsl(query, keep_blank_values=True)),
            form=dict(parse_qsl(form, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
            base=base,
        )

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        if response.status != 304:
            self.send_header("Content-Type", response.content_type)
            self.send_header("Content-Length", str(len(response.body)))
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD" and response.status != 304:
            self.wfile.write(response.body)

    do_GET = do_HEAD = do_POST = _answer  # noqa: N815 - the names that http.server calls

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet; the crawler logs."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, portal: str, port: int, site: Site) -> None:
        try:
            super().__init__((_LOOPBACK, port), _Handler)
        except OSError as error:
            raise PortTakenError(
                f"{portal}: port {port} of {_LOOPBACK} cannot be used ({error.strerror}); "
                "end what listens there (another demo?) or ask for other ports"
            ) from error
        self.site = site

    @property
    def url(self) -> str:
        return f"http://{_LOOPBACK}:{self.server_address[1]}"


@contextmanager
def _running(server: _Server) -> Iterator[_Server]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _site(portal: Portal, state: State) -> Site:
    return _FAMILIES[portal.family](Desk(portal, state))


@contextmanager
def serve(
    *,
    revision: int = 1,
    crawl_delay: float = 0.05,
    clock: Callable[[], datetime] = lambda: datetime.now(HANOI),
    ports: Mapping[str, int] | None = None,
) -> Iterator[Serving]:
    """Serve the portals on loopback until the block ends.

    revision: what they show at first; `Serving.advance()` goes on to 2.
    crawl_delay: seconds that every robots.txt asks for.
    clock: what the pages' clock widgets show, an aware instant.
    ports: wished ports by portal id, so that addresses outlive a restart; any other is free to choose.

    Raises `PortTakenError`.
    """
    state = State(clock=clock, crawl_delay=crawl_delay, revision=revision)
    wished = ports or {}
    with ExitStack() as stack:
        urls = {
            name: stack.enter_context(_running(_Server(name, wished.get(name, 0), _site(portal, state)))).url
            for name, portal in portals().items()
        }
        yield Serving(urls=urls, state=state)
