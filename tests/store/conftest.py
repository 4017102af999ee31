"""A registry in a temporary folder, with a clock that the test moves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Registry
from tests.store.build import Hands


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def registry(tmp_path: Path, hands: Hands) -> Iterator[Registry]:
    with Registry.open(tmp_path / "home", clock=hands) as opened:
        yield opened
