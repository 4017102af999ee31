"""The first page, and the one that says how to take the data away."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from review.charts import months_chart
from review.columns import columns
from review.i18n import language_of, words_of
from review.pages.asking import kept_of, registry_of
from review.rendering import render
from store.web_charts import CHARTS, events_by_month
from store.web_lists import LISTINGS
from store.web_search import FACETS


def home(request: Request) -> Response:
    """What the registry is, how much it holds, what is new."""
    registry, kept = registry_of(request), kept_of(request)
    overview = kept("overview", registry.overview)
    months = kept("chart events-by-month", lambda: events_by_month(registry.db))
    chart = months_chart(months[-120:], words_of(request), link=lambda month: f"/events?month={month}")
    states = overview["states"]
    total = sum(states.values())
    reviewed = sum(states.get(name, 0) for name in ("confirmed", "corrected", "rejected"))
    context = {"overview": overview, "chart": chart, "months": months, "facts": total, "reviewed": reviewed}
    return render(request, "home.html", context)


def data(request: Request) -> Response:
    """Every list with its addresses, filters and columns."""
    tables = {table.name: table for table in registry_of(request).tables()}
    explained = {name: columns(tables[name], language_of(request)) for name in LISTINGS}
    return render(request, "data.html", {"lists": LISTINGS, "columns": explained, "facets": FACETS, "charts": CHARTS})


routes: list[BaseRoute] = [Route("/", home, name="home"), Route("/data", data, name="data")]
