"""A release: a dated bundle that can be cited, checked, repeated byte for byte, and compared with an earlier one."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from store.capture import current_version
from store.catalogue import table_info, table_names
from store.errors import RegistryError
from store.export import export
from store.migrations import schema_version
from store.withholding import Masks, masks

PREFIX = "thidua-"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_ABOUT = """# Thi Đua Registry, release {day}

The registry of Vietnamese emulation blocs as it stood on {day}. Cite it as: Thi Đua Registry, release {day}.

- `csv/`: one file a table, `datapackage.json` describes every column. `jsonl/`, `parquet/`: the same rows.
- `facts`: every fact of every article with its quote and where it stands; rows of other tables name their facts.
- `texts.jsonl`: full texts, only of sources that permit it. Elsewhere a release carries quotes, not texts.
- `changes.jsonl`: what differs from release {before}, row by row: of a changed row each value before and now,
  of one that was added or removed its key. `manifest.json`, `SHA256SUMS`: what is in here.

What a person has withheld is in no file: withheld articles are left out, names of withheld persons are covered.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Where the bundle lies, and how many rows were added, removed and changed since the earlier one, by table."""

    folder: Path
    archive: Path
    before: str | None
    changes: dict[str, dict[str, int]]


def release(db: Database, root: Path, day: date, *, before: Path | None = None) -> Release:
    """Write the bundle `root/thidua-DAY` and its zip; `before` is an earlier release's folder, else the latest."""
    if before is not None and not (before / "manifest.json").exists():
        raise RegistryError(f"{before} is no release: it has no manifest.json; name a folder that `release` wrote")
    before = before or _latest(root, day)
    folder = root / f"{PREFIX}{day.isoformat()}"
    fresh = folder.with_name(folder.name + ".partial")
    shutil.rmtree(fresh, ignore_errors=True)
    for form in ("csv", "jsonl", "parquet"):
        export(db, form, fresh / form)
    _texts(db, fresh / "texts.jsonl")
    earlier = before.name.removeprefix(PREFIX) if before else None
    (fresh / "README.md").write_text(_ABOUT.format(day=day.isoformat(), before=earlier or "(none)"), encoding="utf-8")
    changes = _write_changes(db, before, fresh)
    _manifest(db, fresh, {"release": day.isoformat(), "before": earlier, "changes": changes})
    _sums(fresh)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return Release(folder=folder, archive=_zip(folder), before=earlier, changes=changes)


def _latest(root: Path, day: date) -> Path | None:
    earlier = [p for p in root.glob(f"{PREFIX}????-??-??") if p.name < f"{PREFIX}{day.isoformat()}"]
    return max(earlier, default=None)


def _texts(db: Database, path: Path) -> None:
    hide = masks(db)
    sql = """SELECT a.id FROM articles a JOIN sources s ON s.id = a.source WHERE s.full_text = 1 ORDER BY a.id"""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for (article,) in db.execute(sql).fetchall():
            version = current_version(db, article)
            text = db.execute("SELECT text FROM article_versions WHERE id = ?", (version,)).fetchone()[0]
            row = {"article": article, "text": hide.cover(article, text)}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _write_changes(db: Database, before: Path | None, fresh: Path) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    hide = masks(db)
    with (fresh / "changes.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for name in table_names() if before else ():
            counts[name] = {"added": 0, "removed": 0, "changed": 0}
            for change in _changes(db, name, (before or fresh, fresh), hide):
                counts[name][change["change"]] += 1
                file.write(json.dumps(change, ensure_ascii=False) + "\n")
    return counts


def _changes(db: Database, name: str, releases: tuple[Path, Path], hide: Masks) -> Iterator[dict[str, Any]]:
    """Both files are sorted by key, so they are read side by side, however long they are."""
    key = table_info(db, name).key
    old, new = (_rows(folder / "jsonl" / f"{name}.jsonl", key) for folder in releases)
    left, right = next(old, None), next(new, None)
    while left is not None or right is not None:
        place = min(row[0] for row in (left, right) if row is not None)
        base = {"table": name, "key": dict(zip(key, place, strict=True))}
        was = left[1] if left is not None and left[0] == place else None
        is_now = right[1] if right is not None and right[0] == place else None
        if was != is_now:
            yield base | _difference(was, is_now, hide)
        left = left if was is None else next(old, None)
        right = right if is_now is None else next(new, None)


def _difference(was: dict[str, Any] | None, is_now: dict[str, Any] | None, hide: Masks) -> dict[str, Any]:
    """What was there before may be withheld by now: the earlier release told it, this one must not."""
    if was is None or is_now is None:
        return {"change": "added" if was is None else "removed"}
    fields = sorted(name for name in was.keys() | is_now.keys() if was.get(name) != is_now.get(name))
    values = {name: [hide.cover_former(was.get(name)), is_now.get(name)] for name in fields}
    return {"change": "changed", "values": values}


def _rows(path: Path, key: tuple[str, ...]) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    if path.exists():
        with path.open(encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                yield tuple(row[part] for part in key), row


def _manifest(db: Database, folder: Path, head: dict[str, Any]) -> None:
    rows = {name: _lines(folder / "jsonl" / f"{name}.jsonl") for name in table_names()}
    whole = head | {"schema": schema_version(db), "rows": rows}
    text = json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "SHA256SUMS")


def _sums(folder: Path) -> None:
    lines = [f"{_sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in _files(folder)]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify_release(folder: Path) -> list[str]:
    """What is wrong with a bundle: files that are missing or differ from their checksum."""
    sums = folder / "SHA256SUMS"
    if not sums.exists():
        raise RegistryError(f"{folder} is no release: it has no SHA256SUMS")
    wrong = []
    for line in sums.read_text(encoding="utf-8").splitlines():
        expected, _, name = line.partition("  ")
        path = folder / name
        if not path.exists():
            wrong.append(f"{name} is missing")
        elif _sha256(path) != expected:
            wrong.append(f"{name} differs from its checksum")
    return wrong


def _zip(folder: Path) -> Path:
    """The folder as one file, with no trace of when it was packed."""
    target = folder.with_name(folder.name + ".zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path in [*_files(folder), folder / "SHA256SUMS"]:
            info = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            bundle.writestr(info, path.read_bytes())
    return target
