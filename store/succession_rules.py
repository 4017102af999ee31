"""What became of offices and places, as `lexicon/successions.yml` and `lexicon/places.yml` say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from store.gazetteer import gazetteer, unit_key


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRule:
    """From `day` on, by `document`, the office `successor` stands where `predecessor` stood.

    national: once in the country, else in each province.
    """

    predecessor: str
    successor: str
    national: bool
    day: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRule:
    """From `day` on, by `document`, the province `predecessor` is part of `successor`."""

    predecessor: str
    successor: str
    day: str
    document: str


@cache
def _data() -> Any:
    return yaml.safe_load(resources.files("lexicon").joinpath("successions.yml").read_text(encoding="utf-8"))


@cache
def office_rules() -> tuple[OfficeRule, ...]:
    """Every office that ended, with its heir. An office that only took others in has no rule of its own."""
    out = []
    for group in _data()["offices"]:
        for merger in group["mergers"]:
            for predecessor in merger["predecessors"]:
                if unit_key(predecessor) != unit_key(merger["successor"]):
                    out.append(_office(group, predecessor, merger["successor"]))
    return tuple(out)


@cache
def is_new_office(name: str, day: str) -> bool:
    """Whether an office came into being on that day, rather than took others in: no predecessor has its name."""
    mergers = [m for group in _data()["offices"] if str(group["day"]) == day for m in group["mergers"]]
    mine = [m for m in mergers if unit_key(m["successor"]) == unit_key(name)]
    return any(unit_key(name) not in {unit_key(part) for part in m["predecessors"]} for m in mine)


def _office(group: dict[str, Any], predecessor: str, successor: str) -> OfficeRule:
    return OfficeRule(
        predecessor=predecessor,
        successor=successor,
        national=group["each"] == "country",
        day=str(group["day"]),
        document=group["document"],
    )


@cache
def place_rules() -> tuple[PlaceRule, ...]:
    """Every province that ended, with the one it went into."""
    documents = {str(d["ended"]): d for d in _data()["documents"]["provinces"]}
    out = []
    for province in gazetteer().provinces:
        until, successor = province.attributes.get("until"), province.attributes.get("successor")
        if until in documents and successor:
            found = documents[until]
            rule = PlaceRule(
                predecessor=province.name, successor=successor, day=str(found["day"]), document=found["document"]
            )
            out.append(rule)
    return tuple(out)


@cache
def district_document() -> str:
    """The law by which districts ended and communes were merged on 1 July 2025."""
    return str(_data()["documents"]["districts"][0]["document"])
