"""The reviewer's journeys in a real Chromium, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from store import Registry
from tests.review_desk.articles import article
from tests.review_desk.conftest import Site
from tests.review_desk.facts import article_id, fact, keys, said

pytestmark = pytest.mark.browser
Visit = Callable[..., Any]
READY = "html[data-desk=ready]"


def settled(page: Any) -> None:
    """Everything that was done is with the server."""
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('thidua.desk.outbox'))")


def open_desk(visit: Visit, name: str, registry: Registry, key: str | None = None) -> Any:
    page = visit(name, "/desk/")
    page.goto(f"/desk/article/{article_id(registry)}" + (f"?fact={key}" if key else ""))
    page.wait_for_selector(READY)
    return page


def test_ten_articles_are_reviewed_by_keyboard_alone(visit: Visit, registry: Registry) -> None:
    for number in range(2, 11):
        registry.add(article(number).record())
    page = visit("lan")
    page.wait_for_selector(READY)
    page.keyboard.press("]")
    for _ in range(10):
        page.wait_for_selector(READY)
        page.wait_for_selector(".fact.current.waits")
        here = page.url
        while page.locator(".fact.waits:not(.pending)").count():
            kind = page.locator(".fact.current").get_attribute("data-kind")
            page.keyboard.press("r" if kind == "documents" else "a")
        settled(page)
        page.wait_for_selector("[data-done]:not([hidden])")
        page.keyboard.press("Enter")  # the way to the next article has the focus
        page.wait_for_url(lambda url, here=here: url != here)
    assert page.url.split("?")[0].endswith("/desk/")
    states = [fact(registry, row["key"])["state"] for row in registry.table("facts")]
    assert set(states) == {"confirmed"}
    assert registry.total("facts") == 90, "the ten documents were rejected"
    assert registry.queue() == []


def test_a_value_is_corrected_with_completion_by_keyboard(visit: Visit, registry: Registry) -> None:
    registry.add(article(2).record())
    key = keys(registry)["members Sở Tài chính"]
    key = next(row["fact"] for row in registry.queue(article=article_id(registry)) if row["label"].startswith("Sở Tài"))
    page = open_desk(visit, "lan", registry, key)
    page.keyboard.press("e")
    name = page.locator('.fact.current [name="value.unit.name"]')
    name.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("thanh tra")
    page.wait_for_selector(".offer-list:not([hidden]) li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert name.input_value() == "Thanh tra tỉnh"
    page.locator('.fact.current [name="value.year"]').fill("24")
    page.keyboard.press("Enter")
    page.wait_for_selector('.fact.current [data-field="year"].bad')
    assert said(registry, key) == [], "what is wrong is told before it is sent"
    page.locator('.fact.current [name="value.year"]').fill("2023")
    page.keyboard.press("Enter")
    settled(page)
    value = fact(registry, key)["value"]
    assert (value["unit.name"], value["year"]) == ("Thanh tra tỉnh", 2023)
    page.keyboard.press("u")
    settled(page)
    assert fact(registry, key)["value"]["unit.name"] == "Sở Tài chính"


def test_two_reviewers_on_one_fact(visit: Visit, registry: Registry) -> None:
    key = keys(registry)["members Sở Tài chính"]
    lan, minh = (open_desk(visit, name, registry, key) for name in ("lan", "minh"))
    for page, year in ((lan, "2023"), (minh, "2022")):
        page.keyboard.press("e")
        page.locator('.fact.current [name="value.year"]').fill(year)
        page.keyboard.press("Enter")
        if page is lan:
            settled(page)
    minh.wait_for_selector(".held")
    told = minh.locator(".held").inner_text()
    assert "lan" in told
    assert "2023" in told
    assert "2022" in told
    assert fact(registry, key)["state"] == "corrected"
    minh.reload()
    minh.wait_for_selector(".held")  # the own word is kept in the browser until it is decided
    minh.keyboard.press("Tab")
    minh.keyboard.press("Enter")
    settled(minh)
    assert fact(registry, key)["state"] == "disputed"
    assert [user for user, _, _ in said(registry, key)] == ["lan", "minh"]


def test_a_correction_survives_a_new_extractor(visit: Visit, registry: Registry) -> None:
    key = keys(registry)["members Sở Tài chính"]
    page = open_desk(visit, "lan", registry, key)
    page.keyboard.press("e")
    page.locator('.fact.current [name="value.year"]').fill("2023")
    page.keyboard.press("Enter")
    settled(page)
    registry.add(article(1, extractor="2", year=2024).record())
    registry.rebuild()
    page.goto(f"/desk/article/{article_id(registry)}?fact={key}")
    page.wait_for_selector(READY)
    card = page.locator(f"#fact-{key}")
    assert card.get_attribute("data-state") == "corrected"
    assert "2023" in card.inner_text()
    registry.add(article(1, extractor="3", year=2025).record())
    page.reload()
    page.wait_for_selector(f"#fact-{key}[data-state=conflict]")
    assert fact(registry, key)["value"]["year"] == 2023, "the human value stays; the conflict is shown"


def test_nothing_is_lost_when_the_connection_drops(visit: Visit, site: Site, registry: Registry) -> None:
    page = open_desk(visit, "lan", registry)
    site.stop()
    for action in ("a", "r", "a"):
        page.keyboard.press(action)
    page.wait_for_selector("#desk-bar:not([hidden]):has-text('3 thay đổi')")  # it comes up with the first that fails
    assert registry.count("judgements") == 0
    site.start()
    page.click("#desk-bar [data-retry]")
    settled(page)
    assert registry.count("judgements") == 3
    page.wait_for_selector("#desk-bar", state="hidden")
    assert page.locator(".fact:not(.waits)").count() == 3


def test_what_was_not_sent_is_sent_by_the_next_page(visit: Visit, site: Site, registry: Registry) -> None:
    page = open_desk(visit, "lan", registry)
    page.route("**/desk/judge", lambda route: route.abort())
    page.keyboard.press("a")
    page.wait_for_selector("#desk-bar:not([hidden])")
    page.unroute("**/desk/judge")
    page.goto("/desk/")
    settled(page)
    assert registry.count("judgements") == 1


def test_an_answer_that_got_lost_does_not_judge_twice(visit: Visit, registry: Registry) -> None:
    page = open_desk(visit, "lan", registry)
    lost: list[int] = []

    def lose(route: Any) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)
            route.abort()

    page.route("**/desk/judge", lose)
    page.keyboard.press("r")
    settled(page)
    assert lost == [200]
    assert registry.count("judgements") == 1


def test_a_missed_fact_is_added_from_a_selected_passage(visit: Visit, registry: Registry) -> None:
    page = open_desk(visit, "lan", registry)
    passage = "bà Ngô Thị Cúc, Chánh Thanh tra tỉnh"
    page.evaluate(
        """(passage) => {
            const walk = document.createTreeWalker(document.querySelector('[data-article-text]'), NodeFilter.SHOW_TEXT);
            const nodes = []; while (walk.nextNode()) nodes.push(walk.currentNode);
            const end = nodes.findIndex((node) => node.data.includes(', Chánh'));
            const range = document.createRange();
            range.setStart(nodes[end - 2], nodes[end - 2].data.length - 3);
            range.setEnd(nodes[end], nodes[end].data.indexOf('tỉnh') + 4);
            getSelection().removeAllRanges(); getSelection().addRange(range);
        }""",
        passage,
    )
    page.keyboard.press("m")
    assert page.locator("#add-quote").input_value() == passage
    page.keyboard.press("3")
    page.locator('#add-dialog [name="value.unit.name"]').fill("Ban Dân vận")
    page.keyboard.press("Enter")
    settled(page)
    found = fact(registry, keys(registry)["members Ban Dân vận"])
    assert found["quote"] == passage
    assert "Ban Dân vận" in page.locator(".fact.current").inner_text()


def test_bulk_accept_is_one_act_to_undo(visit: Visit, registry: Registry) -> None:
    page = open_desk(visit, "lan", registry)
    page.keyboard.press("x")
    page.keyboard.press("x")
    page.keyboard.press("A")
    settled(page)
    assert registry.count("judgements") == 2
    page.keyboard.press("A")
    settled(page)
    assert registry.queue() == []
    page.keyboard.press("u")
    settled(page)
    assert len(registry.queue()) == 8


def test_clicking_a_span_leads_to_its_fact_and_the_fact_lights_its_span(visit: Visit, registry: Registry) -> None:
    page = open_desk(visit, "lan", registry)
    page.click("a.mark:has-text('Ngô Thị Cúc')")
    assert page.locator(".fact.current h3").inner_text() == "Ngô Thị Cúc"
    assert page.locator("a.mark.on").all_inner_texts() == ["Ngô Thị Cúc"]
    page.keyboard.press("k")
    assert page.locator("a.mark.on").all_inner_texts() == ["Lê Văn Bình"]


def test_a_session_that_ended_keeps_the_act_until_signing_in_again(visit: Visit, registry: Registry) -> None:
    page = open_desk(visit, "lan", registry)
    page.context.clear_cookies(name="thidua_session")
    page.keyboard.press("a")
    page.wait_for_selector("#desk-bar [data-login]:not([hidden])")
    page.click("#desk-bar [data-login]")
    page.fill("input[name=name]", "lan")
    page.fill("input[name=password]", "một mật khẩu đủ dài")
    page.click("main button")
    page.wait_for_selector(READY)
    settled(page)
    assert registry.count("judgements") == 1


@pytest.mark.parametrize("where", ["/desk/", "article", "/desk/pairs", "/desk/gold"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_accessibility_fault(visit: Visit, registry: Registry, where: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - only where a browser is wanted

    page = visit("lan", "/desk/", color_scheme=scheme)
    page.goto(f"/desk/article/{article_id(registry)}" if where == "article" else where)
    page.wait_for_selector(READY)
    found = Axe().run(page).response["violations"]
    serious = [
        (v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found if v["impact"] in ("serious", "critical")
    ]
    assert not serious


def test_on_a_narrow_screen_nothing_sticks_out(visit: Visit, registry: Registry) -> None:
    page = visit("lan", "/desk/", viewport={"width": 375, "height": 700})
    for path in ("/desk/", f"/desk/article/{article_id(registry)}", "/desk/pairs"):
        page.goto(path)
        page.wait_for_selector(READY)
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, path
