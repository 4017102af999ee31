"""What is shown when something is not there, not allowed, or broken."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from review.i18n import words_of
from review.rendering import render
from review.security.headers import POLICY
from store.errors import InvalidValueError, NotFoundError


def shown(request: Request, status: int, detail: str = "") -> Response:
    """An error as a page, or as JSON for who asked for data."""
    words = words_of(request)
    known = f"error.{detail or status}"
    key = known if words.has(f"{known}.title") else f"error.{status}"
    key = key if words.has(f"{key}.title") else "error.400"
    told = detail if detail and not words.has(f"{known}.title") else words(f"{key}.text")
    if request.url.path.endswith((".json", ".csv")) or "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"error": words(f"{key}.title"), "detail": told, "status": status}, status_code=status)
    return render(request, "error.html", {"status": status, "key": key, "told": told}, status=status)


def refused(request: Request, error: Exception) -> Response:
    """An `HTTPException`: not found, not allowed, not possible."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else ""
    plain = isinstance(error, HTTPException) and detail in ("Not Found", "Forbidden", "Unauthorized")
    answer = shown(request, status, "" if plain or status in (405, 413) else detail)
    if isinstance(error, HTTPException) and error.headers:
        answer.headers.update(error.headers)
    return answer


def missing(request: Request, _error: Exception) -> Response:
    """The registry has nothing of that id."""
    return shown(request, 404)


def invalid(request: Request, error: Exception) -> Response:
    """The registry cannot do what was asked; its message says what is possible."""
    return shown(request, 400, str(error))


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
