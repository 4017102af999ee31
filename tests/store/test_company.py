"""What people said of an item holds, whatever appears beside it, leaves it or is read in another order."""

from __future__ import annotations

import dataclasses
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records import FACT_KINDS, Record
from store import Registry, adding
from store.keys import NOTHING
from store.migrations import migrate, migrations
from store.queries.desk import desk_article
from store.web_evidence import said_by
from tests.store.build import REVIEW, Hands, Maker, review

# One sentence for each similar item that may join the article, and how it is read.
JOINING: dict[str, Callable[[Maker], Any]] = {
    "Trước đó, ngày 10/7/2024 Khối thi đua số 9 đã sơ kết.\n": lambda made: made.event(
        "b1", "interim_review", "2024-07-10", quote="ngày 10/7/2024"
    ),
    "Ngày 20/01/2025 Khối thi đua số 9 ký kết giao ước.\n": lambda made: made.event(
        "b1", "signing", "2025-01-20", quote="Ngày 20/01/2025", emulation_year=2025
    ),
    "Sở Y tế cũng là Khối trưởng năm 2025.\n": lambda made: made.leader(
        "b1", "head", "Sở Y tế", year=2025, status="incoming", quote="Sở Y tế cũng là Khối trưởng năm 2025"
    ),
    "Khối thi đua số 3 gồm Sở Y tế.\n": lambda made: made.member(
        made.bloc("Khối thi đua số 3", place="thành phố Hải Phòng"),
        "Sở Y tế",
        year=2024,
        quote="Khối thi đua số 3 gồm Sở Y tế",
    ),
    "Khối thi đua số 9 tỉnh Hà Giang gửi lời chào.\n": lambda made: made.bloc(
        "Khối thi đua số 9", place="tỉnh Hà Giang", quote="Khối thi đua số 9 tỉnh Hà Giang"
    ),
    "Sở Tư pháp còn nhận Cờ thi đua năm 2022.\n": lambda made: made.award(
        "e1", "flag", "Cờ thi đua", "Sở Tư pháp", status="conferred", year=2022, quote="nhận Cờ thi đua năm 2022"
    ),
    "Năm 2023 Sở Tư pháp là thành viên của Khối.\n": lambda made: made.member(
        "b1", "Sở Tư pháp", year=2023, quote="Năm 2023 Sở Tư pháp"
    ),
}


def page(sentences: list[str], turn: random.Random, extractor: str, *, head: str = "") -> Record:
    """The article with these sentences in some order, before and after its own, every list of its record shuffled."""
    cut = turn.randint(0, len(sentences)) if head else 0
    text = head + "".join(sentences[:cut]) + REVIEW + "".join(sentences[cut:])
    made = review(text, extractor=extractor)
    for sentence in sentences:
        JOINING[sentence](made)
    record = made.record()
    lists = {kind: tuple(turn.sample(getattr(record, kind), len(getattr(record, kind)))) for kind in FACT_KINDS}
    return dataclasses.replace(record, **lists)


SET: dict[str, tuple[str, Any]] = {
    "blocs": ("member_count", 12),
    "events": ("venue", "Hội trường"),
    "members": ("year", 2021),
    "leaders": ("year", 2021),
    "officials": ("titles", ["Giám đốc Sở Y tế"]),
    "awards": ("grantor", "Thủ tướng"),
    "documents": ("issuer", "UBND thành phố"),
}


def judge(registry: Registry, turn: random.Random) -> dict[str, tuple[str, dict[str, Any]]]:
    """Something said of every fact of the article but its bloc and event, on which the others hang."""
    judged = {}
    for row in registry.queue(limit=100):
        field, value = SET[row["kind"]]
        acts = ["confirm", "set"] if row["kind"] in ("blocs", "events") else ["confirm", "set", "reject", "not_stated"]
        act = turn.choice(acts)
        desk = registry.desk(turn.choice(["lan", "minh"]))
        if act == "set":
            desk.set(row["fact"], {field: value})
        else:
            getattr(desk, act)(row["fact"])
        judged[row["fact"]] = (act, row)
    article = registry.queue(limit=1, state="confirmed") or registry.queue(limit=1, state="corrected")
    words = "tặng Cờ thi đua của Chính phủ"
    values = {"form": "flag", "title": "Cờ thi đua", "recipient.name": "Sở Nội vụ", "status": "proposed"}
    said = registry.desk("lan").add(article[0]["article"], "award", values, quote=words)
    judged[said.fact or ""] = ("add", {"kind": "awards"})
    return judged


def assert_all_hold(registry: Registry, judged: dict[str, tuple[str, dict[str, Any]]]) -> None:
    rows = {row["key"]: row for row in registry.db.query("SELECT * FROM facts")}
    for key, (act, was) in judged.items():
        state, shown = rows[key]["state"], bool(rows[key]["shown"])
        wanted = {"confirm": "confirmed", "set": "corrected", "add": "confirmed"}.get(act, "rejected")
        assert (state, shown) == (wanted, wanted != "rejected"), (was, rows[key])
        if act == "set":
            field, value = SET[was["kind"]]
            assert registry.history(key)["now"]["value"][field] == value
    for table in ("events", "memberships", "leaderships", "awards", "documents", "blocs", "participations"):
        own = ("id", "facts", "confidence", "reviewed", "first_seen", "last_seen")
        told = [repr({n: v for n, v in row.items() if n not in own}) for row in registry.table(table)]
        assert len(told) == len(set(told)), f"{table} has a row twice"


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 1_000_000))
def test_what_was_said_holds_in_any_company(seed: int) -> None:
    """Similar items join and leave, lists are shuffled, the page grows before and after; the judged sentences stand."""
    turn = random.Random(seed)
    hands = Hands()
    with tempfile.TemporaryDirectory() as folder, Registry(Path(folder) / "r.db", clock=hands) as registry:
        first = turn.sample(sorted(JOINING), turn.randint(0, 2))
        registry.add(page(first, turn, "1"))
        judged = judge(registry, turn)
        mine = set(first)  # judged sentences stay
        for step in range(3):
            hands.forward(hours=5)
            more = turn.sample(sorted(set(JOINING) - mine), turn.randint(0, 4))
            shown = [*mine, *more]
            turn.shuffle(shown)
            head = turn.choice(["", "Tin cập nhật\n"])
            registry.add(page(shown, turn, str(step + 2), head=head))
            assert_all_hold(registry, judged)
        registry.rebuild()
        assert_all_hold(registry, judged)
        assert registry.check() == []


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 1_000_000))
def test_what_leaves_takes_nothing_along(seed: int) -> None:
    """Of the items that were there from the start some are no longer read: the others' judgements stay with them."""
    turn = random.Random(seed)
    hands = Hands()
    with tempfile.TemporaryDirectory() as folder, Registry(Path(folder) / "r.db", clock=hands) as registry:
        everything = sorted(JOINING)
        registry.add(page(everything, turn, "1"))
        judged = judge(registry, turn)
        for step in range(2):
            hands.forward(hours=5)
            left = turn.sample(everything, turn.randint(0, len(everything)))
            kept = [s for s in everything if s not in left]
            registry.add(page(kept, turn, str(step + 2)))
            rows = {row["key"]: row for row in registry.db.query("SELECT * FROM facts")}
            for key, (act, was) in judged.items():
                assert rows[key]["state"] != "unreviewed", was
                assert bool(rows[key]["shown"]) == (act not in ("reject", "not_stated")), (act, rows[key])
            read = {row["fact"] for row in registry.db.query(MACHINE)}
            still = {key: said for key, said in judged.items() if key in read or said[0] == "add"}
            assert_all_hold(registry, still)
        hands.forward(hours=5)
        registry.add(page(everything, turn, "9"))
        assert_all_hold(registry, judged)


MACHINE = "SELECT key AS fact FROM facts WHERE machine = 1"


def test_a_value_read_otherwise_in_its_sentence_keeps_the_key_beside_a_newcomer(registry: Registry) -> None:
    """The reader corrects the year in the judged sentence, and reads the old year in another one."""
    registry.add(review().record())
    (leader,) = registry.queue(kind="leader")
    registry.desk("lan").reject(leader["fact"])
    made = review(REVIEW + "Năm 2024 Sở Y tế đứng đầu Khối.\n", extractor="2")
    made.facts["leaders"] = [dataclasses.replace(each, year=2025) for each in made.facts["leaders"]]
    made.leader("b1", "head", "Sở Y tế", year=2024, quote="Năm 2024 Sở Y tế đứng đầu")
    registry.add(made.record())
    rows = {row["key"]: row for row in registry.db.query("SELECT * FROM facts WHERE kind = 'leaders'")}
    assert rows[leader["fact"]]["state"] == "conflict"
    assert [row["year"] for row in registry.table("leaderships")] == [2024]


def test_what_a_person_corrected_is_known_when_the_machine_learns_it(registry: Registry) -> None:
    registry.add(review().record())
    fact = next(row["fact"] for row in registry.queue(kind="member") if "Công nghệ" in row["label"])
    registry.desk("lan").set(fact, {"name": "Sở Khoa học và Công nghệ Hải Phòng"})
    made = review(extractor="2")
    names = {"Sở Khoa học và Công nghệ": "Sở Khoa học và Công nghệ Hải Phòng"}
    made.facts["members"] = [
        dataclasses.replace(m, unit=dataclasses.replace(m.unit, name=names.get(m.unit.name, m.unit.name)))
        for m in made.facts["members"]
    ]
    registry.add(made.record())
    assert registry.history(fact)["now"]["state"] == "confirmed"
    assert registry.count("memberships") == 3


# Registries whose keys an older version gave


@contextmanager
def as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keys are made of one record alone, as they were before schema step 009."""
    with monkeypatch.context() as patched:
        patched.setattr(adding, "former_items", lambda db, article: NOTHING)
        yield


@pytest.fixture
def renamed(registry: Registry, monkeypatch: pytest.MonkeyPatch, hands: Hands) -> dict[str, str]:
    """An older version's registry: everything judged, then a second item of each kind gave the judged ones new keys."""
    turn = random.Random(5)
    with as_it_was(monkeypatch):
        registry.add(page([], turn, "1"))
        acts = {"events": "set", "leaders": "reject", "members": "reject", "awards": "confirm", "blocs": "confirm"}
        judged = {}
        for row in registry.queue(limit=100):
            act = acts.get(row["kind"], "confirm")
            field, value = SET[row["kind"]]
            desk = registry.desk("lan")
            desk.set(row["fact"], {field: value}) if act == "set" else getattr(desk, act)(row["fact"])
            judged[row["fact"]] = act
        hands.forward(days=1)
        registry.add(page(sorted(JOINING), turn, "2"))
    return judged


def test_an_older_registry_gets_its_judgements_back(registry: Registry, renamed: dict[str, str]) -> None:
    registry.rebuild()
    read = {row["fact"] for row in registry.db.query(MACHINE)}
    lost = set(renamed) - read
    assert lost, "the older version did rename some"
    assert list(registry.db.query("SELECT * FROM facts WHERE state IN ('orphaned', 'conflict', 'stale')")) == []
    (event,) = registry.table("events", {"start": "2025-01-15"})
    assert (event["venue"], event["reviewed"]) == ("Hội trường", "corrected")
    assert [row["year"] for row in registry.table("leaderships")] == [2025], "the rejected one stays away"
    blocs = {row["id"]: row["name"] for row in registry.table("blocs")}
    members = {(blocs[row["bloc"]], row["year"]) for row in registry.table("memberships")}
    assert members == {("Khối thi đua số 3", 2024), ("Khối thi đua số 9", 2023)}
    assert registry.check() == []


def test_a_lost_key_leads_to_its_heir(registry: Registry, renamed: dict[str, str]) -> None:
    registry.rebuild()
    read = {row["fact"] for row in registry.db.query(MACHINE)}
    old = next(key for key, act in renamed.items() if act == "set" and key not in read)
    page_of = registry.show(old)
    assert page_of["id"] in read
    assert [j["fact"] for j in page_of["history"]["judgements"]] == [old]
    said = registry.desk("minh").set(old, {"venue": "Nhà văn hóa"})[0]
    assert (said.fact, said.state) == (page_of["id"], "disputed")
    (event,) = registry.table("events", {"start": "2025-01-15"})
    old_event = registry.db.execute("SELECT id FROM entities WHERE kind = 'event' ORDER BY born").fetchone()[0]
    assert event["id"] == old_event, "and it is still cited under its first id"


def test_people_may_hold_a_lost_fact_apart_from_its_heir(registry: Registry, renamed: dict[str, str]) -> None:
    registry.rebuild()
    read = {row["fact"] for row in registry.db.query(MACHINE)}
    old = next(key for key, act in renamed.items() if act == "set" and key not in read)
    heir = registry.show(old)["id"]
    said = registry.desk("hoa").not_same(old, heir)
    states = {row["key"]: row["state"] for row in registry.db.query("SELECT key, state FROM facts")}
    assert (states[old], states[heir]) == ("orphaned", "unreviewed")
    registry.desk("hoa").undo(said.id)
    assert registry.show(old)["id"] == heir


def test_a_later_reading_keeps_the_keys_an_older_version_gave(registry: Registry, renamed: dict[str, str]) -> None:
    registry.rebuild()
    before = {row["key"] for row in registry.table("facts")}
    registry.add(page(sorted(JOINING), random.Random(1), "3"))
    assert {row["key"] for row in registry.table("facts")} == before


def test_opening_an_older_registry_brings_them_back_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hands: Hands
) -> None:
    path = tmp_path / "registry.db"
    last = migrations()._migrations[-1].name
    with monkeypatch.context() as patched, as_it_was(monkeypatch):
        patched.setattr("store.registry.migrate", lambda db, *_: migrations().apply(db, stop_before=last))
        with Registry(path, clock=hands) as old:
            old.add(page([], random.Random(0), "1"))
            (event,) = old.queue(kind="event")
            old.desk("lan").set(event["fact"], {"venue": "Hội trường"})
            hands.forward(days=1)
            patched.setattr("store.effective.heirs_of", lambda *a: _nobody())
            old.add(page(sorted(JOINING), random.Random(0), "2"))
            assert old.history(event["fact"])["now"]["state"] == "orphaned"
    with Registry(path, clock=hands) as now:
        assert [e["reviewed"] for e in now.table("events", {"start": "2025-01-15"})] == ["corrected"]
        assert now.check() == []
        assert migrate(now.db, path, hands) == []


def _nobody() -> Any:
    from store.successors import Lineage  # noqa: PLC0415 - only here

    return Lineage()


# Where it cannot be told


def test_a_rejected_fact_that_may_have_come_back_is_listed_and_stays_out(registry: Registry) -> None:
    registry.add(review().record())
    fact = next(row["fact"] for row in registry.queue(kind="member") if "Công nghệ" in row["label"])
    registry.desk("lan").reject(fact)
    made = review(extractor="2")
    made.facts["members"] = [m for m in made.facts["members"] if "Công nghệ" not in m.unit.name]
    made.member("b1", "Sở Khoa học và Công nghệ Hải Phòng", year=2024, quote="Sở Khoa học và Công nghệ")
    registry.add(made.record())
    now = registry.history(fact)["now"]
    assert (now["state"], now["shown"]) == ("orphaned", 0)
    assert registry.queue()[0]["fact"] == fact, "first in the queue"
    (offer,) = registry.suggestions(kind="fact")
    assert offer["left_id"] == fact
    registry.desk("minh").same(fact, offer["right_id"])
    assert registry.count("memberships") == 2


def test_what_was_read_beside_it_is_never_offered(registry: Registry) -> None:
    turn = random.Random(0)
    registry.add(page(sorted(JOINING), turn, "1"))
    leaders = {row["value"]["year"]: row["fact"] for row in registry.queue(kind="leader")}
    registry.desk("lan").confirm(leaders[2025])
    without = [s for s in JOINING if "Khối trưởng năm 2025" not in s]
    registry.add(page(without, turn, "2"))
    assert registry.history(leaders[2025])["now"]["state"] == "stale", "its sentence is gone"
    assert registry.history(leaders[2024])["now"]["state"] == "unreviewed"
    assert registry.suggestions(kind="fact") == []


def test_a_dispute_that_began_under_a_lost_key_is_settled(registry: Registry, renamed: dict[str, str]) -> None:
    registry.rebuild()
    read = {row["fact"] for row in registry.db.query(MACHINE)}
    old = next(key for key, act in renamed.items() if act == "set" and key not in read)
    heir = registry.show(old)["id"]
    first = registry.history(heir)["judgements"][0]
    registry.desk("minh").set(heir, {"venue": "Nhà văn hóa"})
    assert registry.desk("hoa").settle(heir, first["id"]).state == "corrected"
    assert registry.history(heir)["now"]["value"]["venue"] == "Hội trường"
    assert [row["user"] for row in said_by(registry.db, heir)] == ["hoa", "minh", "lan"]
    article = desk_article(registry.db, first["article"])
    (card,) = [fact for fact in article["facts"] if fact["key"] == heir]
    assert [row["user"] for row in card["said"]] == ["lan", "minh", "hoa"]
