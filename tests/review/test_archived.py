"""The archived page behind a value, shown so that nothing of it runs."""

from __future__ import annotations

import pytest

from crawler.archive import Archive
from crawler.exchange import Exchange
from records import Captured, Page
from store import Registry
from tests.review.conftest import fill
from tests.store.build import REVIEW, Hands, review

BODY = f"""<html><head><meta http-equiv=refresh content="0;url=//evil.example">
<meta charset=utf-8></head><body onload="alert(1)"><script>alert(2)</script><p>{REVIEW}</p></body></html>"""
URL = "http://portal.test/tin/9"


@pytest.fixture
def archived(own, open_app):
    """A browser, and the number of the capture behind the review of the bloc's year."""
    hands = Hands()
    hands.forward(hours=1)
    page = Page(url=URL, final_url=URL, status=200, body=BODY.encode(), fetched_at=hands(), source="portal")
    with Archive(own / "archive", "portal", durable=False) as archive:
        headers = (("Content-Type", "text/html; charset=utf-8"),)
        place = archive.write(
            Exchange(url=URL, status=200, reason="OK", headers=headers, body=page.body, fetched_at=hands())
        )
    with Registry.open(own, clock=hands) as registry:
        captured = Captured(page=page, warc=place.warc, offset=place.offset, length=place.length)
        fetch = registry.capture(captured)
        registry.add(review(REVIEW + "Bài được bổ sung.\n").record(), fetch=fetch)
    return open_app(own), fetch


def test_the_evidence_leads_to_the_archived_page(archived):
    client, fetch = archived
    row = next(row for row in client.get("/leaderships.json").json()["rows"] if row["holder"] == "Sở Y tế")
    assert f'href="/capture/{fetch}"' in client.get(f"/evidence/leaderships/{row['id']}").text
    page = client.get(f"/capture/{fetch}").text
    assert "portal/portal-00001.warc.gz" in page
    assert f"/capture/{fetch}/text" in page


def test_its_source_is_plain_text(archived):
    client, fetch = archived
    answer = client.get(f"/capture/{fetch}/text")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text == BODY


def test_as_a_page_it_is_in_a_sandbox_that_lets_nothing_run_or_load(archived):
    client, fetch = archived
    answer = client.get(f"/capture/{fetch}/page")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none';")
    assert "script" not in policy
    assert "http-equiv" not in answer.text, "nor lead away by itself"
    assert "Sở Khoa học và Công nghệ" in answer.text


def test_a_capture_whose_file_is_damaged_is_not_shown_as_another(archived, own):
    client, fetch = archived
    path = next((own / "archive").rglob("*.warc.gz"))
    path.write_bytes(path.read_bytes()[:50])
    assert client.get(f"/capture/{fetch}/text").status_code == 404


@pytest.mark.parametrize("kind", ["article", "person"])
def test_what_is_withheld_has_no_archived_page(archived, own, kind):
    client, fetch = archived
    names = {"article": "Khối thi đua số 9 tổng kết năm 2024", "person": "Trần Thị Hạnh"}
    with Registry.open(own) as registry:
        ref = next(hit.ref for hit in registry.search(names[kind], kind=kind).hits)
        registry.desk("quan", reason="asked for").withhold(ref)
    for path in ("", "/text", "/page"):
        assert client.get(f"/capture/{fetch}{path}").status_code == 404


def test_a_warc_path_cannot_leave_the_archive(open_app, tmp_path):
    (tmp_path / "secret.warc.gz").write_bytes(b"secret")
    fill(tmp_path)
    hands = Hands()
    page = Page(url=URL, final_url=URL, status=200, body=b"x", fetched_at=hands(), source="portal")
    with Registry.open(tmp_path, clock=hands) as registry:
        fetch = registry.capture(Captured(page=page, warc="../secret.warc.gz", offset=0, length=6))
        registry.add(review(REVIEW + "Thêm.\n").record(), fetch=fetch)
    assert open_app(tmp_path).get(f"/capture/{fetch}/text").status_code == 404
