"""A registry with articles to review, the application on it, and a Chromium for those who want one."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from review import accounts, server
from review.app import create
from store import Registry
from tests.review_desk.articles import article

CHROMIUM = "/usr/bin/chromium"
PASSWORD = "một mật khẩu đủ dài"
PEOPLE = ("lan", "minh", "hoa")


@pytest.fixture(scope="session")
def accounts_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three reviewers, a reader and an admin, made once: hashing a password is slow on purpose."""
    home = tmp_path_factory.mktemp("accounts")
    for name in PEOPLE:
        accounts.add(home, name, PASSWORD, "reviewer")
    accounts.add(home, "nam", PASSWORD, "reader")
    accounts.add(home, "quan", PASSWORD, "admin")
    return home


@pytest.fixture
def home(tmp_path: Path, accounts_file: Path) -> Path:
    """A workspace with one article to review."""
    home = tmp_path / "home"
    home.mkdir()
    for file in accounts_file.iterdir():
        (home / file.name).write_bytes(file.read_bytes())
    with Registry.open(home) as registry:
        registry.add(article(1).record())
    return home


@pytest.fixture
def registry(home: Path) -> Iterator[Registry]:
    with Registry.open(home) as opened:
        yield opened


class Reviewer:
    """Somebody at a browser without scripts, or a script that asks for JSON."""

    def __init__(self, client: TestClient, name: str) -> None:
        self.client = client
        self.name = name
        answer = client.post(
            "/login", data={"csrf": self.token("/login"), "name": name, "password": PASSWORD, "next": "/health"}
        )
        assert answer.status_code == 200, answer.text

    def token(self, path: str = "/desk/") -> str:
        found = re.search(r'(?:name="csrf" value|data-csrf)="([^"]+)"', self.client.get(path).text)
        assert found, f"no token at {path}"
        return found[1]

    def get(self, path: str, **more: Any) -> Any:
        return self.client.get(path, **more)

    def post(self, fields: list[tuple[str, str]] | dict[str, str], *, script: bool = True) -> Any:
        pairs = list(fields.items()) if isinstance(fields, dict) else fields
        grouped: dict[str, list[str]] = {}
        for name, value in [*pairs, ("csrf", self.token())]:
            grouped.setdefault(name, []).append(value)
        headers = {"accept": "application/json"} if script else {}
        return self.client.post("/desk/judge", data=grouped, headers=headers, follow_redirects=False)


@pytest.fixture
def sign_in(home: Path) -> Iterator[Callable[[str], Reviewer]]:
    """Sign somebody in; each has a browser of their own on one application."""
    app = create(home)
    opened: list[TestClient] = []

    def enter(name: str) -> Reviewer:
        client = TestClient(app, base_url="http://localhost")
        opened.append(client)
        return Reviewer(client, name)

    yield enter
    for client in opened:
        client.close()
    app.state.registry.close()
    app.state.accounts.close()


@pytest.fixture
def lan(sign_in: Callable[[str], Reviewer]) -> Reviewer:
    return sign_in("lan")


# The real browser


@dataclass
class Site:
    """The application under uvicorn, which a test may stop and start again on the same port."""

    home: Path
    port: int = 0

    def start(self) -> None:
        self._socket = server.bind("127.0.0.1", self.port)
        self.port = self._socket.getsockname()[1]
        config = uvicorn.Config(create(self.home), log_level="warning", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)
        self._thread.start()
        while not self._server.started:
            self._thread.join(0.02)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self._socket.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture
def site(home: Path) -> Iterator[Site]:
    running = Site(home)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium; without it the test is skipped unless THIDUA_BROWSER=required."""
    if not Path(CHROMIUM).exists() and os.environ.get("THIDUA_BROWSER") != "required":
        pytest.skip(f"{CHROMIUM} is not installed")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where a browser is wanted

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


# What Chromium tells of requests that a test makes fail; the page must cope with each.
_TOLD = ("net::ERR", "409 (Conflict)", "403 (Forbidden)")


@pytest.fixture
def visit(site: Site, chromium: Any) -> Iterator[Callable[..., Any]]:
    """A signed-in page at an address of the site. Whatever the browser complains of fails the test."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def enter(name: str, path: str = "/desk/", **options: Any) -> Any:
        context = chromium.new_context(base_url=site.url, locale="vi-VN", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8000)
        page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"/login?next={path}")
        page.fill("input[name=name]", name)
        page.fill("input[name=password]", PASSWORD)
        page.click("main button")
        page.wait_for_url(f"{site.url}{path}")
        return page

    yield enter
    for context in contexts:
        context.close()
    unexpected = [c for c in complaints if not any(each in c for each in _TOLD)]
    assert not unexpected, unexpected
