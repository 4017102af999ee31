"""Where every act arrives: one address for forms and for scripts.

A script asks for JSON and gets the changed cards back; a form is led back to where it came from. What cannot be kept
is never lost: the answer (409 when somebody came in between, 422 when a value is wrong) carries it, and so does the
browser.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from anyio import from_thread
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from records import FACT_KINDS
from review.desk.acts import Done, OvertakenError, WrongError, perform
from review.desk.cards import Card, reference_labels, told
from review.desk.context import article_of, form_context, registry_of, tally
from review.desk.fact import fact_page
from review.desk.filters import filters_of
from review.desk.posted import Posted
from review.i18n import words_of
from review.rendering import environment, page_context, render
from review.security.users import local, requires, user_of
from store.fields import fact_kind
from store.queries.desk import fact_row

_MOST_FIELDS = 4000  # a bulk has two for every fact


@requires("reviewer")
def judge(request: Request) -> Response:
    """Perform one act."""
    posted = posted_by(request)
    scripted = "application/json" in request.headers.get("accept", "")
    try:
        done = perform(registry_of(request), posted)
    except OvertakenError as error:
        context = _overtaken(request, posted, error)
        return JSONResponse(context, status_code=409) if scripted else _ask(request, posted, context)
    except WrongError as error:
        if scripted:
            return JSONResponse({"error": "wrong", "wrong": dict(error.wrong)}, status_code=422)
        return _again(request, posted, error)
    return _answer(request, posted, done) if scripted else _back(posted, done)


def posted_by(request: Request) -> Posted:
    """The fields of the posted form with who posted it."""
    fields: dict[str, list[str]] = {}
    for name, value in from_thread.run(_form, request).multi_items():
        if isinstance(value, str):
            fields.setdefault(name, []).append(value)
    return Posted(fields=fields, user=user_of(request), words=words_of(request))


async def _form(request: Request) -> FormData:
    return await request.form(max_fields=_MOST_FIELDS)


def _answer(request: Request, posted: Posted, done: Done) -> Response:
    """What a script needs to bring its page up to date."""
    answer: dict[str, Any] = {"said": list(done.said), "facts": list(done.facts), "skipped": list(done.skipped)}
    article = _article(request, posted, done)
    if article is None:
        return JSONResponse(answer)
    page, found = article_of(request, article)
    touched = _touched(found, posted, done)
    return JSONResponse(
        {
            **answer,
            "article": page["id"],
            "basis": page["last_judgement"],
            "tally": tally(found),
            "order": [card.key for card in found],
            "cards": {card.key: _card_html(request, page, card) for card in found if card.key in touched},
            "summary": [card.key for card in found if card.waits],
        }
    )


def _article(request: Request, posted: Posted, done: Done) -> str | None:
    """The article on whose desk the act was done."""
    if posted.one("article"):
        return posted.one("article")
    return str(fact_row(registry_of(request).db, done.facts[0])["article"]) if done.facts else None


def _touched(found: list[Card], posted: Posted, done: Done) -> set[str]:
    """The cards that may look different now: others name a bloc or an event by its label."""
    kinds = {card.kind for card in found if card.key in done.facts}
    whole = kinds & {"blocs", "events"} or posted.one("action") in ("same", "not_same", "add", "undo")
    return {card.key for card in found} if whole else set(done.facts)


def _card_html(request: Request, page: Mapping[str, Any], card: Card) -> str:
    context = {**page_context(request), "page": page, "card": card, "filters": filters_of({})}
    return environment().get_template("desk/card.html").render(context)


def _back(posted: Posted, done: Done) -> Response:
    """To where the form stood, at the fact it was about."""
    target = local(posted.one("back"), "/desk/")
    mark = f"#fact-{done.facts[0]}" if done.facts and target.startswith("/desk/article/") else ""
    return RedirectResponse(f"{target}{mark}", status_code=303)


def _overtaken(request: Request, posted: Posted, error: OvertakenError) -> dict[str, Any]:
    """Both words, side by side."""
    words = posted.words
    page, found = article_of(request, fact_row(registry_of(request).db, error.fact)["article"])
    card = next(each for each in found if each.key == error.fact)
    labels = reference_labels(page["facts"], words)
    by = error.by
    return {
        "error": "overtaken",
        "fact": error.fact,
        "title": card.title,
        "by": by["user"] if by else words("desk.machine"),
        "at": by["made_at"] if by else None,
        "theirs": told(words, card.kind, by, labels) if by else words("desk.said.reread"),
        "mine": _mine(posted, labels),
        "card": _card_html(request, page, card),
        "basis": page["last_judgement"],
    }


def _mine(posted: Posted, labels: Mapping[str, str]) -> str:
    act = posted.words(f"desk.said.{posted.one('action')}")
    if posted.one("action") != "set":
        return act
    was = posted.group("was")
    changed = {n: v for n, v in posted.group("value").items() if v.replace("\r\n", "\n") != was.get(n, "")}
    parts = (
        f"{posted.words.value('desk.field', n)} → {labels.get(v, v) or posted.words('desk.nothing')}"
        for n, v in changed.items()
    )
    return f"{act}: {'; '.join(parts)}"


def _ask(request: Request, posted: Posted, told_both: Mapping[str, Any]) -> Response:
    """The question of what to do, as a page that holds the whole act."""
    kept = [
        (name, value) for name, values in posted.fields.items() if name not in ("csrf", "insist") for value in values
    ]
    context = {**told_both, "kept": kept, "back": local(posted.one("back"), "/desk/")}
    return render(request, "desk/overtaken.html", context, status=409)


def _again(request: Request, posted: Posted, error: WrongError) -> Response:
    """The form again with what was typed and what is wrong with it."""
    given, wrong = dict(posted.group("value")), dict(error.wrong)
    if posted.one("action") == "set":
        return fact_page(request, posted.one("fact"), given=given, wrong=wrong)
    if posted.one("action") == "add":
        page, _ = article_of(request, posted.one("article"))
        kind = fact_kind(posted.one("kind"))
        context = {
            "page": page,
            "kind": kind,
            "kinds": FACT_KINDS,
            "given": given,
            "quote": posted.one("quote"),
            "wrong": wrong,
        }
        return render(request, "desk/add.html", {**context, **form_context(page, words_of(request))}, status=422)
    context = {"told": "; ".join(wrong.values()), "back": local(posted.one("back"), "/desk/")}
    return render(request, "desk/refused.html", context, status=422)


routes: list[BaseRoute] = [Route("/judge", judge, methods=["POST"], name="desk_judge")]
