"""What is known about an article before it is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the source's definition says of whose news this is.

    owner: the authority that runs the portal ("Sở Y tế Hà Nội"). place: where it is ("thành phố Hà Nội").
    level: `state`, `ministry`, `province`, `district` or `commune`. source: the source's id.
    """

    owner: str | None = None
    place: str | None = None
    level: str | None = None
    source: str | None = None
