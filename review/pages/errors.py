"""What is shown when something is not there, not allowed, or broken."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from review.i18n import words_of
from review.refusals import Refused, refusal
from review.rendering import render
from review.security.headers import POLICY
from store.errors import InvalidValueError, NotFoundError


def shown(request: Request, status: int, why: str = "", told: str = "") -> Response:
    """An error as a page, or as JSON for who asked for data. `why` is a key under `error.` that says more than the
    status; `told` is the sentence, where it is not the usual one.
    """
    words = words_of(request)
    known = (key for key in (f"error.{why}", f"error.{status}") if words.has(f"{key}.title"))
    key = next(known, "error.400")
    told = told or words(f"{key}.text")
    if request.url.path.endswith((".json", ".csv")) or "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"error": words(f"{key}.title"), "detail": told, "status": status}, status_code=status)
    return render(request, "error.html", {"status": status, "key": key, "told": told}, status=status)


def refused(request: Request, error: Exception) -> Response:
    """An `HTTPException`: not found, not allowed, not possible. Its detail is a key of the messages, or Starlette's."""
    if not isinstance(error, HTTPException):
        return shown(request, 500)
    told = refusal(error, words_of(request)) if isinstance(error, Refused) else ""
    answer = shown(request, error.status_code, error.detail, told)
    answer.headers.update(error.headers or {})
    return answer


def missing(request: Request, _error: Exception) -> Response:
    """The registry has nothing of that id."""
    return shown(request, 404)


def invalid(request: Request, error: Exception) -> Response:
    """The registry cannot do what was asked, and says what is possible."""
    return shown(request, 400, told=refusal(error, words_of(request)) if isinstance(error, InvalidValueError) else "")


def too_large(request: Request, _error: Exception) -> Response:
    """A number that SQLite cannot hold."""
    return shown(request, 400)


def broken(request: Request, _error: Exception) -> Response:
    """A defect. It is in the server's log; nothing of it is shown."""
    answer = shown(request, 500)
    answer.headers["content-security-policy"] = POLICY
    answer.headers["x-content-type-options"] = "nosniff"
    return answer


HANDLERS = {HTTPException: refused, NotFoundError: missing, InvalidValueError: invalid, OverflowError: too_large}
