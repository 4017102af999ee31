"""Start-up: the wall time of whole commands against that of `python -c "import spacy"`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.ratio import Ratio

_TEXT = "Sáng 12/3/2024, tại hội trường tỉnh, Khối thi đua số 6 tổ chức hội nghị ký kết giao ước thi đua năm 2024."
_ROUNDS = 5


def run() -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / "one.txt"
        article.write_text(_TEXT, encoding="utf-8")
        python, thidua = [sys.executable, "-c"], [sys.executable, "-m", "thidua"]
        commands = {
            "bare": [*python, "pass"],
            "spacy": [*python, "import spacy"],
            "help": [*thidua, "--help"],
            "extract": [*thidua, "extract", str(article)],
        }
        subprocess.run(commands["extract"], capture_output=True, check=True)  # the lexicon's cache is made once
        seconds = {name: median(_wall(command) for _ in range(_ROUNDS)) for name, command in commands.items()}
    return {
        "import spacy, seconds": seconds["spacy"],
        "thidua extract one.txt / import spacy": Ratio(value=seconds["extract"] / seconds["spacy"], at_most=2.0),
        "thidua --help / import spacy": Ratio(value=seconds["help"] / seconds["spacy"], at_most=0.5),
    }


def _wall(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - started
