"""What a test looks up in a registry."""

from __future__ import annotations

from typing import Any

from store import Registry


def keys(registry: Registry) -> dict[str, str]:
    """Facts by kind and name: `members Sở Nội vụ`."""
    return {f"{row['kind']} {row['name']}": row["key"] for row in registry.table("facts") if row["shown"]} | {
        f"{row['kind']}": row["key"] for row in registry.table("facts") if row["kind"] in ("blocs", "events")
    }


def fact(registry: Registry, key: str) -> dict[str, Any]:
    """A fact's row, whatever its state."""
    found: dict[str, Any] = registry.show(key)["row"]
    return found


def said(registry: Registry, key: str) -> list[tuple[str, str, str | None]]:
    """Who said what of a fact, the oldest first."""
    return [(row["user"], row["action"], row["field"]) for row in registry.history(key)["judgements"]]


def article_id(registry: Registry) -> str:
    """The first article."""
    return str(registry.table("articles")[0]["id"])
