"""What holds for any record: keys depend on no order or version, and a registry rebuilt is the one that grew."""

from __future__ import annotations

import dataclasses
import random
import string
import tempfile
import unicodedata
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from records import FACT_KINDS, Record
from store import Incoming, Registry
from store.anchors import Quote, anchor, quote_at
from store.checking import digests
from store.database import settle
from store.keys import keyed_facts
from store.names import fold, name_key
from store.verdicts import active
from tests.store.build import REVIEW, Maker, review


def shuffled(record: Record, seed: int) -> Record:
    """The record with each list in another order."""
    turn = random.Random(seed)
    lists = {kind: tuple(turn.sample(getattr(record, kind), len(getattr(record, kind)))) for kind in FACT_KINDS}
    return dataclasses.replace(record, **lists)


def busy() -> Maker:
    """An article with items that only place, year or title tell apart."""
    text = REVIEW + "Bộ Chỉ huy quân sự của hai tỉnh. Sở Y tế cũng là Khối trưởng năm 2025. Giấy khen. Bằng khen.\n"
    made = review(text)
    for place in ("tỉnh Trà Vinh", "tỉnh Bến Tre"):
        made.member("b1", "Bộ Chỉ huy quân sự", place=place, year=2024)
    made.leader("b1", "head", "Sở Y tế", year=2025, status="incoming", quote="Sở Y tế cũng là Khối trưởng năm 2025")
    for count in (7, 12):
        made.award("e1", "commendation", "Giấy khen", count, status="conferred")
    return made


@given(st.integers(0, 10_000))
def test_keys_do_not_depend_on_list_order(seed: int) -> None:
    record = busy().record()
    before = {(k.kind, k.key): k.values for k in keyed_facts(record, record.article.id)}
    after = {(k.kind, k.key): k.values for k in keyed_facts(shuffled(record, seed), record.article.id)}
    assert before == after
    assert len(before) == sum(len(getattr(record, kind)) for kind in FACT_KINDS), "every item has a key of its own"


def test_keys_hold_over_three_extractor_versions_and_an_edited_page(registry: Registry) -> None:
    """Each version sees more, or otherwise: a theme, another year or title; then the page changes."""
    first = review(extractor="1")
    second = review(extractor="2")
    second.facts["members"] = [dataclasses.replace(m, confidence=0.99) for m in reversed(second.facts["members"])]
    second.facts["events"] = [dataclasses.replace(e, theme="Đoàn kết") for e in second.facts["events"]]
    third = review(extractor="3")
    third.facts["leaders"] = [dataclasses.replace(e, year=2025) for e in third.facts["leaders"]]
    third.facts["awards"] = [dataclasses.replace(a, title="Cờ thi đua") for a in third.facts["awards"]]
    edited = review("Tin cập nhật\n" + REVIEW, extractor="3")
    keys = []
    for made in (first, second, third, edited):
        registry.add(made.record())
        keys.append({row["key"] for row in registry.table("facts")})
    assert keys[0] == keys[1] == keys[2] == keys[3]
    assert registry.count("readings") == 4
    assert registry.count("article_versions") == 2


def test_what_one_article_adds_lies_together(registry: Registry) -> None:
    """Keys of one article begin alike, and so do rows of one bloc: a large registry writes few pages for each."""
    record = review().record()
    keys = [fact.key for fact in keyed_facts(record, record.article.id)]
    registry.add(record)
    rows = [row[0] for row in registry.db.execute("SELECT id FROM memberships")]
    assert (len(keys) > 1, len({key[:6] for key in keys})) == (True, 1)
    assert (len(rows) > 1, len({row.removeprefix("membership-")[:5] for row in rows})) == (True, 1)


def test_a_row_that_stays_as_it_is_is_not_written_again(registry: Registry) -> None:
    registry.add(review().record())
    written = registry.db.conn.total_changes
    standing = [dict(row) for row in registry.db.query("SELECT * FROM memberships")]
    bloc, year = standing[0]["bloc"], standing[0]["year"]
    settle(registry.db, "memberships", {"bloc": bloc, "year": year}, standing, "id")
    assert registry.db.conn.total_changes == written
    settle(registry.db, "memberships", {"bloc": bloc, "year": year}, standing[1:], "id")
    assert registry.db.conn.total_changes == written + 1


def test_a_row_that_changes_is_written_where_it_changed(registry: Registry) -> None:
    """An index costs a large registry as much as the row: those of columns that stay are left alone."""
    registry.add(review().record())
    row = next(registry.db.query("SELECT * FROM units"))
    said: list[str] = []
    registry.db.conn.set_trace_callback(said.append)
    settle(registry.db, "units", {"id": row["id"]}, [row | {"mentions": 99}])
    registry.db.conn.set_trace_callback(None)
    written = [sql.partition(" WHERE")[0] for sql in said if not sql.startswith("SELECT")]
    assert written == ['UPDATE [units] SET "mentions" = 99']


def test_an_ingest_writes_one_segment_of_the_search_index(registry: Registry) -> None:
    """Segments are merged, again and again in a large registry: their number is what a search index costs."""
    turn = random.Random(5)
    segments = "SELECT count(DISTINCT segid) FROM search_index_idx"
    for count in (1, 2, 3):
        registry.add_all(Incoming(record=article(number, turn)) for number in range(12 * count, 12 * count + 12))
        assert registry.db.execute(segments).fetchone()[0] == count


def test_a_statement_carries_all_that_it_can_be_traced_by(registry: Registry) -> None:
    registry.add(review().record())
    sql = "SELECT * FROM statements WHERE property = 'unit.name' ORDER BY start"
    first = next(registry.db.query(sql))
    assert first["slot"] == f"{first['fact']}.unit.name"
    assert (first["value"], first["original"], first["rule"]) == ('"Sở Y tế"', "Sở Y tế", "member.listed")
    assert (first["version_number"], first["extractor"], first["confidence"]) == (1, "1", 0.8)
    assert registry.article(first["article"]).text[first["start"] : first["end"]] == first["quote"]


def test_a_sighting_for_every_reading_and_no_statement_twice(registry: Registry) -> None:
    registry.add(review(extractor="1").record())
    before = registry.count("statement_rows")
    registry.add(review(extractor="2").record())
    assert registry.count("statement_rows") == before, "the same values at the same place: seen again, not stated again"
    assert registry.count("sightings") == 2 * before


words = st.lists(st.sampled_from([*"abđêơư", "thi", "đua", "khối", "Hoà", "òa", " ", "\n", "  ", "́", "…"]), max_size=40)


@given(words.map("".join), st.integers(0, 200), st.integers(1, 30))
def test_a_quote_is_found_where_it_was(text: str, start: int, length: int) -> None:
    quote = quote_at(text, min(start, len(text)), min(start + length, len(text)))
    place = anchor(text, quote)
    if quote.text:
        assert place is not None
        assert text[slice(*place)] == quote.text


@given(words.map("".join), words.map("".join))
def test_a_quote_is_found_after_recomposition(before: str, after: str) -> None:
    quote = Quote(text="Sở Y tế là Khối trưởng", before=before, after=after)
    text = unicodedata.normalize("NFD", f"{before} Sở Y tế  là\nKhối trưởng {after}")
    place = anchor(text, quote)
    assert place is not None
    assert " ".join(unicodedata.normalize("NFC", text[slice(*place)]).split()) == quote.text


@given(st.text(alphabet=string.ascii_letters + " -–đĐăêôơưàảãáạ", max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert name_key(text) == name_key(unicodedata.normalize("NFD", text))


@given(st.lists(st.integers(0, 5), max_size=8))
def test_undoing_an_undoing_is_doing(chain: list[int]) -> None:
    """Of a judgement and n undoings, each of the one before, the judgement stands when n is even."""
    rows = [{"id": 1, "action": "confirm", "target": None}]
    rows += [{"id": n + 2, "action": "undo", "target": n + 1} for n in range(len(chain))]
    assert (1 in active(rows)) == (len(chain) % 2 == 0)


def article(number: int, turn: random.Random) -> Record:
    """One of a few articles that share blocs, units, days and persons."""
    bloc = f"Khối thi đua số {turn.randint(1, 2)}"
    day = f"2025-0{turn.randint(1, 2)}-1{turn.randint(0, 2)}"
    who = turn.choice(["Lê Thị Mai", "Trần Văn Nam"])
    post = turn.choice(["Giám đốc Sở Y tế", "Bí thư Đảng ủy"])
    unit = turn.choice(["Sở Y tế", "Sở Tư pháp", "Sở Nội vụ"])
    made = Maker(f"Tin {number}\n{bloc}, {day}: {who}, {post}. {unit} nhận Cờ thi đua.", url=f"http://p.test/{number}")
    ref = made.bloc(bloc, place=turn.choice(["thành phố Hải Phòng", "tỉnh Hà Giang", None]))
    types = turn.choice(["signing", "year_end_review", "signing year_end_review", "interim_review"])
    held = made.event(ref, types, day, quote=day, emulation_year=turn.choice([2024, 2025, None]))
    made.member(ref, unit, year=turn.choice([2024, None]))
    made.official(held, who, *([post] if turn.random() < 0.7 else []))
    made.award(held, "flag", "Cờ thi đua", unit, status=turn.choice(["proposed", "conferred"]))
    return made.record()


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_grown_step_by_step_is_the_same_as_rebuilt(seed: int) -> None:
    """Whatever is added, changed, judged and undone in whatever order: layer 4 is a function of layers 1 to 3."""
    turn = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder, Registry(Path(folder) / "r.db") as registry:
        said: list[int] = []
        for _ in range(14):
            registry.add(article(turn.randint(1, 7), turn))
            if turn.random() < 0.6:
                said += judge_something(registry, turn)
            if said and turn.random() < 0.3:
                registry.desk("lan").undo(said.pop(turn.randrange(len(said))))
        before = digests(registry.db)
        registry.rebuild()
        assert digests(registry.db) == before
        registry.rebuild()
        assert digests(registry.db) == before


def judge_something(registry: Registry, turn: random.Random) -> list[int]:
    desk = registry.desk(turn.choice(["lan", "minh"]))
    fact = turn.choice(registry.queue(limit=100))["fact"]
    act = turn.choice(["confirm", "reject", "same", "not_same"])
    if act in ("confirm", "reject"):
        return [getattr(desk, act)(fact).id]
    kind = turn.choice(["units", "persons", "events", "blocs", "awards"])
    ids = [row["id"] for row in registry.table(kind)]
    if len(ids) < 2:
        return []
    return [getattr(desk, act)(*turn.sample(ids, 2)).id]
