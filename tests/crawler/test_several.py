"""Several sources at once, and what goes wrong on our own side."""

from __future__ import annotations

import ssl
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from crawler.archive import Archive
from crawler.errors import ArchiveError
from crawler.run import Job, crawl, crawl_all, lanes


def jobs_of(source, frontier, sink, *hosts: tuple[str, ...]) -> list[Job]:
    return [
        Job(source=replace(source, id=f"s{n}", hosts=each), frontier=frontier, sink=sink)
        for n, each in enumerate(hosts)
    ]


def test_sources_that_share_a_host_go_one_after_another(source, frontier, sink) -> None:
    found = lanes(jobs_of(source, frontier, sink, ("a.vn",), ("b.vn",), ("a.vn", "c.vn"), ("c.vn",), ("d.vn",)))
    assert sorted(sorted(lane) for lane in found) == [[0, 2, 3], [1], [4]]


def test_two_sources_are_crawled_and_reported_in_order(site, source, frontier, sink, tmp_path) -> None:
    site.listing("/tin", ["/mot.html"])
    site.listing("/khac", ["/hai.html"])
    site.article("/mot.html")
    site.article("/hai.html")
    other = replace(source, id="khac", start=(replace(source.start[0], url=f"{site.url}/khac"),))
    second = type(frontier)()
    jobs = [
        Job(source=source, frontier=frontier, sink=sink),
        Job(source=other, frontier=second, sink=type(sink)(second)),
    ]
    reports = crawl_all(jobs, archive=tmp_path)
    assert [(report.source, report.articles) for report in reports] == [("mau", 1), ("khac", 1)]
    assert sorted(path.name for path in tmp_path.rglob("*.warc.gz")) == ["khac-00001.warc.gz", "mau-00001.warc.gz"]


def test_what_breaks_on_our_side_ends_the_run_and_is_raised(site, source, frontier, sink, tmp_path) -> None:
    site.listing("/tin", ["/mot.html"])
    site.article("/mot.html")

    def full(_captures) -> None:
        raise OSError(28, "No space left on device")

    sink.captured = full
    with pytest.raises(OSError, match="No space left"):
        crawl(source, frontier, sink, archive=tmp_path)
    assert frontier.ended == {}  # nothing counts as done that was not kept
    del sink.captured
    frontier.due |= set(frontier.leased.values())
    frontier.next_run()
    assert crawl(source, frontier, sink, archive=tmp_path).articles == 1


def test_what_is_kept_together_is_kept_in_one_transaction(site, source, frontier, sink, tmp_path) -> None:
    site.listing("/tin", ["/mot.html"])
    site.article("/mot.html")
    inside: list[bool] = []

    class Together:
        depth = 0

        def __enter__(self) -> None:
            Together.depth += 1

        def __exit__(self, *_error: object) -> None:
            Together.depth -= 1

    keep, end = sink.captured, frontier.done
    sink.captured = lambda captures: (inside.append(Together.depth == 1), keep(captures))
    frontier.done = lambda lease, **how: (inside.append(Together.depth == 1), end(lease, **how))
    crawl(source, frontier, sink, archive=tmp_path, together=Together)
    assert inside
    assert all(inside)


def test_a_source_that_another_run_is_writing_is_refused(source, frontier, sink, tmp_path) -> None:
    with Archive(tmp_path, source.id), pytest.raises(ArchiveError, match="another run"):
        crawl(source, frontier, sink, archive=tmp_path)


@pytest.fixture
def self_signed(tmp_path: Path) -> Iterator[str]:
    """An HTTPS server whose certificate nobody vouches for."""
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    )
    subprocess.run([*command.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f"<html><body><h1>Bài</h1>{'<p>khối thi đua</p>' * 200}</body></html>".encode()
            self.send_response(404 if self.path == "/robots.txt" else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"https://localhost:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("verify", "listings", "failed"), [(True, 0, 1), (False, 1, 0)])
def test_certificates_are_verified_unless_the_source_says_otherwise(
    self_signed, altered, frontier, sink, tmp_path, *, verify: bool, listings: int, failed: int
) -> None:
    source = altered(home=self_signed, hosts=("localhost",), verify_tls=verify)
    source = replace(source, start=(replace(source.start[0], url=f"{self_signed}/tin"),))
    report = crawl(source, frontier, sink, archive=tmp_path / "archive")
    assert (report.listings, report.failed) == (listings, failed)
