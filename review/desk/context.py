"""What several of the desk's pages need: the registry, an article with its cards, the progress."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from records import FACT_KINDS
from review.desk.cards import Card, cards, references
from review.desk.fields import blank_values, form_fields
from review.i18n import Words, words_of
from review.security.users import user_of
from store import Registry
from store.queries.desk import Progress, desk_article, progress


def registry_of(request: Request) -> Registry:
    """The registry that the application serves."""
    found: Registry = request.app.state.registry
    return found


def article_of(request: Request, article: str) -> tuple[dict[str, Any], list[Card]]:
    """An article's page and its facts as cards. Raises `NotFoundError`."""
    page = desk_article(registry_of(request).db, article)
    return page, cards(page, words_of(request), user_of(request).name)


def form_context(page: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """What the fields of a form need: their descriptions, and what a reference may point to."""
    choices = {kind: references(page["facts"], kind, words) for kind in ("blocs", "events")}
    return {
        "form_fields": form_fields,
        "reference_choices": choices,
        "blank": {kind: blank_values(kind, choices) for kind in FACT_KINDS},
    }


def tally(found: list[Card]) -> dict[str, int]:
    """How far the review of an article is."""
    return {"all": len(found), "done": sum(not card.waits for card in found), "left": sum(card.waits for card in found)}


def progress_of(request: Request) -> Progress:
    """How far the review of everything is."""
    registry = registry_of(request)
    return progress(registry.db, user_of(request).name, registry.clock())
