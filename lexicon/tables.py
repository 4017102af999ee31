"""The lexicon as a whole: which files it is made of, their hash, and its tables."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lexicon.cache import compiled
from lexicon.entry import Entry, LexiconError
from lexicon.geography import GEOGRAPHY, read_geography
from lexicon.parse import Row, parse_table, refuse_duplicates, with_variants
from lexicon.schema import OTHER_FILES, TABLES

_HERE = Path(__file__).parent
_CODE = ("parse.py", "schema.py", "tables.py", "variants.py")  # what the compiled form also depends on

_Packed = list[Any]


class Lexicon:
    """All tables, each made into entries when it is first asked for.

    hash: 16 hexadecimal digits over every file's name and content; two lexicons of one hash say the same.
    """

    def __init__(self, *, hash: str, rows: Mapping[str, list[_Packed]]) -> None:
        self.hash = hash
        self._rows = rows
        self._made: dict[str, tuple[Entry, ...]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all tables."""
        return (*TABLES, *GEOGRAPHY)

    def table(self, name: str) -> tuple[Entry, ...]:
        """The entries of a table, in the order of its file. Raises LexiconError for a name that is not in `names`."""
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def _make(self, name: str) -> tuple[Entry, ...]:
        if name in GEOGRAPHY:
            return read_geography(_HERE / f"{name}.tsv")
        if name not in TABLES:
            raise LexiconError(f"there is no lexicon table {name!r}; possible: {', '.join(self.names)}")
        return tuple(_entry(row) for row in self._rows[name])


def load(extra_dirs: Sequence[Path] = ()) -> Lexicon:
    """The lexicon that ships, with the entries of each further folder over it, the last folder winning.

    An entry of the same name and kind replaces the earlier one whole, another is added. A folder that does not exist
    is a folder without entries. Raises LexiconError for a file that cannot be used.
    """
    files = {path: path.read_bytes() for folder in (_HERE, *extra_dirs) for path in _files(folder)}
    digest = hashlib.sha256()
    for path, content in files.items():
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    identity = digest.hexdigest()[:16]
    for name in _CODE:
        digest.update((_HERE / name).read_bytes())
    rows = compiled(digest.hexdigest()[:24], lambda: _compile(files))
    return Lexicon(hash=identity, rows=rows)


def _files(folder: Path) -> list[Path]:
    """The table files of a folder. What ships lies beside other rooms' files; elsewhere an unknown one is refused."""
    found = sorted(folder.glob("*.yml"))
    unknown = [path for path in found if path.stem not in TABLES and not path.stem.startswith(OTHER_FILES)]
    if unknown and folder != _HERE:
        raise LexiconError(f"{unknown[0]}: there is no lexicon table of that name; possible: {', '.join(TABLES)}")
    tables = [path for path in found if path.stem in TABLES]
    return tables + sorted(folder.glob("*.tsv")) if folder == _HERE else tables


def _compile(files: Mapping[Path, bytes]) -> dict[str, list[_Packed]]:
    merged: dict[str, dict[tuple[str, str | None], Row]] = {name: {} for name in TABLES}
    for path, content in files.items():
        if path.suffix == ".yml":
            schema = TABLES[path.stem]
            for row in parse_table(path, _decoded(path, content), schema):
                merged[path.stem][row["name"], row["kind"]] = row
            refuse_duplicates(path, merged[path.stem].values(), schema)
    return {
        name: [
            _packed(row) for row in (with_variants(list(rows.values())) if TABLES[name].connectives else rows.values())
        ]
        for name, rows in merged.items()
    }


def _packed(row: Row) -> _Packed:
    """A row without its keys: half the size to read at every start."""
    return [row["name"], row["forms"], row["kind"], row["attributes"], row["examples"], row["counter_examples"]]


def _decoded(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: not UTF-8 ({error}); save it as UTF-8") from error


def _entry(packed: _Packed) -> Entry:
    name, forms, kind, attributes, examples, counter_examples = packed
    return Entry(
        name=name,
        forms=tuple(forms),
        kind=kind,
        attributes=attributes,
        examples=tuple(examples),
        counter_examples=tuple(counter_examples),
    )
