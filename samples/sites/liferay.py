"""Liferay: asset publisher addresses, paging by portlet parameters, documents in the document library."""

from __future__ import annotations

from urllib.parse import urlencode

from samples.sites.desk import Desk
from samples.story import Quirk, Story
from samples.web import Request, Response, redirect

_INSTANCE = "Rz4kTq8WmLpA"
_PORTLET = f"com_liferay_asset_publisher_web_portlet_AssetPublisherPortlet_INSTANCE_{_INSTANCE}"
_CONTENT = f"/-/asset_publisher/{_INSTANCE}/content/"


def article_path(section: str, slug: str) -> str:
    """Where an article stands under its section's page."""
    return f"/{section}{_CONTENT}{slug}"


def story_path(story: Story) -> str:
    """Where a story stands."""
    return article_path(story.section, story.slug)


def page_path(section: str, number: int) -> str:
    """The address of a later page of a section's list."""
    query = {
        "p_p_id": _PORTLET,
        "p_p_lifecycle": "0",
        "p_p_state": "normal",
        "p_p_mode": "view",
        f"_{_PORTLET}_delta": "8",
        f"_{_PORTLET}_cur": str(number),
    }
    return f"/{section}?{urlencode(query)}"


class LiferaySite:
    """Answers for the portal at this desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._links = {"article_path": article_path, "page_path": page_path, "instance": _INSTANCE}

    def respond(self, request: Request) -> Response:
        """The answer to a request."""
        path = request.path.removeprefix("/web/guest")
        section, found, slug = path.strip("/").partition(_CONTENT.strip("/") + "/")
        if path in ("/", ""):
            return self._desk.page("home.html", request, **self._links, stories=self._desk.stories[:5])
        if path == "/robots.txt":
            return self._desk.robots("Disallow: /c/portal/login")
        if path.startswith(("/documents/", "/image/")):
            return (
                self._desk.file(path.split("/")[-2]) or self._desk.file(path.split("/")[-1]) or self._missing(request)
            )
        if found:
            return self._article(request, section.strip("/"), slug)
        if section in self._desk.portal.sections:
            return self._listing(request, section)
        return self._missing(request)

    def _missing(self, request: Request) -> Response:
        return self._desk.page("missing.html", request, status=404, **self._links)

    def _listing(self, request: Request, section: str) -> Response:
        sheet = self._desk.sheet(request.query.get(f"_{_PORTLET}_cur", "1"), section)
        if sheet is None:
            return redirect(f"/{section}")
        return self._desk.page("listing.html", request, sheet=sheet, section=section, **self._links)

    def _article(self, request: Request, section: str, slug: str) -> Response:
        for story in self._desk.stories:
            if (story.section, story.slug) == (section, slug) and not story.has(Quirk.GONE):
                return self._desk.article("article.html", request, story, **self._links)
        return self._missing(request)
