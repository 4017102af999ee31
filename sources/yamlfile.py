"""A YAML file as plain values, with the line on which each key stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from sources.errors import Problem, SourceError

# libyaml's loader where PyYAML was built with it: ten times as fast, the same values.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> tuple[dict[str, Any], dict[str, int]]:
    """The file's mapping and, for every dotted key path, its line (from 1). Raises `SourceError`."""
    try:
        node, value = _parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise _error(path, f"cannot be read ({error})", "save it as UTF-8 text", None) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise _error(
            path, f"is no YAML ({error.problem})", "mind the indentation and quote ':' and '#'", line
        ) from error
    if not isinstance(value, dict):
        raise _error(path, "holds no keys", "begin with 'id:'; see docs/sources.md", 1)
    lines: dict[str, int] = {}
    _note_lines(node, "", lines)
    return value, lines


def _parse(text: str) -> tuple[yaml.Node | None, object]:
    """The document once as nodes, which know their lines, and once as values."""
    loader = _LOADER(text)
    try:
        node = loader.get_single_node()
        return node, None if node is None else loader.construct_document(node)
    finally:
        loader.dispose()


def _error(path: Path, message: str, fix: str, line: int | None) -> SourceError:
    return SourceError([Problem(file=str(path), key="(file)", message=message, fix=fix, line=line)])


def _note_lines(node: yaml.Node | None, path: str, lines: dict[str, int]) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = f"{path}.{key.value}" if path else str(key.value)
            lines[name] = key.start_mark.line + 1
            _note_lines(value, name, lines)
    elif isinstance(node, yaml.SequenceNode):
        for i, item in enumerate(node.value):
            lines[f"{path}.{i}"] = item.start_mark.line + 1
            _note_lines(item, f"{path}.{i}", lines)
