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
from review.desk.kept_rules import FILE, Rule, kept_rules
from review.desk.pending import Pending, is_at_work, waiting
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
    if query.get("part") == "pending":
        return render(request, "desk/pending.html", _pending(request))
    if not rule.name and not rule.expands:
        return _page(request, rule, done=query.get("done"), removed=query.get("removed"))
    wrong = _wrong(rule, words_of(request))
    return _page(request, rule, wrong=wrong, status=422) if wrong else _previewed(request, rule)


@requires("reviewer")
def change(request: Request) -> Response:
    """Apply a rule that was previewed, remove one, or go on reading what is left of one."""
    given = from_thread.run(_form, request)
    rule, action = _rule(given), given.get("action")
    if action == "resume":
        request.app.state.rereader.start()
        return RedirectResponse("/desk/rules#pending", status_code=303)
    return _removed(request, rule) if action == "remove" else _applied(request, rule, str(given.get("seal", "")))


def _applied(request: Request, rule: Rule, seal: str) -> Response:
    words, module, user = words_of(request), _rereading(), user_of(request).name
    wrong = _wrong(rule, words)
    if wrong:
        return _page(request, rule, wrong=wrong, status=422)
    try:
        pending = module.apply(registry_of(request), request.app.state.home, rule, user, seal)
    except module.UnseenError:
        return _previewed(request, rule, wrong=words("desk.meaning.look_first"), status=409)
    except LexiconError as error:
        return _refused(request, rule, error)
    return _read_on(request, pending)


def _removed(request: Request, rule: Rule) -> Response:
    module, user = _rereading(), user_of(request).name
    try:
        pending = module.remove(registry_of(request), request.app.state.home, rule, user)
    except module.ChangedError:
        wrong = words_of(request)("desk.meaning.by_hand", name=rule.name, file=FILE)
        return _page(request, rule, wrong=wrong, status=422)
    except LexiconError as error:
        return _refused(request, rule, error)
    return _read_on(request, pending)


def _read_on(request: Request, pending: Pending) -> Response:
    """Back to the page; the articles that are left are read meanwhile."""
    if pending.done < pending.articles:
        request.app.state.rereader.start()
    told = {"done": str(pending.articles), "removed": pending.rule.name if pending.removed else None}
    return RedirectResponse(address("/desk/rules", told), status_code=303)


def _refused(request: Request, rule: Rule, error: LexiconError) -> Response:
    """The lexicon will not have the rule; why is in the words of its files, for whoever looks after them."""
    return _page(request, rule, wrong=words_of(request)("desk.meaning.refused"), detail=str(error), status=422)


def _pending(request: Request) -> dict[str, Any]:
    """What is still read again, and whether anybody is at it."""
    home = request.app.state.home
    return {"pending": waiting(registry_of(request)), "at_work": request.app.state.rereader.busy or is_at_work(home)}


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
        return _refused(request, rule, error)
    return _page(request, rule, preview=seen, wrong=wrong, status=status)


def _page(request: Request, rule: Rule, *, status: int = 200, **more: Any) -> Response:
    plain = {"preview": None, "wrong": "", "detail": "", "done": None, "removed": None, **_pending(request)}
    kept = kept_rules(registry_of(request), request.app.state.home)
    context = {"name": rule.name, "expands": rule.expands, "kind": rule.kind, "kinds": _KINDS, "kept": kept}
    return render(request, "desk/rules.html", {**plain, **context, **more}, status=status)


async def _form(request: Request) -> Mapping[str, Any]:
    return await request.form()


routes: list[BaseRoute] = [
    Route("/rules", rules, methods=["GET"], name="desk_rules"),
    Route("/rules", change, methods=["POST"]),
]
