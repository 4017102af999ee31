"""Old ASP.NET: tables in tables, a view state, paging by `__doPostBack`, 200 for errors."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from samples.sites.desk import Desk
from samples.story import Story
from samples.web import Request, Response

_PAGER = "ctl00$cphMain$grvTinTuc"
_MAGIC = "/wEPDwUKMTY3NzE5MjIxNA9kFgJmD2QWAgIDD"


def article_path(story: Story) -> str:
    """`/ChiTietTin.aspx?id=1021`."""
    return f"/ChiTietTin.aspx?id={story.id}"


def _view_state(page: int) -> str:
    return base64.b64encode(f"{_MAGIC}|{page}|".encode()).decode()


class AspNetSite:
    """Answers for the portal at this desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def respond(self, request: Request) -> Response:
        """The answer to a request. Addresses are read without regard to case, as IIS does."""
        routes: dict[str, Callable[[], Response]] = {
            "/": lambda: self._home(request),
            "/default.aspx": lambda: self._home(request),
            "/gioithieu.aspx": lambda: self._page("about.html", request),
            "/robots.txt": lambda: self._desk.robots("Disallow: /Admin/", "Disallow: /TimKiem.aspx"),
            "/tintuc.aspx": lambda: self._listing(request),
            "/chitiettin.aspx": lambda: self._article(request, "article.html"),
            "/intin.aspx": lambda: self._article(request, "print.html"),
        }
        route = routes.get(request.path.lower())
        if route is not None:
            return route()
        return self._desk.file(request.path.rpartition("/")[2]) or self._error(request)

    def _home(self, request: Request) -> Response:
        return self._page("home.html", request, stories=self._desk.stories[:6])

    def _page(self, template: str, request: Request, **context: Any) -> Response:
        visits = self._desk.state.visit(self._desk.portal.id)
        context.setdefault("view_state", _view_state(1))
        return self._desk.page(template, request, visits=visits, tagged=False, **context)

    def _error(self, request: Request) -> Response:
        """What a missing page gets: the error page, with status 200."""
        return self._page("error.html", request)

    def _listing(self, request: Request) -> Response:
        """The news list. Its first page answers GET; every other one needs the form's own state posted back."""
        number = "1"
        if request.method == "POST":
            if request.form.get("__EVENTTARGET") != _PAGER or not _valid(request.form.get("__VIEWSTATE", "")):
                return self._page("viewstate.html", request, status=500)
            number = request.form.get("__EVENTARGUMENT", "").removeprefix("Page$")
        sheet = self._desk.sheet(number)
        if sheet is None:
            return self._error(request)
        return self._page("listing.html", request, sheet=sheet, pager=_PAGER, view_state=_view_state(sheet.number))

    def _article(self, request: Request, template: str) -> Response:
        query = {key.lower(): value for key, value in request.query.items()}
        story = self._desk.story(query.get("id"))
        if story is None:
            return self._error(request)
        visits = self._desk.state.visit(self._desk.portal.id)
        answer = self._desk.article(template, request, story, visits=visits, view_state=_view_state(1))
        return untagged(answer)


def untagged(response: Response) -> Response:
    """The response of a server that knows no validators: its counters change with every visit."""
    return Response(body=response.body, content_type=response.content_type, tagged=False, delay=response.delay)


def _valid(state: str) -> bool:
    try:
        return base64.b64decode(state, validate=True).decode().startswith(f"{_MAGIC}|")
    except ValueError:
        return False
