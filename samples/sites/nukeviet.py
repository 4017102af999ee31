"""NukeViet: the news module's list, detail, print and savefile pages, `/page-2/` paging, RSS."""

from __future__ import annotations

import re

from samples.sites.desk import Desk
from samples.story import Story
from samples.web import Request, Response, redirect

_NEWS = "/vi/news/"
_ARTICLE = re.compile(r"(?:(?P<form>print|savefile)/)?(?P<section>[\w-]+)/(?P<slug>[\w-]+)-(?P<id>\d+)\.html")
_LIST = re.compile(r"(?P<section>[\w-]+)/(?:page-(?P<page>\d+)/)?")


def article_path(story: Story) -> str:
    """`/vi/news/phong-trao-thi-dua/slug-123.html`."""
    return f"{_NEWS}{story.section}/{story.slug}-{story.id}.html"


class NukeVietSite:
    """Answers for the portal at this desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def respond(self, request: Request) -> Response:
        """The answer to a request."""
        path = request.path
        if path in ("/", "/index.php"):
            return redirect("/vi/news/", 301)
        if path == "/robots.txt":
            return self._desk.robots(
                "Disallow: /admin/", "Disallow: /includes/", f"Sitemap: {request.base}/sitemap.xml"
            )
        if path == "/sitemap.xml":
            return self._xml("sitemap.xml", request, "application/xml")
        if path.startswith("/uploads/"):
            return self._desk.file(path.rpartition("/")[2]) or self._missing(request)
        return self._news(request, path.removeprefix(_NEWS)) if path.startswith(_NEWS) else self._missing(request)

    def _news(self, request: Request, rest: str) -> Response:
        if rest == "":
            return self._desk.page("main.html", request, stories=self._desk.stories)
        if rest == "rss/":
            return self._xml("rss.xml", request, "text/xml; charset=utf-8")
        if found := _ARTICLE.fullmatch(rest):
            return self._article(request, found)
        found = _LIST.fullmatch(rest)
        if found and found["section"] in self._desk.portal.sections:
            sheet = self._desk.sheet(found["page"] or 1, found["section"])
            if sheet is not None:
                return self._desk.page("listing.html", request, sheet=sheet, section=found["section"])
        return self._missing(request)

    def _xml(self, template: str, request: Request, content_type: str) -> Response:
        shown = self._desk.html(template, request, stories=self._desk.stories)
        changed = max((story.revised or story.published for story in self._desk.stories), default=None)
        return Response(body=shown.encode(), content_type=content_type, changed=changed)

    def _missing(self, request: Request) -> Response:
        return self._desk.page("missing.html", request, status=404)

    def _article(self, request: Request, found: re.Match[str]) -> Response:
        story = self._desk.story(found["id"])
        if story is None:
            return self._missing(request)
        if story.section != found["section"] or story.slug != found["slug"]:
            return redirect(article_path(story), 301)
        if found["form"] is None:
            return self._desk.article("detail.html", request, story)
        answer = self._desk.article("print.html", request, story, form=found["form"])
        if found["form"] == "print":
            return answer
        headers = {"Content-Disposition": f"attachment; filename={story.slug}.html"}
        return Response(
            body=answer.body,
            content_type=f'text/x-delimtext; name="{story.slug}.html"',
            headers=headers,
            changed=answer.changed,
        )
