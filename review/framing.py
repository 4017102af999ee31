"""What Datasette's pages need of the house: its words, its header and footer, what there is to ask.

Datasette renders in several places and knows nothing of our requests, so the frame of the request that is answered
stands in a context variable, which each answer has for itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from functools import cached_property
from types import MappingProxyType
from typing import Any

from markupsafe import Markup
from starlette.requests import Request

from review.i18n import Words
from review.rendering import environment, page_context, static
from store.catalogue import table_names
from store.web_sql import EXAMPLES, VIEWS


class Frame:
    """The frame of one answer; made only when a page asks for it, not for data."""

    def __init__(self, request: Request) -> None:
        self._request = request

    @cached_property
    def _context(self) -> Mapping[str, Any]:
        return page_context(self._request)

    @property
    def words(self) -> Words:
        """The words of the reader's language."""
        found: Words = self._context["t"]
        return found

    @cached_property
    def parts(self) -> Mapping[str, Any]:
        """What templates call `house`."""
        words = self.words
        about = {name: words(f"sql.about.{name}") for name in (*sorted(table_names()), *VIEWS)}
        return MappingProxyType(
            {
                "title": self._context["settings"].title,
                "lang": words.language,
                "styles": (static("site.css"), static("sql.css")),
                "header": self._part("header.html"),
                "footer": self._part("footer.html"),
                "about": about,
                "tables": [(name, about[name]) for name in sorted(table_names())],
                "views": [(name, about[name]) for name in VIEWS],
                "asked": self._request.query_params.get("sql", ""),
                "examples": [(words(f"sql.example.{name}"), sql) for name, sql in EXAMPLES.items()],
            }
        )

    def _part(self, template: str) -> Markup:
        return Markup(environment().get_template(template).render(self._context))  # noqa: S704 - a template of ours


FRAME: ContextVar[Frame] = ContextVar("frame")


class House:
    """`house.header` in a template is the header of the answer that it is rendered for."""

    def __getattr__(self, name: str) -> Any:
        try:
            return FRAME.get().parts[name]
        except KeyError as error:
            raise AttributeError(name) from error


def say(key: str, **values: Any) -> str:
    """`t("sql.run")` in a template, in the language of the answer."""
    return FRAME.get().words(key, **values)
