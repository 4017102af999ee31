"""Reads again what rules left pending: `python -m review.desk.worker HOME`, started by the application.

An article that is read twice changes nothing, so a process that is stopped between two batches loses nothing.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import lexicon
from nlp import Reader
from review.desk.pending import at_work, waiting
from review.desk.touched import affected, own_lexicon, read_on
from store import Registry


def work(home: Path) -> None:
    """Read until nothing is pending."""
    with at_work(home), Registry.open(home, create=False) as registry:
        while found := waiting(registry):
            reader = Reader(lexicon.load(own_lexicon(home)))  # anew for each: the next rule may have come since
            read_on(registry, reader, found[0], affected(registry, found[0].rule))


if __name__ == "__main__":
    os.nice(10)  # pages and saves come first
    work(Path(sys.argv[1]))
