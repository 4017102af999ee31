"""The excerpt of `thidua demo` in README.md, written from a real run.

python -m thidua.excerpt
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
_MARK = "<!-- demo: from here to the end of the block written by `python -m thidua.excerpt` -->\n"
_ROWS = 6


def main() -> None:
    """Run the demo in a folder that is thrown away, and put the shortened output into the README."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "thidua", "--home", str(Path(folder) / "registry"), "demo"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own command
    README.write_text(page(README.read_text(encoding="utf-8"), said), encoding="utf-8")


def page(old: str, said: str) -> str:
    """The README with the block after the mark replaced."""
    before, _, rest = old.partition(_MARK)
    after = rest.split("```\n", 2)[2]
    block = "\n".join(shortened(said))
    return f"{before}{_MARK}```\n{block}\n```\n{after}"


def shortened(said: str) -> Iterator[str]:
    """Head, and of each section its title, its header and a few rows; what to type next stands in the README itself."""
    sections = said.partition("\nWhat to type next")[0].strip().split("\n\n")
    yield sections[0]
    for section in sections[1:]:
        lines = section.splitlines()
        yield ""
        yield from lines[: _ROWS + 2]
        if len(lines) > _ROWS + 2:
            yield "…"


if __name__ == "__main__":
    main()
