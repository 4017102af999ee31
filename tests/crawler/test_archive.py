"""The archive: files that other tools read, places that hold, ends that are mended."""

from __future__ import annotations

import gzip
import random
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter

from crawler.archive import IDENTICAL, Archive
from crawler.errors import ArchiveError
from crawler.exchange import Exchange
from crawler.reading import read_at, read_pages, read_visits
from crawler.repair import ends_whole, repair, whole_length, whole_ranges

NOON = datetime(2024, 3, 7, 5, 0, tzinfo=UTC)


def exchange(number: int = 1, body: bytes | None = None, **more: object) -> Exchange:
    values: dict[str, object] = {
        "url": f"https://cong.example/bai-{number}.html",
        "request_headers": (("User-Agent", "test"),),
        "status": 200,
        "reason": "OK",
        "headers": (("Content-Type", "text/html; charset=utf-8"), ("ETag", f'"{number}"')),
        "body": f"<p>Bài số {number}</p>".encode() if body is None else body,
        "fetched_at": NOON,
        "ip": "203.113.131.1",
    }
    return Exchange(**{**values, **more})  # type: ignore[arg-type]


def files(root: Path) -> list[Path]:
    return sorted(root.rglob("*.warc.gz"))


def test_warcios_own_checker_finds_nothing_wrong(tmp_path: Path) -> None:
    with Archive(tmp_path, "mau") as archive:
        archive.write(exchange(1), facts={"kind": "article", "asked": "https://cong.example/bai-1.html"})
        archive.write(exchange(1), revisit=IDENTICAL)
        archive.write(exchange(2, status=302, reason="Found", body=b""))
        archive.write(exchange(3, method="POST", request_body=b"__EVENTTARGET=a"))
    checked = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", *map(str, files(tmp_path))],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "digest pass" in checked.stdout
    assert "failed" not in checked.stdout


def test_each_exchange_is_a_request_a_response_and_what_is_known_of_the_visit(tmp_path: Path) -> None:
    with Archive(tmp_path, "mau") as archive:
        archive.write(exchange(1), facts={"kind": "article", "asked": "https://cong.example/bai-1.html", "x": "a\nb"})
    with files(tmp_path)[0].open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file)]
    assert kinds == ["warcinfo", "request", "response", "metadata"]
    [(page, facts)] = read_visits(files(tmp_path)[0])
    assert facts["x"] == "a b"
    assert (page.url, page.fetched_at, page.headers["etag"]) == ("https://cong.example/bai-1.html", NOON, '"1"')


def test_a_place_leads_to_the_page_and_the_hash_is_checked(tmp_path: Path) -> None:
    with Archive(tmp_path, "mau") as archive:
        places = [archive.write(exchange(number)) for number in range(5)]
    page = read_at(tmp_path / places[3].warc, places[3].offset)
    assert page.body == "<p>Bài số 3</p>".encode()
    assert read_at(tmp_path / places[3].warc, places[3].offset, sha256=page.sha256) == page
    with pytest.raises(ArchiveError, match="holds another body"):
        read_at(tmp_path / places[2].warc, places[2].offset, sha256=page.sha256)
    with pytest.raises(ArchiveError, match="offset"):
        read_at(tmp_path / places[2].warc, places[2].offset + 1)


def test_the_length_of_a_place_is_that_of_one_whole_record(tmp_path: Path) -> None:
    with Archive(tmp_path, "mau") as archive:
        place = archive.write(exchange())
    data = (tmp_path / place.warc).read_bytes()[place.offset : place.offset + place.length]
    assert gzip.decompress(data).startswith(b"WARC/1.1\r\nWARC-Date")


def test_a_compressed_body_is_kept_as_sent_and_read_unpacked(tmp_path: Path) -> None:
    packed = gzip.compress("<p>Nén</p>".encode())
    with Archive(tmp_path, "mau") as archive:
        archive.write(exchange(body=packed, headers=(("Content-Encoding", "gzip"), ("Content-Type", "text/html"))))
    assert [page.body for page in read_pages(files(tmp_path)[0])] == ["<p>Nén</p>".encode()]


def test_a_bomb_in_an_archive_is_left_out(tmp_path: Path) -> None:
    bomb = gzip.compress(b"0" * 5_000_000)
    with Archive(tmp_path, "mau") as archive:
        archive.write(exchange(1, body=bomb, headers=(("Content-Encoding", "gzip"),)))
        archive.write(exchange(2))
    assert len(list(read_pages(files(tmp_path)[0], max_body=1_000_000))) == 1


def test_files_are_ended_by_size_and_numbered(tmp_path: Path) -> None:
    noise = random.Random(1)
    with Archive(tmp_path, "mau", file_bytes=20_000) as archive:
        places = [archive.write(exchange(number, body=noise.randbytes(5_000))) for number in range(10)]
    assert [path.name for path in files(tmp_path)] == ["mau-00001.warc.gz", "mau-00002.warc.gz", "mau-00003.warc.gz"]
    assert sum(len(list(read_pages(path))) for path in files(tmp_path)) == 10
    assert all(
        read_at(tmp_path / place.warc, place.offset).url.endswith(f"-{n}.html") for n, place in enumerate(places)
    )


def test_the_next_run_appends_to_the_last_file(tmp_path: Path) -> None:
    for number in range(3):
        with Archive(tmp_path, "mau") as archive:
            archive.write(exchange(number))
    [path] = files(tmp_path)
    assert len(list(read_pages(path))) == 3
    assert not list(tmp_path.rglob("*.open"))


def test_two_runs_cannot_write_one_archive(tmp_path: Path) -> None:
    with Archive(tmp_path, "mau"), pytest.raises(ArchiveError, match="another run"), Archive(tmp_path, "mau"):
        pass


def test_a_torn_end_is_found_told_and_cut_off_by_the_next_run(tmp_path: Path) -> None:
    with Archive(tmp_path, "mau") as archive:
        archive.write(exchange(1))
    [path] = files(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole + gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\n")[:-9])
    path.with_name(path.name + ".open").touch()
    with pytest.raises(ArchiveError, match="torn"):
        list(read_pages(path))
    with Archive(tmp_path, "mau") as archive:
        assert len(archive.repaired) == 1
        archive.write(exchange(2))
    assert path.read_bytes().startswith(whole)
    assert [page.url[-6] for page in read_pages(path)] == ["1", "2"]


def test_a_torn_end_without_a_mark_is_cut_off_before_anything_is_appended(tmp_path: Path) -> None:
    with Archive(tmp_path, "mau") as archive:
        archive.write(exchange(1), facts={"kind": "article"})
        archive.write(exchange(2), facts={"kind": "article"})
    [path] = files(tmp_path)
    assert ends_whole(path)
    path.write_bytes(path.read_bytes()[:-40])  # a copy that broke off in the last metadata record
    assert not ends_whole(path)
    with Archive(tmp_path, "mau") as archive:
        assert len(archive.repaired) == 1
        archive.write(exchange(3), facts={"kind": "article"})
    assert [(page.url[-6], facts.get("kind")) for page, facts in read_visits(path)] == [
        ("1", "article"),
        ("2", None),
        ("3", "article"),
    ]
    subprocess.run([sys.executable, "-m", "warcio.cli", "check", str(path)], check=True)


def test_a_torn_end_of_an_older_file_is_cut_off_too(tmp_path: Path) -> None:
    noise = random.Random(1)
    with Archive(tmp_path, "mau", file_bytes=8_000) as archive:
        for number in range(4):
            archive.write(exchange(number, body=noise.randbytes(5_000)))
    first, *_ = files(tmp_path)
    first.write_bytes(first.read_bytes()[:-7])
    with Archive(tmp_path, "mau", file_bytes=8_000) as archive:
        assert [str(first) in told for told in archive.repaired] == [True]
    assert ends_whole(first)


def test_what_follows_a_tear_is_read_and_never_cut_off(tmp_path: Path) -> None:
    with Archive(tmp_path, "mau") as archive:
        archive.write(exchange(1))
        place = archive.write(exchange(2))
    [path] = files(tmp_path)
    with Archive(tmp_path, "khac") as archive:
        archive.write(exchange(3))
    torn = path.read_bytes()[: place.offset + 30] + (tmp_path / "khac" / "khac-00001.warc.gz").read_bytes()
    path.write_bytes(torn)  # what an archive looks like that was appended to without a look
    read: list = []
    with pytest.raises(ArchiveError, match=f"offset {place.offset}; the sound records before and after were read"):
        iter_into(read, path)
    assert [page.url[-6] for page in read] == ["1", "3"]
    assert repair(path) is None
    path.write_bytes(torn[:-20])
    assert "bytes after offset" in (repair(path) or "")
    assert path.read_bytes() == torn[: path.stat().st_size]
    assert len(whole_ranges(path)) == 2


def test_the_end_of_a_file_is_found_behind_a_long_record(tmp_path: Path) -> None:
    with Archive(tmp_path, "mau") as archive:
        archive.write(exchange(1, body=random.Random(2).randbytes(5_000_000)))
    [path] = files(tmp_path)
    assert ends_whole(path)
    path.write_bytes(path.read_bytes()[:-1])
    assert not ends_whole(path)


@given(cut=st.integers(min_value=0, max_value=10_000))
def test_wherever_a_file_is_cut_repair_keeps_exactly_the_whole_records(tmp_path_factory, cut: int) -> None:
    root = tmp_path_factory.mktemp("cut")
    with Archive(root, "mau", durable=False) as archive:
        ends = [place.offset + place.length for n in range(3) if (place := archive.write(exchange(n)))]
    [path] = files(root)
    data = path.read_bytes()
    path.write_bytes(data[: cut % (len(data) + 1)])
    before = path.stat().st_size
    at_first = ends_whole(path)
    told = repair(path)
    kept = path.stat().st_size
    assert at_first == (told is None)
    assert ends_whole(path)
    assert whole_length(path) == kept <= before
    assert (told is None) == (kept == before)
    assert len(list(read_pages(path))) == sum(end <= kept for end in ends)


def test_pages_before_a_tear_are_read_before_it_is_told(tmp_path: Path) -> None:
    with Archive(tmp_path, "mau") as archive:
        archive.write(exchange(1))
        place = archive.write(exchange(2))
    path = tmp_path / place.warc
    path.write_bytes(path.read_bytes()[: place.offset + place.length // 2])
    read = []
    with pytest.raises(ArchiveError, match=f"offset {place.offset}"):
        read.extend(iter_into(read, path))
    assert [page.url[-6] for page in read] == ["1"]


def iter_into(read: list, path: Path) -> list:
    for page in read_pages(path):
        read.append(page)
    return []


def test_another_tools_plain_warc_is_read(tmp_path: Path) -> None:
    path = tmp_path / "other.warc"
    with Archive(tmp_path, "mau") as archive:
        archive.write(exchange(7))
    with path.open("wb") as out, files(tmp_path / "mau")[0].open("rb") as file:
        writer = WARCWriter(out, gzip=False)
        for record in ArchiveIterator(file):
            writer.write_record(record)
    assert [page.url for page in read_pages(path)] == ["https://cong.example/bai-7.html"]


def test_what_is_no_warc_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(b"no archive at all")
    with pytest.raises(ArchiveError, match=str(path)):
        list(read_pages(path))
