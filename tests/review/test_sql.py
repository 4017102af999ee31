"""SQL for strangers: what people read, and nothing beneath it."""

import pytest


def ask(browser, query):
    return browser.get("/sql/registry.json", params={"sql": query, "_shape": "arrays"})


@pytest.mark.parametrize(
    "query",
    [
        "select count(*) from facts",
        "select name, place from units",
        "select e.id, t.value from events e, json_each(e.types) t",
        "select ref from search_entries where id in (select rowid from search_index where search_index match 'khoi')",
        "with a as (select * from blocs) select count(*) from a",
        "select * from bloc_chairs",
        "select * from coverage",
        "select title from articles where id in (select article from facts)",
    ],
)
def test_what_people_read_can_be_asked(browser, query):
    answer = ask(browser, query)
    assert answer.status_code == 200
    assert answer.json()["rows"]


@pytest.mark.parametrize(
    "query",
    [
        "select text from article_versions",
        "select * from judgements",
        "select * from statement_rows",
        "select quote from spans",
        "select * from main.facts",
        "select title from main.articles",
        "select url from fetches",
        "select (select text from article_versions limit 1) from blocs",
        "select * from pragma_database_list",
        "select load_extension('x')",
        "attach 'accounts.db' as a",
        "select 1; attach 'accounts.db' as a",
        "pragma writable_schema = 1",
        "delete from blocs",
        "update blocs set name = 'x'",
        "select writefile('x', 'y')",
        "select * from users",
    ],
)
def test_what_lies_beneath_cannot(browser, query):
    assert ask(browser, query).status_code == 400


@pytest.mark.parametrize("name", ["article_versions", "judgements", "users", "sessions", "secrets", "sqlite_sequence"])
def test_tables_beneath_have_no_page(browser, name):
    assert browser.get(f"/sql/registry/{name}").status_code == 404
    assert f"/sql/registry/{name}" not in browser.get("/sql/registry").text


def test_an_endless_query_is_ended(browser):
    endless = "with recursive c(x) as (select 1 union all select x + 1 from c) select max(x) from c"
    answer = ask(browser, endless)
    assert answer.status_code == 400
    assert "took too long" in answer.text


def test_the_file_cannot_be_taken_whole(browser):
    assert browser.get("/sql/registry.db").status_code in (403, 404)


def test_it_can_be_switched_off(open_app, workspace):
    assert open_app(workspace, sql=False).get("/sql/").status_code == 404
