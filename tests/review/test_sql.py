"""SQL for strangers: what people read, and nothing beneath it."""

import re
import resource
import time

import pytest

from store.errors import InvalidValueError
from store.web_sql import EXAMPLES
from store.web_sql_limits import check_copies


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


COUNTING = "with recursive c(x) as (select 1 union all select x + 1 from c)"
DOUBLING = "with a as (select 1 x)" + "".join(
    f", a{n + 1}/**/as(select p.x from {f'a{n}' if n else 'a'} p, {f'a{n}' if n else 'a'} q)" for n in range(20)
)


@pytest.mark.parametrize(
    "query",
    [
        "select randomblob(500000000)",
        "select length(zeroblob(1000000000))",
        "select length(replace(hex(zeroblob(1000000)), '0', 'aaaaaaaaaa'))",
        f"{COUNTING} select zeroblob(1900000) from c limit 5000",
        f"{COUNTING} select x, zeroblob(1900000) z from c order by z, x",
        f"{COUNTING} select {', '.join(f'x + {n}' for n in range(150))} from c",
        f"{COUNTING} select count(distinct randomblob(1000000)) from c",
        "select trim(printf('%.*c', 1900000, 'a'), printf('%.*c', 1900000, 'b') || 'a')",
        "select printf('%.*c', 1900000, 'a') like '%' || replace(printf('%.*c', 450, 'a'), 'a', '_a') || 'b%'",
        f"{DOUBLING} select count(*) from a20",
    ],
)
@pytest.mark.parametrize("form", ["registry.json", "registry", "registry.csv"])
def test_a_greedy_query_is_refused_soon(browser, query, form):
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    answer = browser.get(f"/sql/{form}", params={"sql": query})
    assert form.endswith(".csv") or answer.status_code == 400  # of a CSV the head is sent before the query is asked
    assert len(answer.content) < 20_000
    assert time.monotonic() - began < 6
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 600_000  # KiB
    assert browser.get("/health").text == "ok\n"


def test_text_functions_do_what_they_do_in_sqlite(browser):
    query = """select replace('Khối', 'K', 'k'), instr('Khối', 'i'), instr('a', 'x'), trim(' x '), trim('axa', 'a'),
                      ltrim('aax', 'a'), rtrim('xaa', 'a'), replace(12, 1, 'x'), replace(null, 'a', 'b'), trim(null)"""
    found = ["khối", 4, 0, "x", "x", "x", "x", "x2", None, None]
    assert ask(browser, query).json()["rows"] == [found]


def test_parts_may_be_named_and_used():
    check_copies("with a as (select 1 x), b as (select a.x from a join a c on a.x = c.x) select * from b, a where a.x")
    with pytest.raises(InvalidValueError, match="use one another too often"):
        check_copies(DOUBLING + " select 1 from a20")


@pytest.mark.parametrize("page", ["/sql/", "/sql/registry", "/sql/registry/units?_size=1&_facet=place"])
def test_every_link_of_its_pages_leads_somewhere(browser, page):
    answer = browser.get(page, headers={"host": "evil.test"})
    links = {link.replace("&amp;", "&") for link in re.findall(r'(?:href|src)="([^"#]+)"', answer.text)}
    assert "evil.test" not in answer.text + str(answer.headers)
    assert answer.headers["link"].startswith("/sql/") and "/sql/sql" not in answer.headers["link"]
    assert any(link.startswith("/sql/registry/blocs") or link.startswith("/sql/registry?sql=") for link in links)
    for link in links:
        assert link.startswith("/") or link == "https://datasette.io/"
        assert not link.startswith("/") or browser.get(link).status_code == 200, link


@pytest.mark.parametrize("page", ["/sql/", "/sql/registry", "/sql/registry/units", "/sql/registry?sql=nonsense"])
def test_its_pages_wear_the_houses_clothes_in_the_readers_language(browser, page):
    vi, en = (browser.get(page, headers={"accept-language": code}).text for code in ("vi", "en"))
    assert '<html lang="vi">' in vi
    assert "Bàn duyệt" not in vi
    assert "Tìm kiếm" in vi and "Search" in en, "our own navigation"
    assert "/static/site.css" in vi
    assert "Về trang SQL" in vi if "nonsense" in page else "Tải dữ liệu" in vi
    assert "style=" not in vi and "<script" not in vi, "nothing inline, nothing runs"


def test_every_example_runs(browser):
    for name, query in EXAMPLES.items():
        answer = browser.get("/sql/registry", params={"sql": query})
        assert answer.status_code == 200, name
        assert 'role="alert"' not in answer.text, name


@pytest.mark.parametrize("name", ["databases", "threads", "settings", "metadata", "versions", "plugins", "actor"])
def test_it_tells_nothing_of_the_server(browser, workspace, name):
    for path in (f"/sql/-/{name}.json", f"/sql/-/{name}", f"/sql/%2D/{name}.json", f"/sql//-/{name}.json"):
        answer = browser.get(path)
        assert answer.status_code == 404
        assert str(workspace) not in answer.text


def test_the_file_cannot_be_taken_whole(browser):
    assert browser.get("/sql/registry.db").status_code in (403, 404)


def test_it_can_be_switched_off(open_app, workspace):
    assert open_app(workspace, sql=False).get("/sql/").status_code == 404
