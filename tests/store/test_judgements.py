"""Layer 3: what people say wins, survives, and is never dropped silently."""

from __future__ import annotations

import json
import random

import pytest

from records import Visit
from store import GuardError, InvalidValueError, Registry
from tests.store.build import REVIEW, Hands, Maker, review


@pytest.fixture
def facts(registry: Registry) -> dict[str, str]:
    """The sample article's facts: kind and name to key."""
    registry.add(review().record())
    return names(registry)


def names(registry: Registry) -> dict[str, str]:
    return {f"{row['kind']} {row['name']}": row["key"] for row in registry.db.query("SELECT * FROM facts")}


def state(registry: Registry, key: str) -> str:
    return str(next(registry.db.query("SELECT state FROM facts WHERE key = ?", [key]))["state"])


def row(registry: Registry, table: str) -> dict[str, object]:
    (found,) = registry.db.query(f"SELECT * FROM {table}")
    return found


def test_a_set_value_wins_and_shows_at_once(registry: Registry, facts: dict[str, str]) -> None:
    desk = registry.desk("lan", reason="theo Quyết định 12")
    (said,) = desk.set(facts["events None"], {"start": "2025-01-14"})
    assert said.state == "corrected"
    event = row(registry, "events")
    assert (event["start"], event["reviewed"], event["confidence"]) == ("2025-01-14", "corrected", 1.0)
    assert registry.history(facts["events None"])["judgements"][0]["reason"] == "theo Quyết định 12"


def test_a_rejected_fact_leaves_the_tables_and_undo_brings_it_back(registry: Registry, facts: dict[str, str]) -> None:
    desk = registry.desk("lan")
    said = desk.reject(facts["awards Sở Tư pháp"])
    assert said.state == "rejected"
    assert registry.count("awards") == 0
    back = desk.undo(said.id)
    assert registry.count("awards") == 1
    desk.undo(back.id)
    assert registry.count("awards") == 0, "an undoing can be undone"


def test_what_is_undone_already_is_said_in_one_line(registry: Registry, facts: dict[str, str]) -> None:
    said = registry.desk("lan").reject(facts["awards Sở Tư pháp"])
    back = registry.desk("minh").undo(said.id)
    with pytest.raises(InvalidValueError, match=f"is undone already, by judgement {back.id} of minh: undo that one"):
        registry.desk("lan").undo(said.id)
    assert registry.count("judgements") == 2
    registry.desk("lan").undo(back.id)
    registry.desk("lan").undo(said.id)
    assert registry.count("awards") == 1


def test_the_guard_tells_a_reviewer_whose_value_is_old(registry: Registry, facts: dict[str, str]) -> None:
    key = facts["members Sở Y tế"]
    registry.desk("lan").set(key, {"year": "2023"}, expect="2024")
    with pytest.raises(GuardError, match="2023") as raised:
        registry.desk("minh").set(key, {"year": "2025"}, expect="2024")
    assert (raised.value.expected, raised.value.found) == (2024, 2023)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"year": "two thousand"}, "whole number"),
        ({"status": "promised"}, "conferred, proposed, announced"),
        ({"form": ""}, "cannot be empty"),
        ({"colour": "red"}, "the fields are"),
        ({"event": "0000000000000000"}, "this article's events are"),
    ],
)
def test_values_are_checked_at_entry(
    registry: Registry, facts: dict[str, str], changes: dict[str, str], complaint: str
) -> None:
    with pytest.raises(InvalidValueError, match=complaint):
        registry.desk("lan").set(facts["awards Sở Tư pháp"], changes)
    assert registry.count("judgements") == 0


def test_a_missed_fact_is_added_with_its_quote(registry: Registry, facts: dict[str, str]) -> None:
    article = registry.queue()[0]["article"]
    desk = registry.desk("lan")
    said = desk.add(article, "member", {"name": "Sở Nội vụ", "year": 2024}, quote="Khối gồm các đơn vị")
    assert said.state == "confirmed"
    assert registry.count("memberships") == 4
    with pytest.raises(InvalidValueError, match="is not in article"):
        desk.add(article, "member", {"name": "Sở Nội vụ"}, quote="không có câu này")
    later = review(extractor="2")
    later.member("b1", "Sở Nội vụ", year=2024, quote="Khối gồm các đơn vị")
    registry.add(later.record())
    assert state(registry, said.fact or "") == "confirmed", "the machine learned it: one fact, not two"
    assert registry.count("memberships") == 4


def test_judgements_survive_a_new_extractor(registry: Registry, facts: dict[str, str]) -> None:
    desk = registry.desk("lan")
    desk.confirm(facts["members Sở Y tế"])
    desk.set(facts["awards Sở Tư pháp"], {"status": "conferred"})
    registry.add(review(extractor="2").record())
    assert state(registry, facts["members Sở Y tế"]) == "confirmed"
    assert row(registry, "awards")["status"] == "conferred"


def test_a_machine_that_newly_differs_is_a_conflict_and_the_human_value_stays(
    registry: Registry, facts: dict[str, str]
) -> None:
    key = facts["events None"]
    registry.desk("lan").set(key, {"emulation_year": 2023})
    later = review(extractor="2")
    later.facts["events"] = []
    later.event("b1", "year_end_review", "2025-01-15", quote="Sáng 15/01/2025", emulation_year=2025)
    registry.add(later.record())
    assert state(registry, key) == "conflict"
    assert row(registry, "events")["emulation_year"] == 2023
    assert registry.queue()[0]["fact"] == key, "someone's work is at stake: first in the queue"


def test_a_judgement_is_found_again_in_an_edited_page(registry: Registry, facts: dict[str, str]) -> None:
    key = facts["leaders Sở Y tế"]
    registry.desk("lan").confirm(key)
    edited = REVIEW.replace("Khối gồm", "Đến dự có đông đủ đại biểu.\nKhối gồm")
    registry.add(review(edited).record())
    assert state(registry, key) == "confirmed"
    fact = next(registry.db.query("SELECT * FROM facts WHERE key = ?", [key]))
    assert edited[fact["start"] : fact["end"]] == fact["quote"] == "Sở Y tế là Khối trưởng"


def test_a_quote_that_is_gone_leaves_the_judgement_standing_and_stale(
    registry: Registry, facts: dict[str, str]
) -> None:
    key = facts["leaders Sở Y tế"]
    registry.desk("lan").set(key, {"year": 2023})
    edited = review(REVIEW.replace("Sở Y tế là Khối trưởng", "Khối trưởng: Sở Y tế"), leader="Khối trưởng: Sở Y tế")
    registry.add(edited.record())
    assert state(registry, key) == "stale"
    assert row(registry, "leaderships")["year"] == 2023, "kept, and shown as stale"


def test_a_slot_that_is_gone_leaves_an_orphan_and_its_likely_successor(
    registry: Registry, facts: dict[str, str]
) -> None:
    key = facts["members Sở Khoa học và Công nghệ"]
    registry.desk("lan").confirm(key)
    later = review(extractor="2")
    later.facts["members"] = [m for m in later.facts["members"] if m.unit.name != "Sở Khoa học và Công nghệ"]
    later.member("b1", "Sở Khoa học và Công nghệ Hải Phòng", year=2024, quote="Sở Khoa học và Công nghệ")
    registry.add(later.record())
    assert state(registry, key) == "orphaned"
    assert registry.count("memberships") == 3, "one unit: the orphan and its successor are one membership"
    (offer,) = registry.suggestions(kind="fact")
    heir = names(registry)["members Sở Khoa học và Công nghệ Hải Phòng"]
    assert (offer["left_id"], offer["right_id"]) == (key, heir)
    registry.desk("lan").same(key, heir)
    assert state(registry, heir) in ("confirmed", "corrected", "conflict")
    assert not list(registry.db.query("SELECT 1 FROM facts WHERE key = ?", [key]))
    assert registry.suggestions(kind="fact") == []


def test_two_who_disagree_make_a_dispute_for_a_third(registry: Registry, facts: dict[str, str]) -> None:
    key = facts["members Sở Y tế"]
    first = registry.desk("lan").set(key, {"year": 2023})[0]
    registry.desk("minh").set(key, {"year": 2022})
    assert state(registry, key) == "disputed"
    said = registry.desk("hoa").settle(key, first.id)
    assert said.state == "corrected"
    assert next(registry.db.query("SELECT year FROM facts WHERE key = ?", [key]))["year"] == 2023


def test_a_settled_value_wins_over_a_rejection_too(registry: Registry, facts: dict[str, str]) -> None:
    key = facts["members Sở Y tế"]
    registry.desk("lan").reject(key)
    said = registry.desk("minh").set(key, {"year": 2023})[0]
    assert state(registry, key) == "disputed"
    registry.desk("hoa").settle(key, said.id)
    assert state(registry, key) == "corrected"
    assert registry.count("memberships") == 3


def test_two_who_differ_about_a_successor_make_a_dispute(registry: Registry, facts: dict[str, str]) -> None:
    key = facts["members Sở Khoa học và Công nghệ"]
    registry.desk("lan").confirm(key)
    later = review(extractor="2")
    later.facts["members"] = [m for m in later.facts["members"] if m.unit.name != "Sở Khoa học và Công nghệ"]
    later.member("b1", "Sở Khoa học và Công nghệ Hải Phòng", year=2024, quote="Sở Khoa học và Công nghệ")
    registry.add(later.record())
    heir = names(registry)["members Sở Khoa học và Công nghệ Hải Phòng"]
    registry.desk("lan").same(key, heir)
    registry.desk("minh").not_same(key, heir)
    (offer,) = registry.suggestions(kind="fact")
    assert offer["basis"] == "disputed: lan says same, minh says not same"
    registry.desk("hoa").not_same(key, heir)
    assert registry.suggestions(kind="fact") == []


def test_agreement_is_no_dispute(registry: Registry, facts: dict[str, str]) -> None:
    key = facts["members Sở Y tế"]
    registry.desk("lan").set(key, {"year": 2023})
    registry.desk("minh").confirm(key)
    assert state(registry, key) == "corrected"
    registry.desk("minh").reject(key)
    assert state(registry, key) == "disputed"


@pytest.mark.parametrize("act", ["reject", "not_stated", "retract"])
def test_what_does_not_hold_leaves_the_tables(registry: Registry, facts: dict[str, str], act: str) -> None:
    getattr(registry.desk("lan"), act)(facts["members Sở Y tế"])
    assert registry.count("memberships") == 2
    registry.rebuild()
    assert registry.count("memberships") == 2


def test_a_single_value_can_be_not_stated(registry: Registry, facts: dict[str, str]) -> None:
    registry.desk("lan").not_stated(facts["awards Sở Tư pháp"], "grantor")
    assert row(registry, "awards")["grantor"] is None
    registry.desk("lan").confirm(facts["awards Sở Tư pháp"])
    assert row(registry, "awards")["grantor"] is None, "confirming what one sees keeps it so"


def test_judgements_are_append_only(registry: Registry, facts: dict[str, str]) -> None:
    registry.desk("lan").confirm(facts["members Sở Y tế"])
    for sql in ("DELETE FROM judgements", "UPDATE judgements SET user = 'x'", "DELETE FROM statement_rows"):
        with pytest.raises(Exception, match="never"):
            registry.db.execute(sql)


def beside(made: Maker, turn: random.Random) -> None:
    """Similar items join some of those that the page had."""
    if turn.random() < 0.7:
        made.event("b1", "interim_review", "2024-07-10", quote="ngày 10/7/2024")
    if turn.random() < 0.7:
        made.leader("b1", "head", "Sở Y tế", year=2026, status="incoming", quote="Sở Y tế giữ chức năm 2026")
    if turn.random() < 0.7:
        other = made.bloc("Khối thi đua số 9", place="tỉnh Hà Giang", quote="Khối thi đua số 9 tỉnh Hà Giang")
        made.member(other, "Sở Y tế", year=2024, quote="Khối thi đua số 9 tỉnh Hà Giang")
    if turn.random() < 0.7:
        made.award("e1", "flag", "Cờ thi đua", "Sở Tư pháp", status="conferred", year=2019, quote="cờ năm 2019")


GROWN = """Trước đó, ngày 10/7/2024, Khối đã sơ kết; Sở Y tế giữ chức năm 2026.
Cùng dự có Khối thi đua số 9 tỉnh Hà Giang. Sở Tư pháp từng nhận cờ năm 2019.
"""


def test_every_judgement_survives_the_worst_week(registry: Registry, hands: Hands) -> None:
    """Extractor upgrades, edited and growing pages, similar items that join and leave, shuffled lists, facts unread,
    new pages of the same bloc, a deleted page, a rebuilt registry.
    """
    turn = random.Random(3)
    urls = [f"http://portal.test/{number}" for number in range(4)]
    for url in urls:
        registry.add(review(url=url).record())
    judged: dict[str, str] = {}
    for row in registry.queue(limit=100):
        act = turn.choice(["confirm", "reject", "set", "not_stated"])
        desk = registry.desk(turn.choice(["lan", "minh"]))
        field = {"members": "year", "awards": "year", "leaders": "year", "events": "venue"}.get(row["kind"])
        if act == "set" and field:
            desk.set(row["fact"], {field: "2022"})
        elif act != "set":
            getattr(desk, act)(row["fact"])
        else:
            continue
        judged[row["fact"]] = act
    said = registry.count("judgements")
    for version in ("2", "3", "4"):
        for url in urls:
            hands.forward(hours=5)
            text = (
                REVIEW.replace("Dự hội nghị có", f"Cập nhật lần {version}. Đến dự có")
                if turn.random() < 0.5
                else REVIEW
            )
            made = review(text + GROWN, url=url, extractor=version)
            beside(made, turn)
            for kind in ("members", "awards", "documents"):
                made.facts[kind] = turn.sample(made.facts[kind], turn.randint(0, len(made.facts[kind])))
            registry.add(made.record())
        registry.add(review(url=f"http://portal.test/new/{version}", extractor=version).record())
        frontier = registry.frontier("portal", registry.start_run("crawl"))
        frontier.push([Visit(url=urls[0], kind="article")])
        for lease in frontier.lease(1):
            frontier.done(lease, outcome="gone")
        registry.rebuild()
    assert registry.count("judgements") == said
    states = {row["key"]: row["state"] for row in registry.db.query("SELECT key, state FROM facts")}
    assert {fact for fact in judged if states.get(fact, "unreviewed") == "unreviewed"} == set()
    values = {row["key"]: json.loads(row["value"]) for row in registry.db.query("SELECT key, value FROM facts")}
    corrected = [fact for fact, act in judged.items() if act == "set"]
    assert all(2022 in values[fact].values() or "2022" in values[fact].values() for fact in corrected)
    rejected = [fact for fact, act in judged.items() if act == "reject"]
    shown = {row["key"] for row in registry.table("facts")}
    assert not shown & set(rejected)
    told = [tuple(row[name] for name in ("bloc", "start", "end", "types")) for row in registry.table("events")]
    assert len(told) == len(set(map(repr, told))), "an event of several pages, corrected or not, is one"
    assert registry.check() == []
