"""Downloader middlewares close to the wire: raw answers are kept, and redirects stay at home."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Response

from crawler.exchange import Exchange
from crawler.state import Run


class Refused(IgnoreRequest):
    """This address is not visited; the message says why."""


class OwnHosts:
    """Refuses addresses off the source's hosts, which only a redirect can lead to."""

    def __init__(self, run: Run) -> None:
        self._run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make it."""
        return cls(crawler.spider.run)  # type: ignore[union-attr]

    def process_request(self, request: Request) -> None:
        """Raises `Refused` for a host that is none of the source's."""
        if not self._run.addresses.owns(request.url):
            raise Refused("redirected off the source's hosts")


class Capture:
    """Keeps every answer as it came, still compressed; the hops of one visit share a list in the request's meta."""

    def __init__(self, run: Run) -> None:
        self._run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make it."""
        return cls(crawler.spider.run)  # type: ignore[union-attr]

    def process_response(self, request: Request, response: Response) -> Response:
        """Note the exchange and let it pass."""
        exchange = Exchange(
            url=request.url,
            method=request.method,
            request_headers=_pairs(request.headers),
            request_body=request.body,
            status=response.status,
            reason=_reason(response.status),
            protocol=response.protocol or "HTTP/1.1",
            headers=_pairs(response.headers),
            body=response.body,
            fetched_at=datetime.now(UTC),
            ip=str(response.ip_address) if response.ip_address else None,
        )
        self._run.tally.counts["requests"] += 1
        self._run.tally.counts["size"] += len(response.body)
        self._run.tally.statuses[str(response.status)] += 1
        hops = request.meta.get("exchanges")
        if hops is None:
            self._run.batch.keep(exchange)
        else:
            hops.append(exchange)
        return response


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values
    )


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
