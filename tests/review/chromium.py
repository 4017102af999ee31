"""Debian's Chromium by path, and the application served to it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.types import ASGIApp

PATH = Path(os.environ.get("THIDUA_CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What axe may not find: worse than this is a fault.
GRAVE = ("serious", "critical")


def require() -> None:
    """Skip, with the reason, where there is no Chromium; fail where there must be one."""
    if PATH.exists():
        return
    reason = f"there is no Chromium at {PATH}: apt-get install chromium, or name it in THIDUA_CHROMIUM"
    if os.environ.get("THIDUA_BROWSER") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PATH, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """The address at which the application answers while the block runs."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < until, "the server did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def listen(page: Page) -> list[str]:
    """What a page complains of in its console, and every script error."""
    heard: list[str] = []
    page.on(
        "console", lambda told: heard.append(f"{told.type}: {told.text}") if told.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard
