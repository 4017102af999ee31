"""Every thing has a page with a permanent address, and every value opens its sentence."""

import json

import pytest

from store import Registry
from tests.review.conftest import sign_in
from tests.review.crawl import every_page


def the(client, list_name, /, **filters):
    """The row of a list that has these values."""
    rows = client.get(f"/{list_name}.json", params={"limit": 1000}).json()["rows"]
    return next(row for row in rows if all(row[key] == value for key, value in filters.items()))


@pytest.fixture
def bloc(browser):
    return the(browser, "blocs", name="Khối thi đua số 9")


def test_every_link_leads_somewhere_in_both_languages(browser):
    vi = dict(every_page(browser))
    browser.get("/language/en")
    en = dict(every_page(browser))
    assert len(vi) > 60
    assert "Khối, cụm" in vi["/"]
    assert "Emulation blocs of Viet Nam" in en["/"]
    assert '<html lang="en">' in en["/"]


def test_the_language_follows_address_then_choice_then_browser(browser):
    assert '<html lang="en">' in browser.get("/", headers={"accept-language": "en-GB,vi;q=0.5"}).text
    assert '<html lang="vi">' in browser.get("/", headers={"accept-language": "fr"}).text
    browser.get("/language/en")
    assert '<html lang="en">' in browser.get("/", headers={"accept-language": "vi"}).text
    assert '<html lang="vi">' in browser.get("/?lang=vi").text


def test_a_bloc_shows_composition_and_chairs_year_by_year(browser, bloc):
    page = browser.get(f"/bloc/{bloc['id']}").text
    matrix = page.partition('<table class="matrix">')[2].partition("</table>")[0]
    assert matrix.index("2025") < matrix.index("2024"), "the latest year first"
    row = matrix.partition("Sở Y tế")[2].partition("</tr>")[0]
    assert "seat head" in row
    assert "seat member" in row
    assert "Sở Tư pháp" in page
    assert "sắp nhận" in page


def test_an_event_lists_every_article_that_tells_of_it(own, open_app):
    from tests.store.build import REVIEW, review  # noqa: PLC0415 - beside its one use

    with Registry.open(own) as registry:
        registry.add(review("Tin vắn\n" + REVIEW, url="http://other.test/1").record())
    client = open_app(own)
    event = the(client, "events", start="2025-01-15")
    assert event["articles"] == 2
    page = client.get(f"/event/{event['id']}").text
    assert "2 bài kể về sự kiện này" in page
    assert "Tin vắn" in page
    assert "Khối thi đua số 9 tổng kết năm 2024" in page


def test_an_award_climbs_from_proposal_to_conferral(browser):
    award = the(browser, "awards", recipient="Sở Tư pháp")
    page = browser.get(f"/award/{award['id']}").text
    assert page.count('class="reached"') == 2
    assert "15/01/2025" in page
    assert "20/02/2025" in page


def test_a_value_opens_its_sentence_and_who_confirmed_it(own, open_app):
    with Registry.open(own) as registry:
        fact = next(row for row in registry.queue(kind="leaders", limit=50) if row["value"]["year"] == 2024)
        registry.desk("mai").confirm(fact["fact"])
        row = registry.table("leaderships", {"year": 2024})[0]
    client = open_app(own)
    page = client.get(f"/evidence/leaderships/{row['id']}").text
    assert "<mark>Sở Y tế là Khối trưởng</mark>" in page
    assert "Sở Tư pháp. </span><mark>" in page, "what stands before it is shown"
    assert "mai đã xác nhận" in page
    assert f"/article/{row['facts'] and fact['article']}?fact={fact['fact']}#f-{fact['fact']}" in page
    part = client.get(f"/evidence/leaderships/{row['id']}?part=body").text
    assert "<html" not in part
    assert "<mark>Sở Y tế là Khối trưởng</mark>" in part


def test_the_article_marks_the_words_of_each_fact(browser):
    article = the(browser, "articles", title="Khối thi đua số 9 tổng kết năm 2024")
    facts = browser.get(f"/article/{article['id']}.json").json()["facts"]
    fact = next(fact for fact in facts if fact["kind"] == "officials")
    page = browser.get(f"/article/{article['id']}?fact={fact['key']}").text
    mark = page.partition('<mark class="looked-at"')[2].partition("</mark>")[0]
    assert f'id="f-{fact["key"]}"' in mark
    assert mark.endswith("Trần Thị Hạnh")


def test_unreviewed_and_doubtful_values_look_it(own, open_app):
    client = open_app(own)
    row = the(client, "leaderships", holder="Sở Tư pháp")
    assert row["confidence"] == 0.5
    page = client.get(f"/bloc/{row['bloc']}").text
    assert 'class="state doubtful"' in page
    assert "Máy đọc, còn ngờ" in page
    with Registry.open(own) as registry:
        registry.desk("mai").confirm(row["facts"][0])
    assert 'class="state confirmed"' in client.get(f"/bloc/{row['bloc']}").text


def test_cite_this_names_the_permanent_address_and_the_day(browser, bloc):
    page = browser.get(f"/bloc/{bloc['id']}").text
    assert f"“Khối thi đua số 9”. Thi Đua Registry, bản ghi {bloc['id']}, xem ngày" in page
    assert f"url = {{http://testserver/bloc/{bloc['id']}}}" in page


@pytest.mark.parametrize("kind", ["bloc", "unit", "person", "event", "award", "document", "article", "source", "fact"])
def test_what_does_not_exist_is_a_404_and_says_so_in_json_too(browser, kind):
    for ref in ("nothing", f"{kind}-000000000000", "bloc-%27", "x" * 300):
        assert browser.get(f"/{kind}/{ref}").status_code == 404
    answer = browser.get(f"/{kind}/nothing.json")
    assert (answer.status_code, answer.json()["status"]) == (404, 404)


def test_a_merged_id_leads_to_the_one_it_is_known_under_now_and_back_when_undone(own, open_app):
    client = open_app(own)
    health, law = the(client, "units", name="Sở Y tế"), the(client, "units", name="Sở Tư pháp")
    with Registry.open(own) as registry:
        said = registry.desk("mai").same(health["id"], law["id"])
    moved = [client.get(f"/unit/{row['id']}", follow_redirects=False) for row in (health, law)]
    assert sorted(answer.status_code for answer in moved) == [200, 301]
    away = next(answer for answer in moved if answer.status_code == 301)
    page = client.get(away.headers["location"]).text
    assert "đã được nhập vào bản ghi này" in page
    assert client.get(away.headers["location"].replace("?", ".json?")).status_code == 200
    with Registry.open(own) as registry:
        registry.desk("mai").undo(said.id)
    pages = [client.get(f"/unit/{row['id']}", follow_redirects=False) for row in (health, law)]
    assert [answer.status_code for answer in pages] == [200, 200]
    assert any("nay là bản ghi riêng" in answer.text for answer in pages), "the page they shared names both"


def test_a_withheld_article_is_gone_from_every_page(own, open_app):
    client = open_app(own)
    article = the(client, "articles", title="Khối thi đua số 9 tổng kết năm 2024")
    with Registry.open(own) as registry:
        registry.desk("quan", reason="asked for").withhold(article["id"])
    assert client.get(f"/article/{article['id']}").status_code == 404
    assert all("Trần Thị Hạnh" not in text for _, text in every_page(client, most_of_a_kind=6))


def test_a_withheld_person_is_covered_in_the_article_and_nowhere_named(own, open_app):
    client = open_app(own)
    person = the(client, "persons", name="Trần Thị Hạnh")
    with Registry.open(own) as registry:
        registry.desk("quan", reason="asked for").withhold(person["id"])
    assert client.get(f"/person/{person['id']}").status_code == 404
    article = the(client, "articles", title="Khối thi đua số 9 tổng kết năm 2024")
    assert "████ ███ ████" in client.get(f"/article/{article['id']}").text
    assert all("Trần Thị Hạnh" not in text for _, text in every_page(client, most_of_a_kind=6))
    asked = "select quote, value, label, name from facts union all select title, body, null, null from search_entries"
    assert "Trần Thị Hạnh" not in client.get("/sql/registry.json", params={"sql": asked}).text


def test_operators_see_what_status_tells(open_app, workspace):
    alarm = {"source": "portal", "code": "silent", "message": "no new article for 60 days"}
    row = {"source": "portal", "state": "due", "scheduled": True, "last_run": "2025-01-01T00:00:00+00:00"}
    row |= {
        "outcome": "ok",
        "next_run": "2025-01-02T00:00:00+00:00",
        "late_seconds": 7200,
        "missed": 3,
        "alarms": [alarm],
    }
    status = {"schedule_running": False, "sources": [row], "alarms": [alarm], "runs": []}
    client = open_app(workspace, status=lambda: status)
    sign_in(client, "quan")
    page = client.get("/operations").text
    for words in ("no new article for 60 days", "2.0 giờ", "đến hạn", "Lịch không chạy"):
        assert words in page
    assert client.get("/operations.json").json()["status"] == json.loads(json.dumps(status))


def test_a_run_has_a_page_with_its_report_and_issues(own, open_app):
    with Registry.open(own) as registry:
        run = registry.start_run("crawl", source="portal")
        registry.run_issue(run=run, code="robots", message="robots.txt <b>forbids</b> it", url="http://portal.test/")
        registry.finish_run(run, report={"requests": 5, "issues": []})
    client = open_app(own)
    sign_in(client, "quan")
    page = client.get(f"/operations/run/{run}").text
    assert "robots.txt &lt;b&gt;forbids" in page
    assert "requests" in page
    assert client.get("/operations/run/999").status_code == 404
    assert "robots" in client.get("/operations").text
