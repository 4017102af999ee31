"""The subcommands of `thidua sources` that ask a portal: check, new, record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from extract import NotAnArticle, read
from records import Article, Page
from sources import Source, SourceError, load_families, read_source
from thidua.definitions import definition
from thidua.drafting import draft, probe
from thidua.errors import Refused, refusing
from thidua.options import json_option, workspace_option
from thidua.output import listing, print_json, result, say
from thidua.reading import context_of, reader
from thidua.trial import Trial, only_page, try_source
from thidua.workspace import Workspace

_PAGES = 8
_COMPARED = ("title", "published", "author", "text", "blocks")


@click.command(short_help="Try a source live and say what was read.")
@click.argument("source_id", metavar="ID")
@click.option(
    "--pages", type=click.IntRange(1, 50), default=_PAGES, show_default=True, help="How many pages to ask for."
)
@json_option
@workspace_option
def check(source_id: str, pages: int, as_json: bool, workspace: Workspace) -> None:
    """Try source ID live: fetch a few pages now, politely, and say what was read. Nothing is kept."""
    source = definition(workspace, source_id)
    trial = try_source(workspace, source, pages=pages)
    articles = [_seen(page, source, workspace) for page in trial.articles]
    if as_json:
        print_json(
            {"source": source.id, "ended": trial.report.ended, "requests": trial.report.requests, "articles": articles}
        )
    else:
        _print(trial, articles)
    if not any(article["title"] for article in articles):
        raise Refused(f"no article of {source.id} could be read; {_advice(trial)}")


def _print(trial: Trial, articles: list[dict[str, Any]]) -> None:
    report = trial.report
    result(f"{report.requests} requests, {report.listings} listings, {len(articles)} articles; ended: {report.ended}")
    for issue in report.issues:
        result(f"  {issue.code}: {issue.message}" + (f" ({issue.url})" if issue.url else ""))
    for article in articles:
        result(f"\n{article['url']}")
        if article["problem"]:
            result(f"  not an article: {article['problem']}")
            continue
        from_where = f" ({article['published_from']})" if article["published_from"] else ""
        result(f"  title      {article['title'] or 'none'}")
        result(f"  published  {article['published'] or 'none'}{from_where}")
        result(f"  author     {article['author'] or 'none'}")
        result(f"  text       {article['characters']} characters, {article['captions']} captions")
        result(f"  facts      {article['facts'] or 'none'}")


def _seen(page: Page, source: Source, workspace: Workspace) -> dict[str, Any]:
    seen: dict[str, Any] = {"url": page.final_url, "status": page.status, "problem": None, "title": None}
    try:
        article = read(page, source)
    except NotAnArticle as error:
        return {**seen, "problem": str(error)}
    record = reader(workspace.lexicon).analyse(article, context_of(source))
    counts = {kind: len(getattr(record, kind)) for kind in ("blocs", "events", "members", "leaders", "awards")}
    return seen | {
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "published_from": article.published_from,
        "author": article.author,
        "characters": len(article.text),
        "captions": sum(block.kind == "caption" for block in article.blocks),
        "facts": ", ".join(f"{count} {kind}" for kind, count in counts.items() if count),
    }


def _advice(trial: Trial) -> str:
    report = trial.report
    if report.issues:
        return report.issues[0].message
    if report.failed or report.requests == 0:
        return "its host did not answer; look whether the portal has moved, and correct `home` and `start`"
    if not report.articles:
        return "the listing led to no article; correct `start`, `article` or `listing.link`"
    return "the pages have no readable text; correct `selectors.content`"


@click.command(short_help="Draft a definition from an address into the workspace.")
@click.argument("url")
@click.option("--id", "wished", help="The id of the source. [default: made of the host]")
@click.option("--allow-private", is_flag=True, help="The address is a loopback or private one; write that down, too.")
@workspace_option
def new(url: str, wished: str | None, allow_private: bool, workspace: Workspace) -> None:
    """Draft a definition from URL, a page that lists articles, into the workspace's sources/."""
    if not url.startswith(("http://", "https://")):
        raise click.BadParameter(f"{url!r} is no web address", param_hint="URL")
    source = probe(url, name=wished, allow_private=allow_private)
    path = workspace.sources / f"{source.id}.yml"
    if path.exists():
        raise Refused(f"{path} exists; edit it, or name another with --id")
    trial = try_source(workspace, source, pages=1)
    page = next((page for page, _ in trial.pages if page.status == 200), None)
    if page is None:
        say(f"{url} could not be read ({_advice(trial)}); the draft says only what the address tells")
    drafted = draft(source, url, page, load_families([workspace.sources]))
    workspace.sources.mkdir(parents=True, exist_ok=True)
    path.write_text(drafted.as_yaml(), encoding="utf-8")
    with refusing(SourceError, hint="the draft is a starting point; mend it"):
        read_source(path, load_families([workspace.sources]))
    result(str(path))
    say(f"family {drafted.family}; complete the owner, then `thidua sources check {drafted.id}`")


@click.command(short_help="Save a golden page with the article that is read from it.")
@click.argument("source_id", metavar="ID")
@click.argument("url")
@workspace_option
def record(source_id: str, url: str, workspace: Workspace) -> None:
    """Save the page at URL as a golden page of source ID, with the article that is read from it, into the workspace.

    Look at the article, correct it by hand where it is wrong, and `thidua sources verify` will hold the reader to it.
    """
    source = definition(workspace, source_id)
    trial = try_source(workspace, only_page(source, url), pages=1)
    page = next((page for page, _ in trial.pages if page.status == 200), None)
    if page is None:
        raise Refused(f"{url} could not be fetched: {_advice(trial)}")
    with refusing(NotAnArticle, doing=url):
        article = read(page, source)
    folder = workspace.sources / "golden" / source.id
    folder.mkdir(parents=True, exist_ok=True)
    html, expected = folder / f"{article.id}.html", folder / f"{article.id}.json"
    html.write_bytes(page.body)
    expected.write_text(json.dumps(_golden(article, page), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    result(f"{html}\n{expected}")


@click.command(short_help="Read the golden pages again; exit 1 when one reads differently.")
@click.argument("source_ids", nargs=-1, metavar="[ID]...")
@json_option
@workspace_option
def verify(source_ids: tuple[str, ...], as_json: bool, workspace: Workspace) -> None:
    """Read the golden pages of sources ID (of all when none is named) again; exit 1 when one reads differently."""
    root = workspace.sources / "golden"
    names = source_ids or sorted(folder.name for folder in root.glob("*") if folder.is_dir())
    rows = [row for name in names for row in _verified(definition(workspace, name), root / name)]
    listing(rows, as_json=as_json, columns=("source", "page", "differs"), empty=f"there is no golden page in {root}")
    if wrong := [row["page"] for row in rows if row["differs"]]:
        raise Refused(
            f"{len(wrong)} of {len(rows)} golden pages read differently; mend the definition, or record them anew"
        )


def _verified(source: Source, folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.json")):
        expected = json.loads(path.read_text(encoding="utf-8"))
        page = Page(
            url=expected["url"],
            final_url=expected["url"],
            status=200,
            headers={"content-type": expected["content_type"] or "text/html"},
            body=path.with_suffix(".html").read_bytes(),
            fetched_at=datetime.fromisoformat(expected["fetched_at"]),
        )
        with refusing(NotAnArticle, doing=str(path)):
            found = _golden(read(page, source), page)
        differs = [name for name in _COMPARED if found[name] != expected[name]]
        yield {"source": source.id, "page": path.with_suffix(".html").name, "differs": ", ".join(differs)}


def _golden(article: Article, page: Page) -> dict[str, Any]:
    return {
        "url": page.final_url,
        "fetched_at": page.fetched_at.isoformat(),
        "content_type": page.headers.get("content-type"),
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "author": article.author,
        "text": article.text,
        "blocks": [[block.start, block.end, block.kind.value] for block in article.blocks],
    }
