"""Journeys of researchers in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from records import Captured
from records import Page as Page_
from review.app import create
from store import Registry
from store.web_lists import LISTINGS
from tests.review.chromium import GRAVE, chromium, listen, require, served
from tests.review.conftest import PASSWORD, fill
from tests.review.test_archived import URL
from tests.store.build import REVIEW, Hands, review

pytestmark = [
    pytest.mark.browser,
    # asyncio's and playwright's own clean-up at exit, not ours
    pytest.mark.filterwarnings("default::ResourceWarning", "default::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def driver() -> Iterator[Browser]:
    require()
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def site(tmp_path_factory, hashes) -> Iterator[str]:
    require()
    home = tmp_path_factory.mktemp("site")
    fill(home)
    page = Page_(url=URL, final_url=URL, status=200, body=b"<p>tin", fetched_at=Hands()(), source="portal")
    with Registry.open(home, clock=Hands()) as registry:
        registry.add(review(REVIEW + "Bài được bổ sung.\n").record(), fetch=registry.capture(Captured(page=page)))
    app = create(home)
    for name, role in (("mai", "reviewer"), ("quan", "admin")):
        app.state.accounts.put(name, role, hashes[name])
    with served(app) as address:
        yield address


@pytest.fixture
def page(driver: Browser, site: str) -> Iterator[Page]:
    """A first visit; at its end the console must have stayed silent."""
    context = driver.new_context(base_url=site, locale="vi-VN")
    opened = context.new_page()
    opened.set_default_timeout(10_000)
    heard = listen(opened)
    yield opened
    context.close()
    assert heard == []


def test_from_the_first_visit_to_a_cited_value(page: Page):
    page.goto("/")
    page.get_by_label("Từ cần tìm").fill("khoi thi dua so 9")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="Khối thi đua số 9", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Khối thi đua số 9")
    page.locator("table.matrix a.seat.head").last.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("mark")).to_have_text("Sở Y tế là Khối trưởng")
    dialog.get_by_role("link", name="Khối thi đua số 9 tổng kết năm 2024").click()
    expect(page.locator("mark.looked-at")).to_contain_text("Sở Y tế là Khối trưởng")
    page.get_by_text("Trích dẫn trang này").click()
    expect(page.locator("p.copyable")).to_contain_text("Thi Đua Registry, bản ghi")


def test_the_window_of_evidence_closes_by_key_and_gives_the_focus_back(page: Page):
    page.goto("/events")
    link = page.locator("a.proof").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(link).to_be_focused()


def test_results_come_while_typing(page: Page):
    page.goto("/search")
    page.get_by_label("Từ cần tìm").press_sequentially("so tu phap")
    expect(page.locator("ol.hits")).to_contain_text("Sở Tư pháp")
    expect(page).to_have_url("/search?q=so+tu+phap")


def test_without_javascript_everything_is_reached(driver: Browser, site: str):
    context = driver.new_context(base_url=site, locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Từ cần tìm").fill("so y te")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="Sở Y tế").first.click()
    page.locator("h1 a.proof").click()
    expect(page.locator("mark").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("path", ["/", "/search?q=khoi", "/events", "/coverage", "BLOC", "ARTICLE"])
def test_a_narrow_screen_needs_no_sideways_scrolling(driver: Browser, site: str, path: str):
    context = driver.new_context(base_url=site, viewport={"width": 360, "height": 740}, locale="vi-VN")
    page = context.new_page()
    page.goto(where(context.request, path))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def where(request, path: str) -> str:
    """`BLOC` and the like: the page of the first of its list."""
    lists = {"BLOC": ("bloc", "blocs"), "EVENT": ("event", "events"), "UNIT": ("unit", "units")}
    lists |= {"PERSON": ("person", "persons"), "AWARD": ("award", "awards"), "ARTICLE": ("article", "articles")}
    lists["DOCUMENT"] = ("document", "documents")
    if path in ("FACT", "DESK"):
        article = where(request, "ARTICLE")
        facts = request.get(f"{article}.json").json()["facts"]
        return f"/desk{article}" if path == "DESK" else f"/fact/{facts[0]['key']}"
    if path == "EVIDENCE":
        return where(request, "BLOC").replace("/bloc/", "/evidence/blocs/")
    if path == "CAPTURE":
        return "/capture/1"
    if path not in lists:
        return path
    kind, name = lists[path]
    rows = request.get(f"/{name}.json").json()["rows"]
    return f"/{kind}/{next(row for row in rows if '<' not in str(row))['id']}"


PAGES = ["/", "/search?q=khoi", "/coverage", "/data", "/login", "/nothing", "/sources", "/source/portal"]
PAGES += [f"/{name}" for name in LISTINGS]
SQL = ["/sql/", "/sql/registry", "/sql/registry/events", "/sql/registry/units?place__contains=H&_sort=name"]
SQL += ["/sql/registry?sql=select+name+from+units+where+place+=+:place&place=x", "/sql/registry?sql=nonsense"]
THINGS = ["BLOC", "EVENT", "UNIT", "PERSON", "AWARD", "ARTICLE", "DOCUMENT", "FACT", "EVIDENCE", "CAPTURE"]
SIGNED_IN = ["/account", "/operations", "/desk/", "/desk/pairs", "/desk/gold", "/desk/rules", "DESK"]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 360)])
@pytest.mark.parametrize("path", PAGES + THINGS)
def test_axe_finds_no_serious_fault(driver: Browser, site: str, path: str, scheme: str, width: int):
    screen = {"width": width, "height": 800}
    context = driver.new_context(base_url=site, locale="vi-VN", color_scheme=scheme, viewport=screen)
    page = context.new_page()
    page.goto(where(context.request, path))
    found = grave(page)
    context.close()
    assert found == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 360)])
def test_axe_finds_no_serious_fault_in_the_pages_of_sql(driver: Browser, site: str, scheme: str, width: int):
    """No script runs in them: axe sees them without their policy."""
    screen = {"width": width, "height": 800}
    context = driver.new_context(
        base_url=site, locale="vi-VN", color_scheme=scheme, viewport=screen, bypass_csp=True, service_workers="block"
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    found = {}
    for path in SQL:
        page.goto(path)
        found[path] = grave(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_no_serious_fault_behind_the_sign_in(driver: Browser, site: str, width: int):
    context = driver.new_context(base_url=site, locale="vi-VN", viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto("/login")
    page.get_by_label("Tên").fill("quan")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/")
    found = {}
    for path in SIGNED_IN:
        page.goto(where(context.request, path))
        found[path] = grave(page)
    context.close()
    assert {path: faults for path, faults in found.items() if faults} == {}


def grave(page: Page) -> list[tuple[str, list[str]]]:
    """The faults that may not be, with where they are."""
    faults = Axe().run(page).response["violations"]
    return [(f["id"], [node["html"][:120] for node in f["nodes"][:3]]) for f in faults if f["impact"] in GRAVE]


def test_axe_finds_no_serious_fault_in_the_window_of_evidence(page: Page):
    page.goto("/events")
    page.locator("a.proof").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    found = [fault["id"] for fault in Axe().run(page).response["violations"] if fault["impact"] in GRAVE]
    assert found == []


def test_operators_sign_in_and_out(page: Page):
    page.goto("/operations")
    page.get_by_label("Tên").fill("quan")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vận hành")
    page.get_by_role("link", name="quan", exact=True).click()
    page.get_by_role("button", name="Đăng xuất", exact=True).click()
    expect(page.get_by_role("link", name="Đăng nhập")).to_be_visible()


def test_hostile_text_runs_nowhere(driver: Browser, site: str):
    context = driver.new_context(base_url=site, locale="vi-VN")
    page = context.new_page()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    rows = context.request.get("/articles.json").json()["rows"]
    hostile = next(row for row in rows if "<script>" in (row["title"] or ""))
    for path in (f"/article/{hostile['id']}", "/blocs", "/search?q=script", "/events", "/sql/registry/blocs"):
        page.goto(path)
        if page.locator("a.proof").count():
            page.locator("a.proof").first.click()
            expect(page.get_by_role("dialog").locator(".proof-card").first).to_be_visible()
    context.close()
    assert asked == []


def test_datasette_works_in_its_sandbox_and_sees_none_of_our_cookies(driver: Browser, site: str):
    context = driver.new_context(base_url=site, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(10_000)
    heard = listen(page)
    page.goto("/sql/registry?sql=select+name+from+units+order+by+name+limit+3")
    expect(page.locator("table.list")).to_contain_text("Sở")
    assert page.evaluate("self.origin") == "null"
    page.locator("textarea").fill("select count(*) as n from blocs")
    page.get_by_role("button", name="Chạy").click()
    expect(page.locator("table.list td")).to_have_text(re.compile(r"\d+"))
    page.get_by_role("navigation").get_by_role("link", name="Sự kiện").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sự kiện")
    assert page.evaluate("self.origin") != "null"
    assert heard == []
    context.close()


def test_event_pages_print_without_the_frame(page: Page):
    page.goto(where(page.context.request, "EVENT"))
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation").first).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("p.print-only")).to_be_visible()
    expect(page.locator("p.print-only")).to_contain_text("/event/event-")
    assert len(page.pdf(format="A4")) > 5_000
