"""The reference of the readable tables as Markdown, for docs/data-model.md."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from store.catalogue import TableInfo
from store.registry import Registry

BEGIN, END = "<!-- tables: generated -->\n", "<!-- end of tables -->\n"


def reference(tables: list[TableInfo]) -> str:
    """The reference as Markdown."""
    return "".join(line for table in tables for line in _table(table))


def _table(table: TableInfo) -> Iterator[str]:
    yield f"### {table.name}\n\n{table.about} Key: {', '.join(f'`{part}`' for part in table.key)}.\n\n"
    yield "| column | type | null | meaning |\n| --- | --- | --- | --- |\n"
    for column in table.columns:
        kind = "JSON" if column.json else column.type
        yield f"| `{column.name}` | {kind} | {'yes' if column.nullable else 'no'} | {column.about} |\n"
    yield "\n"


def current() -> str:
    """The reference of today's schema."""
    with tempfile.TemporaryDirectory() as folder, Registry(Path(folder) / "registry.db") as registry:
        return reference(registry.tables())
