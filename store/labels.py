"""A fact in one line, and how much a review of it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from store.fields import Values

# How much else hangs on a fact of each kind.
_IMPACT: Mapping[str, float] = MappingProxyType(
    {"blocs": 5, "events": 4, "leaders": 3, "awards": 3, "members": 2, "officials": 2, "documents": 1}
)
# What a state adds: someone's work is at stake, so these go before any unreviewed fact.
_URGENCY: Mapping[str, float] = MappingProxyType({"disputed": 30, "conflict": 20, "stale": 10, "orphaned": 10})

_PARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "blocs": ("name", "place"),
        "members": ("unit.name", "unit.place", "year"),
        "leaders": ("role", "holder.name", "year", "status"),
        "documents": ("number", "kind", "issuer", "date"),
    }
)


def doubt(kind: str, state: str, confidence: float) -> float:
    """Uncertainty times impact; 0 for what needs no review.

    >>> doubt("members", "confirmed", 0.4), doubt("members", "unreviewed", 0.5)
    (0.0, 1.02)
    """
    if state in ("confirmed", "corrected", "rejected"):
        return 0.0
    return round((1.01 - confidence) * _IMPACT[kind] + _URGENCY.get(state, 0.0), 6)


def label(kind: str, values: Values) -> str:
    """The fact in a few words, in the article's own terms."""
    if kind == "events":
        return _join("/".join(values.get("types", [])), _days(values), values.get("theme"))
    if kind == "officials":
        return _join(values.get("name"), *values.get("titles", []))
    if kind == "awards":
        who = values.get("recipient.name") or values.get("recipient.count")
        return _join(values.get("title"), who, values.get("year"), values.get("status"))
    return _join(*(values.get(name) for name in _PARTS[kind]))


def _days(values: Values) -> str | None:
    start, end = values.get("start"), values.get("end")
    return start if end in (None, start) else f"{start}…{end}"


def _join(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part not in (None, ""))
