"""Districts and communes: thousands of names, kept as generated tab-separated tables (see `nlp/build_places.py`).

`places_districts` and `places_wards` ended on 30 June 2025: with the province each was in, the one of today and, for
communes, what became of them. `places_communes` are those of 1 July 2025.
"""

from __future__ import annotations

from pathlib import Path

from lexicon.entry import Entry, LexiconError

# Each table's years, as attributes of all its entries.
_YEARS = {
    "places_districts": {"until": "2025-06-30"},
    "places_wards": {"until": "2025-06-30"},
    "places_communes": {"from": "2025-07-01"},
}
GEOGRAPHY = tuple(_YEARS)


def read_geography(path: Path) -> tuple[Entry, ...]:
    """One entry a line. `name` is the bare name, `kind` its level word ("quận").

    Forms are the two joined and, unless it begins with a number, the bare name. The other columns become attributes;
    an empty one is left out.
    """
    header, *lines = path.read_text("utf-8").splitlines()
    columns = header.split("\t")
    if columns[:2] != ["name", "kind"]:
        raise LexiconError(f"{path}: the first columns must be name and kind, not {columns[:2]}; rebuild the file")
    return tuple(_entry(columns, line.split("\t"), _YEARS[path.stem]) for line in lines)


def _entry(columns: list[str], cells: list[str], years: dict[str, str]) -> Entry:
    name, kind = cells[:2]
    filled = {column: cell for column, cell in zip(columns[2:], cells[2:], strict=True) if cell}
    return Entry(
        name=name,
        kind=kind,
        forms=_forms(name, kind),
        attributes=filled | years,
    )


def _forms(name: str, kind: str) -> tuple[str, ...]:
    if name.isdigit():
        return tuple(dict.fromkeys((f"{kind} {name}", f"{kind} {int(name)}", f"{kind} {int(name):02}")))
    return (f"{kind} {name}",) if name[0].isdigit() else (name, f"{kind} {name}")
