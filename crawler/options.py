"""What the operator, not the source, decides about a crawl; and Scrapy's settings made from both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from crawler.archive import FILE_BYTES
from crawler.errors import CannotCrawl
from crawler.wording import speaks_of_blocs
from records import Page, Visit
from sources.model import Source


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOptions:
    """How to crawl, whatever the source.

    contact: an address or page where a portal's operator reaches ours; stands in the user agent. since: back-fill, that
    is follow listings to this day although newer pages are known. max_pages: below the source's own limit. fast: no
    delay, no throttle, no robots.txt, 16 requests at a time; for benches over loopback only. batch: pages written and
    committed together. grace: seconds that pages on their way get at a stop. wants_files: whether the documents that an
    article links are worth having. says: a hash of what an article's page says, None for a page that is no article;
    with it a page is unchanged when the article is, whatever its counters and clocks show. clock: now, aware.
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
    says: Callable[[Page, Visit], str | None] | None = None
    clock: Callable[[], datetime] = _now


def user_agent(options: CrawlOptions, source: Source) -> str:
    """Who asks, and where to complain. Raises `CannotCrawl` when there is nowhere, except for samples."""
    if not options.contact and not source.allow_private:
        raise CannotCrawl('no contact is set for the user agent; put contact = "mailto:…" into thidua.toml')
    return f"ThiDuaRegistry/0.1 (+{options.contact or 'loopback'})"


def scrapy_settings(source: Source, options: CrawlOptions) -> dict[str, Any]:
    """Scrapy's settings for one source; what stands here differs from Scrapy's default, with the reason."""
    return {
        **_manners(source, options),
        **_limits(source),
        **_parts(),
        "CONCURRENT_ITEMS": 1,  # the spider yields none; for each of these Scrapy starts a task a page
        "METAREFRESH_MAXDELAY": 5,  # pages that reload themselves every minute are no redirects
        "REDIRECT_MAX_TIMES": 5,
        "RETRY_TIMES": 1,  # further attempts are the frontier's, minutes apart
        "HTTPERROR_ALLOW_ALL": True,
        "URLLENGTH_LIMIT": 0,
        "STATS_DUMP": False,
    }


def _manners(source: Source, options: CrawlOptions) -> dict[str, Any]:
    """Who asks, how often, and what for."""
    polite = source.politeness
    at_once = _FAST_AT_ONCE if options.fast else polite.concurrency
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
        "CONCURRENT_REQUESTS": at_once,
        "CONCURRENT_REQUESTS_PER_DOMAIN": at_once,
        "AUTOTHROTTLE_ENABLED": not options.fast,
        "AUTOTHROTTLE_START_DELAY": polite.delay,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": float(polite.concurrency),
        "AUTOTHROTTLE_MAX_DELAY": max(120.0, polite.delay),
    }


def _limits(source: Source) -> dict[str, Any]:
    """How long, how large, and how safe a connection."""
    legacy = {"DOWNLOAD_TLS_MIN_VERSION": "TLSv1.0", "DOWNLOADER_CLIENT_TLS_CIPHERS": "DEFAULT:@SECLEVEL=0"}
    return {
        "DOWNLOAD_TIMEOUT": source.politeness.timeout,
        "DOWNLOAD_MAXSIZE": source.politeness.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_VERIFY_CERTIFICATES": source.verify_tls,
        **(legacy if source.legacy_tls else {}),
    }


def _parts() -> dict[str, Any]:
    """Our parts in Scrapy's, and those of Scrapy's that are not needed, so not imported."""
    handlers = dict.fromkeys(("http", "https"), "crawler.download.StoppableHandler")
    return {
        "DOWNLOAD_HANDLERS": {**handlers, **dict.fromkeys(("data", "file", "ftp", "s3"))},
        "DOWNLOADER_MIDDLEWARES": {
            **dict.fromkeys(f"scrapy.downloadermiddlewares.{name}" for name in _UNUSED_MIDDLEWARES),
            "crawler.robots.RobotsPolicy": 100,
            # Redirects stay on the source's hosts; below them, the raw answers are kept before they are unpacked.
            "crawler.capture.OwnHosts": 610,
            "crawler.capture.Capture": 880,
        },
        "EXTENSIONS": {
            **dict.fromkeys(f"scrapy.extensions.{name}" for name in _UNUSED_EXTENSIONS),
            "crawler.robots.Throttle": 0,
        },
        "SCHEDULER": "crawler.scheduler.FrontierScheduler",
        "LOG_FORMATTER": "crawler.download.QuietFormatter",
    }


_FAST_AT_ONCE = 16
# Cookies: look-ups in a public suffix list block, and portals serve their news without. A proxy would resolve names for
# us, past the guard on private addresses. Off-site and robots.txt are ours.
_UNUSED_MIDDLEWARES = (
    "cookies.CookiesMiddleware",
    "httpauth.HttpAuthMiddleware",
    "httpproxy.HttpProxyMiddleware",
    "offsite.OffsiteMiddleware",
    "robotstxt.RobotsTxtMiddleware",
)
_UNUSED_EXTENSIONS = (
    "feedexport.FeedExporter",
    "logstats.LogStats",
    "memdebug.MemoryDebugger",
    "memusage.MemoryUsage",
    "remote_control.RemoteControl",
    "spiderstate.SpiderState",
    "telnet.TelnetConsole",
    "throttle.AutoThrottle",
)
