"""Requests that change something must come from this application's own pages."""

from collections.abc import Iterator

import pytest
from starlette.routing import Mount, Route

from tests.review.conftest import sign_in, token


def unsafe_routes(routes, at="") -> Iterator[str]:
    for route in routes:
        if isinstance(route, Route) and {"POST", "PUT", "PATCH", "DELETE"} & (route.methods or set()):
            yield at + route.path
        elif isinstance(route, Mount):
            yield from unsafe_routes(route.routes or [], at + route.path)


def test_no_route_forgets_to_look(open_app, workspace):
    client = open_app(workspace)
    sign_in(client, "quan")
    found = list(unsafe_routes(client.app.routes))
    assert {"/login", "/logout"} <= set(found)
    for path in found:
        plain = path.replace("{", "").replace("}", "").split(":")[0]
        assert client.post(plain, data={"name": "x"}).status_code == 403, path
        assert client.post(plain, json={}).status_code == 403, path


def test_the_token_of_another_browser_is_no_good(open_app, workspace):
    mine, theirs = open_app(workspace), open_app(workspace)
    sign_in(mine, "mai")
    answer = mine.post("/logout", data={"csrf": token(theirs)})
    assert answer.status_code == 403
    assert "chưa có gì thay đổi" in answer.text
    assert mine.get("/account", follow_redirects=False).status_code == 200


def test_a_token_from_before_signing_in_is_no_good_after(browser):
    before = token(browser)
    sign_in(browser, "mai")
    assert browser.post("/logout", data={"csrf": before}).status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"origin": "http://testserver", "sec-fetch-site": "same-origin"}, 303),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
    ],
)
def test_another_site_cannot_send_even_with_the_token(browser, headers, status):
    sign_in(browser, "mai")
    fields = {"csrf": token(browser, "/account")}
    assert browser.post("/logout", data=fields, headers=headers, follow_redirects=False).status_code == status


def test_a_script_sends_the_token_as_a_header(browser):
    sign_in(browser, "mai")
    headers = {"x-csrf-token": token(browser, "/account")}
    assert browser.post("/logout", headers=headers, follow_redirects=False).status_code == 303


def test_a_request_may_not_be_endless(browser):
    assert browser.post("/login", data={"csrf": token(browser), "name": "x" * 1_100_000}).status_code == 413


def test_forms_with_files_are_not_taken(browser):
    answer = browser.post("/login", data={"csrf": token(browser)}, files={"file": b"x"})
    assert answer.status_code == 403
