"""What stands behind a value: each sentence, its article, the archived page, who confirmed it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from review.answers import as_csv, as_json
from review.describe import fact_title
from review.i18n import words_of
from review.pages.asking import registry_of
from review.rendering import render
from store.web_evidence import behind


def evidence(request: Request) -> Response:
    """The page, or with `part=body` only its list, for the small window that a script opens."""
    words = words_of(request)
    found = behind(registry_of(request).db, request.path_params["table"], request.path_params["ref"])
    if request.url.path.endswith(".csv"):
        return as_csv("evidence", found, excel="excel" in request.query_params)
    if request.url.path.endswith(".json"):
        return as_json({"table": request.path_params["table"], "id": request.path_params["ref"], "facts": found})
    named = [{**fact, "says": fact_title(fact, words)} for fact in found]
    template = "evidence/list.html" if request.query_params.get("part") == "body" else "evidence/page.html"
    return render(request, template, {"evidence": named})


routes: list[BaseRoute] = [
    Route("/evidence/{table}/{ref}.csv", evidence),
    Route("/evidence/{table}/{ref}.json", evidence),
    Route("/evidence/{table}/{ref}", evidence, name="evidence"),
]
