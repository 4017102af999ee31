"""An article with its facts marked in it; the archived page, inert."""

from __future__ import annotations

import re
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from crawler.errors import ArchiveError
from crawler.reading import read_at
from extract.charset import decode
from extract.errors import NotAnArticle
from records import FACT_KINDS
from review.answers import as_json, part_of
from review.citing import cite
from review.describe import fact_title
from review.highlight import paragraphs
from review.i18n import words_of
from review.pages.asking import number, registry_of
from review.rendering import render
from store.queries.articles import article_page
from store.web_evidence import capture, said_by

# Nothing in it may run, load or lead on: what remains is the look of its text.
_INERT = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'none'"
)


def article(request: Request) -> Response:
    """The article, every shown fact marked, one of them (`?fact=`) strongly."""
    db = registry_of(request).db
    version = number(request, "version", 0, most=1_000_000) or None
    page = article_page(db, request.path_params["ref"], version=version)
    if page["asked"] != page["id"]:
        return RedirectResponse(f"/article/{page['id']}", status_code=301)
    title = page["row"]["title"] or page["id"]
    cited = cite(request, "article", page["id"], title)
    if "part" in request.path_params:
        return part_of(request, page)
    if request.url.path.endswith(".json"):
        return as_json({**page, "cite": cited.text})
    shown = [fact for fact in page["facts"] if fact["shown"]]
    context = {
        **page,
        "title": title,
        "cited": cited,
        "paragraphs": paragraphs(page["text"], page["blocks"], _spans(page, shown)),
        "groups": _groups(request, shown),
        "looked_at": request.query_params.get("fact", ""),
        "people": {fact["key"]: said_by(db, fact["key"]) for fact in shown if fact["state"] != "unreviewed"},
    }
    return render(request, "article.html", context)


def _spans(page: dict[str, Any], shown: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Where each fact stands in the version that is shown: all its evidence, or the place a person gave it."""
    spans: dict[str, list[dict[str, Any]]] = {}
    for fact in shown:
        if fact["version"] == page["version_id"]:
            own = [{"start": fact["start"], "end": fact["end"]}] if fact["start"] is not None else []
            spans[fact["key"]] = page["spans"].get(fact["key"]) or own
    return spans


def _groups(request: Request, shown: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    words = words_of(request)
    named = [{**fact, "says": fact_title(fact, words)} for fact in shown]
    groups = [(kind, [fact for fact in named if fact["kind"] == kind]) for kind in FACT_KINDS]
    return [(kind, found) for kind, found in groups if found]


def archived(request: Request) -> Response:
    """Where and when a page was captured, and the ways to see it."""
    found = capture(registry_of(request).db, request.path_params["number"])
    return render(request, "capture.html", {"row": found, "is_html": "html" in (found["content_type"] or "html")})


def archived_text(request: Request) -> Response:
    """The page's own source as plain text."""
    text = _text(request)
    return Response(text, media_type="text/plain", headers={"content-security-policy": _INERT})


def archived_page(request: Request) -> Response:
    """The page as HTML in a sandbox: no script, no request, no form."""
    text = re.sub(r"<meta[^>]+http-equiv[^>]*>", "", _text(request), flags=re.IGNORECASE)
    return Response(text, media_type="text/html", headers={"content-security-policy": _INERT})


def _text(request: Request) -> str:
    registry = registry_of(request)
    found = capture(registry.db, request.path_params["number"])
    if not found["warc"] or found["warc_offset"] is None:
        raise HTTPException(404)
    root = registry.archive.resolve()
    path = (root / found["warc"]).resolve()
    if not path.is_relative_to(root):
        raise HTTPException(404)
    try:
        page = read_at(path, found["warc_offset"], sha256=found["sha256"])
        return decode(page.body, declared=page.headers.get("content-type"))
    except (ArchiveError, NotAnArticle) as error:
        raise HTTPException(404, detail="unreadable") from error


routes: list[BaseRoute] = [
    Route("/article/{ref}/{part}.csv", article),
    Route("/article/{ref}/{part}.json", article),
    Route("/article/{ref}.json", article),
    Route("/article/{ref}", article, name="article"),
    Route("/capture/{number:serial}", archived, name="capture"),
    Route("/capture/{number:serial}/text", archived_text),
    Route("/capture/{number:serial}/page", archived_page),
]
