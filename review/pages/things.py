"""The pages of blocs, units, people, events, awards, documents and facts, each with a permanent address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from review.answers import as_json, moved, part_of
from review.charts import months_chart
from review.citing import cite
from review.composition import composition
from review.describe import event_title, fact_title, fact_values
from review.i18n import Words, words_of
from review.pages.asking import registry_of
from review.rendering import render
from review.timeline import timeline
from store import NotFoundError, Registry
from store.queries.blocs import bloc_page
from store.queries.events import award_page, document_page, event_page, events_of
from store.queries.facts import fact_page
from store.queries.persons import person_page
from store.queries.units import unit_page
from store.web_charts import events_by_month
from store.web_evidence import behind, facts

Page = dict[str, Any]
More = Callable[[Request, Registry, Page], Page]


def _bloc(request: Request, registry: Registry, page: Page) -> Page:
    words = words_of(request)
    months = events_by_month(registry.db, bloc=page["id"])
    return {
        "title": page["row"]["name"],
        "composition": composition(page["members"], page["leaders"]),
        "timeline": timeline(page),
        "chart": months_chart(months, words, link=lambda month: f"/events?bloc={page['id']}&month={month}"),
        "months": months,
        "evidence": behind(registry.db, "blocs", page["id"], limit=5),
    }


def _unit(_request: Request, _registry: Registry, page: Page) -> Page:
    return {"title": page["row"]["name"]}


def _event(request: Request, registry: Registry, page: Page) -> Page:
    words = words_of(request)
    others = [each[side] for each in page["suggestions"] for side in ("left_id", "right_id")]
    return {
        "title": event_title(page["row"], page["bloc"], words),
        "evidence": behind(registry.db, "events", page["id"]),
        "others": {row["id"]: row for row in events_of(registry.db, others)},
    }


def _award(_request: Request, registry: Registry, page: Page) -> Page:
    bloc = registry.table("blocs", {"id": page["row"]["bloc"]}, limit=1) if page["row"]["bloc"] else []
    return {
        "title": page["row"]["title"],
        "bloc": next(iter(bloc), None),
        "evidence": behind(registry.db, "awards", page["id"]),
    }


def _document(_request: Request, registry: Registry, page: Page) -> Page:
    return {"title": page["row"]["number"], "evidence": behind(registry.db, "documents", page["id"])}


def _fact(request: Request, registry: Registry, page: Page) -> Page:
    words, kind = words_of(request), page["row"]["kind"]
    return {
        "title": fact_title(page["row"], words),
        "evidence": facts(registry.db, [page["id"]]),
        "said": page["history"]["judgements"],
        "read": [{**each, "shown": fact_values(kind, each["values"], words)} for each in page["history"]["machine"]],
        "shown": fact_values(kind, page["row"]["value"], words),
        "named": _named(registry, page, words),
    }


def _named(registry: Registry, page: Page, words: Words) -> dict[str, str]:
    """The bloc and the event that a fact points to, in a line each, by their fact keys."""
    values = [page["row"]["value"], *(each["values"] for each in page["history"]["machine"])]
    keys = {str(value[name]) for value in values for name in ("bloc", "event") if value.get(name)}
    found = [row for key in sorted(keys) for row in registry.table("facts", {"key": key}, limit=1)]
    return {row["key"]: fact_title(row, words) for row in found}


_KINDS: Mapping[str, tuple[Callable[..., Page], More]] = {
    "bloc": (bloc_page, _bloc),
    "unit": (unit_page, _unit),
    "person": (person_page, _unit),
    "event": (event_page, _event),
    "award": (award_page, _award),
    "document": (document_page, _document),
    "fact": (fact_page, _fact),
}


def page(kind: str) -> Callable[[Request], Response]:
    """The page of one thing, or the same as JSON."""
    ask, more = _KINDS[kind]

    def handler(request: Request) -> Response:
        registry, ref = registry_of(request), request.path_params["ref"]
        if kind != "fact" and not ref.startswith(f"{kind}-"):
            raise NotFoundError(f"{ref} is no {kind}")
        found = ask(registry.db, ref)
        away = moved(request, kind, found)
        if away is not None:
            return away
        if "part" in request.path_params:
            return part_of(request, {**found, **found.get("history", {})} if kind == "fact" else found)
        if request.url.path.endswith(".json"):
            title = str(found["row"].get("name") or found["row"].get("title") or found["row"].get("label") or ref)
            return as_json({**found, "cite": cite(request, kind, found["id"], title).text})
        extra = more(request, registry, found)
        context = {**found, **extra, "page": found, "cited": cite(request, kind, found["id"], extra["title"])}
        return render(request, f"things/{kind}.html", context)

    return handler


routes: list[BaseRoute] = [
    route
    for kind in _KINDS
    for route in (
        Route(f"/{kind}/{{ref}}/{{part}}.csv", page(kind)),
        Route(f"/{kind}/{{ref}}/{{part}}.json", page(kind)),
        Route(f"/{kind}/{{ref}}.json", page(kind)),
        Route(f"/{kind}/{{ref}}", page(kind), name=kind),
    )
]
