"""Districts and communes: thousands of names, kept as generated tab-separated tables (see `nlp/build_places.py`).

`places_districts`: until 2025-06-30. `places_wards`: one entry a commune of before 1 July 2025, with what became of it.
"""

from __future__ import annotations

from pathlib import Path

from lexicon.entry import Entry, LexiconError

GEOGRAPHY = ("places_districts", "places_wards")
LAST_DAY_OF_DISTRICTS = "2025-06-30"


def read_geography(path: Path) -> tuple[Entry, ...]:
    """One entry a line. `name` is the bare name, `kind` its level word ("quận"); forms are the two joined and, unless it
    is a number, the bare name. The other columns become attributes; an empty one is left out.
    """
    header, *lines = path.read_text("utf-8").splitlines()
    columns = header.split("\t")
    if columns[:2] != ["name", "kind"]:
        raise LexiconError(f"{path}: the first columns must be name and kind, not {columns[:2]}; rebuild the file")
    return tuple(_entry(columns, line.split("\t")) for line in lines)


def _entry(columns: list[str], cells: list[str]) -> Entry:
    name, kind = cells[:2]
    filled = {column: cell for column, cell in zip(columns[2:], cells[2:], strict=True) if cell}
    return Entry(
        name=name,
        kind=kind,
        forms=_forms(name, kind),
        attributes=filled | {"until": LAST_DAY_OF_DISTRICTS},
    )


def _forms(name: str, kind: str) -> tuple[str, ...]:
    if name.isdigit():
        return tuple(dict.fromkeys((f"{kind} {name}", f"{kind} {int(name)}", f"{kind} {int(name):02}")))
    return (name, f"{kind} {name}")
