"""What the docs promise: every table and column described, every query runs and answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from records import Context
from store import Registry
from store.catalogue import table_names
from store.reference import BEGIN, END, current
from tests.store.build import review
from tests.store.test_identity import HAI_PHONG, award, members

PAGE = Path(__file__).parents[2] / "docs" / "data-model.md"
TEXT = PAGE.read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture
def filled(registry: Registry) -> Registry:
    registry.add(review().record(), context=HAI_PHONG)
    registry.add(review(url="http://other.test/9").record(), context=HAI_PHONG)
    registry.add(award(1, "proposed", "2024-12-20").record(), context=HAI_PHONG)
    registry.add(award(2, "conferred", "2025-02-10").record(), context=HAI_PHONG)
    registry.add(award(3, "proposed", "2023-12-20", year=2023, of=2023).record(), context=HAI_PHONG)
    registry.add(members(7, "Sở Kế hoạch và Đầu tư", "Sở Tài chính").record(), context=Context(source="haiphong"))
    fact = registry.queue(kind="event")[0]["fact"]
    registry.desk("lan").set(fact, {"venue": "Trung tâm Hội nghị"})
    return registry


def test_the_reference_is_that_of_the_schema() -> None:
    assert TEXT.partition(BEGIN)[2].partition(END)[0].strip() == current().strip(), "run `python -m docs.data_model`"


def test_there_are_a_dozen_queries() -> None:
    assert len(QUERIES) >= 12


@pytest.mark.parametrize("query", QUERIES, ids=[re.sub(r"\s+", " ", q)[:50] for q in QUERIES])
def test_a_query_of_the_docs_answers(filled: Registry, query: str) -> None:
    assert filled.sql(query).rows


def test_the_example_in_python_runs(filled: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    monkeypatch.chdir(filled.path.parent)
    exec(code.replace('Registry.open("registry")', 'Registry.open(".")'), {})


def test_every_table_can_be_browsed(filled: Registry) -> None:
    for name in table_names():
        assert len(filled.table(name)) == filled.total(name)


def test_corrections_page_names_every_state() -> None:
    page = PAGE.with_name("corrections.md").read_text(encoding="utf-8")
    for state in ["unreviewed", "confirmed", "rejected", "corrected", "stale", "conflict", "orphaned", "disputed"]:
        assert f"`{state}`" in page
