"""The portals, and what came from each."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from review.answers import as_csv, as_json, part_of
from review.pages.asking import kept_of, registry_of
from review.rendering import render
from review.security.users import current_user
from store.web_operations import source_page
from store.web_operations import sources as all_sources


def sources(request: Request) -> Response:
    """Every source."""
    rows = kept_of(request)("sources", lambda: all_sources(registry_of(request).db))
    if request.url.path.endswith(".csv"):
        return as_csv("sources", rows, excel="excel" in request.query_params)
    if request.url.path.endswith(".json"):
        return as_json({"list": "sources", "total": len(rows), "next": None, "rows": rows})
    return render(request, "sources/list.html", {"rows": rows})


def source(request: Request) -> Response:
    """One source; its last captures and runs for those who look after it."""
    page = source_page(registry_of(request).db, request.path_params["ref"])
    user = current_user(request)
    operator = user is not None and user.may("admin")
    open_to_all = page if operator else {name: page[name] for name in ("row", "years")}
    if "part" in request.path_params:
        return part_of(request, open_to_all)
    if request.url.path.endswith(".json"):
        return as_json(open_to_all)
    return render(request, "sources/source.html", {**page, "operator": operator, "title": page["row"]["name"]})


routes: list[BaseRoute] = [
    Route("/sources", sources, name="sources"),
    Route("/sources.json", sources),
    Route("/sources.csv", sources),
    Route("/source/{ref}/{part}.csv", source),
    Route("/source/{ref}/{part}.json", source),
    Route("/source/{ref}.json", source),
    Route("/source/{ref}", source, name="source"),
]
