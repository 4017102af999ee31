"""Memory of a crawl of 20,000 pages: flat once its caches are full.

python -m bench crawl_memory
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile

from bench.crawl import site
from bench.ratio import Ratio

PAGES = 20_000
_FULL = 5_000  # pages after which every cache of the crawl has been filled once
_LIMIT_SECONDS = 600


def run() -> dict[str, object]:
    with site(PAGES) as port, tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "bench.crawl_work", "memory", str(port), home]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_LIMIT_SECONDS, check=True)
    told = {int(pages): megabytes for pages, megabytes in json.loads(done.stdout.splitlines()[0]).items()}
    early, late = told[_FULL], told[max(told)]
    return {
        "pages": PAGES,
        f"megabytes after {_FULL}": early,
        f"megabytes after {max(told)}": late,
        "growth": Ratio(value=late / early, at_most=1.1),
    }
