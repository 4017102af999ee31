"""The registry as files: one a table, rows by primary key, so that two exports of one state are byte-identical."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from sqlite_utils import Database

from store.catalogue import TableInfo, table_info, table_names
from store.errors import InvalidValueError
from store.gold import export_gold
from store.withholding import Masks, masks

FORMATS = ("csv", "jsonl", "parquet", "gold")
Row = dict[str, Any]


def export(db: Database, form: str, out: Path) -> list[Path]:
    """Write every readable table (or, as `gold`, the reviewed articles) into `out`; returns the files."""
    if form not in FORMATS:
        raise InvalidValueError(f"there is no export format {form!r}; the formats are {', '.join(FORMATS)}")
    out.mkdir(parents=True, exist_ok=True)
    if form == "gold":
        return export_gold(db, out)
    write = {"csv": _csv, "jsonl": _jsonl, "parquet": _parquet}[form]
    db.execute("BEGIN")  # one state for all tables, whoever writes meanwhile
    try:
        infos = [table_info(db, name) for name in table_names()]
        hide = masks(db)
        files = [write(info, table_rows(db, info, hide), out / f"{info.name}.{form}") for info in infos]
    finally:
        db.execute("COMMIT")
    return [*files, _package(infos, out)] if form == "csv" else files


def table_rows(db: Database, info: TableInfo, hide: Masks) -> Iterator[Row]:
    """The rows of a table in the order of its key, withheld names covered, facts that do not count left out.

    A fact tells the number of the article's version: row numbers count arrivals and mean nothing outside.
    """
    where = "WHERE shown = 1" if info.name == "facts" else ""
    order = ", ".join(f'"{part}"' for part in info.key)
    later = dict(db.execute("SELECT id, number FROM article_versions WHERE number > 1"))
    for row in db.query(f"SELECT * FROM [{info.name}] {where} ORDER BY {order}"):  # noqa: S608 - names of the schema
        article = row.get("article") or (row["id"] if info.name == "articles" else None)
        if info.name == "facts" and row["version"] is not None:
            row["version"] = later.get(row["version"], 1)
        yield {name: hide.cover(article, v) if isinstance(v, str) else v for name, v in row.items()}


def _jsonl(info: TableInfo, rows: Iterator[Row], path: Path) -> Path:
    lists = [column.name for column in info.columns if column.json]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            plain = row | {name: json.loads(row[name]) for name in lists if row[name] is not None}
            file.write(json.dumps(plain, ensure_ascii=False) + "\n")
    return path


def _csv(info: TableInfo, rows: Iterator[Row], path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [column.name for column in info.columns], lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


_ROW_GROUP = 50_000
_ARROW = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64()}


def _parquet(info: TableInfo, rows: Iterator[Row], path: Path) -> Path:
    schema = pa.schema(
        [pa.field(c.name, _ARROW[c.type], nullable=c.nullable, metadata={"description": c.about}) for c in info.columns]
    )
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while chunk := list(islice(rows, _ROW_GROUP)):
            writer.write_table(pa.Table.from_pylist(chunk, schema=schema))
    return path


def _package(infos: Sequence[TableInfo], out: Path) -> Path:
    """The data package descriptor (specs.frictionlessdata.io) of a folder of CSV files."""
    resources = [
        {
            "name": info.name.replace("_", "-"),
            "path": f"{info.name}.csv",
            "profile": "tabular-data-resource",
            "description": info.about,
            "encoding": "utf-8",
            "schema": {"fields": [_field(info, i) for i in range(len(info.columns))], "primaryKey": list(info.key)},
        }
        for info in infos
    ]
    package = {"name": "thidua-registry", "profile": "tabular-data-package", "resources": resources}
    path = out / "datapackage.json"
    path.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def _field(info: TableInfo, index: int) -> Row:
    column = info.columns[index]
    kind = {"text": "string"}.get(column.type, column.type)
    field: Row = {"name": column.name, "type": "array" if column.json and column.name != "value" else kind}
    if column.name == "value":
        field["type"] = "object"
    field["description"] = column.about
    if not column.nullable:
        field["constraints"] = {"required": True}
    return field
