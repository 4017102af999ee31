"""From a table's YAML to plain rows, with every mistake named.

A file is a list. An item is a phrase (an entry that is only a name), an entry, or a group: a mapping with `entries`,
whose other keys hold for each of them (an entry's own key wins, `null` takes it away) and whose examples go to the
entries that they show.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypedDict

import yaml

from lexicon.entry import LexiconError
from lexicon.schema import TableSchema
from lexicon.variants import connective_variants, match_key

_OWN_KEYS = frozenset({"name", "forms", "kind", "examples", "counter_examples"})


class Row(TypedDict):
    """An entry as plain data, ready for JSON."""

    name: str
    forms: list[str]
    kind: str | None
    attributes: dict[str, str]
    examples: list[str]
    counter_examples: list[str]


class _StrictLoader(yaml.CSafeLoader):
    """YAML that refuses the same key twice in one mapping (PyYAML keeps the last without a word)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Build a mapping, or say which key stands twice and where."""
        keys = Counter(key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode))
        for key, count in keys.items():
            if count > 1:
                raise LexiconError(f"line {node.start_mark.line + 1}: key {key!r} stands {count} times; keep one")
        return super().construct_mapping(node, deep=deep)


def parse_table(path: Path, text: str, schema: TableSchema) -> list[Row]:
    """The rows of one file. Raises LexiconError with file, entry, key and fix."""
    try:
        items = yaml.load(text, Loader=_StrictLoader) or []  # noqa: S506 - a SafeLoader all the same
    except (yaml.YAMLError, LexiconError) as error:
        raise LexiconError(f"{path}: {error}") from error
    if not isinstance(items, list):
        raise LexiconError(f"{path}: expected a list of entries, found {type(items).__name__}; begin each with '- '")
    rows = [row for item in items for row in _rows(path, item, schema)]
    refuse_duplicates(path, rows, schema)
    return rows


def _rows(path: Path, item: object, schema: TableSchema) -> Iterator[Row]:
    if not (isinstance(item, dict) and "entries" in item):
        yield _row(path, item, {}, schema)
        return
    shared = {k: v for k, v in item.items() if k not in {"entries", "examples", "counter_examples"}}
    if not isinstance(item["entries"], list):
        raise LexiconError(f"{path}: group {shared}: 'entries' must be a list")
    rows = [_row(path, entry, shared, schema) for entry in item["entries"]]
    for key in ("examples", "counter_examples"):
        _share_out(path, rows, key, _texts(path, f"group {shared}", key, item.get(key)))
    yield from rows


def _share_out(path: Path, rows: list[Row], key: str, phrases: Iterable[str]) -> None:
    """Give each phrase of a group to the entries that it shows; a form inside a longer shown one is not meant."""
    forms = [(f" {_spaced(form)} ", row) for row in rows for form in row["forms"]]
    for phrase in phrases:
        padded = f" {_spaced(phrase)} "
        shown = [(form, row) for form, row in forms if form in padded]
        if not shown:
            raise LexiconError(f"{path}: {key}: {phrase!r} shows no entry of its group; use one of their forms in it")
        meant = [row for form, row in shown if not any(form in longer and form != longer for longer, _ in shown)]
        for row in {row["name"]: row for row in meant}.values():
            (row["examples"] if key == "examples" else row["counter_examples"]).append(phrase)


def shows(phrase: str, forms: Iterable[str]) -> bool:
    """Whether one of the forms stands in the phrase as whole words."""
    padded = f" {_spaced(phrase)} "
    return any(f" {_spaced(form)} " in padded for form in forms)


def _spaced(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else f" {c} " for c in match_key(text)).split())


def _row(path: Path, item: object, shared: Mapping[str, Any], schema: TableSchema) -> Row:
    given = {"name": item} if isinstance(item, str) else item
    if not isinstance(given, dict):
        raise LexiconError(
            f"{path}: entry {item!r}: expected a phrase or a mapping; quote words that YAML reads otherwise"
        )
    entry = {key: value for key, value in {**shared, **given}.items() if value is not None}
    name = entry.get("name")
    if not isinstance(name, str) or not name.strip():
        raise LexiconError(f"{path}: entry {given}: key 'name': expected a phrase, found {name!r}; write it, in quotes")
    _refuse_unknown(path, name, entry, schema)
    forms = dict.fromkeys(_nfc(form) for form in (name, *_texts(path, name, "forms", entry.get("forms"))))
    return Row(
        name=_nfc(name),
        forms=list(forms),
        kind=entry.get("kind"),
        attributes={key: _text(value) for key, value in entry.items() if key not in _OWN_KEYS},
        examples=_texts(path, name, "examples", entry.get("examples")),
        counter_examples=_texts(path, name, "counter_examples", entry.get("counter_examples")),
    )


def _refuse_unknown(path: Path, name: str, entry: Mapping[str, Any], schema: TableSchema) -> None:
    where = f"{path}: entry {name!r}"
    for key in sorted(entry.keys() - _OWN_KEYS - schema.keys):
        raise LexiconError(f"{where}: key {key!r} is unknown; possible: {', '.join(sorted(schema.keys | _OWN_KEYS))}")
    for key in sorted(schema.required - entry.keys()):
        raise LexiconError(f"{where}: key {key!r} is missing; add it")
    kind = entry.get("kind")
    if (kind is None) != (not schema.kinds) or (kind is not None and kind not in schema.kinds):
        possible = ", ".join(sorted(schema.kinds)) or "none (leave the key out)"
        raise LexiconError(f"{where}: key 'kind': {kind!r} is not possible; possible: {possible}")
    for key, values in schema.values:
        if key in entry and _text(entry[key]) not in values:
            raise LexiconError(
                f"{where}: key {key!r}: {entry[key]!r} is not possible; possible: {', '.join(sorted(values))}"
            )


def _texts(path: Path, name: str, key: str, value: object) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise LexiconError(
            f"{path}: entry {name!r}: key {key!r}: expected a list of phrases, found {value!r}; quote them"
        )
    return [_nfc(text) for text in value]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "|".join(map(_text, value))
    return value.isoformat() if isinstance(value, date) else _nfc(str(value))


def _nfc(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def refuse_duplicates(path: Path, rows: Iterable[Row], schema: TableSchema) -> None:
    """Raise LexiconError when a form, or where the table allows those a name with its kind, belongs to two rows."""
    seen: dict[str, Row] = {}
    for row in rows:
        names = [f"{row['name']} ({row['kind']})"]
        for key in {match_key(form) for form in (row["forms"] if schema.unique_forms else names)}:
            other = seen.setdefault(key, row)
            if other is not row:
                raise LexiconError(
                    f"{path}: entry {row['name']!r}: {key!r} belongs to entry {other['name']!r} already; keep one"
                )


def with_variants(rows: list[Row]) -> list[Row]:
    """Add the spellings that follow by rule, save those that are another entry's own."""
    taken = {match_key(form): row["name"] for row in rows for form in row["forms"]}
    for row in rows:
        for form in [variant for listed in row["forms"] for variant in connective_variants(listed)]:
            if taken.setdefault(match_key(form), row["name"]) == row["name"] and form not in row["forms"]:
                row["forms"].append(form)
    return rows
