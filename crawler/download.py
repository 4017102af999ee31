"""Downloads that can be called off, and a log that says nothing of each page."""

from __future__ import annotations

import asyncio
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response
from scrapy.logformatter import LogFormatter


class StoppableHandler(HTTP11DownloadHandler):
    """Scrapy's handler; when the run is called off, what is still under way ends at once instead of at its timeout."""

    async def download_request(self, request: Request) -> Response:
        """Download, unless the run's `Downloads` is called off meanwhile."""
        downloads: Downloads = self._crawler.spider.run.downloads  # type: ignore[union-attr]
        return await downloads.follow(super().download_request(request))


class Downloads:
    """What is under way in one run."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Response]] = set()
        self._called_off = False

    async def follow(self, work: Any) -> Response:
        """Await `work`. Raises `DownloadCancelledError` when it is called off."""
        task: asyncio.Task[Response] = asyncio.ensure_future(work)
        self._tasks.add(task)
        if self._called_off:
            task.cancel()
        try:
            return await task
        except asyncio.CancelledError as error:
            raise DownloadCancelledError("the run was stopped") from error
        finally:
            self._tasks.discard(task)

    def call_off(self) -> None:
        """End everything under way, and whatever begins from now on."""
        self._called_off = True
        for task in list(self._tasks):
            task.cancel()


class QuietFormatter(LogFormatter):
    """No line for each page: the run's report counts them."""

    def crawled(self, *_page: Any) -> Any:
        """Nothing."""
        return None
