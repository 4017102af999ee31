"""One fact: its history, and the form that corrects it, for browsers without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from review.desk.cards import one_line, reference_labels, told
from review.desk.context import article_of, form_context, registry_of
from review.desk.fields import shown
from review.desk.filters import asked
from review.i18n import words_of
from review.rendering import address, render
from review.security.users import requires
from store import NotFoundError, Registry
from store.fields import attributes
from store.labels import label
from store.queries.desk import fact_row


@requires("reviewer")
def show(request: Request) -> Response:
    """The fact with its form and its history; with `?part=history` the history alone, for the desk's dialog."""
    key = request.path_params["fact"]
    if request.query_params.get("part") == "history":
        return render(request, "desk/history.html", history_context(request, key))
    return fact_page(request, key)


def fact_page(
    request: Request, key: str, *, given: dict[str, str] | None = None, wrong: dict[str, str] | None = None
) -> Response:
    """The page of a fact; `given` is what was typed and `wrong` the complaints about it."""
    page, found = article_of(request, fact_row(registry_of(request).db, key)["article"])
    card = next((each for each in found if each.key == key), None)
    if card is None:
        raise NotFoundError(f"there is no fact {key}")
    filters = asked(request)
    context = {
        "page": page,
        "card": card,
        "given": card.typed if given is None else {**card.typed, **given},
        "wrong": wrong or {},
        "filters": filters,
        "desk_address": address(f"/desk/article/{page['id']}", filters.query(), fact=key),
        **form_context(page, words_of(request)),
        **history_context(request, key),
    }
    return render(request, "desk/fact.html", context, status=422 if wrong else 200)


def history_context(request: Request, key: str) -> dict[str, Any]:
    """Machine values by version, and who said what, when and why."""
    registry, words = registry_of(request), words_of(request)
    row = fact_row(registry.db, key)
    page, _ = article_of(request, row["article"])
    labels, kind = reference_labels(page["facts"], words), row["kind"]
    kinds = {fact["key"]: fact["kind"] for fact in page["facts"]}
    said: list[dict[str, Any]] = next((fact["said"] for fact in page["facts"] if fact["key"] == key), [])
    machine = registry.history(key)["machine"]
    for reading in machine:
        then = {**labels, **_as_read(registry, reading, kind, kinds)}
        reading["told"] = [(name, shown(words, kind, name, v, then)) for name, v in reading["values"].items()]
    return {
        "key": key,
        "kind": kind,
        "label": one_line(next((fact for fact in page["facts"] if fact["key"] == key), row), words),
        "state": row["state"],
        "machine": machine,
        "judgements": [{**each, "told": told(words, kind, each, labels)} for each in said],
    }


def _as_read(registry: Registry, reading: Mapping[str, Any], kind: str, kinds: Mapping[str, str]) -> dict[str, str]:
    """The blocs and events that a reading points to, as that same reading had them, whatever people corrected since."""
    found: dict[str, str] = {}
    for name, key in reading["values"].items():
        if attributes(kind)[name].reference and key in kinds:
            for same in (each for each in registry.history(key)["machine"] if _when(each) == _when(reading)):
                found[key] = label(kinds[key], same["values"])
    return found


def _when(reading: Mapping[str, Any]) -> tuple[Any, ...]:
    return reading["version"], reading["read_at"], reading["extractor"]


routes: list[BaseRoute] = [Route("/fact/{fact}", show, name="desk_fact")]
