"""Blogger: dated addresses, "Bài đăng Cũ hơn" (closed to robots), Atom feed, comments, popular posts."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from samples.sites.desk import Desk
from samples.story import Quirk, Story
from samples.web import Request, Response


def post_path(story: Story) -> str:
    """`/2023/07/slug.html`, the slug cut near 40 letters at a word as Blogger cuts it."""
    short = story.slug[:40].rpartition("-")[0] if len(story.slug) > 40 else story.slug
    return f"/{story.published:%Y/%m}/{short}.html"


def older_path(story: Story, size: int) -> str:
    """The address of the posts before this one."""
    return f"/search?updated-max={quote(story.published.isoformat())}&max-results={size}"


class BloggerSite:
    """Answers for the portal at this desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._links = {"post_path": post_path, "label_path": lambda name: f"/search/label/{quote(name)}"}

    def respond(self, request: Request) -> Response:
        """The answer to a request."""
        path = request.path
        if path == "/" or path.startswith("/search"):
            return self._listing(request)
        if path == "/robots.txt":
            return self._desk.robots("Disallow: /search", "Allow: /", "", f"Sitemap: {request.base}/sitemap.xml")
        if path == "/feeds/posts/default":
            return self._feed(request)
        if path == "/sitemap.xml":
            return self._xml("sitemap.xml", request, "application/xml", self._desk.stories)
        for story in self._desk.stories:
            if post_path(story) == path and not story.has(Quirk.GONE):
                return self._desk.article("post.html", request, story, **self._widgets())
        return self._desk.file(path.rpartition("/")[2]) or self._missing(request)

    def _widgets(self) -> dict[str, object]:
        months: dict[str, list[Story]] = {}
        for story in self._desk.stories:
            months.setdefault(f"tháng {story.published.month} {story.published.year}", []).append(story)
        return {**self._links, "months": months, "popular": self._desk.stories[2:12:3]}

    def _missing(self, request: Request) -> Response:
        return self._desk.page("missing.html", request, status=404, **self._widgets())

    def _listing(self, request: Request) -> Response:
        size = self._desk.portal.per_page
        label = request.path.removeprefix("/search/label/") if request.path.startswith("/search/label/") else None
        before = request.query.get("updated-max")
        chosen = [
            story
            for story in self._desk.stories
            if (label is None or label in story.tags)
            and (before is None or story.published < datetime.fromisoformat(before.replace(" ", "+")))
        ]
        older = older_path(chosen[size - 1], size) if len(chosen) > size else None
        return self._desk.page("index.html", request, stories=chosen[:size], older=older, **self._widgets())

    def _feed(self, request: Request) -> Response:
        start, size = (
            int(request.query.get(key, default)) for key, default in (("start-index", 1), ("max-results", 10))
        )
        chosen = self._desk.stories[start - 1 : start - 1 + size]
        later = start + size if start - 1 + size < len(self._desk.stories) else None
        return self._xml("atom.xml", request, "application/atom+xml; charset=UTF-8", chosen, later=later, size=size)

    def _xml(
        self, template: str, request: Request, content_type: str, stories: tuple[Story, ...], **context: object
    ) -> Response:
        shown = self._desk.html(
            template, request, stories=stories, total=len(self._desk.stories), **self._links, **context
        )
        return Response(body=shown.encode(), content_type=content_type)
