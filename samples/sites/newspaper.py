"""A provincial newspaper: RSS, a sitemap index by month, AMP twins, JSON-LD, and a bot check now and then."""

from __future__ import annotations

import re

from samples.sites.desk import Desk
from samples.story import Quirk, Story
from samples.web import Request, Response, redirect

_ARTICLE = re.compile(r"(?P<amp>/amp)?/(?P<section>[\w-]+)/(?P<month>\d{6})/(?P<slug>[\w-]+)-(?P<id>\d+)/?")
_LIST = re.compile(r"/(?P<section>[\w-]+)/(?:trang-(?P<page>\d+)/?)?")
_MAP = re.compile(r"/sitemaps/(?P<month>\d{6})\.xml")
_RSS = re.compile(r"/rss/(?P<section>[\w-]+)\.rss")
_RSS_SIZE = 20


def article_path(story: Story) -> str:
    """`/thi-dua/202401/slug-1052345/`."""
    return f"/{story.section}/{story.published:%Y%m}/{story.slug}-{story.id}/"


class NewspaperSite:
    """Answers for the portal at this desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._links = {"article_path": article_path}

    def respond(self, request: Request) -> Response:
        """The answer to a request."""
        path = request.path
        if path == "/":
            return self._desk.page("home.html", request, stories=self._desk.stories[:10], **self._links)
        if path == "/robots.txt":
            return self._desk.robots("Disallow: /tim-kiem/", f"Sitemap: {request.base}/sitemap.xml")
        if path.endswith((".xml", ".rss")):
            return self._feed(request)
        if found := _ARTICLE.fullmatch(path):
            return self._article(request, found)
        if found := _LIST.fullmatch(path):
            return self._listing(request, found["section"], found["page"] or "1")
        return self._desk.file(path.rpartition("/")[2]) or self._missing(request)

    def _missing(self, request: Request) -> Response:
        return self._desk.page("missing.html", request, status=404, **self._links)

    def _xml(self, template: str, request: Request, **context: object) -> Response:
        shown = self._desk.html(template, request, **self._links, **context)
        return Response(body=shown.encode(), content_type="application/xml; charset=utf-8")

    def _feed(self, request: Request) -> Response:
        found = _RSS.fullmatch(request.path)
        return self._rss(request, found["section"]) if found else self._sitemap(request)

    def _sitemap(self, request: Request) -> Response:
        months = sorted({f"{story.published:%Y%m}" for story in self._desk.stories}, reverse=True)
        found = _MAP.fullmatch(request.path)
        if request.path == "/sitemap.xml":
            return self._xml("sitemap-index.xml", request, months=months)
        month = found["month"] if found else None
        chosen = [story for story in self._desk.stories if f"{story.published:%Y%m}" == month]
        return self._xml("sitemap.xml", request, stories=chosen) if chosen else self._missing(request)

    def _rss(self, request: Request, section: str) -> Response:
        chosen = [story for story in self._desk.stories if section in ("home", story.section)][:_RSS_SIZE]
        return self._xml("rss.xml", request, stories=chosen) if chosen else self._missing(request)

    def _listing(self, request: Request, section: str, number: str) -> Response:
        if section not in self._desk.portal.sections:
            return self._missing(request)
        sheet = self._desk.sheet(number, section)
        if sheet is None:
            return self._missing(request)
        return self._desk.page("listing.html", request, sheet=sheet, section=section, **self._links)

    def _article(self, request: Request, found: re.Match[str]) -> Response:
        story = self._desk.story(found["id"])
        if story is None:
            return self._missing(request)
        if story.has(Quirk.CHALLENGE):
            return self._desk.page("challenge.html", request, status=503, tagged=False)
        prefix = found["amp"] or ""
        if prefix + article_path(story) != request.path:
            return redirect(prefix + article_path(story), 301)
        return self._desk.article("amp.html" if prefix else "article.html", request, story, **self._links)
