"""The short form in which stories carry their gold, and its expansion into the format of the gold files.

Short form, every list optional:

    blocs: [{name: "Khối thi đua số 2 | Khối 2", kind: khối, place: tỉnh Bến Tre, member_count: 8}]
    events: [{types: [signing], start: 2022-01-14, year: 2021, inferred: true}]
    members: ["Sở Tư pháp", "Công an @ huyện Văn Yên"]            # or {b1: [...], b2: [...]}
    maybe_members: [Sở Y tế]                                      # right when found, no loss when missed
    leaders: [{head: Sở Tư pháp, year: 2022, status: incoming}]   # `person: true` for a person
    officials: [{name: …, titles: […], parts: [spoke]}]
    awards: [{form: flag, title: …, to: Sở Tài chính, year: 2021, status: proposed}]  # `to: 7` a group of seven
    documents: [{number: …, kind: …, issuer: …, date: 2021-05-04}]

` | ` divides readings that count as right, ` @ ` a unit's name from its place. Blocs and events are numbered b1, e1 …
in order; what names no bloc or event belongs to the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

Fact = dict[str, Any]
_RENAMED = {"inferred": "year_inferred", "year": "emulation_year"}


def expanded(short: Mapping[str, Any]) -> dict[str, list[Fact]]:
    """The gold of one article, in full."""
    return {
        "blocs": [_bloc(number, raw) for number, raw in enumerate(short.get("blocs", ()), start=1)],
        "events": [_event(number, raw) for number, raw in enumerate(short.get("events", ()), start=1)],
        "members": [
            *_members(short.get("members", ())),
            *({**unit, "optional": True} for unit in _members(short.get("maybe_members", ()))),
        ],
        "leaders": [_leader(raw) for raw in short.get("leaders", ())],
        "officials": [_official(raw) for raw in short.get("officials", ())],
        "awards": [_award(raw) for raw in short.get("awards", ())],
        "documents": [{**raw, "date": _iso(raw.get("date"))} for raw in short.get("documents", ())],
    }


def _iso(day: Any) -> Any:
    return day.isoformat() if isinstance(day, date) else day


def _named(written: str) -> Fact:
    """`A | B @ P` as a name, its other readings and its place."""
    readings, _, place = written.partition(" @ ")
    name, *accept = readings.split(" | ")
    return {"name": name, **({"accept": accept} if accept else {}), **({"place": place} if place else {})}


def _split(written: str | None, key: str) -> Fact:
    if written is None:
        return {}
    first, *more = written.split(" | ")
    return {key: first, **({f"accept_{key}s": more} if more else {})}


def _bloc(number: int, raw: Mapping[str, Any]) -> Fact:
    rest = {key: value for key, value in raw.items() if key not in ("name", "place")}
    return {
        "id": f"b{number}",
        **_named(raw["name"]),
        "member_count": None,
        **rest,
        **_split(raw.get("place"), "place"),
    }


def _event(number: int, raw: Mapping[str, Any]) -> Fact:
    fixed = {"id": f"e{number}", "bloc": "b1", "end": _iso(raw.get("end", raw["start"])), "year_inferred": False}
    rest = {_RENAMED.get(key, key): value for key, value in raw.items() if key not in ("start", "end", "venue")}
    return {**fixed, **rest, "start": _iso(raw["start"]), **_split(raw.get("venue"), "venue")}


def _members(raw: Any) -> Iterator[Fact]:
    lists: Mapping[str, list[str]] = raw if isinstance(raw, dict) else {"b1": list(raw)}
    for bloc, units in lists.items():
        yield from ({"bloc": bloc, "unit": _named(unit)} for unit in units)


def _leader(raw: Mapping[str, Any]) -> Fact:
    role = "head" if "head" in raw else "deputy"
    rest = {key: value for key, value in raw.items() if key not in ("head", "deputy", "person")}
    kind = "person" if raw.get("person") else "unit"
    return {"bloc": "b1", "role": role, "holder": {"type": kind, **_named(raw[role])}, **rest}


def _official(raw: Mapping[str, Any]) -> Fact:
    readings = [title.split(" | ") for title in raw["titles"]]
    accept = [other for reading in readings for other in reading[1:]]
    found = {"event": "e1", **raw, "titles": [reading[0] for reading in readings]}
    return {**found, **({"accept_titles": accept} if accept else {})}


def _award(raw: Mapping[str, Any]) -> Fact:
    rest = {key: value for key, value in raw.items() if key not in ("to", "person")}
    return {"event": "e1", **rest, "recipient": _recipient(raw.get("to"), raw.get("person", False))}


def _recipient(to: str | int | None, person: bool) -> Fact:
    if isinstance(to, str):
        return {"type": "person" if person else "unit", **_named(to)}
    return {"type": "group", "name": None, "count": to}
