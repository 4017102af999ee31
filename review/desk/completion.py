"""What is offered while a reviewer types a name."""

from __future__ import annotations

from functools import cache

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

import lexicon
from review.desk.context import registry_of
from review.security.users import requires
from store import Registry
from store.queries.completions import COMPLETED, completions, matching, place_names


@requires("reviewer")
def complete(request: Request) -> Response:
    """Up to eight offers for `?of=unit|person|bloc|place|award&q=…`: `name`, and what goes with it."""
    kind, typed = request.query_params.get("of", ""), request.query_params.get("q", "")[:200]
    return JSONResponse({"offers": offers(registry_of(request), kind, typed)})


def offers(registry: Registry, kind: str, typed: str) -> list[dict[str, str | None]]:
    """The offers; none for an unknown kind."""
    if kind in COMPLETED:
        found = completions(registry.db, kind, typed)
        return [{"name": row["name"], "place": row["place"]} for row in found]
    if kind == "place":
        return [{"name": name} for name in matching(place_names(registry.db), typed)]
    if kind == "award":
        forms = _award_titles()
        return [{"name": name, **forms[name]} for name in matching(forms, typed)]
    return []


@cache
def _award_titles() -> dict[str, dict[str, str | None]]:
    """The award forms of the lexicon: what each is called, with its form and, where the name settles it, its level."""
    entries = lexicon.load().table("award_forms")
    return {entry.name: {"form": entry.kind, "level": entry.attributes.get("level")} for entry in entries}


routes: list[BaseRoute] = [Route("/complete", complete, name="desk_complete")]
