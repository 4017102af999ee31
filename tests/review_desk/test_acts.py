"""Every act at the desk: kept, guarded, undone, and never lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from store import Registry
from store.queries.desk import fact_row
from tests.review_desk.articles import article
from tests.review_desk.conftest import Reviewer
from tests.review_desk.facts import article_id, fact, keys, said

SignIn = Callable[[str], Reviewer]


@pytest.mark.parametrize(
    ("action", "state", "shown"),
    [
        ("confirm", "confirmed", 1),
        ("reject", "rejected", 0),
        ("not_stated", "rejected", 0),
        ("retract", "rejected", 0),
    ],
)
def test_a_fact_is_judged(lan: Reviewer, registry: Registry, action: str, state: str, shown: int) -> None:
    key = keys(registry)["members Sở Tài chính"]
    answer = lan.post({"action": action, "fact": key, "reason": "đối chiếu công văn"})
    assert answer.status_code == 200
    row = fact(registry, key)
    assert (row["state"], row["shown"]) == (state, shown)
    assert registry.history(key)["judgements"][0]["reason"] == "đối chiếu công văn"
    assert f'data-state="{state}"' in answer.json()["cards"][key]


def test_a_correction_says_which_field_and_keeps_the_old_value_as_guard(lan: Reviewer, registry: Registry) -> None:
    key = keys(registry)["members Sở Tài chính"]
    answer = lan.post({"action": "set", "fact": key, "value.year": "2023", "was.year": "2024"})
    assert answer.status_code == 200
    assert fact(registry, key)["value"]["year"] == 2023
    assert said(registry, key) == [("lan", "set", "year")]


def test_a_field_that_is_emptied_is_not_stated(lan: Reviewer, registry: Registry) -> None:
    key = keys(registry)["awards Sở Tài chính"]
    lan.post({"action": "set", "fact": key, "value.grantor": "", "was.grantor": "UBND tỉnh"})
    assert said(registry, key) == [("lan", "not_stated", "grantor")]
    assert "grantor" not in fact(registry, key)["value"]


def test_a_wrong_value_is_refused_with_its_field_and_nothing_is_kept(lan: Reviewer, registry: Registry) -> None:
    key = keys(registry)["members Sở Tài chính"]
    answer = lan.post({"action": "set", "fact": key, "value.year": "hai nghìn", "was.year": "2024"})
    assert answer.status_code == 422
    assert list(answer.json()["wrong"]) == ["year"]
    assert said(registry, key) == []


def test_the_second_reviewer_is_told_and_both_are_kept_when_wanted(sign_in: SignIn, registry: Registry) -> None:
    key = keys(registry)["members Sở Tài chính"]
    sign_in("lan").post({"action": "set", "fact": key, "value.year": "2023", "was.year": "2024"})
    mine = {"action": "set", "fact": key, "value.year": "2022", "was.year": "2024", "basis": "0"}
    minh = sign_in("minh")
    answer = minh.post(mine)
    assert answer.status_code == 409
    told = answer.json()
    assert (told["by"], "2023" in told["theirs"], "2022" in told["mine"]) == ("lan", True, True)
    assert fact(registry, key)["state"] == "corrected", "nothing of the second is kept before the second decides"
    assert minh.post({**mine, "insist": "1"}).status_code == 200
    assert fact(registry, key)["state"] == "disputed"
    assert said(registry, key) == [("lan", "set", "year"), ("minh", "set", "year")]


def test_rejecting_what_somebody_just_confirmed_is_told_too(sign_in: SignIn, registry: Registry) -> None:
    key = keys(registry)["members Sở Tài chính"]
    seen = fact_row(registry.db, key)["seen"]
    sign_in("lan").post({"action": "confirm", "fact": key, "seen": seen, "basis": "0"})
    minh = sign_in("minh")
    assert minh.post({"action": "reject", "fact": key, "seen": seen, "basis": "0"}).status_code == 409
    assert minh.post({"action": "confirm", "fact": key, "seen": seen, "basis": "0"}).status_code == 200, "they agree"


def test_what_the_machine_read_anew_meanwhile_is_told(lan: Reviewer, registry: Registry) -> None:
    key = keys(registry)["members Sở Tài chính"]
    seen = fact_row(registry.db, key)["seen"]
    registry.add(article(1, extractor="2", year=2025).record())
    answer = lan.post({"action": "confirm", "fact": key, "seen": seen, "basis": "0"})
    assert (answer.status_code, answer.json()["by"]) == (409, "Máy đọc")


@pytest.mark.parametrize("action", ["confirm", "set", "add"])
def test_an_act_whose_answer_got_lost_is_kept_once(lan: Reviewer, registry: Registry, action: str) -> None:
    key = keys(registry)["members Sở Tài chính"]
    fields = {
        "confirm": {"fact": key},
        "set": {"fact": key, "value.year": "2023", "was.year": "2024"},
        "add": {"article": article_id(registry), "kind": "members", "value.unit.name": "Sở Y tế", "quote": "ba đơn vị"},
    }[action]
    first = lan.post({"action": action, "basis": "0", **fields}).json()
    second = lan.post({"action": action, "basis": "0", **fields, "again": "1"})
    assert (second.status_code, second.json()["said"]) == (200, first["said"])
    assert registry.count("judgements") == 1


def test_two_edits_made_without_a_connection_both_arrive(lan: Reviewer, registry: Registry) -> None:
    key = keys(registry)["members Sở Tài chính"]
    for year in ("2023", "2022"):
        answer = lan.post({"action": "set", "fact": key, "value.year": year, "was.year": "2024", "basis": "0"})
        assert answer.status_code == 200
    assert fact(registry, key)["value"]["year"] == 2022


def test_many_facts_are_accepted_at_once_but_not_what_somebody_else_judged(sign_in: SignIn, registry: Registry) -> None:
    known = keys(registry)
    theirs, mine = known["members Sở Tài chính"], known["members Sở Nội vụ"]
    seen = {key: fact_row(registry.db, key)["seen"] for key in (theirs, mine)}
    sign_in("minh").post({"action": "reject", "fact": theirs})
    fields = [("action", "confirm"), ("basis", "0")]
    for key in (theirs, mine):
        fields += [("fact", key), ("seen", seen[key])]
    answer = sign_in("lan").post(fields).json()
    assert answer["skipped"] == [theirs]
    assert (fact(registry, theirs)["state"], fact(registry, mine)["state"]) == ("rejected", "confirmed")


def test_undo_takes_back_a_whole_bulk_and_twice_is_once(lan: Reviewer, registry: Registry) -> None:
    found = sorted(key for name, key in keys(registry).items() if name.startswith("members "))
    said_ids = lan.post([("action", "confirm"), *(("fact", key) for key in found)]).json()["said"]
    assert len(said_ids) == 3
    undo = [("action", "undo"), *(("judgement", str(number)) for number in said_ids)]
    assert lan.post(undo).status_code == 200
    assert {fact(registry, key)["state"] for key in found} == {"unreviewed"}
    lan.post(undo)
    assert {fact(registry, key)["state"] for key in found} == {"unreviewed"}


def test_only_an_admin_undoes_what_others_said(sign_in: SignIn, registry: Registry) -> None:
    key = keys(registry)["members Sở Tài chính"]
    number = str(sign_in("lan").post({"action": "reject", "fact": key}).json()["said"][0])
    assert sign_in("minh").post({"action": "undo", "judgement": number}).status_code == 422
    assert fact(registry, key)["state"] == "rejected"
    assert sign_in("quan").post({"action": "undo", "judgement": number}).status_code == 200
    assert fact(registry, key)["state"] == "unreviewed"


def test_a_third_settles_a_dispute(sign_in: SignIn, registry: Registry) -> None:
    key = keys(registry)["members Sở Tài chính"]
    first = sign_in("lan").post({"action": "confirm", "fact": key}).json()["said"][0]
    sign_in("minh").post({"action": "reject", "fact": key})
    hoa = sign_in("hoa")
    page = hoa.get(f"/desk/article/{article_id(registry)}").text
    assert "Hai người nói khác nhau" in page
    assert hoa.post({"action": "settle", "fact": key, "judgement": str(first)}).status_code == 200
    assert fact(registry, key)["state"] == "confirmed"


def test_a_missed_fact_is_added_where_it_was_selected(lan: Reviewer, registry: Registry) -> None:
    text = registry.article(article_id(registry)).text
    second = text.rindex("Sở Nội vụ")
    fields = {"article": article_id(registry), "kind": "officials", "value.name": "Lê Văn Bình B", "quote": "Sở Nội vụ"}
    answer = lan.post({"action": "add", **fields, "start": str(second)})
    assert answer.status_code == 200, answer.text
    row = fact(registry, answer.json()["facts"][0])
    assert (row["state"], row["start"]) == ("confirmed", second)


def test_a_quote_that_is_not_in_the_article_is_refused(lan: Reviewer, registry: Registry) -> None:
    fields = {"article": article_id(registry), "kind": "members", "value.unit.name": "Sở Y tế", "quote": "không có"}
    answer = lan.post({"action": "add", **fields})
    assert answer.status_code == 422
    assert registry.count("judgements") == 0


def test_twenty_reviewers_at_once_lose_nothing(sign_in: SignIn, registry: Registry, home: object) -> None:
    found = [key for name, key in keys(registry).items() if " " in name]
    reviewers = [sign_in(name) for name in ("lan", "minh", "hoa", "quan")] * 5
    with ThreadPoolExecutor(len(reviewers)) as pool:
        answers = list(pool.map(lambda r: r.post({"action": "confirm", "fact": found[0], "reason": "x"}), reviewers))
    assert [answer.status_code for answer in answers] == [200] * 20
    assert len(said(registry, found[0])) == 20


@pytest.mark.parametrize(("theme", "complaint"), [("a" * 100_000, "Dài quá"), ("a\0b", "không in được")])
def test_nobody_types_a_novel_or_a_nul(lan: Reviewer, registry: Registry, theme: str, complaint: str) -> None:
    key = keys(registry)["events"]
    answer = lan.post({"action": "set", "fact": key, "value.theme": theme, "was.theme": ""})
    assert answer.status_code == 422
    assert complaint in answer.json()["wrong"]["theme"]
    assert said(registry, key) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "set", "value.recipient.name": "", "was.recipient.name": "Sở Tài chính"},
        {
            "action": "set",
            "value.recipient.name": "",
            "was.recipient.name": "Sở Tài chính",
            "value.recipient.type": "",
            "was.recipient.type": "unit",
        },
        {"action": "not_stated", "field": "recipient.name"},
    ],
)
def test_an_award_is_not_left_without_a_recipient(lan: Reviewer, registry: Registry, fields: dict[str, str]) -> None:
    key = keys(registry)["awards Sở Tài chính"]
    answer = lan.post({**fields, "fact": key})
    assert answer.status_code == 422
    assert "recipient.name" in answer.json()["wrong"]
    assert said(registry, key) == []
    assert fact(registry, key)["value"]["recipient.name"] == "Sở Tài chính"
