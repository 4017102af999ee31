"""What narrows the queue; it travels along in every address, so that going on keeps to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from records import FACT_KINDS

STATES = ("unreviewed", "conflict", "stale", "orphaned", "disputed")
_KEPT = 60  # articles passed over that are remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """source, kind, bloc (an id) and state as the registry's queue takes them; `passed`: articles left for later."""

    source: str | None = None
    kind: str | None = None
    bloc: str | None = None
    state: str | None = None
    passed: tuple[str, ...] = ()

    def where(self) -> dict[str, str | None]:
        """As `Registry.queue` takes them."""
        return {"source": self.source, "kind": self.kind, "bloc": self.bloc, "state": self.state}

    def query(self) -> dict[str, str]:
        """As they stand in an address, without what was passed over."""
        return {name: value for name, value in self.where().items() if value}

    def onward(self, article: str) -> dict[str, str]:
        """The query that leads past this article."""
        passed = [*(each for each in self.passed if each != article), article][-_KEPT:]
        return {**self.query(), "passed": ",".join(passed)}


def filters_of(given: Mapping[str, str]) -> Filters:
    """The filters in an address or a form; what is no kind or state is left out."""
    kind, state = given.get("kind"), given.get("state")
    return Filters(
        source=given.get("source") or None,
        kind=kind if kind in FACT_KINDS else None,
        bloc=given.get("bloc") or None,
        state=state if state in STATES else None,
        passed=tuple(each for each in given.get("passed", "").split(",") if each),
    )


def asked(request: Request) -> Filters:
    """The filters in the address of the request."""
    return filters_of(request.query_params)
