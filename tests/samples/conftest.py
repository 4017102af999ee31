"""The portals, started once for all tests that only read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from samples import Serving, serve
from samples.story import HANOI

NOW = datetime(2026, 4, 1, 16, 55, tzinfo=HANOI)


@pytest.fixture(scope="session")
def portals_served() -> Iterator[Serving]:
    with serve(crawl_delay=1.5, clock=lambda: NOW) as serving:
        yield serving
