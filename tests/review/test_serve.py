"""The application as it is started: one line when it is ready, pages, and an end when asked."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from review.server import bind
from tests.review.conftest import token


@pytest.fixture
def started(own):
    command = [sys.executable, "-m", "thidua", "--home", str(own), "serve", "--port", "0"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONWARNINGS": "default"}
    )
    yield process, process.stdout.readline()
    process.kill()
    process.stdout.close()
    process.wait()


def test_it_says_where_answers_and_ends(started):
    process, line = started
    address = re.fullmatch(r"serving at (http://127\.0\.0\.1:\d+/)\n", line)[1]
    with urllib.request.urlopen(address + "health", timeout=20) as answer:
        assert answer.read() == b"ok\n"
    with urllib.request.urlopen(address, timeout=20) as answer:
        assert "Khối, cụm" in answer.read().decode()
        assert "server" not in {name.lower() for name in answer.headers}
    process.send_signal(signal.SIGTERM)
    process.wait(20)


def test_a_taken_address_is_named():
    with bind("127.0.0.1", 0) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match=f"cannot listen at 127.0.0.1:{port}: .*choose another with --port"):
            bind("127.0.0.1", port)


def test_a_defect_shows_nothing_of_itself(browser, monkeypatch):
    def broken():
        raise RuntimeError("a secret path")

    monkeypatch.setattr(browser.app.state.registry, "overview", broken)
    browser._transport.raise_server_exceptions = False
    answer = browser.get("/")
    assert answer.status_code == 500
    assert "a secret path" not in answer.text
    assert "Máy chủ gặp lỗi" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_unknown_addresses_and_methods_have_pages_of_their_own(browser):
    assert "Không tìm thấy" in browser.get("/nothing/at/all").text
    assert browser.get("/nothing.json").json()["status"] == 404
    answer = browser.post("/events", data={"csrf": token(browser)})
    assert answer.status_code == 405
    assert "không nhận cách gửi ấy" in answer.text


def test_files_of_the_site_are_kept_and_change_their_address(browser):
    address = re.search(r'href="(/static/site\.css\?v=[0-9a-f]+)"', browser.get("/").text)[1]
    assert "immutable" in browser.get(address).headers["cache-control"]
    assert "no-cache" in browser.get("/static/site.css").headers["cache-control"]
    assert browser.get("/static/../app.py").status_code == 404


@pytest.mark.parametrize("path", ["/desk", "/sql", "/desk/?next=x"])
def test_redirects_do_not_repeat_the_host_that_was_said(browser, path):
    answer = browser.get(path, headers={"host": "evil.test"}, follow_redirects=False)
    assert "evil.test" not in answer.headers.get("location", "")


def test_on_loopback_it_answers_to_the_names_of_the_machine(started):
    _, line = started
    address = re.search(r"http://\S+", line)[0]
    port = address.rstrip("/").rpartition(":")[2]
    for host, status in [(f"localhost:{port}", 200), (f"127.0.0.1:{port}", 200), (f"[::1]:{port}", 200)]:
        with urllib.request.urlopen(urllib.request.Request(address, headers={"Host": host}), timeout=20) as answer:
            assert answer.status == status
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(urllib.request.Request(address, headers={"Host": "evil.test"}), timeout=20)
