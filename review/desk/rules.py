"""The page of a lexicon rule: what an abbreviation always means, previewed before it is applied."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from anyio import from_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from lexicon import LexiconError
from review.desk.abbreviations import is_everyday
from review.desk.context import registry_of
from review.desk.kept_rules import Rule, kept_rules
from review.i18n import Words, words_of
from review.rendering import address, render
from review.security.users import requires, user_of

_KINDS = ("field", "body", "company", "school")
_LONGEST = 120


def _rereading() -> ModuleType:
    """Brings spaCy along, which takes a second: only who wants a rule waits for it."""
    return importlib.import_module("review.desk.rereading")


@requires("reviewer")
def rules(request: Request) -> Response:
    """The rules there are, and the form; with an abbreviation in the address, what a rule would change."""
    query = request.query_params
    rule = _rule(query)
    if not rule.name and not rule.expands:
        return _page(request, rule, done=query.get("done"), left=query.get("left"), removed=query.get("removed"))
    wrong = _wrong(rule, words_of(request))
    return _page(request, rule, wrong=wrong, status=422) if wrong else _previewed(request, rule)


@requires("reviewer")
def change(request: Request) -> Response:
    """Apply a rule that was previewed, or remove one."""
    given = from_thread.run(_form, request)
    rule, module, user = _rule(given), _rereading(), user_of(request).name
    registry, home = registry_of(request), request.app.state.home
    removing = given.get("action") == "remove"
    wrong = "" if removing else _wrong(rule, words_of(request))
    if wrong:
        return _page(request, rule, wrong=wrong, status=422)
    try:
        if removing:
            again = module.remove(registry, home, rule, user)
        else:
            again = module.apply(registry, home, rule, user, str(given.get("seal", "")))
    except module.UnseenError:
        return _previewed(request, rule, wrong=words_of(request)("desk.meaning.look_first"), status=409)
    except LexiconError as error:
        return _page(request, rule, wrong=str(error), status=422)
    told = {"done": str(again.articles), "left": again.left or None, "removed": rule.name if removing else None}
    return RedirectResponse(address("/desk/rules", told), status_code=303)


def _rule(given: Mapping[str, Any]) -> Rule:
    name, expands = (" ".join(str(given.get(field, "")).split()) for field in ("name", "expands"))
    kind = str(given.get("kind", ""))
    return Rule(name=name, expands=expands, kind=kind if kind in _KINDS else _KINDS[0])


def _wrong(rule: Rule, words: Words) -> str:
    lengths = all(2 <= len(text) <= _LONGEST and text.isprintable() for text in (rule.name, rule.expands))
    if not lengths or rule.name == rule.expands or not any(map(str.isalpha, rule.name)):
        return words("desk.meaning.wrong")
    return words("desk.meaning.everyday", name=rule.name) if is_everyday(rule.name) else ""


def _previewed(request: Request, rule: Rule, *, wrong: str = "", status: int = 200) -> Response:
    try:
        seen = _rereading().preview(registry_of(request), request.app.state.home, rule, user_of(request).name)
    except LexiconError as error:
        return _page(request, rule, wrong=str(error), status=422)
    return _page(request, rule, preview=seen, wrong=wrong, status=status)


def _page(request: Request, rule: Rule, *, status: int = 200, **more: Any) -> Response:
    plain = {"preview": None, "wrong": "", "done": None, "left": None, "removed": None}
    kept = kept_rules(registry_of(request), request.app.state.home)
    context = {"name": rule.name, "expands": rule.expands, "kind": rule.kind, "kinds": _KINDS, "kept": kept}
    return render(request, "desk/rules.html", {**plain, **context, **more}, status=status)


async def _form(request: Request) -> Mapping[str, Any]:
    return await request.form()


routes: list[BaseRoute] = [
    Route("/rules", rules, methods=["GET"], name="desk_rules"),
    Route("/rules", change, methods=["POST"]),
]
