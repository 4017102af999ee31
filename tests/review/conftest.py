"""A small registry with the accounts of three people, and browsers of a kind to ask for its pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from review import accounts
from review.app import create
from review.settings import WebSettings
from store import Registry
from tests.review.hostile import hostile
from tests.store.build import Hands, Maker, review

PASSWORD = "một mật khẩu dài"
PEOPLE = {"an": "reader", "mai": "reviewer", "quan": "admin"}

SIGNING = """Khối thi đua số 9 ký kết giao ước năm 2025
Sáng 20/02/2025, Khối thi đua số 9 thành phố Hải Phòng ký kết giao ước thi đua năm 2025.
Sở Tư pháp nhận bàn giao vai trò Khối trưởng. Sở Tư pháp được trao Cờ thi đua của Chính phủ năm 2024.
"""


def signing() -> Maker:
    made = Maker(SIGNING, url="http://portal.test/tin/10", published="2025-02-21")
    bloc = made.bloc("Khối thi đua số 9", place="thành phố Hải Phòng")
    event = made.event(bloc, "signing handover", "2025-02-20", quote="Sáng 20/02/2025", emulation_year=2025)
    made.leader(bloc, "head", "Sở Tư pháp", year=2025, status="incoming", quote="Sở Tư pháp nhận bàn giao", sure=0.5)
    flag = {"level": "government", "grantor": "Chính phủ", "year": 2024, "step": "handed_over"}
    made.award(event, "flag", "Cờ thi đua của Chính phủ", "Sở Tư pháp", status="conferred", **flag)
    return made


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read by many tests, changed by none."""
    home = tmp_path_factory.mktemp("workspace")
    fill(home)
    return home


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A workspace of the test's own."""
    fill(tmp_path)
    return tmp_path


def fill(home: Path) -> None:
    with Registry.open(home, clock=Hands()) as registry:
        registry.remember_source("portal", name="Cổng thử", owner="Sở Nội vụ", place="thành phố Hải Phòng")
        for made in (review(), signing(), hostile()):
            registry.add(made.record())


@pytest.fixture(scope="session")
def hashes() -> dict[str, str]:
    """Hashing takes long on purpose: once for all tests."""
    return {name: accounts._hasher().hash(PASSWORD) for name in PEOPLE}


@pytest.fixture
def people(hashes: dict[str, str]) -> Callable[[Starlette], None]:
    def put(app: Starlette) -> None:
        for name, role in PEOPLE.items():
            app.state.accounts.put(name, role, hashes[name])

    return put


@pytest.fixture
def open_app(people: Callable[[Starlette], None]) -> Iterator[Callable[..., TestClient]]:
    """`open_app(home, reading="closed")` is a browser on an application of its own."""
    opened: list[TestClient] = []

    def make(home: Path, *, status: object = None, scheme: str = "http", **settings: object) -> TestClient:
        app = create(home, settings=WebSettings(**settings), status=status)
        people(app)
        client = TestClient(app, base_url=f"{scheme}://testserver", headers={"accept-language": "vi"})
        client.__enter__()
        opened.append(client)
        return client

    yield make
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def browser(open_app: Callable[..., TestClient], workspace: Path) -> TestClient:
    """A visitor's browser."""
    return open_app(workspace)


def token(client: TestClient, page: str = "/login") -> str:
    """The token that the forms of this browser carry."""
    return re.search(r'name="csrf" value="([0-9a-f]+)"', client.get(page).text)[1]


def sign_in(client: TestClient, name: str, password: str = PASSWORD, **more: str):
    fields = {"name": name, "password": password, "csrf": token(client), **more}
    return client.post("/login", data=fields, follow_redirects=False)
