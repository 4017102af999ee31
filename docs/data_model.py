"""Writes the table reference of docs/data-model.md: `python -m docs.data_model`."""

from __future__ import annotations

from pathlib import Path

from store.reference import BEGIN, END, current

PAGE = Path(__file__).with_name("data-model.md")


def main() -> None:
    """Put today's reference between the marks."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(before + BEGIN + "\n" + current() + END + rest.partition(END)[2], encoding="utf-8")


if __name__ == "__main__":
    main()
