"""Who is meant: from a fact's wording to the entity it names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from store.effective import Sheet
from store.gazetteer import NATIONAL, Gazetteer, Place, unit_key
from store.names import bloc_core, digits_and_letters, fold, name_key
from store.verdicts import Standing

# Numbers that one body alone gives out, so that no place is needed to tell them apart.
_NATIONAL_NUMBER = re.compile(r"(NĐ-CP|QĐ-TTG|CT-TTG|NQ-CP|QH\d+|-TW|QĐ-CTN|NHNN|-BNV|-TĐKT)", re.IGNORECASE)
_DESCRIPTIVE_WORDS = 4


@dataclass(slots=True)
class Named:
    """The entities that one fact names, by role, as (kind, key); further keys of one person; and for people to read."""

    roles: dict[str, tuple[str, str]] = field(default_factory=dict)
    also: tuple[tuple[str, str], ...] = ()
    name: str | None = None
    place: str | None = None
    year: int | None = None
    year_from: str | None = None
    day: str | None = None


def entity_id(kind: str, key: str) -> str:
    """The id of an entity: its kind and a hash of what it was first known by."""
    return f"{kind}-{hashlib.sha256(f'{kind}|{key}'.encode()).hexdigest()[:12]}"


def _as_exact_as_known(day: str, grain: str) -> str:
    """A day known to the month is `2024-03`, a vaguer one `2024`: never the first of something."""
    return day[: {"day": 10, "month": 7}.get(grain, 4)]


class Namer:
    """Names the entities of one article's facts."""

    def __init__(self, sheet: Sheet, places: Gazetteer) -> None:
        self._sheet = sheet
        self._places = places
        self._source = places.place(sheet.source.get("place"))
        self._shown = [f for f in sheet.facts if f.verdict.shown]
        self._blocs = {f.key: f.verdict.values for f in self._shown if f.kind == "blocs"}
        self._events = {f.key: f.verdict.values for f in self._shown if f.kind == "events"}
        self._titles = self._titles_by_name()

    def name(self, fact: Standing) -> Named:
        """What the fact names. A fact whose bloc or event is not known names fewer."""
        values = fact.verdict.values
        named = Named()
        self._when(fact.kind, values, named)
        bloc = self._bloc_of(fact, values)
        if bloc is not None:
            named.roles["bloc"] = ("bloc", self._bloc_key(bloc))
        match fact.kind:
            case "blocs":
                named.name, place = values.get("name"), self._bloc_place(values)
                named.place = place.label if place else None
            case "events":
                named.roles["event"] = ("event", fact.key)
            case "members":
                self._unit(named, values, "unit", bloc)
            case "leaders":
                self._holder(named, values, bloc)
            case "officials":
                self._official(named, fact, values)
            case "awards":
                self._recipient(named, fact, values, bloc)
            case _:
                self._document(named, values)
        return named

    # When

    def _when(self, kind: str, values: Mapping[str, Any], named: Named) -> None:
        event = values if kind == "events" else self._events.get(self._event_of(values) or "", {})
        start = event.get("start")
        named.day = _as_exact_as_known(start, event.get("grain", "day")) if start else self._sheet.published
        stated = values.get("year")
        if kind == "events":
            stated = values.get("emulation_year")
        if stated is not None:
            named.year, named.year_from = stated, "stated"
        elif kind in ("members", "leaders", "awards", "blocs", "events"):
            found = event.get("emulation_year") or (int(start[:4]) if start and kind != "awards" else None)
            named.year, named.year_from = found, "event" if found else None

    def _event_of(self, values: Mapping[str, Any]) -> str | None:
        """The event a fact belongs to: the one it names, the only one of its bloc, or the article's only one."""
        if values.get("event") in self._events:
            return str(values["event"])
        bloc = values.get("bloc")
        mine = [key for key, event in self._events.items() if bloc is None or event.get("bloc") == bloc]
        if bloc is None and "name" in values and values.get("kind"):
            mine = list(self._events)
        return mine[0] if len(mine) == 1 else None

    # Blocs

    def _bloc_of(self, fact: Standing, values: Mapping[str, Any]) -> Mapping[str, Any] | None:
        if fact.kind == "blocs":
            return values
        if fact.kind in ("officials", "documents"):
            return None
        key = values.get("bloc")
        if fact.kind == "awards":
            key = self._events.get(self._event_of(values) or "", {}).get("bloc")
        if key in self._blocs:
            return self._blocs[str(key)]
        return next(iter(self._blocs.values())) if len(self._blocs) == 1 and fact.kind == "awards" else None

    def _bloc_place(self, bloc: Mapping[str, Any]) -> Place | None:
        """The authority or territory a bloc runs under: as the article says, else the source's."""
        stated = self._places.authority(bloc.get("place"), self._source)
        if stated is not None:
            return stated
        if self._sheet.source.get("level") in ("state", "ministry") and self._sheet.source.get("owner"):
            return Place(name=self._sheet.source["owner"])
        return self._source

    def _bloc_key(self, bloc: Mapping[str, Any]) -> str:
        core = bloc_core(bloc["name"])
        numbered = core.startswith("#")
        place = self._bloc_place(bloc)
        if place is not None:
            authority = place.key
        elif numbered or len(core.split()) < _DESCRIPTIVE_WORDS:
            authority = f"@{self._sheet.article}"
        else:
            authority = "?"
        return f"{name_key(core)}|{bloc.get('kind') if numbered else ''}|{authority}"

    def _territory(self, bloc: Mapping[str, Any] | None) -> Place | None:
        """The bloc's place when it is one on the map, else the source's."""
        stated = self._places.territory(bloc.get("place"), self._source) if bloc else None
        return stated if stated is not None and stated.province else self._source

    # Units

    def _unit(self, named: Named, values: Mapping[str, Any], at: str, bloc: Mapping[str, Any] | None) -> None:
        name = values[f"{at}.name"]
        territory = self._territory(bloc)
        core, place = self._places.unit(name, values.get(f"{at}.place"), territory.label if territory else None)
        unplaced = self._bloc_key(bloc) if bloc else f"@{self._sheet.article}"
        where = place.key if place is not None else unplaced
        named.roles["unit"] = ("unit", f"{core}|{where}")
        named.name, named.place = name, place.label if place else None

    # Persons

    def _titles_by_name(self) -> dict[str, list[tuple[str, list[str]]]]:
        found: dict[str, list[tuple[str, list[str]]]] = {}
        for fact in self._shown:
            if fact.kind == "officials":
                values = fact.verdict.values
                found.setdefault(name_key(values["name"]), []).append((fact.key, values.get("titles", [])))
        return found

    def _official(self, named: Named, fact: Standing, values: Mapping[str, Any]) -> None:
        event = self._event_of(values)
        if event is not None:
            named.roles["event"] = ("event", event)
        self._person(named, values["name"], None, values.get("titles", []), f"@{fact.key}")

    def _holder(self, named: Named, values: Mapping[str, Any], bloc: Mapping[str, Any] | None) -> None:
        if values.get("holder.type") == "unit":
            self._unit(named, values, "holder", bloc)
            return
        scope = f"{values.get('role')} {self._bloc_key(bloc)}" if bloc else f"@{self._sheet.article}"
        self._known_person(named, values["holder.name"], values.get("holder.place"), scope)

    def _known_person(self, named: Named, name: str, place: str | None, scope: str) -> None:
        """A person whom this article may name among its officials, with titles; told apart by `scope` otherwise."""
        officials = self._titles.get(name_key(name), [])
        if len(officials) == 1:
            key, titles = officials[0]
            self._person(named, name, place, titles, f"@{key}")
        else:
            self._person(named, name, place, [], scope)

    def _person(self, named: Named, name: str, place: str | None, titles: list[str], scope: str) -> None:
        """Persons of one name are told apart by post and place: one key a title, all keys of one mention are one."""
        split = [self._places.split(self._places.expand(title)) for title in titles]
        default = self._places.place(place, self._source) or self._territory_of_blocs()
        keys = []
        for core, own in split:
            where = self._places.place(own, default) if own else default
            keys.append(f"{name_key(name)}|{where.province or where.key if where else '?'}|{unit_key(core)}")
        if not keys:
            keys = [f"{name_key(name)}|{default.province or default.key if default else '?'}|{scope}"]
        keys = sorted(set(keys))
        named.roles["person"] = ("person", keys[0])
        named.also = tuple(("person", key) for key in keys[1:])
        named.name, named.place = name, default.label if default else None

    def _territory_of_blocs(self) -> Place | None:
        places = {p.key: p for p in (self._territory(bloc) for bloc in self._blocs.values()) if p is not None}
        return next(iter(places.values())) if len(places) == 1 else self._source

    # Awards and documents

    def _recipient(
        self, named: Named, fact: Standing, values: Mapping[str, Any], bloc: Mapping[str, Any] | None
    ) -> None:
        named.roles["award"] = ("award", fact.key)
        event = self._event_of(values)
        if event is not None:
            named.roles["event"] = ("event", event)
        name = values.get("recipient.name")
        named.name = name
        if name is None:
            return
        if values["recipient.type"] == "person":
            scope = self._bloc_key(bloc) if bloc else f"@{self._sheet.article}"
            self._known_person(named, name, values.get("recipient.place"), scope)
        elif values["recipient.type"] == "unit":
            self._unit(named, values, "recipient", bloc)

    def _document(self, named: Named, values: Mapping[str, Any]) -> None:
        number = digits_and_letters(values["number"])
        place = None if _NATIONAL_NUMBER.search(number) else self._territory_of_blocs()
        year = "" if re.search(r"/(19|20)\d\d/", number) else (values.get("date") or named.day or "")[:4]
        issuer = "" if place else fold(values.get("issuer") or "") if not _NATIONAL_NUMBER.search(number) else ""
        named.roles["document"] = ("document", f"{number}|{year}|{place.key if place else issuer}")
        named.name, named.place = values["number"], place.label if place and place.name != NATIONAL else None
