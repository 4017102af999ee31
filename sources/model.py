"""What a source's definition says, as types. One YAML file becomes one `Source`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum


class Status(StrEnum):
    """How far a definition can be trusted: read by nobody live yet, tried live, or a sample portal that ships."""

    UNTRIED = "untried"
    TRIED = "tried"
    SAMPLE = "sample"


class StartKind(StrEnum):
    """What is at a start point, and so how it is read."""

    LISTING = "listing"
    FEED = "feed"
    SITEMAP = "sitemap"
    BLOGGER = "blogger"
    SEARCH = "search"


class PagingKind(StrEnum):
    """How a listing leads to its older entries.

    `next`: a link that a selector finds. `query`: a number in the address's query. `path`: a number in its path.
    `postback`: an ASP.NET form that is sent with `__EVENTTARGET`. `none`: one page.
    """

    NONE = "none"
    NEXT = "next"
    QUERY = "query"
    PATH = "path"
    POSTBACK = "postback"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """A CSS selector, the attribute to read instead of the text, and the last day on which it held (None: it holds)."""

    css: str
    attr: str | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """Where a page keeps its parts, each in order of preference. `cut` is frame inside the content, removed first."""

    content: tuple[Selector, ...] = ()
    title: tuple[Selector, ...] = ()
    lead: tuple[Selector, ...] = ()
    date: tuple[Selector, ...] = ()
    author: tuple[Selector, ...] = ()
    caption: tuple[Selector, ...] = ()
    cut: tuple[Selector, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingSelectors:
    """Where a listing keeps its entries; `link`, `title` and `date` are looked for inside each `item`.

    Without `item` every link of the page is a candidate, and the article patterns decide.
    """

    item: tuple[Selector, ...] = ()
    link: tuple[Selector, ...] = ()
    title: tuple[Selector, ...] = ()
    date: tuple[Selector, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The authority whose portal it is; level is `state`, `ministry`, `province`, `district` or `commune`."""

    name: str
    place: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """The way to a listing's older pages.

    next: selectors of the link to the next page. words: what such a link says, when no selector finds one.
    param: the query parameter of the page number, as a regular expression (Liferay names it after a portlet).
    path: what is appended to the listing's path, with `{page}`. target: a regular expression on `__EVENTTARGET`.
    first: the number of the page that the plain address shows.
    pages: how many pages one run follows at most.
    """

    kind: PagingKind = PagingKind.NONE
    next: tuple[Selector, ...] = ()
    words: tuple[str, ...] = ()
    param: str | None = None
    path: str | None = None
    target: str | None = None
    first: int = 1
    pages: int = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPoint:
    """Where a crawl begins. A search has `{query}` in its address and is asked each of `queries`."""

    url: str
    kind: StartKind = StartKind.LISTING
    paging: Paging | None = None
    queries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A second address of an article (print, savefile, AMP): what `pattern` matches becomes `replace`."""

    pattern: str
    replace: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """From `start` to `end` of the day in Asia/Ho_Chi_Minh, over midnight when `end` is earlier."""

    start: time
    end: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Politeness:
    """What one run may ask of a host.

    delay: seconds between two requests, at least; robots.txt and a slow server lengthen it. concurrency: requests at
    a time. timeout: seconds until an answer is given up. quiet: hours in which the host is left alone. Limits:
    max_pages a run; max_depth in links from a start point, the older pages of a listing counting as the listing;
    max_bytes of one answer, unpacked; max_minutes of a run.
    """

    delay: float = 2.0
    concurrency: int = 1
    timeout: float = 60.0
    quiet: tuple[QuietHours, ...] = ()
    max_pages: int = 5_000
    max_depth: int = 20
    max_bytes: int = 32 * 1024 * 1024
    max_minutes: float = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisits:
    """When articles and documents that are known are looked at again.

    soonest: the time from a capture to the next look; it doubles with every look that finds nothing new, and an
    article that is old already waits for half its age. longest: what it never exceeds. Up to half as much is added by
    the address, so that what was read in one run does not come back in one.
    """

    soonest: timedelta = timedelta(days=3)
    longest: timedelta = timedelta(days=180)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectations:
    """What a healthy source yields; a monitor compares every run with it.

    articles_per_month: least and most. share_relevant: least share of articles that report a bloc's event.
    always: fields that every article has. silent_days: days without a new article after which somebody should look.
    """

    articles_per_month: tuple[int, int] | None = None
    share_relevant: float | None = None
    always: tuple[str, ...] = ("title",)
    silent_days: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One portal: where to crawl, how to read its pages, whose it is.

    home: the portal's address, which the family's start points refer to. hosts: further hosts that belong to it.
    article, deny: regular expressions on the whole address; an article matches one of the first and none of the
    second. sections: the same for further listings that a start page leads to. files: for documents that an article
    links. keep_params: query parameters that matter (empty: all). cadence: time between two runs. revisits: when
    known articles are looked at again. coverage_start: the day from which its articles are wanted. allow_private: its
    hosts may be loopback or private addresses (samples). verify_tls: False for a host whose certificate is known to
    be wrong. legacy_tls: it speaks only TLS of 2010. full_text: the publisher permits that releases carry its
    articles' whole texts; without it they carry quotes. note: for people; what is missing, what was assumed.
    """

    id: str
    name: str
    owner: Owner
    family: str
    selectors: Selectors = field(default_factory=Selectors)
    home: str | None = None
    hosts: tuple[str, ...] = ()
    start: tuple[StartPoint, ...] = ()
    paging: Paging = field(default_factory=Paging)
    listing: ListingSelectors = field(default_factory=ListingSelectors)
    article: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    twins: tuple[Twin, ...] = ()
    keep_params: tuple[str, ...] = ()
    cadence: timedelta = timedelta(days=1)
    politeness: Politeness = field(default_factory=Politeness)
    revisits: Revisits = field(default_factory=Revisits)
    coverage_start: date | None = None
    expectations: Expectations = field(default_factory=Expectations)
    status: Status = Status.UNTRIED
    tried_on: date | None = None
    note: str | None = None
    allow_private: bool = False
    verify_tls: bool = True
    legacy_tls: bool = False
    full_text: bool = False
