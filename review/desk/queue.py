"""The queue: what waits for a person, the most doubtful and weighty first."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from records import FACT_KINDS
from review.desk.cards import one_line, summary
from review.desk.context import progress_of, registry_of
from review.desk.filters import STATES, asked
from review.i18n import words_of
from review.rendering import address, render
from review.security.users import requires, user_of
from store import NotFoundError
from store.queries.completions import completions
from store.queries.desk import (
    COUNTED,
    count_waiting,
    gold_articles,
    next_article,
    recent,
    waiting,
    waiting_sources,
)

_PAGE = 40


@requires("reviewer")
def show(request: Request) -> Response:
    """One page of the queue, with its filters and the progress."""
    db, filters, words = registry_of(request).db, asked(request), words_of(request)
    wanted = request.query_params.get("bloc_name", "").strip()
    text = request.query_params.get("page", "1")
    page = max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1
    rows = waiting(db, filters.where(), limit=_PAGE + 1, offset=(page - 1) * _PAGE)
    context = {
        "rows": [{**row, "summary": summary(row, words)} for row in rows[:_PAGE]],
        "more": len(rows) > _PAGE,
        "page": page,
        "filters": filters,
        "found": count_waiting(db, filters.where()),
        "counted": COUNTED,
        "kinds": FACT_KINDS,
        "states": STATES,
        "sources": waiting_sources(db),
        "blocs": completions(db, "bloc", wanted, limit=12) if wanted else None,
        "bloc_name": _bloc_name(request, filters.bloc),
        "progress": progress_of(request),
        "recent": [
            {**row, "says": one_line(row, words) if row["label"] else ""} for row in recent(db, user_of(request).name)
        ],
    }
    return render(request, "desk/queue.html", context)


def _bloc_name(request: Request, bloc: str | None) -> str:
    if bloc is None:
        return ""
    try:
        return str(registry_of(request).show(bloc)["row"].get("name", bloc))
    except NotFoundError:
        return bloc


@requires("reviewer")
def onward(request: Request) -> Response:
    """To the next article that waits behind these filters, or back to the queue when there is none."""
    filters = asked(request)
    found = next_article(registry_of(request).db, filters.where(), filters.passed)
    if found is None:
        return RedirectResponse(
            address("/desk/", filters.query(), end="1" if filters.passed else None), status_code=303
        )
    article, fact = found
    query = {**filters.query(), "passed": ",".join(filters.passed) or None, "fact": fact}
    return RedirectResponse(address(f"/desk/article/{article}", query), status_code=303)


@requires("reviewer")
def gold(request: Request) -> Response:
    """The articles that are reviewed to the end."""
    return render(request, "desk/gold.html", {"rows": gold_articles(registry_of(request).db)})


@requires("reviewer")
def session(request: Request) -> Response:
    """Who is signed in, and the token of this session: a page that was open longer asks for it."""
    return JSONResponse({"user": user_of(request).name, "csrf": request.scope["state"]["csrf"]})


routes: list[BaseRoute] = [
    Route("/session", session, name="desk_session"),
    Route("/", show, name="desk"),
    Route("/next", onward, name="desk_next"),
    Route("/gold", gold, name="desk_gold"),
]
