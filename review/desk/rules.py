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
from review.desk.context import registry_of
from review.i18n import words_of
from review.rendering import address, render
from review.security.users import requires, user_of

_KINDS = ("field", "body", "company", "school")
_LONGEST = 120


def _rereading() -> ModuleType:
    """Brings spaCy along, which takes a second: only who wants a rule waits for it."""
    return importlib.import_module("review.desk.rereading")


@requires("reviewer")
def rules(request: Request) -> Response:
    """The form; with an abbreviation in the address, what the rule would change; posted, the rule is applied."""
    given = dict(from_thread.run(_form, request) if request.method == "POST" else request.query_params)
    name, expands = (" ".join(str(given.get(field, "")).split()) for field in ("name", "expands"))
    kind = given.get("kind") if given.get("kind") in _KINDS else _KINDS[0]
    context: dict[str, Any] = {
        "name": name,
        "expands": expands,
        "kind": kind,
        "kinds": _KINDS,
        "preview": None,
        "wrong": "",
    }
    if not name and not expands:
        return render(request, "desk/rules.html", {**context, "done": request.query_params.get("done")})
    context["done"] = None
    if not (
        2 <= len(name) <= _LONGEST and name != expands and 2 <= len(expands) <= _LONGEST and any(map(str.isalpha, name))
    ):
        return render(
            request, "desk/rules.html", {**context, "wrong": words_of(request)("desk.meaning.wrong")}, status=422
        )
    module = _rereading()
    rule = module.Rule(name=name, expands=expands, kind=kind)
    registry, home = registry_of(request), request.app.state.home
    try:
        if request.method == "POST":
            changed = module.apply(registry, home, rule, user_of(request).name)
            return RedirectResponse(address("/desk/rules", done=changed or "0"), status_code=303)
        context["preview"] = module.preview(registry, home, rule)
    except LexiconError as error:
        return render(request, "desk/rules.html", {**context, "wrong": str(error)}, status=422)
    return render(request, "desk/rules.html", context)


async def _form(request: Request) -> Mapping[str, Any]:
    return await request.form()


routes: list[BaseRoute] = [Route("/rules", rules, methods=["GET", "POST"], name="desk_rules")]
