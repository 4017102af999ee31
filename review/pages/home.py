"""The first page."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from review.rendering import render


def home(request: Request) -> Response:
    """What the registry is, how much it holds, what is new."""
    return render(request, "home.html", {"overview": request.app.state.registry.overview()})


routes: list[BaseRoute] = [Route("/", home, name="home")]
