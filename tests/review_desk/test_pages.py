"""The desk's pages, as a browser without scripts has them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest
from lxml import html

from records import record_from_json
from review.desk.filters import Filters
from review.i18n import LANGUAGES, words
from store import Registry
from tests.review_desk.articles import article, text_of
from tests.review_desk.conftest import Reviewer
from tests.review_desk.facts import article_id, fact, keys

SignIn = Callable[[str], Reviewer]
PAGES = ("/desk/", "/desk/next", "/desk/pairs", "/desk/gold")


@pytest.mark.parametrize("path", PAGES)
def test_the_desk_is_for_reviewers(sign_in: SignIn, path: str) -> None:
    assert sign_in("nam").get(path).status_code == 403
    assert sign_in("lan").get(path).status_code == 200
    assert sign_in("quan").get(path).status_code == 200


def test_a_visitor_is_sent_to_sign_in_and_a_reader_judges_nothing(sign_in: SignIn, registry: Registry) -> None:
    nam = sign_in("nam")
    key = keys(registry)["members Sở Tài chính"]
    token = nam.token("/account")
    assert nam.client.post("/desk/judge", data={"action": "confirm", "fact": key, "csrf": token}).status_code == 403
    nam.client.cookies.clear()
    answer = nam.get("/desk/", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?next=")
    assert fact(registry, key)["state"] == "unreviewed"


def test_an_act_without_the_pages_token_is_refused(lan: Reviewer, registry: Registry) -> None:
    key = keys(registry)["members Sở Tài chính"]
    assert lan.client.post("/desk/judge", data={"action": "confirm", "fact": key}).status_code == 403
    assert fact(registry, key)["state"] == "unreviewed"


def test_the_queue_is_ordered_by_doubt_and_narrowed(lan: Reviewer, registry: Registry) -> None:
    page = html.fromstring(lan.get("/desk/").text)
    rows = [" ".join(row.text_content().split()) for row in page.cssselect(".queue .label")]
    assert len(rows) == 10
    assert rows[0].startswith("sơ kết"), "a doubtful event weighs most"
    page = html.fromstring(lan.get("/desk/?kind=members").text)
    assert len(page.cssselect(".queue li")) == 3
    bloc = registry.table("blocs")[0]["id"]
    assert (
        "Khối thi đua số 1"
        in html.fromstring(lan.get(f"/desk/?bloc={bloc}").text).cssselect(".queue-filters")[0].text_content()
    )
    assert not html.fromstring(lan.get("/desk/?state=conflict").text).cssselect(".queue li")


def test_a_bloc_is_found_by_its_name_and_narrows_the_queue(lan: Reviewer, registry: Registry) -> None:
    registry.add(article(2).record())
    page = html.fromstring(lan.get("/desk/", params={"bloc_name": "thi dua so 2"}).text)
    (link,) = [a.get("href") for a in page.cssselect("main ul.plain a")]
    rows = html.fromstring(lan.get(link).text).cssselect(".queue .where")
    assert rows
    assert all("Khối thi đua số 2" in row.text_content() for row in rows)


def test_the_queue_by_source(lan: Reviewer, registry: Registry) -> None:
    registry.remember_source("cong-test", name="Cổng thử")
    assert "Cổng thử" in lan.get("/desk/").text
    assert not html.fromstring(lan.get("/desk/?source=cong-test").text).cssselect(".queue li")


def test_going_on_keeps_the_filters_and_passes_what_was_left(lan: Reviewer, registry: Registry) -> None:
    registry.add(article(2).record())
    first = lan.get("/desk/next?kind=awards")
    assert "kind=awards" in str(first.url)
    link = html.fromstring(first.text).cssselect("[data-next]")[0].get("href")
    second = lan.get(link)
    assert second.url.path != first.url.path
    last = lan.get(html.fromstring(second.text).cssselect("[data-next]")[0].get("href"))
    assert last.url.path == "/desk/"
    assert "kind=awards" in str(last.url)
    assert "những bài bỏ qua" in last.text


def test_passed_articles_are_remembered_once_and_not_without_end() -> None:
    filters = Filters(passed=tuple(f"a{n}" for n in range(100)))
    assert filters.onward("a99")["passed"].split(",")[-1] == "a99"
    assert len(filters.onward("b")["passed"].split(",")) == 60


def test_every_span_of_evidence_leads_to_its_fact(lan: Reviewer, registry: Registry) -> None:
    page = html.fromstring(lan.get(f"/desk/article/{article_id(registry)}").text)
    marks = page.cssselect("[data-article-text] a.mark")
    assert marks
    for mark in marks:
        assert page.get_element_by_id(mark.get("href")[1:]) is not None
    marked = {key for mark in marks for key in mark.get("data-facts").split()}
    assert marked == {card.get("data-fact") for card in page.cssselect(".fact")}
    assert "".join(page.cssselect("[data-article-text]")[0].text_content().split()) == "".join(text_of(1).split())


def test_without_scripts_a_fact_is_accepted_corrected_and_undone_by_forms(lan: Reviewer, registry: Registry) -> None:
    key = keys(registry)["members Sở Tài chính"]
    desk = f"/desk/article/{article_id(registry)}"
    answer = lan.post({"action": "confirm", "fact": key, "back": desk}, script=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{desk}#fact-{key}")
    form = html.fromstring(lan.get(f"/desk/fact/{key}").text).cssselect("form.edit")[0]
    fields = [(name, value) for name, value in form.form_values() if name != "csrf"]
    answer = lan.post([(n, "2021" if n == "value.year" else v) for n, v in fields], script=False)
    assert answer.status_code == 303
    assert fact(registry, key)["value"]["year"] == 2021
    page = html.fromstring(lan.get(desk).text)
    card = page.get_element_by_id(f"fact-{key}")
    assert "máy đọc: 2024" in card.text_content()
    number = card.cssselect("form.acts input[name=judgement]")[0].get("value")
    lan.post({"action": "undo", "judgement": number, "back": desk}, script=False)
    assert fact(registry, key)["value"]["year"] == 2024


def test_a_form_left_alone_is_no_correction(lan: Reviewer, registry: Registry) -> None:
    for key in set(keys(registry).values()):
        form = html.fromstring(lan.get(f"/desk/fact/{key}").text).cssselect("form.edit")[0]
        answer = lan.post([(n, v) for n, v in form.form_values() if n != "csrf"], script=False)
        assert answer.status_code == 422
        assert "Chưa có gì thay đổi" in answer.text
    assert registry.count("judgements") == 0


def test_without_scripts_what_was_typed_comes_back_with_the_complaint(lan: Reviewer, registry: Registry) -> None:
    key = keys(registry)["members Sở Tài chính"]
    fields = {"action": "set", "fact": key, "value.year": "sang năm", "was.year": "2024"}
    page = html.fromstring(lan.post(fields, script=False).text)
    assert page.cssselect('[name="value.year"]')[0].get("value") == "sang năm"
    assert "bốn chữ số" in page.cssselect('[data-field="year"] .complaint')[0].text_content()


def test_without_scripts_the_second_reviewer_chooses_on_a_page(sign_in: SignIn, registry: Registry) -> None:
    key = keys(registry)["members Sở Tài chính"]
    sign_in("lan").post({"action": "set", "fact": key, "value.year": "2023", "was.year": "2024"})
    minh = sign_in("minh")
    fields = {"action": "set", "fact": key, "value.year": "2022", "was.year": "2024", "basis": "0"}
    answer = minh.post(fields, script=False)
    assert answer.status_code == 409
    form = html.fromstring(answer.text).cssselect("main form")[0]
    minh.post([(n, v) for n, v in form.form_values() if n != "csrf"], script=False)
    assert fact(registry, key)["state"] == "disputed"


def test_without_scripts_a_missed_fact_is_added(lan: Reviewer, registry: Registry) -> None:
    path = f"/desk/article/{article_id(registry)}/add?kind=members"
    form = html.fromstring(lan.get(path).text).cssselect("form.edit")[0]
    given = {"value.unit.name": "Văn phòng UBND tỉnh", "quote": "Khối gồm ba đơn vị"}
    answer = lan.post([(n, given.get(n, v)) for n, v in form.form_values() if n != "csrf"], script=False)
    assert answer.status_code == 303
    added = fact(registry, keys(registry)["members Văn phòng UBND tỉnh"])
    assert added["value"]["bloc"] == keys(registry)["blocs"], "the article's only bloc goes without saying"


def test_history_tells_machine_values_by_version_and_who_said_what_when_and_why(
    sign_in: SignIn, registry: Registry
) -> None:
    key = keys(registry)["members Sở Tài chính"]
    fields = {"action": "set", "fact": key, "value.year": "2023", "was.year": "2024", "reason": "theo Quyết định 7"}
    sign_in("lan").post(fields)
    registry.add(article(1, extractor="2", year=2025).record())
    page = html.fromstring(sign_in("minh").get(f"/desk/fact/{key}?part=history").text)
    people, machine = (" ".join(" ".join(table.itertext()).split()) for table in page.cssselect("table"))
    assert "lan sửa: Năm → 2023 theo Quyết định 7" in people
    assert "2024" in machine
    assert "2025" in machine


def test_history_does_not_tell_a_correction_as_the_machines_reading(lan: Reviewer, registry: Registry) -> None:
    known = keys(registry)
    bloc = {
        "action": "set",
        "fact": known["blocs"],
        "value.name": "Cụm thi đua số 3 ZZ",
        "was.name": "Khối thi đua số 1",
    }
    assert lan.post(bloc).status_code == 200
    page = lan.get(f"/desk/fact/{known['members Sở Tài chính']}", params={"part": "history"}).text
    assert "Khối thi đua số 1" in page
    assert "ZZ" not in page


def test_a_conflict_shows_what_both_say(lan: Reviewer, registry: Registry) -> None:
    key = keys(registry)["members Sở Tài chính"]
    lan.post({"action": "set", "fact": key, "value.year": "2023", "was.year": "2024"})
    registry.add(article(1, extractor="2", year=2025).record())
    card = html.fromstring(lan.get(f"/desk/article/{article_id(registry)}").text).get_element_by_id(f"fact-{key}")
    assert card.get("data-state") == "conflict"
    assert "2023 máy đọc: 2025" in " ".join(card.text_content().split())
    assert len(html.fromstring(lan.get("/desk/?state=conflict").text).cssselect(".queue li")) == 1


def test_a_reviewed_article_is_gold_and_not_before(lan: Reviewer, registry: Registry, tmp_path: Path) -> None:
    found = article_id(registry)
    address = f"/desk/article/{found}/gold.json"
    assert lan.get(address).status_code == 404
    lan.post({"action": "reject", "fact": keys(registry)["officials Ngô Thị Cúc"]})
    lan.post([("action", "confirm"), *(("fact", key) for key in set(keys(registry).values()))])
    answer = lan.get(address)
    assert answer.status_code == 200
    record = record_from_json(answer.json())
    assert [official.name for official in record.officials] == ["Lê Văn Bình"]
    (tmp_path / "gold").mkdir()
    registry.export("gold", tmp_path / "gold")
    assert json.loads((tmp_path / "gold" / f"{found}.json").read_text("utf-8")) == answer.json()
    assert found in lan.get("/desk/gold").text


def test_progress_counts_what_was_judged(lan: Reviewer, registry: Registry) -> None:
    lan.post({"action": "confirm", "fact": keys(registry)["members Sở Tài chính"]})
    page = " ".join(html.fromstring(lan.get("/desk/").text).text_content().split())
    assert "1 / 10 dữ kiện đã duyệt" in page
    assert "bạn đã duyệt 1 lần" in page


HOSTILE = """<script>alert(1)</script> & "Khối thi đua số 3" tổng kết
Sáng 10/7/2024, Khối thi đua số 3 </textarea><img src=x onerror=alert(2)> họp sơ kết.
Khối gồm ba đơn vị: Sở Nội vụ; Sở Tài chính; Thanh tra tỉnh. Sở Nội vụ là Khối trưởng năm 2024.
Dự họp có ông Lê Văn Bình và bà Ngô Thị Cúc. Bằng khen của UBND tỉnh, 3/KH-KTĐ '"><svg onload=alert(3)>
"""


def test_hostile_text_stays_text_everywhere(lan: Reviewer, registry: Registry) -> None:
    registry.add(article(3, text=HOSTILE).record())
    found = next(row["id"] for row in registry.table("articles") if "<script>" in (row["title"] or ""))
    nasty = "\"><script>alert(4)</script>{{7*7}}'"
    key = next(row["fact"] for row in registry.queue(article=found) if row["kind"] == "officials")
    lan.post(
        {"action": "set", "fact": key, "value.name": nasty, "was.name": fact(registry, key)["name"], "reason": nasty}
    )
    for path in (f"/desk/article/{found}", f"/desk/fact/{key}", "/desk/", f"/desk/article/{found}/add", "/desk/gold"):
        answer = lan.get(path)
        assert answer.status_code == 200
        page = html.fromstring(answer.text)
        assert not page.cssselect("img, svg, script:not([src])"), path
        assert not [e for e in page.iter() if isinstance(e.tag, str) for name in e.attrib if name.startswith("on")], (
            path
        )
        assert not page.xpath("//*[@style]"), path
        assert "script-src 'self'" in answer.headers["content-security-policy"]
    cards = lan.post({"action": "confirm", "fact": key}).json()["cards"]
    assert "<script" not in cards[key]


def test_a_withheld_article_is_not_at_the_desk(lan: Reviewer, registry: Registry) -> None:
    found, key = article_id(registry), keys(registry)["members Sở Tài chính"]
    registry.desk("quan", reason="theo yêu cầu").withhold(found)
    assert lan.get(f"/desk/article/{found}").status_code == 404
    assert lan.get(f"/desk/fact/{key}").status_code == 404
    assert not html.fromstring(lan.get("/desk/").text).cssselect(".queue li")


@pytest.mark.parametrize(
    ("of", "typed", "first"),
    [
        ("unit", "so tai", "Sở Tài chính"),
        ("person", "ngo thi", "Ngô Thị Cúc"),
        ("bloc", "khoi thi dua so 1", "Khối thi đua số 1"),
        ("award", "bang khen cua thu", "Bằng khen của Thủ tướng Chính phủ"),
        ("place", "ha tinh", "tỉnh Hà Tĩnh"),
    ],
)
def test_names_are_offered_with_or_without_diacritics(lan: Reviewer, of: str, typed: str, first: str) -> None:
    assert lan.get(f"/desk/complete?of={of}&q={typed}").json()["offers"][0]["name"] == first


@pytest.mark.parametrize("typed", ["", "s", '"', '" OR "', "*", "%", "a" * 5000])
def test_whatever_is_typed_completion_answers(lan: Reviewer, typed: str) -> None:
    for of in ("unit", "place", "award", "nothing"):
        answer = lan.get("/desk/complete", params={"of": of, "q": typed})
        assert answer.status_code == 200


def test_both_languages_say_everything() -> None:
    mine = {language: {key for key in words(language).keys() if key.startswith("desk.")} for language in LANGUAGES}  # noqa: SIM118 - no mapping
    assert mine["vi"] == mine["en"]
    assert "desk.yes" in mine["vi"], "not read as a truth value"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_group_of_words_hides_a_word(language: str) -> None:
    """YAML lets the later of two equal keys win."""
    text = (resources.files("review") / "messages" / language / "desk.yml").read_text("utf-8").partition("\nerror:")[0]
    keys = re.findall(r"^  ([\w\"]+):", text, re.MULTILINE)
    assert len(keys) == len(set(keys))
