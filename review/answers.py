"""Data as CSV and JSON, and pages whose id was merged."""

from __future__ import annotations

import csv
import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(data: Any, *, status: int = 200) -> Response:
    """JSON for people's scripts: indented, letters as they are."""
    text = json.dumps(data, ensure_ascii=False, indent=1, default=str)
    return Response(text + "\n", status_code=status, media_type="application/json")


def as_csv(
    name: str, rows: Iterable[Mapping[str, Any]], columns: Sequence[str] = (), *, excel: bool = False
) -> Response:
    """A CSV file of any length; with `excel` it begins with the mark by which Excel knows UTF-8.

    The header is that of the first row, `columns` when there is none. It is written to a file first, so that the whole
    list is of one moment however slowly it is fetched.
    """
    handle, path = tempfile.mkstemp(prefix="thidua-", suffix=".csv")
    try:
        with os.fdopen(handle, "w", encoding="utf-8-sig" if excel else "utf-8", newline="") as file:
            _write(file, rows, columns)
    except BaseException:
        Path(path).unlink()
        raise
    return FileResponse(
        path,
        media_type="text/csv; charset=utf-8",
        filename=f"{name}.csv",
        content_disposition_type="inline",
        background=BackgroundTask(Path(path).unlink),
    )


def part_of(request: Request, page: Mapping[str, Any]) -> Response:
    """One of the lists on a page, at the page's address with `/LIST.csv` or `/LIST.json` after it."""
    name = request.path_params["part"]
    rows = page.get(name)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise HTTPException(404)
    if request.url.path.endswith(".csv"):
        return as_csv(name, rows, excel="excel" in request.query_params)
    return as_json({"list": name, "total": len(rows), "next": None, "rows": rows})


def _write(file: Any, rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    writer, header = csv.writer(file, lineterminator="\n"), list(columns)
    if header:
        writer.writerow(header)
    for row in rows:
        if not header:
            header = list(row)
            writer.writerow(header)
        writer.writerow([_cell(row.get(name)) for name in header])


def _cell(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def moved(request: Request, kind: str, page: Mapping[str, Any]) -> Response | None:
    """An id that was merged into another leads there, for ever; None when the id asked for is the one it is under."""
    if page.get("asked", page["id"]) == page["id"]:
        return None
    part = f"/{request.path_params['part']}" if "part" in request.path_params else ""
    suffix = next((each for each in (".json", ".csv") if request.url.path.endswith(each)), "")
    return RedirectResponse(f"/{kind}/{page['id']}{part}{suffix}?merged={page['asked']}", status_code=301)
