"""What the registry covers and where it is thin, as charts with their data a click away."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from review.answers import as_csv, as_json
from review.charts import Chart, flags_chart, heat_chart, months_chart
from review.i18n import Words, words_of
from review.pages.asking import kept_of, registry_of
from review.rendering import address, render
from store.web_charts import CHARTS, events_by_month

Rows = list[dict[str, Any]]
BY_MONTH = "events-by-month"


def _rows(request: Request, name: str) -> Rows:
    return kept_of(request)(f"chart {name}", lambda: CHARTS[name](registry_of(request).db))


def _drawn(name: str, rows: Rows, words: Words) -> Chart | None:
    if name == BY_MONTH:
        return months_chart(rows, words, link=lambda month: f"/events?month={month}")
    if name == "flags-by-unit":
        return flags_chart(rows, words)
    if name == "events-by-place":
        to = lambda place: address("/events", place=place)  # noqa: E731 - as short as a lambda should be
        return heat_chart(name, rows, words, axes=("place", "events"), link=to)
    return heat_chart(name, rows, words, axes=("name", "articles"))


def coverage(request: Request) -> Response:
    """All charts."""
    words = words_of(request)
    data = {name: _rows(request, name) for name in CHARTS}
    charts = [(_drawn(name, rows, words), rows) for name, rows in data.items()]
    return render(request, "coverage.html", {"charts": [(chart, rows) for chart, rows in charts if chart is not None]})


def chart_data(request: Request) -> Response:
    """The numbers behind one chart."""
    name = request.path_params["name"]
    if name not in CHARTS:
        raise HTTPException(404)
    bloc = request.query_params.get("bloc")
    rows = events_by_month(registry_of(request).db, bloc=bloc) if bloc and name == BY_MONTH else _rows(request, name)
    if request.url.path.endswith(".csv"):
        return as_csv(name, rows, excel="excel" in request.query_params)
    return as_json({"chart": name, "rows": rows})


routes: list[BaseRoute] = [
    Route("/coverage", coverage, name="coverage"),
    Route("/chart/{name}.csv", chart_data),
    Route("/chart/{name}.json", chart_data),
]
