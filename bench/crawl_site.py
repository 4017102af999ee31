"""A site on loopback for crawl benches: `pages` articles, listings of 50 with a link to the next; serves until killed.

    python -m bench.crawl_site PAGES [--hard]   prints its port

--hard: every 7th article is behind a redirect, every 11th fails once with status 500, every 50th answers slowly.
"""

from __future__ import annotations

import asyncio
import sys
from typing import ClassVar

PER_LISTING = 50
_TEXT = "Hội nghị tổng kết phong trào thi đua của khối các cơ quan tham mưu diễn ra tại hội trường. "


class Site(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, GET only, as little as will do."""

    pages = 0
    hard = False
    failed_once: ClassVar[set[int]] = set()

    def __init__(self) -> None:
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while b"\r\n\r\n" in self._buffer:
            head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode("ascii")
            delay = 0.3 if self.hard and path.endswith("00.html") else 0.0
            asyncio.get_running_loop().call_later(delay, self._answer, path)

    def _answer(self, path: str) -> None:
        status, headers, body = self._reply(path)
        type_and_size = f"Content-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}"
        head = f"HTTP/1.1 {status}\r\n{type_and_size}\r\n{headers}\r\n"
        if not self._transport.is_closing():
            self._transport.write(head.encode() + body)  # type: ignore[attr-defined]

    def _reply(self, path: str) -> tuple[str, str, bytes]:
        if path.startswith("/tin"):
            return "200 OK", "", _listing(int(path.partition("=")[2] or 1), self.pages)
        if path.startswith("/old-"):
            return "302 Found", f"Location: /bai-{path[5:]}\r\n", b""
        if path.startswith("/bai-"):
            number = int(path[5:-5])
            if self.hard and number % 11 == 0 and number not in self.failed_once:
                self.failed_once.add(number)
                return "500 Error", "", b"busy"
            return "200 OK", f'ETag: "{number}"\r\n', article(number)
        return "404 Not Found", "", b"<title>404</title>"


_SYLLABLES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def article(number: int) -> bytes:
    """The page of an article: about 12 kB, its words different from every other's, not its digits alone."""
    name = " ".join(_SYLLABLES[int(digit)] for digit in str(number))
    paragraphs = "".join(f"<p>{name}. {_TEXT * 2}</p>" for _ in range(40))
    menu = "".join(f'<li><a href="/muc-{i}">Mục {i}</a></li>' for i in range(40))
    head = f"<head><title>Khối thi đua số {name} tổng kết năm</title></head>"
    return f"<html>{head}<body><ul>{menu}</ul><h1>Khối {name}</h1>{paragraphs}</body></html>".encode()


def _listing(number: int, pages: int) -> bytes:
    first = (number - 1) * PER_LISTING
    links = "".join(
        f'<li><a href="{_link(i)}">Bài {i} của khối thi đua</a></li>'
        for i in range(first, min(first + PER_LISTING, pages))
    )
    more = f'<a rel="next" href="/tin?p={number + 1}">Trang sau</a>' if first + PER_LISTING < pages else ""
    return f"<html><body><ul>{links}</ul>{more}<p>{_TEXT * 20}</p></body></html>".encode()


def _link(number: int) -> str:
    return f"/old-{number}.html" if Site.hard and number % 7 == 0 else f"/bai-{number}.html"


async def serve(pages: int, *, hard: bool) -> None:
    Site.pages, Site.hard = pages, hard
    server = await asyncio.get_running_loop().create_server(Site, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), hard="--hard" in sys.argv))
