"""Writes the generated place tables of lexicon/ from the address data that underthesea ships.

Run it when underthesea is upgraded: `python -m nlp.build_places`. A test compares the files with what it would write.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

import lexicon

_LEVELS = ("thành phố", "tỉnh", "quận", "huyện", "thị xã", "phường", "xã", "thị trấn", "đặc khu")


def tables() -> dict[str, str]:
    """The content of each file, by its name."""
    data = json.loads(files("underthesea.address").joinpath("data/mapping.json").read_text("utf-8"))
    mapping: list[dict[str, Any]] = data["ward_mapping"]
    return {
        "places_districts.tsv": _districts(mapping),
        "places_wards.tsv": _wards(mapping),
        "places_communes.tsv": _communes(mapping),
    }


def _districts(mapping: Iterable[dict[str, Any]]) -> str:
    """One line a district; an island district without communes became one special zone, its successor."""
    rows: dict[tuple[str, ...], str] = {}
    for row in mapping:
        if row["old_district"]:
            key = (*_split(row["old_district"]), _bare(row["old_province"]), _bare(row["new_province"]))
            rows[key] = rows.get(key, "") or ("" if row["old_ward_key"] else row["new_ward"])
    return _tsv(("name", "kind", "province", "new_province", "successor"), ((*k, v) for k, v in rows.items()))


def _wards(mapping: Iterable[dict[str, Any]]) -> str:
    """One line an old commune; a divided one names all its successors, the main one first.

    Some 80 rows of the data carry no old name to show; they are left out.
    """
    successors: dict[tuple[str, ...], list[tuple[bool, str]]] = {}
    for row in mapping:
        if row["old_ward"]:
            key = (
                *_split(row["old_ward"]),
                row["old_district"],
                _bare(row["old_province"]),
                _bare(row["new_province"]),
            )
            successors.setdefault(key, []).append((not row.get("is_default", True), row["new_ward"]))
    rows = {(*key, "|".join(dict.fromkeys(ward for _, ward in sorted(wards)))) for key, wards in successors.items()}
    return _tsv(("name", "kind", "district", "province", "new_province", "successor"), rows)


def _communes(mapping: Iterable[dict[str, Any]]) -> str:
    """One line a commune of 1 July 2025."""
    rows = {(*_split(row["new_ward"]), _bare(row["new_province"])) for row in mapping if row["new_ward"]}
    return _tsv(("name", "kind", "province"), rows)


def _split(place: str) -> tuple[str, str]:
    """("Bình Thạnh", "quận") of "Quận Bình Thạnh"."""
    level = next((level for level in _LEVELS if place.lower().startswith(f"{level} ")), None)
    if level is None:
        raise ValueError(f"{place!r} begins with no level known here; add it to _LEVELS")
    return " ".join(place[len(level) :].split()), level


def _bare(place: str) -> str:
    return _split(place)[0]


def _tsv(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "".join("\t".join(row) + "\n" for row in (columns, *sorted(rows)))


def main() -> None:
    """Write the files into the lexicon room."""
    for name, content in tables().items():
        Path(lexicon.__file__).with_name(name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
