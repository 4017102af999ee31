"""What a definition must make true beyond the types of its keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from urllib.parse import urlsplit

from cssselect import SelectorError
from lxml.cssselect import CSSSelector

from sources.build import Builder
from sources.errors import did_you_mean
from sources.model import Paging, PagingKind, Selector, Source, StartKind, StartPoint, Status

LEVELS = ("state", "ministry", "province", "district", "commune")
FIELDS = ("title", "published", "author", "lead", "captions", "text")


def check(source: Source, builder: Builder) -> None:
    """Note on `builder` everything about `source` that would make a crawl fail or read nonsense."""
    _check_identity(source, builder)
    _check_starts(source, builder)
    _check_patterns(source, builder)
    _check_selectors(source, builder)
    _check_revisits(source, builder)
    _check_expectations(source, builder)


def _check_identity(source: Source, builder: Builder) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", source.id):
        builder.complain("id", f"is {source.id!r}", "use lower-case letters, digits and single hyphens")
    if source.owner.level not in (None, *LEVELS):
        builder.complain("owner.level", f"is {source.owner.level!r}", did_you_mean(source.owner.level or "", LEVELS))
    if source.status is Status.TRIED and source.tried_on is None:
        builder.complain("status", "is 'tried' with no day", "add 'tried_on: 2026-01-31', or write 'untried'")


def _check_starts(source: Source, builder: Builder) -> None:
    # A portal that is known but not found yet may ship as long as its note says what is missing.
    if not source.start and not (source.status is Status.UNTRIED and source.note):
        builder.complain("start", "is missing", "add the address of a listing, feed or sitemap, or 'home:'")
    for i, start in enumerate(source.start):
        _check_start(start, f"start.{i}", builder)
        if start.paging:
            _check_paging(start.paging, f"start.{i}.paging", builder)
    _check_paging(source.paging, "paging", builder)
    if source.home and not _is_web(source.home):
        builder.complain("home", f"is {source.home!r}", "give a whole address, as in https://example.gov.vn")


def _check_start(start: StartPoint, key: str, builder: Builder) -> None:
    if not _is_web(start.url):
        builder.complain(
            key, f"has the address {start.url!r}", "begin it with https://, or with {home} and add 'home:'"
        )
    if start.kind is StartKind.SEARCH and ("{query}" not in start.url or not start.queries):
        builder.complain(
            key, "is a search that asks nothing", "put {query} in its url and add 'queries: [khối thi đua]'"
        )


def _check_paging(paging: Paging, key: str, builder: Builder) -> None:
    wanted = {PagingKind.NEXT: "next", PagingKind.QUERY: "param", PagingKind.PATH: "path"}
    name = wanted.get(paging.kind)
    if name and not getattr(paging, name) and not (name == "next" and paging.words):
        builder.complain(f"{key}.kind", f"is {paging.kind.value!r} without {name!r}", f"add '{name}:'")
    if paging.path is not None and "{page}" not in paging.path:
        builder.complain(f"{key}.path", f"is {paging.path!r}", "say where the number goes, as in '/trang-{page}'")


def _check_patterns(source: Source, builder: Builder) -> None:
    for key, pattern in _patterns(source):
        try:
            re.compile(pattern)
        except re.error as error:
            builder.complain(
                key, f"{pattern!r} is no regular expression ({error})", "escape '.' '?' '(' with a backslash"
            )


def _patterns(source: Source) -> Iterator[tuple[str, str]]:
    for name in ("article", "deny", "sections", "files"):
        yield from ((f"{name}.{i}", pattern) for i, pattern in enumerate(getattr(source, name)))
    yield from ((f"twins.{i}.pattern", twin.pattern) for i, twin in enumerate(source.twins))
    yield from ((f"paging.{name}", p) for name in ("param", "target") if (p := getattr(source.paging, name)))


def _check_selectors(source: Source, builder: Builder) -> None:
    for group, key in ((source.selectors, "selectors"), (source.listing, "listing")):
        for spec in fields(group):
            for i, selector in enumerate(getattr(group, spec.name)):
                _check_selector(selector, f"{key}.{spec.name}.{i}", builder)
    for i, selector in enumerate(source.paging.next):
        _check_selector(selector, f"paging.next.{i}", builder)


def _check_selector(selector: Selector, key: str, builder: Builder) -> None:
    try:
        CSSSelector(selector.css)
    except SelectorError as error:
        builder.complain(key, f"{selector.css!r} is no CSS selector ({error})", "try it in a browser's console")


def _check_revisits(source: Source, builder: Builder) -> None:
    if source.revisits.soonest > source.revisits.longest:
        builder.complain("revisits.soonest", "is more than 'longest'", "give a shorter one, or a longer 'longest'")


def _check_expectations(source: Source, builder: Builder) -> None:
    for i, name in enumerate(source.expectations.always):
        if name not in FIELDS:
            builder.complain(f"expectations.always.{i}", f"is {name!r}", did_you_mean(name, FIELDS))
    share = source.expectations.share_relevant
    if share is not None and not 0 <= share <= 1:
        builder.complain("expectations.share_relevant", f"is {share}", "give a share from 0 to 1")


def _is_web(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
