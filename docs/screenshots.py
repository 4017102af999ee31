"""Photographs of the main pages for README and docs: `python -m docs.screenshots` → docs/screenshots/*.png.

Crawls the sample portals into a registry of its own, reviews some facts there, serves it, and drives Debian's Chromium.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from review import accounts
from review.app import create
from store import Registry
from thidua.cli import main as thidua
from thidua.commands.status import gathered
from thidua.workspace import Workspace

OUT = Path(__file__).parent / "screenshots"
CHROMIUM = "/usr/bin/chromium"
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
_PASSWORD = "only for photographs"  # noqa: S105 - of an account that lives as long as the photographs take


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One photograph. `click` opens something first; `signed_in` has a reviewer's or operator's eyes."""

    name: str
    path: str
    click: str | None = None
    width: int = 1280
    height: int = 860
    dark: bool = False
    language: str = "vi"
    signed_in: bool = False


def shots(registry: Registry) -> list[Shot]:
    """What is photographed, on the things of which the demo knows most."""
    bloc = registry.table("blocs", order="-articles", limit=1)[0]["id"]
    event = registry.table("events", order="-articles", limit=1)[0]["id"]
    article = registry.table("articles", {"relevant": 1}, order="-facts", limit=1)[0]["id"]
    award = next(row["id"] for row in registry.table("awards", order="-conferred_on") if len(row["facts"]) > 1)
    return [
        Shot(name="home", path="/"),
        Shot(name="search", path="/search?q=so+y+te"),
        Shot(name="bloc", path=f"/bloc/{bloc}", height=1200),
        Shot(name="bloc-dark", path=f"/bloc/{bloc}", dark=True),
        Shot(name="evidence", path=f"/bloc/{bloc}", click="table.matrix a.seat"),
        Shot(name="event", path=f"/event/{event}"),
        Shot(name="article", path=f"/article/{article}"),
        Shot(name="award", path=f"/award/{award}"),
        Shot(name="coverage", path="/coverage", height=1500),
        Shot(name="events-english", path="/events", language="en"),
        Shot(name="sql", path="/sql/"),
        Shot(name="bloc-narrow", path=f"/bloc/{bloc}", width=390, height=844),
        Shot(name="operations", path="/operations", signed_in=True),
        Shot(name="desk-queue", path="/desk", signed_in=True),
        Shot(name="desk-article", path=f"/desk/article/{article}", signed_in=True),
    ]


def main(argv: list[str] | None = None) -> int:
    """Take them all, or those named."""
    parser = argparse.ArgumentParser(prog="python -m docs.screenshots", description=__doc__)
    parser.add_argument("names", nargs="*", help="photographs to take; all when none is named")
    parser.add_argument(
        "--home", type=Path, help="a workspace that has a demo already; an account `mai` is added to it"
    )
    args = parser.parse_args(argv)
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = args.home or _demo(Path(folder))
        missed = _take(home, frozenset(args.names))
    print(f"screenshots are in {OUT}")
    return 1 if missed else 0


def _demo(folder: Path) -> Path:
    """A registry of the sample portals, some of it reviewed so that the photographs show what that looks like."""
    home = folder / "registry"
    thidua(["--home", str(home), "demo"], standalone_mode=False)
    with Registry.open(home) as registry:
        desk = registry.desk("mai")
        article = registry.table("articles", {"relevant": 1}, order="-facts", limit=1)[0]["id"]
        for fact in registry.queue(article=article, limit=12)[::2]:
            desk.confirm(fact["fact"])
        bloc = registry.table("blocs", order="-articles", limit=1)[0]["id"]
        for fact in registry.queue(bloc=bloc, limit=10):
            desk.confirm(fact["fact"])
    accounts.add(home, "mai", _PASSWORD, "admin")
    return home


def _take(home: Path, names: frozenset[str]) -> int:
    """How many could not be taken."""
    with Registry.open(home, create=False) as registry:
        wanted = [shot for shot in shots(registry) if not names or shot.name in names]
    if any(shot.signed_in for shot in wanted):
        accounts.add(home, "mai", _PASSWORD, "admin")
    with _served(home) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        taken = sum(_photograph(browser, address, shot) for shot in wanted)
        browser.close()
    return len(wanted) - taken


def _photograph(browser: Browser, address: str, shot: Shot) -> bool:
    options: Mapping[str, Any] = {
        "viewport": {"width": shot.width, "height": shot.height},
        "color_scheme": "dark" if shot.dark else "light",
        "locale": "vi-VN" if shot.language == "vi" else "en-GB",
    }
    context = browser.new_context(base_url=address, **options)
    page = context.new_page()
    if shot.signed_in:
        page.goto("/login")
        page.locator("input[name=name]").fill("mai")
        page.locator("input[name=password]").fill(_PASSWORD)
        page.locator("main button").first.click()
        page.wait_for_load_state()
    answer = page.goto(shot.path)
    if answer is None or answer.status != 200:
        print(f"{shot.path} answered {answer.status if answer else 'nothing'}; no {shot.name}.png", file=sys.stderr)
        context.close()
        return False
    if shot.click:
        page.locator(shot.click).first.click()
        page.wait_for_timeout(500)
    page.screenshot(path=OUT / f"{shot.name}.png")
    context.close()
    return True


@contextmanager
def _served(home: Path) -> Iterator[str]:
    app = create(home, status=partial(gathered, Workspace(home)))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


if __name__ == "__main__":
    sys.exit(main())
