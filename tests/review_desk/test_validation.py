"""What a reviewer types is checked beside its field, before the registry sees it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import FACT_KINDS
from review.desk.fields import form_fields, typed, typed_values
from review.desk.validation import check
from review.i18n import words

EN = words("en")


@pytest.mark.parametrize(
    ("kind", "name", "text", "value"),
    [
        ("events", "start", "5/3/2024", "2024-03-05"),
        ("events", "start", "05.03.2024", "2024-03-05"),
        ("events", "start", "2024-03-05", "2024-03-05"),
        ("events", "types", "signing\ninterim_review", ["signing", "interim_review"]),
        ("events", "year_inferred", "true", True),
        ("members", "year", "", None),
        ("members", "unit.name", "  Sở   Y tế ", "Sở Y tế"),
        ("officials", "titles", "Bí thư Huyện ủy\r\nChủ tịch HĐND", ["Bí thư Huyện ủy", "Chủ tịch HĐND"]),
        ("awards", "recipient.count", "7", 7),
    ],
)
def test_what_is_typed_becomes_the_registrys_value(kind: str, name: str, text: str, value: object) -> None:
    checked = check(EN, kind, {name: text})
    assert (checked.values, checked.wrong) == ({name: value}, {})


@pytest.mark.parametrize(
    ("kind", "given", "field", "complaint"),
    [
        ("events", {"start": "31/2/2024"}, "start", "31/12/2024"),
        ("events", {"start": "tháng ba"}, "start", "31/12/2024"),
        ("events", {"start": "5/3/2024", "end": "4/3/2024"}, "end", "before the first"),
        ("events", {"types": ""}, "types", "empty"),
        ("members", {"year": "24"}, "year", "four digits"),
        ("members", {"year": "1244"}, "year", "four digits"),
        ("members", {"unit.name": " "}, "unit.name", "empty"),
        ("awards", {"form": "cup"}, "form", "values offered"),
        ("awards", {"recipient.type": "unit", "recipient.name": ""}, "recipient.name", "group"),
        ("awards", {"recipient.count": "bảy"}, "recipient.count", "whole number"),
    ],
)
def test_a_complaint_stands_beside_its_field(kind: str, given: dict[str, str], field: str, complaint: str) -> None:
    assert complaint in check(EN, kind, given).wrong[field]


VALUES: dict[str, Any] = {
    "text": st.text(alphabet="aăđ Ớ-&", min_size=1).map(lambda s: " ".join(s.split())).filter(bool),
    "year": st.integers(1945, 2100),
    "number": st.integers(0, 9_999_999),
    "day": st.dates(min_value=date(1945, 1, 1), max_value=date(2100, 1, 1)).map(lambda day: day.isoformat()),
    "flag": st.booleans(),
}


@pytest.mark.parametrize("kind", FACT_KINDS)
@given(data=st.data())
def test_a_form_left_alone_changes_nothing(kind: str, data: st.DataObject) -> None:
    """Every value is written into its field so that reading it back gives the same value."""
    values = {}
    for field in form_fields(kind):
        strategy = st.sampled_from(field.choices) if field.choices else VALUES.get(field.control, VALUES["text"])
        value = data.draw(
            st.lists(strategy, min_size=1, unique=True) if field.control in ("choices", "lines") else strategy
        )
        values[field.name] = value
    if kind == "events":
        values["end"] = values["start"]
    checked = check(EN, kind, typed_values(kind, values))
    assert dict(checked.values) == values
    assert not checked.wrong


def test_a_day_is_shown_as_people_here_write_it() -> None:
    assert typed("events", "start", "2024-03-05") == "05/03/2024"
