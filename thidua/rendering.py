"""item → the record's JSON text, made where the record is made: text travels between processes faster than objects."""

from __future__ import annotations

import json
from dataclasses import dataclass

from records import record_to_json
from thidua.inputs.item import Item, Unreadable
from thidua.reading import Read


@dataclass(frozen=True, slots=True)
class Render:
    """A function that reads an item and renders its record; `indent` as `json.dumps` takes it."""

    read: Read
    indent: int | None = None

    def __call__(self, item: Item | Unreadable) -> str | Unreadable:
        """The record as JSON text, or the reason why there is none."""
        reading = self.read(item)
        if reading.record is None:
            return reading.problem or Unreadable(label="?", code="no_record", message="nothing was read")
        return json.dumps(record_to_json(reading.record), ensure_ascii=False, indent=self.indent)
