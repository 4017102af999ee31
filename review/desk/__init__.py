"""The reviewers' queue and desk, mounted under `/desk`."""

from __future__ import annotations

from starlette.routing import BaseRoute

routes: list[BaseRoute] = []
