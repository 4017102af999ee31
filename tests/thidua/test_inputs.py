"""What a person hands over becomes pages, or one line that says why not; nothing stops the rest."""

import gzip
import io
import json
import os
import random
from datetime import date

import pytest

from thidua.inputs import Item, Limits, Unreadable, gather
from thidua.reading import Read

ARTICLE = "Ngày 4/3, Cụm thi đua số 7 họp tại nhà văn hóa."


def taken(*paths, stdin=b"", **limits):
    return list(gather([str(path) for path in paths], io.BytesIO(stdin), Limits(**limits)))


def codes(found):
    return [item.code if isinstance(item, Unreadable) else "page" for item in found]


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path):
    for name in ("b.txt", "a.html", "notes.md", "deep/c.TXT"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    found = taken(tmp_path)
    assert [item.label.removeprefix(f"{tmp_path}/") for item in found] == ["a.html", "b.txt", "deep/c.TXT"]
    assert [item.is_text for item in found] == [False, True, True]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.txt", ARTICLE.encode("utf-16"), "page"),
        ("a.txt", ARTICLE.encode("utf-16-le"), "page"),
        ("a.txt", ARTICLE.encode("utf-8-sig"), "page"),
        ("big.html", b"<p>" + b"a" * 2000, "too_large"),
        ("empty.jsonl", b"\n", "empty"),
        ("empty.warc.gz", b"", "no_articles"),
        ("no.warc.gz", b"this is no archive at all, only text", "torn_warc"),
    ],
)
def test_a_file_is_a_page_or_says_why_not(tmp_path, name, content, code):
    (tmp_path / name).write_bytes(content)
    assert codes(taken(tmp_path / name, max_bytes=1500)) == [code]


def test_hidden_files_of_a_folder_are_passed_over(tmp_path):
    (tmp_path / ".git").mkdir()
    for name in ("a.txt", "._a.txt", ".git/b.txt"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    assert [item.label for item in taken(tmp_path)] == [str(tmp_path / "a.txt")]


def test_a_missing_file_and_a_folder_without_articles_are_said(tmp_path):
    (tmp_path / "void").mkdir()
    found = taken(tmp_path / "gone.txt", tmp_path / "void")
    assert codes(found) == ["unreadable_file", "no_articles"]
    assert str(found[0]) == f"{tmp_path}/gone.txt: there is no such file; check the path"


def test_standard_input_is_one_article_or_json_lines():
    assert [item.is_text for item in taken("-", stdin=ARTICLE.encode())] == [True]
    assert [item.is_text for item in taken("-", stdin=b"<!DOCTYPE html><p>x")] == [False]
    assert codes(taken("-", stdin=b'{"text": "a b"}\n{"html": "<p>c</p>"}\n')) == ["page", "page"]


def test_a_json_line_brings_what_is_known_of_the_article(tmp_path):
    path = tmp_path / "a.jsonl"
    line = {
        "text": ARTICLE,
        "url": "https://tin.example/7",
        "title": "Họp cụm",
        "published": "2024-03-05",
        "author": "An",
    }
    path.write_text(json.dumps(line), encoding="utf-8")
    (item,) = taken(path)
    assert isinstance(item, Item)
    assert (item.given.url, item.given.title, item.given.author) == (line["url"], "Họp cụm", "An")
    assert item.given.published == date(2024, 3, 5)
    assert (item.page.body.decode(), item.page.final_url, item.label) == (ARTICLE, line["url"], f"{path}:1")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b'{"text": "a"', "not valid JSON"),
        (b"[1, 2]", "it is a list, expected an object"),
        (b'{"title": "a"}', "neither `text` nor `html`"),
        (b'{"text": 5}', "`text` is a number, expected a text"),
        (b'{"text": "a", "published": "5/3/2024"}', "`published` is '5/3/2024', expected an ISO date"),
        (b'{"text": "\xd4\xf5"}', "not UTF-8"),
        (b"[" * 100_000, "nested too deep"),
    ],
)
def test_a_wrong_line_is_said_with_its_number_and_the_rest_is_read(tmp_path, line, says):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "one"}\n' + line + b'\n\n{"text": "four"}\n')
    one, wrong, four = taken(path)
    assert says in str(wrong) and str(wrong).startswith(f"{path}:2: ")
    assert (one.page.body, four.page.body, four.label) == (b"one", b"four", f"{path}:4")


def test_half_a_character_in_json_becomes_the_replacement_character(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "a \\ud800 b"}')
    (item,) = taken(tmp_path / "a.jsonl")
    assert item.page.body.decode() == "a \ufffd b"


def a_warc(*pages, status="200 OK", content_type="text/html; charset=utf-8"):
    """Written by hand: what is read here was written by crawlers that nobody knows."""
    out = b""
    for url, body in pages:
        http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n\r\n".encode() + body
        head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-05T01:02:03Z\r\n"
        head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        out += gzip.compress(head.encode() + http + b"\r\n\r\n")
    return out


PAGES = [(f"https://tin.example/{n}", b"<p>" + str(n).encode() * 3000 + b"</p>") for n in range(3)]


def test_the_pages_of_a_warc_carry_address_and_bytes(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(a_warc(*PAGES))
    assert [(item.page.url, item.page.body) for item in taken(tmp_path / "a.warc.gz")] == PAGES


@pytest.mark.parametrize(("status", "content_type"), [("404 Not Found", "text/html"), ("200 OK", "image/png")])
def test_a_warc_of_other_things_says_that_it_holds_no_page(tmp_path, status, content_type):
    (tmp_path / "a.warc.gz").write_bytes(a_warc(*PAGES, status=status, content_type=content_type))
    assert codes(taken(tmp_path / "a.warc.gz")) == ["no_articles"]


def test_a_torn_warc_gives_what_stands_before_the_tear(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(a_warc(*PAGES)[:-40])
    assert codes(taken(tmp_path / "a.warc.gz")) == ["page", "page", "torn_warc"]


def warc(path, *bodies):
    """A `.warc.gz` with a response for each body; returns where each record begins."""
    offsets, made = [], b""
    for number, body in enumerate(bodies):
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"WARC-Target-URI: http://cong.test/{number}\r\nWARC-Date: 2025-01-01T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        offsets.append(len(made))
        made += gzip.compress(head.encode() + http + b"\r\n\r\n")
    path.write_bytes(made)
    return offsets


def test_a_page_of_an_archive_that_is_too_large_is_named_and_the_archive_is_not_called_torn(tmp_path):
    path = tmp_path / "a.warc.gz"
    warc(path, b"<p>" + b"a" * 3_000_000, b"<p>small")
    small, large = taken(path, max_bytes=1_048_576)
    assert small.page.body == b"<p>small"
    assert large.code == "too_large"
    assert str(large).startswith(f"{path} (http://cong.test/0): it has 3 MB or more, over the limit of 1 MB")


def test_records_after_damage_in_the_middle_are_read(tmp_path):
    path = tmp_path / "a.warc.gz"
    offsets = warc(path, *(f"<p>bài {number} {random.Random(number).random()}".encode() for number in range(9)))
    raw = bytearray(path.read_bytes())
    for at in (2, 6):
        raw[offsets[at] + 60 : offsets[at] + 90] = b"\xff" * 30
    path.write_bytes(raw)
    *pages, damage = taken(path)
    assert [page.page.url[-1] for page in pages] == ["0", "1", "3", "4", "5", "7", "8"]
    assert damage.code == "torn_warc"
    assert f"is damaged at offset {offsets[2]}, {offsets[6]}; the sound records before and after were read" in str(
        damage
    )


def test_a_torn_end_is_told_as_before(tmp_path):
    path = tmp_path / "a.warc.gz"
    offsets = warc(path, b"<p>one", b"<p>two")
    path.write_bytes(path.read_bytes()[:-20])
    one, torn = taken(path)
    assert one.page.body == b"<p>one"
    assert f"is torn: the record at offset {offsets[1]} is not whole" in str(torn)


def test_a_pipe_is_refused_in_one_line(tmp_path):
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    (refused,) = taken(path)
    assert str(refused).startswith(f"{path}: it is no file but a pipe or a device")


def test_a_number_without_end_is_a_line_that_is_wrong(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "a", "n": ' + "9" * 5000 + "}\n", encoding="utf-8")
    (wrong,) = taken(path)
    assert str(wrong) == f"{path}:1: a number in it has thousands of digits; mend the line or remove it"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("Hội nghị tổng kết phong trào thi đua năm 2024 của Khối thi đua số 3.".encode(), None),
        (
            ("Chào. " + "Hội nghị tổng kết ở Khối".encode().decode("cp1252", "replace") + " ắ").encode(),
            "doubly_encoded",
        ),
        ("Hội nghị tổng kết\0 Khối thi đua số 3.".encode(), "nul_bytes"),
    ],
)
def test_a_garbled_text_is_an_issue(tmp_path, body, code):
    path = tmp_path / "a.txt"
    path.write_bytes(body)
    (item,) = taken(path)
    issues = [issue.code for issue in Read()(item).record.issues]
    assert (code in issues) if code else not {"doubly_encoded", "nul_bytes"} & set(issues)
