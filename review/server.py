"""Running the application under uvicorn."""

from __future__ import annotations

import socket
from collections.abc import Sequence

import uvicorn
from starlette.types import ASGIApp


class _Announcing(uvicorn.Server):
    """Says where it listens once it does."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            print(f"serving at http://{f'[{host}]' if ':' in host else host}:{port}/", flush=True)


def run(app: ASGIApp, host: str, port: int, *, proxies: Sequence[str] = ()) -> None:
    """Serve until stopped. Raises `OSError` when the address cannot be had."""
    with bind(host, port) as listening:
        config = uvicorn.Config(
            app,
            log_level="warning",
            proxy_headers=bool(proxies),
            forwarded_allow_ips=list(proxies),
            server_header=False,
            date_header=True,
            timeout_graceful_shutdown=5,
        )
        _Announcing(config).run(sockets=[listening])


def bind(host: str, port: int) -> socket.socket:
    """A listening socket; the error of one that is taken names the address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise OSError(f"cannot listen at {host}:{port}: {error.strerror}; choose another with --port") from error
    return listening
