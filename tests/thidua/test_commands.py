"""The commands on a small registry: what each prints, keeps and refuses."""

import json
from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from crawler.archive import Archive
from records import record_from_json, record_to_json
from tests.thidua.texts import REVIEW, SIGNING
from thidua.locks import in_turn


@pytest.fixture
def filled(thidua, articles):
    """A registry of the three articles."""
    thidua.ok("ingest", articles)
    return thidua


def snapshot(thidua, folder):
    """Every table as it is exported."""
    thidua.ok("export", "jsonl", "--out", folder)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


# extract, explain


def test_one_file_is_an_object_several_are_an_array_and_jsonl_is_a_line_each(thidua, articles):
    single = json.loads(thidua.ok("extract", articles / "signing.txt").stdout)
    many = json.loads(thidua.ok("extract", articles).stdout)
    lines = [json.loads(line) for line in thidua.ok("extract", articles, "--jsonl").stdout.splitlines()]
    assert single["article"]["source"] == str(articles / "signing.txt")
    assert many == lines and single in many
    assert [record["relevant"] for record in many] == [False, True, True], "other, review, signing"


def test_records_keep_the_contract(thidua, articles):
    for line in thidua.ok("extract", articles, "--jsonl").stdout.splitlines():
        record = json.loads(line)
        assert record["schema"] == "thidua.record/1"
        text = record["article"]["text"]
        for kind in ("blocs", "events", "members", "leaders", "officials", "awards", "documents"):
            for fact in record[kind]:
                assert fact["evidence"] and all(text[e["start"] : e["end"]] == e["text"] for e in fact["evidence"])


def test_two_processes_give_what_one_gives_in_the_same_order(thidua, tmp_path):
    lines = [json.dumps({"text": f"{text}\n{number}"}) for number in range(20) for text in (SIGNING, REVIEW)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    one = thidua.ok("extract", "--jsonl", tmp_path / "many.jsonl").stdout
    assert thidua.ok("extract", "--jsonl", "--jobs", 2, tmp_path / "many.jsonl").stdout == one
    assert len(one.splitlines()) == 40


def test_extract_leaves_no_trace(thidua, articles):
    thidua.ok("extract", articles)
    assert not thidua.home.exists()


def test_what_is_told_of_an_article_goes_before_what_it_says(thidua, tmp_path):
    told = {
        "text": SIGNING,
        "title": "Ký kết",
        "published": "2024-03-20",
        "url": "https://www.tin.example/a?utm_source=x",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(told), encoding="utf-8")
    (record,) = json.loads(thidua.ok("extract", tmp_path / "a.jsonl").stdout)
    found = {name: record["article"][name] for name in ("title", "published", "url", "published_from", "source")}
    assert (found["title"], found["published"], found["published_from"]) == ("Ký kết", "2024-03-20", "given")
    assert found["url"] == told["url"] and found["source"] == f"{tmp_path}/a.jsonl:1"


def test_explain_shows_rule_spans_and_sentence_of_each_fact(thidua, articles):
    explained = thidua.json("explain", articles / "signing.txt")
    kinds = {fact["kind"] for fact in explained["facts"]}
    assert {"blocs", "events", "members"} <= kinds
    for fact in explained["facts"]:
        assert fact["rule"] and fact["evidence"]
        assert all(evidence["text"] in evidence["sentence"] for evidence in fact["evidence"])
    shown = thidua.ok("explain", articles / "signing.txt").stdout
    assert "«Khối thi đua số 6»" in shown and "rule " in shown and "confidence " in shown


# ingest, reextract


def test_the_same_input_twice_changes_nothing(filled, articles, tmp_path):
    before = snapshot(filled, tmp_path / "one")
    archived = [(path.name, path.stat().st_size) for path in (filled.home / "archive").rglob("*.warc.gz")]
    again = filled.json("ingest", articles)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 3)
    assert snapshot(filled, tmp_path / "two") == before
    assert [(path.name, path.stat().st_size) for path in (filled.home / "archive").rglob("*.warc.gz")] == archived


def test_two_processes_build_the_same_registry(filled, articles, tmp_path, monkeypatch):
    before = snapshot(filled, tmp_path / "one")
    filled.home = tmp_path / "other"
    filled.ok("ingest", articles, "--jobs", 2)
    after = snapshot(filled, tmp_path / "two")
    assert after.keys() == before.keys()
    assert {name for name in after if after[name] != before[name]} <= {"sources.jsonl"}


def test_who_ingests_meanwhile_waits_for_the_archive(thidua, articles):
    with ThreadPoolExecutor(1) as pool:
        with in_turn(thidua.home / "runs", "ingest"), Archive(thidua.home / "archive", "ingest"):
            second = pool.submit(thidua.json, "ingest", articles)
            wait([second], timeout=4)
            assert not second.done()
        assert second.result()["new"] == 3
    thidua.ok("check")


def test_an_article_that_changed_is_a_new_version_and_the_old_one_stays(thidua, tmp_path):
    path = tmp_path / "a.jsonl"
    for text in (REVIEW, REVIEW.replace("Đồng Xuân", "Sông Hinh")):
        path.write_text(json.dumps({"text": text, "url": "https://tin.example/1"}), encoding="utf-8")
        thidua.ok("ingest", path)
    (article,) = thidua.rows("select id from articles")
    assert [version["number"] for version in thidua.json("show", article["id"])["versions"]] in ([1, 2], [2, 1])


def test_the_archive_is_read_again_without_the_originals(filled, articles, tmp_path):
    before = snapshot(filled, tmp_path / "one")
    for path in articles.iterdir():
        path.unlink()
    assert filled.json("reextract") == {"read": 3, "unchanged": 3, "articles": []}
    assert snapshot(filled, tmp_path / "two") == before


def test_a_definition_of_the_workspace_says_whose_news_it_is(thidua, tmp_path):
    (thidua.home / "sources").mkdir(parents=True)
    lines = [
        "id: tin",
        "name: Tin",
        "owner: {name: Sở Y tế, place: tỉnh Phú Yên}",
        "family: generic",
        "home: https://tin.example",
    ]
    (thidua.home / "sources" / "tin.yml").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": SIGNING, "url": "https://tin.example/1"}), encoding="utf-8")
    thidua.ok("ingest", tmp_path / "a.jsonl")
    assert thidua.rows("select source from articles") == [{"source": "tin"}]


# search, show, sql, export


@pytest.mark.parametrize("words", ["khối thi đua", "khoi thi dua", "KHOI THI DUA", '"thi dua so 6"'])
def test_search_finds_with_and_without_diacritics(filled, words):
    found = filled.json("search", words)
    assert any(hit["kind"] == "bloc" and "số 6" in hit["title"] for hit in found["hits"])
    assert found["total"] >= len(found["hits"]) > 0


def test_search_that_finds_nothing_says_so_on_standard_error(filled):
    answer = filled.ok("search", "zzzz")
    assert answer.stdout == "" and "nothing found" in answer.stderr


def test_show_tells_everything_with_its_words(filled):
    bloc = next(hit for hit in filled.json("search", "khoi thi dua so 6", "--kind", "bloc")["hits"])
    page = filled.json("show", bloc["id"])
    assert page["kind"] == "bloc" and len(page["members"]) == 3
    assert any("Khối thi đua số 6" in quote["quote"] for quote in page["evidence"])
    shown = filled.ok("show", bloc["id"]).stdout
    assert "Sở Tư pháp" in shown and "evidence" in shown


def test_show_of_an_unknown_id_is_refused_with_what_to_do(filled):
    answer = filled("show", "nobody")
    assert answer.exit_code == 1 and "nobody" in answer.stderr and "thidua search" in answer.stderr


def test_sql_reads_and_never_writes(filled):
    assert filled.rows("select count(*) as n from articles") == [{"n": 3}]
    for query in ("delete from articles", "insert into blocs (id) values ('x')", "select * from nowhere"):
        assert filled("sql", query).exit_code == 1
    assert filled.ok("sql", "select 1 as a, 'x' as b", "--csv").stdout == "a,b\n1,x\n"
    assert filled.rows("select count(*) as n from articles") == [{"n": 3}]


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_export_writes_a_file_a_table(filled, tmp_path, form):
    files = filled.json("export", form, "--out", tmp_path / "out")
    assert {f"{name}.{form}" for name in ("events", "awards", "leaderships")} <= {
        path.rsplit("/", 1)[1] for path in files
    }


def test_a_release_is_the_same_when_repeated_and_tells_what_changed(filled, articles, tmp_path):
    first = filled.json("release", "--out", tmp_path / "releases", "--day", "2026-01-31")
    assert first["before"] is None
    (articles / "more.txt").write_text(SIGNING.replace("số 6", "số 7"), encoding="utf-8")
    filled.ok("ingest", articles)
    second = filled.json("release", "--out", tmp_path / "releases", "--day", "2026-02-28")
    assert second["changes"]["blocs"]["added"] == 1


# review


@pytest.fixture
def fact(filled):
    """The key of a member fact."""
    rows = filled.json("review", "queue", "--kind", "members", "--limit", 10, "--state", "unreviewed")
    return next(row["fact"] for row in rows if row["value"]["unit.name"] == "Sở Y tế")


def test_the_queue_lists_what_a_script_needs(filled):
    rows = filled.json("review", "queue", "--limit", 3)
    assert len(rows) == 3
    assert {"fact", "kind", "article", "value", "quote", "confidence", "state"} <= rows[0].keys()


def test_a_judgement_is_kept_shown_and_taken_back(filled, fact):
    said = filled.json("review", "set", fact, "unit.name=Sở Y tế Cà Mau", "--user", "lan", "--reason", "so on the page")
    assert (said["fact"], said["state"]) == (fact, "corrected")
    history = filled.json("review", "history", fact)
    assert history["judgements"][0]["user"] == "lan" and history["judgements"][0]["reason"] == "so on the page"
    assert history["machine"][0]["values"]["unit.name"] == "Sở Y tế", "the machine's value stays beside it"
    filled.ok("review", "undo", said["judgement"], "--user", "lan")
    assert filled.json("review", "history", fact)["now"]["state"] == "unreviewed"


@pytest.mark.parametrize(
    ("command", "state"),
    [("accept", "confirmed"), ("reject", "rejected"), ("not-stated", "rejected"), ("retract", "rejected")],
)
def test_a_word_is_enough(filled, fact, command, state):
    assert filled.json("review", command, fact, "--user", "lan")["state"] == state


def test_the_guard_shows_both_values_and_keeps_nothing(filled, fact):
    answer = filled("review", "set", fact, "unit.name=B", "--expect", "A", "--user", "lan")
    assert answer.exit_code == 1
    assert "'A'" in answer.stderr and "Sở Y tế" in answer.stderr
    assert filled.json("review", "history", fact)["judgements"] == []


def test_a_missed_fact_is_added_with_its_quote(filled):
    (article,) = filled.rows("select id from articles where title like 'Khối thi đua số 6%'")
    add = ["review", "add", article["id"], "members", "unit.name=Hội trường", "--user", "lan", "--quote"]
    assert filled.json(*add, "hội trường Sở Y tế")["state"] in ("confirmed", "corrected")
    refused = filled(*add, "not in the text")
    assert refused.exit_code == 1 and "not in article" in refused.stderr


def test_a_judgement_survives_reading_again_and_rebuilding(filled, fact):
    filled.ok("review", "set", fact, "unit.name=Sở Y tế Cà Mau", "--user", "lan")
    filled.ok("reextract")
    filled.ok("rebuild")
    assert filled.json("review", "history", fact)["now"]["value"]["unit.name"] == "Sở Y tế Cà Mau"


def test_the_history_shows_what_was_seen_and_what_an_undo_took_back(filled, fact):
    said = filled.json("review", "set", fact, "unit.name=Sở Y tế Cà Mau", "--user", "lan")
    filled.ok("review", "undo", said["judgement"], "--user", "lan")
    head, first, second = filled.ok("review", "history", fact).stdout.splitlines()[-3:]
    assert head.split()[:3] == ["id", "action", "target"]
    assert "Sở Y tế Cà Mau" in first and "{" not in first
    assert second.split()[1:3] == ["undo", str(said["judgement"])]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["review", "accept", "nofact", "--user", "lan"], 1),
        (["review", "accept", "nofact"], 2),
        (["review", "set", "nofact", "year", "--user", "lan"], 2),
        (["review", "undo", "999", "--user", "lan"], 1),
        (["review", "history", "nofact"], 1),
        (["review", "suggestions", "--kind", "nokind"], 2),
    ],
)
def test_what_cannot_be_judged_is_refused(filled, arguments, code):
    answer = filled(*arguments)
    assert answer.exit_code == code and answer.stderr


def test_withheld_is_out_of_search_and_exports_and_comes_back(filled, tmp_path):
    (article,) = filled.rows("select id from articles where title like 'Khối thi đua số 6%'")
    said = filled.json("withhold", article["id"], "--reason", "court order", "--user", "lan")
    assert not any(hit["id"] == article["id"] for hit in filled.json("search", "khoi thi dua so 6")["hits"])
    filled.ok("export", "jsonl", "--out", tmp_path / "out")
    assert article["id"] not in (tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8")
    filled.ok("review", "undo", said["judgement"], "--user", "lan")
    assert any(hit["id"] == article["id"] for hit in filled.json("search", "khoi thi dua so 6")["hits"])


# safekeeping


def test_a_backup_is_restored(filled, articles, tmp_path, fact):
    filled.ok("review", "accept", fact, "--user", "lan")
    before = snapshot(filled, tmp_path / "one")
    filled.ok("backup", "--out", tmp_path / "backup")
    filled.ok("review", "reject", fact, "--user", "lan")
    filled.ok("restore", tmp_path / "backup")
    assert snapshot(filled, tmp_path / "two") == before
    assert filled.json("check") == []


def test_a_second_backup_into_one_folder_is_refused(filled, tmp_path):
    filled.ok("backup", "--out", tmp_path / "backup")
    answer = filled("backup", "--out", tmp_path / "backup")
    assert answer.exit_code == 1 and "holds a backup already" in answer.stderr


def test_what_is_no_backup_is_refused_and_nothing_changes(filled, tmp_path):
    (tmp_path / "registry.db").write_bytes(b"no database")
    assert filled("restore", tmp_path).exit_code == 1
    assert filled.json("check") == []


def test_check_finds_a_lost_archive(filled):
    for path in (filled.home / "archive").rglob("*.warc.gz"):
        path.unlink()
    answer = filled("check")
    assert answer.exit_code == 1 and "warc" in answer.stdout.lower()


# evaluate, sources, status, web


def test_evaluate_scores_a_folder_and_holds_floors(thidua, articles):
    (articles / "gold").mkdir()
    for name in ("signing", "review", "other"):
        record = json.loads(thidua.ok("extract", articles / f"{name}.txt").stdout)
        gold = {kind: value for kind, value in record.items() if kind not in ("extractor", "issues")}
        gold["source"] = f"{name}.txt"
        (articles / "gold" / f"{name}.json").write_text(json.dumps(gold), encoding="utf-8")
    scored = thidua.json("evaluate", articles)
    assert scored["figures"]["ALL"]["f1"] == 1 and scored["articles"] == 3
    thidua.ok("evaluate", articles, "--write-floors")
    thidua.ok("evaluate", articles, "--floors", articles / "floors.yml")
    (articles / "signing.txt").write_text("Không có gì.", encoding="utf-8")
    answer = thidua("evaluate", articles, "--floors", articles / "floors.yml", "--errors")
    assert answer.exit_code == 1
    assert (
        "missed member" in answer.stdout
        and "under its floor" in answer.stderr
        and "the corpus is not the one" in answer.stderr
    )


def test_reviewed_articles_are_gold_for_evaluate(filled, tmp_path):
    (article,) = filled.rows("select id from articles where title like 'Cụm thi đua số 2%'")
    for row in filled.json("review", "queue", "--article", article["id"], "--limit", 100):
        filled.ok("review", "accept", row["fact"], "--user", "lan")
    filled.ok("export", "gold", "--out", tmp_path / "gold")
    scored = filled.json("evaluate", tmp_path / "gold")
    assert scored["articles"] == 1 and scored["figures"]["ALL"]["f1"] == 1


def test_sources_are_listed_with_whether_they_were_tried(thidua):
    rows = thidua.json("sources", "list")
    assert len(rows) >= 20 and {"id", "name", "owner", "family", "status", "cadence"} <= rows[0].keys()


def test_a_wrong_definition_of_the_workspace_is_said_and_the_others_are_listed(thidua):
    (thidua.home / "sources").mkdir(parents=True)
    (thidua.home / "sources" / "mine.yml").write_text("id: mine\nfamly: generic\n", encoding="utf-8")
    answer = thidua.ok("sources", "list")
    assert "mine.yml" in answer.stderr and "famly" in answer.stderr
    assert "mine" not in answer.stdout


def test_status_of_a_registry_that_was_never_crawled_is_calm(filled):
    status = filled.json("status")
    assert status["alarms"] == [] and status["schedule_running"] is False


def test_a_record_read_back_is_the_record_written(thidua, articles):
    for line in thidua.ok("extract", articles, "--jsonl").stdout.splitlines():
        assert record_to_json(record_from_json(json.loads(line))) == json.loads(line)


def test_accounts_are_added_listed_and_removed(thidua):
    thidua.ok("users", "add", "lan", "--role", "reviewer", stdin="a long pass phrase\n")
    (row,) = thidua.json("users", "list")
    assert (row["name"], row["role"]) == ("lan", "reviewer") and "password" not in row
    thidua.ok("users", "remove", "lan")
    assert thidua.json("users", "list") == []


@pytest.mark.parametrize(
    ("arguments", "stdin", "says"),
    [
        (["users", "add", "lan"], "short\n", "too short"),
        (["users", "add", " "], "a long pass phrase\n", "no name for an account"),
        (["users", "remove", "nobody"], None, "there is no account 'nobody'"),
        (["serve"], None, "there is no registry at"),
    ],
)
def test_what_the_accounts_refuse(thidua, arguments, stdin, says):
    answer = thidua(*arguments, stdin=stdin)
    assert answer.exit_code == 1 and says in answer.stderr
