"""The attributes of a fact that was found: is each what gold says?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from thidua.evaluation.folding import fold, without_place
from thidua.evaluation.items import Item

Check = tuple[str, bool]
Json = Mapping[str, Any]


def attributes(gold: Item, found: Item) -> Iterator[Check]:
    """The name of each attribute that gold states, and whether the found fact has it right."""
    if gold.kind in ("member", "leader", "event_date") and gold.bloc:
        yield f"{gold.kind}.bloc", bool(gold.bloc & found.bloc)
    if check := _CHECKS.get(gold.kind):
        yield from check(gold.fact, found.fact)


def _leader(gold: Json, found: Json) -> Iterator[Check]:
    yield from _status_and_year("leader", gold, found)


def _award(gold: Json, found: Json) -> Iterator[Check]:
    yield from _status_and_year("award", gold, found)


def _status_and_year(kind: str, gold: Json, found: Json) -> Iterator[Check]:
    yield f"{kind}.status", found.get("status") in [gold.get("status"), *gold.get("accept_status", [])]
    if gold.get("year"):
        yield f"{kind}.year", gold["year"] == found.get("year")


def _official(gold: Json, found: Json) -> Iterator[Check]:
    want = {fold(title) for title in gold.get("titles", [])}
    got = {fold(title) for title in found.get("titles", [])}
    also = {fold(title) for title in gold.get("accept_titles", [])}
    fits = got <= want | also and (want <= got | also or bool(got & also))
    yield "official.titles", fits and bool(got) == bool(want or (got & also))


def _event(gold: Json, found: Json) -> Iterator[Check]:
    if gold.get("year_inferred") is not None:
        yield "event.year_inferred", bool(gold["year_inferred"]) == bool(found.get("year_inferred"))
    if gold.get("part_of_day"):
        yield "event.part_of_day", gold["part_of_day"] == found.get("part_of_day")
    if gold.get("theme"):
        yield "event.theme", fold(gold["theme"]) == fold(found.get("theme"))
    if gold.get("venue"):
        venues = [fold(venue) for venue in [gold["venue"], *gold.get("accept_venues", [])]]
        yield "event.venue", fold(found.get("venue")) in venues


def _bloc(gold: Json, found: Json) -> Iterator[Check]:
    if gold.get("member_count"):
        yield "bloc.member_count", gold["member_count"] == found.get("member_count")
    if gold.get("place"):
        places = [fold(place) for place in [gold["place"], *gold.get("accept_places", [])]]
        same = without_place(gold["place"]) == without_place(found.get("place"))
        yield "bloc.place", fold(found.get("place")) in places or same


def _document(gold: Json, found: Json) -> Iterator[Check]:
    if gold.get("date"):
        yield "document.date", gold["date"] == found.get("date")


_CHECKS: Mapping[str, Callable[[Json, Json], Iterator[Check]]] = {
    "leader": _leader,
    "award": _award,
    "official": _official,
    "event_date": _event,
    "bloc": _bloc,
    "document": _document,
}
