"""Where a page leads: what a listing, a feed or a sitemap names, its older pages, documents that an article links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from lxml import html

from crawler.batch import is_start
from crawler.feeds import Feed, FeedEntry, read_feed
from crawler.html import canonical_of, parse
from crawler.listing import PRIORITY, Entry, entries, following_address, older_page, query_url
from crawler.state import Run
from records import Page, Visit
from sources.model import Paging, Source, StartKind, StartPoint

# A listing whose pages bring nothing new is followed this many pages further: lists are sorted by update, not by day.
PATIENCE = 2
# A page's own address stands in its head.
_HEAD = 64 * 1024


def start_visits(source: Source, since: date | None) -> list[Visit]:
    """The visits a run begins with."""
    return [visit for number, start in enumerate(source.start) for visit in _start(start, number, since)]


def _start(start: StartPoint, number: int, since: date | None) -> list[Visit]:
    kinds = {StartKind.FEED: "feed", StartKind.BLOGGER: "feed", StartKind.SITEMAP: "sitemap"}
    kind = kinds.get(start.kind, "listing")
    meta = (("start", start.url), ("number", str(number)))
    urls = [query_url(start.url, query) for query in start.queries] if start.kind is StartKind.SEARCH else [start.url]
    if start.kind is StartKind.BLOGGER and since:
        urls = [f"{url}{'&' if '?' in url else '?'}published-min={since.isoformat()}T00:00:00%2B07:00" for url in urls]
    return [Visit(url=url, kind=kind, priority=PRIORITY["start"], meta=meta) for url in urls]


def follow(run: Run, visit: Visit, page: Page) -> list[Visit]:
    """What to visit because of this page. Entries go to the frontier at once, for their number decides on paging."""
    if visit.depth >= run.source.politeness.max_depth:
        run.batch.issue("depth", "the limit on depth is reached; what lies deeper is left out", page.url)
        return []
    if visit.kind in {"feed", "sitemap"}:
        return _from_feed(run, visit, page)
    tree = parse(page.body, page.headers.get("content-type", "")) if visit.kind == "listing" else None
    if visit.kind == "listing":
        return _from_listing(run, visit, page, tree)
    return [*_canonical(run, visit, page), *_documents(run, visit, page)] if visit.kind == "article" else []


def _from_listing(run: Run, visit: Visit, page: Page, tree: html.HtmlElement | None) -> list[Visit]:
    if tree is None:
        return []
    listed = entries(tree, page.final_url, run.source, run.addresses)
    _count_named(run, visit, sum(entry.kind == "article" for entry in listed))
    if "page" in dict(visit.meta):
        listed = [entry for entry in listed if entry.kind != "listing"]
    wanted = [entry for entry in listed if _is_wanted(run, visit, entry)]
    own = _note(run, visit, listed)
    if _is_past(run, visit, pages_ago=1):
        wanted = [entry for entry in wanted if entry.kind != "article" or entry.day]
    fresh = run.batch.push([entry.visit(visit.depth + 1) for entry in wanted if entry.kind == "article"])
    rest = [entry.visit(visit.depth + 1) for entry in wanted if entry.kind != "article"]
    older = older_page(tree, visit, page.final_url, _paging(run.source, visit))
    if older and (older := _patiently(run, visit, older, brings=bool(fresh or (own and run.back_fills_to(visit))))):
        rest.append(older)
    return rest


def _note(run: Run, visit: Visit, listed: list[Entry]) -> int:
    """For `Reach`: how many articles are this page's own. Nothing is noted when all days are wanted."""
    if run.since(visit) is None:
        return 0
    articles = [(entry.url, entry.day) for entry in listed if entry.kind == "article"]
    return run.reach.note(_listing_of(visit), _number(run, visit), articles)


def _is_past(run: Run, visit: Visit, *, pages_ago: int = 0) -> bool:
    since = run.since(visit)
    return since is not None and run.reach.is_past(_listing_of(visit), _number(run, visit) - pages_ago, since)


def _number(run: Run, visit: Visit) -> int:
    return int(dict(visit.meta).get("page", _paging(run.source, visit).first))


def _listing_of(visit: Visit) -> str:
    """The first page of the listing that a page belongs to: each query of a search is a listing of its own."""
    return dict(visit.meta).get("from", visit.url)


def _count_named(run: Run, visit: Visit, articles: int) -> None:
    """For the monitors: what this page names, known or new."""
    run.tally.counts["named"] += articles
    if is_start(visit):
        run.tally.listed[visit.url] = articles


def step_over(run: Run, visit: Visit) -> list[Visit]:
    """The page after one that cannot be read, where its address can be told: what is behind it shall not be lost.

    The page itself is tried again as any visit. A few in a row are stepped over, then the list is taken to end.
    """
    said = dict(visit.meta)
    paging = _paging(run.source, visit)
    number, skipped = int(said.get("page", "0")), int(said.get("skipped", "0")) + 1
    if visit.kind != "listing" or visit.form or not number or skipped > PATIENCE:
        return []
    address = following_address(visit.url, number, paging)
    if address is None or number - paging.first + 1 >= paging.pages:
        return []
    run.batch.issue("skipped-page", "a page of a listing cannot be read; it was stepped over", visit.url)
    meta = tuple((said | {"page": str(number + 1), "skipped": str(skipped)}).items())
    return [Visit(url=address, kind="listing", depth=visit.depth, priority=visit.priority, meta=meta)]


def _paging(source: Source, visit: Visit) -> Paging:
    """That of the start point where it has its own; a page's visit carries the number of its start point."""
    number = dict(visit.meta).get("number")
    start = source.start[int(number)] if number and int(number) < len(source.start) else None
    return start.paging if start and start.paging else source.paging


def _patiently(run: Run, visit: Visit, older: Visit, *, brings: bool) -> Visit | None:
    """The older page, unless the pages before it brought nothing or are from before the days that are wanted."""
    said = dict(visit.meta)
    idle = 0 if brings else int(said.get("idle", "0")) + 1
    if idle > PATIENCE or _is_past(run, visit):
        return None
    carried = [(name, said[name]) for name in ("start", "number") if name in said]
    meta = (*older.meta, ("idle", str(idle)), ("from", _listing_of(visit)), *carried, *_back_fill(run, visit))
    return replace(older, meta=meta)


def _back_fill(run: Run, visit: Visit) -> list[tuple[str, str]]:
    """What tells the older page that it is a back-fill's: a run that takes it up later has that day as its end too."""
    day = run.back_fills_to(visit)
    return [("since", day.isoformat())] if day else []


def _is_wanted(run: Run, visit: Visit, entry: Entry) -> bool:
    if run.traps.is_cut(entry.url):
        return False
    since = run.since(visit)
    return entry.kind != "article" or since is None or entry.day is None or entry.day >= since


def _from_feed(run: Run, visit: Visit, page: Page) -> list[Visit]:
    feed = read_feed(page.body, max_bytes=run.source.politeness.max_bytes)
    if feed is None:
        run.batch.issue("no-feed", f"a {visit.kind} is neither a feed nor a sitemap", page.url)
        return []
    articles = _feed_articles(run, visit, feed, page)
    _count_named(run, visit, len(articles) + len(feed.children))
    fresh = run.batch.push(articles)
    return [*_children(run, visit, feed), *_older_feed(run, visit, feed, fresh)]


def _feed_articles(run: Run, visit: Visit, feed: Feed, page: Page) -> list[Visit]:
    found = []
    for entry in feed.entries:
        address = run.addresses.look(page.final_url, entry.url)
        # A feed lists articles by nature: only what is expressly denied is left out.
        if address is None or address.kind == "file" or (address.kind is None and feed.kind == "sitemap"):
            continue
        if run.addresses.denies(address.url) or (address.kind == "listing" and feed.kind == "sitemap"):
            continue
        item = Entry(url=address.url, kind="article", title=entry.title, day=entry.day)
        if _is_wanted(run, visit, item):
            found.append(replace(item, day=_published(feed, entry)).visit(visit.depth + 1))
    return found


def _published(feed: Feed, entry: FeedEntry) -> date | None:
    """A sitemap's day is that of the last change: good to leave old things out, no day of publication."""
    return None if feed.kind == "sitemap" else entry.day


def _children(run: Run, visit: Visit, feed: Feed) -> Iterable[Visit]:
    since = run.since(visit)
    for child in feed.children:
        if (since is None or child.day is None or child.day >= since) and run.addresses.owns(child.url):
            yield Visit(url=child.url, kind="sitemap", depth=visit.depth + 1, priority=PRIORITY["sitemap"])


def _older_feed(run: Run, visit: Visit, feed: Feed, fresh: int) -> list[Visit]:
    number = int(dict(visit.meta).get("page", "1"))
    since = run.since(visit)
    days = [entry.day for entry in feed.entries if entry.day]
    if feed.older is None or not feed.entries or not run.addresses.owns(feed.older):
        return []
    if (not fresh and not run.back_fills_to(visit)) or (since and days and max(days) < since):
        return []
    return [
        Visit(
            url=feed.older,
            kind="feed",
            depth=visit.depth,
            priority=PRIORITY["feed"],
            meta=(("page", str(number + 1)), *_back_fill(run, visit)),
        )
    ]


def _canonical(run: Run, visit: Visit, page: Page) -> list[Visit]:
    """The article that this page is a print form or an AMP page of, when it says so."""
    if b"canonical" not in page.body[:_HEAD]:
        return []
    tree = parse(page.body[:_HEAD], page.headers.get("content-type", ""))
    href = canonical_of(tree) if tree is not None else None
    address = run.addresses.canonical(page.final_url, href) if href else None
    if address is None:
        return []
    meta = (*visit.meta, ("twin", "canonical"))
    return [Visit(url=address, kind="article", depth=visit.depth + 1, priority=PRIORITY["article"], meta=meta)]


def _documents(run: Run, visit: Visit, page: Page) -> list[Visit]:
    """The PDF and DOCX files that an article links, when the article is one whose documents are wanted."""
    if not run.source.files or not run.options.wants_files(page):
        return []
    tree = parse(page.body, page.headers.get("content-type", ""))
    if tree is None:
        return []
    found = {}
    for link in tree.iter("a"):
        address = run.addresses.look(page.final_url, link.get("href") or "")
        if address and address.kind == "file":
            meta = (("article", visit.url),)
            found[address.url] = Visit(
                url=address.url, kind="file", depth=visit.depth + 1, priority=PRIORITY["file"], meta=meta
            )
    return list(found.values())
