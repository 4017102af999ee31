"""`thidua show`: one thing with everything known of it, and the words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from store import Registry
from thidua.opening import reading
from thidua.options import json_option, workspace_option
from thidua.output import print_json, result, table
from thidua.workspace import Workspace

# What a page's lists show on a terminal, in this order; --json has every column.
_SECTIONS: Mapping[str, Sequence[str]] = {
    "years": ("year", "members", "head", "deputies", "events"),
    "events": ("start", "types", "emulation_year", "venue", "articles", "id"),
    "leaders": ("year", "role", "holder", "status", "reviewed"),
    "leaderships": ("year", "bloc_name", "role", "status"),
    "members": ("year", "name", "place", "unit"),
    "memberships": ("year", "bloc_name", "bloc_place", "bloc"),
    "participations": ("name", "start", "bloc_name", "titles", "parts", "person"),
    "posts": ("title", "place", "first_day", "last_day"),
    "awards": ("year", "title", "recipient", "count", "status", "id"),
    "steps": ("step", "day", "decision", "quote", "article"),
    "articles": ("published", "title", "url", "article"),
    "before": ("day", "kind", "predecessor_name", "predecessor_place", "document"),
    "after": ("day", "kind", "successor_name", "successor_place", "document"),
    "names": ("name", "place", "mentions"),
    "namesakes": ("name", "place", "id"),
    "versions": ("number", "published", "title", "seen_at"),
    "addresses": ("address", "first_seen", "last_seen", "captures"),
    "captures": ("fetched_at", "status", "warc", "warc_offset"),
    "files": ("url", "content_type", "size", "fetched_at", "warc", "warc_offset"),
    "issues": ("code", "message", "text"),
    "statements": ("property", "value", "quote", "rule", "confidence"),
    "suggestions": ("kind", "left_id", "right_id", "reason"),
}
_HIDDEN = ("id", "key", "facts", "machine", "shown", "first_seen", "last_seen")
_EVIDENCE_OF = ("bloc", "unit", "person", "event", "award", "document", "article")


@click.command(short_help="Show one bloc, unit, person, event or article with its evidence.")
@click.argument("ref", metavar="ID")
@click.option("--evidence", type=click.IntRange(min=0), default=30, show_default=True, help="How many quotes to show.")
@json_option
@workspace_option
def command(ref: str, evidence: int, as_json: bool, workspace: Workspace) -> None:
    """Show what has this ID (as `thidua search` prints it), with everything known of it and the words that say so."""
    with reading(workspace) as registry:
        page = registry.show(ref)
        quotes = _quotes(registry, page, evidence)
    if as_json:
        print_json({**page, "evidence": quotes})
        return
    _print_head(page)
    for name, columns in _SECTIONS.items():
        if rows := page.get(name):
            _print_section(name, columns, rows)
    if page.get("text"):
        result(f"\ntext\n{page['text']}")
    if quotes:
        result("\nevidence")
        for quote in quotes:
            result(f"  {quote['kind']:10} {quote['label'] or ''}")
            result(
                f"             “{_flat(quote['quote'])}”  {quote['article']} {quote['state']} {quote['confidence']:.2f}"
            )


def _quotes(registry: Registry, page: Mapping[str, Any], limit: int) -> list[dict[str, Any]]:
    """The facts that stand behind the page, each with its words."""
    kind = str(page["kind"])
    if kind not in _EVIDENCE_OF or not limit:
        return []
    rows = registry.table("facts", {kind: page["id"]}, limit=limit)
    names = ("key", "kind", "label", "quote", "start", "end", "article", "rule", "confidence", "state")
    return [{name: row.get(name) for name in names} for row in rows]


def _print_head(page: Mapping[str, Any]) -> None:
    row = page.get("row", {})
    title = row.get("name") or row.get("title") or row.get("label") or row.get("number") or page["id"]
    result(f"{title}  ({page['kind']} {page['id']})")
    if page.get("asked", page["id"]) != page["id"]:
        result(f"{page['asked']} was found to be the same and leads here")
    if page.get("split_off"):
        result(f"split off from it: {', '.join(page['split_off'])}")
    for name, value in row.items():
        if name not in _HIDDEN and value not in (None, "", []) and value != title:
            result(f"  {name.replace('_', ' '):16} {_plain(value)}")


def _print_section(name: str, columns: Sequence[str], rows: Any) -> None:
    listed = [rows] if isinstance(rows, dict) else [row for row in rows if isinstance(row, dict)]
    used = [column for column in columns if any(row.get(column) not in (None, "") for row in listed)]
    if used:
        table(used, ([_plain(row.get(column)) for column in used] for row in listed), title=f"\n{name}")


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name} {_plain(each)}" for name, each in value.items() if each not in (None, []))
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())
