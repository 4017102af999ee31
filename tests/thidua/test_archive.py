"""The archive under a registry: a torn end is found and mended, and all of a lost registry is made from it again."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from crawler.reading import read_at
from tests.crawler.conftest import Reply
from tests.thidua.conftest import Thidua
from tests.thidua.years import LATER
from thidua.workspace import Workspace


def crawled(years, source, numbers):
    links = [f"/bai-{number}.html" for number in numbers]
    years.site.listing("/tin", links)
    for number in numbers:
        years.site.pages[f"/bai-{number}.html"] = Reply(body=years.bai(number))
    return years.crawl(source, days=0.1)


def warc(years):
    (path,) = years.workspace.archive.rglob("mau-*.warc.gz")
    return path


@pytest.mark.parametrize("cut", [1, 40, 700], ids=["in the metadata's end", "in the metadata", "in a response"])
def test_a_torn_end_is_found_by_check_and_mended_by_the_next_crawl(years, source, cut):
    crawled(years, source, range(3))
    assert years.registry.check() == []
    path = warc(years)
    path.write_bytes(path.read_bytes()[:-cut])
    assert "archive" in {problem.code for problem in years.registry.check()}
    report = crawled(years, source, range(4))
    assert "torn-archive" in {issue.code for issue in report.issues}
    assert subprocess.run([sys.executable, "-m", "warcio.cli", "check", str(path)], check=False).returncode == 0
    left = [problem.message for problem in years.registry.check()]
    assert [message for message in left if "is torn at" in message] == []
    assert len(left) == (cut == 700), "a capture that was cut off is named: it is not in the archive any more"


def test_check_leaves_the_end_of_a_file_alone_that_is_being_written(years, source):
    crawled(years, source, range(2))
    path = warc(years)
    mark = path.with_name(f"{path.name}.open")
    path.write_bytes(path.read_bytes()[:-9])
    hold = f"import fcntl; f = open({str(mark)!r}, 'ab'); fcntl.flock(f, fcntl.LOCK_EX); print(flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        writer.stdout.readline()
        assert years.registry.check(deep=False) == []
        writer.communicate(b"\n")
    assert [problem.code for problem in years.registry.check(deep=False)] == ["archive"]


def test_a_captured_document_is_shown_with_its_article(years, source):
    link = '<p><a href="/qd-12.pdf">Quyết định số 12</a></p>'
    crawled(years, source, [1])
    years.site.pages["/bai-1.html"] = Reply(body=years.bai(1, link))
    years.site.pages["/qd-12.pdf"] = Reply(body=b"%PDF-1.7 ...", type="application/pdf")
    years.crawl(source, days=LATER)
    (article,) = years.registry.table("articles")
    thidua = Thidua(years.workspace.home)
    assert "/qd-12.pdf" in thidua.ok("show", article["id"]).stdout
    (file,) = thidua.json("show", article["id"])["files"]
    assert (file["url"], file["content_type"]) == (f"{years.site.url}/qd-12.pdf", "application/pdf")
    assert read_at(years.workspace.archive / file["warc"], file["warc_offset"]).body == b"%PDF-1.7 ..."


def test_a_lost_registry_is_made_anew_from_the_archive(years, source, tmp_path):
    crawled(years, source, range(4))
    years.site.pages["/bai-1.html"] = Reply(body=years.bai(1, '<p><a href="/qd-12.pdf">Quyết định số 12</a></p>'))
    years.site.pages["/qd-12.pdf"] = Reply(body=b"%PDF-1.7 ...", type="application/pdf")
    years.site.pages["/bai-2.html"] = Reply(body=years.bai(2).replace("bảo đảm thiết thực", "bảo đảm hiệu quả"))
    years.crawl(source, days=LATER)
    workspace = Workspace(tmp_path / "anew")
    shutil.copytree(years.workspace.archive, workspace.archive)
    thidua = Thidua(workspace.home)
    done = thidua("reextract")
    assert done.exit_code == 0
    assert "registry.db is not there: it is made anew" in done.stderr
    before = Thidua(years.workspace.home)
    assert kept(thidua) == kept(before)
    assert thidua.rows("select count(*) as n from articles") == [{"n": 4}], "and no listing among them"
    assert thidua("check").exit_code == 0
    assert thidua.json("reextract")["articles"] == [], "a second run changes nothing"


def kept(thidua):
    """What of a registry comes from the archive."""
    articles = "select id, url, source, title, published, relevant, versions, facts from articles order by id"
    captures = """select url, sha256, warc, warc_offset, warc_length from fetches
                  where json_extract(facts, '$.kind') = 'article' and warc is not null order by 1, 4"""
    keys = "select key, label, quote from facts order by key"
    return [thidua.rows(sql) for sql in (articles, captures, keys, "select * from article_files")]


def test_a_workspace_without_registry_and_archive_is_refused(tmp_path):
    done = Thidua(tmp_path / "none")("reextract")
    assert done.exit_code == 1
    assert "there is no registry" in done.stderr


def test_an_archive_that_is_ingested_gives_its_articles_and_not_its_listings(years, source, tmp_path):
    years.site.pages["/robots.txt"] = Reply(body="User-agent: *\nAllow: /\n", type="text/plain")
    crawled(years, source, range(3))
    thidua = Thidua(tmp_path / "other")
    assert thidua.json("ingest", years.workspace.archive)["read"] == 3
