"""The search page: works as a plain form; a small script asks for `results` while somebody types."""

from __future__ import annotations

import math
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from review.answers import as_csv, as_json
from review.pages.asking import chosen, number, registry_of
from review.pages.choices import check, check_names
from review.rendering import render
from store.web_search import FACETS, MOST, Results, find, suggest

PAGE = 20
_COLUMNS = (
    "kind",
    "ref",
    "title",
    "place",
    "year",
    "start",
    "types",
    "form",
    "status",
    "reviewed",
    "source",
    "snippet",
)


def search(request: Request) -> Response:
    """The page, or with `part=results` only what changes while somebody types."""
    at = max(1, number(request, "page", 1, most=MOST // PAGE))
    words, filters, found = _found(request, limit=PAGE, offset=(at - 1) * PAGE)
    context = {
        "words": words,
        "filters": filters,
        "found": found,
        "page": at,
        "pages": max(1, math.ceil(found.total / PAGE)),
        "narrowed": {**({"q": words} if words else {}), **filters},
        "most": MOST,
    }
    template = "search/results.html" if request.query_params.get("part") == "results" else "search/page.html"
    return render(request, template, context)


def _found(request: Request, *, limit: int, offset: int) -> tuple[str, dict[str, str], Results]:
    words = request.query_params.get("q", "").strip()[:200]
    filters = chosen(request, FACETS)
    check(filters, "search")
    return words, filters, find(registry_of(request).db, words, filters, limit=limit, offset=offset)


def data(request: Request) -> Response:
    """What was found as JSON with the facets' counts, or as CSV (the best 5,000)."""
    check_names(request.query_params, FACETS, "q")
    if request.url.path.endswith(".csv"):
        _, _, found = _found(request, limit=MOST, offset=0)
        return as_csv("search", map(_plain, found.rows), _COLUMNS, excel="excel" in request.query_params)
    limit = max(1, number(request, "limit", 50, most=500))
    offset = number(request, "offset", 0, most=MOST)
    words, filters, found = _found(request, limit=limit, offset=offset)
    facets = {name: dict(counts) for name, counts in found.facets.items()}
    answer = {"q": words, "filters": filters, "total": found.total, "cut": found.cut, "facets": facets}
    return as_json({**answer, "limit": limit, "offset": offset, "rows": [_plain(row) for row in found.rows]})


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in _COLUMNS}


def suggestions(request: Request) -> Response:
    """The likeliest few for an unfinished word."""
    words = request.query_params.get("q", "").strip()[:200]
    found = suggest(registry_of(request).db, words)
    names = ("kind", "ref", "title", "place", "year")
    return as_json([{name: row[name] for name in names} for row in found])


routes: list[BaseRoute] = [
    Route("/search", search, name="search"),
    Route("/search.json", data),
    Route("/search.csv", data),
    Route("/suggest.json", suggestions),
]
