"""An abbreviation's meaning: previewed, applied to the articles it touches, and no judgement lost."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import lexicon
from nlp import Reader
from review.app import create
from review.desk import rereading, touched
from review.desk.abbreviations import is_everyday
from review.desk.kept_rules import FILE, Rule
from review.desk.pending import Rereader, at_work, begin, waiting
from review.desk.touched import affected
from review.desk.worker import work
from store import Registry
from tests.review_desk.conftest import Reviewer
from tests.store.build import Maker

TEXT = """Khối thi đua số 4 tổng kết năm 2024
Ngày 5/1/2025, Khối thi đua số 4 tỉnh An Giang tổ chức hội nghị tổng kết năm 2024.
Khối gồm các đơn vị: Sở QLXD, Sở Nội vụ, Sở Y tế.
"""
RULE = {"name": "QLXD", "expands": "Quản lý xây dựng", "kind": "field"}


def use(reviewer: Reviewer, rule: dict[str, str], page: str = "", **more: str) -> Any:
    """Post a rule with the seal of the page that previewed it."""
    seal = re.search(r'name="seal" value="([0-9a-f]+)"', page)
    fields = {**rule, "seal": seal[1] if seal else "", "csrf": reviewer.token(), **more}
    return reviewer.client.post("/desk/rules", data=fields, follow_redirects=False)


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

    applied = use(lan, RULE, preview.text)
    assert (applied.status_code, applied.headers["location"]) == (303, "/desk/rules?done=1")
    names = {row["name"] for row in registry.table("facts", {"article": blank.id, "kind": "members"})}
    assert "Sở Quản lý xây dựng" in names
    assert "Sở QLXD" not in names
    assert registry.show(said["key"])["row"]["state"] == "confirmed"
    assert registry.runs(limit=1)[0]["kind"] == "lexicon"

    second = {"name": "QLNN", "expands": "quản lý nhà nước", "kind": "field"}
    assert use(lan, second, lan.get("/desk/rules", params=second).text).status_code == 303
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


def test_what_nobody_previewed_is_not_applied(
    sign_in: Callable[[str], Reviewer], registry: Registry, home: Path
) -> None:
    lan, minh = sign_in("lan"), sign_in("minh")
    registry.add(Reader().analyse(Maker(TEXT, url="http://cong.test/a", published="2025-01-06").record().article))
    seen = lan.get("/desk/rules", params=RULE).text
    other = {**RULE, "expands": "Quản lý xuất dữ liệu"}
    for reviewer, rule, page in ((lan, RULE, ""), (lan, other, seen), (minh, RULE, seen)):
        answer = use(reviewer, rule, page)
        assert answer.status_code == 409
        assert "Hãy xem những gì sẽ đổi" in answer.text
    later = TEXT.replace("số 4", "số 5")
    registry.add(Reader().analyse(Maker(later, url="http://cong.test/b", published="2025-01-06").record().article))
    assert use(lan, RULE, seen).status_code == 409, "another article came since"
    assert not (home / "lexicon").exists()


def test_rules_are_listed_with_who_and_when_and_can_be_removed(lan: Reviewer, registry: Registry, home: Path) -> None:
    article = Maker(TEXT, url="http://cong.test/a", published="2025-01-06").record().article
    registry.add(Reader().analyse(article))
    folder = home / "lexicon"
    folder.mkdir()
    own = "# an operator's own\n- kind: field\n  entries:\n    - {name: XYZT, expands: xử y zét tê}\n"
    (folder / "unit_abbreviations.yml").write_text(own, encoding="utf-8")
    use(lan, RULE, lan.get("/desk/rules", params=RULE).text)
    listed = lan.get("/desk/rules").text
    assert "<td>QLXD</td><td>Quản lý xây dựng</td>" in listed
    assert "lan · " in listed
    assert "XYZT" not in listed

    removed = use(lan, RULE, action="remove")
    assert removed.headers["location"] == "/desk/rules?done=1&removed=QLXD"
    names = {row["name"] for row in registry.table("facts", {"article": article.id, "kind": "members"})}
    assert "Sở QLXD" in names
    assert (folder / "unit_abbreviations.yml").read_text("utf-8") == own
    assert "<td>QLXD</td>" not in lan.get("/desk/rules").text
    assert use(lan, RULE, action="remove").status_code == 422


@pytest.fixture
def many(registry: Registry) -> list[str]:
    """Seven articles that hold the abbreviation, read as the machine reads them without a rule."""
    made = [Maker(TEXT, url=f"http://cong.test/{n}", published="2025-01-06").record().article for n in range(7)]
    for article in made:
        registry.add(Reader().analyse(article))
    return [article.id for article in made]


def read_with_the_rule(registry: Registry, articles: list[str]) -> int:
    named = [registry.table("facts", {"article": each, "name": "Sở Quản lý xây dựng"}) for each in articles]
    return sum(bool(rows) for rows in named)


def test_what_is_too_much_at_once_is_read_in_the_background(
    lan: Reviewer, registry: Registry, home: Path, many: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rereading, "MOST", 3)
    monkeypatch.setattr(touched, "_AT_ONCE", 2)
    monkeypatch.setattr(touched, "_BATCH", 2)
    started: list[int] = []
    monkeypatch.setattr(Rereader, "start", lambda self: started.append(1))
    assert len(affected(registry, Rule(name="QLXD", expands="x", kind="field"))) == 7
    page = lan.get("/desk/rules", params=RULE).text
    assert "7 bài có chữ này" in page
    applied = use(lan, RULE, page)
    assert (applied.headers["location"], len(started)) == ("/desk/rules?done=7", 1)
    assert read_with_the_rule(registry, many) == 3
    assert "đã đọc lại 3 / 7 bài" in lan.get("/desk/rules?part=pending").text

    assert "đang dừng" in lan.get("/desk/rules").text, "nobody is at it"
    assert use(lan, {}, action="resume").status_code == 303
    assert len(started) == 2
    with at_work(home):
        assert "Máy đang đọc tiếp" in lan.get("/desk/rules").text

    pending = waiting(registry)[0]
    reader = Reader(lexicon.load([home / "lexicon"]))
    touched.read_on(registry, reader, pending, many, most=2)  # and then the process is killed
    assert waiting(registry)[0].done == 5
    work(home)
    assert read_with_the_rule(registry, many) == 7
    assert waiting(registry) == []
    assert "đã đọc lại" not in lan.get("/desk/rules").text
    assert registry.runs(limit=1)[0]["report"]["done"] == 7


def test_what_a_stopped_server_left_is_read_when_it_starts(registry: Registry, home: Path, many: list[str]) -> None:
    rule = Rule(**RULE)
    (home / "lexicon").mkdir()
    (home / "lexicon" / FILE).write_text(rule.entry(), encoding="utf-8")
    begin(registry, rule, "lan", articles=7, removed=False)
    with TestClient(create(home)) as client:
        rereader = client.app.state.rereader
        until = time.monotonic() + 60
        while rereader.busy:
            assert time.monotonic() < until
            time.sleep(0.1)
    assert read_with_the_rule(registry, many) == 7


def test_a_rule_that_the_lexicon_does_not_take_is_refused_in_the_readers_language(lan: Reviewer, home: Path) -> None:
    taken = {"name": "UBND", "expands": "Ủy ban nào khác", "kind": "body"}
    for rule in (taken, {**taken, "kind": "company"}):
        answer = lan.get("/desk/rules", params=rule)
        if answer.status_code == 422:
            assert "Từ điển không nhận quy tắc này" in answer.text
    (home / "lexicon").mkdir()
    (home / "lexicon" / FILE).write_text("- {kind: nonsense}", encoding="utf-8")
    answer = lan.get("/desk/rules", params=RULE)
    assert answer.status_code == 422
    assert "Từ điển không nhận quy tắc này" in answer.text


@pytest.mark.parametrize("name", ["và", "Sở", "SỞ", "hội nghị", "Ban", "năm 2024"])
def test_everyday_words_are_no_abbreviations(lan: Reviewer, name: str) -> None:
    assert is_everyday(name)
    answer = lan.get("/desk/rules", params={**RULE, "name": name})
    assert answer.status_code == 422
    assert "từ thường dùng" in answer.text
    assert use(lan, {**RULE, "name": name}).status_code == 422
