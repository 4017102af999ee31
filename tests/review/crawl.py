"""Following every link of the application, as a crawler would."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from starlette.testclient import TestClient

STARTS = (
    "/",
    "/data",
    "/coverage",
    "/sources",
    "/search?q=khoi",
    "/search",
    "/documents",
    "/memberships",
    "/leaderships",
)
_APART = ("/sql", "/language", "/login", "/static", "/desk", "/logout")


def every_page(client: TestClient, *, most_of_a_kind: int = 12) -> Iterator[tuple[str, str]]:
    """Address and text of every page that links lead to, some of each kind."""
    waiting, seen, of_a_kind = list(STARTS), set(), {}
    while waiting:
        address = html.unescape(waiting.pop(0)).partition("#")[0]
        kind = re.match(r"/[a-z-]*", address)[0]
        if address in seen or address.startswith(_APART) or of_a_kind.get(kind, 0) >= most_of_a_kind:
            continue
        seen.add(address)
        of_a_kind[kind] = of_a_kind.get(kind, 0) + 1
        answer = client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        yield address, answer.text
        if "text/html" in answer.headers["content-type"]:
            waiting += re.findall(r'href="(/[^"]*)"', answer.text)
