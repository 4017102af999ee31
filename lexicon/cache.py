"""Reading YAML takes a second, reading JSON a few milliseconds: what was compiled once is kept in the user's cache."""

from __future__ import annotations

import json
import os
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

_KEPT = 6


def cache_dir() -> Path:
    """Where compiled tables are kept: `$THIDUA_CACHE`, else `thidua` under `$XDG_CACHE_HOME` or `~/.cache`."""
    given = os.environ.get("THIDUA_CACHE")
    base = os.environ.get("XDG_CACHE_HOME")
    return Path(given) if given else (Path(base) if base else Path.home() / ".cache") / "thidua"


def compiled(key: str, build: Callable[[], Any]) -> Any:
    """What `build` returns (plain data), from the cache when an earlier call kept it under the same key.

    A cache that cannot be read or written costs time, not results: a warning says so and `build` runs.
    """
    path = cache_dir() / f"lexicon-{key}.json"
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError:
        pass  # nothing kept yet
    except (OSError, ValueError) as error:
        _warn(f"cannot read the compiled lexicon {path} ({error}); it is built anew. Delete the file if this stays")
    data = build()
    try:
        _keep(path, data)
    except OSError as error:
        _warn(
            f"cannot keep the compiled lexicon in {path.parent} ({error}); every start will be slower. Set THIDUA_CACHE"
        )
    return data


def _keep(path: Path, data: Any) -> None:
    """Write beside the goal and rename, so that another process never reads half a file; forget the oldest ones."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".tmp", delete=False) as file:
        json.dump(data, file, ensure_ascii=False, separators=(",", ":"))
    Path(file.name).replace(path)
    kept = sorted(path.parent.glob("lexicon-*.json"), key=lambda old: old.stat().st_mtime, reverse=True)
    for old in kept[_KEPT:]:
        old.unlink(missing_ok=True)


def _warn(message: str) -> None:
    warnings.warn(message, RuntimeWarning, stacklevel=3)
