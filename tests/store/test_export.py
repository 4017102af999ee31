"""What leaves the registry: exports, releases, backups, checks."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import json
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from records import record_from_json
from store import InvalidValueError, NotFoundError, Registry, RegistryError
from store.catalogue import table_info, table_names
from store.release import verify_release
from tests.store.build import REVIEW, Hands, review


def tree(folder: Path) -> dict[str, str]:
    """Every file's hash by its name."""
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.fixture
def filled(registry: Registry) -> Registry:
    registry.add(review().record())
    return registry


def test_every_readable_column_is_described(registry: Registry) -> None:
    for name in table_names():
        info = table_info(registry.db, name)
        assert info.columns and set(info.key) <= {column.name for column in info.columns}


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_the_same_twice_is_the_same_export(filled: Registry, tmp_path: Path, hands: Hands, form: str) -> None:
    filled.export(form, tmp_path / "one")
    hands.forward(days=3)
    assert filled.add(review().record()).nothing
    filled.rebuild()
    filled.export(form, tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_json_lines_hold_lists_as_lists(filled: Registry, tmp_path: Path) -> None:
    filled.export("jsonl", tmp_path)
    (event,) = (json.loads(line) for line in (tmp_path / "events.jsonl").read_text("utf-8").splitlines())
    assert event["types"] == ["year_end_review"]
    assert event["facts"] == sorted(event["facts"])


def test_csv_comes_with_a_data_package(filled: Registry, tmp_path: Path) -> None:
    filled.export("csv", tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        with (tmp_path / resource["path"]).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert header == [field["name"] for field in resource["schema"]["fields"]]


def test_parquet_is_typed(filled: Registry, tmp_path: Path) -> None:
    filled.export("parquet", tmp_path)
    table = pq.read_table(tmp_path / "memberships.parquet")
    assert table.column("year").to_pylist() == [2024, 2024, 2024]


def test_gold_is_what_reviewers_made_of_an_article(filled: Registry, tmp_path: Path) -> None:
    assert filled.export("gold", tmp_path / "none") == []
    desk = filled.desk("lan")
    for row in filled.queue():
        if row["kind"] == "awards":
            desk.reject(row["fact"])
        elif row["kind"] == "events":
            desk.set(row["fact"], {"venue": "Trung tâm Hội nghị"})
        else:
            desk.confirm(row["fact"])
    text, wire = filled.export("gold", tmp_path / "gold")
    record = record_from_json(json.loads(wire.read_text("utf-8")))
    assert record.awards == ()
    assert record.events[0].venue == "Trung tâm Hội nghị"
    assert record.events[0].bloc == record.blocs[0].id
    assert text.read_bytes().decode() == record.article.text
    assert all(record.article.text[e.start : e.end] == e.text for m in record.members for e in m.evidence)


def test_a_fact_tells_the_number_of_the_version_it_was_read_in(registry: Registry, tmp_path: Path) -> None:
    registry.add(review("Tin khác.\n" + REVIEW, url="http://portal.test/tin/8").record())
    for text in (REVIEW, REVIEW + "Tin được sửa.\n"):
        registry.add(review(text).record())
    registry.export("jsonl", tmp_path)
    facts = [json.loads(line) for line in (tmp_path / "facts.jsonl").read_text("utf-8").splitlines()]
    urls = {row["id"]: row["url"] for row in registry.table("articles")}
    assert {(urls[fact["article"]][-1], fact["version"]) for fact in facts} == {("8", 1), ("9", 2)}


def test_an_unknown_format_is_refused(registry: Registry, tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match="csv, jsonl, parquet, gold"):
        registry.export("xml", tmp_path)


def test_a_release_can_be_repeated_checked_and_compared(filled: Registry, tmp_path: Path) -> None:
    first = filled.release(tmp_path, date(2025, 1, 31))
    before = tree(first.folder) | {"zip": hashlib.sha256(first.archive.read_bytes()).hexdigest()}
    again = filled.release(tmp_path, date(2025, 1, 31))
    assert tree(again.folder) | {"zip": hashlib.sha256(again.archive.read_bytes()).hexdigest()} == before
    assert verify_release(again.folder) == []

    (award,) = filled.queue(kind="award")
    filled.desk("lan").set(award["fact"], {"status": "conferred"})
    later = filled.release(tmp_path, date(2025, 2, 28))
    assert later.before == "2025-01-31"
    assert later.changes["awards"] == {"added": 0, "removed": 0, "changed": 1}
    assert later.changes["events"] == {"added": 0, "removed": 0, "changed": 0}
    (later.folder / "csv" / "events.csv").write_text("tampered")
    assert verify_release(later.folder) == ["csv/events.csv differs from its checksum"]


@pytest.mark.parametrize("kind", ["person", "article"])
def test_a_release_does_not_tell_what_was_withheld_since_the_one_before(
    filled: Registry, tmp_path: Path, kind: str
) -> None:
    name = "Trần Thị Hạnh"
    told = filled.release(tmp_path, date(2025, 1, 31)).folder
    assert name in (told / "jsonl" / "facts.jsonl").read_text("utf-8")
    subject = next(filled.db.query(f"SELECT id FROM {kind}s"))["id"]
    filled.desk("lan", reason="theo yêu cầu").withhold(subject)
    later = filled.release(tmp_path, date(2025, 2, 28))
    assert later.changes["facts"]["removed"] > 0
    assert not [path for path in later.folder.rglob("*.*") if path.is_file() and name.encode() in path.read_bytes()]


def test_a_release_is_compared_with_a_release_only(filled: Registry, tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="is no release"):
        filled.release(tmp_path / "out", date(2025, 1, 1), before=tmp_path / "nowhere")
    assert not (tmp_path / "out").exists()


def test_full_texts_leave_only_with_permission(filled: Registry, tmp_path: Path) -> None:
    assert (filled.release(tmp_path, date(2025, 1, 1)).folder / "texts.jsonl").read_text() == ""
    filled.remember_source("portal", full_text=1)
    filled.db.execute("UPDATE captured_articles SET source = 'portal'")
    filled.rebuild()
    assert "Khối thi đua" in (filled.release(tmp_path, date(2025, 1, 2)).folder / "texts.jsonl").read_text("utf-8")


def test_backup_and_restore(filled: Registry, tmp_path: Path) -> None:
    copy = filled.backup(tmp_path / "backups" / "monday.db")
    filled.desk("lan").reject(filled.queue(kind="award")[0]["fact"])
    assert filled.count("awards") == 0
    filled.restore(copy)
    assert filled.count("awards") == 1
    assert filled.check() == []
    (tmp_path / "noise.db").write_bytes(b"not a database" * 100)
    with pytest.raises(RegistryError, match="not a database"):
        filled.restore(tmp_path / "noise.db")
    assert filled.count("awards") == 1


def test_check_finds_what_is_off(filled: Registry) -> None:
    assert filled.check() == []
    filled.db.execute("UPDATE memberships SET name = 'Sở Nội vụ'")
    assert [p.code for p in filled.check()] == ["layers"]
    filled.rebuild()
    filled.db.execute("UPDATE spans SET quote = quote || '!' WHERE id = 1")
    assert [p.code for p in filled.check()] == ["evidence"]


def test_sql_reads_and_only_reads(filled: Registry) -> None:
    answer = filled.sql("SELECT name, year FROM memberships WHERE year = ? ORDER BY name", [2024])
    assert next(answer.dicts()) == {"name": "Sở Khoa học và Công nghệ", "year": 2024}
    for query in ("DELETE FROM facts", "CREATE TABLE x (y)", "PRAGMA journal_mode = DELETE; SELECT 1", "SELEC"):
        with pytest.raises(InvalidValueError):
            filled.sql(query)
    assert filled.count("facts") == 9


@pytest.mark.parametrize("statement", ["ATTACH DATABASE '{path}' AS other", "VACUUM INTO '{path}'"])
def test_sql_makes_no_file(filled: Registry, tmp_path: Path, statement: str) -> None:
    path = tmp_path / "other.db"
    with pytest.raises(InvalidValueError, match="authoriz"):
        filled.sql(statement.format(path=path))
    assert not path.exists()


def test_sql_that_fails_at_a_later_row_says_why(filled: Registry) -> None:
    with pytest.raises(InvalidValueError, match="malformed JSON"):
        filled.sql("SELECT json(x) FROM (SELECT '1' AS x UNION ALL SELECT '{')")


_ENDLESS = """
import sys
from store import InvalidValueError, Registry

with Registry.open(sys.argv[1], create=False) as registry:
    print("ready", flush=True)
    try:
        registry.sql("WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c")
    except InvalidValueError as error:
        print(error)
"""


def test_ctrl_c_ends_sql_that_would_run_for_ever(filled: Registry) -> None:
    # In a process of its own: Datasette, once imported, lets SQLite's callbacks report what they raise.
    command = [sys.executable, "-c", _ENDLESS, str(filled.path.parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as query:
        assert query.stdout is not None and query.stdout.readline() == "ready\n"
        time.sleep(2)  # by then SQLite computes
        query.send_signal(signal.SIGINT)
        assert "interrupted" in query.communicate(timeout=60)[0]


def test_withholding_an_article_or_a_person_is_complete_and_reversible(filled: Registry, tmp_path: Path) -> None:
    person = next(filled.db.query("SELECT id FROM persons"))["id"]
    with pytest.raises(InvalidValueError, match="--reason"):
        filled.desk("lan").withhold(person)
    said = filled.desk("lan", reason="theo yêu cầu").withhold(person)
    filled.export("jsonl", tmp_path / "hidden")
    assert not [p for p in (tmp_path / "hidden").iterdir() if "Trần Thị Hạnh" in p.read_text("utf-8")]
    assert filled.search("Trần Thị Hạnh").total == 0
    article = filled.show(filled.table("articles")[0]["id"])
    facts = [filled.show(fact["key"]) for fact in article["facts"]]
    pages = [article, filled.queue(limit=99), filled.table("facts"), facts]
    assert [page for page in pages if "Trần Thị Hạnh" in json.dumps(page, ensure_ascii=False)] == []
    assert len(article["text"]) == len(review().text), "covered letter by letter: every offset still holds"
    assert filled.check() == []
    filled.desk("lan").undo(said.id)
    assert filled.search("tran thi hanh").facets["kind"] == {"article": 1, "person": 1}

    article = next(filled.db.query("SELECT id FROM articles"))["id"]
    filled.desk("lan", reason="bản quyền").withhold(article)
    assert filled.count("articles") == filled.count("events") == filled.count("units") == 0
    assert filled.search("thi đua").total == 0
    assert filled.queue() == []
    assert filled.check() == []


def test_no_past_shows_what_is_withheld_today(filled: Registry, hands: Hands) -> None:
    """Not the person, who was then known under another title and so another id, and not the article."""
    fact = filled.queue(kind="official")[0]["fact"]
    hands.forward(days=5)
    later = review(extractor="2")
    later.facts["officials"] = [
        dataclasses.replace(each, titles=("Giám đốc Sở Nội vụ",)) for each in later.facts["officials"]
    ]
    filled.add(later.record())
    (person,) = (p["id"] for p in filled.table("persons") if p["name"] == "Trần Thị Hạnh")
    hands.forward(days=5)
    said = filled.desk("lan", reason="theo yêu cầu").withhold(person)
    known = filled.fact_as_of(fact, date(2025, 1, 12))
    assert known["known"]
    assert "Hạnh" not in json.dumps(known, ensure_ascii=False)
    with filled.as_of(date(2025, 1, 12)) as past:
        assert past.search("Trần Thị Hạnh").total == 0
        assert past.table("persons") == []
        pages = [past.show(past.table("articles")[0]["id"]), past.table("facts"), past.queue(limit=99)]
        assert "Trần Thị Hạnh" not in json.dumps(pages, ensure_ascii=False)
        assert past.count("memberships") == 3
    filled.desk("lan").undo(said.id)
    with filled.as_of(date(2025, 1, 12)) as past:
        assert len(past.table("persons")) == 1, "and what is not withheld any more is there again"

    article = filled.table("articles")[0]["id"]
    filled.desk("lan", reason="bản quyền").withhold(article)
    with filled.as_of(date(2025, 1, 12)) as past:
        assert past.count("articles") == past.count("events") == 0
    with pytest.raises(NotFoundError, match="withheld"):
        filled.fact_as_of(fact, date(2025, 1, 12))


def test_as_known_on_a_day(filled: Registry, hands: Hands) -> None:
    key = filled.queue(kind="event")[0]["fact"]
    hands.forward(days=5)
    filled.desk("lan").set(key, {"venue": "Hội trường lớn"})
    assert filled.fact_as_of(key, date(2025, 1, 9)) == {"fact": key, "day": "2025-01-09", "known": False}
    assert filled.fact_as_of(key, date(2025, 1, 10))["state"] == "unreviewed"
    assert filled.fact_as_of(key, date(2025, 1, 15))["value"]["venue"] == "Hội trường lớn"
    with filled.as_of(date(2025, 1, 12)) as past:
        assert [row["venue"] for row in past.db.query("SELECT venue FROM events")] == [None]
    with filled.as_of(date(2025, 1, 9)) as past:
        assert past.count("events") == past.count("articles") == 0
    assert filled.check() == []
