"""What operators see: sources, runs, alarms, lateness. What `thidua status` prints, and more of each run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from review.answers import as_json, part_of
from review.pages.asking import registry_of
from review.rendering import render
from review.security.users import requires
from store.web_operations import issues_by_code, run_row

_RUNS = 30


@requires("admin")
def operations(request: Request) -> Response:
    """Alarms first, then sources with their lateness, then the last runs."""
    registry = registry_of(request)
    status: Mapping[str, Any] | None = request.app.state.status() if request.app.state.status else None
    runs = registry.runs(limit=_RUNS)
    issues = issues_by_code(registry.db)
    told = {"status": status, "runs": runs, "issues": issues}
    if "part" in request.path_params:
        return part_of(request, {**told, "sources": list(status["sources"]) if status else []})
    if request.url.path.endswith(".json"):
        return as_json(told)
    return render(request, "operations/page.html", {"status": status, "runs": runs, "issues": issues})


@requires("admin")
def run(request: Request) -> Response:
    """One run with its report and what it complained of."""
    registry, wanted = registry_of(request), request.path_params["number"]
    row = run_row(registry.db, wanted)
    issues = registry.run_issues(run=wanted)
    if request.url.path.endswith(".json"):
        return as_json({"run": row, "issues": issues})
    return render(request, "operations/run.html", {"run": row, "issues": issues})


routes: list[BaseRoute] = [
    Route("/operations", operations, name="operations"),
    Route("/operations.json", operations),
    Route("/operations/{part}.csv", operations),
    Route("/operations/{part}.json", operations),
    Route("/operations/run/{number:serial}.json", run),
    Route("/operations/run/{number:serial}", run, name="run"),
]
