"""Templates: one environment, and what every page may use."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from review import formats, signs
from review.i18n import LANGUAGES, language_of, words
from review.security.users import current_user


class _Rows(Environment):
    """Looks into rows first: asking a dictionary for an attribute it lacks costs more than the value itself."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`row.name` in a template."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


@cache
def environment() -> Environment:
    """Everything is escaped; a name that is not given is an error, not an empty place."""
    env = _Rows(
        loader=PackageLoader("review", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(static=static, address=address)
    env.filters["urlpart"] = lambda text: quote(str(text), safe="")
    env.filters.update(formats.FILTERS)
    return env


@cache
def static(name: str) -> str:
    """The address of a static file; it changes when the file does, so browsers may keep it for ever."""
    data = (resources.files("review") / "static" / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(data).hexdigest()[:10]}"


def address(path: str, query: Mapping[str, Any] | None = None, **more: Any) -> str:
    """A path with its query; keys without a value are left out.

    >>> address("/events", {"year": 2024, "page": 3}, page=None)
    '/events?year=2024'
    """
    kept = {name: value for name, value in {**(query or {}), **more}.items() if value not in (None, "", [])}
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path


def page_context(request: Request) -> dict[str, Any]:
    """What every template has: `t` (words), `lang`, `user`, `csrf`, `settings`, and the address of the page itself."""
    language = language_of(request)
    state = request.scope.get("state", {})
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return {
        **signs.functions(language),
        "t": words(language),
        "lang": language,
        "languages": LANGUAGES,
        "user": current_user(request),
        "csrf": state.get("csrf", ""),
        "settings": request.app.state.settings,
        "path": request.url.path,
        "here": here,
        "query": dict(request.query_params),
        "root": str(request.base_url).rstrip("/"),
    }


def render(
    request: Request, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HTMLResponse:
    """A page from `review/templates/`."""
    html = environment().get_template(template).render({**page_context(request), **(context or {})})
    headers = {"content-language": language_of(request), "vary": "Cookie, Accept-Language"}
    return HTMLResponse(html, status_code=status, headers=headers)
