"""Two processes against one: wall time of `thidua extract --jobs 2` over the sample portals' articles, many times."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.ratio import Ratio
from samples import stories

_ARTICLES = 6_000  # long enough that loading two readers weighs little


def run() -> dict[str, object]:
    texts = [story.text for story in stories()]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for number in range(_ARTICLES):
                file.write(json.dumps({"text": texts[number % len(texts)], "source": f"{number}.txt"}) + "\n")
        one, two = _wall(path, 1), _wall(path, 2)
    return {
        "articles": _ARTICLES,
        "articles a second, one process": _ARTICLES / one,
        "--jobs 2 is faster by": Ratio(value=one / two, at_least=1.7),
    }


def _wall(path: Path, jobs: int) -> float:
    started = time.perf_counter()
    command = [sys.executable, "-m", "thidua", "extract", "--jsonl", "--jobs", str(jobs), str(path)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started
