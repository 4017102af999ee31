"""Lists of everything, as pages, CSV and JSON at the same address: `/events?year=2024`, `/events.csv?year=2024` …"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from review.answers import as_csv, as_json
from review.pages.asking import chosen, kept_of, number, registry_of
from review.pages.choices import check, check_names, vocabulary
from review.rendering import address, render
from store.web_lists import LISTINGS, every, facet, part

PAGE = 50
MOST_JSON = 1_000
# What a page offers to choose from that the code knows; the rest is asked of the registry (`Listing.facets`).
_CHOICES: dict[str, tuple[str, ...]] = {
    "blocs": ("reviewed",),
    "events": ("type", "reviewed"),
    "units": ("reviewed",),
    "persons": ("reviewed",),
    "awards": ("form", "status", "level", "reviewed"),
    "articles": ("relevant",),
    "leaderships": ("role",),
}


def page(name: str) -> Callable[[Request], Response]:
    """The list as a page."""

    def handler(request: Request) -> Response:
        registry, listing = registry_of(request), LISTINGS[name]
        filters = chosen(request, tuple(listing.filters))
        check(filters, name)
        order = request.query_params.get("order", "")
        at = max(1, number(request, "page", 1, most=100_000))
        found = part(registry.db, name, filters, order=order, limit=PAGE, offset=(at - 1) * PAGE)
        context = {
            "list": name,
            "rows": found.rows,
            "total": found.total,
            "filters": filters,
            "order": order,
            "orders": tuple(listing.orders),
            "searchable": listing.kind is not None,
            "choices": _choices(request, name),
            "page": at,
            "pages": max(1, math.ceil(found.total / PAGE)),
            "narrowed": {**filters, **({"order": order} if order else {})},
        }
        return render(request, f"lists/{name}.html", context)

    return handler


def _choices(request: Request, name: str) -> dict[str, list[tuple[str, int | None]]]:
    """What a person can choose from: from the registry with counts, and from the vocabulary."""
    db = registry_of(request).db
    known: dict[str, list[tuple[str, int | None]]] = {}
    for column in LISTINGS[name].facets:
        known[column] = list(kept_of(request)(f"facet {name} {column}", lambda c=column: facet(db, name, c)))  # type: ignore[misc]
    for each in _CHOICES.get(name, ()):
        known[each] = [(str(value), None) for value in vocabulary(each, name) or ()]
    return known


def data(name: str) -> Callable[[Request], Response]:
    """The list as JSON, some rows at a time with the address of the next; or whole as CSV."""

    def handler(request: Request) -> Response:
        registry, listing = registry_of(request), LISTINGS[name]
        filters = chosen(request, tuple(listing.filters))
        check(filters, name)
        check_names(request.query_params, listing.filters)
        order = request.query_params.get("order", "")
        if request.url.path.endswith(".csv"):
            rows = every(registry.db, name, filters, order=order)
            return as_csv(name, rows, excel="excel" in request.query_params)
        limit = max(1, number(request, "limit", 100, most=MOST_JSON))
        offset = number(request, "offset", 0, most=10_000_000)
        found = part(registry.db, name, filters, order=order, limit=limit, offset=offset)
        return as_json(_envelope(request, name, found.rows, found.total, limit=limit, offset=offset))

    return handler


def _envelope(
    request: Request, name: str, rows: tuple[dict[str, Any], ...], total: int, *, limit: int, offset: int
) -> dict[str, Any]:
    more = offset + len(rows) < total
    query = {**request.query_params, "limit": str(limit), "offset": str(offset + limit)}
    root = str(request.base_url).rstrip("/")
    following = root + address(request.url.path, query) if more else None
    return {"list": name, "total": total, "limit": limit, "offset": offset, "next": following, "rows": rows}


routes: list[BaseRoute] = [
    route
    for name in LISTINGS
    for route in (
        Route(f"/{name}", page(name), name=name),
        Route(f"/{name}.json", data(name)),
        Route(f"/{name}.csv", data(name)),
    )
]
