"""Bad input: one clear line or an issue record, the right exit code, everything else processed, the registry whole."""

import gzip
import json
import os
import unicodedata

import pytest

from tests.thidua.texts import OTHER, REVIEW, SIGNING

# name of the file → its bytes, and what the one line about it says
REFUSED = {
    "empty.txt": (b"", "it is empty"),
    "blank.txt": (b" \r\n\t \n", "it is empty"),
    "numbers.txt": (b"123 456 - 78/90", "there is no text in it"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "it is a picture"),
    "noise.html": (bytes(range(256)) * 40, "it is binary data"),
    "paper.html": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"x" * 500, "it is a PDF file"),
    "huge.html": (b"<html><body>" + b"<p>Khoi thi dua so 1</p>" * 2_200_000 + b"</body></html>", "over the limit"),
    "none.jsonl": (b"", "the file is empty"),
    "not.warc.gz": (b"this is no archive", "is torn: the record at offset 0 is not whole"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_article_is_one_line_and_the_rest_is_added(thidua, articles, name):
    content, says = REFUSED[name]
    (articles / name).write_bytes(content)
    answer = thidua("ingest", articles, "--json")
    assert answer.exit_code == 1
    first, last = answer.stderr.splitlines()
    assert name in first and says in first
    assert last.startswith("thidua: one input was not read")
    assert json.loads(answer.stdout)["new"] == 3
    assert thidua.json("check") == []
    issues = thidua.rows("select code, message from run_issues")
    assert len(issues) == 1 and name in issues[0]["message"], "an operator finds it later, too"


def test_a_missing_file_is_one_line(thidua, articles, tmp_path):
    answer = thidua("ingest", tmp_path / "gone.txt", articles, "--json")
    assert answer.exit_code == 1
    assert answer.stderr.splitlines()[0] == f"{tmp_path}/gone.txt: there is no such file; check the path"
    assert json.loads(answer.stdout)["new"] == 3


def test_a_folder_without_articles_is_one_line(thidua, tmp_path):
    (tmp_path / "void").mkdir()
    (tmp_path / "void" / "notes.md").write_text("x", encoding="utf-8")
    answer = thidua("ingest", tmp_path / "void")
    assert answer.exit_code == 1 and "the folder holds no article; expected files ending in .txt" in answer.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_one_line(thidua, articles):
    (articles / "other.txt").chmod(0)
    answer = thidua("ingest", articles)
    assert answer.exit_code == 1 and "Permission denied" in answer.stderr


def facts_of(thidua, path):
    """What a file yields, without offsets."""
    record = json.loads(thidua.ok("extract", path).stdout)
    names = ("blocs", "events", "members", "leaders", "officials", "awards")
    kept = {name: [{k: v for k, v in fact.items() if k != "evidence"} for fact in record[name]] for name in names}
    for fact in (fact for name in names for fact in record[name]):
        for span in fact["evidence"]:
            assert record["article"]["text"][span["start"] : span["end"]] == span["text"]
    return kept


HTML = "<!DOCTYPE html><html><head>{meta}<title>{title}</title></head><body><h1>{title}</h1>{paragraphs}</body></html>"


def page(text, meta=""):
    title, *lines = [line for line in text.splitlines() if line]
    return HTML.format(meta=meta, title=title, paragraphs="".join(f"<p>{line}</p>" for line in lines))


def in_order(text):
    """The tone last, as the code page wants it."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = []
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in tones)
        parts.append(unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones)) + tone)
    return "".join(parts)


ENCODED = {
    "with a byte order mark": SIGNING.encode("utf-8-sig"),
    "in UTF-16": SIGNING.encode("utf-16"),
    "in UTF-16 without a mark": SIGNING.encode("utf-16-le"),
    "in windows-1258": in_order(SIGNING).encode("cp1258"),
    "in NFD": unicodedata.normalize("NFD", SIGNING).encode(),
    "with Windows' line ends": SIGNING.replace("\n", "\r\n").encode(),
    "spoilt by a detour over windows-1252": "".join(
        bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
        for byte in SIGNING.encode()
    ).encode(),
}


@pytest.mark.parametrize("content", ENCODED.values(), ids=ENCODED)
def test_a_text_is_read_alike_however_it_is_encoded(thidua, tmp_path, content):
    (tmp_path / "clean.txt").write_text(SIGNING, encoding="utf-8")
    (tmp_path / "other.txt").write_bytes(content)
    clean = facts_of(thidua, tmp_path / "clean.txt")
    assert clean["events"] and len(clean["members"]) == 3
    assert facts_of(thidua, tmp_path / "other.txt") == clean


LYING = {
    "says ISO 8859-1 but is UTF-8": page(SIGNING, '<meta charset="iso-8859-1">').encode(),
    "says UTF-8 but is windows-1258": in_order(page(SIGNING, '<meta charset="utf-8">')).encode("cp1258"),
    "says nothing and is UTF-16": page(SIGNING).encode("utf-16"),
}


@pytest.mark.parametrize("content", LYING.values(), ids=LYING)
def test_a_page_that_lies_about_its_encoding_is_read_by_its_content(thidua, tmp_path, content):
    (tmp_path / "clean.html").write_text(page(SIGNING), encoding="utf-8")
    (tmp_path / "lying.html").write_bytes(content)
    assert facts_of(thidua, tmp_path / "lying.html") == facts_of(thidua, tmp_path / "clean.html")


def test_a_page_nested_ten_thousand_deep_does_no_harm(thidua, articles):
    deep = "<div>" * 10_000 + page(REVIEW) + "</div>" * 10_000
    (articles / "deep.html").write_text(f"<html><body>{deep}</body></html>", encoding="utf-8")
    answer = thidua("ingest", articles, "--json")
    assert answer.exit_code in (0, 1)
    assert json.loads(answer.stdout)["new"] >= 3
    assert thidua.json("check") == []


def test_malformed_json_lines_are_said_by_number_and_the_rest_is_read(thidua, tmp_path):
    lines = [json.dumps({"text": SIGNING}), '{"text": "', "[]", '{"title": "x"}', json.dumps({"text": REVIEW})]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    answer = thidua("ingest", tmp_path / "a.jsonl", "--json")
    assert answer.exit_code == 1
    said = [line for line in answer.stderr.splitlines() if not line.startswith("thidua:")]
    assert [line.removeprefix(f"{tmp_path}/a.jsonl:")[:2] for line in said] == ["2:", "3:", "4:"]
    assert json.loads(answer.stdout)["new"] == 2


def test_a_truncated_warc_gives_what_is_whole_and_says_where_it_is_torn(thidua, tmp_path):
    records = b"".join(
        warc_record(f"https://tin.example/{n}", page(text)) for n, text in enumerate((SIGNING, REVIEW, OTHER))
    )
    (tmp_path / "torn.warc.gz").write_bytes(records[:-50])
    answer = thidua("ingest", tmp_path / "torn.warc.gz", "--json")
    assert answer.exit_code == 1 and "is torn" in answer.stderr
    assert json.loads(answer.stdout)["new"] == 2
    assert thidua.json("check") == []


def warc_record(url, body):
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body.encode()
    head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-15T01:02:03Z\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


def test_an_article_without_any_date_is_kept_with_an_issue_for_reviewers(thidua, tmp_path):
    text = "Khối thi đua số 9 họp\n\nKhối thi đua số 9 huyện Ba Tri tổ chức hội nghị tổng kết phong trào thi đua. Vui."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert thidua.json("ingest", tmp_path / "a.txt")["new"] == 1
    (event,) = thidua.rows("select start, grain from events")
    assert event["start"] is None, "no date is made up"
    assert thidua.rows("select count(*) as issues from reading_issues")[0]["issues"] >= 1


def test_the_same_bad_input_twice_changes_nothing(thidua, articles, tmp_path):
    (articles / "empty.txt").write_bytes(b"")
    exports = []
    for name in ("one", "two"):
        assert thidua("ingest", articles).exit_code == 1
        thidua.ok("export", "jsonl", "--out", tmp_path / name)
        exports.append({path.name: path.read_bytes() for path in sorted((tmp_path / name).iterdir())})
    assert exports[0] == exports[1]
