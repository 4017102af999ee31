"""The queues of pairs: units, persons and blocs that may be one, events in several articles, heirs of lost facts."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from review.desk.context import progress_of, registry_of
from review.rendering import render
from review.security.users import requires, user_of
from store.queries.pairs import PAIR_KINDS, recent_pairs, waiting_pairs

_PAGE = 12


@requires("reviewer")
def show(request: Request) -> Response:
    """One page of pairs of one kind, or of all."""
    db = registry_of(request).db
    kind = request.query_params.get("kind")
    kind = kind if kind in PAIR_KINDS else None
    found = waiting_pairs(db, kind=kind, limit=_PAGE + 1)
    context = {
        "pairs": found[:_PAGE],
        "more": len(found) > _PAGE,
        "kind": kind,
        "kinds": PAIR_KINDS,
        "progress": progress_of(request),
        "recent": recent_pairs(db, user_of(request).name),
    }
    return render(request, "desk/pairs.html", context)


routes: list[BaseRoute] = [Route("/pairs", show, name="desk_pairs")]
