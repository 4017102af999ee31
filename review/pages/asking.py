"""What handlers ask of a request."""

from __future__ import annotations

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request

from review.kept import Kept
from review.refusals import Refused
from store import Registry


def registry_of(request: Request) -> Registry:
    """The registry."""
    found: Registry = request.app.state.registry
    return found


def kept_of(request: Request) -> Kept:
    """Answers kept until something changes."""
    found: Kept = request.app.state.kept
    return found


def number(request: Request, name: str, otherwise: int, *, most: int) -> int:
    """A whole number of the query, at least nothing and at most `most`; raises a 400 when it is none."""
    given = request.query_params.get(name, "")
    if not given:
        return otherwise
    if not given.isdecimal():
        raise Refused("number", name=name, value=given[:40])
    if len(given) > _DIGITS:
        raise Refused("smaller", name=name, value=given[:40])
    return min(int(given), most)


class Serial(Convertor[int]):
    """A number in a path, such as a capture's; one that no table can hold is answered with 400."""

    regex = "[0-9]+"

    def convert(self, value: str) -> int:
        """The number."""
        if len(value) > _DIGITS:
            raise Refused("too_large", value=value[:40])
        return int(value)

    def to_string(self, value: int) -> str:
        """The path of a number."""
        return str(value)


_DIGITS = 18
register_url_convertor("serial", Serial())


def chosen(request: Request, names: tuple[str, ...]) -> dict[str, str]:
    """The filters that were chosen, trimmed."""
    given = {name: request.query_params.get(name, "").strip()[:200] for name in names}
    return {name: value for name, value in given.items() if value}
