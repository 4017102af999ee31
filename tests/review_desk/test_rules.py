"""An abbreviation's meaning: previewed, applied to the articles it touches, and no judgement lost."""

from __future__ import annotations

from pathlib import Path

from nlp import Reader
from review.desk.rereading import Rule, affected
from store import Registry
from tests.review_desk.conftest import Reviewer
from tests.store.build import Maker

TEXT = """Khối thi đua số 4 tổng kết năm 2024
Ngày 5/1/2025, Khối thi đua số 4 tỉnh An Giang tổ chức hội nghị tổng kết năm 2024.
Khối gồm các đơn vị: Sở QLXD, Sở Nội vụ, Sở Y tế.
"""
RULE = {"name": "QLXD", "expands": "Quản lý xây dựng", "kind": "field"}


def test_a_rule_is_previewed_and_applied_and_what_people_said_holds(
    lan: Reviewer, registry: Registry, home: Path
) -> None:
    blank = Maker(TEXT, url="http://cong.test/viet-tat", published="2025-01-06").record().article
    registry.add(Reader().analyse(blank))
    said = next(row for row in registry.table("facts", {"article": blank.id}) if row["name"] == "Sở Nội vụ")
    lan.post({"action": "confirm", "fact": said["key"]})

    preview = lan.get("/desk/rules", params=RULE)
    assert preview.status_code == 200
    assert "<ins>Thành viên: Sở Quản lý xây dựng" in preview.text
    assert "<del>Thành viên: Sở QLXD" in preview.text
    assert not (home / "lexicon").exists(), "a preview keeps nothing"

    token = lan.token()
    applied = lan.client.post("/desk/rules", data={**RULE, "csrf": token}, follow_redirects=False)
    assert (applied.status_code, applied.headers["location"]) == (303, "/desk/rules?done=1")
    names = {row["name"] for row in registry.table("facts", {"article": blank.id, "kind": "members"})}
    assert "Sở Quản lý xây dựng" in names
    assert "Sở QLXD" not in names
    assert registry.show(said["key"])["row"]["state"] == "confirmed"
    assert registry.runs(limit=1)[0]["kind"] == "lexicon"

    second = {"name": "QLNN", "expands": "quản lý nhà nước", "kind": "field"}
    assert lan.client.post("/desk/rules", data={**second, "csrf": token}).status_code == 200
    kept = (home / "lexicon" / "unit_abbreviations.yml").read_text("utf-8")
    assert "QLXD" in kept, "rules add up"
    assert "QLNN" in kept


def test_only_articles_that_hold_the_word_itself_are_touched(registry: Registry) -> None:
    registry.add(Maker(TEXT, url="http://cong.test/a", published="2025-01-06").record())
    assert len(affected(registry, Rule(name="QLXD", expands="x", kind="field"))) == 1
    assert affected(registry, Rule(name="QLX", expands="x", kind="field")) == []


def test_a_rule_that_says_nothing_is_refused(lan: Reviewer) -> None:
    assert lan.get("/desk/rules").status_code == 200
    for wrong in ({"name": "QLXD"}, {"name": "QLXD", "expands": "QLXD"}, {"name": "--", "expands": "Sở Y tế"}):
        assert lan.get("/desk/rules", params=wrong).status_code == 422
