"""What the operator, not the source, decides about a crawl; and Scrapy's settings made from both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from crawler.archive import FILE_BYTES
from crawler.errors import CannotCrawl
from crawler.wording import speaks_of_blocs
from records import Page
from sources.model import Source


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOptions:
    """How to crawl, whatever the source.

    contact: an address or page where a portal's operator reaches ours; stands in the user agent. since: back-fill,
    that is follow listings to this day although newer pages are known. max_pages: below the source's own limit.
    fast: no delay, no throttle, no robots.txt, 16 requests at a time; for benches over loopback only. batch: pages
    written and committed together. grace: seconds that pages on their way get at a stop. wants_files: whether the
    documents that an article links are worth having. clock: now, aware.
    """

    contact: str = ""
    since: date | None = None
    max_pages: int | None = None
    fast: bool = False
    batch: int = 64
    file_bytes: int = FILE_BYTES
    durable: bool = True
    grace: float = 3.0
    wants_files: Callable[[Page], bool] = speaks_of_blocs
    clock: Callable[[], datetime] = _now


def user_agent(options: CrawlOptions, source: Source) -> str:
    """Who asks, and where to complain. Raises `CannotCrawl` when there is nowhere, except for samples."""
    if not options.contact and not source.allow_private:
        raise CannotCrawl('no contact is set for the user agent; put contact = "mailto:…" into thidua.toml')
    return f"ThiDuaRegistry/0.1 (+{options.contact or 'loopback'})"


def scrapy_settings(source: Source, options: CrawlOptions) -> dict[str, Any]:
    """Scrapy's settings for one source; what stands here differs from Scrapy's default, with the reason."""
    polite = source.politeness
    return {
        "USER_AGENT": user_agent(options, source),
        "ROBOTSTXT_USER_AGENT": "ThiDuaRegistry",
        "ROBOTSTXT_OBEY": not options.fast,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "vi,en;q=0.5",
            # Named here, for the archive's readers must be able to unpack it without extra libraries.
            "Accept-Encoding": "gzip, deflate",
        },
        "DOWNLOAD_DELAY": 0.0 if options.fast else polite.delay,
        "CONCURRENT_REQUESTS": 16 if options.fast else polite.concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16 if options.fast else polite.concurrency,
        "AUTOTHROTTLE_ENABLED": not options.fast,
        "AUTOTHROTTLE_START_DELAY": polite.delay,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": float(polite.concurrency),
        "AUTOTHROTTLE_MAX_DELAY": max(120.0, polite.delay),
        "DOWNLOAD_TIMEOUT": polite.timeout,
        "DOWNLOAD_MAXSIZE": polite.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_VERIFY_CERTIFICATES": source.verify_tls,
        **_legacy_tls(source),
        "DOWNLOAD_HANDLERS": {
            "http": "crawler.download.StoppableHandler",
            "https": "crawler.download.StoppableHandler",
            **dict.fromkeys(("data", "file", "ftp", "s3")),
        },
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            # Cookies: look-ups in a public suffix list block, and portals serve their news without. A proxy would
            # resolve names for us, past the guard on private addresses. Neither is needed, so neither is imported.
            **dict.fromkeys(
                f"scrapy.downloadermiddlewares.{name}"
                for name in (
                    "cookies.CookiesMiddleware",
                    "httpproxy.HttpProxyMiddleware",
                    "httpauth.HttpAuthMiddleware",
                )
            ),
            "crawler.robots.RobotsPolicy": 100,
            # Redirects stay on the source's hosts; below them, the raw answers are kept before they are unpacked.
            "crawler.capture.OwnHosts": 610,
            "crawler.capture.Capture": 880,
        },
        "EXTENSIONS": {
            "scrapy.extensions.throttle.AutoThrottle": None,
            "crawler.robots.Throttle": 0,
            **dict.fromkeys(f"scrapy.extensions.{name}" for name in _UNUSED_EXTENSIONS),
        },
        "SCHEDULER": "crawler.scheduler.FrontierScheduler",
        "CONCURRENT_ITEMS": 1,  # the spider yields none; for each of these Scrapy starts a task a page
        "METAREFRESH_MAXDELAY": 5,  # pages that reload themselves every minute are no redirects
        "REDIRECT_MAX_TIMES": 5,
        "RETRY_TIMES": 1,  # further attempts are the frontier's, minutes apart
        "HTTPERROR_ALLOW_ALL": True,
        "URLLENGTH_LIMIT": 0,
        "LOG_FORMATTER": "crawler.download.QuietFormatter",
        "STATS_DUMP": False,
    }


_UNUSED_EXTENSIONS = (
    "feedexport.FeedExporter",
    "logstats.LogStats",
    "memdebug.MemoryDebugger",
    "memusage.MemoryUsage",
    "remote_control.RemoteControl",
    "spiderstate.SpiderState",
    "telnet.TelnetConsole",
)


def _legacy_tls(source: Source) -> dict[str, str]:
    if not source.legacy_tls:
        return {}
    return {"DOWNLOAD_TLS_MIN_VERSION": "TLSv1.0", "DOWNLOADER_CLIENT_TLS_CIPHERS": "DEFAULT:@SECLEVEL=0"}
