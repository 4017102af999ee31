"""Who may come in, how long they may stay, and what they may see."""

from datetime import timedelta

import pytest

from review.security.throttle import wait
from review.security.users import local
from review.settings import WebSettings, checked, load
from store.accounts import Accounts
from tests.review.conftest import PASSWORD, sign_in, token
from tests.store.build import Hands


def test_signing_in_leads_where_one_wanted_to_go(browser):
    answer = sign_in(browser, "mai", next="/events?year=2024")
    assert (answer.status_code, answer.headers["location"]) == (303, "/events?year=2024")
    assert "mai" in browser.get("/account").text


@pytest.mark.parametrize(("name", "password"), [("mai", "sai mật khẩu"), ("nobody", PASSWORD), ("mai", ""), ("", "")])
def test_a_wrong_name_and_a_wrong_password_look_the_same(browser, name, password):
    answer = sign_in(browser, name, password)
    assert answer.status_code == 401
    assert "Tên hoặc mật khẩu không đúng" in answer.text


def test_signing_in_gives_a_new_token_and_signing_out_ends_it(browser):
    sign_in(browser, "mai")
    first = browser.cookies["thidua_session"]
    browser.cookies.delete("thidua_session")
    sign_in(browser, "mai")
    second = browser.cookies["thidua_session"]
    assert first != second
    browser.post("/logout", data={"csrf": token(browser, "/account")})
    assert browser.get("/account", follow_redirects=False).status_code == 303
    browser.cookies.set("thidua_session", second)
    assert browser.get("/account", follow_redirects=False).status_code == 303, "the token itself is worth nothing now"


def test_every_session_can_be_ended_at_once(open_app, workspace):
    here, there = open_app(workspace), open_app(workspace)
    sign_in(here, "mai")
    sign_in(there, "mai")
    here.post("/logout", data={"csrf": token(here, "/account"), "all": "1"})
    assert there.get("/account", follow_redirects=False).status_code == 303


@pytest.mark.parametrize(("scheme", "secure"), [("http", False), ("https", True)])
def test_cookies_are_out_of_reach_of_scripts_and_other_sites(open_app, workspace, scheme, secure):
    client = open_app(workspace, scheme=scheme)
    for cookie in (client.get("/").headers["set-cookie"], sign_in(client, "mai").headers["set-cookie"]):
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert ("Secure" in cookie) is secure


def test_a_session_ends_after_its_time_or_its_rest(tmp_path):
    clock = Hands()
    accounts = Accounts(tmp_path, clock=clock)
    accounts.put("mai", "reviewer", "hash")
    token = accounts.begin("mai", lasts=timedelta(hours=10), address="", agent="")
    idle = timedelta(hours=2)
    for _ in range(9):
        clock.forward(hours=1)
        assert accounts.session(token, idle=idle).name == "mai"
    clock.forward(hours=1)
    assert accounts.session(token, idle=idle) is None, "ten hours are over, however busy they were"
    other = accounts.begin("mai", lasts=timedelta(hours=10), address="", agent="")
    clock.forward(hours=2)
    assert accounts.session(other, idle=idle) is None, "it rested for two hours"
    accounts.close()


def test_a_new_password_ends_old_sessions(tmp_path):
    accounts = Accounts(tmp_path)
    accounts.put("mai", "reviewer", "old")
    token = accounts.begin("mai", lasts=timedelta(hours=1), address="", agent="")
    accounts.put("mai", "reader", "new")
    assert accounts.session(token, idle=timedelta(hours=1)) is None
    accounts.close()


def test_neither_password_nor_token_is_in_the_file(browser, workspace):
    sign_in(browser, "mai")
    stored = b"".join(path.read_bytes() for path in workspace.glob("accounts.db*"))
    assert PASSWORD.encode() not in stored
    assert browser.cookies["thidua_session"].encode() not in stored
    assert b"$argon2id$" in stored
    assert workspace.joinpath("accounts.db").stat().st_mode & 0o077 == 0


def test_guessing_slows_down_and_ends_with_time(tmp_path):
    clock = Hands()
    accounts = Accounts(tmp_path, clock=clock)
    waits = []
    for _ in range(9):
        accounts.failed("mai", "10.0.0.1")
        waits.append(wait(accounts, "mai", "10.0.0.1").total_seconds())
    assert waits == [0, 0, 0, 0, 15, 30, 60, 120, 240]
    assert wait(accounts, "mai", "10.0.0.2") == timedelta(), "a stranger cannot lock somebody out"
    clock.forward(seconds=241)
    assert wait(accounts, "mai", "10.0.0.1") == timedelta()
    accounts.close()


def test_many_names_from_one_address_are_slowed_too(tmp_path):
    accounts = Accounts(tmp_path, clock=Hands())
    for number in range(30):
        accounts.failed(f"user{number}", "10.0.0.1")
    assert wait(accounts, "another", "10.0.0.1") > timedelta()
    accounts.close()


def test_the_form_says_how_long_to_wait(open_app, own):
    client = open_app(own)
    answers = [sign_in(client, "mai", "wrong") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert int(answers[-1].headers["retry-after"]) > 0
    assert sign_in(client, "mai").status_code == 429, "the right password has to wait as well"


@pytest.mark.parametrize("path", ["/", "/events", "/events.csv", "/events.json", "/search?q=a", "/suggest.json?q=a"])
def test_a_closed_registry_shows_nothing_to_strangers(open_app, workspace, path):
    client = open_app(workspace, reading="closed")
    answer = client.get(path, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"][:12]) == (303, "/login?next=")
    sign_in(client, "an")
    assert client.get(path).status_code == 200


def test_sql_is_behind_the_same_gate(open_app, workspace):
    client = open_app(workspace, reading="closed")
    assert client.get("/sql/registry.json?sql=select+1", follow_redirects=False).status_code == 303
    sign_in(client, "an")
    assert client.get("/sql/registry.json?sql=select+1").status_code == 200


@pytest.mark.parametrize(
    ("name", "expected"),
    [("", (200, 303, 303, 303)), ("an", (200, 200, 403, 403)), ("mai", (200, 200, 403, 403)), ("quan", (200,) * 4)],
    ids=["visitor", "reader", "reviewer", "admin"],
)
def test_roles(browser, name, expected):
    if name:
        sign_in(browser, name)
    paths = ("/events", "/account", "/operations", "/operations.json")
    assert tuple(browser.get(path, follow_redirects=False).status_code for path in paths) == expected


@pytest.mark.parametrize(
    "address",
    ["//evil.example", "https://evil.example", "/\\evil.example", "\\/evil", "javascript:alert(1)", "/\tx", ""],
)
def test_nobody_is_sent_to_another_site(browser, address):
    assert local(address) == "/"
    assert sign_in(browser, "mai", next=address).headers["location"] == "/"
    assert browser.get("/language/en", params={"next": address}, follow_redirects=False).headers["location"] == "/"


def test_only_the_named_hosts_are_answered(open_app, workspace):
    client = open_app(workspace, hosts=["registry.example"])
    assert client.get("/").status_code == 400
    assert client.get("/", headers={"host": "registry.example"}).status_code == 200


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('reading = "shut"', 'web.reading is \'shut\'; expected "open" or "closed"'),
        ("session_hours = 0", "web.session_hours is 0; expected one hour or more"),
        ("prot = 1", "there is no key web.prot; known here: host"),
    ],
)
def test_wrong_settings_are_named(tmp_path, text, says):
    (tmp_path / "thidua.toml").write_text(f"[web]\n{text}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=says):
        load(tmp_path)


def test_without_a_file_everybody_may_read_on_loopback(tmp_path):
    settings = checked(load(tmp_path), tmp_path)
    assert settings == WebSettings()
    assert (settings.host, settings.reading) == ("127.0.0.1", "open")
