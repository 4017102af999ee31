"""The scorer: equal to the contract's own on any records, and honest about what it adds."""

import copy
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from thidua.errors import Refused
from thidua.evaluation import load_corpus, score
from thidua.evaluation.floors import broken, read_floors, write_floors
from thidua.evaluation.folding import fold, names, without_place
from thidua.evaluation.matching import Judged, compare
from thidua.evaluation.scores import calibrate, wilson

SHARED = Path(__file__).parents[2].parent / "shared"
shared = pytest.mark.shared
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared")


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Sở KH&CN", "sở khoa học và công nghệ"),
        ("Sở KH và CN", "sở khoa học và công nghệ"),
        ("UBND TP. Huế", "ủy ban nhân dân thành phố huế"),
        ("Uỷ ban", "ủy ban"),
        ("Hoà Bình", "hòa bình"),
        ("“Khối thi đua” số 2", "khối thi đua số 2"),
        ("Lao động – Thương binh", "lao động - thương binh"),
        ("Ðắk Nông", "đắk nông"),
        (None, ""),
    ],
)
def test_folding_makes_two_honest_spellings_alike(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("name", "place", "bare"),
    [
        ("Sở Y tế tỉnh Cà Mau", "tỉnh Cà Mau", "sở y tế"),
        ("Sở Y tế Cà Mau", "Cà Mau", "sở y tế"),
        ("Nhà xuất bản Cà Mau", None, "nhà xuất bản cà mau"),
        ("Ban Chỉ huy quân sự huyện", None, "ban chỉ huy quân sự"),
    ],
)
def test_a_place_that_only_says_where_is_no_part_of_the_name(name, place, bare):
    assert without_place(name, place) == bare


def test_a_place_may_stand_in_the_name_or_beside_it():
    beside = names({"name": "Sở Y tế", "place": "tỉnh Cà Mau"})
    inside = names({"name": "Sở Y tế tỉnh Cà Mau"})
    assert beside & inside


GOLD = {
    "source": "one.txt",
    "article": {"published": "2024-05-02"},
    "relevant": True,
    "blocs": [{"id": "b", "name": "Khối thi đua số 2", "kind": "khối", "place": None, "member_count": 3}],
    "events": [
        {"id": "e", "bloc": "b", "types": ["signing"], "start": "2024-05-01", "end": None, "emulation_year": 2024}
    ],
    "members": [
        {"bloc": "b", "unit": {"name": "Sở Y tế"}},
        {"bloc": "b", "unit": {"name": "Sở Tư pháp"}},
        {"bloc": "b", "unit": {"name": "Sở Nội vụ"}, "optional": True},
    ],
    "officials": [{"event": "e", "name": "Lê Thị An", "titles": ["Giám đốc Sở"]}],
}


def a_record(**changes):
    text = "Ngày 1/5/2024, Khối thi đua số 2 ký kết."
    span = {"start": 0, "end": 8, "text": text[:8]}
    record = copy.deepcopy(GOLD) | {"article": {"source": "x/one.txt", "published": "2024-05-02", "text": text}}
    record |= changes
    for kind in ("blocs", "events", "members", "officials"):
        for fact in record[kind]:
            fact.setdefault("evidence", [span])
            fact.setdefault("confidence", 0.95)
            fact.setdefault("rule", f"{kind}.rule")
    return record


def test_a_right_record_has_no_error():
    comparison = compare("one", GOLD, a_record())
    assert comparison.errors == () and comparison.faults == ()
    assert comparison.counts["member"].tp == 2, "the optional member is no gain"


def test_errors_name_the_rule_that_read_the_fact():
    record = a_record(
        members=[
            {"bloc": "b", "unit": {"name": "Sở Y tế"}},
            {"bloc": "b", "unit": {"name": "Hội Nhà báo"}, "rule": "members.list"},
        ],
        officials=[{"event": "e", "name": "Lê Thị An", "titles": [], "rule": "officials.honorific"}],
    )
    errors = {(e.what, e.label, e.rule) for e in compare("one", GOLD, record).errors}
    assert errors == {
        ("missed", "sở tư pháp", None),
        ("wrong", "hội nhà báo", "members.list"),
        ("official.titles", "lê thị an", "officials.honorific"),
    }


def test_evidence_that_is_not_in_the_text_breaks_the_contract():
    record = a_record()
    record["blocs"][0]["evidence"] = [{"start": 0, "end": 4, "text": "Khối"}]
    record["events"][0]["evidence"] = []
    assert len(compare("one", GOLD, record).faults) == 2


def test_an_article_without_a_record_loses_everything():
    comparison = compare("one", GOLD, None)
    assert comparison.faults == ("one: no record",)
    assert comparison.counts["member"].fn == 2


def test_bands_of_confidence_tell_how_many_are_right():
    judged = [
        Judged(kind="bloc", confidence=c, right=r) for c, r in [(1.0, True), (0.9, True), (0.89, False), (0.2, True)]
    ]
    bands = {band.low: (band.right, band.of) for band in calibrate(judged)}
    assert bands == {0.9: (2, 2), 0.8: (0, 1), 0.7: (0, 0), 0.5: (0, 0), 0.0: (1, 1)}


@pytest.mark.parametrize(
    ("right", "of", "low", "high"), [(10, 10, 0.722, 1.0), (0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763)]
)
def test_wilsons_interval(right, of, low, high):
    assert wilson(right, of) == (pytest.approx(low, abs=0.001), pytest.approx(high, abs=0.001))


@pytest.fixture
def corpus(tmp_path):
    (tmp_path / "gold").mkdir()
    (tmp_path / "one.txt").write_text("Ngày 1/5/2024, Khối thi đua số 2 ký kết.", encoding="utf-8")
    (tmp_path / "gold" / "one.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return load_corpus(tmp_path)


def test_the_interval_of_one_article_is_its_own_figure(corpus):
    figures = score(corpus.cases, {"one": a_record()}).kinds["member"]
    assert (figures.precision, figures.recall, figures.f1, figures.low, figures.high) == (1, 1, 1, 1, 1)


def test_a_corpus_hash_follows_text_and_gold(corpus, tmp_path):
    (tmp_path / "one.txt").write_text("Ngày 1/5/2024, Khối thi đua số 3 ký kết.", encoding="utf-8")
    assert load_corpus(tmp_path).sha256 != corpus.sha256


def test_a_corpus_without_gold_is_refused(tmp_path):
    (tmp_path / "a").mkdir()
    with pytest.raises(Refused, match="no gold"):
        load_corpus(tmp_path / "a")


def test_gold_without_its_article_is_refused(tmp_path):
    (tmp_path / "one.json").write_text(json.dumps(GOLD), encoding="utf-8")
    with pytest.raises(Refused, match=r"there is no .*one\.txt"):
        load_corpus(tmp_path)


def test_floors_hold_and_break(corpus, tmp_path):
    path = tmp_path / "floors.yml"
    good = score(corpus.cases, {"one": a_record()})
    bad = score(corpus.cases, {"one": a_record(members=[])})
    write_floors(path, good, corpus.sha256, lower=False)
    floors = read_floors(path)
    assert broken(floors, good, corpus.sha256) == []
    assert any("member" in problem for problem in broken(floors, bad, corpus.sha256))
    assert any("corpus" in problem for problem in broken(floors, good, "another"))


def test_floors_sink_only_when_told(corpus, tmp_path):
    path = tmp_path / "floors.yml"
    write_floors(path, score(corpus.cases, {"one": a_record()}), corpus.sha256, lower=False)
    bad = score(corpus.cases, {"one": a_record(members=[])})
    with pytest.raises(Refused, match=r"member 1\.000 → 0\.000"):
        write_floors(path, bad, corpus.sha256, lower=False)
    write_floors(path, bad, corpus.sha256, lower=True)
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["f1"]["member"] == 0


def scrambled(gold: dict, draw: random.Random) -> dict:
    """Gold read back as a record of a reader that errs: drops, doubles and changes facts."""
    record = copy.deepcopy(gold)
    record["article"] = {"source": gold["source"], "published": draw.choice([None, "2019-01-01"]), "text": "abc"}
    record["relevant"] = draw.random() < 0.8
    for kind in ("blocs", "events", "members", "leaders", "officials", "awards", "documents"):
        facts = [fact for fact in record[kind] if draw.random() < 0.8]
        facts += [copy.deepcopy(fact) for fact in facts if draw.random() < 0.1]
        for fact in facts:
            fact["evidence"] = [{"start": 0, "end": 2, "text": draw.choice(["ab", "ab", "xy"])}]
            for key in set(fact) & {
                "status",
                "year",
                "start",
                "theme",
                "venue",
                "titles",
                "place",
                "member_count",
                "form",
            }:
                if draw.random() < 0.2:
                    fact[key] = draw.choice([None, gold["events"][0].get(key)]) if gold["events"] else None
            for key in [k for k in fact if k.startswith(("accept", "optional"))]:
                del fact[key]
            if "titles" in fact and not fact["titles"]:
                fact["titles"] = []
        record[kind] = facts
    return record


@shared
@needs_shared
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("gold", [SHARED / "gold", SHARED / "dev" / "gold"], ids=["seeds", "dev"])
def test_the_figures_are_those_of_the_contracts_scorer(gold, seed, tmp_path):
    draw = random.Random(seed)
    folder = SHARED / "seeds" if gold.parent == SHARED else SHARED / "dev"
    corpus = load_corpus(folder)
    records = {case.stem: scrambled(dict(case.gold), draw) for case in corpus.cases[1:]}
    path = tmp_path / "records.jsonl"
    path.write_text("\n".join(json.dumps(record) for record in records.values()), encoding="utf-8")
    command = [sys.executable, str(SHARED / "tools" / "score.py"), str(path), str(gold), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)

    ours = score(corpus.cases, records).as_json()
    figures = {
        kind: {k: v for k, v in each.items() if k in theirs["figures"][kind]} for kind, each in ours["figures"].items()
    }
    assert figures == theirs["figures"]
    assert (ours["articles"], len(ours["faults"])) == (theirs["articles"], theirs["faults"])
