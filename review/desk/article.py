"""An article's desk: its text on one side, its facts on the other."""

from __future__ import annotations

import json

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from records import FACT_KINDS, record_to_json
from review.desk.context import article_of, form_context, registry_of, tally
from review.desk.filters import asked
from review.desk.marks import marks_of, paragraphs
from review.i18n import words_of
from review.rendering import address, render
from review.security.users import requires
from store.fields import fact_kind
from store.queries.desk import gold_record


@requires("reviewer")
def show(request: Request) -> Response:
    """The desk of an article; `?fact=` names the fact to begin with."""
    page, found = article_of(request, request.path_params["article"])
    filters = asked(request)
    first = next((card.key for card in found if card.waits), None)
    wanted = request.query_params.get("fact")
    context = {
        "page": page,
        "cards": found,
        "kinds": FACT_KINDS,
        "paragraphs": paragraphs(page["text"], marks_of(page["facts"], page["spans"], page["text"]), page["blocks"]),
        "tally": tally(found),
        "current": wanted if any(card.key == wanted for card in found) else first,
        "filters": filters,
        "next_address": address("/desk/next", filters.onward(page["id"])),
        "queue_address": address("/desk/", filters.query()),
        **form_context(page, words_of(request)),
    }
    return render(request, "desk/article.html", context)


@requires("reviewer")
def add(request: Request) -> Response:
    """The form for a fact that the machine missed, for browsers without scripts."""
    page, _ = article_of(request, request.path_params["article"])
    kind = fact_kind(request.query_params.get("kind", "members"))
    form = form_context(page, words_of(request))
    context = {"page": page, "kind": kind, "kinds": FACT_KINDS, "given": form["blank"][kind], "quote": "", "wrong": {}}
    return render(request, "desk/add.html", {**context, **form})


@requires("reviewer")
def gold(request: Request) -> Response:
    """A reviewed article as gold: the record that `thidua export gold` writes."""
    article = request.path_params["article"]
    record = gold_record(registry_of(request).db, article)
    if record is None:
        raise HTTPException(404, detail="gold")
    body = json.dumps(record_to_json(record), ensure_ascii=False, indent=1) + "\n"
    headers = {"content-disposition": f'attachment; filename="{record.article.id}.json"'}
    return Response(body.encode("utf-8", "surrogatepass"), media_type="application/json", headers=headers)


routes: list[BaseRoute] = [
    Route("/article/{article}", show, name="desk_article"),
    Route("/article/{article}/add", add, name="desk_add"),
    Route("/article/{article}/gold.json", gold, name="desk_gold_record"),
]
