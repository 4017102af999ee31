"""A portal on loopback, a frontier and a sink in memory."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any

import pytest

from records import Captured, Lease, Visit, canonical_url
from sources import Owner, Paging, PagingKind, Politeness, Selector, Source, StartPoint, Status

BODY = "Hội nghị ký kết giao ước thi đua của khối các cơ quan tham mưu diễn ra vào sáng nay tại hội trường lớn. " * 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True, kw_only=True)
class Reply:
    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    type: str = "text/html; charset=utf-8"


class Site:
    """An HTTP server on loopback; `pages` maps a path (query included) to a reply, or to a function of the request."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply | Callable[[Asked], Reply]] = {}
        self.default: Callable[[Asked], Reply] = lambda _asked: Reply(status=404, body="<title>404</title>")
        self.asked: list[Asked] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def article(self, path: str, title: str = "Ký kết giao ước thi đua", body: str = BODY, links: str = "") -> None:
        page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{body}</p>{links}</body></html>"
        self.pages[path] = Reply(body=page)

    def listing(self, path: str, links: Sequence[str], more: str = "") -> None:
        items = "".join(f'<li><a href="{link}">Tin của khối thi đua số {i}</a></li>' for i, link in enumerate(links))
        self.pages[path] = Reply(body=f"<html><body><h1>Tin tức</h1><ul>{items}</ul>{more}<p>{BODY}</p></body></html>")

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # With Nagle's algorithm each answer over loopback would wait 40 ms for the client's acknowledgement.
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                asked = Asked(method=self.command, path=self.path, headers=dict(self.headers.items()), body=body)
                site.asked.append(asked)
                found = site.pages.get(self.path, site.default)
                reply = found(asked) if callable(found) else found
                data = reply.body.encode() if isinstance(reply.body, str) else reply.body
                try:
                    self.send_response(reply.status)
                    self.send_header("Content-Type", reply.type)
                    for name, value in reply.headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(data)))
                    self.end_headers()
                    self.wfile.write(data)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            do_POST = do_GET  # noqa: N815

            def log_message(self, *_args: Any) -> None:
                pass

        return Handler


class MemoryFrontier:
    """Fulfils `records.Frontier`; listings rest until pushed again, articles come back when `revisit` says so."""

    def __init__(self) -> None:
        self.visits: dict[str, Visit] = {}
        self.due: set[str] = set()
        self.leased: dict[int, str] = {}
        self.ended: dict[str, str] = {}
        self.errors: dict[str, str | None] = {}
        self.known: dict[str, tuple[str | None, str | None, str]] = {}
        self.said: dict[str, str] = {}
        self.published: dict[str, date] = {}
        self.revisit_articles = False
        self._ended_this_run: set[str] = set()
        self._ids = count(1)

    def next_run(self) -> None:
        self._ended_this_run.clear()
        self.leased.clear()
        if self.revisit_articles:
            self.due |= {key for key, visit in self.visits.items() if visit.kind == "article"}

    def push(self, visits: Sequence[Visit]) -> int:
        new = 0
        for visit in visits:
            key = canonical_url(visit.url) + repr(visit.form)
            fresh = key not in self.visits
            again = visit.kind in {"listing", "feed", "sitemap"} and key not in self._ended_this_run
            if (fresh or again) and key not in self.due and key not in self.leased.values():
                self.visits[key] = visit
                self.due.add(key)
                new += 1
        return new

    def lease(self, limit: int) -> list[Lease]:
        leases = []
        for key in sorted(self.due, key=lambda key: -self.visits[key].priority)[:limit]:
            self.due.discard(key)
            number = next(self._ids)
            self.leased[number] = key
            visit = self.visits[key]
            etag, modified, sha256 = self.known.get(visit.url, (None, None, None))
            until = datetime.now(UTC) + timedelta(minutes=5)
            known = {"etag": etag, "last_modified": modified, "sha256": sha256, "said": self.said.get(visit.url)}
            leases.append(Lease(id=number, visit=visit, until=until, **known))
        return leases

    def done(self, lease: Lease, *, outcome: str, error: str | None = None) -> None:
        key = self.leased.pop(lease.id)
        self._ended_this_run.add(key)
        self.ended[lease.visit.url] = outcome
        self.errors[lease.visit.url] = error

    def days(self, urls: Sequence[str]) -> dict[str, date]:
        return {url: self.published[url] for url in urls if url in self.published}

    def pending(self) -> int:
        return len(self.due) + len(self.leased)


class MemorySink:
    """Fulfils `records.Sink`, and tells the frontier what a conditional request needs."""

    def __init__(self, frontier: MemoryFrontier) -> None:
        self.frontier = frontier
        self.captures: list[Captured] = []
        self.issues: list[tuple[str, str, str | None]] = []

    def captured(self, captures: Sequence[Captured]) -> None:
        self.captures += captures
        for each in captures:
            headers = each.page.headers
            kept = each.page.sha256 if each.changed else self.frontier.known[each.page.url][2]
            self.frontier.known[each.page.url] = (headers.get("etag"), headers.get("last-modified"), kept)

    def issue(self, *, code: str, message: str, url: str | None = None) -> None:
        self.issues.append((code, message, url))

    def codes(self) -> set[str]:
        return {code for code, _, _ in self.issues}

    def urls(self, kind: str = "article") -> list[str]:
        return [each.page.url for each in self.captures if each.facts["kind"] == kind]


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def frontier() -> MemoryFrontier:
    return MemoryFrontier()


@pytest.fixture
def sink(frontier: MemoryFrontier) -> MemorySink:
    return MemorySink(frontier)


@pytest.fixture
def reply() -> type[Reply]:
    return Reply


@pytest.fixture
def source(site: Site) -> Source:
    """A source for `site`: articles end in `.html`, listings lead on by a link of class `next`."""
    return Source(
        id="mau",
        name="Cổng mẫu",
        owner=Owner(name="Sở mẫu", place="tỉnh mẫu", level="province"),
        family="generic",
        home=site.url,
        hosts=("127.0.0.1",),
        start=(StartPoint(url=f"{site.url}/tin"),),
        article=(r"/[\w-]+\.html$", r"[?&]id=\d+"),
        files=(r"\.(pdf|docx?)$",),
        paging=Paging(kind=PagingKind.NEXT, next=(Selector(css="a.next"),)),
        politeness=Politeness(delay=0.0, concurrency=4, timeout=5.0),
        status=Status.SAMPLE,
        allow_private=True,
    )


@pytest.fixture
def altered(source: Source) -> Callable[..., Source]:
    """The source with some keys changed."""
    return lambda **changes: replace(source, **changes)
